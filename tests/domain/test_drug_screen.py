"""What a drug screen comes to: explained, confirmed, diluted; never positive by not coming."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.drug_screen import (
    Finding,
    ScreenDraft,
    panel_analytes,
    screen_codes,
)

TODAY = date(2026, 11, 19)
POSITIVE, NEGATIVE = Finding("positive"), Finding("negative")


@pytest.mark.parametrize(
    ("findings", "expected", "validity", "result"),
    [
        ({}, set(), "", ""),
        ({"THC": NEGATIVE}, set(), "ok", "negative"),
        ({"THC": POSITIVE}, set(), "ok", "presumptive"),
        ({"THC": Finding("positive", "negative")}, set(), "", "negative"),
        ({"THC": Finding("positive", "positive")}, set(), "", "confirmed"),
        ({"BUP": POSITIVE, "THC": NEGATIVE}, {"BUP"}, "", "as_prescribed"),
        ({"BUP": POSITIVE, "THC": POSITIVE}, {"BUP"}, "", "presumptive"),
        ({"BUP": NEGATIVE}, {"BUP"}, "", "expected_missing"),
        ({"THC": NEGATIVE}, {"BUP"}, "", "negative"),
        ({"THC": NEGATIVE}, set(), "dilute", "dilute"),
        ({"THC": POSITIVE}, set(), "dilute", "presumptive"),
        ({"THC": POSITIVE}, set(), "substituted", "invalid"),
    ],
)
def test_what_it_comes_to(
    findings: dict[str, Finding], expected: set[str], validity: str, result: str
) -> None:
    draft = ScreenDraft(TODAY, findings=findings, validity=validity)
    assert draft.problems(TODAY) == []
    assert draft.comes_to(expected) == result


FINDINGS = st.builds(
    Finding,
    st.sampled_from(["", "negative", "positive", "inconclusive"]),
    st.sampled_from(["", "negative", "positive"]),
)


@given(
    st.dictionaries(st.sampled_from(list(screen_codes("analytes"))), FINDINGS),
    st.sampled_from(["refused", "missed", "unable", "drawn"]),
)
def test_not_coming_and_refusing_are_never_positive(
    findings: dict[str, Finding], state: str
) -> None:
    draft = ScreenDraft(TODAY, state, findings=findings)
    assert draft.comes_to(()) == ""
    if any(one.is_tested for one in findings.values()):
        assert "Only a collected screen has a result." in {p.words for p in draft.problems(TODAY)}


def test_panels_hold_known_analytes_in_both_languages() -> None:
    for panel in screen_codes("panels"):
        assert set(panel_analytes(panel)) <= screen_codes("analytes").keys()
    for kind in ("analytes", "panels", "methods", "collection", "reasons"):
        assert all(texts.keys() == {"en", "es"} for texts in screen_codes(kind).values())
    assert panel_analytes("none") == ()
