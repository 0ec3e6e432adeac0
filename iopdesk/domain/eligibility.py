"""Whether this program fits this person now: tests, remedies, opinions, and a person's decision.

The tests are data (resources/eligibility.json). Nothing here refuses anyone: `suggested_outcome`
proposes a yes or a conditional yes, and leaves everything else to the people who decide.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

from iopdesk.domain.inquiry import InquiryState
from iopdesk.domain.language import Language
from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.resources import resource_path
from iopdesk.domain.wording import later

LONGEST_EVIDENCE = 1000
LONGEST_CONDITION = timedelta(days=180)
OTHER = "other"
Texts = dict[Language, str]


class Result(StrEnum):
    """What was found for one test."""

    MET = "met"
    REMEDY = "remedy"
    NOT_MET = "not_met"


RESULT_WORDS = {
    Result.MET: later("Met"),
    Result.REMEDY: later("Met with a remedy"),
    Result.NOT_MET: later("Not met now"),
}


class Outcome(StrEnum):
    """A decision; the same words as the state that the inquiry reaches by it."""

    ELIGIBLE = InquiryState.ELIGIBLE
    CONDITIONAL = InquiryState.CONDITIONAL
    WAITLIST = InquiryState.WAITLIST
    NOT_ELIGIBLE = InquiryState.NOT_ELIGIBLE


OUTCOME_WORDS = {
    Outcome.ELIGIBLE: later("Eligible"),
    Outcome.CONDITIONAL: later("Eligible on conditions"),
    Outcome.WAITLIST: later("Eligible, on the waitlist"),
    Outcome.NOT_ELIGIBLE: later("Not this program now"),
}


@dataclass(frozen=True)
class Remedy:
    """What can be done where a test is not met."""

    key: str
    words: Texts


@dataclass(frozen=True)
class Criterion:
    """One test: its name, what to ask, usual evidence, remedies."""

    key: str
    words: Texts
    asks: Texts
    usual: tuple[Texts, ...]
    remedies: tuple[Remedy, ...]

    def remedy_words(self, key: str, language: Language) -> str:
        """A remedy in words; a key of another version as it is, nothing for `OTHER`."""
        if key == OTHER:
            return ""
        return next((one.words[language] for one in self.remedies if one.key == key), key)


@cache
def criteria() -> tuple[Criterion, ...]:
    """The tests in the order in which they are asked."""
    data = json.loads(resource_path("eligibility.json").read_text("utf-8"))
    return tuple(
        Criterion(
            one["key"],
            _texts(one["words"]),
            _texts(one["asks"]),
            tuple(_texts(each) for each in one["usual"]),
            tuple(Remedy(each["key"], _texts(each["words"])) for each in one["remedies"]),
        )
        for one in data["criteria"]
    )


def criterion(key: str) -> Criterion | None:
    """The test of a key; None for one of another version."""
    return next((one for one in criteria() if one.key == key), None)


@dataclass(frozen=True)
class TestDraft:
    """One test as it is answered; `remedy` is a key of its criterion, or `OTHER`."""

    __test__ = False
    criterion: str
    result: str = ""
    evidence: str = ""
    remedy: str = ""
    remedy_words: str = ""
    remedy_due: date | None = None

    def problems(self) -> list[FieldProblem]:
        """Everything that keeps this from being saved."""
        found = []
        if len(self.evidence) > LONGEST_EVIDENCE:
            found.append(FieldProblem("evidence", "This is too long for the field."))
        if len(self.remedy_words) > LONGEST_EVIDENCE:
            found.append(FieldProblem("remedy_words", "This is too long for the field."))
        known = self.remedy and self.remedy != OTHER
        if self.result == Result.REMEDY and not (known or self.remedy_words.strip()):
            found.append(FieldProblem("remedy", "Choose what is done about it."))
        if self.result == Result.NOT_MET and not self.evidence.strip():
            found.append(FieldProblem("evidence", "Say what was found."))
        return found

    @property
    def is_answered(self) -> bool:
        """Whether a person has said what was found."""
        return self.result in set(Result)


@dataclass(frozen=True)
class Conclusion:
    """What the assessor proposes after the tests."""

    outcome: str = ""
    conditions: str = ""
    conditional_until: date | None = None
    note: str = ""

    def problems(self, today: date) -> list[FieldProblem]:
        """Everything that keeps it from being decided."""
        found = []
        if self.outcome not in set(Outcome):
            found.append(FieldProblem("outcome", "Choose what was decided."))
        if self.outcome == Outcome.CONDITIONAL:
            if not self.conditions.strip():
                found.append(FieldProblem("conditions", "Write what must happen."))
            if self.conditional_until is None:
                found.append(FieldProblem("conditional_until", "Set the day by which."))
            elif not today <= self.conditional_until <= today + LONGEST_CONDITION:
                found.append(
                    FieldProblem("conditional_until", "Choose a day in the next half year.")
                )
        if self.outcome in (Outcome.NOT_ELIGIBLE, Outcome.WAITLIST) and not self.note.strip():
            found.append(FieldProblem("note", "Say why, and what is offered instead."))
        for name in ("conditions", "note"):
            if len(getattr(self, name)) > LONGEST_EVIDENCE:
                found.append(FieldProblem(name, "This is too long for the field."))
        return found


@dataclass(frozen=True)
class Test:
    """A stored test; `remedy_done` is the day on which its remedy stood."""

    __test__ = False
    test_id: UUID
    draft: TestDraft
    remedy_done: date | None = None


@dataclass(frozen=True)
class Opinion:
    """What one member of the team said."""

    staff_id: UUID
    by: str
    at: datetime
    agrees: bool
    words: str


@dataclass(frozen=True)
class Eligibility:
    """One decision with all that led to it; undecided while `decided_at` is empty."""

    eligibility_id: UUID
    day: date
    assessor: str
    assessor_id: UUID
    conclusion: Conclusion
    tests: tuple[Test, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    decided_at: datetime | None = None
    decided_by: str = ""
    conditions_met: date | None = None

    def test(self, key: str) -> TestDraft:
        """The answer to a test; an empty one while nobody answered."""
        found = next((one.draft for one in self.tests if one.draft.criterion == key), None)
        return found or TestDraft(key)


@dataclass(frozen=True)
class EligibilityView:
    """What the wizard shows: the client, the open decision, and those before it."""

    client_id: UUID
    name: str
    chart_number: str
    language: str
    today: date
    in_program: bool
    wants: str = ""
    referral_source: str = ""
    current: Eligibility | None = None
    decided: tuple[Eligibility, ...] = field(default=())
    opinions_wanted: int = 0

    @property
    def seen(self) -> UUID | None:
        """The decision that an answer belongs to: the open one, or the one it comes after."""
        newest = self.current or (self.decided[-1] if self.decided else None)
        return newest.eligibility_id if newest else None


def open_tests(tests: Sequence[TestDraft]) -> list[str]:
    """Keys of the tests that nobody answered yet, in their order."""
    answered = {one.criterion for one in tests if one.is_answered}
    return [one.key for one in criteria() if one.key not in answered]


def suggested_outcome(tests: Sequence[TestDraft]) -> Outcome | None:
    """What the answers speak for; None where only people can say, and while some are open.

    A test that is not met never suggests a refusal.
    """
    if open_tests(tests) or any(one.result == Result.NOT_MET for one in tests):
        return None
    is_all_met = all(one.result == Result.MET for one in tests)
    return Outcome.ELIGIBLE if is_all_met else Outcome.CONDITIONAL


def conditions_of(tests: Sequence[TestDraft], language: Language) -> str:
    """The remedies as conditions to begin with, a line each."""
    lines = []
    for test in tests:
        known = criterion(test.criterion)
        if test.result != Result.REMEDY or known is None:
            continue
        words = known.remedy_words(test.remedy, language) if test.remedy else ""
        lines.append(": ".join(part for part in (words, test.remedy_words.strip()) if part))
    return "\n".join(lines)


def _texts(data: Any) -> Texts:
    return {language: str(data[language.value]) for language in Language}
