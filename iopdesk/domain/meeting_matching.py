"""Which meeting of a new list is which one we know: by the list's key, else by what it is."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from iopdesk.domain.meeting import TOLD_FIELDS, Meeting


@dataclass(frozen=True, slots=True)
class KnownMeeting:
    """A meeting as stored; `is_listed` is False where its newest list no longer has it."""

    id: uuid.UUID
    meeting: Meeting
    is_listed: bool = True


@dataclass(frozen=True, slots=True)
class Match:
    """A listed meeting with the one it is, or None for a new one."""

    listed: Meeting
    known: KnownMeeting | None

    @property
    def changes(self) -> tuple[str, ...]:
        """Names of the fields that differ; "listed" where it had left the list."""
        if self.known is None:
            return ()
        old = self.known.meeting
        fields = [f for f in TOLD_FIELDS if _differ(getattr(old, f), getattr(self.listed, f))]
        return tuple(fields) if self.known.is_listed else (*fields, "listed")


@dataclass(frozen=True, slots=True)
class Matching:
    """All of a new list against all that is known of its source."""

    matches: tuple[Match, ...]
    gone: tuple[KnownMeeting, ...]


def _differ(old: object, new: object) -> bool:
    if isinstance(old, tuple) and isinstance(new, tuple):
        return set(old) != set(new)  # codes come in any order
    return old != new


Key = Callable[[Meeting], Hashable | None]


def match_meetings(listed: Iterable[Meeting], known: Iterable[KnownMeeting]) -> Matching:
    """Pair each listed meeting with the known one that it is, each at most once.

    Certain keys go first. A key that two meetings of a side share proves nothing, so the weaker
    ones are used only where exactly one is left on both sides; twins pair in their order.
    """
    new = list(listed)
    old = list(known)
    pairs: dict[int, KnownMeeting] = {}
    _pair(new, old, pairs, lambda m: m.slug or None)
    _pair(new, old, pairs, lambda m: m.fingerprint, twins=True)
    _pair(new, old, pairs, lambda m: m.slug.partition("#")[0] or None)
    for key in _WEAK:
        _pair(new, old, pairs, key)
    matches = tuple(Match(meeting, pairs.get(at)) for at, meeting in enumerate(new))
    taken = {match.known.id for match in matches if match.known}
    gone = tuple(k for k in old if k.is_listed and k.id not in taken)
    return Matching(matches, gone)


def _pair(
    new: list[Meeting],
    old: list[KnownMeeting],
    pairs: dict[int, KnownMeeting],
    key: Key,
    *,
    twins: bool = False,
) -> None:
    taken = {known.id for known in pairs.values()}
    ours: dict[Hashable, list[KnownMeeting]] = defaultdict(list)
    theirs: dict[Hashable, list[int]] = defaultdict(list)
    for known in old:
        if known.id not in taken and (value := key(known.meeting)) is not None:
            ours[value].append(known)
    if not ours:
        return
    for at, meeting in enumerate(new):
        if at not in pairs and (value := key(meeting)) is not None:
            theirs[value].append(at)
    for value, places in theirs.items():
        candidates = ours.get(value, [])
        if twins or len(places) == len(candidates) == 1:
            pairs.update(zip(places, candidates, strict=False))


def _without_slug(*fields: str) -> Key:
    def key(meeting: Meeting) -> Hashable | None:
        if meeting.slug:
            return None
        return tuple(_folded(getattr(meeting, field)) for field in fields)

    return key


def _folded(value: object) -> object:
    return " ".join(value.split()).casefold() if isinstance(value, str) else value


# For lists without keys: a meeting that kept all but one of these is still that meeting.
_WEAK = (
    _without_slug("name", "address", "day"),
    _without_slug("name", "address", "start"),
    _without_slug("name", "day", "start"),
    _without_slug("address", "day", "start"),
)
