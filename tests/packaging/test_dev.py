"""packaging/dev.py as a newcomer meets it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
ERRANDS = ("run", "test", "check", "tour", "messages", "bench", "soak", "setup")


def dev(*arguments: str, root: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(root / "packaging" / "dev.py"), *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_names_every_errand() -> None:
    told = dev("--help")
    assert told.returncode == 0
    assert [errand for errand in ERRANDS if f"    {errand} " not in told.stdout] == []


@pytest.mark.parametrize("arguments", [(), ("dance",), ("tour",), ("run", "--fast")])
def test_wrong_usage_ends_with_2_before_anything_is_set_up(arguments: tuple[str, ...]) -> None:
    told = dev(*arguments)
    assert told.returncode == 2
    assert "Traceback" not in told.stderr


def test_the_closing_line_of_pytest_comes_last() -> None:
    asked = (
        "import sys; from pathlib import Path; sys.path.insert(0, 'packaging'); import checks;"
        "arguments = ['--collect-only', '-q', 'tests/packaging/test_lock.py'];"
        "checks.tests(Path(sys.executable), arguments)"
    )
    told = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True
    )
    lines = told.stdout.splitlines()
    assert "tests collected" in lines[-1]
    assert lines.count(lines[-1]) == 1


def test_set_up_that_failed_says_so_and_is_tried_again(tmp_path: Path) -> None:
    shutil.copytree(
        ROOT / "packaging", tmp_path / "packaging", ignore=shutil.ignore_patterns("__pycache__")
    )
    (tmp_path / "requirements-dev.lock").write_text("", encoding="utf-8")
    # What it is built with is in no lock here, so the project itself can't be installed.
    project = '[build-system]\nrequires = []\nbuild-backend = "nowhere"\n'
    (tmp_path / "pyproject.toml").write_text(project, encoding="utf-8")
    for _ in range(2):
        told = dev("setup", root=tmp_path)
        assert told.returncode == 1
        assert "Set-up stopped" in told.stderr
        assert "Everything stands" not in told.stdout


@pytest.fixture
def lacking(system_libraries: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A system on which one needed library is missing."""
    if not sys.platform.startswith("linux"):
        pytest.skip("system libraries are looked for on Linux alone")
    monkeypatch.setattr(system_libraries, "NEEDED", {"libnowhere.so.9": "libnowhere9"})
    monkeypatch.setattr(system_libraries, "FOR_A_SCREEN", {})
    return system_libraries


def test_who_may_not_install_is_told_what_to_type(
    lacking: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "apt-get").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert not lacking.provide()
    told = capsys.readouterr().out
    assert "  sudo apt-get update && sudo apt-get install -y libnowhere9\n" in told


def test_another_system_is_told_the_names(
    lacking: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    assert not lacking.provide()
    assert "libnowhere9" in capsys.readouterr().out


def test_what_only_a_screen_needs_keeps_nobody_from_testing(
    lacking: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lacking, "FOR_A_SCREEN", lacking.NEEDED)
    monkeypatch.setattr(lacking, "NEEDED", {})
    monkeypatch.setenv("PATH", "")
    assert lacking.provide()


@pytest.mark.parametrize(
    ("display", "wayland", "is_screen"),
    [("", "", False), (":0", "", True), ("", "wayland-0", True), ("", "wayland-9", False)],
)
def test_a_screen_is_where_a_window_can_be_shown(
    system_libraries: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    display: str,
    wayland: str,
    is_screen: bool,
) -> None:
    (tmp_path / "wayland-0").touch()
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.setenv("WAYLAND_DISPLAY", wayland)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert system_libraries.on_a_screen() is is_screen
