"""One command for every errand of a developer: run, test, check, tour, messages, bench and more."""

import sys

# Said here, for an older Python gets this far and no further.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(f"IOP Desk needs Python 3.11 or newer; this is {sys.version.split()[0]}.")

import argparse
import os
import subprocess
from pathlib import Path

import checks
import environment
import system_libraries

HERE = Path(__file__).resolve().parent


def main(arguments: list[str]) -> int:
    """Do one errand, with all set-up that is missing before it; the exit status of the errand."""
    asked, more = _parser().parse_known_args(arguments)
    if more and asked.errand not in ("test", "tour", "bench", "soak"):
        _parser().error(f"unknown argument {more[0]}")
    python = environment.ready_python()
    if python is None:
        return 1
    if asked.errand == "run":
        return _run(python)
    if asked.errand == "tour":
        return _tour(python, asked.out, *more)
    if asked.errand == "bench":
        return _script(python, "bench.py", *more)
    if asked.errand == "messages":
        return _script(python, "messages.py")
    if asked.errand == "soak":
        return checks.soak(python, more)
    if asked.errand in ("test", "check"):
        return checks.tests(python, more) if more else checks.everything(python)
    print(
        f"Everything stands in {environment.VENV}; `python3 packaging/dev.py run` opens the demo."
    )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__)
    errands = parser.add_subparsers(dest="errand", required=True, metavar="ERRAND")
    errands.add_parser(
        "run", help="open the demo clinic (without a screen: the tour, into tour-out)"
    )
    errands.add_parser("test", help="every check and test; with arguments: pytest alone with them")
    errands.add_parser("check", help="every check and test")
    tour = errands.add_parser("tour", help="every screen and paper into a folder")
    tour.add_argument("out", metavar="OUT", type=Path)
    errands.add_parser("messages", help="gather the texts that are shown, compile their Spanish")
    errands.add_parser("bench", help="the bench table; --quick for small sizes")
    errands.add_parser("soak", help="the long tests")
    errands.add_parser("setup", help="only what the others need: libraries, .venv, packages")
    return parser


def _run(python: Path) -> int:
    if system_libraries.on_a_screen():
        return _script(python, "open_demo.py")
    out = Path("tour-out")
    print(
        f"There is no screen here, so the tour is drawn off-screen into {out} instead.", flush=True
    )
    return _tour(python, out)


def _tour(python: Path, out: Path, *more: str) -> int:
    surroundings = checks.without_a_screen()
    return _script(python, "tour.py", str(out.absolute()), *more, surroundings=surroundings)


def _script(
    python: Path, name: str, *arguments: str, surroundings: dict[str, str] | None = None
) -> int:
    script = HERE / name
    if not script.exists():
        print(f"There is no packaging/{name} yet.", file=sys.stderr)
        return 1
    command = [str(python), str(script), *arguments]
    if os.name == "posix":
        sys.stdout.flush()
        os.execve(command[0], command, surroundings or dict(os.environ))
    return subprocess.run(command, env=surroundings, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
