"""Closed days: one by one, a year's holidays at once, and never over what took place."""

from datetime import date

import pytest

from iopdesk.domain.attendance import Mark
from iopdesk.domain.problems import InvalidDraft, NotAllowed, UserProblem
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import THURSDAY, mark, member, new_group, slot_on

THANKSGIVING = date(2026, 11, 26)


def test_a_years_holidays_close_at_once_and_groups_skip_them(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(3,))
    director = clinic.services("director").closed_day
    done = director.close_holidays(2026)
    days = {each.day: each.words for each in director.of_year(2026)}
    assert done.days == len(days)
    assert days[THANKSGIVING] == "Thanksgiving Day"
    assert {date(2026, 12, 25), date(2026, 7, 3)} <= days.keys()
    assert done.sessions >= 1
    line = clinic.services().group.sessions(group_id)[0]
    assert line.day != THANKSGIVING
    with pytest.raises(UserProblem, match="closed already"):
        director.close_holidays(2026)
    thanksgiving = next(each for each in director.of_year(2026) if each.day == THANKSGIVING)
    director.open_again(thanksgiving.id)
    assert THANKSGIVING not in {each.day for each in director.of_year(2026)}
    assert date(2026, 11, 27) in {day for day, _ in director.offered(2026)}


def test_a_day_on_which_attendance_was_marked_stays_open(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(3,))
    client_id = member(clinic, group_id)
    mark(clinic, slot_on(clinic, group_id), client_id, Mark.PRESENT)
    director = clinic.services("director").closed_day
    with pytest.raises(UserProblem, match="already marked"):
        director.close(THURSDAY, "Storm")
    with pytest.raises(InvalidDraft):
        director.close(None, "Storm")
    with pytest.raises(InvalidDraft):
        director.close(date(2026, 11, 20), "  ")
    assert director.close(date(2026, 12, 3), " Staff  training ").sessions == 1
    with pytest.raises(UserProblem, match="closed already"):
        director.close(date(2026, 12, 3), "Again")
    assert [each.words for each in director.of_year(2026)] == ["Staff training"]
    with pytest.raises(NotAllowed):
        clinic.services().closed_day.close(date(2026, 12, 4), "Storm")
