"""What may be typed about groups and their weekly times."""

from dataclasses import replace
from datetime import date, time

from iopdesk.domain.group import GroupDraft, SlotDraft, shown_name

SLOT = SlotDraft(3, time(13, 0), 90, date(2026, 11, 19))


def _fields(draft: GroupDraft | SlotDraft) -> list[str]:
    return [problem.field for problem in draft.problems()]


def test_a_group_needs_a_name_and_two_to_fifteen_places() -> None:
    assert _fields(GroupDraft("Early recovery")) == []
    assert _fields(GroupDraft("  ", capacity=1)) == ["name", "capacity"]
    assert _fields(GroupDraft("x" * 81, capacity=16)) == ["name", "capacity"]


def test_a_specialised_group_needs_a_neutral_title() -> None:
    assert _fields(GroupDraft("Survivors", population="survivors")) == ["neutral_title"]
    assert _fields(GroupDraft("Survivors", population="survivors", neutral_title="Group B")) == []


def test_a_slot_ends_on_its_day_and_after_it_began() -> None:
    assert _fields(SLOT) == []
    assert _fields(replace(SLOT, minutes=10)) == ["minutes"]
    assert _fields(replace(SLOT, start=time(23, 0), minutes=90)) == ["minutes"]
    assert _fields(replace(SLOT, weekday=7, every_weeks=0)) == ["weekday", "every_weeks"]
    assert _fields(replace(SLOT, ends=date(2026, 11, 18))) == ["ends"]


def test_name_to_use_stands_before_the_last_name() -> None:
    assert shown_name("Dolores", "Quiñones", "Lola") == "Lola Quiñones"
    assert shown_name("Dolores", "Quiñones") == "Dolores Quiñones"
