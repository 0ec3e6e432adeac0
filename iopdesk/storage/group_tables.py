"""Tables of groups: what they are, their weekly times, topics, rosters and keep-apart pairs."""

import uuid
from datetime import date, time

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from iopdesk.storage.schema import Base, Journaled, OfClient


class TreatmentGroupRow(Journaled, Base):
    """A group of this clinic; others see `neutral_title`, never the population."""

    __tablename__ = "treatment_group"

    name: Mapped[str]
    neutral_title: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="psychoeducational")
    modality: Mapped[str] = mapped_column(default="")
    stage: Mapped[str] = mapped_column(default="")
    population: Mapped[str] = mapped_column(default="")
    track: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    capacity: Mapped[int] = mapped_column(default=12)
    is_open: Mapped[bool] = mapped_column(default=True)
    ended: Mapped[date | None]


class GroupSlotRow(Journaled, Base):
    """A weekly time of a group; weekday 0 is Monday."""

    __tablename__ = "group_slot"

    group_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("treatment_group.id"), index=True)
    weekday: Mapped[int]
    start: Mapped[time]
    minutes: Mapped[int]
    room: Mapped[str] = mapped_column(default="")
    leader_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    co_leader_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    starts: Mapped[date]
    ends: Mapped[date | None]
    every_weeks: Mapped[int] = mapped_column(default=1)


class GroupTopicRow(Journaled, Base):
    """One topic of a group's rotation, in the order in which they are held."""

    __tablename__ = "group_topic"

    group_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("treatment_group.id"), index=True)
    position: Mapped[int]
    title: Mapped[str]
    spanish_title: Mapped[str] = mapped_column(default="")


class RosterPlaceRow(OfClient, Base):
    """A client's place in a group, from a day to a day (both included)."""

    __tablename__ = "roster_place"
    __table_args__ = (
        Index("ix_roster_place_group", "group_id", "starts"),
        Index("ix_roster_place_ends", "ends"),
    )

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    group_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("treatment_group.id"))
    episode_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("episode.id"))
    starts: Mapped[date]
    ends: Mapped[date | None]
    is_waiting: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(default="")


class KeepApartRow(OfClient, Base):
    """Two clients who must not sit in one group; the reason is for those with clinical rights."""

    __tablename__ = "keep_apart"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    other_client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    reason: Mapped[str] = mapped_column(default="")
    since: Mapped[date]
    ends: Mapped[date | None]
