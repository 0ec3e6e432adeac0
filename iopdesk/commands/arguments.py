"""What commands ask for on the command line: shared options, and kinds of values."""

import argparse
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

from iopdesk.domain.fellowship import Fellowship

Run = Callable[[argparse.Namespace], None]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class UsageError(Exception):
    """The words were understood one by one, but not together; says what is missing or too much."""


class Grammar:
    """Adds commands and their words under one parser; each takes the shared options as well."""

    def __init__(self, commands: Any) -> None:
        self._commands = commands

    def command(
        self, word: str, help_words: str, run: Run, *, needs: tuple[str, ...] = ("--clinic", "--as")
    ) -> argparse.ArgumentParser:
        """A command that `run` carries out, and the shared options that it can't do without."""
        parser: argparse.ArgumentParser = self._commands.add_parser(
            word,
            help=help_words,
            description=help_words,
            parents=[shared_options()],
            allow_abbrev=False,
        )
        parser.set_defaults(run=run, needs=needs)
        return parser

    def family(self, word: str, help_words: str) -> "Grammar":
        """A command word that has commands of its own: `clients find`, `clients show`."""
        parser: argparse.ArgumentParser = self._commands.add_parser(
            word,
            help=help_words,
            description=help_words,
            parents=[shared_options()],
            allow_abbrev=False,
        )
        return Grammar(parser.add_subparsers(required=True, metavar="COMMAND", title="commands"))


def shared_options() -> argparse.ArgumentParser:
    """--clinic, --as and --json, which may stand before or after the command."""
    options = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    options.add_argument("--clinic", metavar="FOLDER", type=Path, help="the clinic's folder")
    options.add_argument("--as", dest="staff", metavar="STAFF", help="your login")
    options.add_argument("--json", action="store_true", help="answer in JSON, for machines")
    return options


def count(text: str) -> int:
    """A whole number, zero or more."""
    return _whole(text, least=0)


def positive(text: str) -> int:
    """A whole number, one or more."""
    return _whole(text, least=1)


def _whole(text: str, least: int) -> int:
    try:
        number = int(text)
    except ValueError:
        number = least - 1
    if not least <= number <= 2**31:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {least} up")
    return number


def name(text: str) -> str:
    """Some words that name someone or something."""
    if not text.strip():
        raise argparse.ArgumentTypeError("say which: the name is empty")
    return text


def file(text: str) -> Path:
    """A file to write."""
    return Path(name(text))


# Weeks are counted around a day: the calendar's own ends are no days to ask for.
_YEARS = range(1900, 2200)


def day(text: str) -> date:
    """A date written as 2026-11-19."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2026-11-19") from None
    if found.year not in _YEARS:
        raise argparse.ArgumentTypeError(f"{text!r} is a mistyped year")
    return found


def weekday(text: str) -> int:
    """A day of the week by its first three letters or more; Monday is 0."""
    word = text.strip().casefold()
    for number, name in enumerate(WEEKDAYS):
        if len(word) >= 3 and _full_name(name).startswith(word):
            return number
    raise argparse.ArgumentTypeError(f"{text!r} is not one of {', '.join(WEEKDAYS)}")


def _full_name(name: str) -> str:
    full = {"tue": "tuesday", "wed": "wednesday", "thu": "thursday", "sat": "saturday"}
    return full.get(name, f"{name}day")


def place(text: str) -> str:
    """Words of a place, or its LAT,LON in degrees."""
    try:
        latitude, longitude = (float(part) for part in text.split(","))
    except ValueError:
        return text
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise argparse.ArgumentTypeError(f"{text!r} is not a place like 33.87,-117.56")
    return text


def clock(text: str) -> time:
    """A time of the day written as 18:30."""
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a time like 18:30") from None


def fellowship(text: str) -> Fellowship:
    """A fellowship by the letters or the name people know it by, in any case."""
    word = text.strip().casefold().replace(" ", "-")
    for known in Fellowship:
        if word in (known.value, known.short_name.casefold().replace(" ", "-")):
            return known
    names = ", ".join(known.value.upper() for known in Fellowship)
    raise argparse.ArgumentTypeError(f"{text!r} is not one of {names}")
