"""What `iopdesk meetings` answers, for people and for machines."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from pathlib import Path

from iopdesk.commands.answer import Json, answer, printable, table
from iopdesk.commands.arguments import WEEKDAYS
from iopdesk.commands.open_clinic import client_of, services_of
from iopdesk.directories.column_map import FIELD_WORDS
from iopdesk.directories.read_directory import DeclinedFile
from iopdesk.domain.distance import Point
from iopdesk.domain.meeting import MIDNIGHT, TimeOfDay
from iopdesk.domain.meeting_need import MeetingNeed
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.week_suggestion import Why
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.directory_file import open_directory_file
from iopdesk.services.meeting_import import ImportPreview, ImportRequest
from iopdesk.services.meeting_search import MeetingFilter, MeetingLine
from iopdesk.services.meeting_service import ShrinkNotConfirmed

_ROWS_TOLD = 20
_WHY = {
    Why.NEAR: "near",
    Why.FROM_HOME: "from home",
    Why.LANGUAGE: "in the client's language",
    Why.PEOPLE: "for the people the client asked for",
    Why.NEWCOMERS: "for newcomers",
    Why.FREE_DAY: "on a day without groups",
    Why.OTHER_PATH: "shows the other path",
    Why.SIGNS_CARDS: "signs cards",
    Why.HOME_GROUP: "may become the home group",
}


def import_meetings(asked: argparse.Namespace) -> None:
    """Read a directory's file and tell what it changed, or would change."""
    # A file that can't be had is told before a password is asked for.
    file = open_directory_file(asked.file)
    request = ImportRequest(
        file,
        asked.fellowship,
        asked.source,
        readable_part=asked.readable_part,
        columns=None if asked.map is None else _column_map(asked.map),
    )
    with services_of(asked) as services:
        told = _imported(services, request, asked)
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
    if told.unknown_columns:
        data["columns_not_understood"] = list(told.unknown_columns)
    answer(asked.json, data, _told(told, "Would read" if asked.dry_run else "Read"))


def list_meetings(asked: argparse.Namespace) -> None:
    """Tell the meetings that are listed now, in the order of the week or the nearest first."""
    wanted = MeetingFilter(
        days=frozenset() if asked.day is None else frozenset({asked.day}),
        fellowships=frozenset() if asked.fellowship is None else frozenset({asked.fellowship}),
        within_miles=asked.within,
        time_of_day=TimeOfDay(asked.time) if asked.time else None,
        needs=frozenset(MeetingNeed(need) for need in asked.need),
        languages=frozenset(asked.language),
        text=asked.text,
        begins=_window(asked),
        signs_cards=asked.signs_cards,
        in_person=asked.in_person,
    )
    with services_of(asked) as services:
        if asked.near or wanted.within_miles:
            wanted = replace(wanted, near=_measured_from(services, asked.near))
        if asked.free_for:
            client = client_of(services, asked.free_for)
            taken = services.referral.referral(client.client_id).taken
            wanted = replace(wanted, leave_out=taken)
        found = list(services.meeting.meetings(wanted).lines)
    if wanted.near:
        found.sort(key=lambda line: (line.miles is None, line.miles or 0.0))
    heads = ("Day", "Start", "Fellowship", "Meeting", "Where", "Miles")
    rows = [_row(line) for line in found]
    data = [_data(line) for line in found]
    answer(asked.json, data, table(heads, rows) if rows else ["No meeting was found."])


def suggest_week(asked: argparse.Namespace) -> None:
    """Tell a week of meetings that fits a client, each with its reasons; nothing is saved."""
    with services_of(asked) as services:
        client = client_of(services, asked.client)
        found = services.week_suggestion.suggest(client.client_id)
    heads = ("Day", "Start", "Fellowship", "Meeting", "Where", "Miles", "Why")
    rows = [(*_row(each.line), ", ".join(_WHY[why] for why in each.why)) for each in found]
    data = [{**_data(each.line), "why": [why.value for why in each.why]} for each in found]
    answer(asked.json, data, table(heads, rows) if rows else ["No meeting fits this client."])


def _window(asked: argparse.Namespace) -> tuple[time, time] | None:
    if asked.begins is None and asked.until is None:
        return None
    return asked.begins or time(0, 1), asked.until or MIDNIGHT


def _measured_from(services: ClinicServices, words: str | None) -> Point:
    if words:
        found = services.meeting.place(words)
        if found is None:
            raise UserProblem(
                "This place is not known.",
                "Say --near LAT,LON, or a ZIP code or town that the directories name.",
            )
        return found.point
    point = services.meeting.clinic_point()
    if point is None:
        raise UserProblem(
            "The clinic's place on the map is not known.", "Say --near LAT,LON to measure from."
        )
    return point


def _column_map(path: Path) -> dict[str, str]:
    fields = ", ".join(field for field in FIELD_WORDS if field)
    hint = 'Write {{"its head": "field", ...}} with fields out of: {fields}.'
    try:
        said = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise UserProblem("This map can't be read.", hint, fields=fields) from error
    if not isinstance(said, dict) or not all(each in FIELD_WORDS for each in said.values()):
        raise UserProblem("This map names a field that is not known.", hint, fields=fields)
    return said


def _imported(
    services: ClinicServices, request: ImportRequest, asked: argparse.Namespace
) -> ImportPreview:
    try:
        return _taken_in(services, request, asked)
    except DeclinedFile as problem:
        if problem.heads is None:
            raise
        raise UserProblem(
            problem.title,
            "Nothing was changed. Its columns are: {heads}. Say which holds what: --map MAP.json.",
            heads=", ".join(problem.heads.heads),
        ) from problem


def _taken_in(
    services: ClinicServices, request: ImportRequest, asked: argparse.Namespace
) -> ImportPreview:
    if asked.dry_run:
        return services.meeting.preview_import(request)
    try:
        return services.meeting.import_directory(request, shrink_confirmed=asked.shorter)
    except ShrinkNotConfirmed as problem:
        raise UserProblem(
            problem.title,
            "Nothing was changed. If the file is whole and the list became that much shorter, "
            "say --shorter.",
        ) from problem


def _told(told: ImportPreview, verb: str) -> list[str]:
    notes = [f"row {n.row}: {n.field} {n.was!r} read as {n.read_as!r}" for n in told.noted]
    return [
        f"{told.source} ({told.fellowship.short_name}, {told.kind})",
        f"{verb} {told.read} rows: {told.added} added, {told.changed} changed, "
        f"{told.unchanged} unchanged, {len(told.not_read)} not read; "
        f"{len(told.no_longer_listed)} meetings no longer listed.",
        *_not_understood(told),
        *_some("Read with a note:", notes),
        *_some("Not read:", [f"row {row.row}: {row.reason}" for row in told.not_read]),
    ]


def _not_understood(told: ImportPreview) -> list[str]:
    if not told.unknown_columns:
        return []
    heads = ", ".join(printable(head) for head in told.unknown_columns)
    return [f"Columns that were not understood and left out: {heads} (--map says what they hold)."]


def _some(head: str, lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    more = len(lines) - _ROWS_TOLD
    rest = [f"  ... and {more} more (--json lists all)"] if more > 0 else []
    return [head, *(f"  {printable(line)}" for line in lines[:_ROWS_TOLD]), *rest]


def _data(line: MeetingLine) -> dict[str, Json]:
    return {
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
        "miles_are_about": line.is_about,
    }


def _row(line: MeetingLine) -> tuple[str, ...]:
    return (
        "by appointment" if line.day is None else WEEKDAYS[line.day].title(),
        "" if line.start is None else f"{line.start:%H:%M}",
        line.fellowship.short_name,
        line.name,
        ", ".join(part for part in (line.place, line.street, line.city) if part),
        "" if line.miles is None else f"{'~' * line.is_about}{line.miles:.1f}",
    )
