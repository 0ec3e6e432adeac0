"""A drug screen with its analytes: what was found, what explains it, and what it comes to.

Refused, missed and unable are results of their own and never read as positive; a result alone
ends nobody's treatment.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cache
from typing import Any
from uuid import UUID

from iopdesk.domain.evaluation import LONGEST_WORDS, SCREEN_STATES, SPECIMENS
from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.resources import resource_path
from iopdesk.domain.wording import later

FINDINGS = {
    "": later("Not tested"),
    "negative": later("Negative"),
    "positive": later("Positive"),
    "inconclusive": later("Unclear"),
}
VALIDITIES = {
    "": later("Not checked"),
    "ok": later("In order"),
    "dilute": later("Diluted"),
    "adulterated": later("Adulterated"),
    "substituted": later("Substituted"),
    "invalid": later("Not usable"),
}
_UNUSABLE = frozenset({"adulterated", "substituted", "invalid"})
COLDEST, WARMEST = 60, 120


@dataclass(frozen=True)
class Finding:
    """One analyte: the quick result and, where it was asked for, the confirmed one."""

    presumptive: str = ""
    confirmed: str = ""
    level: str = ""

    @property
    def is_tested(self) -> bool:
        """Whether there is any result."""
        return bool(self.presumptive or self.confirmed)

    @property
    def is_positive(self) -> bool:
        """What it comes to: a confirmed result goes before a quick one."""
        return (self.confirmed or self.presumptive) == "positive"


@dataclass(frozen=True)
class ScreenDraft:
    """A screen as it is entered; `findings` by analyte, empty while nothing is back.

    `result` is chosen by hand only where no analytes are entered; else it is worked out.
    """

    day: date | None = None
    state: str = "collected"
    specimen: str = "urine"
    collected: time | None = None
    collected_by: str = ""
    panel: str = ""
    method: str = ""
    collection: str = ""
    reason: str = ""
    temperature_f: int | None = None
    validity: str = ""
    lab: str = ""
    lab_number: str = ""
    result_day: date | None = None
    result: str = ""
    note: str = ""
    findings: Mapping[str, Finding] = field(default_factory=dict)

    def problems(self, today: date) -> list[FieldProblem]:
        """Everything that keeps it from being saved."""
        found = [
            FieldProblem(name, "This is too long for the field.")
            for name in ("collected_by", "lab", "lab_number", "note")
            if len(getattr(self, name)) > LONGEST_WORDS
        ]
        if self.day is None:
            found.append(FieldProblem("day", "Set the day."))
        elif self.day > today and self.state != "drawn":
            found.append(FieldProblem("day", "This day has not come yet."))
        if self.state not in SCREEN_STATES or self.specimen not in SPECIMENS:
            found.append(FieldProblem("state", "Choose what happened."))
        has_results = bool(self.result) or any(each.is_tested for each in self.findings.values())
        if has_results and self.state != "collected":
            found.append(FieldProblem("state", "Only a collected screen has a result."))
        if self.temperature_f is not None and not COLDEST <= self.temperature_f <= WARMEST:
            found.append(FieldProblem("temperature_f", "Give the temperature in °F, 60 to 120."))
        if self.result_day and self.day and self.result_day < self.day:
            found.append(FieldProblem("result_day", "The result is older than the screen."))
        known = screen_codes("analytes")
        found += [
            FieldProblem("findings", "This panel has no such analyte.")
            for code, each in self.findings.items()
            if code not in known
            or each.presumptive not in FINDINGS
            or each.confirmed not in FINDINGS
        ]
        return found

    def comes_to(self, expected: Collection[str]) -> str:
        """The result as a whole; `expected` are the analytes that active medicines explain.

        What was found and is not explained goes before everything, confirmed before quick.
        """
        if self.state != "collected":
            return ""
        if self.validity in _UNUSABLE:
            return "invalid"
        tested = {code: each for code, each in self.findings.items() if each.is_tested}
        if not tested:
            return self.result
        positive = {code for code, each in tested.items() if each.is_positive}
        unexplained = positive - set(expected)
        if any(tested[code].confirmed == "positive" for code in unexplained):
            return "confirmed"
        if unexplained:
            return "presumptive"
        if any(code in tested and code not in positive for code in expected):
            return "expected_missing"
        if self.validity == "dilute":
            return "dilute"
        return "as_prescribed" if positive else "negative"


@dataclass(frozen=True)
class Screen:
    """A stored screen; `explained` names the medicine that explains an analyte."""

    screen_id: UUID
    draft: ScreenDraft
    result: str
    explained: Mapping[str, str]
    is_drawn: bool

    @property
    def waits(self) -> bool:
        """Whether nobody said yet what happened, or a result is not back."""
        return self.draft.state == "drawn" or (self.draft.state == "collected" and not self.result)


@cache
def screen_codes(kind: str) -> Mapping[str, Mapping[str, str]]:
    """Codes with their words: "analytes", "panels", "methods", "collection", "reasons"."""
    return {each["code"]: each["text"] for each in _data()[kind]}


def panel_analytes(panel: str) -> tuple[str, ...]:
    """The analytes of a panel, in its order; none for an unknown one."""
    found = (each["analytes"] for each in _data()["panels"] if each["code"] == panel)
    return tuple(next(found, ()))


@cache
def _data() -> dict[str, list[dict[str, Any]]]:
    path = resource_path("drug_screens.json")
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]
