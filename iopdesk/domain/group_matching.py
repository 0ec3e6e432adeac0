"""Which groups suit a client, with the reasons for and against each; nothing is decided here.

What stands in the way (full, kept apart, another group at that time, not the client's track)
comes after what fits. Groups for people who asked for them are only offered to those.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from iopdesk.domain.group_kinds import opted_in
from iopdesk.domain.week import WeekBlock
from iopdesk.domain.wording import later


class Reason(StrEnum):
    """Why a group suits, or does not."""

    TRACK = "track"
    STAGE = "stage"
    ASKED_FOR = "asked_for"
    HOURS = "hours"
    PLACES = "places"
    OTHER_TRACK = "other_track"
    OTHER_STAGE = "other_stage"
    ENOUGH_HOURS = "enough_hours"
    BUSY = "busy"
    OVERLAP = "overlap"
    FULL = "full"
    APART = "apart"
    NO_TIMES = "no_times"

    @property
    def is_for(self) -> bool:
        """Whether it speaks for the group."""
        return self in _FOR

    @property
    def blocks(self) -> bool:
        """Whether the client can't have a place as things stand."""
        return self in _BLOCKS


_FOR = frozenset({Reason.TRACK, Reason.STAGE, Reason.ASKED_FOR, Reason.HOURS, Reason.PLACES})
_BLOCKS = frozenset({Reason.OVERLAP, Reason.FULL, Reason.APART, Reason.NO_TIMES})
_WEIGHTS = {
    Reason.ASKED_FOR: 5,
    Reason.TRACK: 4,
    Reason.STAGE: 3,
    Reason.HOURS: 2,
    Reason.PLACES: 1,
    Reason.ENOUGH_HOURS: -1,
    Reason.OTHER_STAGE: -3,
    Reason.BUSY: -6,
    Reason.OTHER_TRACK: -8,
}
REASON_WORDS: dict[Reason, str] = {
    Reason.TRACK: later("The client's track"),
    Reason.STAGE: later("Suits the phase"),
    Reason.ASKED_FOR: later("The client asked for it"),
    Reason.HOURS: later("Brings hours that are still needed"),
    Reason.PLACES: later("Has free places"),
    Reason.OTHER_TRACK: later("Meets at the other time of day"),
    Reason.OTHER_STAGE: later("For another stage of treatment"),
    Reason.ENOUGH_HOURS: later("The week has its hours already"),
    Reason.BUSY: later("Falls into work, school or other fixed hours"),
    Reason.OVERLAP: later("The client is in another group at that time"),
    Reason.FULL: later("The group is full"),
    Reason.APART: later("Ask the counselor before choosing this group"),
    Reason.NO_TIMES: later("Has no weekly time"),
}


@dataclass(frozen=True)
class GroupOffer:
    """A group as matching looks at it; `minutes` is what a usual week of it brings."""

    group_id: uuid.UUID
    track: str
    stage: str
    population: str
    places_left: int
    blocks: tuple[WeekBlock, ...]
    minutes: int


@dataclass(frozen=True)
class GroupWish:
    """What a client needs: hours missing from the prescribed week, and what is in the way."""

    track: str
    stage: str
    minutes_needed: int
    populations: str = ""
    groups: tuple[WeekBlock, ...] = ()
    busy: tuple[WeekBlock, ...] = ()
    apart: frozenset[uuid.UUID] = frozenset()
    already_in: frozenset[uuid.UUID] = frozenset()


@dataclass(frozen=True)
class GroupMatch:
    """A group with its reasons, those for it first."""

    offer: GroupOffer
    reasons: tuple[Reason, ...]

    @property
    def fits(self) -> bool:
        """Whether the client could have a place."""
        return not any(reason.blocks for reason in self.reasons)

    @property
    def score(self) -> int:
        """How well it suits; only good for ordering."""
        return sum(_WEIGHTS.get(reason, 0) for reason in self.reasons)


def suggestions(offers: Iterable[GroupOffer], wish: GroupWish) -> list[GroupMatch]:
    """Groups the client is not in, the best first, those that can't be at the end."""
    found = [
        GroupMatch(offer, _reasons(offer, wish))
        for offer in offers
        if offer.group_id not in wish.already_in and opted_in(wish.populations, offer.population)
    ]
    return sorted(found, key=lambda match: (not match.fits, -match.score))


def proposed_week(matches: Sequence[GroupMatch], minutes_needed: int) -> list[GroupMatch]:
    """Those to take together: the best that don't overlap, until the week has its hours."""
    chosen: list[GroupMatch] = []
    left = minutes_needed
    for match in matches:
        if left <= 0:
            break
        against = {Reason.BUSY, Reason.OTHER_TRACK}
        taken = [block for other in chosen for block in other.offer.blocks]
        if match.fits and not against & set(match.reasons) and not _meet(match.offer.blocks, taken):
            chosen.append(match)
            left -= match.offer.minutes
    return chosen


def _reasons(offer: GroupOffer, wish: GroupWish) -> tuple[Reason, ...]:
    found = []
    if offer.population:
        found.append(Reason.ASKED_FOR)
    if offer.track and wish.track:
        found.append(Reason.TRACK if offer.track == wish.track else Reason.OTHER_TRACK)
    if offer.stage and wish.stage:
        found.append(Reason.STAGE if offer.stage == wish.stage else Reason.OTHER_STAGE)
    found.append(Reason.HOURS if wish.minutes_needed > 0 else Reason.ENOUGH_HOURS)
    found.append(Reason.PLACES if offer.places_left > 0 else Reason.FULL)
    if not offer.blocks:
        found.append(Reason.NO_TIMES)
    if _meet(offer.blocks, wish.groups):
        found.append(Reason.OVERLAP)
    if _meet(offer.blocks, wish.busy):
        found.append(Reason.BUSY)
    if offer.group_id in wish.apart:
        found.append(Reason.APART)
    return tuple(sorted(found, key=lambda reason: not reason.is_for))


def _meet(mine: Iterable[WeekBlock], others: Sequence[WeekBlock]) -> bool:
    return any(block.clashes_with(other) for block in mine for other in others)
