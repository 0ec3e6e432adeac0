"""Eligibility: no answer suggests a refusal; medicine for opioid use is an answer, not a bar."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.eligibility import (
    Conclusion,
    Outcome,
    Result,
    TestDraft,
    conditions_of,
    criteria,
    criterion,
    open_tests,
    suggested_outcome,
)
from iopdesk.domain.inquiry import InquiryState
from iopdesk.domain.language import Language

TODAY = date(2026, 11, 19)
RESULTS = st.lists(
    st.sampled_from(["", *Result]), min_size=len(criteria()), max_size=len(criteria())
)


def answers(results: list[str]) -> list[TestDraft]:
    return [
        TestDraft(one.key, result, "seen", one.remedies[0].key if result == Result.REMEDY else "")
        for one, result in zip(criteria(), results, strict=True)
    ]


@given(RESULTS)
def test_answers_suggest_a_yes_or_leave_it_to_people(results: list[str]) -> None:
    tests = answers(results)
    suggested = suggested_outcome(tests)
    assert suggested in (None, Outcome.ELIGIBLE, Outcome.CONDITIONAL)
    is_clear = set(results) <= {Result.MET, Result.REMEDY}
    assert (suggested is not None) == is_clear
    assert len(open_tests(tests)) == results.count("")
    if suggested is Outcome.CONDITIONAL:
        lines = conditions_of(tests, Language.SPANISH).splitlines()
        assert len(lines) == results.count(Result.REMEDY)


@given(st.sampled_from(["", *Outcome]), st.booleans(), st.integers(-3, 400), st.booleans())
def test_a_decision_names_what_it_needs(
    outcome: str, is_written: bool, days: int, has_day: bool
) -> None:
    until = TODAY + timedelta(days=days) if has_day else None
    words = "why" if is_written else " "
    found = {one.field for one in Conclusion(outcome, words, until, words).problems(TODAY)}
    if outcome == Outcome.ELIGIBLE:
        assert not found
    elif outcome == Outcome.CONDITIONAL:
        assert ("conditional_until" in found) == (not has_day or not 0 <= days <= 180)
        assert ("conditions" in found) == (not is_written)
    elif outcome:
        assert found == (set() if is_written else {"note"})
    else:
        assert found == {"outcome"}


def test_medicine_is_treatment_and_never_a_bar_in_either_language() -> None:
    abstinence = criterion("abstinence")
    assert abstinence is not None
    assert "never a bar" in abstinence.asks[Language.ENGLISH]
    assert "nunca impiden" in abstinence.asks[Language.SPANISH]
    # the first usual answer by which this test is met
    assert "Medicine" in abstinence.usual[0][Language.ENGLISH]


def test_every_test_has_remedies_and_all_words_in_both_languages() -> None:
    assert {one.value for one in Outcome} < {one.value for one in InquiryState}
    for one in criteria():
        assert one.remedies
        for texts in (one.words, one.asks, *one.usual, *(each.words for each in one.remedies)):
            assert texts[Language.ENGLISH] != texts[Language.SPANISH]
