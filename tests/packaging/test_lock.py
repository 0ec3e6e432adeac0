"""The lock files: complete, hashed, alike on every machine."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")


def locked(name: str) -> dict[str, str]:
    """Package and version of every entry."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)==([^\s;]+)", text, re.MULTILINE))


def plain_names(requirements: list[str]) -> set[str]:
    names = (re.split(r"[\s\[<>=!;]", text, maxsplit=1)[0] for text in requirements)
    return {re.sub(r"[-_.]+", "-", name).lower() for name in names}


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_hashes(name: str) -> None:
    entries = re.split(r"\n(?=[a-z])", (ROOT / name).read_text(encoding="utf-8").strip())
    assert len(entries) == len(locked(name)) > 20
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_place_to_fetch_from(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.findall(r"^-.*|\S*(?:://|file:|/simple)\S*", text, re.MULTILINE) == []


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = plain_names(project["dependencies"])
    asked_to_develop = plain_names(sum(project["optional-dependencies"].values(), []))
    assert asked - set(locked("requirements.lock")) == set()
    assert (asked | asked_to_develop) - set(locked("requirements-dev.lock")) == set()


def test_what_is_shipped_is_what_was_tested() -> None:
    assert locked("requirements.lock").items() <= locked("requirements-dev.lock").items()


def test_the_build_of_qt_that_ends_the_process_is_kept_out() -> None:
    assert locked("requirements.lock")["pyside6-essentials"] != "6.12.0"
