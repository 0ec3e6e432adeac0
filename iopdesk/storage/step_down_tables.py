"""Tables of discharge: next steps, staying well, follow-up."""

import uuid
from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from iopdesk.storage.schema import Base, OfClient


class StepDownRow(OfClient, Base):
    """How an episode ends; drafted while it runs, fixed at discharge."""

    __tablename__ = "step_down"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    episode_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("episode.id"), index=True)
    state: Mapped[str] = mapped_column(default="draft")
    reason: Mapped[str] = mapped_column(default="")
    progress: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
    level_recommended: Mapped[str] = mapped_column(default="")
    level_accepted: Mapped[str] = mapped_column(default="")
    reason_level_differs: Mapped[str] = mapped_column(default="")
    home_work_ride: Mapped[str] = mapped_column(default="")
    naloxone: Mapped[str] = mapped_column(default="")
    naloxone_day: Mapped[date | None]
    my_reasons: Mapped[str] = mapped_column(default="")
    if_i_use: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    client_copy_given: Mapped[date | None]


class NextStepRow(OfClient, Base):
    """One of several next steps taken together, with its appointment if there is one."""

    __tablename__ = "next_step"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    step_down_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("step_down.id"), index=True)
    position: Mapped[int]
    option: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    who: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    day: Mapped[date | None]
    start: Mapped[time | None]
    status: Mapped[str] = mapped_column(default="to_book")


class PreventionItemRow(OfClient, Base):
    """A line of the staying-well plan: trigger, warning sign or what I will do."""

    __tablename__ = "prevention_item"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    step_down_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("step_down.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str]
    text: Mapped[str]


class FollowUpRow(OfClient, Base):
    """A call after discharge: when due, and what came of it."""

    __tablename__ = "follow_up"
    __table_args__ = (Index("ix_follow_up_due", "done", "due"),)

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    episode_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("episode.id"))
    days_after: Mapped[int]
    due: Mapped[date]
    done: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
