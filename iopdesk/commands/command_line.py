"""The command line as a whole: its grammar, and how every command ends."""

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

from iopdesk import __version__
from iopdesk.commands import (
    access_command,
    backup_command,
    check_command,
    clients_command,
    demo_command,
    dose_command,
    duties_command,
    export_command,
    instruments_command,
    journal_command,
    meetings_command,
    print_command,
    report_command,
    restore_command,
    roster_command,
)
from iopdesk.commands.arguments import Grammar, UsageError, shared_options
from iopdesk.commands.incident import note_incident
from iopdesk.commands.refusal import refusal_of

DONE, REFUSED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
_COMMANDS: tuple[ModuleType, ...] = (
    demo_command,
    clients_command,
    meetings_command,
    dose_command,
    duties_command,
    instruments_command,
    report_command,
    roster_command,
    print_command,
    export_command,
    journal_command,
    access_command,
    check_command,
    backup_command,
    restore_command,
)


def run_command(arguments: Sequence[str], open_window: Callable[[Path | None], int]) -> int:
    """Run one command; its exit status. Never raises, never shows a traceback."""
    _speak_utf8()
    try:
        asked = _asked_for(arguments)
    except SystemExit as stop:
        # argparse has said what is wrong (2) or has shown help or the version (0).
        return _flushed(stop.code if isinstance(stop.code, int) else WRONG_USAGE)
    if asked.run is None:
        return open_window(asked.clinic)
    return ending_of(lambda: asked.run(asked))


def ending_of(run: Callable[[], None]) -> int:
    """The exit status of a command, after what it met was told on the error stream."""
    try:
        run()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return _without_reader()
    except UsageError as wrong:
        print(f"iopdesk: {wrong}", file=sys.stderr)
        return WRONG_USAGE
    except Exception as error:
        return _flushed(_told(error))
    return _flushed(DONE)


def _asked_for(arguments: Sequence[str]) -> argparse.Namespace:
    parser = _parser()
    if any("\ud800" <= letter <= "\udfff" for word in arguments for letter in word):
        parser.error("an argument is not valid text")
    asked = argparse.Namespace(clinic=None, staff=None, json=False, run=None)
    asked = parser.parse_args(arguments, namespace=asked)
    if asked.run is None and (asked.staff is not None or asked.json):
        parser.error("which command? (`iopdesk --help` lists them)")
    for option, given in (("--clinic", asked.clinic), ("--as", asked.staff)):
        if given is None and option in getattr(asked, "needs", ()):
            parser.error(f"this command needs {option}")
    return asked


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="iopdesk",
        description="Without a command: opens the window.",
        parents=[shared_options()],
        allow_abbrev=False,
        epilog="The password is asked for, or taken from the variable IOPDESK_PASSWORD.",
    )
    parser.add_argument("--version", action="version", version=f"IOP Desk {__version__}")
    grammar = Grammar(parser.add_subparsers(metavar="COMMAND", title="commands"))
    for command in _COMMANDS:
        command.add_to(grammar)
    return parser


def _told(error: Exception) -> int:
    refusal = refusal_of(error)
    if refusal is None:
        number, where = note_incident(error)
        refusal = f"Something went wrong inside IOP Desk (incident {number}; see {where})."
    with contextlib.suppress(OSError):
        print(refusal, file=sys.stderr)
    return REFUSED


def _flushed(status: int) -> int:
    # What the pipe or the disk refuses is known only once everything has been handed over.
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return _without_reader()
    except OSError as error:
        _discard_output()
        return _told(error)
    return status


def _without_reader() -> int:
    _discard_output()
    return DONE


def _discard_output() -> None:
    # Python flushes once more at its end and would complain about the same fault there.
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
