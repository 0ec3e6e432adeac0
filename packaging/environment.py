"""The virtual environment .venv: made, filled from the lock and kept as the lock says."""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import system_libraries

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements-dev.lock"
# Says how far set-up came, a line a step; without it set-up starts over.
READY = VENV / "iopdesk-ready"


def ready_python() -> Path | None:
    """The environment's Python, set up as the lock says; None after saying what is in the way."""
    wanted = _fingerprint()
    if _found() == wanted:
        return _python()
    with _only_one():
        # Another dev.py may have done it while this one waited.
        if _found() == wanted:
            return _python()
        if not system_libraries.provide():
            return None
        found = _found()
        READY.unlink(missing_ok=True)
        if not (_made(found, wanted) and _filled(found, wanted)):
            return None
        _remember(wanted[:2])
        if not _project_installed():
            return None
        _remember(wanted)
    return _python()


def tool(name: str) -> Path:
    """The path of a program that the lock installs."""
    return _python().with_name(name + (".exe" if os.name == "nt" else ""))


def _python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _fingerprint() -> list[str]:
    # Where it stands and who made it come first: a moved environment is of no use.
    maker = f"{VENV} {sys.base_prefix} {sys.version_info.major}.{sys.version_info.minor}"
    files = (LOCK, ROOT / "pyproject.toml")
    return [maker, *(hashlib.sha256(file.read_bytes()).hexdigest() for file in files)]


def _found() -> list[str]:
    try:
        return READY.read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def _remember(reached: list[str]) -> None:
    READY.write_text("\n".join(reached) + "\n", encoding="utf-8")


def _made(found: list[str], wanted: list[str]) -> bool:
    if found[:1] == wanted[:1] and _python().exists():
        return True
    print(f"Making {VENV.name} ...", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    return _ran([sys.executable, "-m", "venv", str(VENV)])


def _filled(found: list[str], wanted: list[str]) -> bool:
    if found[:2] == wanted[:2]:
        return True
    print("Installing the locked packages (once; about a minute) ...", flush=True)
    return _ran([*_pip(), "--require-hashes", "-r", str(LOCK)])


def _project_installed() -> bool:
    return _ran([*_pip(), "--no-deps", "--no-build-isolation", "-e", str(ROOT)])


def _pip() -> list[str]:
    quiet = ["--quiet", "--no-input", "--disable-pip-version-check", "--no-warn-script-location"]
    return [str(_python()), "-m", "pip", "install", *quiet]


def _ran(command: list[str]) -> bool:
    # A warning of pip about a notice or a mirror is no news when all went well.
    done = subprocess.run(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if done.returncode != 0:
        print(done.stdout)
        print(f"Set-up stopped: `{' '.join(command[:5])} ...` failed; see above.", file=sys.stderr)
    return done.returncode == 0


@contextlib.contextmanager
def _only_one() -> Iterator[None]:
    """Keeps a second dev.py waiting while the first one changes the environment."""
    with (ROOT / ".venv.lock").open("a+b") as file:
        _take(file.fileno())
        yield


def _take(number: int) -> None:
    if sys.platform == "win32":
        import msvcrt
        import time

        while True:
            with contextlib.suppress(OSError):
                msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
                return
            time.sleep(0.5)
    else:
        import fcntl

        fcntl.flock(number, fcntl.LOCK_EX)
