"""Meetings between the store's rows and the domain's words, one row after the other."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import Any

from sqlalchemy import ColumnElement, Connection, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import Session

from iopdesk.domain.distance import Point
from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.meeting import Meeting, MeetingMode
from iopdesk.domain.meeting_codes import CLOSED, OPEN
from iopdesk.domain.meeting_correction import Correction, as_listed
from iopdesk.domain.meeting_matching import KnownMeeting
from iopdesk.storage.meeting_tables import MeetingCorrectionRow, MeetingRow

_MICRO = 1_000_000
MEETING_COLUMNS = (
    MeetingRow.id,
    MeetingRow.source_key,
    MeetingRow.fellowship,
    MeetingRow.name,
    MeetingRow.group_name,
    MeetingRow.weekday,
    MeetingRow.start,
    MeetingRow.minutes,
    MeetingRow.zone,
    MeetingRow.mode,
    MeetingRow.place,
    MeetingRow.address,
    MeetingRow.city,
    MeetingRow.region,
    MeetingRow.latitude_e6,
    MeetingRow.longitude_e6,
    MeetingRow.link,
    MeetingRow.link_note,
    MeetingRow.phone,
    MeetingRow.phone_note,
    MeetingRow.note,
    MeetingRow.place_note,
    MeetingRow.languages,
    MeetingRow.kinds,
    MeetingRow.other_kinds,
    MeetingRow.updated,
    MeetingRow.listed_until,
)


@lru_cache(maxsize=4096)
def split_codes(joined: str) -> tuple[str, ...]:
    """The codes of a column that joins them by commas."""
    return tuple(joined.split(",")) if joined else ()


def point_of(latitude_e6: int | None, longitude_e6: int | None) -> Point | None:
    """A point of the map from whole millionths of a degree."""
    if latitude_e6 is None or longitude_e6 is None:
        return None
    return Point(latitude_e6 / _MICRO, longitude_e6 / _MICRO)


def micro(degrees: float) -> int:
    """Degrees as whole millionths: the journal keeps no fractions."""
    return round(degrees * _MICRO)


def meeting_of(row: Row[*tuple[Any, ...]]) -> Meeting:
    """The meeting in a row of MEETING_COLUMNS."""
    return Meeting(
        name=row.name,
        fellowship=Fellowship(row.fellowship),
        day=row.weekday,
        start=row.start,
        minutes=row.minutes,
        zone=intern(row.zone),
        mode=MeetingMode(row.mode),
        slug=row.source_key,
        group_name=row.group_name,
        kinds=split_codes(row.kinds),
        other_kinds=split_codes(row.other_kinds),
        languages=split_codes(row.languages),
        place=intern(row.place),
        address=row.address,
        city=intern(row.city),
        region=intern(row.region),
        point=point_of(row.latitude_e6, row.longitude_e6),
        link=row.link,
        link_notes=row.link_note,
        phone=row.phone,
        phone_notes=row.phone_note,
        notes=row.note,
        place_notes=row.place_note,
        listed_at=row.updated,
    )


def columns_of(meeting: Meeting) -> dict[str, Any]:
    """What the store keeps of a listed meeting, by column."""
    point = meeting.point
    return {
        "source_key": meeting.slug,
        "fingerprint": meeting.fingerprint,
        "fellowship": meeting.fellowship.value,
        "name": meeting.name,
        "group_name": meeting.group_name,
        "weekday": meeting.day,
        "start": meeting.start,
        "minutes": meeting.minutes,
        "zone": meeting.zone,
        "mode": meeting.mode.value,
        "place": meeting.place,
        "address": meeting.address,
        "city": meeting.city,
        "region": meeting.region,
        "latitude_e6": micro(point.latitude) if point else None,
        "longitude_e6": micro(point.longitude) if point else None,
        "link": meeting.link,
        "link_note": meeting.link_notes,
        "phone": meeting.phone,
        "phone_note": meeting.phone_notes,
        "note": meeting.notes,
        "place_note": meeting.place_notes,
        "open_closed": next((c for c in (CLOSED, OPEN) if c in meeting.kinds), ""),
        "languages": ",".join(meeting.languages),
        "kinds": ",".join(meeting.kinds),
        "other_kinds": ",".join(meeting.other_kinds),
        "updated": meeting.listed_at,
    }


# Where the store's columns are called otherwise than a meeting's fields.
_COLUMNS_OF = {"day": ("weekday",), "point": ("latitude_e6", "longitude_e6")}


def columns_of_field(field: str) -> tuple[str, ...]:
    """The columns that hold a correctable field of a meeting."""
    return _COLUMNS_OF.get(field, (field,))


@dataclass(frozen=True)
class StoredCorrection:
    """A correction with its row's id."""

    id: uuid.UUID
    correction: Correction


def corrections_of(
    db: Session | Connection, *conditions: ColumnElement[bool]
) -> dict[uuid.UUID, list[StoredCorrection]]:
    """What the clinic corrected, by meeting; conditions are about meetings."""
    table = MeetingCorrectionRow
    rows = db.execute(
        select(table.id, table.meeting_id, table.field, table.value, table.listed, table.listed_now)
        .join(MeetingRow, MeetingRow.id == table.meeting_id)
        .where(table.void == 0, *conditions)
        .order_by(table.id)
    )
    found: dict[uuid.UUID, list[StoredCorrection]] = defaultdict(list)
    for row_id, meeting_id, *values in rows:
        found[meeting_id].append(StoredCorrection(row_id, Correction(*values)))
    return found


def known_meetings(
    db: Session | Connection,
    directory_id: uuid.UUID,
    corrections: Mapping[uuid.UUID, Sequence[StoredCorrection]],
) -> Sequence[KnownMeeting]:
    """All meetings ever listed by a directory, as it lists them, in the order of their making."""
    rows = db.execute(
        select(*MEETING_COLUMNS)
        .where(MeetingRow.directory_id == directory_id, MeetingRow.void == 0)
        .order_by(MeetingRow.id)
        .execution_options(yield_per=2000)
    )
    return [
        KnownMeeting(
            row.id,
            as_listed(meeting_of(row), [c.correction for c in corrections.get(row.id, ())]),
            row.listed_until is None,
        )
        for row in rows
    ]
