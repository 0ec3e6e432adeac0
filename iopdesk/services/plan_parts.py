"""Stores what lies below a plan: problems, goals, objectives and services, as a form says."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from iopdesk.domain.plan import Goal, Objective, Plan, PlannedService, Problem
from iopdesk.domain.problems import EditConflict, FieldConflict
from iopdesk.services.merge_edit import merge_edit
from iopdesk.storage.journal import void_row
from iopdesk.storage.plan_tables import (
    GoalRow,
    ObjectiveRow,
    PlannedServiceRow,
    PlanPart,
    ProblemRow,
)
from iopdesk.storage.schema import Journaled

PROBLEM_FIELDS = (
    "title",
    "client_words",
    "dimension",
    "diagnosis_code",
    "since",
    "deferred_because",
    "origin",
)
OBJECTIVE_FIELDS = ("text", "measure", "target")
SERVICE_FIELDS = ("kind", "text", "dose", "who")

Part = Problem | Goal | Objective | PlannedService


class PlanPartSaver:
    """Brings the rows below a plan to what a form says, and collects what clashes."""

    def __init__(self, db: Session, client_id: UUID, base: Plan) -> None:
        self._db = db
        self._client_id = client_id
        self._base: dict[UUID, tuple[Part, int]] = dict(_parts(base))
        self._conflicts: list[FieldConflict] = []
        self._stored = stored_parts(db, base.id)

    def save(self, mine: Plan) -> list[FieldConflict]:
        """Create, merge and void rows until they say what `mine` says; returns what clashes."""
        for at, problem in enumerate(mine.problems):
            self._keep(ProblemRow, problem, PROBLEM_FIELDS, at, {"plan_id": mine.id})
        self._db.flush()
        for problem in mine.problems:
            above = {"problem_id": problem.id}
            for at, goal in enumerate(problem.goals):
                self._keep(GoalRow, goal, ("text",), at, above)
            for at, service in enumerate(problem.services):
                self._keep(PlannedServiceRow, service, SERVICE_FIELDS, at, above)
        self._db.flush()
        for problem in mine.problems:
            for goal in problem.goals:
                for at, objective in enumerate(goal.objectives):
                    fixed = {"goal_id": goal.id, "lineage_id": objective.lineage_id}
                    self._keep(ObjectiveRow, objective, OBJECTIVE_FIELDS, at, fixed)
        self._void_what_is_gone(mine)
        return self._conflicts

    def _keep(
        self,
        row_class: type[PlanPart],
        part: Part,
        names: tuple[str, ...],
        position: int,
        fixed: Mapping[str, UUID],
    ) -> None:
        values = fields_of(part, names) | {"position": position}
        row = self._stored.get(part.id)
        if row is None:
            made = row_class(id=part.id, client_id=self._client_id, **fixed, **values)
            self._db.add(made)
            return
        before, place = self._base.get(part.id, (part, position))
        if row.void and before != part:
            # Someone removed it while it was written on: what was typed is not thrown away.
            row.void = 0
        if position != place and row.position != position:
            # An order is no text: the last one to put it in order decides.
            row.position = position
        found = conflicts_of(self._db, row, fields_of(before, names), fields_of(part, names))
        self._conflicts += [replace(each, field=f"{each.field}#{part.id}") for each in found]

    def _void_what_is_gone(self, mine: Plan) -> None:
        kept = {part_id for part_id, _ in _parts(mine)}
        for part_id in self._base.keys() - kept:
            row = self._stored.get(part_id)
            if row is not None and not row.void:
                void_row(row)


def stored_parts(db: Session, plan_id: UUID) -> dict[UUID, PlanPart]:
    """Every row below a plan by its id, voided ones too."""
    problems = db.scalars(select(ProblemRow).where(ProblemRow.plan_id == plan_id)).all()
    above = [problem.id for problem in problems]
    goals = db.scalars(select(GoalRow).where(GoalRow.problem_id.in_(above))).all()
    services = db.scalars(
        select(PlannedServiceRow).where(PlannedServiceRow.problem_id.in_(above))
    ).all()
    objectives = db.scalars(
        select(ObjectiveRow).where(ObjectiveRow.goal_id.in_([goal.id for goal in goals]))
    ).all()
    rows: list[PlanPart] = [*problems, *goals, *services, *objectives]
    return {row.id: row for row in rows}


def _parts(plan: Plan) -> list[tuple[UUID, tuple[Part, int]]]:
    found: list[tuple[UUID, tuple[Part, int]]] = []
    for at, problem in enumerate(plan.problems):
        found.append((problem.id, (problem, at)))
        found += [(goal.id, (goal, place)) for place, goal in enumerate(problem.goals)]
        found += [(service.id, (service, place)) for place, service in enumerate(problem.services)]
        for goal in problem.goals:
            found += [(o.id, (o, place)) for place, o in enumerate(goal.objectives)]
    return found


def fields_of(part: Plan | Part, names: tuple[str, ...]) -> dict[str, Any]:
    """The named fields of a plan or one of its parts."""
    return {name: getattr(part, name) for name in names}


def conflicts_of(
    db: Session, row: Journaled, base: Mapping[str, object], mine: Mapping[str, object]
) -> list[FieldConflict]:
    """Merge one of a form's many rows; what clashes comes back, named "table.field"."""
    try:
        merge_edit(db, row, base, mine)
    except EditConflict as conflict:
        return [
            replace(c, field=f"{inspect(row).mapper.local_table}.{c.field}")
            for c in conflict.fields
        ]
    return []
