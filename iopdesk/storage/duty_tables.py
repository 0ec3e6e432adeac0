"""Tables behind duties: what was done about one, and the dated facts that some of them count from.

Duties themselves are computed from rules and rows and never stored.
"""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from iopdesk.storage.schema import Base, Journaled, OfClient


class DutyAnswerRow(Journaled, Base):
    """What a person said about one duty; its id is a name-based UUID of kind, subject and due day.

    `subject_id` is the row the duty is about (a client, a session, an episode).
    """

    __tablename__ = "duty_answer"
    __table_args__ = (Index("ix_duty_answer_subject", "subject_id", "kind"),)

    kind: Mapped[str]
    subject_id: Mapped[uuid.UUID]
    client_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("client.id"), index=True)
    due: Mapped[date]
    answer: Mapped[str]
    put_off_until: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
    answered_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    answered_at: Mapped[datetime]


class EvaluationRow(OfClient, Base):
    """A medical, physical, mental-health or substance-use evaluation of an episode."""

    __tablename__ = "evaluation"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    episode_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("episode.id"), index=True)
    kind: Mapped[str]
    due: Mapped[date | None]
    done: Mapped[date | None]
    done_by: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class DrugScreenRow(OfClient, Base):
    """A drug screen of a day: collected, refused, missed or unable; results come with it later."""

    __tablename__ = "drug_screen"
    __table_args__ = (Index("ix_drug_screen_client_day", "client_id", "day"),)

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    day: Mapped[date]
    state: Mapped[str]
    specimen: Mapped[str] = mapped_column(default="urine")
    collected_by: Mapped[str] = mapped_column(default="")
    result: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class PayerAuthorizationRow(OfClient, Base):
    """What a payer allows: units or days between two days (both included)."""

    __tablename__ = "payer_authorization"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    payer: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    starts: Mapped[date]
    ends: Mapped[date]
    units: Mapped[int | None]
    unit_kind: Mapped[str] = mapped_column(default="days")
    note: Mapped[str] = mapped_column(default="")


class ConsentRow(OfClient, Base):
    """A release of information or other consent, by the elements of 42 CFR 2.31(a)."""

    __tablename__ = "consent"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    support_person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("support_person.id"))
    kind: Mapped[str]
    to_whom: Mapped[str]
    what: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")
    signed: Mapped[date | None]
    until: Mapped[date | None]
    until_event: Mapped[str] = mapped_column(default="")
    revoked: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
