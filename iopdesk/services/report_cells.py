"""What the reports share: the question with its words, and cells in the reader's language."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from iopdesk.domain.client import fold
from iopdesk.domain.report import Cell, ReportAsk, ReportColumn, ReportRow
from iopdesk.domain.week import DAYS_OF_WEEK, monday_of
from iopdesk.domain.wording import Wording

NOT_KNOWN = "–"
_A_MONTH = 31


@dataclass(frozen=True)
class Answer:
    """A report's table and what its figures mean."""

    columns: tuple[ReportColumn, ...]
    rows: tuple[ReportRow, ...]
    definitions: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """What a report works from.

    `told` is called with the parts done and their number; it may raise to stop the work.
    `names_clients` is False for those who may see numbers but not whom they are about.
    """

    ask: ReportAsk
    words: Wording
    today: date
    told: Callable[[int, int], None]
    names_clients: bool = True

    def months(self) -> Iterator[tuple[date, date]]:
        """The span in parts of a month, so that a long one can be watched and stopped."""
        return self._parts(self.ask.first, _A_MONTH)

    def weeks(self) -> Iterator[tuple[date, date]]:
        """The span by weeks from Monday to Sunday; the first and the last may be part of one."""
        return self._parts(monday_of(self.ask.first), DAYS_OF_WEEK)

    def _parts(self, begin: date, days: int) -> Iterator[tuple[date, date]]:
        first, last = self.ask.first, self.ask.last
        count = (last - begin).days // days + 1
        for at in range(count):
            self.told(at, count)
            start = begin + timedelta(days=at * days)
            yield max(start, first), min(start + timedelta(days=days - 1), last)
        self.told(count, count)

    def text(self, words: str, order: float | str | None = None) -> Cell:
        """Words; they sort as they read unless told otherwise."""
        return Cell(words, fold(words) if order is None else order)

    def day(self, day: date) -> Cell:
        """A day."""
        return Cell(self.words.date_year(day), day.isoformat())

    def count(self, number: int, clients: Iterable[UUID] = ()) -> Cell:
        """A number."""
        return Cell(f"{number:,}", number, clients=self._clients(clients))

    def people(self, clients: Iterable[UUID]) -> Cell:
        """How many clients, and who."""
        known = set(clients)
        return self.count(len(known), known)

    def hours(self, minutes: int, clients: Iterable[UUID] = ()) -> Cell:
        """Minutes as hours."""
        return Cell(self.words.hours(minutes), minutes, clients=self._clients(clients))

    def days(self, number: float | None, clients: Iterable[UUID] = ()) -> Cell:
        """Days, with a half or a quarter where a quartile lies between two."""
        if number is None:
            return Cell(NOT_KNOWN)
        return Cell(
            f"{number:,.2f}".rstrip("0").rstrip("."), number, clients=self._clients(clients)
        )

    def average(self, number: float) -> Cell:
        """A mean, to one place."""
        return Cell(f"{number:,.1f}", number)

    def share(self, part: float | None, clients: Iterable[UUID] = ()) -> Cell:
        """A share in whole percent; not known where there is nothing to take it of."""
        if part is None:
            return Cell(NOT_KNOWN)
        text = self.words("{n}%", n=round(part * 100))
        return Cell(text, part, part, self._clients(clients))

    def _clients(self, clients: Iterable[UUID]) -> tuple[UUID, ...]:
        return tuple(clients) if self.names_clients else ()


def total_row(cells: Iterable[Cell]) -> ReportRow:
    """The row below all others, however the table is sorted."""
    return ReportRow(
        tuple(Cell(cell.text, None, cell.share, cell.clients) for cell in cells), is_total=True
    )
