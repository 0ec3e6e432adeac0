"""Figures of stays: who was in program when, how long they stayed, who was still here on day 30."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

RETENTION_DAYS = (30, 60, 90)


@dataclass(frozen=True)
class StayDates:
    """One stay of a client; readmitted clients have several.

    The day of admission is day 1 and the day of discharge still belongs to the stay.
    """

    client_id: UUID
    admitted: date
    discharged: date | None = None
    last_service: date | None = None
    is_planned_end: bool = False

    def is_here_on(self, day: date) -> bool:
        """Whether the client was in program on a day."""
        return self.admitted <= day and (self.discharged is None or self.discharged >= day)

    @property
    def length(self) -> int | None:
        """Days from admission to the last service, both counted; None while it isn't over.

        Without any service the stay lasted the day of admission.
        """
        if self.discharged is None:
            return None
        last = self.last_service or self.admitted
        return max((last - self.admitted).days + 1, 1)


@dataclass(frozen=True)
class Retention:
    """Where those admitted stood on one day of their stay; every stay is in exactly one part."""

    still: tuple[StayDates, ...]
    finished: tuple[StayDates, ...]
    left: tuple[StayDates, ...]
    not_yet: tuple[StayDates, ...]

    @property
    def share(self) -> float | None:
        """Still here, of all whose day has come; None where it has come for nobody."""
        known = len(self.still) + len(self.finished) + len(self.left)
        return len(self.still) / known if known else None


def retention(stays: Iterable[StayDates], day: int, today: date) -> Retention:
    """Who was still in program on day `day` of the stay.

    Those whose day lies ahead are told apart, also those who have left: counting only the
    leavers among them would make every new month look bad.
    """
    parts: tuple[list[StayDates], ...] = ([], [], [], [])
    still, finished, left, not_yet = parts
    for stay in stays:
        that_day = stay.admitted + timedelta(days=day - 1)
        if that_day > today:
            not_yet.append(stay)
        elif stay.is_here_on(that_day):
            still.append(stay)
        else:
            (finished if stay.is_planned_end else left).append(stay)
    return Retention(*(tuple(part) for part in parts))


def quartiles(numbers: Sequence[int]) -> tuple[float, float, float]:
    """First quartile, median and third quartile, between the two nearest where none is exact."""
    ordered = sorted(numbers)
    if not ordered:
        raise ValueError("no numbers")
    return (_part_way(ordered, 1), _part_way(ordered, 2), _part_way(ordered, 3))


def _part_way(ordered: Sequence[int], quarters: int) -> float:
    # whole numbers until the last step, so that no rounding moves a quartile
    place, rest = divmod((len(ordered) - 1) * quarters, 4)
    if not rest:
        return float(ordered[place])
    return ordered[place] + (ordered[place + 1] - ordered[place]) * rest / 4
