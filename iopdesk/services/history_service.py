"""A client's record over time, read from the journal: who did what when, and what was before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Table, bindparam, case, select, union_all
from sqlalchemy.orm import Session

from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.wording import Wording
from iopdesk.services.history_change import Plain, RowChange
from iopdesk.services.history_words import (
    APART_TABLES,
    IDS,
    headline,
    icon_of,
    tells_first,
    told,
    without_clinical,
)
from iopdesk.services.merged_records import merged_into
from iopdesk.storage import journal_body
from iopdesk.storage.access_tables import AccessRow
from iopdesk.storage.attendance_tables import GroupSessionRow
from iopdesk.storage.clinic_tables import ProgramRow, StaffRow
from iopdesk.storage.group_tables import TreatmentGroupRow
from iopdesk.storage.journal_body import Entry, Item, plain, uuid_of_hex
from iopdesk.storage.journal_tables import ChangeRow, ChangeSubject
from iopdesk.storage.meeting_tables import MeetingRow
from iopdesk.storage.prepared_query import PreparedQuery
from iopdesk.storage.row_limit import FROM_START, written_limit
from iopdesk.storage.row_past import instant_of
from iopdesk.storage.schema import Base
from iopdesk.storage.store import Store

_SHOWN_DETAILS = 40
_ALL = 1_000_000

# made once: the newest lines stand on the first page of every chart
_change, _subject = ChangeRow.__table__, ChangeSubject.__table__
_staff, _session = StaffRow.__table__, GroupSessionRow.__table__
_group, _program = TreatmentGroupRow.__table__, ProgramRow.__table__
_meeting = MeetingRow.__table__
_ENTRIES = PreparedQuery(
    select(_change.c.dot, _staff.c.name, _change.c.body)
    .select_from(
        _subject.join(_change, _change.c.dot == _subject.c.dot).outerjoin(
            _staff, _staff.c.id == _change.c.user_id
        )
    )
    .where(_subject.c.client_id == bindparam("client_id"))
    .order_by(_subject.c.dot.desc())
    .limit(written_limit("most"))
    .offset(FROM_START)
)
# a history is read and printed by many: it never says whom a specialised group is for
_group_title = case(
    ((_group.c.population != "") & (_group.c.neutral_title != ""), _group.c.neutral_title),
    else_=_group.c.name,
)
_NAMED = {
    "session_id": select(_session.c.id, _group_title).select_from(
        _session.join(_group, _group.c.id == _session.c.group_id)
    ),
    "group_id": select(_group.c.id, _group_title),
    "program_id": select(_program.c.id, _program.c.name),
    "counselor_id": select(_staff.c.id, _staff.c.name),
    "meeting_id": select(_meeting.c.id, _meeting.c.name),
}
_NAMES = PreparedQuery(
    union_all(
        *(
            query.where(query.selected_columns[0].in_(bindparam(field, expanding=True)))
            for field, query in _NAMED.items()
        )
    )
)


@dataclass(frozen=True)
class HistoryLine:
    """One action of one person; `at` is in the clinic's own time."""

    dot: int
    at: datetime
    by: str
    action: str
    icon: str
    words: str
    details: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class AccessLine:
    """One look, print, export or refused sign-in."""

    at: datetime
    by: str
    what: str
    client_id: UUID | None
    purpose: str
    to: str


@dataclass(frozen=True)
class _Read:
    dot: int
    by: str
    entry: Entry


class HistoryService:
    """Reads the journal for people; what a reader's roles don't allow is left out."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def client_history(
        self, client_id: UUID, words: Wording, limit: int = 500
    ) -> tuple[HistoryLine, ...]:
        """All that was done to a record, newest first, with the values before; logs the look."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            lines = self._walk(db, client_id, words)
            # what was done to a record before it became part of this one
            for merged_id in merged_into(db, client_id):
                lines = {**self._walk(db, merged_id, words), **lines}
        self._store.log_access("view history", by=self._signed_in.staff_id, client_id=client_id)
        newest = sorted(lines.values(), key=lambda line: (line.at, line.dot), reverse=True)
        return tuple(newest[:limit])

    def _walk(self, db: Session, client_id: UUID, words: Wording) -> dict[int, HistoryLine]:
        read = _entries(db, client_id, None)
        names = _names(db, read)
        states: dict[UUID, dict[str, Plain]] = {}
        lines = {}
        for one in reversed(read):
            changes = _walked(one.entry, client_id, states, names)
            line = self._line(one, changes, words)
            if line is not None:
                lines[one.dot] = line
        return lines

    def latest(self, client_id: UUID, words: Wording, limit: int = 6) -> tuple[HistoryLine, ...]:
        """The newest few lines for the chart's first page, without the values before."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            return self.latest_in(db, client_id, words, limit)

    def latest_in(
        self, db: Session, client_id: UUID, words: Wording, limit: int
    ) -> tuple[HistoryLine, ...]:
        """The same within a reading that the caller has begun and has the right to."""
        lines = self._newest(db, client_id, client_id, words, limit)
        for merged_id in merged_into(db, client_id):
            lines = {**self._newest(db, merged_id, client_id, words, limit), **lines}
        newest = sorted(lines.values(), key=lambda line: (line.at, line.dot), reverse=True)
        return tuple(newest[:limit])

    def _newest(
        self, db: Session, client_id: UUID, kept_id: UUID, words: Wording, limit: int
    ) -> dict[int, HistoryLine]:
        """The newest lines of a record by entry; its rows are `kept_id`'s where it was merged."""
        # some entries may not be for this reader
        most = limit if self._signed_in.may(Right.VIEW_CLINICAL) else limit * 2
        read = _entries(db, client_id, most)
        present = _present_rows(db, kept_id, read)
        names = _names(db, read, present.values())
        lines = {}
        for one in read:
            changes = _as_present(one.entry, {client_id, kept_id}, present, names)
            line = self._line(one, changes, words)
            if line is not None:
                lines[one.dot] = line
        return lines

    def access_log(self, client_id: UUID | None = None, limit: int = 500) -> tuple[AccessLine, ...]:
        """Who looked at what, newest first; for the privacy officer and the director."""
        self._signed_in.require(Right.SEE_ACCESS_LOG)
        query = (
            select(AccessRow, StaffRow.name)
            .outerjoin(StaffRow, StaffRow.id == AccessRow.user_id)
            .order_by(AccessRow.seq.desc())
            .limit(limit)
        )
        zone = self._store.clock.now().tzinfo
        with self._store.read() as db:
            if client_id is not None:
                ids = [client_id, *merged_into(db, client_id)]
                query = query.where(AccessRow.client_id.in_(ids))
            return tuple(
                AccessLine(
                    at=row.at.astimezone(zone),
                    by=name or "",
                    what=row.what,
                    client_id=row.client_id,
                    purpose=row.purpose,
                    to=row.recipient,
                )
                for row, name in db.execute(query)
            )

    def _line(self, one: _Read, changes: Sequence[RowChange], words: Wording) -> HistoryLine | None:
        changes = [change for change in changes if change.table not in APART_TABLES]
        if not self._signed_in.may(Right.VIEW_CLINICAL):
            changes = [kept for change in changes if (kept := without_clinical(change))]
        if not changes:
            return None
        details = [sentence for change in changes for sentence in told(change, words)]
        if len(details) == 1 and not tells_first(one.entry.action):
            first, details = details[0], []
        elif not (first := headline(one.entry.action, words)):
            first, details = (details[0], details[1:]) if details else (one.entry.action, [])
        at = instant_of(one.entry.hlc).astimezone(self._store.clock.now().tzinfo)
        return HistoryLine(
            dot=one.dot,
            at=at,
            by=one.by,
            action=one.entry.action,
            icon=icon_of(one.entry.action),
            words=first,
            details=tuple(each for each in details[:_SHOWN_DETAILS] if each != first),
            reason=one.entry.reason,
        )


def _entries(db: Session, client_id: UUID, limit: int | None) -> list[_Read]:
    most = _ALL if limit is None else limit
    read = [
        _Read(dot, name or "", journal_body.parse(journal_body.inflate(body), of_client=client_id))
        for dot, name, body in _ENTRIES.rows(db, client_id=client_id, most=most)
    ]
    # entries of other sites have other numbers; the clock in them says when
    read.sort(key=lambda one: (one.entry.hlc, one.dot), reverse=True)
    return read


def _walked(
    entry: Entry,
    client_id: UUID,
    states: dict[UUID, dict[str, Plain]],
    names: Mapping[str, str],
) -> list[RowChange]:
    changes = []
    for item in entry.items:
        before = states.get(item.row_id)
        if not _is_about(item, {client_id}, before):
            continue
        after = {**(before or {}), **item.fields}
        states[item.row_id] = after
        changes.append(
            RowChange(item.table, item.kind == "create", after, item.fields, before or {}, names)
        )
    return changes


def _as_present(
    entry: Entry,
    client_ids: set[UUID],
    present: Mapping[UUID, dict[str, Plain]],
    names: Mapping[str, str],
) -> list[RowChange]:
    changes = []
    for item in entry.items:
        row = present.get(item.row_id)
        if _is_about(item, client_ids, row):
            state = {**(row or {}), **item.fields}
            is_new = item.kind == "create"
            changes.append(RowChange(item.table, is_new, state, item.fields, None, names))
    return changes


def _is_about(item: Item, client_ids: set[UUID], known: Mapping[str, Plain] | None) -> bool:
    if item.table == "client":
        return item.row_id in client_ids
    owner = item.fields.get("client_id") or (known or {}).get("client_id")
    return any(owner == each.hex for each in client_ids)


def _present_rows(
    db: Session, client_id: UUID, read: Sequence[_Read]
) -> dict[UUID, dict[str, Plain]]:
    wanted: dict[str, set[UUID]] = {}
    for one in read:
        for item in one.entry.items:
            if item.kind == "set":
                wanted.setdefault(item.table, set()).add(item.row_id)
    rows: dict[UUID, dict[str, Plain]] = {}
    for name, ids in wanted.items():
        table: Table = Base.metadata.tables[name]
        if "client_id" not in table.c and name != "client":
            continue
        for row in (
            db.connection()
            .execute(_rows_of(name), {"ids": list(ids), "client_id": client_id})
            .mappings()
        ):
            rows[row["id"]] = {key: plain(value) for key, value in row.items()}
    return rows


def _names(
    db: Session, read: Sequence[_Read], rows: Iterable[Mapping[str, Plain]] = ()
) -> dict[str, str]:
    """Names of all that entries and rows speak of by id, by the id as the journal has it."""
    ids: dict[str, set[UUID]] = {field: set() for field in IDS}
    for fields in (*(item.fields for one in read for item in one.entry.items), *rows):
        for field in ids.keys() & fields.keys():
            value = fields[field]
            if isinstance(value, str):
                ids[field].add(uuid_of_hex(value))
    if not any(ids.values()):
        return {}
    found = _NAMES.rows(db, **{field: list(ids[field]) for field in _NAMED})
    return {row_id.hex: name for row_id, name in found}


@cache
def _rows_of(name: str) -> Select[Any]:
    table = Base.metadata.tables[name]
    owner = table.c.id if name == "client" else table.c.client_id
    return select(table).where(
        table.c.id.in_(bindparam("ids", expanding=True)), owner == bindparam("client_id")
    )
