"""Reasons for discharge in the span, with the TEDS code of each."""

from collections import defaultdict

from sqlalchemy.orm import Session

from iopdesk.domain.language import Language
from iopdesk.domain.report import Cell, ColumnKind, ReportColumn, ReportRow
from iopdesk.domain.stay_figures import StayDates, quartiles
from iopdesk.domain.step_down import step_down_options
from iopdesk.services.report_cells import Answer, Question, total_row
from iopdesk.services.report_queries import stays
from iopdesk.storage.episode_tables import EpisodeRow


def discharge_reasons(db: Session, question: Question) -> Answer:
    """One row a reason, the most frequent first."""
    words, ask = question.words, question.ask
    question.told(0, 1)
    by_reason: dict[str, list[StayDates]] = defaultdict(list)
    everyone = []
    for stay, reason in stays(db, ask, EpisodeRow.discharged):
        by_reason[reason].append(stay)
        everyone.append(stay)
    question.told(1, 1)
    rows = [
        ReportRow((*_label(question, reason), *_cells(question, part, len(everyone))))
        for reason, part in sorted(by_reason.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]
    if len(rows) > 1:
        label = (question.text(words("All together")), question.text(""), question.text(""))
        rows.append(total_row((*label, *_cells(question, everyone, len(everyone)))))
    columns = (
        ReportColumn(words("Reason"), ColumnKind.TEXT),
        ReportColumn(words("Ending"), ColumnKind.TEXT),
        ReportColumn(words("TEDS"), ColumnKind.TEXT),
        ReportColumn(words("Discharges")),
        ReportColumn(words("Median days")),
        ReportColumn(words("Share of all"), ColumnKind.SHARE),
    )
    return Answer(columns, tuple(rows), _definitions(question))


def _label(question: Question, reason: str) -> tuple[Cell, Cell, Cell]:
    words = question.words
    options = step_down_options().reasons
    known = next((option for option in options if option.code == reason), None)
    if known is None:
        # what older programs or other sites wrote stays as it is
        return (
            question.text(reason or words("No reason said")),
            question.text(""),
            question.text(""),
        )
    ending = words("Planned") if known.is_planned else words("Not planned")
    text = known.texts[Language(words.language)]
    return question.text(text), question.text(ending), question.text(known.teds)


def _cells(question: Question, part: list[StayDates], of: int) -> list[Cell]:
    clients = {stay.client_id for stay in part}
    median = quartiles([stay.length or 1 for stay in part])[1]
    return [
        question.count(len(part), clients),
        question.days(median, clients),
        question.share(len(part) / of, clients),
    ]


def _definitions(question: Question) -> tuple[str, ...]:
    words = question.words
    return (
        words(
            "Discharges from the first to the last day of the span; TEDS codes are those of TEDS-D."
        ),
        words(
            "Length of stay = last service minus admission plus one day; open stays are left out."
        ),
    )
