"""Treatment plans: begin, write, sign, review, new version, client's signature on paper."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from iopdesk.domain.check import Check, missing
from iopdesk.domain.duty import DutyKind
from iopdesk.domain.duty_rule import preset_of
from iopdesk.domain.plan import (
    ObjectiveStatus,
    Plan,
    PlanState,
    Problem,
    checklist,
    content_hash,
    signing_code,
)
from iopdesk.domain.problems import (
    EditConflict,
    InvalidDraft,
    NotFound,
    UserProblem,
)
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.episode_queries import need_open_episode
from iopdesk.services.plan_parts import PlanPartSaver, conflicts_of, fields_of
from iopdesk.services.rule_service import rules_of
from iopdesk.storage.client_tables import DiagnosisRow
from iopdesk.storage.plan_queries import load_plan, newest_plan_id
from iopdesk.storage.plan_tables import (
    ObjectiveStatusRow,
    PlanRow,
    SignatureRow,
)
from iopdesk.storage.store import Store

PLAN_FIELDS = (
    "strengths",
    "needs",
    "abilities",
    "preferences",
    "step_down_when",
    "next_review",
)


class GoalLine(NamedTuple):
    """One problem of the newest plan, as the chart's overview shows it."""

    number: int
    text: str
    met: int
    total: int


@dataclass(frozen=True)
class PlanSummary:
    """The newest plan in a few words; `signed` is empty while it is a draft."""

    plan_id: UUID
    version: int
    state: PlanState
    signed: date | None
    next_review: date | None
    lines: tuple[GoalLine, ...]


@dataclass(frozen=True)
class PlanVersion:
    """One line of the list of versions."""

    plan_id: UUID
    version: int
    state: PlanState
    begun: date
    client_signed: str


class PlanService:
    """What staff do with treatment plans."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._who = signed_in

    def new_id(self) -> UUID:
        """An id for a problem, goal, objective or service that a form adds."""
        return self._store.new_id()

    def newest(self, client_id: UUID) -> Plan | None:
        """The client's newest plan, draft or signed; None before the first."""
        self._who.require(Right.VIEW_CLINICAL)
        with self._store.read() as db:
            plan_id = newest_plan_id(db, client_id)
            return load_plan(db, plan_id) if plan_id else None

    def plan(self, plan_id: UUID) -> Plan:
        """One version; NotFound when there is none."""
        self._who.require(Right.VIEW_CLINICAL)
        with self._store.read() as db:
            return _need(db, plan_id)

    def versions(self, client_id: UUID) -> tuple[PlanVersion, ...]:
        """All versions of the client's plans, newest first."""
        self._who.require(Right.VIEW_CLINICAL)
        signed = (
            select(SignatureRow.how)
            .where(
                SignatureRow.plan_id == PlanRow.id,
                SignatureRow.signer == "client",
                SignatureRow.void == 0,
            )
            .order_by(SignatureRow.signed_at.desc())
            .limit(1)
            .scalar_subquery()
        )
        with self._store.read() as db:
            rows = db.execute(
                select(PlanRow.id, PlanRow.version, PlanRow.state, PlanRow.begun, signed)
                .where(PlanRow.client_id == client_id, PlanRow.void == 0)
                .order_by(PlanRow.begun.desc(), PlanRow.version.desc())
            ).all()
        return tuple(PlanVersion(r[0], r[1], PlanState(r[2]), r[3], r[4] or "") for r in rows)

    def summary(self, client_id: UUID) -> PlanSummary | None:
        """The newest plan for the chart's overview."""
        self._who.require(Right.VIEW_CLINICAL)
        with self._store.read() as db:
            return self.summary_in(db, client_id)

    def summary_in(self, db: Session, client_id: UUID) -> PlanSummary | None:
        """The same within a reading that the caller has begun and has the right to."""
        plan_id = newest_plan_id(db, client_id)
        plan = load_plan(db, plan_id) if plan_id else None
        if plan is None:
            return None
        lines = tuple(
            GoalLine(
                at,
                next((goal.text for goal in problem.goals if goal.text), problem.title),
                sum(o.status is ObjectiveStatus.MET for o in problem.objectives),
                len(problem.objectives),
            )
            for at, problem in enumerate(plan.problems, start=1)
            if not problem.deferred_because
        )
        signed = (
            plan.signed_at.astimezone(self._store.clock.now().tzinfo) if plan.signed_at else None
        )
        return PlanSummary(
            plan.id,
            plan.version,
            plan.state,
            signed.date() if signed else None,
            plan.next_review,
            lines,
        )

    def start(self, client_id: UUID) -> Plan:
        """Begin the first plan of the open episode; UserProblem when there is none to begin."""
        self._who.require(Right.WRITE_PLANS)
        today = self._store.clock.today()
        with self._store.write("plan.start", self._who.staff_id) as db:
            episode = need_open_episode(db, client_id)
            if _newest_of_episode(db, episode.id) is not None:
                raise UserProblem(
                    "This episode already has a plan.", "Open it, or start a new version."
                )
            row = PlanRow(
                id=self._store.new_id(),
                client_id=client_id,
                episode_id=episode.id,
                version=1,
                begun=today,
                next_review=today + timedelta(days=_review_days(db)),
            )
            db.add(row)
            db.flush()
            return _need(db, row.id)

    def save(self, mine: Plan, base: Plan) -> Plan:
        """Store a draft; `base` is the plan as the form loaded it.

        What others changed meanwhile is merged; EditConflict when both changed the same field.
        InvalidDraft for texts that can't be stored, UserProblem once the plan is signed.
        """
        self._who.require(Right.WRITE_PLANS)
        problems = mine.problems_of_fields()
        if problems:
            raise InvalidDraft(problems)
        with self._store.write("plan.write", self._who.staff_id) as db:
            row = _need_draft(db, mine.id)
            conflicts = conflicts_of(
                db, row, fields_of(base, PLAN_FIELDS), fields_of(mine, PLAN_FIELDS)
            )
            conflicts += PlanPartSaver(db, mine.client_id, base).save(mine)
            if conflicts:
                raise EditConflict(conflicts)
            db.flush()
            return _need(db, mine.id)

    def checklist(self, plan: Plan) -> tuple[Check, ...]:
        """What must stand before this plan, as it is now in the form, can be signed."""
        self._who.require(Right.VIEW_CLINICAL)
        with self._store.read() as db:
            return checklist(plan, _diagnoses(db, plan.client_id))

    def sign(self, plan_id: UUID) -> Plan:
        """Sign and lock a draft; the version it replaces is marked so.

        UserProblem with what is missing when the checklist is not complete.
        """
        self._who.require(Right.SIGN_CLINICAL)
        now = self._store.clock.now()
        with self._store.write("plan.sign", self._who.staff_id) as db:
            row = _need_draft(db, plan_id)
            plan = _need(db, plan_id)
            lacking = missing(checklist(plan, _diagnoses(db, plan.client_id)))
            if lacking:
                raise UserProblem(
                    "This plan can't be signed yet.",
                    "; ".join(check.text.format(**check.values) for check in lacking),
                )
            fingerprint = content_hash(plan)
            row.state = PlanState.SIGNED.value
            row.signed_at = now
            row.signed_by = self._who.staff_id
            row.content_hash = fingerprint
            replaced = db.get(PlanRow, row.replaces_id) if row.replaces_id else None
            if replaced is not None:
                replaced.state = PlanState.REPLACED.value
            db.add(
                SignatureRow(
                    id=self._store.new_id(),
                    client_id=plan.client_id,
                    plan_id=plan_id,
                    signer="staff",
                    name=self._who.printed_name,
                    staff_id=self._who.staff_id,
                    how="screen",
                    signed_at=now,
                    code=signing_code(fingerprint),
                )
            )
            db.flush()
            return _need(db, plan_id)

    def record_client_signature(self, plan_id: UUID, how: str, note: str = "") -> Plan:
        """Note that the client signed on paper ("paper") or did not want to ("refused")."""
        self._who.require(Right.WRITE_PLANS)
        if how not in {"paper", "refused"}:
            raise ValueError(how)
        with self._store.write("plan.client_signature", self._who.staff_id) as db:
            plan = _need(db, plan_id)
            if plan.state is PlanState.DRAFT:
                raise UserProblem("Sign the plan first.", "The client signs the printed plan.")
            db.add(
                SignatureRow(
                    id=self._store.new_id(),
                    client_id=plan.client_id,
                    plan_id=plan_id,
                    signer="client",
                    name="",
                    staff_id=self._who.staff_id,
                    how=how,
                    signed_at=self._store.clock.now(),
                    note=note,
                )
            )
            db.flush()
            return _need(db, plan_id)

    def new_version(self, client_id: UUID) -> Plan:
        """A draft that begins as a copy of the signed plan; objectives keep their lineage."""
        self._who.require(Right.WRITE_PLANS)
        today = self._store.clock.today()
        with self._store.write("plan.new_version", self._who.staff_id) as db:
            episode = need_open_episode(db, client_id)
            old_id = _newest_of_episode(db, episode.id)
            if old_id is None:
                raise UserProblem("There is no plan yet.", "Start the first plan.")
            old = _need(db, old_id)
            if old.state is PlanState.DRAFT:
                raise UserProblem("The newest version is still a draft.", "Go on writing that one.")
            row = PlanRow(
                id=self._store.new_id(),
                client_id=client_id,
                episode_id=episode.id,
                version=old.version + 1,
                begun=today,
                replaces_id=old.id,
                **(fields_of(old, PLAN_FIELDS) | {"next_review": None}),
            )
            row.next_review = today + timedelta(days=_review_days(db))
            db.add(row)
            db.flush()
            empty = _need(db, row.id)
            copy = replace(empty, problems=tuple(self._copied(p) for p in old.problems))
            PlanPartSaver(db, client_id, empty).save(copy)
            db.flush()
            return _need(db, row.id)

    def set_objective_status(
        self, plan_id: UUID, lineage_id: UUID, status: ObjectiveStatus, proof: str = ""
    ) -> Plan:
        """Note how an objective stands today; allowed beside a signed plan."""
        self._who.require(Right.WRITE_PLANS)
        with self._store.write("plan.objective_status", self._who.staff_id) as db:
            plan = _need(db, plan_id)
            if lineage_id not in {o.lineage_id for p in plan.problems for o in p.objectives}:
                raise NotFound("This objective is not in the plan.")
            db.add(
                ObjectiveStatusRow(
                    id=self._store.new_id(),
                    client_id=plan.client_id,
                    lineage_id=lineage_id,
                    day=self._store.clock.today(),
                    status=status.value,
                    proof=proof,
                )
            )
            db.flush()
            return _need(db, plan_id)

    def _copied(self, problem: Problem) -> Problem:
        goals = tuple(
            replace(
                goal,
                id=self._store.new_id(),
                objectives=tuple(replace(o, id=self._store.new_id()) for o in goal.objectives),
            )
            for goal in problem.goals
        )
        services = tuple(replace(s, id=self._store.new_id()) for s in problem.services)
        return replace(problem, id=self._store.new_id(), goals=goals, services=services)


def _need(db: Session, plan_id: UUID) -> Plan:
    plan = load_plan(db, plan_id)
    if plan is None:
        raise NotFound("This plan is not in the store.")
    return plan


def _need_draft(db: Session, plan_id: UUID) -> PlanRow:
    row = db.get(PlanRow, plan_id)
    if row is None or row.void:
        raise NotFound("This plan is not in the store.")
    if row.state != PlanState.DRAFT:
        raise UserProblem(
            "This plan is signed and can't be changed.", "Start a new version to change it."
        )
    return row


def _newest_of_episode(db: Session, episode_id: UUID) -> uuid.UUID | None:
    return db.scalars(
        select(PlanRow.id)
        .where(PlanRow.episode_id == episode_id, PlanRow.void == 0)
        .order_by(PlanRow.version.desc())
        .limit(1)
    ).first()


def _diagnoses(db: Session, client_id: UUID) -> int:
    return (
        db.scalar(
            select(func.count())
            .select_from(DiagnosisRow)
            .where(
                DiagnosisRow.client_id == client_id,
                DiagnosisRow.void == 0,
                DiagnosisRow.ended.is_(None),
            )
        )
        or 0
    )


def _review_days(db: Session) -> int:
    rule = preset_of(rules_of(db)).rule(DutyKind.REVIEW, "intensive")
    return rule.n if rule else 30
