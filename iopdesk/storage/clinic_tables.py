"""Tables of the clinic itself: facts for papers, staff, programs and their phases."""

import uuid
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from iopdesk.storage.schema import Base, Journaled


class ClinicRow(Journaled, Base):
    """One row: what papers and screens say about the clinic."""

    __tablename__ = "clinic"

    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    daytime_line: Mapped[str] = mapped_column(default="")
    county_crisis_line: Mapped[str] = mapped_column(default="")
    zone: Mapped[str] = mapped_column(default="America/Los_Angeles")
    client_term: Mapped[str] = mapped_column(default="client")
    paper_size: Mapped[str] = mapped_column(default="letter")
    latitude_e6: Mapped[int | None]
    longitude_e6: Mapped[int | None]
    plan_due_days: Mapped[int] = mapped_column(default=14)
    review_every_days: Mapped[int] = mapped_column(default=30)
    asam_edition: Mapped[int] = mapped_column(default=3)


class StaffRow(Journaled, Base):
    """A staff member; `roles` are Role values joined by commas, in order."""

    __tablename__ = "staff"

    login: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    credential: Mapped[str] = mapped_column(default="")
    license_number: Mapped[str] = mapped_column(default="")
    roles: Mapped[str]
    language: Mapped[str] = mapped_column(default="en")
    active: Mapped[bool] = mapped_column(default=True)


class ProgramRow(Journaled, Base):
    """A program template, such as "90 days, evening"."""

    __tablename__ = "program"

    name: Mapped[str]
    days: Mapped[int]
    track: Mapped[str]
    age_group: Mapped[str] = mapped_column(default="adult")
    active: Mapped[bool] = mapped_column(default=True)


class PhaseRow(Journaled, Base):
    """One phase of a program: how long, and the weekly dose it prescribes."""

    __tablename__ = "phase"

    program_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("program.id"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    days: Mapped[int]
    minutes_a_week: Mapped[int]
    days_a_week: Mapped[int]
    meetings_a_week: Mapped[int]
    screens_a_week: Mapped[int] = mapped_column(default=0)


class ClosedDayRow(Journaled, Base):
    """A day on which the clinic holds no groups."""

    __tablename__ = "closed_day"

    day: Mapped[date] = mapped_column(index=True)
    words: Mapped[str]


class SettingRow(Journaled, Base):
    """A rule that the clinic set otherwise than the program comes with, by its name."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(index=True)
    value: Mapped[str]
