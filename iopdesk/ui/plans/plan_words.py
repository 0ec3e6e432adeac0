"""How plans read on screen: statuses, what is missing, names of fields that clash."""

from collections.abc import Iterable
from uuid import UUID

from iopdesk.domain.check import Check
from iopdesk.domain.plan import (
    STATUS_WORDS,
    ObjectiveStatus,
    Plan,
    PlanState,
    Problem,
    numbered_objectives,
)
from iopdesk.domain.plan_editing import parts_of
from iopdesk.domain.plan_library import plan_library
from iopdesk.domain.wording import later
from iopdesk.ui.wording import _, ngettext_, screen_wording

STATUS_TONES = {
    ObjectiveStatus.NOT_STARTED: "neutral",
    ObjectiveStatus.WORKING: "info",
    ObjectiveStatus.PARTLY: "info",
    ObjectiveStatus.MET: "good",
    ObjectiveStatus.NOT_MET: "bad",
    ObjectiveStatus.PUT_OFF: "neutral",
}
_LACKING = {
    "diagnosis": later("No diagnosis"),
    "strengths": later("No strengths"),
    "problems": later("No problem yet"),
    "review": later("No review date"),
    "words": later("Problem {number}: not in the client’s words"),
    "goal": later("Problem {number}: no goal"),
    "service": later("Problem {number}: no service with its dose"),
    "objective": later("Problem {number}: no objective"),
    "objective_text": later("Objective {number} has no words"),
    "objective_measure": later("Objective {number} has no measure"),
    "objective_date": later("Objective {number} has no date"),
    "family": later("No family session"),
}
_FIELDS = {
    "strengths": later("Strengths"),
    "needs": later("Needs"),
    "abilities": later("Abilities"),
    "preferences": later("Preferences"),
    "step_down_when": later("Ready to step down when"),
    "next_review": later("Next review"),
    "title": later("Short name"),
    "client_words": later("Problem, in the client’s words"),
    "dimension": later("Area of life"),
    "deferred_because": later("Deferred because"),
    "text": later("Text"),
    "measure": later("Measured by"),
    "target": later("By"),
    "dose": later("How often"),
    "who": later("Who"),
}
_SHORT_DIMENSIONS = {
    1: later("Withdrawal"),
    2: later("Physical health"),
    3: later("Emotional"),
    4: later("Readiness"),
    5: later("Relapse potential"),
    6: later("Recovery environment"),
}


def status_words(status: ObjectiveStatus) -> str:
    """A status in the screen's language."""
    return _(STATUS_WORDS[status])


def problem_name(problem: Problem) -> str:
    """What a list calls a problem: its short name, else the client's words."""
    return problem.title.strip() or problem.client_words.strip() or _("New problem")


def problem_facts(problem: Problem) -> str:
    """The area of life and the number of objectives, or why it waits."""
    if problem.deferred_because:
        return _("Deferred: {reason}", reason=problem.deferred_because)
    count = ngettext_("{n} objective", "{n} objectives", len(problem.objectives))
    if problem.dimension is None:
        return count
    return f"{short_dimension(problem.dimension)}, {count}"


def short_dimension(number: int) -> str:
    """A word or two for a dimension."""
    return _(_SHORT_DIMENSIONS[number]) if number in _SHORT_DIMENSIONS else str(number)


def dimension_choices() -> list[tuple[object, str]]:
    """Every dimension with its number and name, "none" first."""
    names = plan_library().dimensions[3]
    return [(None, _("Not said")), *((n, f"{n} {_(name)}") for n, name in sorted(names.items()))]


def version_words(plan: Plan) -> str:
    """As "Version 3, draft"."""
    number = plan.version
    if plan.state is PlanState.DRAFT:
        return _("Version {number}, draft", number=number)
    if plan.state is PlanState.REPLACED:
        return _("Version {number}, replaced", number=number)
    return _("Version {number}, signed", number=number)


def lacking_words(check: Check) -> str:
    """What is missing, short."""
    return _(_LACKING.get(check.code, check.text), **check.values)


def where_words(checks: Iterable[Check]) -> str:
    """Where the diagnosis is entered, the one thing that is missing elsewhere than in the plan."""
    if any(check.code == "diagnosis" for check in checks):
        return _("The diagnosis is entered in the chart, under Details.")
    return ""


def met_words(plan: Plan, checks: Iterable[Check]) -> list[str]:
    """What stands already, drawn together: "Diagnosis", "Strengths", "4 goals"."""
    checks = list(checks)
    found = [_(c.text) for c in checks if c.is_met and not c.values and c.code != "problems"]
    active = [problem for problem in plan.problems if not problem.deferred_because]
    goals = sum(bool(goal.text.strip()) for problem in active for goal in problem.goals)
    if goals:
        found.append(ngettext_("{n} goal", "{n} goals", goals))
    dated = sum(c.is_met for c in checks if c.code == "objective_date")
    if dated:
        found.append(ngettext_("{n} dated objective", "{n} dated objectives", dated))
    return found


def problem_of_check(plan: Plan, check: Check) -> int | None:
    """Which problem (from 0) a line of the checklist is about, None for the whole plan."""
    number = str(check.values.get("number", ""))
    return int(number.partition(".")[0]) - 1 if number else None


def field_words(plan: Plan, field: str) -> str:
    """The name of a field that two people changed: "Objective 1.2: By"."""
    path, _hash, part = field.partition("#")
    table, _dot, name = path.rpartition(".")
    words = _(_FIELDS.get(name or path, name or path))
    if not part:
        return words
    for at, problem in enumerate(plan.problems, start=1):
        inside = {str(o.id) for o in problem.objectives}
        if part not in inside and part in {str(each.id) for each in parts_of(problem)}:
            return _("Problem {number}: {field}", number=at, field=words)
    for number, objective in numbered_objectives(plan):
        if UUID(part) == objective.id:
            return _("Objective {number}: {field}", number=number, field=words)
    return words


def review_words(plan: Plan) -> str:
    """When the plan is looked at again."""
    if plan.next_review is None:
        return _("No review date")
    return _("Next review {day}", day=screen_wording().day_month(plan.next_review))
