"""What a clinic knows better than a list: the corrected value, and what the list says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import time
from typing import Any

from iopdesk.domain.distance import Point
from iopdesk.domain.meeting import Meeting

# Fields of a listing that people correct; the place on the map follows the address by itself.
CORRECTABLE = ("name", "day", "start", "minutes", "place", "address", "city", "link", "phone")
FOLLOWS = "point"
_MICRO = 1_000_000


@dataclass(frozen=True, slots=True)
class Correction:
    """One field: ours, what the list said when somebody last looked, and what it says now."""

    field: str
    value: str
    listed: str
    listed_now: str

    @property
    def is_contested(self) -> bool:
        """Whether the list changed this field since: a person chooses which is right."""
        return self.listed != self.listed_now and self.field != FOLLOWS


def as_text(value: object) -> str:
    """A field's value as corrections keep it; "" where it says nothing."""
    if value is None:
        return ""
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, Point):
        return f"{round(value.latitude * _MICRO)},{round(value.longitude * _MICRO)}"
    return str(value)


def from_text(field: str, text: str) -> Any:
    """The value that `as_text` kept of `field`."""
    if field == "day":
        return int(text) if text else None
    if field == "start":
        return time.fromisoformat(text) if text else None
    if field == "minutes":
        return int(text)
    if field == FOLLOWS:
        if not text:
            return None
        north, east = text.split(",")
        return Point(int(north) / _MICRO, int(east) / _MICRO)
    return text


def as_listed(shown: Meeting, corrections: Iterable[Correction]) -> Meeting:
    """The meeting as its list has it now, without what the clinic corrected."""
    listed = {each.field: from_text(each.field, each.listed_now) for each in corrections}
    return replace(shown, **listed) if listed else shown


def wanted_corrections(listed: Meeting, wanted: Mapping[str, object]) -> dict[str, str]:
    """Of the values a person wants to see, those that differ from the list, as text."""
    return {
        field: as_text(value)
        for field, value in wanted.items()
        if field in (*CORRECTABLE, FOLLOWS) and as_text(value) != as_text(getattr(listed, field))
    }
