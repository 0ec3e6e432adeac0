"""Step-down: draft how an episode ends, discharge, and follow-up calls afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from iopdesk.domain.check import Check, missing
from iopdesk.domain.plan import ObjectiveStatus, Plan
from iopdesk.domain.problems import InvalidDraft, NotFound, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.step_down import (
    DEFAULT_FOLLOW_UPS,
    NextStep,
    PreventionItem,
    StepDown,
    Surroundings,
    checklist,
)
from iopdesk.services.client_standing import set_in_program
from iopdesk.services.merge_edit import merge_edit
from iopdesk.services.part_edit import PartEdit, merge_parts
from iopdesk.services.roster_service import end_places
from iopdesk.storage.client_tables import ClientRow, MedicationRow, SupportPersonRow
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.episode_tables import EpisodeRow
from iopdesk.storage.group_tables import AttendanceRow
from iopdesk.storage.meeting_tables import MeetingReferralRow
from iopdesk.storage.plan_queries import load_plan, newest_plan_id
from iopdesk.storage.plan_tables import SignatureRow
from iopdesk.storage.step_down_tables import (
    FollowUpRow,
    NextStepRow,
    PreventionItemRow,
    StepDownRow,
)
from iopdesk.storage.store import Store

FIELDS = (
    "reason",
    "progress",
    "summary",
    "level_recommended",
    "level_accepted",
    "reason_level_differs",
    "home_work_ride",
    "naloxone",
    "naloxone_day",
    "my_reasons",
    "if_i_use",
    "client_copy_given",
)
_STEP_FIELDS = ("position", "option", "words", "who", "place", "phone", "day", "start", "status")


@dataclass(frozen=True)
class FollowUp:
    """A call after discharge: when it is due and what came of it."""

    id: UUID
    days_after: int
    due: date
    done: date | None
    outcome: str
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
            episode = _newest_episode(db, client_id)
            found = _row_of(db, episode.id) if episode else None
            return _load(db, found) if found else None

    def start(self, client_id: UUID) -> StepDown:
        """Begin, or go on with, the step-down of the open episode."""
        self._who.require(Right.DISCHARGE)
        with self._store.write("step_down.start", self._who.staff_id) as db:
            episode = _open_episode(db, client_id)
            row = _row_of(db, episode.id)
            if row is None:
                row = StepDownRow(
                    id=self._store.new_id(), client_id=client_id, episode_id=episode.id
                )
                db.add(row)
                db.flush()
            return _load(db, row)

    def save(self, mine: StepDown, base: StepDown) -> StepDown:
        """Store a draft; `base` is the record as the form loaded it (see merge_edit)."""
        self._who.require(Right.DISCHARGE)
        problems = mine.problems()
        if problems:
            raise InvalidDraft(problems)
        with self._store.write("step_down.write", self._who.staff_id) as db:
            row = _need_draft(db, mine.id)
            merge_edit(
                db,
                row,
                {name: getattr(base, name) for name in FIELDS},
                {name: getattr(mine, name) for name in FIELDS},
            )
            above = {"step_down_id": mine.id}
            steps = PartEdit(NextStepRow, "id", mine.client_id, self._store.new_id, above)
            merge_parts(db, steps, base.next_steps, mine.next_steps)
            items = PartEdit(PreventionItemRow, "id", mine.client_id, self._store.new_id, above)
            merge_parts(db, items, base.items, mine.items)
            db.flush()
            return _load(db, row)

    def checklist(self, step_down: StepDown) -> tuple[Check, ...]:
        """What is there and what is missing, as the form stands now."""
        self._who.require(Right.VIEW_CLINICAL)
        with self._store.read() as db:
            around = _surroundings(db, step_down)
        return checklist(step_down, around, self._store.clock.today())

    def discharge(
        self,
        step_down_id: UUID,
        day: date,
        follow_up_days: Sequence[int] = DEFAULT_FOLLOW_UPS,
    ) -> StepDown:
        """Close the episode: its roster places end, follow-up calls are set.

        The step-down is fixed from now on. UserProblem when the reason is missing or the day
        does not fit the episode.
        """
        self._who.require(Right.DISCHARGE)
        with self._store.write("step_down.discharge", self._who.staff_id) as db:
            row = _need_draft(db, step_down_id)
            episode = db.get_one(EpisodeRow, row.episode_id)
            record = _load(db, row)
            today = self._store.clock.today()
            lacking = missing(checklist(record, _surroundings(db, record), today))
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
            db.flush()
            return _load(db, row)

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

    def record_follow_up(self, follow_up_id: UUID, outcome: str, note: str = "") -> None:
        """Note what came of a call today."""
        self._who.require(Right.EDIT_CLIENTS)
        with self._store.write("follow_up.record", self._who.staff_id) as db:
            row = db.get(FollowUpRow, follow_up_id)
            if row is None or row.void:
                raise NotFound("This follow-up is not in the store.")
            row.outcome = outcome
            row.note = note
            row.done = self._store.clock.today()

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
    episode.discharged = day
    episode.discharge_reason = reason
    episode.last_service = last_service or episode.admitted
    set_in_program(db, db.get_one(ClientRow, episode.client_id), False)
    end_places(db, episode.id, day, "discharge")


def _newest_episode(db: Session, client_id: UUID) -> EpisodeRow | None:
    return db.scalars(
        select(EpisodeRow)
        .where(EpisodeRow.client_id == client_id, EpisodeRow.void == 0)
        .order_by(EpisodeRow.number.desc())
        .limit(1)
    ).first()


def _open_episode(db: Session, client_id: UUID) -> EpisodeRow:
    episode = _newest_episode(db, client_id)
    if episode is None or episode.discharged is not None:
        raise UserProblem("This client is not in program.", "Admit the client first.")
    return episode


def _row_of(db: Session, episode_id: UUID) -> StepDownRow | None:
    return db.scalars(
        select(StepDownRow).where(StepDownRow.episode_id == episode_id, StepDownRow.void == 0)
    ).first()


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


def _load(db: Session, row: StepDownRow) -> StepDown:
    steps = db.scalars(
        select(NextStepRow)
        .where(NextStepRow.step_down_id == row.id, NextStepRow.void == 0)
        .order_by(NextStepRow.position, NextStepRow.id)
    ).all()
    items = db.scalars(
        select(PreventionItemRow)
        .where(PreventionItemRow.step_down_id == row.id, PreventionItemRow.void == 0)
        .order_by(PreventionItemRow.position, PreventionItemRow.id)
    ).all()
    decider = db.get(StaffRow, row.decided_by) if row.decided_by else None
    return StepDown(
        id=row.id,
        client_id=row.client_id,
        episode_id=row.episode_id,
        state=row.state,
        next_steps=tuple(
            NextStep(id=s.id, **{name: getattr(s, name) for name in _STEP_FIELDS}) for s in steps
        ),
        items=tuple(PreventionItem(i.id, i.position, i.kind, i.text) for i in items),
        decided_at=row.decided_at,
        decided_by=f"{decider.name}, {decider.credential}".rstrip(", ") if decider else "",
        **{name: getattr(row, name) for name in FIELDS},
    )


def _surroundings(db: Session, step_down: StepDown) -> Surroundings:
    client_id = step_down.client_id

    def count(statement_of: type[MedicationRow] | type[SupportPersonRow], *also: object) -> int:
        statement = (
            select(func.count())
            .select_from(statement_of)
            .where(statement_of.client_id == client_id, statement_of.void == 0, *also)  # type: ignore[arg-type]
        )
        return db.scalar(statement) or 0

    plan_id = newest_plan_id(db, client_id)
    plan = load_plan(db, plan_id) if plan_id else None
    met, goals = _goals_met(plan)
    referred = select(func.count()).where(
        MeetingReferralRow.client_id == client_id,
        MeetingReferralRow.void == 0,
        MeetingReferralRow.ends.is_(None),
    )
    signed = select(func.count()).where(
        SignatureRow.step_down_id == step_down.id,
        SignatureRow.signer == "client",
        SignatureRow.void == 0,
    )
    return Surroundings(
        medications=count(MedicationRow, MedicationRow.ended.is_(None)),
        reachable_people=count(SupportPersonRow, SupportPersonRow.phone != ""),
        meetings_a_week=db.scalar(referred) or 0,
        goals_met=met,
        goals=goals,
        client_signed=bool(db.scalar(signed)),
    )


def _goals_met(plan: Plan | None) -> tuple[int, int]:
    objectives = [o for problem in plan.problems for o in problem.objectives] if plan else []
    met = sum(objective.status is ObjectiveStatus.MET for objective in objectives)
    return met, len(objectives)
