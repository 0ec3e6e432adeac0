"""Where the person is: screens ask for a place by name and never import each other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from PySide6.QtCore import QObject, Signal

_REMEMBERED = 50


@dataclass(frozen=True)
class Visit:
    """One place that was asked for, with the record and what else it needs."""

    place: str
    record_id: UUID | None = None
    more: Mapping[str, object] = field(default_factory=dict)


class Navigation(QObject):
    """Asks the window for a place and remembers the way back."""

    requested = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.visits: list[Visit] = []

    @property
    def current(self) -> Visit | None:
        """Where the person is now."""
        return self.visits[-1] if self.visits else None

    def open(self, place: str, record_id: UUID | None = None, **more: object) -> None:
        """Ask for a place: "client" with its id, "group_session" with date=..., "today"."""
        self.requested.emit(Visit(place, record_id, more))

    def back(self) -> None:
        """Ask for the place before this one; nothing where there is none."""
        if len(self.visits) > 1:
            self.requested.emit(self.visits[-2])

    def is_now(self, place: str, record_id: UUID | None = None, **more: object) -> None:
        """What was new at this place has been saved: the way back leads to it, not to a new one."""
        if self.current is not None and self.current.place == place:
            self.visits[-1] = Visit(place, record_id, more)

    def arrived(self, visit: Visit) -> None:
        """The window shows `visit` now; going back to the last place shortens the way."""
        if len(self.visits) > 1 and _leads_to(visit, self.visits[-2]):
            self.visits.pop()
        elif self.current != visit:
            self.visits.append(visit)
        del self.visits[:-_REMEMBERED]


def _leads_to(visit: Visit, before: Visit) -> bool:
    """Whether a visit is one from before; asked for without more, it is as it was left."""
    same = (visit.place, visit.record_id) == (before.place, before.record_id)
    return same and (not visit.more or visit.more == before.more)
