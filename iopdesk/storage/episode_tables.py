"""Tables of an episode of care, of what was prescribed when, and of setbacks."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from iopdesk.storage.schema import Base, OfClient


class EpisodeRow(OfClient, Base):
    """One stay in the program; open while `discharged` is empty."""

    __tablename__ = "episode"
    __table_args__ = (Index("ix_episode_open", "discharged", "planned_end"),)

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    number: Mapped[int]
    program_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("program.id"))
    counselor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    admitted: Mapped[date]
    planned_end: Mapped[date]
    referral_source: Mapped[str] = mapped_column(default="")
    last_service: Mapped[date | None]
    discharged: Mapped[date | None]
    discharge_reason: Mapped[str] = mapped_column(default="")
    discharge_note: Mapped[str] = mapped_column(default="")


class PlacementRow(OfClient, Base):
    """What holds from a day on, until the next placement of the episode begins.

    `planned_end` is the end of the stay that this step set; empty where it left it alone.
    """

    __tablename__ = "placement"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    episode_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("episode.id"), index=True)
    starts: Mapped[date]
    level_of_care: Mapped[str] = mapped_column(default="2.1")
    phase: Mapped[int]
    phase_name: Mapped[str]
    track: Mapped[str]
    minutes_a_week: Mapped[int]
    days_a_week: Mapped[int]
    meetings_a_week: Mapped[int]
    screens_a_week: Mapped[int] = mapped_column(default=0)
    change: Mapped[str] = mapped_column(default="")
    planned_end: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[str] = mapped_column(default="")


class SetbackRow(OfClient, Base):
    """A return to use or another setback, and what was done about it the same day.

    Each `*_words` is what was decided in that step of the event; empty while it was not taken.
    """

    __tablename__ = "setback"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    episode_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("episode.id"), index=True)
    day: Mapped[date]
    kind: Mapped[str]
    learned_from: Mapped[str] = mapped_column(default="")
    what_happened: Mapped[str] = mapped_column(default="")
    safety: Mapped[str] = mapped_column(default="")
    safety_words: Mapped[str] = mapped_column(default="")
    level_words: Mapped[str] = mapped_column(default="")
    groups_words: Mapped[str] = mapped_column(default="")
    supports_words: Mapped[str] = mapped_column(default="")
    plan_words: Mapped[str] = mapped_column(default="")
    placement_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("placement.id"))
    recorded_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
