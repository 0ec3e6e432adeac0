"""Tables of who pays: a policy and what its payer authorizes."""

import uuid
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from iopdesk.storage.schema import Base, OfClient


class PolicyRow(OfClient, Base):
    """A client's cover by one payer; `rank` 1 pays first."""

    __tablename__ = "policy"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    payer: Mapped[str]
    member_number: Mapped[str] = mapped_column(default="")
    group_number: Mapped[str] = mapped_column(default="")
    holder: Mapped[str] = mapped_column(default="")
    holder_relation: Mapped[str] = mapped_column(default="self")
    phone: Mapped[str] = mapped_column(default="")
    rank: Mapped[int] = mapped_column(default=1)
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")


class PayerAuthorizationRow(OfClient, Base):
    """What a payer allows: units or days between two days (both included)."""

    __tablename__ = "payer_authorization"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    policy_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("policy.id"))
    payer: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    starts: Mapped[date]
    ends: Mapped[date]
    units: Mapped[int | None]
    unit_kind: Mapped[str] = mapped_column(default="days")
    note: Mapped[str] = mapped_column(default="")
