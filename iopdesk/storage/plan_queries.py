"""Reads a whole plan in a few row queries; used by plans, papers and step-down."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from iopdesk.domain.plan import (
    Goal,
    Objective,
    ObjectiveStatus,
    Plan,
    PlannedService,
    PlanState,
    Problem,
    Signature,
)
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.plan_tables import (
    GoalRow,
    ObjectiveRow,
    ObjectiveStatusRow,
    PlannedServiceRow,
    PlanRow,
    ProblemRow,
    SignatureRow,
)
from iopdesk.storage.row_limit import FROM_START, ONE


def load_plan(db: Session, plan_id: UUID) -> Plan | None:
    """The plan with everything in it, statuses as of the newest; None when there is none."""
    row = db.get(PlanRow, plan_id)
    if row is None or row.void:
        return None
    replaced = db.get(PlanRow, row.replaces_id) if row.replaces_id else None
    signer = db.get(StaffRow, row.signed_by) if row.signed_by else None
    return Plan(
        id=row.id,
        client_id=row.client_id,
        episode_id=row.episode_id,
        version=row.version,
        state=PlanState(row.state),
        begun=row.begun,
        strengths=row.strengths,
        needs=row.needs,
        abilities=row.abilities,
        preferences=row.preferences,
        step_down_when=row.step_down_when,
        next_review=row.next_review,
        problems=_problems(db, plan_id),
        signed_at=row.signed_at,
        signed_by=f"{signer.name}, {signer.credential}".rstrip(", ") if signer else "",
        replaces=replaced.version if replaced else None,
        replaces_day=replaced.begun if replaced else None,
        signatures=_signatures(db, plan_id),
    )


def newest_plan_id(db: Session, client_id: UUID) -> UUID | None:
    """The client's plan with the highest version in the newest episode, draft or signed."""
    return db.scalars(
        select(PlanRow.id)
        .where(PlanRow.client_id == client_id, PlanRow.void == 0)
        .order_by(PlanRow.begun.desc(), PlanRow.version.desc())
        .limit(ONE)
        .offset(FROM_START)
    ).first()


def _problems(db: Session, plan_id: UUID) -> tuple[Problem, ...]:
    problems = db.scalars(
        select(ProblemRow)
        .where(ProblemRow.plan_id == plan_id, ProblemRow.void == 0)
        .order_by(ProblemRow.position)
    ).all()
    ids = [problem.id for problem in problems]
    goals = _goals(db, ids)
    services = _services(db, ids)
    return tuple(
        Problem(
            id=problem.id,
            title=problem.title,
            client_words=problem.client_words,
            dimension=problem.dimension,
            diagnosis_code=problem.diagnosis_code,
            since=problem.since,
            deferred_because=problem.deferred_because,
            origin=problem.origin,
            goals=tuple(goals[problem.id]),
            services=tuple(services[problem.id]),
        )
        for problem in problems
    )


def _goals(db: Session, problem_ids: Sequence[UUID]) -> dict[UUID, list[Goal]]:
    rows = db.execute(
        select(GoalRow.id, GoalRow.problem_id, GoalRow.text)
        .where(GoalRow.problem_id.in_(problem_ids), GoalRow.void == 0)
        .order_by(GoalRow.position)
    ).all()
    objectives = _objectives(db, [row.id for row in rows])
    found: dict[UUID, list[Goal]] = defaultdict(list)
    for row in rows:
        found[row.problem_id].append(Goal(row.id, row.text, tuple(objectives[row.id])))
    return found


def _objectives(db: Session, goal_ids: Sequence[UUID]) -> dict[UUID, list[Objective]]:
    rows = db.execute(
        select(
            ObjectiveRow.id,
            ObjectiveRow.goal_id,
            ObjectiveRow.lineage_id,
            ObjectiveRow.text,
            ObjectiveRow.measure,
            ObjectiveRow.target,
        )
        .where(ObjectiveRow.goal_id.in_(goal_ids), ObjectiveRow.void == 0)
        .order_by(ObjectiveRow.position)
    ).all()
    status = _statuses(db, [row.lineage_id for row in rows])
    found: dict[UUID, list[Objective]] = defaultdict(list)
    for row in rows:
        now = status.get(row.lineage_id)
        found[row.goal_id].append(
            Objective(
                id=row.id,
                lineage_id=row.lineage_id,
                text=row.text,
                measure=row.measure,
                target=row.target,
                status=ObjectiveStatus(now.status) if now else ObjectiveStatus.NOT_STARTED,
                status_day=now.day if now else None,
                proof=now.proof if now else "",
            )
        )
    return found


def _statuses(db: Session, lineage_ids: Sequence[UUID]) -> dict[UUID, Row[UUID, str, date, str]]:
    rows = db.execute(
        select(
            ObjectiveStatusRow.lineage_id,
            ObjectiveStatusRow.status,
            ObjectiveStatusRow.day,
            ObjectiveStatusRow.proof,
        )
        .where(ObjectiveStatusRow.lineage_id.in_(lineage_ids), ObjectiveStatusRow.void == 0)
        .order_by(ObjectiveStatusRow.day, ObjectiveStatusRow.op)
    ).all()
    return {row.lineage_id: row for row in rows}


def _services(db: Session, problem_ids: Sequence[UUID]) -> dict[UUID, list[PlannedService]]:
    found: dict[UUID, list[PlannedService]] = defaultdict(list)
    for row in db.execute(
        select(
            PlannedServiceRow.id,
            PlannedServiceRow.problem_id,
            PlannedServiceRow.kind,
            PlannedServiceRow.text,
            PlannedServiceRow.dose,
            PlannedServiceRow.who,
        )
        .where(PlannedServiceRow.problem_id.in_(problem_ids), PlannedServiceRow.void == 0)
        .order_by(PlannedServiceRow.position)
    ):
        found[row.problem_id].append(PlannedService(row.id, row.kind, row.text, row.dose, row.who))
    return found


def _signatures(db: Session, plan_id: UUID) -> tuple[Signature, ...]:
    return tuple(
        Signature(row.signer, row.name, row.how, row.signed_at, row.code, row.note)
        for row in db.scalars(
            select(SignatureRow)
            .where(SignatureRow.plan_id == plan_id, SignatureRow.void == 0)
            .order_by(SignatureRow.signed_at)
        )
    )
