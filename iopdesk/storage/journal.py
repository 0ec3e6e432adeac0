"""The session that journals: every row written through it becomes part of one entry.

Four mapper events stamp and collect rows, session events seal the entry at commit. The rules and
the reasons were found by trial: rows are stamped before they are written and collected after, the
entry is sealed after the last flush, and a savepoint that is rolled back takes its rows along.
"""

import uuid
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, event, inspect
from sqlalchemy.orm import (
    Mapper,
    ORMExecuteState,
    Session,
    SessionTransaction,
    UOWTransaction,
    object_session,
)

from iopdesk.storage.journal_body import Item, plain
from iopdesk.storage.journal_entry import Author, OpenEntry, open_entry, seal_entry
from iopdesk.storage.schema import Journaled

_UNJOURNALED = frozenset({"id", "op"})


@dataclass
class _Pending:
    """What this transaction has written so far; `subjects` has each item's client, or None."""

    author: Author
    opened: OpenEntry | None = None
    items: list[Item] = field(default_factory=list)
    subjects: list[uuid.UUID | None] = field(default_factory=list)
    tables: set[str] = field(default_factory=set)
    marks: list[tuple[SessionTransaction, int, bool]] = field(default_factory=list)


class JournalSession(Session):
    """A session for one action of one author; commit writes its entry."""

    def __init__(self, bind: Any, author: Author) -> None:
        super().__init__(bind, expire_on_commit=False)
        self.pending = _Pending(author)

    @property
    def touched(self) -> frozenset[str]:
        """Names of the tables written so far."""
        return frozenset(self.pending.tables)


def void_row(row: Journaled) -> None:
    """Take a row back: it stays in the store, can be restored, and no list shows it."""
    row.void = 1


def _pending_of(target: Journaled) -> _Pending:
    session = object_session(target)
    if not isinstance(session, JournalSession):
        raise RuntimeError("journaled rows are written through Store.write only")
    return session.pending


def _stamp(connection: Connection, target: Journaled) -> None:
    pending = _pending_of(target)
    if pending.opened is None:
        pending.opened = open_entry(connection)
    target.op = pending.opened.dot


def _collect(target: Journaled, item: Item) -> None:
    pending = _pending_of(target)
    pending.items.append(item)
    pending.tables.add(item.table)
    client_id = target.id if item.table == "client" else getattr(target, "client_id", None)
    pending.subjects.append(client_id)


@event.listens_for(Journaled, "before_insert", propagate=True)
def _before_insert(mapper: Mapper[Any], connection: Connection, target: Journaled) -> None:
    _stamp(connection, target)


@event.listens_for(Journaled, "before_update", propagate=True)
def _before_update(mapper: Mapper[Any], connection: Connection, target: Journaled) -> None:
    session = object_session(target)
    if session is not None and session.is_modified(target, include_collections=False):
        _stamp(connection, target)


@event.listens_for(Journaled, "after_insert", propagate=True)
def _after_insert(mapper: Mapper[Any], connection: Connection, target: Journaled) -> None:
    state = inspect(target).dict
    fields = {
        key: plain(state[key])
        for key in mapper.column_attrs.keys()  # noqa: SIM118 -- not a dict
        if key not in _UNJOURNALED and state.get(key) is not None
    }
    _collect(target, Item(mapper.local_table.name, target.id, "create", fields))  # type: ignore[attr-defined]


@event.listens_for(Journaled, "after_update", propagate=True)
def _after_update(mapper: Mapper[Any], connection: Connection, target: Journaled) -> None:
    attributes = inspect(target).attrs
    fields = {}
    for key in mapper.column_attrs.keys():  # noqa: SIM118 -- not a dict
        added = attributes[key].history.added
        if key not in _UNJOURNALED and added:
            fields[key] = plain(added[0])
    if fields:
        _collect(target, Item(mapper.local_table.name, target.id, "set", fields))  # type: ignore[attr-defined]


@event.listens_for(JournalSession, "before_flush")
def _before_flush(session: JournalSession, context: UOWTransaction, instances: object) -> None:
    if any(isinstance(row, Journaled) for row in session.deleted):
        raise RuntimeError("journaled rows are voided, never deleted")


@event.listens_for(JournalSession, "before_commit")
def _before_commit(session: JournalSession) -> None:
    if session.in_nested_transaction():
        return
    session.flush()
    pending = session.pending
    if pending.opened is None:
        return
    subjects = {client_id for client_id in pending.subjects if client_id is not None}
    seal_entry(session.connection(), pending.opened, pending.author, pending.items, subjects)


@event.listens_for(JournalSession, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    if state.is_select:
        return
    mapper = state.bind_mapper
    if mapper is not None and issubclass(mapper.class_, Journaled):
        raise RuntimeError("journaled rows are written one by one through the session")


@event.listens_for(JournalSession, "after_transaction_create")
def _mark(session: JournalSession, transaction: SessionTransaction) -> None:
    if transaction.nested:
        pending = session.pending
        pending.marks.append((transaction, len(pending.items), pending.opened is not None))


@event.listens_for(JournalSession, "after_rollback")
def _cut_back(session: JournalSession) -> None:
    # this event comes while the savepoint still stands; after_soft_rollback comes too late
    savepoint = session.get_nested_transaction()
    pending = session.pending
    for mark, length, was_open in pending.marks:
        if mark is savepoint:
            del pending.items[length:]
            del pending.subjects[length:]
            if not was_open:
                pending.opened = None


@event.listens_for(JournalSession, "after_transaction_end")
def _forget(session: JournalSession, transaction: SessionTransaction) -> None:
    pending = session.pending
    if transaction.parent is None:
        session.pending = _Pending(pending.author, tables=pending.tables)
    else:
        pending.marks = [mark for mark in pending.marks if mark[0] is not transaction]
