"""Who is expected at sessions, their marks, and how each of them may be reached."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Date, bindparam, or_, select
from sqlalchemy.orm import Session

from iopdesk.storage.attendance_tables import AttendanceRow
from iopdesk.storage.client_tables import ClientRow, PhoneRow
from iopdesk.storage.group_tables import GroupSlotRow, RosterPlaceRow
from iopdesk.storage.phone_queries import advice
from iopdesk.storage.schema import UuidType


class Reached(NamedTuple):
    """A client and how to reach them; numbers where a message may be left come first."""

    client_id: uuid.UUID
    first: str
    last: str
    name_to_use: str
    chart_number: str
    language: str
    safe_contact: str
    phones: tuple[tuple[str, str, bool, str], ...]


_client, _phone = ClientRow.__table__.c, PhoneRow.__table__.c
_place, _slot = RosterPlaceRow.__table__.c, GroupSlotRow.__table__.c
_attendance = AttendanceRow.__table__.c
_FIRST, _LAST = bindparam("first", type_=Date()), bindparam("last", type_=Date())
_ON_ROSTERS = (
    select(_slot.id, _place.client_id, _place.starts, _place.ends)
    .select_from(
        GroupSlotRow.__table__.join(RosterPlaceRow.__table__, _place.group_id == _slot.group_id)
    )
    .where(
        _slot.id.in_(bindparam("slot_ids", type_=UuidType, expanding=True)),
        _place.void == 0,
        _place.is_waiting.is_(False),
        _place.starts <= _LAST,
        or_(_place.ends.is_(None), _place.ends >= _FIRST),
    )
)
_MARKS = select(_attendance.session_id, _attendance.client_id, _attendance.mark).where(
    _attendance.session_id.in_(bindparam("session_ids", type_=UuidType, expanding=True)),
    _attendance.void == 0,
)
_OF_CLIENTS = bindparam("client_ids", type_=UuidType, expanding=True)
_CLIENTS = select(
    _client.id,
    _client.first_name,
    _client.last_name,
    _client.name_to_use,
    _client.chart_number,
    _client.language,
    _client.safe_contact,
).where(_client.id.in_(_OF_CLIENTS))
_PHONES = (
    select(_phone.client_id, _phone.number, _phone.kind, _phone.may_leave_message, advice())
    .where(_phone.client_id.in_(_OF_CLIENTS), _phone.void == 0)
    .order_by(_phone.may_leave_message.desc(), _phone.id)
)

SessionKey = tuple[uuid.UUID, date]


def on_rosters(db: Session, sessions: Sequence[SessionKey]) -> dict[SessionKey, list[uuid.UUID]]:
    """The clients who belong to each session, named by slot and the day it is held."""
    found: dict[SessionKey, list[uuid.UUID]] = {key: [] for key in sessions}
    if not sessions:
        return found
    days = [day for _, day in sessions]
    values = {"slot_ids": [key[0] for key in sessions], "first": min(days), "last": max(days)}
    rows = db.connection().execute(_ON_ROSTERS, values).all()
    for key in sessions:
        found[key] = [
            client_id
            for slot_id, client_id, starts, ends in rows
            if slot_id == key[0] and starts <= key[1] and (ends is None or ends >= key[1])
        ]
    return found


def marks(
    db: Session, session_ids: Collection[uuid.UUID]
) -> dict[tuple[uuid.UUID, uuid.UUID], str]:
    """The mark of each client by session and client."""
    if not session_ids:
        return {}
    rows = db.connection().execute(_MARKS, {"session_ids": list(session_ids)})
    return {(session, client_id): mark for session, client_id, mark in rows}


def reached(db: Session, client_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Reached]:
    """Names and numbers of these clients."""
    if not client_ids:
        return {}
    values = {"client_ids": list(client_ids)}
    phones: dict[uuid.UUID, list[tuple[str, str, bool, str]]] = defaultdict(list)
    for client_id, *phone in db.connection().execute(_PHONES, values):
        number, kind, may_leave_message, note = phone
        phones[client_id].append((number, kind, may_leave_message, note))
    return {
        row[0]: Reached(*row, tuple(phones[row[0]]))
        for row in db.connection().execute(_CLIENTS, values)
    }
