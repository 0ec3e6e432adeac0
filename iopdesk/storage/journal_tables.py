"""Tables of the journal: sites, entries, the gate, and what is derived from entries."""

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from iopdesk.storage.schema import Base

ZERO_HASH = bytes(32)
SEQUENCES = (1 << 32) - 1


def first_dot(site_no: int) -> int:
    """The number below the first entry of a site: a dot is `site_no << 32 | sequence`."""
    return site_no << 32


class SiteRow(Base):
    """A site that writes entries; `site_no` is local numbering, `site_id` is what others know."""

    __tablename__ = "site"

    site_no: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    site_id: Mapped[uuid.UUID]
    letter: Mapped[str]
    name: Mapped[str]
    restored_from: Mapped[uuid.UUID | None]
    begun: Mapped[datetime]


class ChangeRow(Base):
    """One immutable entry: all that one action of one person changed.

    `body` is the deflated canonical JSON; `hash` is over the JSON and the previous entry's hash.
    """

    __tablename__ = "change"

    dot: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    hlc: Mapped[int] = mapped_column(BigInteger)
    user_id: Mapped[uuid.UUID | None]
    action: Mapped[str]
    n: Mapped[int]
    body: Mapped[bytes] = mapped_column(LargeBinary)


class JournalGate(Base):
    """One row: open while an entry is being written; counts the rows that belong to it.

    The deferred key means that a transaction that opened the gate can't commit without its entry.
    """

    __tablename__ = "journal_gate"

    one: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    local_site: Mapped[int] = mapped_column(SmallInteger)
    dot: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("change.dot", deferrable=True, initially="DEFERRED")
    )
    open: Mapped[int] = mapped_column(SmallInteger)
    n: Mapped[int]


class Touch(Base):
    """Former `op` values of a row, written by trigger: history of a row is this and its op."""

    __tablename__ = "touch"
    __table_args__ = {"sqlite_with_rowid": False}

    entity_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    dot: Mapped[int] = mapped_column(BigInteger, primary_key=True)


class FieldHead(Base):
    """Which entry a field's shown value comes from, once it changed after its row was made.

    More than one head with different values is a conflict between sites.
    """

    __tablename__ = "field_head"
    __table_args__ = {"sqlite_with_rowid": False}

    entity_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    dot: Mapped[int] = mapped_column(BigInteger, primary_key=True)


class ChangeSubject(Base):
    """Whose record an entry touched; derived from the entries, for a client's history."""

    __tablename__ = "change_subject"
    __table_args__ = {"sqlite_with_rowid": False}

    client_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    dot: Mapped[int] = mapped_column(BigInteger, primary_key=True)
