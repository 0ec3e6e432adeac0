"""The starter library of problems, goals, objectives and services, in both languages.

A library text is a starting point: copied into a plan it is the plan's own and may be changed.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from iopdesk.domain.language import Language
from iopdesk.domain.plan import Goal, Objective, PlannedService, Problem
from iopdesk.domain.resources import resource_path

Texts = dict[Language, str]


@dataclass(frozen=True)
class LibraryObjective:
    """A suggested objective; due `target_days` after the plan begins."""

    goal: str
    texts: Texts
    measure: str
    target_days: int


@dataclass(frozen=True)
class LibraryService:
    """A suggested service with its dose."""

    kind: str
    texts: Texts
    doses: Texts


@dataclass(frozen=True)
class LibraryProblem:
    """A suggested problem with all that belongs to it."""

    key: str
    dimension: int
    titles: Texts
    statements: Texts
    goals: dict[str, Texts]
    objectives: tuple[LibraryObjective, ...]
    services: tuple[LibraryService, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True)
class PlanLibrary:
    """All suggestions, and the words for measures and kinds of service."""

    problems: tuple[LibraryProblem, ...]
    measures: dict[str, Texts]
    kinds: dict[str, Texts]
    dimensions: dict[int, dict[int, str]]

    def measure_words(self, code: str, language: Language) -> str:
        """A measure in words; what staff typed themselves stays as it is."""
        return self.measures[code][language] if code in self.measures else code

    def kind_words(self, code: str, language: Language) -> str:
        """A kind of service in words; what staff typed themselves stays as it is."""
        return self.kinds[code][language] if code in self.kinds else code


@cache
def plan_library() -> PlanLibrary:
    """The library that ships with the program."""
    raw = json.loads(resource_path("plan_library.json").read_text(encoding="utf-8"))
    return PlanLibrary(
        problems=tuple(_problem(problem) for problem in raw["problems"]),
        measures={code: _texts(words) for code, words in raw["measures"].items()},
        kinds={code: _texts(words) for code, words in raw["intervention_types"].items()},
        dimensions={
            edition: {int(n): name for n, name in raw[f"dimensions_{edition}e"].items()}
            for edition in (3, 4)
        },
    )


def problem_from_library(
    suggestion: LibraryProblem, begun: date, language: Language, new_id: Callable[[], UUID]
) -> Problem:
    """A plan's own copy of a suggestion, in the plan's language, with its dates reckoned."""
    goals = tuple(
        Goal(
            id=new_id(),
            text=texts[language],
            objectives=tuple(
                _objective(objective, begun, language, new_id())
                for objective in suggestion.objectives
                if objective.goal == key
            ),
        )
        for key, texts in suggestion.goals.items()
    )
    return Problem(
        id=new_id(),
        title=suggestion.titles[language],
        client_words=suggestion.statements[language],
        dimension=suggestion.dimension,
        since=begun,
        origin=suggestion.key,
        goals=goals,
        services=tuple(
            PlannedService(new_id(), s.kind, s.texts[language], s.doses[language])
            for s in suggestion.services
        ),
    )


def _objective(
    suggestion: LibraryObjective, begun: date, language: Language, row_id: UUID
) -> Objective:
    return Objective(
        id=row_id,
        lineage_id=row_id,
        text=suggestion.texts[language],
        measure=suggestion.measure,
        target=begun + timedelta(days=suggestion.target_days),
    )


def _texts(raw: dict[str, str], prefix: str = "") -> Texts:
    return {language: raw[f"{prefix}{language}"] for language in Language}


def _problem(raw: dict[str, Any]) -> LibraryProblem:
    return LibraryProblem(
        key=raw["id"],
        dimension=raw["dimension_3e"],
        titles=_texts(raw, "title_"),
        statements=_texts(raw, "statement_"),
        goals={goal["id"]: _texts(goal) for goal in raw["goals"]},
        objectives=tuple(
            LibraryObjective(o["goal"], _texts(o), o["measure"], o["target_days"])
            for o in raw["objectives"]
        ),
        services=tuple(
            LibraryService(s["type"], _texts(s), _texts(s, "frequency_"))
            for s in raw["interventions"]
        ),
        tags=tuple(raw.get("tags", ())),
    )
