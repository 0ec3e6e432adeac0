"""Passwords are long and not the first thing anyone would try; there are no other rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.password_rules import password_problem

KNOWN = ("Harbor Light IOP", "Sofía Lind", "lind")


@pytest.mark.parametrize(
    "password",
    [
        "seven green kayaks",
        "siete kayaks verdes",
        "tortuga lenta azul",
        "correct horse battery staple",
        "Xk7#mQ2$vT9!",
        "七つの緑のカヤックで川を下る",
        "839 201 746 2835 11",
        "winter coats sell early",
    ],
)
def test_good_passwords_pass(password: str) -> None:
    assert password_problem(password, KNOWN) == ""


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short",
        "elevenchars",
        "aaaaaaaaaaaaaaaa",
        "abababababababab",
        "123456789012",
        "210987654321",
        "qwertyuiopasdf",
        "abcdefghijklmnop",
        "Password2026!",
        "passwordpassword",
        "Welcome-123456",
        "HarborLight2026",
        "harbor-light-iop",
        "Sofía.Lind.1985",
        "lindlindlindlind",
        "Clinic Counselor 1",
        "ＰＡＳＳＷＯＲＤ１２３４",
    ],
)
def test_easy_passwords_are_refused_with_a_sentence(password: str) -> None:
    assert password_problem(password, KNOWN).endswith(".")


@given(st.text(max_size=11))
def test_anything_too_short_is_refused(password: str) -> None:
    # one letter may become several when it is composed anew, so only the plain ones count
    if password.isascii():
        assert "12 characters" in password_problem(password)


@given(st.text(max_size=200))
def test_no_input_breaks_the_rules(password: str) -> None:
    assert isinstance(password_problem(password, (password, "")), str)
