"""Diagnoses: found by the words people use, and coded by severity and remission."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.diagnosis_codes import (
    UseDisorder,
    diagnosis_codes,
    diagnosis_words,
    find_codes,
    fitting_code,
    use_disorders,
)
from iopdesk.domain.health import Diagnosis
from iopdesk.domain.wording import Wording


def codes_for(typed: str, language: str = "en") -> list[str]:
    return [one.code for one in find_codes(typed, language)]


def test_a_use_disorder_is_found_by_words_in_any_order() -> None:
    first = find_codes("severe alcohol", "en")[0]
    assert (first.code, first.in_full("en")) == ("F10.20", "Alcohol use disorder, severe")


def test_spanish_words_find_the_same_code_on_either_screen() -> None:
    for language in ("en", "es"):
        first = find_codes("alcohol grave", language)[0]
        assert first.code == "F10.20"
        assert first.in_full("es") == "Trastorno por consumo de alcohol, grave"


@pytest.mark.parametrize(
    ("typed", "starts"),
    [
        ("bebida", "F10"),
        ("beer", "F10"),
        ("alcohol", "F10"),
        ("opioid", "F11"),
        ("heroína", "F11"),
        ("pastillas para dormir", "F13"),
        ("meth", "F15"),
        ("cristal", "F15"),
        ("weed", "F12"),
        ("fumar", "Z72.0"),
        ("depression", "F32"),
        ("ansiedad", "F4"),
        ("PTSD", "F43.1"),
        ("trauma", "F43.1"),
        ("homeless", "Z59"),
        ("cárcel", "Z65"),
    ],
)
def test_everyday_words_find_what_they_mean(typed: str, starts: str) -> None:
    assert codes_for(typed)[0].startswith(starts)
    assert codes_for(typed.upper())[0].startswith(starts)


def test_a_code_is_found_by_its_number_and_nothing_by_nothing() -> None:
    assert set(codes_for("f11.2")) >= {"F11.20", "F11.21"}
    assert find_codes("", "en") == find_codes("zzz", "en") == find_codes(" ,", "en") == ()


def test_every_code_has_words_in_both_languages() -> None:
    assert len(diagnosis_codes()) > 100
    assert all(one.code and one.english and one.spanish for one in diagnosis_codes())


def test_no_use_disorder_is_called_abuse_or_dependence() -> None:
    for one in diagnosis_codes():
        if one.code.startswith("F1"):
            told = f"{one.in_full('en')} {one.in_full('es')}".casefold()
            assert "abus" not in told
            assert "depend" not in told


def test_codes_of_severity_and_remission_are_those_of_the_code_set() -> None:
    assert fitting_code("F10.20", "severe", "") == "F10.20"
    assert fitting_code("F10.20", "moderate", "early") == "F10.21"
    assert fitting_code("F10.20", "mild", "") == "F10.10"
    assert fitting_code("F10.21", "mild", "sustained") == "F10.11"
    assert fitting_code("F10.10", "", "early") == "F10.11"
    assert fitting_code("F17.210", "severe", "early") == "F17.211"
    assert fitting_code("f11.21", "severe", "") == "F11.20"
    # mild tobacco use has no code for remission, other codes have neither
    assert fitting_code("F17.200", "mild", "early") == "F17.200"
    assert fitting_code("F33.1", "moderate", "early") == "F33.1"
    assert fitting_code("F10.230", "severe", "") == "F10.230"


@given(st.sampled_from(use_disorders()), st.sampled_from(("mild", "moderate", "severe")))
def test_remission_and_back_is_the_same_code(one: UseDisorder, severity: str) -> None:
    active = fitting_code(one.more, severity, "")
    if active in one.codes:
        assert fitting_code(fitting_code(active, severity, "early"), severity, "") == active


def test_a_code_that_does_not_fit_its_remission_is_refused() -> None:
    def wrong(code: str, severity: str = "", remission: str = "") -> list[str]:
        return [one.field for one in Diagnosis(code, "Words", severity, remission).problems()]

    assert wrong("F10.21", "severe") == ["code"]
    assert wrong("F10.20", "severe", "early") == ["code"]
    assert wrong("F10.20", "mild") == ["code"]
    assert wrong("F10.21", "severe", "sustained") == wrong("F10.20") == wrong("F41.1") == []


def test_papers_say_name_severity_and_remission_once_and_in_their_language() -> None:
    english, spanish = Wording("en"), Wording("es")
    say = diagnosis_words
    assert say("Alcohol use disorder", "severe", "", english) == "Alcohol use disorder, severe"
    for stored in ("Alcohol use disorder", "Alcohol use disorder, severe"):
        assert say(stored, "moderate", "early", spanish) == (
            "Trastorno por consumo de alcohol, moderado, en remisión temprana"
        )
    assert say("Bulimia nervosa, mild", "mild", "", english) == "Bulimia nervosa, mild"
    assert say("As the doctor wrote it", "", "", spanish) == "As the doctor wrote it"
