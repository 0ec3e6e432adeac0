"""Where the keys are in the calendar: at an entry, or at an empty time of a column."""

from collections.abc import Sequence

from iopdesk.domain.calendar import CalendarEntry
from iopdesk.ui.calendar.grid_columns import GridColumn

_STEP = 30
_MORNING = 9 * 60


class GridCursor:
    """`entry` is None while the cursor stands at an empty time."""

    def __init__(self) -> None:
        self.column = 0
        self.minute = _MORNING
        self.entry: CalendarEntry | None = None
        self._columns: Sequence[GridColumn] = ()
        self._first, self._last = 0, 24 * 60

    def set_hours(self, first: int, last: int) -> None:
        """The hours that are shown."""
        self._first, self._last = first * 60, last * 60

    def show_columns(self, columns: Sequence[GridColumn], *, keep: bool) -> None:
        """Stay at the same entry or time where it is still there; else begin anew."""
        entry = self.entry
        self._columns = columns
        self.entry = None
        if keep and self.column < len(columns):
            again = _same(columns, entry) if entry else None
            if again is not None:
                self.choose(*again)
            return
        today = next((at for at, column in enumerate(columns) if column.is_today), 0)
        self.column, self.minute = today, _MORNING
        if columns and columns[today].entries:
            self.choose(today, columns[today].entries[0])

    def choose(self, column: int, entry: CalendarEntry) -> None:
        """Stand at an entry."""
        self.column, self.entry, self.minute = column, entry, entry.first_minute

    def go_to(self, column: int, minute: int) -> None:
        """Stand at a time."""
        self.column, self.minute, self.entry = column, minute, None

    def step(self, across: int, down: int, *, by_time: bool) -> None:
        """To the next entry that way; `by_time` goes by half hours instead, over empty ones."""
        if not self._columns:
            return
        if by_time:
            column = min(max(self.column + across, 0), len(self._columns) - 1)
            minute = (self.minute // _STEP + down) * _STEP
            self.go_to(column, min(max(minute, self._first), self._last - _STEP))
        elif across:
            self._step_across(across)
        else:
            self._step_down(down)

    def to_end(self, *, first: bool) -> None:
        """To the first or last entry of the column."""
        entries = self._columns[self.column].entries if self._columns else []
        if entries:
            self.choose(self.column, entries[0 if first else -1])

    def _step_across(self, across: int) -> None:
        column = self.column + across
        if not 0 <= column < len(self._columns):
            return
        entries = self._columns[column].entries
        if not entries:
            self.go_to(column, self.minute)
            return
        self.choose(column, min(entries, key=lambda each: abs(each.first_minute - self.minute)))

    def _step_down(self, down: int) -> None:
        entries = self._columns[self.column].entries
        if self.entry in entries:
            at = entries.index(self.entry) + down
            if 0 <= at < len(entries):
                self.choose(self.column, entries[at])
            return
        ahead = [e for e in entries if (e.first_minute - self.minute) * down >= 0]
        if ahead:
            self.choose(self.column, ahead[0 if down > 0 else -1])


def _same(columns: Sequence[GridColumn], entry: CalendarEntry) -> tuple[int, CalendarEntry] | None:
    for at, column in enumerate(columns):
        for each in column.entries:
            if each.key == entry.key:
                return at, each
    return None
