"""Changing a plan in a form: set, add, remove and move its parts, and take in what others saved."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, TypeVar
from uuid import UUID

from iopdesk.domain.plan import Goal, Objective, Plan, PlannedService, Problem

Part = Problem | Goal | Objective | PlannedService
Node = TypeVar("Node", Plan, Problem, Goal, Objective, PlannedService)

_BELOW: dict[type, tuple[str, ...]] = {
    Plan: ("problems",),
    Problem: ("goals", "services"),
    Goal: ("objectives",),
}


def with_values(plan: Plan, part_id: UUID, **values: object) -> Plan:
    """The plan with some fields of one part (or of itself) set."""
    if part_id == plan.id:
        return _set(plan, values)

    def change(parts: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(_set(part, values) if part.id == part_id else part for part in parts)

    return _rewritten(plan, change)


def without(plan: Plan, part_id: UUID) -> Plan:
    """The plan without a part and all below it."""
    return _rewritten(plan, lambda parts: tuple(part for part in parts if part.id != part_id))


def moved(plan: Plan, part_id: UUID, by: int) -> Plan:
    """The plan with a part `by` places further down (or up) among its neighbours."""

    def change(parts: tuple[Any, ...]) -> tuple[Any, ...]:
        at = next((n for n, part in enumerate(parts) if part.id == part_id), -1)
        if at < 0:
            return parts
        rest = [part for part in parts if part.id != part_id]
        rest.insert(min(max(at + by, 0), len(rest)), parts[at])
        return tuple(rest)

    return _rewritten(plan, change)


def added(plan: Plan, above_id: UUID, part: Part, after_id: UUID | None = None) -> Plan:
    """The plan with a new part below `above_id`, behind `after_id` or at the end."""
    name = {Problem: "problems", Goal: "goals", Objective: "objectives"}.get(type(part), "services")
    above = plan if above_id == plan.id else found(plan, above_id)
    if above is None:
        return plan
    there = list(getattr(above, name))
    at = next((n for n, each in enumerate(there, start=1) if each.id == after_id), len(there))
    return with_values(plan, above_id, **{name: (*there[:at], part, *there[at:])})


def found(plan: Plan, part_id: UUID) -> Part | None:
    """The part with this id, or None."""
    for problem in plan.problems:
        for part in parts_of(problem):
            if part.id == part_id:
                return part
    return None


def rebased(now: Node, sent: Node, stored: Node) -> Node:
    """What a form should show: `stored`, and on top of it what was typed since `sent`."""
    if sent == stored:
        return now
    values: dict[str, object] = {}
    for field in fields(now):
        mine, before, theirs = (getattr(each, field.name) for each in (now, sent, stored))
        if field.name in _BELOW.get(type(now), ()):
            values[field.name] = _rebased_parts(mine, before, theirs)
        else:
            values[field.name] = mine if mine != before else theirs
    return _set(now, values)


def _rebased_parts(
    now: tuple[Any, ...], sent: tuple[Any, ...], stored: tuple[Any, ...]
) -> tuple[Any, ...]:
    before = {part.id: part for part in sent}
    theirs = {part.id: part for part in stored}
    mine = {part.id for part in now}
    kept = [
        rebased(part, before[part.id], theirs[part.id])
        if part.id in before and part.id in theirs
        else part
        for part in now
        if part.id in theirs or part.id not in before or part != before[part.id]
    ]
    new = [part for part in stored if part.id not in before and part.id not in mine]
    return (*kept, *new)


def _rewritten(node: Node, change: Callable[[tuple[Any, ...]], tuple[Any, ...]]) -> Node:
    names = _BELOW.get(type(node), ())
    values: dict[str, object] = {
        name: change(tuple(_rewritten(part, change) for part in getattr(node, name)))
        for name in names
    }
    return _set(node, values) if values else node


def _set(node: Node, values: dict[str, object]) -> Node:
    anything: Any = values
    return replace(node, **anything)


def parts_of(problem: Problem) -> tuple[Part, ...]:
    """The problem, its goals, its services and its objectives."""
    return (problem, *problem.goals, *problem.services, *problem.objectives)
