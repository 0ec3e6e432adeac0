"""Weeks of meetings attended: asked for, extra, in a row; the TEDS code of self-help."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.meeting_visit import (
    NOTHING_ASKED,
    AskedWeek,
    Proof,
    VisitDraft,
    WeekOfVisits,
    self_help_code,
    weeks_met_in_a_row,
    weeks_of,
)
from iopdesk.domain.week import monday_of

TODAY = date(2026, 11, 19)
MONDAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("visits", "code"),
    [(0, "01"), (1, "02"), (3, "02"), (4, "03"), (7, "03"), (8, "04"), (15, "04"), (16, "05")],
)
def test_the_teds_code_is_the_states_own_range(visits: int, code: str) -> None:
    assert self_help_code(visits) == code
    assert self_help_code(None) == "97"


def test_a_visit_names_its_meeting_and_is_not_to_come() -> None:
    problems = VisitDraft(TODAY + timedelta(days=1)).problems(TODAY)
    assert {problem.field for problem in problems} == {"day", "words"}
    assert VisitDraft(TODAY, words="at the church").problems(TODAY) == []


def test_the_stronger_proof_comes_later() -> None:
    assert [proof.strength for proof in Proof] == [0, 1, 2, 3]


def week(back: int, count: int, asked: int) -> WeekOfVisits:
    return WeekOfVisits(MONDAY - timedelta(weeks=back), count, asked)


def test_the_running_week_breaks_no_row_before_it_is_over() -> None:
    done = [week(3, 3, 3), week(2, 4, 3), week(1, 3, 3)]
    assert weeks_met_in_a_row([*done, week(0, 1, 3)], TODAY) == 3
    assert weeks_met_in_a_row([*done, week(0, 3, 3)], TODAY) == 4
    assert weeks_met_in_a_row([*done, week(0, 1, 3)], TODAY + timedelta(days=7)) == 0
    assert weeks_met_in_a_row([week(2, 3, 3), week(1, 0, 0), week(0, 3, 3)], TODAY) == 2


def test_an_excused_week_breaks_no_row_and_counts_where_it_was_met_all_the_same() -> None:
    ill = WeekOfVisits(MONDAY - timedelta(weeks=1), 1, 3, "illness")
    came = WeekOfVisits(MONDAY - timedelta(weeks=1), 3, 3, "illness")
    assert weeks_met_in_a_row([week(2, 3, 3), ill, week(0, 3, 3)], TODAY) == 2
    assert weeks_met_in_a_row([week(2, 3, 3), came, week(0, 3, 3)], TODAY) == 3
    assert AskedWeek(3, "illness").expected == 0


@given(
    st.lists(st.integers(-80, 0)),
    st.dictionaries(st.integers(0, 11), st.integers(1, 7)),
    st.integers(0, 60),
)
def test_every_day_is_in_its_week_and_every_week_is_there_once(
    back: list[int], asked_weeks: dict[int, int], span: int
) -> None:
    days = [TODAY + timedelta(days=each) for each in back]
    asked = {
        MONDAY - timedelta(weeks=each): AskedWeek(number) for each, number in asked_weeks.items()
    }
    first = TODAY - timedelta(days=span)
    weeks = weeks_of(days, asked, first, TODAY)
    assert [each.monday for each in weeks] == [
        monday_of(first) + timedelta(weeks=at) for at in range(len(weeks))
    ]
    assert weeks[-1].monday == monday_of(TODAY)
    assert sum(each.count for each in weeks) == sum(day >= monday_of(first) for day in days)
    for each in weeks:
        assert each.asked == asked.get(each.monday, NOTHING_ASKED).a_week
        assert each.extra == max(0, each.count - each.asked)
