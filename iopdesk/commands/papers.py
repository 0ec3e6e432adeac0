"""Which service makes which paper of the command line."""

import argparse
from collections.abc import Callable
from functools import partial
from uuid import UUID

from iopdesk.commands.open_clinic import client_of, group_of
from iopdesk.commands.print_command import REMINDER_LIST
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.services.clinic_services import ClinicServices

_Maker = Callable[[UUID, Language | None], Paper]
_OF_A_CLIENT: dict[str, Callable[[ClinicServices], _Maker]] = {
    "treatment-plan": lambda services: services.plan_paper.clinical,
    "treatment-plan-client-copy": lambda services: services.plan_paper.client_copy,
    "step-down": lambda services: partial(_both_step_downs, services),
    "step-down-summary": lambda services: services.step_down_paper.clinical,
    "step-down-client-copy": lambda services: services.step_down_paper.client_copy,
    "meeting-list": lambda services: services.meeting_paper.meeting_list,
    "attendance-card": lambda services: services.meeting_paper.attendance_card,
    "weekly-schedule": lambda services: services.weekly_schedule_paper.schedule,
}


def paper_for(services: ClinicServices, asked: argparse.Namespace) -> Paper:
    """The paper asked for; UserProblem when there is nothing to print it from."""
    language = None if asked.language is None else Language(asked.language)
    if asked.paper == REMINDER_LIST:
        return services.reminder_list_paper.reminders(asked.date, language or Language.ENGLISH)
    if asked.group is not None:
        group_id = group_of(services, asked.group)
        day = asked.date or services.store.clock.today()
        slot_id, planned_day = services.sign_in_sheet.session_of(group_id, day)
        return services.sign_in_sheet.sheet(slot_id, planned_day, language or Language.ENGLISH)
    client_id = client_of(services, asked.client).client_id
    return _OF_A_CLIENT[asked.paper](services)(client_id, language)


def _both_step_downs(services: ClinicServices, client_id: UUID, language: Language | None) -> Paper:
    paper = services.step_down_paper.preview_both(client_id, language)
    services.step_down_paper.note_printed(client_id, copy=True, summary=True)
    return paper
