"""Clinics that can't be opened: a clear sentence, nothing changed, never a traceback."""

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Desk

DATABASE = "clinic.iopdb"


def state_of(folder: Path) -> dict[str, str]:
    """Every file of a clinic but the counter of wrong tries, which is there to change."""
    kept = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in kept
        if path.suffix not in {".auth", ".tries", ".lock"}
    }


def missing(folder: Path) -> None:
    shutil.rmtree(folder)


def a_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("not a folder", encoding="utf-8")


def no_files(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def no_database(folder: Path) -> None:
    (folder / DATABASE).unlink()


def no_keys(folder: Path) -> None:
    for path in folder.glob(f"{DATABASE}.keys*"):
        path.unlink()


def empty(folder: Path) -> None:
    (folder / DATABASE).write_bytes(b"")


def cut_off(folder: Path) -> None:
    database = folder / DATABASE
    database.write_bytes(database.read_bytes()[:8192])


def noise(folder: Path) -> None:
    database = folder / DATABASE
    database.write_bytes(bytes(255 - byte for byte in database.read_bytes()))


def unencrypted(folder: Path) -> None:
    (folder / DATABASE).unlink()
    with sqlite3.connect(folder / DATABASE) as raw:
        raw.execute("CREATE TABLE client (name TEXT)")
    raw.close()


def damaged_keys(folder: Path) -> None:
    for path in folder.glob(f"{DATABASE}.keys*"):
        path.write_bytes(path.read_bytes()[:100])


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (missing, "There is no clinic in"),
        (a_file, "There is no clinic in"),
        (no_files, "There is no clinic in"),
        (no_database, "database is missing"),
        (no_keys, "key"),
        (empty, "is empty (0 bytes)"),
        (cut_off, "damaged"),
        (noise, "restore"),
        (unencrypted, "not encrypted"),
        (damaged_keys, "key"),
    ],
)
def test_a_clinic_that_cannot_be_opened_says_why(
    desk: Desk, harm: Callable[[Path], None], words: str
) -> None:
    harm(desk.clinic)
    before = state_of(desk.clinic)
    refused = desk("clients", "find", "porter")
    assert (refused.status, refused.out) == (1, "")
    assert words in refused.err
    assert state_of(desk.clinic) == before


def test_a_wrong_password_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IOPDESK_PASSWORD", "seven quiet lantern")
    refused = desk("clients", "find", "porter")
    assert (refused.status, refused.out) == (1, "")
    assert "password" in refused.err


def test_a_person_who_is_not_here_is_told_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic = ("clients", "find", "porter", "--clinic", desk.clinic)
    nobody = desk.bare(*clinic, "--as", "nobody")
    monkeypatch.setenv("IOPDESK_PASSWORD", "seven quiet lantern")
    assert nobody.err == desk.bare(*clinic, "--as", "okafor").err


def test_no_password_is_a_refusal(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IOPDESK_PASSWORD", "")
    refused = desk("clients", "find", "porter")
    assert refused.status == 1
    assert refused.err.startswith("No password was given.")
