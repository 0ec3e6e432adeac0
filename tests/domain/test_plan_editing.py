"""Editing a plan in memory: parts are set, added, moved and removed; others' changes come in."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.plan import Goal, Objective, Plan, PlannedService, PlanState, Problem
from iopdesk.domain.plan_draft import plan_of_values, values_of_plan
from iopdesk.domain.plan_editing import added, found, moved, rebased, with_values, without


def objective(text: str = "") -> Objective:
    row_id = uuid4()
    return Objective(row_id, row_id, text, target=date(2026, 12, 12))


def a_plan(*texts: str) -> Plan:
    problems = tuple(
        Problem(
            uuid4(),
            title=text,
            goals=(Goal(uuid4(), text, (objective(f"{text} 1"), objective(f"{text} 2"))),),
            services=(PlannedService(uuid4(), text=text),),
        )
        for text in texts
    )
    return Plan(
        uuid4(), uuid4(), uuid4(), 1, PlanState.DRAFT, date(2026, 11, 19), problems=problems
    )


def test_a_part_anywhere_is_set_moved_added_and_removed() -> None:
    plan = a_plan("one", "two")
    goal = plan.problems[1].goals[0]
    first, second = goal.objectives
    assert found(with_values(plan, first.id, text="x"), first.id) == replace(first, text="x")
    assert moved(plan, first.id, 1).problems[1].objectives == (second, first)
    assert moved(plan, first.id, -5) == plan
    new = objective("new")
    assert added(plan, goal.id, new, first.id).problems[1].objectives == (first, new, second)
    assert found(without(plan, second.id), second.id) is None
    assert without(plan, plan.problems[0].id).problems == plan.problems[1:]


def test_what_others_stored_comes_in_below_what_was_typed_since() -> None:
    sent = a_plan("one", "two")
    goal = sent.problems[0].goals[0]
    now = with_values(sent, goal.id, text="typed since")
    stored = with_values(sent, sent.id, needs="theirs")
    theirs = Problem(uuid4(), title="their new one")
    stored = added(without(stored, sent.problems[1].id), sent.id, theirs)
    shown = rebased(now, sent, stored)
    assert shown.needs == "theirs"
    assert [problem.title for problem in shown.problems] == ["one", "their new one"]
    assert shown.problems[0].goals[0].text == "typed since"


def test_a_part_that_others_removed_stays_while_it_is_written_on() -> None:
    sent = a_plan("one", "two")
    written = sent.problems[1]
    now = with_values(sent, written.goals[0].id, text="typed")
    assert rebased(now, sent, without(sent, written.id)).problems[1].goals[0].text == "typed"


@given(st.lists(st.text(max_size=20), max_size=3))
def test_a_kept_plan_comes_back_as_it_was(texts: list[str]) -> None:
    plan = a_plan(*texts)
    assert plan_of_values(values_of_plan(plan)) == plan


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=3), st.text(max_size=5))
def test_with_nothing_typed_the_form_shows_what_is_stored(texts: list[str], needs: str) -> None:
    sent = a_plan(*texts)
    stored = with_values(sent, sent.id, needs=needs)
    assert rebased(sent, sent, stored) == stored


def test_an_unknown_part_changes_nothing() -> None:
    plan = a_plan("one")
    assert with_values(plan, UUID(int=1), text="x") == plan
    assert moved(plan, UUID(int=1), 1) == plan
    assert added(plan, UUID(int=1), objective()) == plan
