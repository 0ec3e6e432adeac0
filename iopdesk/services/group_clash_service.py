"""Room and leader clashes of a group over the next weeks, told before a time is saved."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from iopdesk.domain.group import GroupName, Slot, SlotDraft
from iopdesk.domain.group_clash import GroupClash, GroupClashKind
from iopdesk.domain.group_session import HeldSession, MoveDraft
from iopdesk.domain.problems import NotFound
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.held_sessions import held_sessions, planned_session
from iopdesk.services.slot_dates import slot_dates
from iopdesk.storage import appointment_queries, group_queries
from iopdesk.storage.appointment_queries import BookedTime
from iopdesk.storage.store import Store

_SPAN = timedelta(weeks=8)


class GroupClashService:
    """Clashes are told, never refused: two groups may share a room on purpose."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def of_group(self, group_id: uuid.UUID) -> tuple[GroupClash, ...]:
        """What the group's coming sessions run into."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        today = self._store.clock.today()
        with self._store.read() as db:
            finder = self._finder(db, today)
            return finder.clashes(finder.held_by(group_id))

    def of_time(
        self, group_id: uuid.UUID, draft: SlotDraft, instead_of: uuid.UUID | None = None
    ) -> tuple[GroupClash, ...]:
        """What a new or changed weekly time would run into."""
        self._signed_in.require(Right.EDIT_GROUPS)
        first = max(draft.starts, self._store.clock.today())
        slot = Slot(
            uuid.UUID(int=0),
            group_id,
            draft.weekday,
            draft.start,
            draft.minutes,
            draft.starts,
            draft.ends,
            draft.every_weeks,
            draft.room,
            draft.leader_id,
            co_leader_id=draft.co_leader_id,
        )
        with self._store.read() as db:
            finder = self._finder(db, first, instead_of)
            closed = group_queries.closed_days(db, first, first + _SPAN)
            days = slot_dates(slot, first, first + _SPAN, closed)
            return finder.clashes([planned_session(slot, day) for day in days])

    def of_move(
        self, slot_id: uuid.UUID, planned_day: date, draft: MoveDraft
    ) -> tuple[GroupClash, ...]:
        """What a session would run into where it is moved to."""
        self._signed_in.require(Right.EDIT_GROUPS)
        with self._store.read() as db:
            slot = group_queries.slot(db, slot_id)
            if slot is None:
                raise NotFound("This session is no longer here.", "Load the group again.")
            moved = replace(slot, start=draft.start, minutes=draft.minutes, room=draft.room)
            session = planned_session(moved, planned_day)._replace(day=draft.day)
            return self._finder(db, draft.day).clashes([session])

    def _finder(self, db: Session, first: date, instead_of: uuid.UUID | None = None) -> "_Finder":
        held = [
            each for each in held_sessions(db, first, first + _SPAN) if each.slot_id != instead_of
        ]
        return _Finder(
            held,
            appointment_queries.taken(db, first, first + _SPAN),
            appointment_queries.group_names(db),
            appointment_queries.staff_names(db),
            self._signed_in.may(Right.VIEW_CLINICAL),
        )


class _Finder:
    def __init__(
        self,
        held: Sequence[HeldSession],
        booked: Iterable[BookedTime],
        names: dict[uuid.UUID, GroupName],
        staff: dict[uuid.UUID, str],
        is_clinical: bool,
    ) -> None:
        self._held, self._names, self._staff = held, names, staff
        self._is_clinical = is_clinical
        self._of_day: dict[date, list[HeldSession]] = defaultdict(list)
        for session in held:
            self._of_day[session.day].append(session)
        self._booked: dict[date, list[BookedTime]] = defaultdict(list)
        for each in booked:
            self._booked[each.day].append(each)

    def held_by(self, group_id: uuid.UUID) -> list[HeldSession]:
        """The group's own coming sessions."""
        return [each for each in self._held if each.group_id == group_id]

    def clashes(self, mine: Iterable[HeldSession]) -> tuple[GroupClash, ...]:
        """Clashes of these sessions; the same one on several dates is told once."""
        found: dict[tuple[object, ...], GroupClash] = {}
        for session in mine:
            for clash in (*self._with_groups(session), *self._with_booked(session)):
                key = (clash.kind, clash.what, clash.other, clash.start, clash.first.weekday())
                known = found.get(key)
                found[key] = replace(known, times=known.times + 1) if known else clash
        return tuple(sorted(found.values(), key=lambda clash: (clash.first, clash.start)))

    def _with_groups(self, mine: HeldSession) -> Iterable[GroupClash]:
        for other in self._of_day[mine.day]:
            same = (other.slot_id, other.planned_day) == (mine.slot_id, mine.planned_day)
            if same or not mine.overlaps(other):
                continue
            title = self._names[other.group_id].title(is_clinical=self._is_clinical)
            if _same_room(mine.room, other.room):
                yield _clash(GroupClashKind.ROOM, mine.room, title, other)
            for leader in _leaders(mine) & _leaders(other):
                yield _clash(GroupClashKind.LEADER, self._staff.get(leader, ""), title, other)

    def _with_booked(self, mine: HeldSession) -> Iterable[GroupClash]:
        for booked in self._booked[mine.day]:
            taken = HeldSession(
                mine.slot_id,
                mine.group_id,
                booked.day,
                booked.day,
                booked.start,
                booked.minutes,
                booked.room,
                booked.staff_id,
                "",
                None,
            )
            if not mine.overlaps(taken):
                continue
            if booked.staff_id is not None and booked.staff_id in _leaders(mine):
                who = self._staff.get(booked.staff_id, "")
                yield _clash(GroupClashKind.APPOINTMENT, who, "", taken)
            elif not booked.is_remote and _same_room(mine.room, booked.room):
                yield _clash(GroupClashKind.APPOINTMENT, mine.room, "", taken)


def _clash(kind: GroupClashKind, what: str, other: str, held: HeldSession) -> GroupClash:
    return GroupClash(kind, what, other, held.start, held.minutes, held.day, 1)


def _leaders(held: HeldSession) -> set[uuid.UUID]:
    return {each for each in (held.leader_id, held.co_leader_id) if each is not None}


def _same_room(one: str, other: str) -> bool:
    first, second = (" ".join(text.casefold().split()) for text in (one, other))
    return bool(first) and first == second
