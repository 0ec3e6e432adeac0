"""The base of every table: column types, names of constraints, and what a journaled row carries."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, MetaData, SmallInteger, String, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine


@lru_cache(maxsize=8192)
def uuid_of(stored: bytes | None) -> uuid.UUID | None:
    """The UUID of 16 stored bytes; making one costs ten times what looking it up does."""
    return None if stored is None else uuid.UUID(bytes=stored)


class BlobUuid(Uuid[uuid.UUID]):
    """A UUID as 16 bytes: on SQLite text would cost 61 % more a row."""

    __visit_name__ = "BLOB"

    def bind_processor(self, dialect: Dialect) -> Callable[[uuid.UUID | None], bytes | None]:
        """UUIDs go in as their bytes."""
        return lambda value: None if value is None else value.bytes

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[bytes | None], uuid.UUID | None]:
        """Bytes come out as UUIDs."""
        return uuid_of


UuidType: TypeEngine[uuid.UUID] = Uuid().with_variant(BlobUuid(), "sqlite")


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept as UTC; the author's offset is in the journal entry."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware instants go in as UTC without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """They come out aware, in UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """All tables of a clinic's store."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        uuid.UUID: UuidType,
        datetime: Instant,
        str: String,
    }


class Journaled:
    """A row whose every change is an entry of the journal.

    `op` is the dot of the last entry applied here; it doubles as the row's version, so a write
    on a row that moved meanwhile fails. `void` is 1 once the row was taken back with a reason;
    nothing is ever deleted.
    """

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    void: Mapped[int] = mapped_column(SmallInteger, default=0)
    op: Mapped[int] = mapped_column(BigInteger)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 -- SQLAlchemy passes the class
        table = cls.__table__  # type: ignore[attr-defined]
        return {"version_id_col": table.c.op, "version_id_generator": False}


class OfClient(Journaled):
    """A journaled row that belongs to one client's record, and to its history."""

    client_id: Mapped[uuid.UUID]
