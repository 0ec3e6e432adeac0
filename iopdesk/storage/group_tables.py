"""Tables of groups: weekly slots, rosters, sessions, attendance and notes."""

import uuid
from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from iopdesk.storage.schema import Base, Journaled, OfClient


class TreatmentGroupRow(Journaled, Base):
    """A group of this clinic; others see `neutral_title`, never the population."""

    __tablename__ = "treatment_group"

    name: Mapped[str]
    neutral_title: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="psychoeducational")
    stage: Mapped[str] = mapped_column(default="")
    population: Mapped[str] = mapped_column(default="")
    track: Mapped[str] = mapped_column(default="")
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
    starts: Mapped[date]
    ends: Mapped[date | None]
    every_weeks: Mapped[int] = mapped_column(default=1)


class RosterPlaceRow(OfClient, Base):
    """A client's place in a group, from a day to a day (both included)."""

    __tablename__ = "roster_place"
    __table_args__ = (Index("ix_roster_place_group", "group_id", "starts"),)

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    group_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("treatment_group.id"))
    episode_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("episode.id"))
    starts: Mapped[date]
    ends: Mapped[date | None]
    is_waiting: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(default="")


class GroupSessionRow(Journaled, Base):
    """One date of a slot; its id is a name-based UUID of slot and date, the same at every site."""

    __tablename__ = "group_session"
    __table_args__ = (Index("ix_group_session_group_day", "group_id", "day"),)

    group_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("treatment_group.id"))
    slot_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("group_slot.id"))
    day: Mapped[date] = mapped_column(index=True)
    start: Mapped[time]
    minutes: Mapped[int]
    room: Mapped[str] = mapped_column(default="")
    leader_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    state: Mapped[str] = mapped_column(default="planned")
    topic: Mapped[str] = mapped_column(default="")


class AttendanceRow(OfClient, Base):
    """One client at one session; its id is a name-based UUID of session and client.

    A client's weekly dose and absences are read on every screen: the index by client and day
    holds all that they need.
    """

    __tablename__ = "attendance"
    __table_args__ = (
        Index("ix_attendance_client_day", "client_id", "day", "mark", "minutes", "void"),
        Index("ix_attendance_session", "session_id"),
    )

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    session_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("group_session.id"))
    day: Mapped[date]
    mark: Mapped[str]
    minutes: Mapped[int]
    reason: Mapped[str] = mapped_column(default="")


class GroupNoteRow(Journaled, Base):
    """What happened in a session; it goes on every present client's record.

    Signed notes never change: corrections are addenda.
    """

    __tablename__ = "group_note"

    session_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("group_session.id"), index=True)
    text: Mapped[str]
    signed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    signed_at: Mapped[datetime | None]


class ClientNoteRow(OfClient, Base):
    """One client's own line of a session, linked to a plan objective."""

    __tablename__ = "client_note"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    session_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("group_session.id"), index=True)
    participation: Mapped[str] = mapped_column(default="")
    objective_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("objective.id"))
    text: Mapped[str] = mapped_column(default="")
    signed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    signed_at: Mapped[datetime | None]


class AddendumRow(Journaled, Base):
    """A later addition to a signed group or client note."""

    __tablename__ = "addendum"

    group_note_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("group_note.id"))
    client_note_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("client_note.id"))
    client_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("client.id"))
    text: Mapped[str]
    written_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    written_at: Mapped[datetime]
