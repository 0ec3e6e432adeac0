"""`iopdesk meetings`: read a meeting directory, list meetings."""

import argparse
from pathlib import Path

from iopdesk.commands.arguments import Grammar, place, weekday


def add_to(grammar: Grammar) -> None:
    """Add the command's words to the command line."""
    meetings = grammar.family("meetings", "read a meeting directory, list meetings")
    reading = meetings.command("import", "read a meeting directory from a file", _import)
    reading.add_argument("file", metavar="FILE", type=Path)
    reading.add_argument("--fellowship", required=True, metavar="AA|NA|AL-ANON|...")
    reading.add_argument("--source", metavar="NAME", help="the directory's name in the list")
    reading.add_argument("--dry-run", action="store_true", help="say what would change, no more")
    listing = meetings.command("list", "meetings of the directory", _list)
    listing.add_argument("--day", type=weekday, metavar="mon")
    listing.add_argument("--fellowship", metavar="AA|NA|AL-ANON|...")
    listing.add_argument("--near", type=place, metavar="LAT,LON", help="the nearest first")


def _import(asked: argparse.Namespace) -> None:
    raise NotImplementedError


def _list(asked: argparse.Namespace) -> None:
    raise NotImplementedError
