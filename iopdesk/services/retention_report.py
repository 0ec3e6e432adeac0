"""Retention: of those admitted in the span, how many were still in program on day 30, 60 and 90."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from iopdesk.domain.report import ColumnKind, ReportColumn, ReportRow
from iopdesk.domain.stay_figures import RETENTION_DAYS, Retention, StayDates, retention
from iopdesk.services.report_cells import Answer, Question
from iopdesk.services.report_queries import stays
from iopdesk.storage.episode_tables import EpisodeRow


def retained(db: Session, question: Question) -> Answer:
    """A row for each of the three days."""
    words, ask = question.words, question.ask
    question.told(0, 1)
    admitted = [stay for stay, _reason in stays(db, ask, EpisodeRow.admitted)]
    question.told(1, 1)
    rows = [_row(question, day, retention(admitted, day, question.today)) for day in RETENTION_DAYS]
    columns = (
        ReportColumn(words("On day"), ColumnKind.TEXT),
        ReportColumn(words("Admissions")),
        ReportColumn(words("Not known yet")),
        ReportColumn(words("Still here")),
        ReportColumn(words("Finished before")),
        ReportColumn(words("Left before")),
        ReportColumn(words("Share still here"), ColumnKind.SHARE),
    )
    return Answer(columns, tuple(rows) if admitted else (), _definitions(question))


def _row(question: Question, day: int, found: Retention) -> ReportRow:
    parts = (found.not_yet, found.still, found.finished, found.left)
    everyone = [stay for part in parts for stay in part]
    known = [*found.still, *found.finished, *found.left]
    return ReportRow(
        (
            question.text(question.words("Day {n}", n=day), day),
            question.count(len(everyone), _clients(everyone)),
            *(question.count(len(part), _clients(part)) for part in parts),
            question.share(found.share, _clients(known)),
        )
    )


def _clients(stays: Sequence[StayDates]) -> set[UUID]:
    return {stay.client_id for stay in stays}


def _definitions(question: Question) -> tuple[str, ...]:
    words = question.words
    return (
        words("Every admission of the span counts, also a client's second one."),
        words("The day of admission is day 1, and the day of discharge still counts as here."),
        words(
            "Not known yet = that day lies ahead. These are left out of the share, whether they"
            " are still here or have left."
        ),
        words(
            "Finished before = ended as planned before that day, as those of a shorter program do."
        ),
    )
