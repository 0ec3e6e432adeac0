"""The command line as people and programs meet it: usage, endings, nothing heavy for --help."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from iopdesk.__main__ import main
from iopdesk.commands.arguments import UsageError
from iopdesk.commands.command_line import ending_of
from iopdesk.domain.problems import UserProblem

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ("demo", "clients", "meetings", "print", "journal", "check", "backup", "restore")
SECRET = "Wilhelmina Przybylski"
Words = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The incident log of these tests stands in a folder of theirs."""
    monkeypatch.setenv("IOPDESK_SETTINGS", str(tmp_path / "settings"))
    return tmp_path / "settings"


def test_help_names_every_command(capsys: Words) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert [word for word in COMMANDS if f"    {word} " not in shown] == []


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["dance"], "invalid choice: 'dance'"),
        (["--json"], "which command?"),
        (["clients"], "the following arguments are required: COMMAND"),
        (["clients", "find"], "the following arguments are required: TEXT"),
        (["clients", "find", "po"], "this command needs --clinic"),
        (["clients", "find", "po", "--clinic", "x"], "this command needs --as"),
        (["clients", "find", "po", "--limit", "0"], "'0' is not a whole number from 1 up"),
        (["clients", "find", "po", "--limit", "many"], "'many' is not a whole number"),
        (["demo"], "the following arguments are required: FOLDER"),
        (["demo", "x", "--in-program", "-1"], "'-1' is not a whole number from 0 up"),
        (["demo", "x", "--seed", "1.5"], "'1.5' is not a whole number"),
        (["meetings", "list", "--day", "someday"], "'someday' is not one of mon, tue"),
        (["meetings", "list", "--from", "late"], "'late' is not a time like"),
        (["meetings", "list", "--near", "91,0"], "'91,0' is not a place like"),
        (["meetings", "list", "--near", "nan,nan"], "'nan,nan' is not a place like"),
        (["meetings", "import", "feed.json"], "required: --fellowship"),
        (["print", "birthday-card", "--out", "x.pdf"], "invalid choice: 'birthday-card'"),
        (["print", "treatment-plan", "--client", "M-0001"], "required: --out"),
        (["print", "sign-in-sheet", "--out", "x", "--date", "5/6"], "'5/6' is not a date like"),
        (["print", "step-down", "--out", "x", "--language", "fr"], "invalid choice: 'fr'"),
        (["restore", "a.iopbackup", "b"], "this command needs --as"),
        (["clients", "find", "\udcff", "--clinic", "x", "--as", "y"], "is not valid text"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_why(
    arguments: list[str], reason: str, capsys: Words
) -> None:
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert reason in told.err
    assert told.out == ""


def test_a_refusal_ends_with_1_and_its_sentence(capsys: Words) -> None:
    def refuse() -> None:
        raise UserProblem("The disk is full.", "Free some space.")

    assert ending_of(refuse) == 1
    assert capsys.readouterr().err == "The disk is full. Free some space.\n"


def test_words_that_do_not_fit_together_end_with_2(capsys: Words) -> None:
    def refuse() -> None:
        raise UsageError("a sign-in sheet needs --group")

    assert ending_of(refuse) == 2
    assert "needs --group" in capsys.readouterr().err


def test_an_interrupt_is_quiet(capsys: Words) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    assert ending_of(interrupted) == 130
    assert capsys.readouterr() == ("", "")


def test_a_bug_shows_a_number_and_logs_no_client(own_settings: Path, capsys: Words) -> None:
    def buggy() -> None:
        raise ValueError(SECRET) from KeyError(SECRET)

    assert ending_of(buggy) == 1
    told = capsys.readouterr().err
    log = (own_settings / "incidents.log").read_text(encoding="utf-8")
    number = log.splitlines()[0].removeprefix("Incident ")
    assert f"incident {number}" in told
    assert "Traceback" not in told
    assert SECRET not in told + log
    assert "builtins.ValueError" in log
    assert "builtins.KeyError" in log


def test_a_bug_is_told_even_where_no_log_can_be_written(own_settings: Path, capsys: Words) -> None:
    own_settings.write_text("a file where the folder should be", encoding="utf-8")

    def buggy() -> None:
        raise ValueError(SECRET)

    assert ending_of(buggy) == 1
    assert "(incident " in capsys.readouterr().err


def test_help_loads_neither_screens_nor_database_nor_papers() -> None:
    heavy = ("PySide6", "sqlalchemy", "reportlab", "cryptography", "babel")
    asked = (
        "import sys; from iopdesk.__main__ import main; status = main(['--help']);"
        f"print([word for word in {heavy!r} if word in sys.modules], status)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert shown.stdout.splitlines()[-1] == "[] 0"


@pytest.mark.skipif(os.name != "posix", reason="pipes end otherwise on Windows")
def test_a_reader_that_went_away_is_no_fault() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "iopdesk", "--help"],
        cwd=ROOT,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is full")
def test_an_answer_that_finds_no_room_is_a_refusal() -> None:
    buffered = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "iopdesk", "--help"],
            cwd=ROOT,
            env=buffered,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert "disk is full" in done.stderr
    assert "Traceback" not in done.stderr
