"""Length of stay of those discharged in the span, by how they ended."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from iopdesk.domain.report import Cell, ColumnKind, ReportColumn, ReportRow
from iopdesk.domain.stay_figures import StayDates, quartiles
from iopdesk.services.report_cells import Answer, Question, total_row
from iopdesk.services.report_queries import stays
from iopdesk.storage.episode_tables import EpisodeRow


def length_of_stay(db: Session, question: Question) -> Answer:
    """Median and quartiles, for planned and other endings, and together."""
    words, ask = question.words, question.ask
    question.told(0, 1)
    ended = [stay for stay, _reason in stays(db, ask, EpisodeRow.discharged)]
    question.told(1, 1)
    planned = [stay for stay in ended if stay.is_planned_end]
    other = [stay for stay in ended if not stay.is_planned_end]
    rows = []
    for label, part in ((words("Planned"), planned), (words("Not planned"), other)):
        if part:
            rows.append(ReportRow((question.text(label), *_cells(question, part))))
    if len(rows) > 1:
        label_cell = question.text(words("All together"))
        rows.append(total_row((label_cell, *_cells(question, ended))))
    return Answer(_columns(question), tuple(rows), _definitions(question))


def _columns(question: Question) -> tuple[ReportColumn, ...]:
    words = question.words
    numbers = (
        words("Discharges"),
        words("Shortest"),
        words("A quarter up to"),
        words("Median days"),
        words("Three quarters up to"),
        words("Longest"),
    )
    first = ReportColumn(words("How the stay ended"), ColumnKind.TEXT)
    return (first, *(ReportColumn(head) for head in numbers))


def _cells(question: Question, part: Sequence[StayDates]) -> list[Cell]:
    lengths = [(stay.length or 1, stay.client_id) for stay in part]
    days = [length for length, _client in lengths]
    clients = {client for _length, client in lengths}
    low, middle, high = quartiles(days)
    shortest = {client for length, client in lengths if length == min(days)}
    longest = {client for length, client in lengths if length == max(days)}
    return [
        question.count(len(part), clients),
        question.days(min(days), shortest),
        question.days(low, {client for length, client in lengths if length <= low}),
        question.days(middle, clients),
        question.days(high, {client for length, client in lengths if length <= high}),
        question.days(max(days), longest),
    ]


def _definitions(question: Question) -> tuple[str, ...]:
    words = question.words
    return (
        words(
            "Length of stay = last service minus admission plus one day; open stays are left out."
        ),
        words("Half of the stays are as long as the median or shorter."),
        words("A client who was discharged twice in the span counts twice."),
    )
