"""`iopdesk meetings`: read a meeting directory, list meetings."""

import argparse
from pathlib import Path

from iopdesk.commands.arguments import Grammar, clock, fellowship, place, weekday
from iopdesk.domain.meeting import TimeOfDay
from iopdesk.domain.meeting_need import MeetingNeed


def add_to(grammar: Grammar) -> None:
    """Add the command's words to the command line."""
    meetings = grammar.family("meetings", "read a meeting directory, list meetings")
    _add_import(meetings)
    _add_list(meetings)
    week = meetings.command("suggest", "a week of meetings for a client, and why", _suggest)
    week.add_argument("--client", required=True, metavar="CHART")


def _add_import(meetings: Grammar) -> None:
    reading = meetings.command("import", "read a meeting directory from a file", _import)
    reading.add_argument("file", metavar="FILE", type=Path)
    reading.add_argument(
        "--fellowship", required=True, type=fellowship, metavar="AA|NA|AL-ANON|..."
    )
    reading.add_argument("--source", default="", metavar="NAME", help="who publishes the list")
    reading.add_argument("--dry-run", action="store_true", help="say what would change, no more")
    reading.add_argument(
        "--shorter", action="store_true", help="the list is right although much is missing from it"
    )
    reading.add_argument(
        "--readable-part", action="store_true", help="of a damaged list take what can be read"
    )
    reading.add_argument(
        "--map",
        type=Path,
        metavar="MAP.json",
        help='which column of a table holds what: {"Meeting": "name", "Begins": "time", ...}',
    )


def _add_list(meetings: Grammar) -> None:
    listing = meetings.command("list", "meetings of the directories", _list)
    listing.add_argument("--day", type=weekday, metavar="mon")
    listing.add_argument("--fellowship", type=fellowship, metavar="AA|NA|AL-ANON|...")
    listing.add_argument(
        "--near",
        type=place,
        metavar="PLACE",
        help="LAT,LON, ZIP or town: the nearest first",
    )
    listing.add_argument("--within", type=float, metavar="MILES", help="of --near, or the clinic")
    listing.add_argument("--time", choices=[part.value for part in TimeOfDay])
    listing.add_argument(
        "--from", dest="begins", type=clock, metavar="18:00", help="earliest start"
    )
    listing.add_argument("--until", type=clock, metavar="20:30", help="not later")
    listing.add_argument(
        "--need",
        action="append",
        choices=[need.value for need in MeetingNeed],
        default=[],
        metavar="NEED",
        help="women, men, newcomer, wheelchair, ...; each must be met",
    )
    listing.add_argument("--language", action="append", default=[], metavar="es")
    listing.add_argument("--text", default="", help="words of the name, place or town")
    listing.add_argument("--signs-cards", action="store_true", help="those known to sign cards")
    listing.add_argument(
        "--free-for", metavar="CHART", help="none at the hours of this client's week"
    )
    attend = listing.add_mutually_exclusive_group()
    attend.add_argument("--in-person", dest="in_person", action="store_true", default=None)
    attend.add_argument("--online", dest="in_person", action="store_false")


def _import(asked: argparse.Namespace) -> None:
    # The database is loaded only for a command that opens a clinic.
    from iopdesk.commands.meeting_answers import import_meetings

    import_meetings(asked)


def _suggest(asked: argparse.Namespace) -> None:
    from iopdesk.commands.meeting_answers import suggest_week

    suggest_week(asked)


def _list(asked: argparse.Namespace) -> None:
    from iopdesk.commands.meeting_answers import list_meetings

    list_meetings(asked)
