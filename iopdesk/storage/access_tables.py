"""Tables beside the journal: who looked and who received, facts of the file, the ring's copy."""

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from iopdesk.storage.schema import Base


class AccessRow(Base):
    """One view, print, export or failed sign-in; hash-chained and append-only.

    45 CFR 164.312(b) audit controls; 42 CFR 2.25 accounting of disclosures.
    """

    __tablename__ = "access_log"

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime]
    user_id: Mapped[uuid.UUID | None]
    what: Mapped[str]
    client_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    purpose: Mapped[str] = mapped_column(default="")
    recipient: Mapped[str] = mapped_column(default="")


class StoreFact(Base):
    """Facts of the file itself: its id, the key ring's sequence."""

    __tablename__ = "store_fact"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class KeyRingCopy(Base):
    """A copy of the key ring, in case the file beside the store is lost."""

    __tablename__ = "key_ring_copy"

    ring_seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    ring: Mapped[bytes] = mapped_column(LargeBinary)
