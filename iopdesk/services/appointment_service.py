"""Appointments of clients: booked, changed, moved, kept, cancelled, missed, made up."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.appointment import (
    LONGEST_MINUTES,
    Appointment,
    AppointmentDraft,
    AppointmentState,
    Booked,
    BookedFor,
    Clash,
    Clashing,
    Outcome,
    ProposedDay,
    Repeat,
    own_clashes,
)
from iopdesk.domain.problems import FieldProblem, InvalidDraft, NotFound, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.appointment_clashes import Wanted, clashes_on, is_skipped
from iopdesk.services.appointment_records import (
    MissedSession,
    appointment_of,
    appointments_of,
    booked_for,
    missed_sessions,
)
from iopdesk.services.client_queries import client_row
from iopdesk.services.episode_queries import open_episode
from iopdesk.services.make_ups import made_up_elsewhere
from iopdesk.services.merge_edit import merge_edit
from iopdesk.storage import appointment_queries
from iopdesk.storage.appointment_tables import AppointmentRow
from iopdesk.storage.journal import void_row
from iopdesk.storage.store import Store

_TAKES_TIME = frozenset({"day", "start", "minutes", "staff_id", "room", "is_remote"})
_MARKED = frozenset({AppointmentState.KEPT, AppointmentState.NO_SHOW})


class AppointmentService:
    """What the desk and counselors do with a client's appointments.

    `seen` are the clashes that the person was shown: another one refuses the save, and the
    client's own need a `reason` besides. None lets warnings pass, for those who never look.
    """

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def appointment(self, appointment_id: uuid.UUID) -> Appointment:
        """One appointment with its names."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            return appointment_of(db, _row(db, appointment_id))

    def opened(self, record_id: uuid.UUID) -> Appointment | BookedFor:
        """The appointment of an id; or, for a client's id, whose a new one will be."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            row = db.get(AppointmentRow, record_id)
            if row is not None:
                return appointment_of(db, _row(db, record_id))
            return booked_for(db, client_row(db, record_id))

    def appointments(self, client_id: uuid.UUID, first: date, last: date) -> list[Appointment]:
        """A client's appointments of a span, oldest first."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            return appointments_of(db, client_id, first, last)

    def missed(
        self, client_id: uuid.UUID, but: uuid.UUID | None = None
    ) -> tuple[MissedSession, ...]:
        """Missed sessions of the last weeks that nothing makes up for, `but` this appointment."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        is_clinical = self._signed_in.may(Right.VIEW_CLINICAL)
        with self._store.read() as db:
            today = self._store.clock.today()
            return missed_sessions(db, client_id, today, but=but, is_clinical=is_clinical)

    def rooms(self) -> tuple[str, ...]:
        """Rooms in use, to choose from."""
        with self._store.read() as db:
            return appointment_queries.rooms(db, self._store.clock.today() - timedelta(days=90))

    def proposed(
        self,
        client_id: uuid.UUID,
        draft: AppointmentDraft,
        repeat: Repeat | None = None,
        except_id: uuid.UUID | None = None,
    ) -> tuple[ProposedDay, ...]:
        """What is in the way on each day before anything is saved; InvalidDraft as for saving."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        first = _checked(draft, repeat)
        with self._store.read() as db:
            days = repeat.days(first) if repeat else [first]
            return self._proposed(db, client_id, draft, days, except_id)

    def book(
        self,
        client_id: uuid.UUID,
        draft: AppointmentDraft,
        repeat: Repeat | None = None,
        *,
        seen: Collection[Clash] | None = None,
        reason: str = "",
    ) -> Booked:
        """Book one, or a weekly series in one go; days that are left out are told.

        A series leaves out closed days, and the client's own clashes where no reason is given;
        its first appointment makes up for a missed session, the later ones do not.
        """
        self._signed_in.require(Right.EDIT_CLIENTS)
        first = _checked(draft, repeat)
        draft = _tidy(draft)
        staff_id = self._signed_in.staff_id
        with self._store.write("appointment.book", staff_id, reason=reason.strip()) as db:
            client_row(db, client_id)
            days = repeat.days(first) if repeat else [first]
            proposed = self._proposed(db, client_id, draft, days, None)
            held, skipped = _sorted_out(proposed, by_reason=bool(reason.strip()))
            _refuse_unseen(held, seen, reason)
            episode = open_episode(db, client_id)
            series_id = self._store.new_id() if len(held) > 1 else None
            rows = [
                AppointmentRow(
                    id=self._store.new_id(),
                    client_id=client_id,
                    episode_id=episode.id if episode else None,
                    series_id=series_id,
                    **{
                        **asdict(draft),
                        "day": each.day,
                        # one missed session is made up for once: by the first of a series
                        "makes_up_id": None if at else draft.makes_up_id,
                    },
                )
                for at, each in enumerate(held)
            ]
            _refuse_made_up(draft.makes_up_id, made_up_elsewhere(db, client_id))
            db.add_all(rows)
        return Booked(tuple(row.id for row in rows), tuple(each.day for each in held), skipped)

    def change(
        self,
        appointment_id: uuid.UUID,
        base: AppointmentDraft,
        mine: AppointmentDraft,
        *,
        seen: Collection[Clash] | None = None,
        reason: str = "",
    ) -> None:
        """Change what was typed, or move it, against what was shown; EditConflict as ever."""
        self._signed_in.require(Right.EDIT_CLIENTS)
        _checked(mine, None)
        mine = _tidy(mine)
        names = [name for name, value in asdict(mine).items() if value != getattr(base, name)]
        action = "appointment.move" if {"day", "start"} & set(names) else "appointment.change"
        staff_id = self._signed_in.staff_id
        with self._store.write(action, staff_id, reason=reason.strip()) as db:
            row = _row(db, appointment_id)
            takes_time = bool(_TAKES_TIME & set(names))
            if takes_time and row.state != AppointmentState.PLANNED:
                raise UserProblem(
                    "Only a planned appointment can be moved.", "Plan it again first."
                )
            elsewhere = made_up_elsewhere(db, row.client_id, row.id)
            with db.no_autoflush:
                merge_edit(db, row, asdict(base), asdict(mine))
                if takes_time:
                    stored = _draft_of(row)
                    _checked(stored, None)
                    days = [row.day]
                    proposed = self._proposed(db, row.client_id, stored, days, row.id)
                    _refuse_unseen(proposed, seen, reason)
                _refuse_made_up(row.makes_up_id, elsewhere)

    def keep(self, appointment_id: uuid.UUID, minutes: int, *, seen: AppointmentState) -> None:
        """It took place, for so many minutes."""
        if not 0 < minutes <= LONGEST_MINUTES:
            raise InvalidDraft([FieldProblem("minutes_kept", "Give the minutes it lasted.")])
        self._mark(appointment_id, Outcome(AppointmentState.KEPT, minutes), Outcome(seen))

    def note_no_show(
        self, appointment_id: uuid.UUID, reason: str = "", *, seen: AppointmentState
    ) -> None:
        """The client did not come; a call is due."""
        mine = Outcome(AppointmentState.NO_SHOW, reason=reason.strip())
        self._mark(appointment_id, mine, Outcome(seen))

    def plan_again(self, appointment_id: uuid.UUID, *, seen: Outcome) -> None:
        """It was marked by mistake: it is planned as before."""
        self._mark(appointment_id, Outcome(), seen)

    def cancel(
        self,
        appointment_id: uuid.UUID,
        by: AppointmentState,
        reason: str,
        *,
        seen: AppointmentState = AppointmentState.PLANNED,
        and_later: bool = False,
    ) -> int:
        """It will not take place; with `and_later` nor will what is planned of its series later.

        How many were cancelled.
        """
        if not by.is_cancelled:
            raise ValueError(by)
        if not reason.strip():
            raise InvalidDraft([FieldProblem("reason", "Say why.")])
        self._signed_in.require(Right.EDIT_CLIENTS)
        staff_id = self._signed_in.staff_id
        with self._store.write("appointment.cancel", staff_id, reason=reason.strip()) as db:
            row = _row(db, appointment_id)
            rows = [row, *(_later(db, row) if and_later else [])]
            for each in rows:
                shown = Outcome(seen) if each is row else Outcome()
                _set_outcome(db, each, shown, Outcome(by, reason=reason.strip()))
        return len(rows)

    def take_back(self, appointment_id: uuid.UUID, reason: str) -> None:
        """It was booked by mistake and never was; the record keeps it."""
        self._signed_in.require(Right.EDIT_CLIENTS)
        staff_id = self._signed_in.staff_id
        with self._store.write("appointment.take_back", staff_id, reason=reason.strip()) as db:
            row = _row(db, appointment_id)
            if row.state == AppointmentState.KEPT:
                raise UserProblem("It took place and stays in the record.", "Plan it again first.")
            void_row(row)

    def _mark(self, appointment_id: uuid.UUID, mine: Outcome, seen: Outcome) -> None:
        self._signed_in.require(Right.MARK_ATTENDANCE)
        action = f"appointment.{_VERBS[mine.state]}"
        with self._store.write(action, self._signed_in.staff_id) as db:
            row = _row(db, appointment_id)
            if mine.state in _MARKED and row.day > self._store.clock.today():
                raise UserProblem(
                    "This appointment is still to come.", "Mark it on its day or later."
                )
            _set_outcome(db, row, seen, mine)

    def _proposed(
        self,
        db: Session,
        client_id: uuid.UUID,
        draft: AppointmentDraft,
        days: Sequence[date],
        except_id: uuid.UUID | None,
    ) -> tuple[ProposedDay, ...]:
        is_clinical = self._signed_in.may(Right.VIEW_CLINICAL)
        found = clashes_on(db, days, Wanted(client_id, draft, except_id, is_clinical))
        return tuple(
            ProposedDay(day, found[day], len(days) > 1 and is_skipped(found[day])) for day in days
        )


_VERBS: Mapping[AppointmentState, str] = {
    AppointmentState.KEPT: "keep",
    AppointmentState.NO_SHOW: "no_show",
    AppointmentState.PLANNED: "plan_again",
}


def cancel_planned(db: Session, client_id: uuid.UUID, after: date, reason: str) -> None:
    """Nothing of an episode stays planned after its last day; discharge calls this in its entry."""
    rows = db.scalars(
        select(AppointmentRow).where(
            AppointmentRow.client_id == client_id,
            AppointmentRow.day > after,
            AppointmentRow.state == AppointmentState.PLANNED.value,
            AppointmentRow.void == 0,
        )
    )
    for row in rows:
        row.state = AppointmentState.CANCELLED_BY_CLINIC.value
        row.reason = reason


def _row(db: Session, appointment_id: uuid.UUID) -> AppointmentRow:
    row = db.get(AppointmentRow, appointment_id)
    if row is None or row.void:
        raise NotFound("This appointment is no longer here.", "Load the calendar again.")
    return row


def _later(db: Session, row: AppointmentRow) -> Sequence[AppointmentRow]:
    if row.series_id is None:
        return []
    return db.scalars(
        select(AppointmentRow).where(
            AppointmentRow.series_id == row.series_id,
            AppointmentRow.day > row.day,
            AppointmentRow.state == AppointmentState.PLANNED.value,
            AppointmentRow.void == 0,
        )
    ).all()


def _set_outcome(db: Session, row: AppointmentRow, seen: Outcome, mine: Outcome) -> None:
    merge_edit(db, row, seen._asdict(), {**mine._asdict(), "state": mine.state.value})
    if mine.state in (AppointmentState.PLANNED, AppointmentState.KEPT):
        elsewhere = made_up_elsewhere(db, row.client_id, row.id)
        if mine.state is AppointmentState.KEPT and row.makes_up_id in elsewhere:
            # it took place, whatever else was planned to make up for the same session
            row.makes_up_id = None
        _refuse_made_up(row.makes_up_id, elsewhere)


def _checked(draft: AppointmentDraft, repeat: Repeat | None) -> date:
    problems = draft.problems() + (repeat.problems(draft.day) if repeat else [])
    if problems or draft.day is None:
        raise InvalidDraft(problems)
    return draft.day


def _tidy(draft: AppointmentDraft) -> AppointmentDraft:
    return replace(draft, room=" ".join(draft.room.split()), words=draft.words.strip())


def _draft_of(row: AppointmentRow) -> AppointmentDraft:
    return AppointmentDraft(**{name: getattr(row, name) for name in asdict(AppointmentDraft())})


def _sorted_out(
    proposed: Sequence[ProposedDay], *, by_reason: bool
) -> tuple[list[ProposedDay], tuple[ProposedDay, ...]]:
    """Days to book and days to leave out; a reason books the client's own clashes too."""
    skipped = [
        each
        for each in proposed
        if each.is_skipped and not (by_reason and own_clashes(each.clashes))
    ]
    held = [each for each in proposed if each not in skipped]
    if not held:
        raise Clashing([clash for each in proposed for clash in each.clashes])
    return held, tuple(skipped)


def _refuse_unseen(
    proposed: Sequence[ProposedDay], seen: Collection[Clash] | None, reason: str
) -> None:
    found = [clash for each in proposed for clash in each.clashes]
    new = [clash for clash in found if seen is not None and clash not in seen]
    if new or (own_clashes(found) and not reason.strip()):
        raise Clashing(found)


def _refuse_made_up(makes_up_id: uuid.UUID | None, elsewhere: Collection[uuid.UUID | None]) -> None:
    if makes_up_id in elsewhere:
        raise UserProblem(
            "That missed session is made up for already.", "Choose another one, or nothing."
        )
