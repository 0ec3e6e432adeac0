"""Tables of help around the client: family education, sober living, rides, work."""

import uuid
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from iopdesk.storage.schema import Base, OfClient


class FamilyEducationRow(OfClient, Base):
    """Someone around the client came to a family session; no chart is opened for them."""

    __tablename__ = "family_education"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    support_person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("support_person.id"))
    day: Mapped[date]
    topic: Mapped[str] = mapped_column(default="")
    minutes: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")


class SupportServiceRow(OfClient, Base):
    """Help outside therapy: a sober-living bed, rides, resume, job search; and what came of it."""

    __tablename__ = "support_service"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    episode_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("episode.id"), index=True)
    kind: Mapped[str]
    provider: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    asked: Mapped[date]
    next_date: Mapped[date | None]
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    state: Mapped[str] = mapped_column(default="asked")
    outcome: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
