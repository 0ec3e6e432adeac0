from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.setback import Safety, SetbackDraft, Step

TODAY = date(2026, 11, 19)
words = st.sampled_from(("", "  ", "Said so at check-in"))
drafts = st.builds(
    SetbackDraft,
    day=st.just(TODAY),
    what_happened=words,
    safety=st.sampled_from(Safety),
    safety_words=words,
    level_words=words,
    groups_words=words,
    supports_words=words,
    plan_words=words,
    placement_id=st.none() | st.just(uuid4()),
)


@given(drafts)
def test_following_the_next_step_answers_all_of_them(draft: SetbackDraft) -> None:
    seen, at = [], None
    while (step := draft.next_step(at)) is not None:
        assert step not in seen
        seen.append(step)
        draft, at = _answered(draft, step), step
    assert draft.open_steps() == ()


@given(drafts)
def test_safety_is_asked_before_anything_but_what_happened(draft: SetbackDraft) -> None:
    if draft.is_answered(Step.WHAT) and not draft.is_answered(Step.SAFETY):
        for after in (None, Step.WHAT, Step.GROUPS, Step.PLAN):
            assert draft.next_step(after) is Step.SAFETY


def test_someone_not_safe_needs_words_about_what_is_done() -> None:
    draft = SetbackDraft(TODAY, safety=Safety.AT_RISK)
    assert not draft.is_answered(Step.SAFETY)
    assert replace(draft, safety_words="988 called together").is_answered(Step.SAFETY)
    assert replace(draft, safety=Safety.SAFE).is_answered(Step.SAFETY)


def test_a_day_that_has_not_come_is_refused() -> None:
    assert [p.field for p in SetbackDraft(TODAY + timedelta(days=1)).problems(TODAY)] == ["day"]
    assert [p.field for p in SetbackDraft().problems(TODAY)] == ["day"]
    assert [p.field for p in SetbackDraft(date(2016, 11, 19)).problems(TODAY)] == ["day"]
    assert SetbackDraft(TODAY).problems(TODAY) == []
    long = SetbackDraft(TODAY, plan_words="x" * 2001)
    assert [p.field for p in long.problems(TODAY)] == ["plan_words"]


def _answered(draft: SetbackDraft, step: Step) -> SetbackDraft:
    field = {
        Step.WHAT: "what_happened",
        Step.SAFETY: "safety_words",
        Step.LEVEL: "level_words",
        Step.GROUPS: "groups_words",
        Step.SUPPORTS: "supports_words",
        Step.PLAN: "plan_words",
    }[step]
    draft = replace(draft, **{field: "answered"})  # type: ignore[arg-type]
    if step is Step.SAFETY and draft.safety is Safety.UNKNOWN:
        draft = replace(draft, safety=Safety.SAFE)
    return draft
