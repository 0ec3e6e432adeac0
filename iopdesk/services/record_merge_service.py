"""Two records of one person become one, and two again where that was wrong; both are journaled."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, inspect, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from iopdesk.domain.client import legal_name
from iopdesk.domain.problems import NotFound, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.wording import later
from iopdesk.services import client_duplicates
from iopdesk.services.client_queries import client_row, lines_of
from iopdesk.services.client_records import ClientLine, PossibleDuplicate
from iopdesk.services.client_search import MERGED_CHART, index_client
from iopdesk.services.client_writer import FIELDS, draft_of
from iopdesk.services.merge_obstacles import obstacle_of
from iopdesk.storage.attendance_tables import AttendanceRow
from iopdesk.storage.client_tables import ClientNameRow, ClientRow, PhoneRow, SearchToken
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.episode_tables import EpisodeRow
from iopdesk.storage.group_tables import KeepApartRow
from iopdesk.storage.intake_tables import RecordMergeRow
from iopdesk.storage.schema import Base, Journaled
from iopdesk.storage.store import Store

# Filled in from the other record where the kept one says nothing; names are kept as other names.
_FILLED = tuple(field for field in FIELDS if field not in {"first_name", "last_name", "language"})
_NOT_HERE = later("This record is not in this clinic's store, or was merged before.")


@dataclass(frozen=True)
class MergeLook:
    """Two records beside each other, and what would happen.

    `obstacle` is why they can't be merged yet, and what to do first.
    """

    kept: ClientLine
    merged: ClientLine
    facts: tuple[tuple[str, str, str], ...]
    rows: int
    same_sessions: int
    obstacle: tuple[str, str] | None


@dataclass(frozen=True)
class PastMerge:
    """One merge into a record; `chart_number` and `name` are those of the record that went."""

    id: UUID
    chart_number: str
    name: str
    reason: str
    at: datetime
    by: str
    undone_at: datetime | None


class RecordMergeService:
    """Merging is for those who may correct records of any kind: supervisors and directors."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def candidates(self, client_id: UUID) -> tuple[PossibleDuplicate, ...]:
        """Other records that may be the same person, the likeliest first."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            draft = draft_of(db, client_row(db, client_id))
            found = client_duplicates.possible_duplicates(db, draft, self._store.clock.today())
        return tuple(one for one in found if one.line.client_id != client_id)

    def look(self, kept_id: UUID, merged_id: UUID) -> MergeLook:
        """What merging would do; nothing is written."""
        self._signed_in.require(Right.MERGE_RECORDS)
        with self._store.read() as db:
            kept, merged = _both(db, kept_id, merged_id)
            lines = lines_of(db, [kept_id, merged_id], self._store.clock.today())
            by_id = {line.client_id: line for line in lines}
            stay = _same_sessions(db, kept_id, merged_id)
            facts = tuple(
                (name, _words(getattr(kept, name)), _words(getattr(merged, name)))
                for name in FIELDS
                if _words(getattr(kept, name)) != _words(getattr(merged, name))
            )
            return MergeLook(
                kept=by_id[kept_id],
                merged=by_id[merged_id],
                facts=facts,
                rows=sum(1 for _ in _rows_of(db, merged_id)) - len(stay),
                same_sessions=len(stay),
                obstacle=obstacle_of(db, kept_id, merged_id),
            )

    def merge(self, kept_id: UUID, merged_id: UUID, reason: str) -> UUID:
        """Bring all of `merged_id` into `kept_id`; the merge's id for `undo`.

        The other name and chart number still find the person. Attendance of one session marked
        in both records stays as the kept record has it. UserProblem where both have something open.
        """
        self._signed_in.require(Right.MERGE_RECORDS)
        if not reason.strip():
            raise UserProblem(later("Say how you know that this is one person."))
        by = self._signed_in.staff_id
        with self._store.write("client.merge", by, reason=reason.strip()) as db:
            kept, merged = _both(db, kept_id, merged_id)
            if obstacle := obstacle_of(db, kept_id, merged_id):
                raise UserProblem(*obstacle)
            undo = {"filled": _fill(kept, merged), "numbers": _number_episodes(db, kept, merged)}
            swapped = _taken_back_marks(db, kept_id, merged_id)
            moved = _move(db, merged_id, kept_id)
            for mark in swapped:
                mark.client_id = merged_id
            names = self._keep_name(db, kept, merged)
            row = RecordMergeRow(
                id=self._store.new_id(),
                kept_id=kept_id,
                merged_id=merged_id,
                reason=reason.strip(),
                moved=json.dumps(
                    {
                        "rows": moved,
                        "names": names,
                        "swapped": [mark.id.hex for mark in swapped],
                        **undo,
                    }
                ),
                merged_at=self._store.clock.now(),
                merged_by=by,
            )
            db.add(row)
            _set_standing(db, kept)
            merged.void = 1
            _index(db, kept, merged)
        return row.id

    def merges(self, client_id: UUID) -> tuple[PastMerge, ...]:
        """Every merge into this record, the newest first."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            rows = db.execute(
                select(RecordMergeRow, ClientRow, StaffRow.name)
                .join(ClientRow, ClientRow.id == RecordMergeRow.merged_id)
                .join(StaffRow, StaffRow.id == RecordMergeRow.merged_by)
                .where(RecordMergeRow.kept_id == client_id)
                .order_by(RecordMergeRow.merged_at.desc())
            ).all()
        return tuple(
            PastMerge(
                merge.id,
                client.chart_number,
                legal_name(client.first_name, client.middle_name, client.last_name),
                merge.reason,
                merge.merged_at,
                by,
                merge.undone_at,
            )
            for merge, client, by in rows
        )

    def undo(self, merge_id: UUID) -> None:
        """Make two records of it again; what was written since stays with the kept one."""
        self._signed_in.require(Right.MERGE_RECORDS)
        with self._store.write("client.undo_merge", self._signed_in.staff_id) as db:
            merge = db.get(RecordMergeRow, merge_id)
            if merge is None or merge.undone_at is not None:
                raise UserProblem(later("This merge was undone before."))
            kept, merged = db.get(ClientRow, merge.kept_id), db.get(ClientRow, merge.merged_id)
            if kept is None or kept.void or merged is None:
                raise NotFound(_NOT_HERE)
            done = json.loads(merge.moved)
            _move_back(db, done["rows"], kept.id, merged.id)
            for row_id in done["swapped"]:
                mark = db.get(AttendanceRow, UUID(row_id))
                if mark is not None:
                    mark.client_id = kept.id
            for row_id, number in done["numbers"].items():
                episode = db.get(EpisodeRow, UUID(row_id))
                if episode is not None:
                    episode.number = number
            for name, value in done["filled"].items():
                if _words(getattr(kept, name)) == value:
                    setattr(kept, name, None if name == "born" else "")
            for row_id in done["names"]:
                other_name = db.get(ClientNameRow, UUID(row_id))
                if other_name is not None:
                    other_name.void = 1
            merged.void = 0
            for client in (kept, merged):
                _set_standing(db, client)
            merge.undone_at = self._store.clock.now()
            merge.undone_by = self._signed_in.staff_id
            index_client(db, kept)
            index_client(db, merged)

    def _keep_name(self, db: Session, kept: ClientRow, merged: ClientRow) -> list[str]:
        """The other record's name and chart number, as other names of the kept one."""
        before = legal_name(kept.first_name, kept.middle_name, kept.last_name)
        name = legal_name(merged.first_name, merged.middle_name, merged.last_name)
        wanted = [(merged.chart_number, MERGED_CHART)]
        if name.casefold() != before.casefold():
            wanted.append((name, "alias"))
        rows = [
            ClientNameRow(id=self._store.new_id(), client_id=kept.id, name=words, kind=kind)
            for words, kind in wanted
        ]
        db.add_all(rows)
        db.flush()
        return [row.id.hex for row in rows]


def _both(db: Session, kept_id: UUID, merged_id: UUID) -> tuple[ClientRow, ClientRow]:
    kept, merged = db.get(ClientRow, kept_id), db.get(ClientRow, merged_id)
    if kept is None or merged is None or kept.void or merged.void:
        raise NotFound(_NOT_HERE)
    if kept_id == merged_id:
        raise UserProblem(later("This is one record already."))
    return kept, merged


def _words(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _owners() -> Iterator[tuple[type[Journaled], InstrumentedAttribute[UUID]]]:
    """Every journaled table with a column that names a client, merges and clients aside."""
    for mapper in sorted(Base.registry.mappers, key=lambda each: each.class_.__name__):
        row_class = mapper.class_
        if not issubclass(row_class, Journaled) or row_class in (ClientRow, RecordMergeRow):
            continue
        for column in mapper.columns:
            if any(key.column.table.name == "client" for key in column.foreign_keys):
                yield row_class, getattr(row_class, mapper.get_property_by_column(column).key)


def _table_of(row_class: type[Journaled]) -> str:
    return str(inspect(row_class).local_table.name)


def _rows_of(db: Session, client_id: UUID) -> Iterator[tuple[Journaled, str]]:
    for row_class, column in _owners():
        for row in db.scalars(select(row_class).where(column == client_id)):
            yield row, column.key


def _same_sessions(db: Session, kept_id: UUID, merged_id: UUID) -> set[UUID]:
    """Attendance rows of the other record whose session is marked in the kept one as well."""
    kept = select(AttendanceRow.session_id).where(
        AttendanceRow.client_id == kept_id, AttendanceRow.void == 0
    )
    other = select(AttendanceRow.id).where(
        AttendanceRow.client_id == merged_id, AttendanceRow.session_id.in_(kept)
    )
    return set(db.scalars(other))


def _taken_back_marks(db: Session, kept_id: UUID, merged_id: UUID) -> list[AttendanceRow]:
    """Marks of the kept record that were taken back where the other record's mark stands."""
    other = select(AttendanceRow.session_id).where(
        AttendanceRow.client_id == merged_id, AttendanceRow.void == 0
    )
    query = select(AttendanceRow).where(
        AttendanceRow.client_id == kept_id,
        AttendanceRow.void == 1,
        AttendanceRow.session_id.in_(other),
    )
    return list(db.scalars(query))


def _move(db: Session, merged_id: UUID, kept_id: UUID) -> dict[str, list[str]]:
    """Every row to the kept record; ids by table and column, as `_move_back` wants them."""
    stay: set[UUID] = _same_sessions(db, kept_id, merged_id) | _same_numbers(db, kept_id, merged_id)
    moved: dict[str, list[str]] = {}
    rows = [each for each in _rows_of(db, merged_id) if each[0].id not in stay]
    for row, column in rows:
        if isinstance(row, KeepApartRow) and kept_id in _pair(row):
            continue  # nobody is kept apart from themselves
        setattr(row, column, kept_id)
        moved.setdefault(f"{_table_of(type(row))}.{column}", []).append(row.id.hex)
    db.flush()
    return moved


def _same_numbers(db: Session, kept_id: UUID, merged_id: UUID) -> set[UUID]:
    """Phones of the other record that the kept one has too."""
    numbers = select(PhoneRow.number).where(PhoneRow.client_id == kept_id, PhoneRow.void == 0)
    other = select(PhoneRow.id).where(PhoneRow.client_id == merged_id, PhoneRow.number.in_(numbers))
    return set(db.scalars(other))


def _move_back(db: Session, moved: Mapping[str, list[str]], kept_id: UUID, merged_id: UUID) -> None:
    classes = {_table_of(row_class): row_class for row_class, _column in _owners()}
    for place, ids in moved.items():
        table, _, column = place.partition(".")
        for row_id in ids:
            row: Any = db.get(classes[table], UUID(row_id))
            if row is not None and getattr(row, column) == kept_id:
                setattr(row, column, merged_id)
    db.flush()
    while _follow_parents(db, kept_id, merged_id):
        db.flush()


def _follow_parents(db: Session, kept_id: UUID, merged_id: UUID) -> bool:
    """Move what was written below a row that went back since; whether there was any."""
    followed = False
    for row_class, column in _owners():
        table = inspect(row_class).local_table
        for own in table.columns:
            for key in own.foreign_keys:
                parent = key.column.table
                if parent.name in ("client", table.name) or "client_id" not in parent.c:
                    continue
                back = select(parent.c.id).where(parent.c.client_id == merged_id)
                query = select(row_class).where(column == kept_id, own.in_(back))
                for row in db.scalars(query).all():
                    setattr(row, column.key, merged_id)
                    followed = True
    return followed


def _pair(row: KeepApartRow) -> tuple[UUID, UUID]:
    return row.client_id, row.other_client_id


def _fill(kept: ClientRow, merged: ClientRow) -> dict[str, str]:
    """What only the other record says goes into the kept one; the fields with what they got."""
    filled = {}
    for name in _FILLED:
        theirs = getattr(merged, name)
        if theirs and not getattr(kept, name):
            setattr(kept, name, theirs)
            filled[name] = _words(theirs)
    return filled


def _number_episodes(db: Session, kept: ClientRow, merged: ClientRow) -> dict[str, int]:
    """Number the stays of both by their first day; each changed one with its number before."""
    rows = list(
        db.scalars(
            select(EpisodeRow)
            .where(EpisodeRow.client_id.in_([kept.id, merged.id]), EpisodeRow.void == 0)
            .order_by(EpisodeRow.admitted, EpisodeRow.id)
        )
    )
    before = {}
    for number, row in enumerate(rows, start=1):
        if row.number != number:
            before[row.id.hex] = row.number
            row.number = number
    return before


def _set_standing(db: Session, client: ClientRow) -> None:
    stays = list(
        db.scalars(
            select(EpisodeRow).where(EpisodeRow.client_id == client.id, EpisodeRow.void == 0)
        )
    )
    client.ever_admitted = int(bool(stays))
    client.in_program = int(any(stay.discharged is None for stay in stays))


def _index(db: Session, kept: ClientRow, merged: ClientRow) -> None:
    index_client(db, kept)
    db.execute(delete(SearchToken).where(SearchToken.client_id == merged.id))
