"""Reads a whole plan in a few row queries; used by plans, papers and step-down."""

from collections import defaultdict
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, select
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
from iopdesk.storage.prepared_query import PreparedQuery
from iopdesk.storage.row_limit import FROM_START, ONE

_plan, _staff = PlanRow.__table__.c, StaffRow.__table__.c
_before = PlanRow.__table__.alias("before")
_problem, _goal = ProblemRow.__table__.c, GoalRow.__table__.c
_objective, _status = ObjectiveRow.__table__.c, ObjectiveStatusRow.__table__.c
_service, _signature = PlannedServiceRow.__table__.c, SignatureRow.__table__.c
_OF_PLAN = (
    *("id", "client_id", "episode_id", "version", "begun", "strengths", "needs", "abilities"),
    *("preferences", "step_down_when", "next_review", "signed_at"),
)
_OF_PROBLEM = (
    *("id", "title", "client_words", "dimension", "diagnosis_code", "since"),
    *("deferred_because", "origin"),
)
_PLAN_ID: BindParameter[UUID] = bindparam("plan_id")
_IDS: BindParameter[list[UUID]] = bindparam("ids", expanding=True)

# made once: a chart asks all of them each time it is opened
_PLAN = PreparedQuery(
    select(
        *(_plan[name] for name in _OF_PLAN),
        _plan.state,
        _staff.name,
        _staff.credential,
        _before.c.version,
        _before.c.begun,
    )
    .select_from(
        PlanRow.__table__.outerjoin(StaffRow.__table__, _staff.id == _plan.signed_by).outerjoin(
            _before, _before.c.id == _plan.replaces_id
        )
    )
    .where(_plan.id == _PLAN_ID, _plan.void == 0)
)
_NEWEST = PreparedQuery(
    select(_plan.id)
    .where(_plan.client_id == bindparam("client_id"), _plan.void == 0)
    .order_by(_plan.begun.desc(), _plan.version.desc())
    .limit(ONE)
    .offset(FROM_START)
)
_PROBLEMS = PreparedQuery(
    select(*(_problem[name] for name in _OF_PROBLEM))
    .where(_problem.plan_id == _PLAN_ID, _problem.void == 0)
    .order_by(_problem.position)
)
_GOALS = PreparedQuery(
    select(_goal.id, _goal.problem_id, _goal.text)
    .where(_goal.problem_id.in_(_IDS), _goal.void == 0)
    .order_by(_goal.position)
)
_OBJECTIVES = PreparedQuery(
    select(
        _objective.id,
        _objective.goal_id,
        _objective.lineage_id,
        _objective.text,
        _objective.measure,
        _objective.target,
    )
    .where(_objective.goal_id.in_(_IDS), _objective.void == 0)
    .order_by(_objective.position)
)
_STATUSES = PreparedQuery(
    select(_status.lineage_id, _status.status, _status.day, _status.proof)
    .where(_status.lineage_id.in_(_IDS), _status.void == 0)
    .order_by(_status.day, _status.op)
)
_SERVICES = PreparedQuery(
    select(
        _service.problem_id,
        _service.id,
        _service.kind,
        _service.text,
        _service.dose,
        _service.who,
    )
    .where(_service.problem_id.in_(_IDS), _service.void == 0)
    .order_by(_service.position)
)
_SIGNATURES = PreparedQuery(
    select(
        _signature.signer,
        _signature.name,
        _signature.how,
        _signature.signed_at,
        _signature.code,
        _signature.note,
    )
    .where(_signature.plan_id == _PLAN_ID, _signature.void == 0)
    .order_by(_signature.signed_at)
)


def load_plan(db: Session, plan_id: UUID) -> Plan | None:
    """The plan with everything in it, statuses as of the newest; None when there is none."""
    # prepared queries don't write first what the session holds back
    db.flush()
    row = _PLAN.first(db, plan_id=plan_id)
    if row is None:
        return None
    facts, (state, signer, credential, replaces, replaces_day) = row[:-5], row[-5:]
    return Plan(
        **dict(zip(_OF_PLAN, facts, strict=True)),
        state=PlanState(state),
        problems=_problems(db, plan_id),
        signed_by=f"{signer}, {credential}".rstrip(", ") if signer else "",
        replaces=replaces,
        replaces_day=replaces_day,
        signatures=tuple(Signature(*found) for found in _SIGNATURES.rows(db, plan_id=plan_id)),
    )


def newest_plan_id(db: Session, client_id: UUID) -> UUID | None:
    """The client's plan with the highest version in the newest episode, draft or signed."""
    db.flush()
    found = _NEWEST.first(db, client_id=client_id)
    return found[0] if found else None


def _problems(db: Session, plan_id: UUID) -> tuple[Problem, ...]:
    rows = _PROBLEMS.rows(db, plan_id=plan_id)
    ids = [row[0] for row in rows]
    goals = _goals(db, ids)
    services: dict[UUID, list[PlannedService]] = defaultdict(list)
    for problem_id, *service in _SERVICES.rows(db, ids=ids):
        services[problem_id].append(PlannedService(*service))
    return tuple(
        Problem(
            **dict(zip(_OF_PROBLEM, row, strict=True)),
            goals=tuple(goals[row[0]]),
            services=tuple(services[row[0]]),
        )
        for row in rows
    )


def _goals(db: Session, problem_ids: list[UUID]) -> dict[UUID, list[Goal]]:
    rows = _GOALS.rows(db, ids=problem_ids)
    objectives = _objectives(db, [row[0] for row in rows])
    found: dict[UUID, list[Goal]] = defaultdict(list)
    for goal_id, problem_id, text in rows:
        found[problem_id].append(Goal(goal_id, text, tuple(objectives[goal_id])))
    return found


def _objectives(db: Session, goal_ids: list[UUID]) -> dict[UUID, list[Objective]]:
    rows = _OBJECTIVES.rows(db, ids=goal_ids)
    newest = {row[0]: row[1:] for row in _STATUSES.rows(db, ids=[row[2] for row in rows])}
    found: dict[UUID, list[Objective]] = defaultdict(list)
    for objective_id, goal_id, lineage_id, text, measure, target in rows:
        status, day, proof = newest.get(lineage_id, (ObjectiveStatus.NOT_STARTED, None, ""))
        found[goal_id].append(
            Objective(
                id=objective_id,
                lineage_id=lineage_id,
                text=text,
                measure=measure,
                target=target,
                status=ObjectiveStatus(status),
                status_day=day,
                proof=proof,
            )
        )
    return found
