import re
from dataclasses import replace

import pytest

from iopdesk.documents.paper_setting import PaperSetting, PaperSize, short_notice
from iopdesk.documents.plan_client_copy import ClientProblem, PlanClientCopy, render
from iopdesk.domain.language import Language
from tests.documents.client_copy_samples import CLIENT_COPY, EMPTY_CLIENT_COPY
from tests.documents.plan_samples import LONG_NAME, LONG_WORD, SETTING, SETTINGS
from tests.documents.printed import Printed, assert_inside_measure, assert_numbered

SPANISH = replace(SETTING, language=Language.SPANISH)


def crowded_copy() -> PlanClientCopy:
    """Ten problems, a name of 76 letters, a word of 90 letters and text like markup."""
    problems = tuple(
        replace(problem, number=number)
        for number, problem in enumerate(CLIENT_COPY.problems * 3, start=1)
    )
    odd = ClientProblem(13, f"{LONG_WORD} <b> & Jerry", (), ("Nguyễn Thị Hồng Ánh will call me.",))
    return replace(
        CLIENT_COPY,
        client_name=LONG_NAME,
        problems=(*problems, odd),
        later=("Stop smoking.",),
        is_draft=True,
    )


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: f"{s.language}-{s.paper_size}")
@pytest.mark.parametrize(
    "record", [CLIENT_COPY, EMPTY_CLIENT_COPY, crowded_copy()], ids=["usual", "empty", "full"]
)
def test_every_page_is_framed_and_numbered(record: PlanClientCopy, setting: PaperSetting) -> None:
    printed = Printed(render(record, setting))
    assert_inside_measure(printed)
    assert_numbered(printed, setting.language)
    private = "This paper is private."
    if setting.language == "es":
        private = "Este papel es privado."
    assert all(private in text for text in printed.pages)


@pytest.mark.parametrize("size", PaperSize)
def test_a_usual_plan_takes_two_pages(size: PaperSize) -> None:
    assert len(Printed(render(CLIENT_COPY, replace(SETTING, paper_size=size))).pages) == 2


@pytest.mark.parametrize("record", [CLIENT_COPY, crowded_copy()], ids=["usual", "full"])
def test_every_goal_step_and_promise_is_on_the_paper(record: PlanClientCopy) -> None:
    printed = Printed(render(record, SETTING))
    for problem in record.problems:
        assert printed.has(problem.client_words)
        for goal in problem.goals:
            assert printed.has(goal.text)
            assert all(printed.has(step.text) for step in goal.steps)
        assert all(printed.has(line) for line in problem.team)
    assert all(printed.has(line.what) for line in record.week)
    assert printed.has(record.client_name)


def test_there_are_no_codes_and_no_legal_notice_on_it() -> None:
    text = Printed(render(CLIENT_COPY, SETTING)).flat
    assert not re.search(r"\b[FZ]\d\d(\.\d+)?\b", text)
    assert "dimension" not in text.lower()
    assert "diagnos" not in text.lower()
    assert short_notice() not in text


def test_spanish_copy_speaks_spanish_throughout() -> None:
    text = Printed(render(EMPTY_CLIENT_COPY, SPANISH)).flat
    assert "Mi plan" in text
    assert "Todavía no hay nada escrito." in text
    assert "jueves 19 de noviembre de 2026" in text
    for english in ("My", "will", "Nothing", "Page", "Printed", "Date"):
        assert not re.search(rf"\b{english}\b", text)


def test_an_empty_copy_says_so_in_words() -> None:
    text = Printed(render(EMPTY_CLIENT_COPY, SETTING)).flat
    assert text.count("Nothing is written here yet. Ask your counselor.") == 3
    assert "We will pick a day." in text


def test_the_day_of_the_next_look_is_written_in_full() -> None:
    assert "Sunday, December 20, 2026" in Printed(render(CLIENT_COPY, SETTING)).flat
    assert "Domingo 20 de diciembre de 2026" in Printed(render(CLIENT_COPY, SPANISH)).flat


def test_file_properties_do_not_name_the_client() -> None:
    printed = Printed(render(CLIENT_COPY, SETTING))
    assert printed.title == "My plan"
    assert "Porter" not in printed.properties
    assert printed.language == "en-US"


def test_the_signature_block_stays_in_one_piece() -> None:
    for lines in range(0, 30, 2):
        record = replace(CLIENT_COPY, strengths="\n".join(["x"] * lines))
        pages = Printed(render(record, SETTING)).pages
        signed = next(text for text in pages if "Sign here: Dwayne Porter" in text)
        assert "I got a copy." in signed
        assert "My rights" in signed
        assert "My counselor: R. Alvarez" in signed
