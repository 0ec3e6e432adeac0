"""A plan as plain values and back, so that what was typed can be kept until it can be saved."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from iopdesk.domain.plan import (
    Goal,
    Objective,
    ObjectiveStatus,
    Plan,
    PlannedService,
    PlanState,
    Problem,
)


def values_of_plan(plan: Plan) -> dict[str, Any]:
    """Everything a form can change, as JSON can hold it."""
    content = asdict(plan)
    for name in ("signatures", "signed_at", "signed_by"):
        del content[name]
    values: dict[str, Any] = json.loads(json.dumps(content, default=str))
    return values


def plan_of_values(values: dict[str, Any]) -> Plan:
    """The plan that was kept; KeyError, TypeError or ValueError where it is not one."""
    return Plan(
        **{
            **values,
            "id": UUID(values["id"]),
            "client_id": UUID(values["client_id"]),
            "episode_id": UUID(values["episode_id"]),
            "state": PlanState(values["state"]),
            "begun": date.fromisoformat(values["begun"]),
            "next_review": _day(values["next_review"]),
            "replaces_day": _day(values["replaces_day"]),
            "problems": tuple(_problem(each) for each in values["problems"]),
        }
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _problem(values: dict[str, Any]) -> Problem:
    return Problem(
        **{
            **values,
            "id": UUID(values["id"]),
            "since": _day(values["since"]),
            "goals": tuple(_goal(each) for each in values["goals"]),
            "services": tuple(
                PlannedService(**{**each, "id": UUID(each["id"])}) for each in values["services"]
            ),
        }
    )


def _goal(values: dict[str, Any]) -> Goal:
    objectives = tuple(_objective(each) for each in values["objectives"])
    return Goal(UUID(values["id"]), values["text"], objectives)


def _objective(values: dict[str, Any]) -> Objective:
    return Objective(
        **{
            **values,
            "id": UUID(values["id"]),
            "lineage_id": UUID(values["lineage_id"]),
            "target": _day(values["target"]),
            "status": ObjectiveStatus(values["status"]),
            "status_day": _day(values["status_day"]),
        }
    )
