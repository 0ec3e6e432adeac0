"""Groups and their weekly times; a change of time ends one slot and begins another."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from iopdesk.domain.client import fold
from iopdesk.domain.group import (
    Group,
    GroupDraft,
    GroupLine,
    GroupName,
    Leader,
    NextSession,
    Slot,
    SlotDraft,
)
from iopdesk.domain.group_session import HeldSession, SessionLine
from iopdesk.domain.problems import InvalidDraft, NotFound, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.held_sessions import held_sessions
from iopdesk.services.merge_edit import merge_edit
from iopdesk.services.session_lines import session_lines, signed_sessions
from iopdesk.services.slot_change import carry_over, refuse_marked
from iopdesk.services.topic_service import TopicService
from iopdesk.storage import group_queries
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.group_tables import GroupSlotRow, RosterPlaceRow, TreatmentGroupRow
from iopdesk.storage.journal import void_row
from iopdesk.storage.store import Store

_LOOK_AHEAD = timedelta(days=70)
_LOOK_BACK = timedelta(days=28)
_SOON = timedelta(days=14)
_DAY = timedelta(days=1)
_CLINICIANS = ("counselor", "supervisor", "director")


class GroupService:
    """Groups and weekly slots; rosters are roster_service's."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def groups(self, *, ended: bool = False) -> tuple[GroupLine, ...]:
        """All groups by name, those that ended only when asked for."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        today = self._store.clock.today()
        with self._store.read() as db:
            rows = db.scalars(select(TreatmentGroupRow).where(TreatmentGroupRow.void == 0))
            shown = [row for row in rows if ended or not _is_over(row, today)]
            # the order must not tell the name that is not shown
            shown.sort(key=lambda row: fold(self._title(row)))
            slots = group_queries.slots(db, today, None)
            of_group: dict[uuid.UUID, list[Slot]] = defaultdict(list)
            for slot in slots:
                of_group[slot.group_id].append(slot)
            here, waiting = _counts(db, today)
            ids = [row.id for row in shown]
            coming, begun = self._next_sessions(db, ids), self._begun(db, ids)
            return tuple(
                GroupLine(
                    id=row.id,
                    name=self._title(row),
                    kind=row.kind,
                    track=row.track,
                    capacity=row.capacity,
                    on_roster=here[row.id],
                    waiting=waiting[row.id],
                    weekly=tuple(
                        slot.block("") for slot in of_group[row.id] if slot.starts <= today
                    ),
                    next_session=coming.get(row.id),
                    is_ended=_is_over(row, today),
                    neutral_title=row.neutral_title,
                    population=row.population if self._is_clinical else "",
                    at_hand=begun.get(row.id) or coming.get(row.id),
                )
                for row in shown
            )

    def group(self, group_id: uuid.UUID) -> Group:
        """One group with its slots that hold now or later."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        today = self._store.clock.today()
        with self._store.read() as db:
            row = _group_row(db, group_id)
            slots = group_queries.slots(db, today, None, group_ids=[group_id])
            coming = self._next_sessions(db, [group_id]).get(group_id)
            return Group(
                id=row.id,
                draft=self._shown(row),
                ended=row.ended,
                slots=tuple(slots),
                next_session=coming,
                at_hand=self._begun(db, [group_id]).get(group_id) or coming,
            )

    def sessions(self, group_id: uuid.UUID) -> tuple[SessionLine, ...]:
        """The sessions of the last four weeks and the next one, the newest first."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        today = self._store.clock.today()
        with self._store.read() as db:
            lines = session_lines(db, group_id, today - _LOOK_BACK, today + _SOON)
        coming = [line for line in lines if line.day > today]
        return (*coming[-1:], *lines[len(coming) :])

    def coming_sessions(self, group_id: uuid.UUID) -> tuple[SessionLine, ...]:
        """Today's and the next four weeks' sessions in their order, with the topics proposed."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        today = self._store.clock.today()
        topics = TopicService(self._store, self._signed_in).proposed(group_id)
        with self._store.read() as db:
            lines = session_lines(db, group_id, today, today + _LOOK_BACK)
        return tuple(
            replace(line, proposed=topic.title)
            if (topic := topics.get((line.slot_id, line.planned_day)))
            else line
            for line in reversed(lines)
        )

    def leaders(self) -> tuple[Leader, ...]:
        """Active staff who may lead a group, by name."""
        with self._store.read() as db:
            rows = db.execute(
                select(StaffRow.id, StaffRow.name, StaffRow.roles)
                .where(StaffRow.void == 0, StaffRow.active.is_(True))
                .order_by(StaffRow.name)
            ).all()
        return tuple(
            Leader(row.id, row.name)
            for row in rows
            if any(role in _CLINICIANS for role in row.roles.split(","))
        )

    def create(self, draft: GroupDraft, slots: Sequence[SlotDraft] = ()) -> uuid.UUID:
        """A new group with its weekly times; InvalidDraft names every problem."""
        self._signed_in.require(Right.EDIT_GROUPS)
        _refuse_problems(draft, *slots)
        with self._store.write("group.create", self._signed_in.staff_id) as db:
            row = TreatmentGroupRow(id=self._store.new_id(), ended=None, **asdict(_tidy(draft)))
            db.add(row)
            db.flush()
            for slot in slots:
                db.add(self._slot_row(row.id, slot))
        return row.id

    def save(self, group_id: uuid.UUID, base: GroupDraft, mine: GroupDraft) -> None:
        """Keep what changed between `base`, as it was loaded, and `mine`."""
        self._signed_in.require(Right.EDIT_GROUPS)
        _refuse_problems(mine)
        with self._store.write("group.edit", self._signed_in.staff_id) as db:
            row = _group_row(db, group_id)
            merge_edit(db, row, asdict(base), asdict(_tidy(mine)))

    def end(self, group_id: uuid.UUID, last_day: date) -> None:
        """The group meets for the last time on `last_day`; slots and places end with it."""
        self._signed_in.require(Right.EDIT_GROUPS)
        with self._store.write("group.end", self._signed_in.staff_id) as db:
            row = _group_row(db, group_id)
            row.ended = last_day
            slots = select(GroupSlotRow).where(GroupSlotRow.group_id == group_id)
            places = select(RosterPlaceRow).where(RosterPlaceRow.group_id == group_id)
            for slot in db.scalars(slots.where(GroupSlotRow.void == 0)):
                refuse_marked(db, slot.id, last_day + _DAY)
                _end_row(slot, last_day)
            for place in db.scalars(places.where(RosterPlaceRow.void == 0)):
                if place.is_waiting:
                    void_row(place)
                else:
                    _end_row(place, last_day)

    def add_slot(self, group_id: uuid.UUID, draft: SlotDraft) -> uuid.UUID:
        """Another weekly time of a group."""
        self._signed_in.require(Right.EDIT_GROUPS)
        _refuse_problems(draft)
        with self._store.write("group.add_time", self._signed_in.staff_id) as db:
            _group_row(db, group_id)
            row = self._slot_row(group_id, draft)
            db.add(row)
        return row.id

    def change_slot(self, base: Slot, draft: SlotDraft) -> uuid.UUID:
        """The weekly time is another one from `draft.starts` on; past sessions stay.

        `base` is the time as it was shown: refused when someone else changed it since.
        """
        self._signed_in.require(Right.EDIT_GROUPS)
        _refuse_problems(draft)
        with self._store.write("group.change_time", self._signed_in.staff_id) as db:
            old = _slot_row(db, base.id)
            if old.ends != base.ends:
                raise UserProblem(
                    "Someone else changed this weekly time meanwhile.",
                    "Nothing was saved. Look at the schedule again, then change it.",
                )
            if old.ends is not None and draft.starts > old.ends:
                raise UserProblem(
                    "This weekly time has ended by that day.", "Add another time instead."
                )
            refuse_marked(db, old.id, draft.starts)
            if draft.starts <= old.starts:
                void_row(old)
            else:
                old.ends = draft.starts - _DAY
            row = self._slot_row(old.group_id, draft)
            db.add(row)
            db.flush()
            carry_over(db, old, row)
        return row.id

    def end_slot(self, slot_id: uuid.UUID, last_day: date) -> None:
        """The weekly time holds for the last time on or before `last_day`."""
        self._signed_in.require(Right.EDIT_GROUPS)
        with self._store.write("group.end_time", self._signed_in.staff_id) as db:
            row = _slot_row(db, slot_id)
            refuse_marked(db, slot_id, last_day + _DAY)
            _end_row(row, last_day)

    @property
    def _is_clinical(self) -> bool:
        # who edits groups without clinical rights, the director, has to see what is edited
        return self._signed_in.may(Right.VIEW_CLINICAL) or self._signed_in.may(Right.EDIT_GROUPS)

    def _title(self, row: TreatmentGroupRow) -> str:
        name = GroupName(row.name, row.neutral_title, row.population)
        return name.title(is_clinical=self._is_clinical)

    def _shown(self, row: TreatmentGroupRow) -> GroupDraft:
        """The group's facts; whom a specialised one is for is not told to the front desk."""
        draft = _draft_of(row)
        if row.population and not self._is_clinical:
            return replace(draft, name=self._title(row), population="", stage="")
        return draft

    def _next_sessions(
        self, db: Session, group_ids: Iterable[uuid.UUID]
    ) -> dict[uuid.UUID, NextSession]:
        now = self._store.clock.now()
        first, soon = now.date(), now.date() + _SOON
        missing = set(group_ids)
        found: dict[uuid.UUID, NextSession] = {}
        # Nearly every group meets within two weeks: only the others are looked for further on.
        for begin, end in ((first, soon), (soon + _DAY, first + _LOOK_AHEAD)):
            held = held_sessions(db, begin, end, group_ids=missing) if missing else []
            for each in held:
                is_over = each.day == first and each.block.end <= now.time()
                if each.group_id in missing and not is_over:
                    found[each.group_id] = _coming(each)
                    missing.discard(each.group_id)
        return found

    def _begun(self, db: Session, group_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, NextSession]:
        """The last session of today that has begun, while its note is not signed."""
        now = self._store.clock.now()
        held = held_sessions(db, now.date(), now.date(), group_ids=group_ids)
        signed = signed_sessions(db, [each.session_id for each in held])
        return {
            each.group_id: _coming(each)
            for each in held
            if each.start <= now.time() and each.session_id not in signed
        }

    def _slot_row(self, group_id: uuid.UUID, draft: SlotDraft) -> GroupSlotRow:
        return GroupSlotRow(id=self._store.new_id(), group_id=group_id, **asdict(draft))


def _coming(held: HeldSession) -> NextSession:
    return NextSession(
        held.slot_id,
        held.planned_day,
        held.day,
        held.start,
        held.minutes,
        held.room,
        held.leader,
    )


def _is_over(row: TreatmentGroupRow, today: date) -> bool:
    return row.ended is not None and row.ended < today


def _draft_of(row: TreatmentGroupRow) -> GroupDraft:
    return GroupDraft(
        name=row.name,
        neutral_title=row.neutral_title,
        kind=row.kind,
        stage=row.stage,
        population=row.population,
        track=row.track,
        capacity=row.capacity,
        is_open=row.is_open,
        modality=row.modality,
        place=row.place,
    )


def _tidy(draft: GroupDraft) -> GroupDraft:
    return replace(
        draft,
        name=" ".join(draft.name.split()),
        neutral_title=" ".join(draft.neutral_title.split()),
        stage=" ".join(draft.stage.split()),
        place=" ".join(draft.place.split()),
        population=" ".join(draft.population.split()),
    )


def _refuse_problems(*drafts: GroupDraft | SlotDraft) -> None:
    problems = [problem for draft in drafts for problem in draft.problems()]
    if problems:
        raise InvalidDraft(problems)


def _group_row(db: Session, group_id: uuid.UUID) -> TreatmentGroupRow:
    row = db.get(TreatmentGroupRow, group_id)
    if row is None or row.void:
        raise NotFound("This group is no longer here.", "Go back to the list of groups.")
    return row


def _slot_row(db: Session, slot_id: uuid.UUID) -> GroupSlotRow:
    row = db.get(GroupSlotRow, slot_id)
    if row is None or row.void:
        raise NotFound("This weekly time is no longer here.", "Load the group again.")
    return row


def _end_row(row: GroupSlotRow | RosterPlaceRow, last_day: date) -> None:
    if row.starts > last_day:
        void_row(row)
    elif row.ends is None or row.ends > last_day:
        row.ends = last_day


def _counts(db: Session, today: date) -> tuple[Counter[uuid.UUID], Counter[uuid.UUID]]:
    places = db.execute(
        select(RosterPlaceRow.group_id, func.count())
        .where(*group_queries.holds(today, today))
        .group_by(RosterPlaceRow.group_id)
    )
    waiting = db.execute(
        select(RosterPlaceRow.group_id, func.count())
        .where(
            RosterPlaceRow.void == 0,
            RosterPlaceRow.is_waiting.is_(True),
            RosterPlaceRow.ends.is_(None),
        )
        .group_by(RosterPlaceRow.group_id)
    )
    return (
        Counter({group_id: n for group_id, n in places.all()}),
        Counter({group_id: n for group_id, n in waiting.all()}),
    )
