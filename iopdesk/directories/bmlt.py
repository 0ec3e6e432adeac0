"""BMLT lists, as Narcotics Anonymous and others publish them, made into Meeting Guide rows.

Every value of a search result is a text, days count from 1 for Sunday, and the keys of formats
differ from server to server: only their world ids are the same everywhere.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from iopdesk.directories import reasons
from iopdesk.directories.clean_text import clean_line, clean_lines
from iopdesk.directories.remarks import Remarks
from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.meeting import Refused
from iopdesk.domain.meeting_codes import ONLINE, TEMPORARILY_CLOSED
from iopdesk.domain.resources import resource_path

Row = Mapping[str, object]
_VIRTUAL, _HYBRID = "2", "3"
# What is said by these ids is the same in every fellowship.
_SAID_BY_ALL = frozenset({"OPEN", "CLOSED", "VM", "TC", "M", "W"})
_ALWAYS_KNOWN = {"VM": ONLINE, "TC": TEMPORARILY_CLOSED, "HY": ""}
_DURATION = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")
_PLACE = {
    "location": "location_text",
    "address": "location_street",
    "city": "location_municipality",
    "state": "location_province",
    "postal_code": "location_postal_code_1",
    "country": "location_nation",
    "conference_url_notes": "virtual_meeting_additional_info",
    "conference_phone": "phone_meeting_number",
    "latitude": "latitude",
    "longitude": "longitude",
}
# The administrator's list has other names for what a search result says.
_ADMIN = {
    "id": "id_bigint",
    "name": "meeting_name",
    "startTime": "start_time",
    "duration": "duration_time",
    "timeZone": "time_zone",
    "venueType": "venue_type",
}


@dataclass(frozen=True, slots=True)
class FormatList:
    """What a server's format keys mean: world id and name, in the language of the list."""

    named: Mapping[str, tuple[str, str]]

    def types(self, key: str, fellowship: Fellowship) -> str:
        """A type code where the world id has one in this fellowship, else the format's name."""
        if key in _ALWAYS_KNOWN:
            return _ALWAYS_KNOWN[key]
        world_id, name = self.named.get(key, ("", key))
        code = type_of_world_id(world_id, fellowship)
        return code or name


def type_of_world_id(world_id: str, fellowship: Fellowship) -> str:
    """The type code behind a world id, "" where it has none in this fellowship."""
    if fellowship is Fellowship.NA or world_id in _SAID_BY_ALL:
        return str(_known()["types_of_world_ids"].get(world_id, ""))
    return ""


def format_list(
    meetings: Sequence[object], formats: Sequence[object], remarks: Remarks
) -> FormatList:
    """The formats that came with the meetings, or the usual ones if the file uses no other key."""
    own = {
        clean_line(row.get("key_string")): (
            clean_line(row.get("world_id")),
            clean_line(row.get("name_string")) or clean_line(row.get("key_string")),
        )
        for row in formats
        if isinstance(row, dict)
    }
    if own:
        return FormatList(own)
    used = {key for row in meetings if isinstance(row, dict) for key in _keys(row)}
    usual = {
        key: (words["world_id"], words["name"]) for key, words in _known()["usual_formats"].items()
    }
    if used <= set(usual) | set(_ALWAYS_KNOWN):
        if used:
            remarks.row = 0
            remarks.note("formats", ", ".join(sorted(used)), reasons.USUAL_FORMATS)
        return FormatList(usual)
    remarks.row = 0
    remarks.note("formats", ", ".join(sorted(used)), reasons.NO_FORMATS)
    return FormatList({})


def bmlt_rows(
    meetings: Sequence[object], formats: FormatList, fellowship: Fellowship, remarks: Remarks
) -> Iterator[tuple[int, object]]:
    """Each meeting with its number, counted from 1, as a Meeting Guide row."""
    for number, entry in enumerate(meetings, start=1):
        remarks.row = number
        if not isinstance(entry, dict) or not entry:
            yield number, entry
        elif clean_line(entry.get("published")) in ("0", "false"):
            yield number, Refused(number, reasons.NOT_PUBLISHED, clean_line(entry.get("name")))
        else:
            yield number, _guide_row(_by_search_names(entry), formats, fellowship, remarks)


def _by_search_names(entry: Row) -> Row:
    if "startTime" not in entry and "serviceBodyId" not in entry:
        return entry
    row = {_ADMIN.get(name, name): value for name, value in entry.items()}
    day = entry.get("day")
    if isinstance(day, int) and not isinstance(day, bool):
        row["weekday_tinyint"] = day + 1
    keys = [f"#{each}" for each in _list(entry.get("formatIds"))]
    keys += [TEMPORARILY_CLOSED] if entry.get("temporarilyVirtual") is True else []
    row["formats"] = ",".join(keys)
    return row


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def _guide_row(
    row: Row, formats: FormatList, fellowship: Fellowship, remarks: Remarks
) -> dict[str, object]:
    guide: dict[str, object] = {name: row.get(theirs) for name, theirs in _PLACE.items()}
    types = [formats.types(key, fellowship) for key in _keys(row)]
    link = row.get("virtual_meeting_link")
    venue = clean_line(row.get("venue_type"))
    if venue == _VIRTUAL:
        # The street of a closed building often stays in the list: nobody is to go there.
        types.append(ONLINE)
        guide["approximate"] = "yes"
    elif venue == _HYBRID:
        types.append(ONLINE)
    elif venue and clean_line(link) and ONLINE not in types:
        remarks.note("virtual_meeting_link", link, reasons.OLD_LINK)
        link = ""
    borough = clean_line(row.get("location_city_subsection"))
    guide |= {
        "slug": row.get("id_bigint"),
        "name": row.get("meeting_name"),
        "day": _day(row.get("weekday_tinyint")),
        "time": row.get("start_time"),
        "end_time": _end(row),
        "timezone": row.get("time_zone"),
        "types": [kind for kind in types if kind],
        "conference_url": link,
        "regions": [borough or row.get("location_neighborhood")],
        "location_notes": _joined(row, "location_info", "train_lines", "bus_lines"),
        "notes": _joined(row, "comments", "format_comments"),
    }
    if not clean_line(guide["city"]):
        guide["city"] = borough
    if _nowhere(row):
        guide["latitude"] = guide["longitude"] = ""
    return guide


def _keys(row: Row) -> list[str]:
    return [key for part in str(row.get("formats") or "").split(",") if (key := part.strip())]


def _day(value: object) -> object:
    text = clean_line(value)
    return int(text) - 1 if text in {"1", "2", "3", "4", "5", "6", "7"} else value


def _end(row: Row) -> str:
    """Start and duration as an end; "" where the server's own default counts."""
    start = _DURATION.fullmatch(clean_line(row.get("start_time")))
    lasts = _DURATION.fullmatch(clean_line(row.get("duration_time")))
    if start is None or lasts is None:
        return ""
    minutes = int(lasts[1]) * 60 + int(lasts[2])
    if minutes == 0:
        return ""
    end = (int(start[1]) * 60 + int(start[2]) + minutes) % (24 * 60)
    return f"{end // 60:02}:{end % 60:02}"


def _joined(row: Row, *names: str) -> str:
    return "\n".join(text for name in names if (text := clean_lines(row.get(name))))


def _nowhere(row: Row) -> bool:
    """Whether the coordinates are the zeros that stand for none."""
    both = (clean_line(row.get("latitude")), clean_line(row.get("longitude")))
    return all(text.strip("0.") == "" for text in both)


@cache
def _known() -> dict[str, dict]:  # type: ignore[type-arg]  # the two halves of the resource
    text = resource_path("meeting-codes/bmlt-formats.json").read_text(encoding="utf-8")
    return dict(json.loads(text))
