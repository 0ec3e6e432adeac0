"""Counting what is due by when: never past the cap, never later for more treatment, no drift."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.clinic_rules import ClinicRules
from iopdesk.domain.duty import DutyKind
from iopdesk.domain.duty_rule import (
    STATE_WORDS,
    Base,
    Rule,
    Unit,
    deadline,
    next_deadline,
    preset_of,
    presets,
    terms,
    units_passed,
)
from iopdesk.domain.evaluation import EvaluationKind

DAY = date(2026, 10, 22)
MINNESOTA = Rule(
    DutyKind.PLAN, Base.ADMISSION, 10, Unit.TREATMENT_DAYS, cap=30, warn=3, source="245G.06"
)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    unit = draw(st.sampled_from(Unit))
    n = draw(st.integers(1, 120))
    warn = draw(st.integers(0, n - 1))
    counted = unit is not Unit.CALENDAR_DAYS
    cap = draw(st.integers(1, 200)) if counted or draw(st.booleans()) else None
    return Rule(DutyKind.PLAN, Base.ADMISSION, n, unit, cap, warn, draw(st.booleans()))


days = st.dates(date(1990, 1, 1), date(2090, 1, 1))
near = st.lists(st.integers(0, 120), max_size=60)


def _after(base: date, offsets: list[int]) -> list[date]:
    return [base + timedelta(days=each) for each in offsets]


@given(rules(), days, near, near)
def test_never_past_the_cap_and_warned_before(
    rule: Rule, base: date, sessions: list[int], closed: list[int]
) -> None:
    assert rule.problems() == []
    term = deadline(rule, base, _after(base, sessions), set(_after(base, closed)))
    assert base <= term.warn <= term.due
    if rule.cap is not None:
        assert term.due <= base + timedelta(days=rule.cap)
    if rule.unit is Unit.CALENDAR_DAYS and rule.cap is None:
        assert term.due == base + timedelta(days=rule.n)


@given(rules(), days, near, near)
def test_more_treatment_never_moves_a_due_day_later(
    rule: Rule, base: date, sessions: list[int], more: list[int]
) -> None:
    before = deadline(rule, base, _after(base, sessions))
    after = deadline(rule, base, _after(base, sessions + more))
    assert after.due <= before.due
    assert after.warn <= before.warn


@given(rules(), days, near)
def test_counting_is_the_naive_count(rule: Rule, base: date, sessions: list[int]) -> None:
    attended = _after(base, sessions)
    due, passed = None, 0
    for ahead in range(1, 201):
        day = base + timedelta(days=ahead)
        here = attended.count(day)
        passed += {
            Unit.CALENDAR_DAYS: 1,
            Unit.TREATMENT_DAYS: min(here, 1),
            Unit.SESSIONS: here,
        }[rule.unit]
        assert units_passed(rule, base, day, attended) == passed
        if due is None and (passed >= rule.n or ahead == rule.cap):
            due = day
    assert deadline(rule, base, attended).due == due


@given(rules(), days, near)
def test_the_order_of_sessions_does_not_matter(rule: Rule, base: date, sessions: list[int]) -> None:
    there = _after(base, sessions)
    assert deadline(rule, base, there) == deadline(rule, base, sorted(there, reverse=True))


@given(st.integers(1, 400), days, st.integers(1, 40), st.data())
def test_what_repeats_never_drifts(n: int, base: date, k: int, data: st.DataObject) -> None:
    warn = data.draw(st.integers(0, n - 1))
    rule = Rule(DutyKind.REVIEW, Base.PLAN_SIGNED, n, warn=warn, repeats=True)
    found = list(islice(terms(rule, base), k))
    assert [term.due for term in found] == [base + timedelta(days=n * at) for at in range(1, k + 1)]
    # whenever within its term one was done, the next is due on its own day
    done = data.draw(st.dates(found[-1].warn, found[-1].due))
    following = next_deadline(rule, base, last_done=done)
    assert following is not None
    assert following.due == base + timedelta(days=n * (k + 1))


def test_what_does_not_repeat_is_done_once() -> None:
    rule = replace(MINNESOTA, repeats=False)
    assert next_deadline(rule, DAY, last_done=DAY) is None
    assert next_deadline(rule, DAY) == deadline(rule, DAY)


def test_minnesota_counts_days_with_a_session_without_the_first() -> None:
    sessions = [DAY + timedelta(days=2 * at) for at in range(20)]
    twice_a_day = [*sessions, *sessions]
    # the day of service initiation is not counted: the tenth is the 20th day after it
    assert deadline(MINNESOTA, DAY, twice_a_day).due == DAY + timedelta(days=20)
    assert deadline(MINNESOTA, DAY, sessions[:8]).due == DAY + timedelta(days=30)
    assert deadline(MINNESOTA, DAY, twice_a_day).warn == DAY + timedelta(days=14)


def test_daylight_saving_and_leap_days_count_as_days() -> None:
    rule = Rule(DutyKind.PLAN, Base.ADMISSION, 30)
    assert deadline(rule, date(2026, 10, 15)).due == date(2026, 11, 14)
    assert deadline(rule, date(2026, 2, 20)).due == date(2026, 3, 22)
    assert deadline(rule, date(2028, 2, 1)).due == date(2028, 3, 2)


def test_a_closed_due_day_is_warned_of_before() -> None:
    rule = Rule(DutyKind.PLAN, Base.ADMISSION, 5)
    closed = {DAY + timedelta(days=4), DAY + timedelta(days=5)}
    term = deadline(rule, DAY, closed=closed)
    assert (term.warn, term.due) == (DAY + timedelta(days=3), DAY + timedelta(days=5))


def test_the_last_day_of_all_is_no_crash() -> None:
    rule = Rule(DutyKind.PLAN, Base.ADMISSION, 30, repeats=True)
    assert deadline(rule, date.max).due == date.max
    assert len(list(terms(rule, date.max - timedelta(days=45)))) == 2


@pytest.mark.parametrize("state", STATE_WORDS)
def test_every_state_has_its_rules(state: str) -> None:
    preset = presets()[state]
    assert preset.rule(DutyKind.PLAN)
    assert {"intensive", "step_down", "level_change", "setback"} == {
        rule.about for rule in preset.of_kind(DutyKind.REVIEW)
    }
    assert {rule.about for rule in preset.of_kind(DutyKind.EVALUATION)} == set(EvaluationKind)
    assert all(rule.note and not rule.problems() for rule in preset.rules)


def test_a_clinic_sets_its_own_numbers() -> None:
    assert preset_of(ClinicRules()).rule(DutyKind.PLAN) == presets()["CA"].rule(DutyKind.PLAN)
    own = preset_of(ClinicRules(state="MN", plan_days=7, review_days=20, evaluation_days=10))
    plan = own.rule(DutyKind.PLAN)
    assert plan is not None
    assert (plan.n, plan.unit, plan.cap) == (7, Unit.TREATMENT_DAYS, 30)
    review = own.rule(DutyKind.REVIEW, "intensive")
    assert review is not None
    assert review.n == 20
    assert {rule.n for rule in own.of_kind(DutyKind.EVALUATION)} == {10}
    assert all(rule.problems() == [] for rule in own.rules)
    assert preset_of(ClinicRules(state="NY")).state == "other"


def test_wrong_rules_are_named() -> None:
    bad = Rule(DutyKind.PLAN, Base.ADMISSION, 5, Unit.SESSIONS, warn=9, repeats=True)
    assert len(bad.problems()) == 3
    assert Rule(DutyKind.PLAN, Base.ADMISSION, -1, cap=0).problems()
