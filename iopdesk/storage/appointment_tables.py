"""Tables of appointments, and of the hours in which a client can't come."""

import uuid
from datetime import date, time

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from iopdesk.storage.schema import Base, OfClient


class AppointmentRow(OfClient, Base):
    """An individual, family, medication, screening or case-management appointment.

    `minutes` is what was planned, `minutes_kept` what took place once its state says so.
    Appointments that were booked together share `series_id`.
    """

    __tablename__ = "appointment"
    __table_args__ = (
        Index("ix_appointment_day", "day", "start"),
        Index("ix_appointment_client_day", "client_id", "day"),
    )

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    episode_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("episode.id"))
    kind: Mapped[str]
    day: Mapped[date]
    start: Mapped[time]
    minutes: Mapped[int]
    staff_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    room: Mapped[str] = mapped_column(default="")
    is_remote: Mapped[bool] = mapped_column(default=False)
    words: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="planned")
    minutes_kept: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="")
    makes_up_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attendance.id"))
    series_id: Mapped[uuid.UUID | None]


class BusyTimeRow(OfClient, Base):
    """Weekly hours in which a client works, studies or can't come; weekday 0 is Monday."""

    __tablename__ = "busy_time"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    kind: Mapped[str]
    weekday: Mapped[int]
    start: Mapped[time]
    minutes: Mapped[int]
    words: Mapped[str] = mapped_column(default="")
    starts: Mapped[date]
    ends: Mapped[date | None]
