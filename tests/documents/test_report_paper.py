from dataclasses import replace

import pytest

from iopdesk.documents.paper_setting import PaperSetting, short_notice
from iopdesk.documents.report_paper import render
from iopdesk.domain.shown_list import ShownColumn, ShownList
from tests.documents.plan_samples import LONG_NAME, SETTING, SETTINGS
from tests.documents.printed import Printed, assert_inside_measure, assert_numbered
from tests.documents.report_samples import ATTENDANCE, CLIENTS, NOTHING

MANY = ShownList(
    "many",
    "Many columns",
    tuple(ShownColumn(f"Column number {at}", at > 1) for at in range(14)),
    tuple(tuple(f"{LONG_NAME}" if at < 2 else f"{at},000" for at in range(14)) for _ in range(30)),
)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: f"{s.language}-{s.paper_size}")
@pytest.mark.parametrize("shown", [ATTENDANCE, CLIENTS, NOTHING, MANY], ids=lambda s: s.title)
def test_every_page_is_framed_and_numbered(shown: ShownList, setting: PaperSetting) -> None:
    printed = Printed(render(shown, setting))
    assert_inside_measure(printed)
    assert_numbered(printed, setting.language)
    assert all(short_notice() in " ".join(text.split()) for text in printed.pages)


def test_exactly_the_columns_rows_and_words_of_the_screen_are_printed() -> None:
    printed = Printed(render(ATTENDANCE, SETTING))
    for row in (*ATTENDANCE.rows, ATTENDANCE.total, *ATTENDANCE.criteria):
        for cell in row:
            assert printed.has(cell)
    for words in (*(column.head for column in ATTENDANCE.columns), *ATTENDANCE.definitions):
        assert printed.has(words)


def test_a_wide_table_lies_on_its_side_and_a_narrow_one_stands() -> None:
    assert Printed(render(ATTENDANCE, SETTING)).size == (792, 612)
    assert Printed(render(CLIENTS, SETTING)).size == (612, 792)


def test_the_heads_stand_on_every_page() -> None:
    printed = Printed(render(CLIENTS, SETTING))
    assert len(printed.pages) > 3
    assert all("Chart" in page and "Name" in page for page in printed.pages)
    assert printed.text.count("M-00007") == 2


def test_an_empty_list_says_so() -> None:
    assert "There was nothing to show." in Printed(render(NOTHING, SETTING)).flat


def test_letters_of_any_script_and_markup_are_printed_as_they_are() -> None:
    odd = replace(NOTHING, rows=(("李小龙 <b>&amp;", "נועה", "1"),))
    printed = Printed(render(odd, SETTING))
    assert printed.has("李小龙")
    assert printed.has("<b>&amp;")
