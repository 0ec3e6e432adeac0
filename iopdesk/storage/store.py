"""An open clinic store: reads, journaled writes, and who looked at what."""

import random
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import uuid_utils.compat
from sqlalchemy import Column, Connection, Engine, Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from iopdesk.domain.clock import Clock
from iopdesk.domain.problems import NotAllowed
from iopdesk.domain.staff import Role
from iopdesk.domain.staff_member import roles_from_text
from iopdesk.storage import access_log
from iopdesk.storage.clinic_keys import ClinicKeys
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.connection import writing
from iopdesk.storage.journal import JournalSession
from iopdesk.storage.journal_body import Item, plain
from iopdesk.storage.journal_entry import Author, OpenEntry, open_entry, open_gate, seal_entry
from iopdesk.storage.prepared_query import PreparedQuery, PreparedWrite
from iopdesk.storage.schema import Base
from iopdesk.storage.storage_errors import told_plainly

Listener = Callable[[frozenset[str]], None]

_ROLES = PreparedQuery(
    select(StaffRow.roles).where(
        StaffRow.id == bindparam("staff_id"), StaffRow.active, StaffRow.void == 0
    )
)


class Store:
    """The clinic's records, open. One per process; its methods may be called from any thread.

    `on_commit` listeners get the names of the tables that a finished write touched. `keys` is set
    when the store was opened from a clinic folder: backups and staff passwords need it.
    """

    def __init__(self, engine: Engine, clock: Clock, *, seed: int | None = None) -> None:
        self.engine = engine
        self.clock = clock
        self.on_commit: list[Listener] = []
        self.keys: ClinicKeys | None = None
        self._serves: tuple[uuid.UUID, frozenset[Role]] | None = None
        self._seeded = None if seed is None else random.Random(seed)

    def serve(self, staff_id: uuid.UUID, roles: frozenset[Role]) -> None:
        """From now on serve only while this person still has all these roles.

        Another window may take them away; the next reading or writing here is then refused.
        """
        self._serves = (staff_id, roles)

    def new_id(self) -> uuid.UUID:
        """A new UUIDv7; repeatable when the store was opened with a seed (the demo)."""
        if self._seeded is None:
            return uuid_utils.compat.uuid7()
        return _uuid7_from(self.clock.now(), self._seeded)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one moment of the store and writes nothing."""
        # on a connection of its own a session takes half as long to begin and to ask
        with (
            told_plainly(),
            self.engine.connect() as connection,
            connection.begin(),
            Session(connection) as db,
        ):
            self._refuse_others(db)
            yield db

    @contextmanager
    def write(
        self, action: str, by: uuid.UUID | None, *, reason: str = ""
    ) -> Iterator[JournalSession]:
        """One action in one transaction and one journal entry, or nothing at all.

        The write lock is taken first, so what is read here can't be changed by others before
        the commit. `action` is "word.verb" such as "attendance.mark".
        """
        author = Author(action, by, self.clock.now(), reason)
        with told_plainly(), JournalSession(writing(self.engine), author) as db:
            # begin() rolls back when the commit itself is refused; close() alone would not
            with db.begin():
                self._refuse_others(db)
                yield db
            touched = db.touched
        self._tell(touched)

    @contextmanager
    def bulk(self, by: uuid.UUID | None) -> Iterator["BulkWriter"]:
        """Many entries in one transaction, for imports and generators: nothing or all of them."""
        with told_plainly(), writing(self.engine).connect() as connection, connection.begin():
            writer = BulkWriter(connection, self.clock, by)
            yield writer
        self._tell(frozenset(writer.touched))

    def log_access(
        self,
        what: str,
        *,
        by: uuid.UUID | None,
        client_id: uuid.UUID | None = None,
        purpose: str = "",
        to: str = "",
    ) -> None:
        """Note a view, print, export or refused sign-in in the access log."""
        with told_plainly(), writing(self.engine).connect() as connection, connection.begin():
            access_log.append(
                connection, self.clock.now(), by, what, client_id, purpose=purpose, to=to
            )

    def close(self) -> None:
        """Close every connection; the store can't be used any more."""
        self.engine.dispose()

    def _refuse_others(self, db: Session) -> None:
        if self._serves is None:
            return
        staff_id, roles = self._serves
        found = _ROLES.first(db, staff_id=staff_id)
        if found is None or not roles <= roles_from_text(found[0]):
            raise NotAllowed(
                "Your login was changed meanwhile.",
                "Lock the window and sign in again; what you typed is kept.",
            )

    def _tell(self, touched: frozenset[str]) -> None:
        if touched:
            for listener in self.on_commit:
                listener(touched)


class BulkWriter:
    """Writes whole lists of rows under entries of their own, much faster than row objects."""

    def __init__(self, connection: Connection, clock: Clock, by: uuid.UUID | None) -> None:
        self.connection = connection
        self.touched: set[str] = set()
        self._inserts: dict[Table, tuple[PreparedWrite, dict[str, Any]]] = {}
        self._clock = clock
        self._by = by
        self._next: OpenEntry | None = None

    def entry(
        self,
        action: str,
        *,
        create: Mapping[type[Base], Sequence[Mapping[str, Any]]] | None = None,
        change: Mapping[type[Base], Mapping[uuid.UUID, Mapping[str, Any]]] | None = None,
        at: datetime | None = None,
        reason: str = "",
    ) -> None:
        """One entry: `create` has whole rows by column name, `change` new values by row id.

        A changed row about a client must name its `client_id` among the values.
        """
        opened = self._opened()
        items: list[Item] = []
        subjects: set[uuid.UUID] = set()
        for row_class, rows in (create or {}).items():
            table = _table(row_class)
            if table not in self._inserts:
                self._inserts[table] = (PreparedWrite(insert(table)), _defaults(table))
            statement, defaults = self._inserts[table]
            whole = [{**defaults, **row, "op": opened.dot} for row in rows]
            statement.run(self.connection, whole)
            for row in rows:
                # an entry leaves out what is the column's default
                told = {k: v for k, v in row.items() if v != defaults[k]}
                items.append(_item(table, row["id"], "create", told))
                _note_subject(table, row, subjects)
        for row_class, changes in (change or {}).items():
            table = _table(row_class)
            for row_id, values in changes.items():
                self.connection.execute(
                    update(table).where(table.c.id == row_id), {**values, "op": opened.dot}
                )
                items.append(_item(table, row_id, "set", values))
                _note_subject(table, {"id": row_id, **values}, subjects)
        author = Author(action, self._by, at or self._clock.now(), reason)
        self._next = seal_entry(self.connection, opened, author, items, subjects)
        self.touched.update(item.table for item in items)

    def _opened(self) -> OpenEntry:
        # the write lock is held from the first entry to the commit: nobody writes in between
        if self._next is None:
            return open_entry(self.connection)
        open_gate(self.connection, self._next)
        return self._next


def _table(row_class: type[Base]) -> Table:
    table = row_class.__table__
    if not isinstance(table, Table):
        raise TypeError(row_class)
    return table


def _defaults(table: Table) -> dict[str, Any]:
    return {column.key: _default(column) for column in table.columns}


def _default(column: Column[Any]) -> Any:
    default = column.default
    return default.arg if default is not None and default.is_scalar else None  # type: ignore[attr-defined]


def _item(table: Table, row_id: uuid.UUID, kind: Any, values: Mapping[str, Any]) -> Item:
    fields = {
        key: plain(value)
        for key, value in values.items()
        if key not in {"id", "op"} and (kind == "set" or value is not None)
    }
    return Item(table.name, row_id, kind, fields)


def _note_subject(table: Table, row: Mapping[str, Any], subjects: set[uuid.UUID]) -> None:
    client_id = row["id"] if table.name == "client" else row.get("client_id")
    if client_id is not None:
        subjects.add(client_id)


def _uuid7_from(at: datetime, random_bits: random.Random) -> uuid.UUID:
    milliseconds = int(at.timestamp() * 1000) & ((1 << 48) - 1)
    value = milliseconds << 80 | 7 << 76 | random_bits.getrandbits(12) << 64
    value |= 2 << 62 | random_bits.getrandbits(62)
    return uuid.UUID(int=value)
