"""First names only, excused weeks as whole weeks, lines about steps."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from iopdesk.domain.mutual_help import (
    FIRST_NAME_ONLY,
    ExcusedWeeks,
    RecoveryWork,
    WorkKind,
    looks_like_more_than_a_first_name,
)
from iopdesk.domain.support import SPONSOR, SupportPerson

TODAY = date(2026, 11, 19)


@pytest.mark.parametrize(
    "name",
    [
        "Bill",
        "Bill W.",
        "bill w",
        "Mary-Ann",
        "José Luis",
        "Big Mike",
        "J. R.",
        "Ñ.",
        "Thảo",
        "Lan T",
    ],
)
def test_first_names_pass(name: str) -> None:
    assert not looks_like_more_than_a_first_name(name)


@pytest.mark.parametrize(
    "name",
    ["Maria Lopez", "Lopez, Maria", "Bill Wilson", "J. Smith", "Ana de la Cruz", "Bob Núñez R."],
)
def test_last_names_are_refused_kindly_for_a_sponsor_only(name: str) -> None:
    assert looks_like_more_than_a_first_name(name)
    problems = SupportPerson(name=name, relation=SPONSOR).problems()
    assert [(p.field, p.words) for p in problems] == [("name", FIRST_NAME_ONLY)]
    assert SupportPerson(name=name, relation="friend").problems() == []


@example('0"0')
@given(st.text(max_size=40))
def test_one_word_is_always_a_first_name(text: str) -> None:
    word = "".join(text.split())
    assert not looks_like_more_than_a_first_name(word)


@given(st.integers(0, 400), st.integers(0, 83))
def test_excused_weeks_are_whole_and_cover_every_day(offset: int, span: int) -> None:
    starts = TODAY + timedelta(days=offset)
    excused = ExcusedWeeks(starts, starts + timedelta(days=span))
    mondays = excused.mondays
    assert all(monday.weekday() == 0 for monday in mondays)
    assert list(mondays) == sorted(set(mondays))
    for day in (starts, starts + timedelta(days=span)):
        assert any(monday <= day < monday + timedelta(days=7) for monday in mondays)
    assert (excused.problems() == []) == (len(mondays) <= 12)


def test_an_excuse_says_when_and_why() -> None:
    assert {p.field for p in ExcusedWeeks(reason="other").problems()} == {"starts", "words"}
    assert {p.field for p in ExcusedWeeks(TODAY, TODAY - timedelta(1)).problems()} == {"ends"}


def test_only_step_work_has_a_step() -> None:
    assert RecoveryWork(WorkKind.STEP, TODAY, 4).problems() == []
    assert {p.field for p in RecoveryWork(WorkKind.HOME_GROUP, TODAY, 4).problems()} == {"step"}
    assert {p.field for p in RecoveryWork().problems()} == {"day", "words"}
