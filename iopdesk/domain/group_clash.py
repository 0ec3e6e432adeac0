"""What a group's time runs into: another group in the room, or its leader elsewhere."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class GroupClashKind(StrEnum):
    """What is wanted twice."""

    ROOM = "room"
    LEADER = "leader"
    APPOINTMENT = "appointment"


@dataclass(frozen=True)
class GroupClash:
    """One thing wanted twice, on `first` and `times` dates in all within the next weeks.

    `what` is the room or the leader, `other` the other group; empty for an appointment.
    """

    kind: GroupClashKind
    what: str
    other: str
    start: time
    minutes: int
    first: date
    times: int
