"""Step-down: draft how an episode ends, discharge, and follow-up calls afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from iopdesk.domain.check import Check, missing
from iopdesk.domain.plan import signing_code
from iopdesk.domain.problems import (
    EditConflict,
    FieldConflict,
    InvalidDraft,
    NotFound,
    UserProblem,
)
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.step_down import (
    DEFAULT_FOLLOW_UPS,
    NO_ANSWER,
    StepDown,
    Surroundings,
    checklist,
    content_hash,
)
from iopdesk.services.appointment_service import cancel_planned
from iopdesk.services.client_standing import set_in_program
from iopdesk.services.due_calls import DueFollowUp, due_calls
from iopdesk.services.episode_queries import need_open_episode
from iopdesk.services.merge_edit import merge_edit
from iopdesk.services.referral_queries import end_requirements
from iopdesk.services.roster_service import end_places
from iopdesk.services.step_down_parts import (
    FIELDS,
    load_step_down,
    newest_episode,
    row_of,
    save_lines,
    surroundings_of,
)
from iopdesk.storage.attendance_tables import AttendanceRow
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.episode_tables import EpisodeRow
from iopdesk.storage.plan_tables import SignatureRow
from iopdesk.storage.step_down_tables import FollowUpRow, StepDownRow
from iopdesk.storage.store import Store


@dataclass(frozen=True)
class FollowUp:
    """A call after discharge: when it is due and what came of it."""

    id: UUID
    days_after: int
    due: date
    done: date | None
    outcome: str
    note: str


@dataclass(frozen=True)
class ClientSignature:
    """What the client did with the printed step-down: `how` is paper or refused."""

    how: str
    day: date
    note: str


class StepDownService:
    """What staff do to end an episode well."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._who = signed_in

    def newest(self, client_id: UUID) -> StepDown | None:
        """The step-down of the client's newest episode; None before it was begun."""
        self._who.require(Right.VIEW_CLINICAL)
        with self._store.read() as db:
            episode = newest_episode(db, client_id)
            found = row_of(db, episode.id) if episode else None
            return load_step_down(db, found) if found else None

    def start(self, client_id: UUID) -> StepDown:
        """Begin, or go on with, the step-down of the open episode."""
        self._who.require(Right.DISCHARGE)
        with self._store.write("step_down.start", self._who.staff_id) as db:
            episode = need_open_episode(db, client_id)
            row = row_of(db, episode.id)
            if row is None:
                row = StepDownRow(
                    id=self._store.new_id(), client_id=client_id, episode_id=episode.id
                )
                db.add(row)
                db.flush()
            return load_step_down(db, row)

    def save(self, mine: StepDown, base: StepDown) -> StepDown:
        """Store a draft; `base` is the record as the form loaded it (see merge_edit).

        EditConflict names a clashing line's field as "next_step:<id>:place".
        """
        self._who.require(Right.DISCHARGE)
        problems = mine.problems()
        if problems:
            raise InvalidDraft(problems)
        with self._store.write("step_down.write", self._who.staff_id) as db:
            row = _need_draft(db, mine.id)
            clashes: list[FieldConflict] = []
            try:
                merge_edit(
                    db,
                    row,
                    {name: getattr(base, name) for name in FIELDS},
                    {name: getattr(mine, name) for name in FIELDS},
                )
            except EditConflict as conflict:
                clashes += conflict.fields
            clashes += save_lines(db, mine, base, self._store.new_id)
            if clashes:
                raise EditConflict(clashes)
            db.flush()
            return load_step_down(db, row)

    def new_id(self) -> UUID:
        """An id for a line that a form adds."""
        return self._store.new_id()

    def surroundings(self, step_down: StepDown) -> Surroundings:
        """What the checklist asks of the rest of the record, as it is stored now."""
        self._who.require(Right.VIEW_CLINICAL)
        with self._store.read() as db:
            return surroundings_of(db, step_down)

    def checklist(self, step_down: StepDown) -> tuple[Check, ...]:
        """What is there and what is missing, as the form stands now."""
        self._who.require(Right.VIEW_CLINICAL)
        with self._store.read() as db:
            around = surroundings_of(db, step_down)
        return checklist(step_down, around, self._store.clock.today())

    def discharge(
        self,
        step_down_id: UUID,
        day: date,
        follow_up_days: Sequence[int] = DEFAULT_FOLLOW_UPS,
    ) -> StepDown:
        """Sign and close the episode: its roster places end, follow-up calls are set.

        Meetings are no longer asked for, but stay chosen. The step-down is fixed from now on.
        UserProblem when the reason is missing or the day does not fit the episode.
        """
        self._who.require(Right.DISCHARGE)
        with self._store.write("step_down.discharge", self._who.staff_id) as db:
            row = _need_draft(db, step_down_id)
            episode = db.get_one(EpisodeRow, row.episode_id)
            record = load_step_down(db, row)
            today = self._store.clock.today()
            lacking = missing(checklist(record, surroundings_of(db, record), today))
            if lacking:
                raise UserProblem(
                    "This client can't be discharged yet.",
                    "; ".join(check.text for check in lacking),
                )
            if not episode.admitted <= day <= today:
                raise UserProblem(
                    "The day of discharge must lie between admission and today.",
                    "Choose another day.",
                )
            row.state = "final"
            row.decided_at = self._store.clock.now()
            row.decided_by = self._who.staff_id
            _close_episode(db, episode, day, record.reason)
            self._set_follow_ups(db, episode, day, follow_up_days)
            self._sign(db, record)
            db.flush()
            return load_step_down(db, row)

    def follow_ups(self, client_id: UUID) -> tuple[FollowUp, ...]:
        """The client's follow-up calls, earliest first."""
        self._who.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            rows = db.scalars(
                select(FollowUpRow)
                .where(FollowUpRow.client_id == client_id, FollowUpRow.void == 0)
                .order_by(FollowUpRow.due)
            ).all()
            return tuple(
                FollowUp(r.id, r.days_after, r.due, r.done, r.outcome, r.note) for r in rows
            )

    def follow_ups_due(self, day: date) -> tuple[DueFollowUp, ...]:
        """Every open call that is due by `day`, longest waiting first."""
        self._who.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            return due_calls(db, day)

    def record_follow_up(self, follow_up_id: UUID, outcome: str, note: str = "") -> None:
        """Note what came of a call today; after no answer the call stays open.

        UserProblem once it is done: what somebody noted is never written over.
        """
        self._who.require(Right.EDIT_CLIENTS)
        with self._store.write("follow_up.record", self._who.staff_id) as db:
            row = db.get(FollowUpRow, follow_up_id)
            if row is None or row.void:
                raise NotFound("This follow-up is not in the store.")
            if row.done is not None:
                raise UserProblem("This call was already noted.", "Look at it again.")
            row.outcome = outcome
            row.note = note
            row.done = None if outcome == NO_ANSWER else self._store.clock.today()

    def client_signature(self, step_down_id: UUID) -> ClientSignature | None:
        """The newest word on the client's signature; None while nobody noted one."""
        self._who.require(Right.VIEW_CLINICAL)
        zone = self._store.clock.now().tzinfo
        with self._store.read() as db:
            row = db.scalars(
                select(SignatureRow)
                .where(
                    SignatureRow.step_down_id == step_down_id,
                    SignatureRow.signer == "client",
                    SignatureRow.void == 0,
                )
                .order_by(SignatureRow.signed_at.desc())
                .limit(1)
            ).first()
            if row is None:
                return None
            return ClientSignature(row.how, row.signed_at.astimezone(zone).date(), row.note)

    def record_copy_given(self, step_down_id: UUID) -> None:
        """Note that the client got the printed copy today."""
        self._who.require(Right.DISCHARGE)
        with self._store.write("step_down.copy_given", self._who.staff_id) as db:
            row = db.get(StepDownRow, step_down_id)
            if row is None or row.void:
                raise NotFound("This step-down is not in the store.")
            if row.client_copy_given is None:
                row.client_copy_given = self._store.clock.today()

    def record_client_signature(self, step_down_id: UUID, how: str, note: str = "") -> None:
        """Note that the client signed the printed step-down, or did not want to."""
        self._who.require(Right.DISCHARGE)
        if how not in {"paper", "refused"}:
            raise ValueError(how)
        with self._store.write("step_down.client_signature", self._who.staff_id) as db:
            row = db.get(StepDownRow, step_down_id)
            if row is None or row.void:
                raise NotFound("This step-down is not in the store.")
            db.add(
                SignatureRow(
                    id=self._store.new_id(),
                    client_id=row.client_id,
                    step_down_id=row.id,
                    signer="client",
                    name="",
                    staff_id=self._who.staff_id,
                    how=how,
                    signed_at=self._store.clock.now(),
                    note=note,
                )
            )

    def _sign(self, db: Session, record: StepDown) -> None:
        db.add(
            SignatureRow(
                id=self._store.new_id(),
                client_id=record.client_id,
                step_down_id=record.id,
                signer="staff",
                name=self._who.printed_name,
                staff_id=self._who.staff_id,
                how="screen",
                signed_at=self._store.clock.now(),
                code=signing_code(content_hash(record)),
            )
        )

    def _set_follow_ups(
        self, db: Session, episode: EpisodeRow, day: date, follow_up_days: Sequence[int]
    ) -> None:
        for days in follow_up_days:
            db.add(
                FollowUpRow(
                    id=self._store.new_id(),
                    client_id=episode.client_id,
                    episode_id=episode.id,
                    days_after=days,
                    due=day + timedelta(days=days),
                )
            )


def _close_episode(db: Session, episode: EpisodeRow, day: date, reason: str) -> None:
    last_service = db.scalar(
        select(func.max(AttendanceRow.day)).where(
            AttendanceRow.client_id == episode.client_id,
            AttendanceRow.minutes > 0,
            AttendanceRow.void == 0,
            AttendanceRow.day >= episode.admitted,
        )
    )
    if last_service is not None and last_service > day:
        raise UserProblem(
            "Attendance was already marked after that day.",
            "Choose the last marked day or a later one.",
        )
    episode.discharged = day
    episode.discharge_reason = reason
    episode.last_service = last_service or episode.admitted
    set_in_program(db, db.get_one(ClientRow, episode.client_id), False)
    end_places(db, episode.id, day, "discharge")
    cancel_planned(db, episode.client_id, day, "discharge")
    end_requirements(db, episode.client_id, day)


def _need_draft(db: Session, step_down_id: UUID) -> StepDownRow:
    row = db.get(StepDownRow, step_down_id)
    if row is None or row.void:
        raise NotFound("This step-down is not in the store.")
    if row.state != "draft":
        raise UserProblem(
            "This client is discharged; the step-down can't be changed.",
            "A return is a new episode of care.",
        )
    return row
