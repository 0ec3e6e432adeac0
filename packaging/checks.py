"""Format, lint, types, import contracts and tests: all of them run, then summed up."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import environment

ROOT = environment.ROOT
NO_TESTS_COLLECTED = 5


def without_a_screen() -> dict[str, str]:
    """The surroundings of a run that must not open windows in front of somebody."""
    surroundings = {**os.environ, "PYTHONUTF8": "1"}
    surroundings.setdefault("QT_QPA_PLATFORM", "offscreen")
    return surroundings


def everything(python: Path) -> int:
    """Run every check, print what failed, then the summary and pytest's closing line last."""
    steps = {
        "format": [str(python), "-m", "ruff", "format", "--check", "."],
        "lint": [str(python), "-m", "ruff", "check", "."],
        "types": [str(python), "-m", "mypy"],
        "import contracts": [str(environment.tool("lint-imports")), "--no-logo"],
    }
    words: list[str] = []
    failed = False
    for name, command in steps.items():
        start = time.monotonic()
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=without_a_screen(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
        outcome = "ok" if done.returncode == 0 else "FAILED"
        failed = failed or done.returncode != 0
        words.append(f"{name}: {outcome} ({time.monotonic() - start:.1f} s)")
        if done.returncode != 0:
            print(done.stdout)
        print(words[-1], flush=True)
    # in the order of the folders: the many small files of ui at the end even out the two halves
    spread = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
    status, closing = _pytest(python, spread)
    words.append(f"tests: {'ok' if status == 0 else 'FAILED'}")
    print("\n" + "\n".join(words))
    print(closing, flush=True)
    return 1 if failed or status != 0 else 0


def tests(python: Path, arguments: list[str]) -> int:
    """Run pytest alone with the arguments given, its closing line last."""
    status, closing = _pytest(python, arguments)
    print(closing, flush=True)
    return status


def soak(python: Path, arguments: list[str]) -> int:
    """Run the long tests alone."""
    status = tests(python, ["-m", "soak", *arguments])
    if status == NO_TESTS_COLLECTED:
        print("There is no soak test here yet.", file=sys.stderr)
    return status


def _pytest(python: Path, arguments: list[str]) -> tuple[int, str]:
    """Show pytest's lines as they come, but keep the last one back for the end."""
    colour = ["--color=yes"] if sys.stdout.isatty() else []
    command = [str(python), "-m", "pytest", *colour, *arguments]
    return _shown_but_last(command, without_a_screen())


def _shown_but_last(command: list[str], surroundings: Mapping[str, str]) -> tuple[int, str]:
    held: list[str] = []
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=dict(surroundings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as running:
        assert running.stdout is not None
        for line in running.stdout:
            if line.strip():
                print(*held, sep="", end="", flush=True)
                held.clear()
            held.append(line)
    return running.returncode, "".join(held).strip()
