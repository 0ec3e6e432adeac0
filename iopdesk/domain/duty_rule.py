"""Rules of what is due by when: counting from an event, and the presets of the states.

"Base event plus n calendar days, treatment days or sessions, at most so many calendar days, warned
ahead." Counting knows dates only, so no clock and no change of daylight saving can move a due day.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from itertools import islice
from typing import Any

from iopdesk.domain.clinic_rules import ClinicRules
from iopdesk.domain.duty import DutyKind
from iopdesk.domain.resources import resource_path
from iopdesk.domain.wording import later

_ONE_DAY = timedelta(days=1)
_MOST = 730


class Unit(StrEnum):
    """What a rule counts; a treatment day has a session that the client attended."""

    CALENDAR_DAYS = "calendar_days"
    TREATMENT_DAYS = "treatment_days"
    SESSIONS = "sessions"


class Base(StrEnum):
    """The event a rule counts from; its own day is day 0 and not counted."""

    ADMISSION = "admission"
    PLAN_SIGNED = "plan_signed"
    LEVEL_CHANGE = "level_change"
    SETBACK = "setback"
    WEEK = "week"


STATE_WORDS = {
    "CA": later("California"),
    "MN": later("Minnesota"),
    "other": later("Another state"),
}


@dataclass(frozen=True)
class Rule:
    """One rule; `about` tells rules of one kind apart, such as which evaluation.

    `cap` is the latest due day in calendar days after the base, `warn` how many of the rule's
    units before the due day it is shown first. `source` is the law it comes from, empty for good
    practice; `verify` marks what nobody has checked yet against its present text.
    """

    kind: DutyKind
    base: Base
    n: int
    unit: Unit = Unit.CALENDAR_DAYS
    cap: int | None = None
    warn: int = 0
    repeats: bool = False
    about: str = ""
    source: str = ""
    note: str = ""
    verify: bool = True

    def problems(self) -> list[str]:
        """What keeps this rule from being counted; for whoever edits duty_rules.json."""
        found = []
        if not 0 <= self.n <= _MOST:
            found.append("n is 0 to 730")
        if not 0 <= self.warn <= self.n:
            found.append("warn is 0 to n")
        if self.cap is not None and not 0 < self.cap <= _MOST:
            found.append("cap is 1 to 730")
        if self.unit is not Unit.CALENDAR_DAYS and (self.cap is None or self.n < 1):
            found.append("a count of sessions or treatment days needs n and a cap")
        if self.repeats and not self.warn < self.n:
            found.append("a rule that repeats warns after the last time is over")
        return found


@dataclass(frozen=True)
class Deadline:
    """From when on something is shown, and by when it is to be done (that day included)."""

    warn: date
    due: date


@dataclass(frozen=True)
class Preset:
    """The rules of a state."""

    state: str
    rules: tuple[Rule, ...]

    def rule(self, kind: DutyKind, about: str = "") -> Rule | None:
        """The rule of a kind, if the state has one."""
        return next((r for r in self.rules if r.kind is kind and r.about == about), None)

    def of_kind(self, kind: DutyKind) -> tuple[Rule, ...]:
        """All rules of a kind."""
        return tuple(rule for rule in self.rules if rule.kind is kind)


def deadline(
    rule: Rule, base: date, counted: Collection[date] = (), closed: Collection[date] = ()
) -> Deadline:
    """When a rule's first term ends.

    `counted` are the days of the sessions a client attended, one entry a session. While fewer
    than n have been, the cap is the due day. What falls due on closed days is warned of by the
    last open day before.
    """
    return _term(rule, base, _days_counted(rule, base, counted), closed)


def next_deadline(
    rule: Rule,
    base: date,
    counted: Collection[date] = (),
    closed: Collection[date] = (),
    last_done: date | None = None,
) -> Deadline | None:
    """The term that waits; None once a rule that doesn't repeat was done.

    Terms of a rule that repeats follow one another from the base, however late or early each was
    done, so they never drift. What was done once a term was warned of counts for that term.
    """
    if not rule.repeats:
        return deadline(rule, base, counted, closed) if last_done is None else None
    for term in terms(rule, base, counted, closed):
        if last_done is None or term.warn > last_done:
            return term
    return None


def terms(
    rule: Rule, base: date, counted: Collection[date] = (), closed: Collection[date] = ()
) -> Iterator[Deadline]:
    """One term after the other, each from the due day of the one before, to the end of dates."""
    while True:
        term = _term(rule, base, _days_counted(rule, base, counted), closed)
        yield term
        if term.due <= base or term.due == date.max:
            return
        base = term.due


def units_passed(rule: Rule, base: date, today: date, counted: Collection[date] = ()) -> int:
    """How many of the rule's units have passed since the base, up to and with `today`."""
    if rule.unit is Unit.CALENDAR_DAYS:
        return max((today - base).days, 0)
    return sum(1 for day in _days_counted(rule, base, counted) if day <= today)


def _days_counted(rule: Rule, base: date, counted: Collection[date]) -> list[date]:
    if rule.unit is Unit.CALENDAR_DAYS:
        return []
    days: Collection[date] = set(counted) if rule.unit is Unit.TREATMENT_DAYS else counted
    return sorted(day for day in days if day > base)


def _term(rule: Rule, base: date, days: list[date], closed: Collection[date]) -> Deadline:
    if rule.unit is Unit.CALENDAR_DAYS:
        n = rule.n if rule.cap is None else min(rule.n, rule.cap)
        due = _plus(base, n)
        warn = _plus(base, max(n - rule.warn, 0))
    else:
        cap = _MOST if rule.cap is None else rule.cap
        due = min(_nth(days, rule.n), _plus(base, cap))
        early = _nth(days, rule.n - rule.warn) if rule.n > rule.warn else base
        warn = min(early, _plus(base, max(cap - rule.warn, 0)), due)
    open_day = due
    while open_day in closed and open_day > base:
        open_day -= _ONE_DAY
    return Deadline(min(warn, open_day), due)


def _nth(days: list[date], n: int) -> date:
    return next(islice(days, n - 1, None), date.max)


def _plus(day: date, days: int) -> date:
    return day + timedelta(days=days) if days <= (date.max - day).days else date.max


def preset_of(rules: ClinicRules) -> Preset:
    """The state's rules with the clinic's own numbers in their place; 0 is the state's."""
    preset = presets().get(rules.state) or presets()["other"]
    return replace(preset, rules=tuple(_own(rule, rules) for rule in preset.rules))


def _own(rule: Rule, rules: ClinicRules) -> Rule:
    n = {
        (DutyKind.PLAN, ""): rules.plan_days,
        (DutyKind.REVIEW, "intensive"): rules.review_days,
        (DutyKind.EVALUATION, rule.about): rules.evaluation_days,
    }.get((rule.kind, rule.about), 0)
    if not n:
        return rule
    return replace(rule, n=n, warn=min(rule.warn, n), source="", note="", verify=False)


@cache
def presets() -> dict[str, Preset]:
    """Every state's rules as they ship; ValueError names what is wrong in the file."""
    path = resource_path("duty_rules.json")
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    found = {one["state"]: _preset(one) for one in data["presets"]}
    if set(found) != set(STATE_WORDS):
        raise ValueError(f"{path.name}: presets of {sorted(found)}, words of {sorted(STATE_WORDS)}")
    return found


def _preset(data: dict[str, Any]) -> Preset:
    rules = tuple(_rule(data["state"], one) for one in data["rules"])
    names = [(rule.kind, rule.about) for rule in rules]
    if len(set(names)) < len(names):
        raise ValueError(f"duty_rules.json, {data['state']}: a rule stands there twice")
    return Preset(data["state"], rules)


def _rule(state: str, data: dict[str, Any]) -> Rule:
    values = {**data, "kind": DutyKind(data["kind"]), "base": Base(data["base"])}
    values["unit"] = Unit(data.get("unit", Unit.CALENDAR_DAYS))
    rule = Rule(**values)
    if problems := rule.problems():
        raise ValueError(f"duty_rules.json, {state}, {rule.kind} {rule.about}: {problems}")
    return rule
