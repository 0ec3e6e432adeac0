"""Where each entry of the painted calendar stands, in pixels of its scrolled content."""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF

from iopdesk.domain.calendar import LEAST_DRAWN_MINUTES, CalendarEntry
from iopdesk.ui.calendar.grid_columns import GridColumn
from iopdesk.ui.theme import current_theme

STEP = 15
_FIRST_HOUR, _LAST_HOUR = 8, 20
_GUTTER, _HEAD, _HOUR = 58, 42, 50
_LEAST_COLUMN, _LEAST_LANE = 112, 53
_SATURDAY, _EMPTY_DAY = 5, 0.55


@dataclass(frozen=True)
class Placed:
    """An entry and its rectangle; or, without an entry, how many there was no room for."""

    column: int
    rect: QRectF
    entry: CalendarEntry | None
    hidden: int = 0


class GridLayout:
    """Made anew for other columns or another size of the window."""

    def __init__(self, columns: Sequence[GridColumn], room: QSize) -> None:
        theme = current_theme()
        self.columns = tuple(columns)
        self.gutter, self.head = theme.px(_GUTTER), theme.px(_HEAD)
        entries = [entry for column in columns for entry in column.entries]
        first = min((entry.first_minute // 60 for entry in entries), default=_FIRST_HOUR)
        last = max((ceil(_end(entry) / 60) for entry in entries), default=_LAST_HOUR)
        self.first_hour, self.last_hour = min(first, _FIRST_HOUR), max(last, _LAST_HOUR)
        hours = self.last_hour - self.first_hour
        self.hour = max((room.height() - self.head) / hours, theme.px(_HOUR))
        self.lefts = self._lefts(room.width() - self.gutter)
        self.size = QSizeF(self.lefts[-1], self.hour * hours)
        self.placed = [placed for at in range(len(columns)) for placed in self._placed(at)]

    def top(self, minute: float) -> float:
        """How far down a minute of the day is."""
        return (minute - self.first_hour * 60) * self.hour / 60

    def wide(self, column: int) -> float:
        """How wide a column is."""
        return self.lefts[column + 1] - self.lefts[column]

    def rect(self, column: int, minute: float, minutes: float) -> QRectF:
        """The whole width of a column at a time."""
        pad = current_theme().px(3)
        high = max(minutes, LEAST_DRAWN_MINUTES) * self.hour / 60
        left = self.lefts[column] + pad
        return QRectF(left, self.top(minute) + 1, self.wide(column) - 2 * pad, high - 2)

    def at(self, point: QPointF) -> tuple[int, int]:
        """Column and minute (in steps of 15) of a point of the content, always within it."""
        column = min(max(bisect(self.lefts, point.x()) - 1, 0), max(len(self.columns) - 1, 0))
        minute = self.first_hour * 60 + point.y() * 60 / self.hour
        return column, self.kept_within(int(minute // STEP) * STEP)

    def kept_within(self, minute: int) -> int:
        """A minute that the picture shows."""
        return min(max(minute, self.first_hour * 60), self.last_hour * 60 - STEP)

    def hit(self, point: QPointF) -> Placed | None:
        """What stands at a point of the content."""
        return next((each for each in self.placed if each.rect.contains(point)), None)

    def of_entry(self, entry: CalendarEntry, column: int) -> Placed | None:
        """Where an entry stands in a column; None where there was no room to draw it."""
        return next((p for p in self.placed if p.column == column and p.entry == entry), None)

    def _lefts(self, room: float) -> list[float]:
        """Left edges, and the right edge of the last; an empty day off is narrower than others."""
        least = current_theme().px(_LEAST_COLUMN)
        weights = [_weight(column) for column in self.columns] or [1.0]
        unit = max(room / sum(weights), least)
        return list(accumulate((unit * weight for weight in weights), initial=0.0))

    def _placed(self, at: int) -> Iterator[Placed]:
        most = max(int(self.wide(at) // current_theme().px(_LEAST_LANE)), 1)
        hidden: list[CalendarEntry] = []
        for entry, lane, of in self.columns[at].lanes:
            if of > most and lane >= most - 1 and most > 1:
                hidden.append(entry)
                continue
            if of > most == 1 and lane > 0:
                hidden.append(entry)
                continue
            yield Placed(at, self._lane(at, entry, lane, min(of, most)), entry)
        if hidden:
            yield from self._rest(at, hidden, most)

    def _lane(self, at: int, entry: CalendarEntry, lane: int, of: int) -> QRectF:
        whole = self.rect(at, entry.first_minute, entry.minutes)
        wide = whole.width() / of
        gap = 1 if of > 1 else 0
        return QRectF(whole.left() + lane * wide, whole.top(), wide - gap, whole.height())

    def _rest(self, at: int, hidden: Sequence[CalendarEntry], most: int) -> Iterator[Placed]:
        """One block for each stretch of time whose entries had no room."""
        stretch: list[CalendarEntry] = []
        end = -1
        for entry in [*sorted(hidden, key=lambda each: each.start), None]:
            if stretch and (entry is None or entry.first_minute >= end):
                begin = stretch[0].first_minute
                whole = self.rect(at, begin, end - begin)
                wide = whole.width() / most
                left = whole.right() - wide if most > 1 else whole.right() - wide / 4
                rect = QRectF(left, whole.top(), whole.right() - left, whole.height())
                yield Placed(at, rect, None, len(stretch))
                stretch, end = [], -1
            if entry is not None:
                stretch.append(entry)
                end = max(end, _end(entry))


def _weight(column: GridColumn) -> float:
    is_day_off = column.day.weekday() >= _SATURDAY or bool(column.closed)
    is_one_of_a_week = column.staff_id is None and not column.room
    return _EMPTY_DAY if is_day_off and is_one_of_a_week and not column.lanes else 1.0


def _end(entry: CalendarEntry) -> int:
    return min(entry.first_minute + max(entry.minutes, LEAST_DRAWN_MINUTES), 24 * 60)
