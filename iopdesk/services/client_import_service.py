"""Clients read from a table of another program: looked at first, added as one action, undone."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, exists, literal, select
from sqlalchemy.orm import Session

from iopdesk.domain.client import ClientDraft, fold
from iopdesk.domain.client_import import (
    ColumnMap,
    ReadClient,
    Remark,
    guessed,
    read_client,
)
from iopdesk.domain.problems import NotFound, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.wording import later
from iopdesk.services.client_table import ClientTable, read_client_table
from iopdesk.services.client_writer import add_client, tidy
from iopdesk.storage.client_tables import ClientNameRow, ClientRow, PhoneRow, SearchToken
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.intake_tables import ClientImportRow
from iopdesk.storage.journal import void_row
from iopdesk.storage.schema import Base, OfClient
from iopdesk.storage.store import Store


@dataclass(frozen=True)
class HereAlready:
    """A row whose person has a record, or stands further up in the same file."""

    row: int
    chart_number: str
    in_row: int = 0


@dataclass(frozen=True)
class ImportPlan:
    """What a file would do, or did: every row is added, here already, or not read."""

    read: int
    to_add: tuple[ReadClient, ...]
    here_already: tuple[HereAlready, ...]
    not_read: tuple[ReadClient, ...]
    not_taken: tuple[str, ...]
    imported_before: datetime | None = None

    @property
    def noted(self) -> tuple[tuple[int, Remark], ...]:
        """Each value that was read as something else, with its row."""
        return tuple((one.row, remark) for one in self.to_add for remark in one.remarks)


@dataclass(frozen=True)
class PastImport:
    """One import that was done."""

    id: UUID
    file_name: str
    added: int
    at: datetime
    by: str
    undone_at: datetime | None


@dataclass(frozen=True)
class Undone:
    """How many records were taken back, and those that stay since someone worked on them."""

    taken_back: int
    kept: tuple[str, ...]


class ClientImportService:
    """Importing clients; whoever may make a client's record may import some."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def look(self, data: bytes) -> tuple[ClientTable, ColumnMap]:
        """The table in a file, and what its columns seem to be; nothing is written."""
        self._signed_in.require(Right.EDIT_CLIENTS)
        table = read_client_table(data)
        return table, guessed(table.heads)

    def preview(self, data: bytes, columns: ColumnMap) -> ImportPlan:
        """What importing would do; nothing is written. UserProblem where the map doesn't fit."""
        self._signed_in.require(Right.EDIT_CLIENTS)
        with self._store.read() as db:
            return self._plan(db, data, columns)

    def run(self, data: bytes, file_name: str, columns: ColumnMap) -> tuple[ImportPlan, UUID]:
        """Add every client of the plan in one transaction; what was done, and its id for `undo`."""
        self._signed_in.require(Right.EDIT_CLIENTS)
        by = self._signed_in.staff_id
        with self._store.write("client.import", by) as db:
            plan = self._plan(db, data, columns)
            done = ClientImportRow(
                id=self._store.new_id(),
                file_name=file_name,
                sha256=hashlib.sha256(data).hexdigest(),
                mapping=json.dumps(dict(columns.columns), ensure_ascii=False),
                read=plan.read,
                added=len(plan.to_add),
                imported_at=self._store.clock.now(),
                imported_by=by,
            )
            db.add(done)
            db.flush()
            for one in plan.to_add:
                if one.draft is not None:
                    add_client(db, one.draft, self._store.new_id, import_id=done.id)
        return plan, done.id

    def imports(self) -> tuple[PastImport, ...]:
        """Every import, the newest first."""
        self._signed_in.require(Right.EDIT_CLIENTS)
        with self._store.read() as db:
            rows = db.execute(
                select(
                    ClientImportRow.id,
                    ClientImportRow.file_name,
                    ClientImportRow.added,
                    ClientImportRow.imported_at,
                    StaffRow.name,
                    ClientImportRow.undone_at,
                )
                .join(StaffRow, StaffRow.id == ClientImportRow.imported_by)
                .order_by(ClientImportRow.imported_at.desc())
            )
            return tuple(PastImport(*row) for row in rows)

    def undo(self, import_id: UUID) -> Undone:
        """Take back the records of an import that nobody worked on since; the others stay."""
        self._signed_in.require(Right.EDIT_CLIENTS)
        with self._store.write("client.undo_import", self._signed_in.staff_id) as db:
            done = db.get(ClientImportRow, import_id)
            if done is None or done.void:
                raise NotFound(later("This import is not in this clinic's store."))
            if done.undone_at is not None:
                raise UserProblem(later("This import was undone before."))
            kept = []
            taken_back = 0
            for row in db.scalars(
                select(ClientRow).where(ClientRow.import_id == import_id, ClientRow.void == 0)
            ).all():
                if row.op != done.op or _is_worked_on(db, row.id, done.op):
                    kept.append(row.chart_number)
                    continue
                _take_back(db, row)
                taken_back += 1
            done.undone_at = self._store.clock.now()
            done.undone_by = self._signed_in.staff_id
        return Undone(taken_back, tuple(sorted(kept)))

    def _plan(self, db: Session, data: bytes, columns: ColumnMap) -> ImportPlan:
        table = read_client_table(data)
        columns.refuse_problems(table.heads)
        today = self._store.clock.today()
        known = _Known(db)
        to_add, here, not_read = [], [], []
        for number, cells in table.records():
            one = _checked(read_client(number, cells, columns), today)
            if one.draft is None:
                not_read.append(one)
            elif (found := known.find(one.draft)) is not None:
                here.append(HereAlready(number, found[0], found[1]))
            else:
                known.note(one.draft, number)
                to_add.append(one)
        taken = {head for head, name in columns.columns.items() if name}
        before = select(ClientImportRow.imported_at).where(
            ClientImportRow.sha256 == hashlib.sha256(data).hexdigest(),
            ClientImportRow.undone_at.is_(None),
        )
        return ImportPlan(
            read=len(table.rows),
            to_add=tuple(to_add),
            here_already=tuple(here),
            not_read=tuple(not_read),
            not_taken=tuple(head for head in table.heads if head and head not in taken),
            imported_before=db.scalar(before.limit(1)),
        )


class _Known:
    """Everyone who is here or further up in the file, by folded name."""

    def __init__(self, db: Session) -> None:
        self._found: dict[tuple[str, str], list[tuple[date | None, str, int]]] = {}
        rows = db.execute(
            select(
                ClientRow.first_name, ClientRow.last_name, ClientRow.born, ClientRow.chart_number
            ).where(ClientRow.void == 0)
        )
        for first, last, born, chart in rows:
            self._found.setdefault(_key(first, last), []).append((born, chart, 0))

    def find(self, draft: ClientDraft) -> tuple[str, int] | None:
        """Chart number, or row, of the same name with the same or an unknown birth date."""
        for born, chart, row in self._found.get(_key(draft.first_name, draft.last_name), ()):
            if born is None or draft.born is None or born == draft.born:
                return chart, row
        return None

    def note(self, draft: ClientDraft, row: int) -> None:
        """From now on this person is known from `row`."""
        key = _key(draft.first_name, draft.last_name)
        self._found.setdefault(key, []).append((draft.born, "", row))


def _key(first: str, last: str) -> tuple[str, str]:
    return fold(first), fold(last)


def _checked(one: ReadClient, today: date) -> ReadClient:
    """The row with its draft as it would be stored; what a form would refuse is not read."""
    if one.draft is None:
        return one
    draft = tidy(one.draft)
    problems = draft.problems(today)
    return (
        replace(one, draft=None, reason=problems[0].words)
        if problems
        else replace(one, draft=draft)
    )


def _tables_of_clients() -> Iterator[type[OfClient]]:
    for mapper in Base.registry.mappers:
        if issubclass(mapper.class_, OfClient):
            yield mapper.class_


def _is_worked_on(db: Session, client_id: UUID, op: int) -> bool:
    """Whether any row of this client was written after the entry `op`."""
    return any(
        db.scalar(
            select(literal(1)).where(exists().where(table.client_id == client_id, table.op != op))
        )
        for table in _tables_of_clients()
    )


def _take_back(db: Session, row: ClientRow) -> None:
    parts: list[OfClient] = [
        *db.scalars(select(PhoneRow).where(PhoneRow.client_id == row.id)),
        *db.scalars(select(ClientNameRow).where(ClientNameRow.client_id == row.id)),
    ]
    for part in parts:
        void_row(part)
    void_row(row)
    db.execute(delete(SearchToken).where(SearchToken.client_id == row.id))
