from datetime import date

import pytest

from iopdesk.domain.search import understand, words_of

TODAY = date(2026, 11, 19)


@pytest.mark.parametrize(
    "typed",
    [
        "1988-03-03",
        "3/3/1988",
        "03/03/88",
        "3.3.1988",
        "Mar 3, 1988",
        "March 3 1988",
        "3 mar 1988",
        "3 de marzo de 1988",
    ],
)
def test_a_birth_date_in_many_spellings(typed: str) -> None:
    assert understand(typed, TODAY).days == (date(1988, 3, 3),)
    assert understand(f"porter {typed}", TODAY).words == ("porter",)


def test_an_open_order_of_day_and_month_is_read_both_ways() -> None:
    assert understand("3/4/1988", TODAY).days == (date(1988, 3, 4), date(1988, 4, 3))
    assert understand("13/4/1988", TODAY).days == (date(1988, 4, 13),)


def test_two_digits_of_a_year_are_never_in_the_future() -> None:
    assert understand("1/1/26", TODAY).days == (date(2026, 1, 1),)
    assert understand("1/1/27", TODAY).days == (date(1927, 1, 1),)


def test_phone_numbers_lose_their_dressing() -> None:
    for typed in ("(951) 555-0123", "951.555.0123", "+1 951 555 0123", "9515550123"):
        assert understand(typed, TODAY).numbers[0].digits == "9515550123", typed


def test_chart_numbers_with_and_without_letter_and_zeros() -> None:
    (number,) = understand("M-412", TODAY).numbers
    assert (number.digits, number.exact) == ("m412", ("m00412",))
    (number,) = understand("00412", TODAY).numbers
    assert number.exact == ("412",)


def test_words_have_no_accents_case_or_marks() -> None:
    assert words_of("  O’Neil, ZOË  Núñez-Núñez ß") == ("oneil", "zoe", "nunez", "ss")
    assert words_of("Łukasz Đặng") == ("lukasz", "dang")


def test_nothing_to_look_for() -> None:
    assert understand(" -- ", TODAY).is_empty
