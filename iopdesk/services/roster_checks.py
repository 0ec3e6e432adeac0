"""What keeps a client from a place in a group; clinical reasons are told to clinicians only.

Nobody gets past a full group, a doubled place, a pair that is kept apart, or a group for people
who asked for it. Another group or fixed hours at the same time are for a person to decide:
`despite` is their reason, and it stands in the journal.
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from iopdesk.domain.group import Slot
from iopdesk.domain.group_kinds import opted_in
from iopdesk.domain.problems import NotFound, UserProblem
from iopdesk.domain.week import WeekBlock
from iopdesk.services.keep_apart_service import kept_apart_from
from iopdesk.services.slot_dates import slot_dates
from iopdesk.storage import appointment_queries, group_queries
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.group_tables import RosterPlaceRow, TreatmentGroupRow

# Two slots of different rhythm meet within sixteen weeks if they ever do.
_CLASH_SPAN = timedelta(weeks=16)
_FAR = date(9999, 12, 31)


class PlaceClash(UserProblem):
    """Something else of the client's is at that time; a person may decide with a reason."""


@dataclass(frozen=True)
class Asker:
    """Who asks for a place: whether they may know clinical facts, and why despite a clash."""

    is_clinical: bool = False
    despite: str = ""


def refuse_place(db: Session, place: RosterPlaceRow, asker: Asker = Asker()) -> None:  # noqa: B008
    """Refuse a place that can't be; admission asks before it adds one."""
    group = group_of(db, place.group_id)
    refuse_doubled(db, place)
    refuse_not_opted_in(db, place, group.population, asker)
    refuse_kept_apart(db, place, asker)
    _refuse_full(db, place, group.capacity)
    if not asker.despite.strip():
        _refuse_clash(db, place)
        _refuse_busy(db, place)


def group_of(db: Session, group_id: uuid.UUID) -> TreatmentGroupRow:
    """The stored group; NotFound when there is none."""
    row = db.get(TreatmentGroupRow, group_id)
    if row is None or row.void:
        raise NotFound("This group is no longer here.", "Go back to the list of groups.")
    return row


def refuse_walk_in(
    db: Session, place: RosterPlaceRow, asker: Asker, present: Collection[uuid.UUID]
) -> None:
    """Someone unlisted comes for one day: as for a place, and also kept apart from who is there."""
    refuse_not_opted_in(db, place, group_of(db, place.group_id).population, asker)
    refuse_kept_apart(db, place, asker, present)


def refuse_not_opted_in(db: Session, place: RosterPlaceRow, population: str, asker: Asker) -> None:
    """A specialised group is for those who asked for it; the words don't say which it is."""
    wishes = db.scalar(select(ClientRow.populations).where(ClientRow.id == place.client_id)) or ""
    if not opted_in(wishes, population):
        if not asker.is_clinical:
            raise _no_place()
        raise UserProblem(
            "This group is only for clients who asked for it.",
            "A counselor notes the wish on the chart, under Details. Nothing was changed.",
        )


def refuse_kept_apart(
    db: Session, place: RosterPlaceRow, asker: Asker, present: Collection[uuid.UUID] = ()
) -> None:
    """Two who are kept apart share no group; only clinicians are told why not."""
    apart = kept_apart_from(db, place.client_id, place.starts)
    if not apart:
        return
    last = place.ends or _FAR
    places = group_queries.places(db, place.starts, last, group_ids=[place.group_id])
    if apart.isdisjoint({*present, *(row.client_id for row in places)}):
        return
    if not asker.is_clinical:
        raise _no_place()
    # a refusal may be logged and copied: it names nobody
    raise UserProblem(
        "This client is kept apart from someone in this group.",
        "The chart says from whom and why, under Details. Nothing was changed.",
    )


def _no_place() -> UserProblem:
    # the same for every reason that only clinicians may know
    return UserProblem(
        "This client can't have a place in this group.",
        "Ask the counselor which group fits. Nothing was changed.",
    )


def apart_groups(db: Session, client_id: uuid.UUID, day: date) -> frozenset[uuid.UUID]:
    """Groups that hold someone this client is kept apart from."""
    apart = kept_apart_from(db, client_id, day)
    if not apart:
        return frozenset()
    places = group_queries.places(db, day, _FAR, client_ids=list(apart))
    return frozenset(place.group_id for place in places)


def refuse_doubled(db: Session, place: RosterPlaceRow) -> None:
    """Nobody has two places in one group at once."""
    doubled = db.scalar(
        select(RosterPlaceRow.id).where(
            RosterPlaceRow.group_id == place.group_id,
            RosterPlaceRow.client_id == place.client_id,
            RosterPlaceRow.id != place.id,
            RosterPlaceRow.void == 0,
            RosterPlaceRow.starts <= (place.ends or _FAR),
            or_(RosterPlaceRow.ends.is_(None), RosterPlaceRow.ends >= place.starts),
        )
    )
    if doubled is not None:
        raise UserProblem("This client is already on the roster of this group.")


def _refuse_full(db: Session, place: RosterPlaceRow, capacity: int) -> None:
    spans = [
        (row.starts, row.ends or _FAR)
        for row in group_queries.places(
            db, place.starts, place.ends or _FAR, group_ids=[place.group_id]
        )
        if row.client_id != place.client_id
    ]
    # The roster is fullest on a day on which someone starts.
    days = {place.starts} | {start for start, _ in spans if start > place.starts}
    fullest = max(sum(start <= day <= end for start, end in spans) for day in days)
    if fullest >= capacity:
        raise UserProblem(
            "This group is full.", "Put the client on the waiting list, or choose another group."
        )


def _refuse_clash(db: Session, place: RosterPlaceRow) -> None:
    last = place.ends or _FAR
    others = [
        row
        for row in group_queries.places(db, place.starts, last, client_ids=[place.client_id])
        if row.group_id != place.group_id
    ]
    if not others:
        return
    ids = [place.group_id, *(row.group_id for row in others)]
    slots = group_queries.slots(db, place.starts, None, group_ids=ids)
    mine = [slot for slot in slots if slot.group_id == place.group_id]
    for other in others:
        first, end = max(place.starts, other.starts), min(last, other.ends or _FAR)
        theirs = [slot for slot in slots if slot.group_id == other.group_id]
        if _clash(mine, theirs, first, end):
            raise PlaceClash(
                "The client is in another group at this time.",
                "Choose another group, or give a reason to place the client all the same.",
            )


def _clash(mine: Sequence[Slot], theirs: Sequence[Slot], first: date, last: date) -> bool:
    return any(
        a.block("").clashes_with(b.block("")) and _same_day(a, b, first, last)
        for a in mine
        for b in theirs
    )


def _same_day(a: Slot, b: Slot, first: date, last: date) -> bool:
    begin = max(first, a.starts, b.starts)
    end = min(last, begin + _CLASH_SPAN) if begin < _FAR - _CLASH_SPAN else last
    return bool(set(slot_dates(a, begin, end)) & set(slot_dates(b, begin, end)))


def _refuse_busy(db: Session, place: RosterPlaceRow) -> None:
    slots = group_queries.slots(db, place.starts, place.ends, group_ids=[place.group_id])
    for busy in appointment_queries.busy_times(db, place.client_id, place.starts):
        block = WeekBlock(busy.weekday, busy.start, busy.minutes, "")
        if any(slot.block("").clashes_with(block) for slot in slots):
            raise PlaceClash(
                "The group meets in the client's work, school or other fixed hours.",
                "Choose another group, or give a reason to place the client all the same.",
            )
