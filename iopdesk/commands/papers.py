"""Which service makes which paper of the command line."""

import argparse
from collections.abc import Callable
from functools import partial
from uuid import UUID

from iopdesk.commands import intake_papers
from iopdesk.commands.open_clinic import client_of, group_of
from iopdesk.commands.print_command import (
    ATTENDANCE_CARD,
    MEETING_BOOKLET,
    MEETING_LETTER,
    REMINDER_LIST,
)
from iopdesk.domain.disclosure import Document
from iopdesk.domain.distance import Point
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.program_paper import ProgramPaper
from iopdesk.domain.referral import CardForm
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.meeting_booklet_service import BookletWish
from iopdesk.services.meeting_letter_service import LetterSpan
from iopdesk.services.meeting_search import MeetingFilter

_Maker = Callable[[UUID, Language | None], Paper]
_OutsideMaker = Callable[[UUID, Language], Paper]
_OF_A_CLIENT: dict[str, Callable[[ClinicServices], _Maker]] = {
    "treatment-plan": lambda services: services.plan_paper.clinical,
    "treatment-plan-client-copy": lambda services: services.plan_paper.client_copy,
    "step-down": lambda services: partial(_both_step_downs, services),
    "step-down-summary": lambda services: services.step_down_paper.clinical,
    "step-down-client-copy": lambda services: services.step_down_paper.client_copy,
    "meeting-plan": lambda services: services.meeting_paper.meeting_list,
    # the same paper by the name it also goes by
    "meeting-list": lambda services: services.meeting_paper.meeting_list,
    "weekly-schedule": lambda services: services.weekly_schedule_paper.schedule,
    "attendance-letter": lambda services: services.attendance_letter.letter,
    "patient-notice": lambda services: partial(_notice, services),
    "outcome-letter": intake_papers.outcome_letter,
    "program-agreement": partial(intake_papers.program_paper, ProgramPaper.AGREEMENT),
    "program-guide": partial(intake_papers.program_paper, ProgramPaper.GUIDE),
    "wallet-card": intake_papers.wallet_card,
    "last-time": intake_papers.last_time,
}
_FOR_OUTSIDE: dict[str, tuple[Document, Callable[[ClinicServices], _OutsideMaker]]] = {
    "treatment-plan": (Document.TREATMENT_PLAN, lambda s: s.plan_paper.clinical),
    "treatment-plan-client-copy": (Document.PLAN_COPY, lambda s: s.plan_paper.client_copy),
    "step-down-summary": (Document.DISCHARGE_SUMMARY, lambda s: s.step_down_paper.preview_summary),
    "step-down-client-copy": (
        Document.STEP_DOWN_COPY,
        lambda s: s.step_down_paper.preview_client_copy,
    ),
    "outcome-letter": (Document.ELIGIBILITY_LETTER, lambda s: s.intake_paper.letter),
    "meeting-plan": (Document.MEETING_LIST, lambda s: s.meeting_paper.meeting_list),
    "meeting-list": (Document.MEETING_LIST, lambda s: s.meeting_paper.meeting_list),
    "weekly-schedule": (Document.SCHEDULE, lambda s: s.weekly_schedule_paper.preview),
    "attendance-letter": (Document.ATTENDANCE_LETTER, lambda s: s.attendance_letter.preview),
}


def paper_for(services: ClinicServices, asked: argparse.Namespace) -> Paper:
    """The paper asked for; UserProblem when there is nothing to print it from."""
    language = None if asked.language is None else Language(asked.language)
    if asked.paper == MEETING_BOOKLET:
        return services.meeting_booklet.booklet(_booklet(services, asked))
    if asked.paper == REMINDER_LIST:
        return services.reminder_list_paper.reminders(asked.date, language or Language.ENGLISH)
    if asked.group is not None:
        group_id = group_of(services, asked.group)
        day = asked.date or services.store.clock.today()
        slot_id, planned_day = services.sign_in_sheet.session_of(group_id, day)
        return services.sign_in_sheet.sheet(slot_id, planned_day, language or Language.ENGLISH)
    client_id = client_of(services, asked.client).client_id
    if asked.paper == ATTENDANCE_CARD:
        form = CardForm.WEEKLY if asked.form == "letter" else CardForm.WALLET
        return services.meeting_paper.attendance_card(client_id, language, form)
    if asked.paper == MEETING_LETTER:
        usual = services.meeting_letter.usual_span()
        span = LetterSpan(asked.first or usual.first, asked.last or usual.last)
        return services.meeting_letter.hand_over_to(
            client_id, asked.to, asked.purpose, span, language or Language.ENGLISH
        )
    if asked.to:
        return _for_outside(services, asked, client_id, language or Language.ENGLISH)
    return _OF_A_CLIENT[asked.paper](services)(client_id, language)


def _for_outside(
    services: ClinicServices, asked: argparse.Namespace, client_id: UUID, language: Language
) -> Paper:
    document, service = _FOR_OUTSIDE[asked.paper]
    make, desk = service(services), services.disclosure
    handover = desk.handover_to(client_id, document, asked.to, asked.purpose)
    return desk.hand_over(
        client_id, document, handover, lambda reader: make(client_id, reader), language
    )


def _notice(services: ClinicServices, client_id: UUID, language: Language | None) -> Paper:
    paper = services.consent_paper.notice(client_id, language)
    services.privacy.note_notice_printed(client_id)
    return paper


def _both_step_downs(services: ClinicServices, client_id: UUID, language: Language | None) -> Paper:
    paper = services.step_down_paper.preview_both(client_id, language)
    services.step_down_paper.note_printed(client_id, copy=True, summary=True)
    return paper


def _booklet(services: ClinicServices, asked: argparse.Namespace) -> BookletWish:
    near = Point(*asked.near) if asked.near else None
    if asked.within and near is None:
        near = services.meeting.clinic_point()
    wanted = MeetingFilter(
        days=frozenset(asked.day),
        fellowships=frozenset(asked.fellowship),
        languages=frozenset(asked.spoken),
        near=near,
        within_miles=asked.within,
    )
    return BookletWish(wanted, asked.area, Language(asked.language or "en"), asked.large)
