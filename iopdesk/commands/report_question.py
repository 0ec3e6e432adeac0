"""What the command line asks of reports: names of groups and people become whom they mean."""

import argparse
from collections.abc import Sequence
from uuid import UUID

from iopdesk.commands.answer import show_progress
from iopdesk.commands.open_clinic import client_of, group_of
from iopdesk.domain.language import Language
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.report import ColumnKind, Report, ReportAsk, span_of, usual_span
from iopdesk.domain.report_names import ReportName
from iopdesk.domain.shown_list import ShownColumn, ShownList
from iopdesk.domain.wording import Wording
from iopdesk.services.clinic_services import ClinicServices


def made_report(services: ClinicServices, asked: argparse.Namespace) -> Report:
    """The report asked for; its usual days where none are given."""
    words = Wording(Language.ENGLISH)
    choices = services.report.choices(words)
    today = services.store.clock.today()
    usual = span_of(usual_span(ReportName(asked.name)), asked.last or today)
    ask = ReportAsk(
        asked.first or usual[0],
        asked.last or today,
        group_id=group_of(services, asked.group) if asked.group else None,
        leader_id=_leader(asked.leader, choices.leaders),
        client_id=client_of(services, asked.client).client_id if asked.client else None,
        track=asked.track or "",
        phase=_phase(asked.phase, choices.phases),
    )
    return services.report.report(
        ReportName(asked.name), ask, words, lambda done, of: show_progress("Counting", done / of)
    )


def spreadsheet_of(services: ClinicServices, report: Report) -> bytes:
    """The report for spreadsheets, in the order of its rows; the access log has it."""
    rows = tuple(tuple(cell.text for cell in row.cells) for row in report.rows if not row.is_total)
    shown = ShownList(
        report.name.value,
        report.title,
        tuple(ShownColumn(c.head, c.kind is not ColumnKind.TEXT) for c in report.columns),
        rows,
        tuple(cell.text for cell in report.total.cells) if report.total else (),
        report.criteria,
        report.definitions,
    )
    return services.lists.spreadsheet(shown, Language.ENGLISH)


def _phase(asked: int | None, phases: Sequence[tuple[int, str]]) -> int:
    if asked is not None and asked not in dict(phases):
        known = ", ".join(str(number) for number, _name in phases)
        raise UserProblem(f"There is no such phase. There are: {known or 'none yet'}.")
    return asked or 0


def _leader(name: str | None, named: Sequence[tuple[UUID, str]]) -> UUID | None:
    if name is None:
        return None
    wanted = name.strip().casefold()
    exact = [pair for pair in named if pair[1].casefold() == wanted]
    fitting = exact or [pair for pair in named if pair[1].casefold().startswith(wanted)]
    if len(fitting) == 1:
        return fitting[0][0]
    names = "; ".join(pair[1] for pair in fitting or named)
    if fitting:
        raise UserProblem(f"Several begin like this: {names}.", "Give the whole name.")
    raise UserProblem(f"There is no such leader. There are: {names or 'none yet'}.")
