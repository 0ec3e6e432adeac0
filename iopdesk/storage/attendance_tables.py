"""Tables of what took place: sessions, who was there, visitors, and calls after an absence."""

import uuid
from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from iopdesk.storage.schema import Base, Journaled, OfClient


class GroupSessionRow(Journaled, Base):
    """One date of a slot; its id is a name-based UUID of slot and planned day at every site.

    `day` and `start` are when it is held; `planned_day` is there only for a session that was
    moved, and is the day of the slot it comes from.
    """

    __tablename__ = "group_session"
    __table_args__ = (Index("ix_group_session_group_day", "group_id", "day"),)

    group_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("treatment_group.id"))
    slot_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("group_slot.id"), index=True)
    day: Mapped[date] = mapped_column(index=True)
    planned_day: Mapped[date | None] = mapped_column(index=True)
    start: Mapped[time]
    minutes: Mapped[int]
    room: Mapped[str] = mapped_column(default="")
    leader_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    co_leader_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    state: Mapped[str] = mapped_column(default="planned")
    reason: Mapped[str] = mapped_column(default="")
    topic: Mapped[str] = mapped_column(default="")
    topic_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("group_topic.id"))


class AttendanceRow(OfClient, Base):
    """One client at one session; its id is a name-based UUID of session and client.

    A client's weekly dose and absences are read on every screen: the index by client and day
    holds all that they need. `excused_by` says who allowed it, `makes_up_id` names the missed
    attendance that this one makes up for, `came_as` is there for who came otherwise than from
    the roster and in person (a walk-in, by video). Rare facts are NULL: they cost no byte of the
    journal.
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
    excused_by: Mapped[str | None]
    makes_up_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attendance.id"))
    came_as: Mapped[str | None]


class SessionVisitorRow(Journaled, Base):
    """Someone at a session who is no client of it, such as a trainee; no chart is made for them."""

    __tablename__ = "session_visitor"

    session_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("group_session.id"), index=True)
    words: Mapped[str]
    minutes: Mapped[int]


class OutreachCallRow(OfClient, Base):
    """An attempt to reach a client after an absence: when, how, and what came of it."""

    __tablename__ = "outreach_call"
    __table_args__ = (Index("ix_outreach_call_client_day", "client_id", "about_day"),)

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    about_day: Mapped[date]
    called_at: Mapped[datetime]
    called_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    how: Mapped[str]
    outcome: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    support_person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("support_person.id"))
