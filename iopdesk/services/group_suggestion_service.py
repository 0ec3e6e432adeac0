"""The right groups for a client, with the reasons; the rule itself is domain/group_matching.py."""

import uuid
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.group import GroupName, Slot
from iopdesk.domain.group_kinds import STAGE_WORDS
from iopdesk.domain.group_matching import (
    GroupOffer,
    GroupWish,
    Reason,
    proposed_week,
    suggestions,
)
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.week import WeekBlock
from iopdesk.services.client_queries import client_row
from iopdesk.services.roster_checks import apart_groups
from iopdesk.storage import appointment_queries, group_queries
from iopdesk.storage.episode_tables import EpisodeRow, PlacementRow
from iopdesk.storage.group_tables import TreatmentGroupRow
from iopdesk.storage.store import Store

_SOON = timedelta(days=14)
_STAGES = {1: "early", 2: "middle", 3: "late"}


@dataclass(frozen=True)
class SuggestedGroup:
    """A group with its reasons; `is_proposed` ones together fill the client's week."""

    group_id: uuid.UUID
    name: str
    weekly: tuple[WeekBlock, ...]
    places_left: int
    minutes: int
    reasons: tuple[Reason, ...]
    fits: bool
    is_proposed: bool


@dataclass(frozen=True)
class GroupSuggestions:
    """What a client's week asks and has, in minutes, and the groups that could fill it."""

    client_id: uuid.UUID
    prescribed: int
    scheduled: int
    lines: tuple[SuggestedGroup, ...]


class GroupSuggestionService:
    """Suggests only; a place is given through the roster."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def suggestions(self, client_id: uuid.UUID) -> GroupSuggestions:
        """Groups for a client in program, the best first, those that can't be at the end."""
        self._signed_in.require(Right.ADMIT)
        today = self._store.clock.today()
        with self._store.read() as db:
            placement = _placement(db, client_id, today)
            groups = _groups(db, today)
            slots = group_queries.slots(db, today, None, group_ids=list(groups))
            wish, scheduled = _wish(db, client_id, placement, slots, today)
            taken = Counter(place.group_id for place in group_queries.places(db, today, today))
        soon = today + _SOON
        of_group = {group_id: _usual(slots, [group_id], soon) for group_id in groups}
        offers = [
            GroupOffer(
                group_id,
                row.track,
                row.stage if row.stage in STAGE_WORDS else "",
                row.population,
                max(row.capacity - taken[group_id], 0),
                tuple(slot.block("") for slot in of_group[group_id]),
                _minutes(of_group[group_id]),
            )
            for group_id, row in groups.items()
        ]
        found = suggestions(offers, wish)
        proposed = {each.offer.group_id for each in proposed_week(found, wish.minutes_needed)}
        is_clinical = self._signed_in.may(Right.VIEW_CLINICAL)
        names = {
            group_id: GroupName(row.name, row.neutral_title, row.population)
            for group_id, row in groups.items()
        }
        lines = tuple(
            SuggestedGroup(
                match.offer.group_id,
                names[match.offer.group_id].title(is_clinical=is_clinical),
                match.offer.blocks,
                match.offer.places_left,
                match.offer.minutes,
                tuple(
                    reason
                    for reason in match.reasons
                    if is_clinical or reason is not Reason.ASKED_FOR
                ),
                match.fits,
                match.offer.group_id in proposed,
            )
            for match in found
        )
        return GroupSuggestions(client_id, placement.minutes_a_week, scheduled, lines)


def _placement(db: Session, client_id: uuid.UUID, today: date) -> PlacementRow:
    row = db.scalars(
        select(PlacementRow)
        .join(EpisodeRow, PlacementRow.id == group_queries.placement_on(EpisodeRow.id, today))
        .where(
            EpisodeRow.client_id == client_id,
            EpisodeRow.discharged.is_(None),
            EpisodeRow.void == 0,
        )
    ).first()
    if row is None:
        raise UserProblem("This client is not in program.", "Admit the client first.")
    return row


def _groups(db: Session, today: date) -> dict[uuid.UUID, TreatmentGroupRow]:
    rows = db.scalars(
        select(TreatmentGroupRow)
        .where(TreatmentGroupRow.void == 0)
        .order_by(TreatmentGroupRow.name, TreatmentGroupRow.id)
    )
    return {row.id: row for row in rows if row.ended is None or row.ended >= today}


def _wish(
    db: Session,
    client_id: uuid.UUID,
    placement: PlacementRow,
    slots: list[Slot],
    today: date,
) -> tuple[GroupWish, int]:
    mine = {
        place.group_id
        for place in group_queries.places(db, today, date.max, client_ids=[client_id])
    }
    own = _usual(slots, mine, today + _SOON)
    scheduled = _minutes(own)
    busy = [
        WeekBlock(each.weekday, each.start, each.minutes, each.words)
        for each in appointment_queries.busy_times(db, client_id, today)
    ]
    wish = GroupWish(
        track=placement.track,
        stage=_STAGES.get(placement.phase, ""),
        minutes_needed=placement.minutes_a_week - scheduled,
        populations=client_row(db, client_id).populations,
        groups=tuple(slot.block("") for slot in own),
        busy=tuple(busy),
        apart=apart_groups(db, client_id, today),
        already_in=frozenset(mine),
    )
    return wish, scheduled


def _usual(slots: list[Slot], group_ids: Collection[uuid.UUID], day: date) -> list[Slot]:
    """The times that hold in two weeks: a time that changes before then counts once."""
    mine = [slot for slot in slots if slot.group_id in group_ids]
    return [slot for slot in mine if slot.holds_between(day, day)] or mine


def _minutes(slots: list[Slot]) -> int:
    return sum(slot.minutes // slot.every_weeks for slot in slots)
