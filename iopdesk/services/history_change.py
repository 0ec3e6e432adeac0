"""One changed row of a client's record, as the modules of history words are given it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from iopdesk.domain.wording import Wording

Plain = str | int | bool | None


@dataclass(frozen=True)
class RowChange:
    """A row as an entry left it, what the entry set, and the values before, where known."""

    table: str
    is_new: bool
    state: Mapping[str, Plain]
    changed: Mapping[str, Plain]
    before: Mapping[str, Plain] | None
    names: Mapping[str, str]

    def name(self, field: str) -> str:
        """What an id in a field stands for, such as a group's name."""
        return self.names.get(str(self.state.get(field) or ""), "")

    def text(self, field: str) -> str:
        """A field as text."""
        value = self.state.get(field)
        return "" if value is None else str(value)

    def day(self, field: str, words: Wording) -> str:
        """A day as people write it."""
        value = self.state.get(field)
        return words.day_month_year(date.fromisoformat(value)) if isinstance(value, str) else ""

    @property
    def is_taken_back(self) -> bool:
        """Whether this entry took the row back."""
        return self.changed.get("void") == 1


Tell = Callable[[RowChange, Wording], str]
