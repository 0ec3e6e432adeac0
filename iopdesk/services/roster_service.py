"""Who belongs to a group from when to when; past sessions never change with the roster."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from iopdesk.domain.group import PlaceState, Roster, RosterPlace, shown_name
from iopdesk.domain.problems import NotFound, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.week import WeekBlock
from iopdesk.services.roster_checks import (
    Asker,
    group_of,
    refuse_doubled,
    refuse_kept_apart,
    refuse_not_opted_in,
    refuse_place,
)
from iopdesk.storage import appointment_queries, group_queries
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.episode_tables import EpisodeRow, PlacementRow
from iopdesk.storage.group_tables import RosterPlaceRow
from iopdesk.storage.journal import void_row
from iopdesk.storage.store import Store

_FAR = date(9999, 12, 31)


class RosterService:
    """Effective-dated rosters with capacity, waiting list and a check against other groups."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def roster(self, group_id: uuid.UUID) -> Roster:
        """All places of a group: here, coming, waiting, left; each by name."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        today = self._store.clock.today()
        with self._store.read() as db:
            group = group_of(db, group_id)
            if group.population and not self._signed_in.may(Right.VIEW_CLINICAL):
                return Roster(group_id, group.capacity, (), is_hidden=True)
            rows = db.execute(
                select(
                    RosterPlaceRow.id,
                    RosterPlaceRow.client_id,
                    ClientRow.first_name,
                    ClientRow.last_name,
                    ClientRow.name_to_use,
                    ClientRow.chart_number,
                    PlacementRow.phase_name,
                    RosterPlaceRow.starts,
                    RosterPlaceRow.ends,
                    RosterPlaceRow.is_waiting,
                    RosterPlaceRow.reason,
                )
                .join(ClientRow, ClientRow.id == RosterPlaceRow.client_id)
                .outerjoin(
                    PlacementRow,
                    PlacementRow.id == group_queries.placement_on(RosterPlaceRow.episode_id, today),
                )
                .where(RosterPlaceRow.group_id == group_id, RosterPlaceRow.void == 0)
                .order_by(ClientRow.sort_name, RosterPlaceRow.starts)
            ).all()
        waiting = sorted((row.starts, row.id) for row in rows if row.is_waiting and not row.ends)
        turns = {place_id: at for at, (_, place_id) in enumerate(waiting, start=1)}
        places = tuple(
            RosterPlace(
                id=row.id,
                client_id=row.client_id,
                name=shown_name(row.first_name, row.last_name, row.name_to_use),
                chart_number=row.chart_number,
                phase=row.phase_name or "",
                starts=row.starts,
                ends=row.ends,
                state=_state(row.starts, row.ends, row.is_waiting, today),
                reason=row.reason,
                turn=turns.get(row.id, 0),
            )
            for row in rows
        )
        return Roster(group_id, group.capacity, places)

    def add(
        self,
        group_id: uuid.UUID,
        client_id: uuid.UUID,
        starts: date | None = None,
        ends: date | None = None,
        *,
        despite: str = "",
    ) -> uuid.UUID:
        """A place from `starts` (today) on; refused when full, doubled or kept apart.

        PlaceClash when the client is elsewhere at that time, unless `despite` says why.
        """
        self._signed_in.require(Right.ADMIT)
        first = starts or self._store.clock.today()
        staff_id = self._signed_in.staff_id
        with self._store.write("roster.add", staff_id, reason=despite.strip()) as db:
            _refuse_backwards(first, ends)
            place = self._place(db, group_id, client_id, first, ends)
            refuse_place(db, place, self._asker(despite))
            db.add(place)
        return place.id

    def add_all(
        self,
        client_id: uuid.UUID,
        group_ids: Sequence[uuid.UUID],
        starts: date | None = None,
        *,
        despite: str = "",
    ) -> None:
        """Places in several groups at once, all or none; each is refused as `add` would."""
        self._signed_in.require(Right.ADMIT)
        first = starts or self._store.clock.today()
        staff_id = self._signed_in.staff_id
        with self._store.write("roster.add", staff_id, reason=despite.strip()) as db:
            for group_id in group_ids:
                place = self._place(db, group_id, client_id, first, None)
                refuse_place(db, place, self._asker(despite))
                db.add(place)
                db.flush()

    def wait(self, group_id: uuid.UUID, client_id: uuid.UUID) -> uuid.UUID:
        """A place on the waiting list, from today."""
        self._signed_in.require(Right.ADMIT)
        with self._store.write("roster.wait", self._signed_in.staff_id) as db:
            place = self._place(db, group_id, client_id, self._store.clock.today(), None)
            place.is_waiting = True
            refuse_doubled(db, place)
            refuse_not_opted_in(db, place, group_of(db, group_id).population, self._asker())
            refuse_kept_apart(db, place, self._asker())
            db.add(place)
        return place.id

    def take_from_waiting(
        self, place_id: uuid.UUID, starts: date | None = None, *, despite: str = ""
    ) -> None:
        """A waiting client gets a place from `starts` (today) on; refused as `add` is."""
        self._signed_in.require(Right.ADMIT)
        staff_id = self._signed_in.staff_id
        with self._store.write("roster.add", staff_id, reason=despite.strip()) as db:
            place = _place_row(db, place_id)
            if not place.is_waiting:
                raise UserProblem("This client is no longer waiting.", "Load the roster again.")
            place.is_waiting = False
            place.starts = starts or self._store.clock.today()
            with db.no_autoflush:
                refuse_place(db, place, self._asker(despite))

    def remove(self, place_id: uuid.UUID, last_day: date | None = None, reason: str = "") -> None:
        """The client is there for the last time on `last_day` (today); marks made stay."""
        self._signed_in.require(Right.ADMIT)
        day = last_day or self._store.clock.today()
        with self._store.write("roster.remove", self._signed_in.staff_id, reason=reason) as db:
            place = _place_row(db, place_id)
            _refuse_marked_after(db, place, day)
            _end(place, day, reason)

    def client_week(self, client_id: uuid.UUID) -> tuple[WeekBlock, ...]:
        """The client's groups on a week picture: what holds now or begins later.

        Papers that go home show it: it has the titles that others may see.
        """
        self._signed_in.require(Right.VIEW_CLIENTS)
        today = self._store.clock.today()
        with self._store.read() as db:
            places = group_queries.places(db, today, _FAR, client_ids=[client_id])
            groups = {place.group_id for place in places}
            slots = group_queries.slots(db, today, None, group_ids=groups)
            names = appointment_queries.group_names(db)
        return tuple(slot.block(names[slot.group_id].neutral) for slot in slots)

    def groups_of(self, client_id: uuid.UUID) -> tuple[str, ...]:
        """Names of the groups a client is in today."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        today = self._store.clock.today()
        with self._store.read() as db:
            places = group_queries.places(db, today, today, client_ids=[client_id])
            names = appointment_queries.group_names(db)
        is_clinical = self._signed_in.may(Right.VIEW_CLINICAL)
        return tuple(
            sorted(names[place.group_id].title(is_clinical=is_clinical) for place in places)
        )

    def _asker(self, despite: str = "") -> Asker:
        return Asker(self._signed_in.may(Right.VIEW_CLINICAL), despite)

    def _place(
        self,
        db: Session,
        group_id: uuid.UUID,
        client_id: uuid.UUID,
        starts: date,
        ends: date | None,
    ) -> RosterPlaceRow:
        group = group_of(db, group_id)
        if group.ended is not None and group.ended < starts:
            raise UserProblem("This group has ended.", "Choose another group.")
        episode = db.execute(
            select(EpisodeRow.id, EpisodeRow.admitted).where(
                EpisodeRow.client_id == client_id,
                EpisodeRow.discharged.is_(None),
                EpisodeRow.void == 0,
            )
        ).first()
        if episode is None:
            raise UserProblem("This client is not in program.", "Admit the client first.")
        if starts < episode.admitted:
            raise UserProblem(
                "The place would begin before the client was admitted.",
                "Choose the day of admission or a later one.",
            )
        return RosterPlaceRow(
            id=self._store.new_id(),
            client_id=client_id,
            group_id=group_id,
            episode_id=episode.id,
            starts=starts,
            ends=ends,
            is_waiting=False,
        )


def end_places(db: Session, episode_id: uuid.UUID, last_day: date, reason: str = "") -> None:
    """End every place of an episode, waiting ones too; discharge calls this in its own entry."""
    rows = db.scalars(
        select(RosterPlaceRow).where(
            RosterPlaceRow.episode_id == episode_id,
            RosterPlaceRow.void == 0,
            or_(RosterPlaceRow.ends.is_(None), RosterPlaceRow.ends > last_day),
        )
    )
    for row in rows:
        _end(row, last_day, reason)


def _end(place: RosterPlaceRow, last_day: date, reason: str) -> None:
    if place.starts > last_day or place.is_waiting:
        void_row(place)
        return
    place.ends = last_day
    place.reason = reason


def _state(starts: date, ends: date | None, is_waiting: bool, today: date) -> PlaceState:
    if ends is not None and ends < today:
        return PlaceState.LEFT
    if is_waiting:
        return PlaceState.WAITING
    return PlaceState.COMING if starts > today else PlaceState.HERE


def _place_row(db: Session, place_id: uuid.UUID) -> RosterPlaceRow:
    row = db.get(RosterPlaceRow, place_id)
    if row is None or row.void:
        raise NotFound("This client already left the group.", "Load the roster again.")
    return row


def _refuse_backwards(starts: date, ends: date | None) -> None:
    if ends is not None and ends < starts:
        raise UserProblem("The last day comes before the first.", "Choose a later last day.")


def _refuse_marked_after(db: Session, place: RosterPlaceRow, day: date) -> None:
    marked = db.scalar(
        select(AttendanceRow.id)
        .join(GroupSessionRow, GroupSessionRow.id == AttendanceRow.session_id)
        .where(
            AttendanceRow.client_id == place.client_id,
            GroupSessionRow.group_id == place.group_id,
            AttendanceRow.void == 0,
            AttendanceRow.day > day,
        )
        .limit(1)
    )
    if marked is not None:
        raise UserProblem(
            "Attendance was already marked after that day.",
            "Choose the last marked day or a later one.",
        )
