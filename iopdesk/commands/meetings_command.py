"""`iopdesk meetings`: read a meeting directory, list meetings."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from iopdesk.commands.answer import Json, answer, printable, table
from iopdesk.commands.arguments import WEEKDAYS, Grammar, fellowship, place, weekday
from iopdesk.domain.distance import Point

_ROWS_TOLD = 20


def add_to(grammar: Grammar) -> None:
    """Add the command's words to the command line."""
    meetings = grammar.family("meetings", "read a meeting directory, list meetings")
    reading = meetings.command("import", "read a meeting directory from a file", _import)
    reading.add_argument("file", metavar="FILE", type=Path)
    reading.add_argument(
        "--fellowship", required=True, type=fellowship, metavar="AA|NA|AL-ANON|..."
    )
    reading.add_argument("--source", default="", metavar="NAME", help="who publishes the list")
    reading.add_argument("--dry-run", action="store_true", help="say what would change, no more")
    reading.add_argument(
        "--shorter",
        action="store_true",
        help="the list is right although many meetings are missing from it",
    )
    listing = meetings.command("list", "meetings of the directories", _list)
    listing.add_argument("--day", type=weekday, metavar="mon")
    listing.add_argument("--fellowship", type=fellowship, metavar="AA|NA|AL-ANON|...")
    listing.add_argument("--near", type=place, metavar="LAT,LON", help="the nearest first")


def _import(asked: argparse.Namespace) -> None:
    # The database is loaded only for a command that opens a clinic.
    from iopdesk.commands.open_clinic import services_of
    from iopdesk.services.directory_file import open_directory_file
    from iopdesk.services.meeting_import import ImportRequest

    file = open_directory_file(asked.file)
    request = ImportRequest(file, asked.fellowship, asked.source)
    with services_of(asked) as services:
        if asked.dry_run:
            told = services.meeting.preview_import(request)
        else:
            told = services.meeting.import_directory(request, shrink_confirmed=asked.shorter)
    data: dict[str, Json] = {
        "read": told.read,
        "added": told.added,
        "changed": told.changed,
        "unchanged": told.unchanged,
        "no_longer_listed": len(told.no_longer_listed),
        "noted": [
            {"row": note.row, "field": note.field, "was": note.was, "read_as": note.read_as}
            for note in told.noted
        ],
        "not_read": [{"row": row.row, "reason": row.reason} for row in told.not_read],
    }
    lines = [
        f"{told.source} ({told.fellowship.short_name}, {told.kind})",
        f"{'Would read' if asked.dry_run else 'Read'} {told.read} rows: {told.added} added, "
        f"{told.changed} changed, {told.unchanged} unchanged, {len(told.not_read)} not read; "
        f"{len(told.no_longer_listed)} meetings no longer listed.",
        *_some(
            "Read with a note:",
            [f"row {n.row}: {n.field} {n.was!r} read as {n.read_as!r}" for n in told.noted],
        ),
        *_some("Not read:", [f"row {row.row}: {row.reason}" for row in told.not_read]),
    ]
    answer(asked.json, data, lines)


def _some(head: str, lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    more = len(lines) - _ROWS_TOLD
    rest = [f"  ... and {more} more (--json lists all)"] if more > 0 else []
    return [head, *(f"  {printable(line)}" for line in lines[:_ROWS_TOLD]), *rest]


def _list(asked: argparse.Namespace) -> None:
    from iopdesk.commands.open_clinic import services_of
    from iopdesk.services.meeting_search import MeetingFilter

    wanted = MeetingFilter(
        days=frozenset() if asked.day is None else frozenset({asked.day}),
        fellowships=frozenset() if asked.fellowship is None else frozenset({asked.fellowship}),
        near=Point(*asked.near) if asked.near else None,
    )
    with services_of(asked) as services:
        found = list(services.meeting.meetings(wanted).lines)
    if asked.near:
        found.sort(key=lambda line: (line.miles is None, line.miles or 0.0))
    data: list[Json] = [
        {
            "day": None if line.day is None else WEEKDAYS[line.day],
            "start": None if line.start is None else f"{line.start:%H:%M}",
            "minutes": line.minutes,
            "name": line.name,
            "fellowship": line.fellowship.short_name,
            "mode": line.mode.value,
            "place": line.place,
            "address": line.address,
            "city": line.city,
            "miles": None if line.miles is None else round(line.miles, 1),
        }
        for line in found
    ]
    rows = [
        (
            "by appointment" if line.day is None else WEEKDAYS[line.day].title(),
            "" if line.start is None else f"{line.start:%H:%M}",
            line.fellowship.short_name,
            line.name,
            ", ".join(part for part in (line.place, line.street, line.city) if part),
            "" if line.miles is None else f"{line.miles:.1f}",
        )
        for line in found
    ]
    heads = ("Day", "Start", "Fellowship", "Meeting", "Where", "Miles")
    answer(asked.json, data, table(heads, rows) if rows else ["No meeting was found."])
