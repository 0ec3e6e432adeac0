from dataclasses import replace

import pytest

from iopdesk.documents.paper_setting import PaperSetting, short_notice
from iopdesk.documents.sign_in_sheet import SignInPerson, SignInSheet, render
from tests.documents.plan_samples import LONG_NAME, SETTING, SETTINGS
from tests.documents.printed import Printed, assert_inside_measure, assert_numbered
from tests.documents.sign_in_samples import SHEET

CROWD = replace(
    SHEET, people=SHEET.people * 4 + (SignInPerson(LONG_NAME, "X"), SignInPerson("李小龙", "李"))
)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: f"{s.language}-{s.paper_size}")
@pytest.mark.parametrize(
    "sheet", [SHEET, CROWD, replace(SHEET, people=())], ids=["usual", "full", "empty"]
)
def test_every_page_is_framed_and_numbered(sheet: SignInSheet, setting: PaperSetting) -> None:
    printed = Printed(render(sheet, setting))
    assert_inside_measure(printed)
    assert_numbered(printed, setting.language)
    assert all(short_notice() in " ".join(text.split()) for text in printed.pages)


def test_last_names_never_stand_on_a_sheet_that_others_see() -> None:
    text = Printed(render(SHEET, SETTING)).text
    for person in SHEET.people:
        assert person.first_name in text
        assert person.last_name not in text
    assert "Ana María de los Á." in text


def test_lines_are_numbered_in_order_with_three_blank_ones() -> None:
    printed = Printed(render(SHEET, SETTING))
    assert len(printed.pages) == 1
    assert "Write your own time. Lines 13 to 15 are for anyone not printed." in printed.text
    numbers = [b.text.strip() for b in printed.boxes[0] if b.text.strip().isdigit()]
    assert numbers == [str(n) for n in range(1, 16)]


def test_the_leaders_line_never_stands_alone_on_a_second_sheet() -> None:
    fifteen = replace(SHEET, people=(SHEET.people * 2)[:15])
    for setting in SETTINGS:
        assert len(Printed(render(fifteen, setting)).pages) == 1


def test_everyone_of_a_crowd_is_printed() -> None:
    printed = Printed(render(CROWD, SETTING))
    assert printed.has(f"{LONG_NAME} X.")
    assert printed.has("李小龙 李.")
    assert printed.text.count("Terrence O.") == 4
    assert all("Signature" in text for text in printed.pages)


def test_missing_facts_are_said_in_words() -> None:
    sheet = replace(SHEET, topic="", leader="", room="")
    assert Printed(render(sheet, SETTING)).flat.count("Not said yet") == 3


def test_sheet_says_to_keep_it_locked() -> None:
    text = Printed(render(SHEET, SETTING)).flat
    assert "Names several people: keep locked, never copy or send." in text
    assert "Sheet G117-1123" in text
