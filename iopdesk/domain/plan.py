"""The treatment plan: problem > goal > objective, services, and what must stand before signing."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from iopdesk.domain.check import Check
from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.wording import later

LONGEST_TEXT = 4000


class PlanState(StrEnum):
    """A plan is written, signed, and later replaced by its next version."""

    DRAFT = "draft"
    SIGNED = "signed"
    REPLACED = "replaced"


class ObjectiveStatus(StrEnum):
    """How an objective stands on a day."""

    NOT_STARTED = "not_started"
    WORKING = "working"
    PARTLY = "partly"
    MET = "met"
    NOT_MET = "not_met"
    PUT_OFF = "put_off"


STATUS_WORDS = {
    ObjectiveStatus.NOT_STARTED: later("Not started"),
    ObjectiveStatus.WORKING: later("Working on it"),
    ObjectiveStatus.PARTLY: later("Partly met"),
    ObjectiveStatus.MET: later("Met"),
    ObjectiveStatus.NOT_MET: later("Not met"),
    ObjectiveStatus.PUT_OFF: later("Put off"),
}


@dataclass(frozen=True)
class Objective:
    """A measurable, dated step; `lineage_id` stays the same in every later version."""

    id: UUID
    lineage_id: UUID
    text: str = ""
    measure: str = ""
    target: date | None = None
    status: ObjectiveStatus = ObjectiveStatus.NOT_STARTED
    status_day: date | None = None
    proof: str = ""


@dataclass(frozen=True)
class Goal:
    """What the client wants instead, and the steps towards it."""

    id: UUID
    text: str = ""
    objectives: tuple[Objective, ...] = ()


@dataclass(frozen=True)
class PlannedService:
    """What staff will do: the service, its dose ("1 h a week"), who gives it."""

    id: UUID
    kind: str = ""
    text: str = ""
    dose: str = ""
    who: str = ""


@dataclass(frozen=True)
class Problem:
    """What is hard, in the client's own words; a deferred one keeps its reason."""

    id: UUID
    title: str = ""
    client_words: str = ""
    dimension: int | None = None
    diagnosis_code: str = ""
    since: date | None = None
    deferred_because: str = ""
    origin: str = ""
    goals: tuple[Goal, ...] = ()
    services: tuple[PlannedService, ...] = ()

    @property
    def objectives(self) -> tuple[Objective, ...]:
        """All objectives of all its goals, in order."""
        return tuple(objective for goal in self.goals for objective in goal.objectives)


@dataclass(frozen=True)
class Signature:
    """Who signed, how (screen, paper, refused) and when; `code` only for screen signatures."""

    signer: str
    name: str
    how: str
    signed_at: datetime
    code: str = ""
    note: str = ""


@dataclass(frozen=True)
class Plan:
    """One version of a plan, whole. A form edits a copy of it and hands both back."""

    id: UUID
    client_id: UUID
    episode_id: UUID
    version: int
    state: PlanState
    begun: date
    strengths: str = ""
    needs: str = ""
    abilities: str = ""
    preferences: str = ""
    step_down_when: str = ""
    next_review: date | None = None
    problems: tuple[Problem, ...] = ()
    signed_at: datetime | None = None
    signed_by: str = ""
    replaces: int | None = None
    replaces_day: date | None = None
    signatures: tuple[Signature, ...] = ()

    def problems_of_fields(self) -> list[FieldProblem]:
        """What can't be stored: texts that are too long, dates out of reason."""
        found = [
            FieldProblem(name, later("This text is longer than 4,000 letters."))
            for name, text in _texts(self)
            if len(text) > LONGEST_TEXT
        ]
        for number, objective in numbered_objectives(self):
            if objective.target and abs((objective.target - self.begun).days) > 3660:
                found.append(
                    FieldProblem(number, later("This date is more than ten years from the plan."))
                )
        return found


def _texts(plan: Plan) -> Iterable[tuple[str, str]]:
    for name in ("strengths", "needs", "abilities", "preferences", "step_down_when"):
        yield name, getattr(plan, name)
    for at, problem in enumerate(plan.problems, start=1):
        yield (
            f"problem {at}",
            max(problem.title, problem.client_words, problem.deferred_because, key=len),
        )
        parts: tuple[Goal | Objective | PlannedService, ...]
        parts = (*problem.goals, *problem.objectives, *problem.services)
        for part in parts:
            yield f"problem {at}", part.text


def numbered_objectives(plan: Plan) -> tuple[tuple[str, Objective], ...]:
    """Each objective with its printed number, "2.1" being the first of the second problem."""
    return tuple(
        (f"{at}.{step}", objective)
        for at, problem in enumerate(plan.problems, start=1)
        for step, objective in enumerate(problem.objectives, start=1)
    )


def checklist(plan: Plan, diagnoses: int) -> tuple[Check, ...]:
    """What must stand before a plan is signed, one line each.

    The lines that are needed are those an auditor asks for: a diagnosis, measurable and dated
    objectives, and a service with its dose for each problem.
    """
    active = [(at, p) for at, p in enumerate(plan.problems, start=1) if not p.deferred_because]
    checks = [
        Check("diagnosis", later("Diagnosis"), diagnoses > 0),
        Check("strengths", later("Strengths"), bool(plan.strengths.strip())),
        Check("problems", later("At least one problem"), bool(active)),
        Check("review", later("Date of the next review"), plan.next_review is not None),
    ]
    for at, problem in active:
        checks += _checks_of_problem(at, problem)
    family = any(s.kind == "family_session" for _, p in active for s in p.services)
    checks.append(Check("family", later("A family session"), family, is_needed=False))
    return tuple(checks)


def _checks_of_problem(at: int, problem: Problem) -> list[Check]:
    words = bool(problem.client_words.strip())
    goals = bool(problem.goals) and all(goal.text.strip() for goal in problem.goals)
    services = [service for service in problem.services if service.text.strip()]
    has_dose = bool(services) and all(service.dose.strip() for service in services)
    value = {"number": at}
    checks = [
        Check("words", later("Problem {number} in the client's words"), words, values=value),
        Check("goal", later("Goal for problem {number}"), goals, values=value),
        Check(
            "service", later("A service with its dose for problem {number}"), has_dose, values=value
        ),
    ]
    objectives = problem.objectives
    if not objectives:
        checks.append(
            Check("objective", later("An objective for problem {number}"), False, values=value)
        )
    for step, objective in enumerate(objectives, start=1):
        checks += _checks_of_objective(f"{at}.{step}", objective)
    return checks


def _checks_of_objective(number: str, objective: Objective) -> list[Check]:
    value = {"number": number}
    return [
        Check(
            "objective_text",
            later("Objective {number} has its words"),
            bool(objective.text.strip()),
            values=value,
        ),
        Check(
            "objective_measure",
            later("Objective {number} says how it is measured"),
            bool(objective.measure.strip()),
            values=value,
        ),
        Check(
            "objective_date",
            later("Objective {number} has a date"),
            objective.target is not None,
            values=value,
        ),
    ]


def content_hash(plan: Plan) -> str:
    """A fingerprint of what was signed: every word and date, without statuses or signatures."""
    content = asdict(plan)
    for key in ("state", "signed_at", "signed_by", "signatures", "replaces", "replaces_day"):
        del content[key]
    for problem in content["problems"]:
        for goal in problem["goals"]:
            for objective in goal["objectives"]:
                for key in ("status", "status_day", "proof"):
                    del objective[key]
    text = json.dumps(content, default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def signing_code(fingerprint: str) -> str:
    """The short code printed beside a screen signature: "7F3A-91"."""
    return f"{fingerprint[:4]}-{fingerprint[4:6]}".upper()
