"""`iopdesk print`: a PDF where it was asked for, nothing else ever harmed."""

import os
from pathlib import Path

import pytest

from tests.commands.conftest import Desk


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["treatment-plan"], "whose treatment-plan?"),
        (["sign-in-sheet"], "is of a --group"),
        (["sign-in-sheet", "--group", "x", "--client", "M-00001"], "is of a --group"),
        (["weekly-schedule"], "whose weekly-schedule?"),
        (["reminder-list", "--client", "M-00001"], "a reminder list is of a day"),
        (["meeting-booklet", "--client", "M-00001"], "is of nobody"),
        (["meeting-plan", "--client", "M-00001", "--area", "x"], "are for a meeting-booklet"),
        (["meeting-plan", "--client", "M-00001", "--form", "letter"], "is for an attendance-card"),
        (["step-down", "--client", "M-00001", "--group", "x"], "are for a sign-in-sheet"),
        (["step-down", "--client", "M-00001", "--date", "2026-11-19"], "are for a sign-in-sheet"),
    ],
)
def test_words_that_do_not_fit_together_are_wrong_usage(
    desk: Desk, tmp_path: Path, arguments: list[str], words: str
) -> None:
    ended = desk("print", *arguments, "--out", tmp_path / "paper.pdf")
    assert ended.status == 2
    assert words in ended.err


def test_a_client_without_a_plan_has_no_plan_to_print(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "plan.pdf"
    ended = desk("print", "treatment-plan", "--client", "M-00001", "--out", out)
    assert ended.status == 1
    assert ended.err
    assert not out.exists()


def test_a_group_that_is_not_there_is_told_with_those_that_are(desk: Desk, tmp_path: Path) -> None:
    ended = desk("print", "sign-in-sheet", "--group", "Chess", "--out", tmp_path / "sheet.pdf")
    assert ended.status == 1
    assert "There is no such group." in ended.err


def test_a_file_that_is_there_is_left_alone(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "plan.pdf"
    out.write_bytes(b"mine")
    ended = desk("print", "treatment-plan", "--client", "M-00001", "--out", out)
    assert ended.status == 1
    assert "is there already" in ended.err
    assert out.read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("place", "words"),
    [("", "folder of this name"), ("none/plan.pdf", "no such folder")],
)
def test_a_place_where_no_file_can_be_is_told(
    desk: Desk, tmp_path: Path, place: str, words: str
) -> None:
    ended = desk("print", "treatment-plan", "--client", "M-00001", "--out", tmp_path / place)
    assert ended.status == 1
    assert words in ended.err


def test_a_chart_number_that_nobody_has_is_refused(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "plan.pdf"
    assert desk("print", "treatment-plan", "--client", "M-99999", "--out", out).status == 1
    assert os.listdir(tmp_path) == ["clinic"]


@pytest.mark.parametrize(
    ("arguments", "title"),
    [
        (["weekly-schedule", "--client", "M-00001"], "My week"),
        (["weekly-schedule", "--client", "M-00002", "--language", "es"], "Mi semana"),
        (["reminder-list", "--date", "2026-11-20"], "Reminder calls"),
        (["attendance-card", "--client", "M-00001"], "Meeting card"),
        (["attendance-card", "--client", "M-00001", "--form", "letter"], "Meeting card"),
    ],
)
def test_papers_of_the_calendar(
    desk: Desk, tmp_path: Path, arguments: list[str], title: str
) -> None:
    out = tmp_path / "paper.pdf"
    ended = desk("print", *arguments, "--out", out)
    assert ended.status == 0
    assert ended.out.startswith(f"{title}: ")
    assert out.read_bytes().startswith(b"%PDF")


def test_papers_of_the_way_in(desk: Desk, tmp_path: Path) -> None:
    for paper in ("program-agreement", "program-guide", "wallet-card"):
        out = tmp_path / f"{paper}.pdf"
        ended = desk("print", paper, "--client", "M-00001", "--out", out)
        assert ended.status == 0
        assert out.read_bytes().startswith(b"%PDF")
    for paper, told in (
        ("outcome-letter", "Nothing was decided yet."),
        ("last-time", "This client has no earlier stay."),
    ):
        ended = desk("print", paper, "--client", "M-00001", "--out", tmp_path / "none.pdf")
        assert ended.status == 1
        assert told in ended.err
