"""Tables of the way in: first contact, eligibility, what the person brings, and coming back."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from iopdesk.storage.schema import Base, Journaled, OfClient


class InquiryRow(OfClient, Base):
    """A first contact: who asked, how they came to us and what they want.

    Where it stands is the state of its latest step.
    """

    __tablename__ = "inquiry"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    day: Mapped[date]
    channel: Mapped[str] = mapped_column(default="phone")
    caller: Mapped[str] = mapped_column(default="self")
    caller_name: Mapped[str] = mapped_column(default="")
    caller_phone: Mapped[str] = mapped_column(default="")
    referral_source: Mapped[str] = mapped_column(default="")
    referred_by: Mapped[str] = mapped_column(default="")
    wants: Mapped[str] = mapped_column(default="")
    program_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("program.id"))
    track: Mapped[str] = mapped_column(default="")
    taken_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    note: Mapped[str] = mapped_column(default="")


class InquiryStepRow(OfClient, Base):
    """An inquiry reached a state on a day, with the reason; the row of the latest step holds."""

    __tablename__ = "inquiry_step"
    __table_args__ = (Index("ix_inquiry_step_state", "state", "day"),)

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    inquiry_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("inquiry.id"), index=True)
    day: Mapped[date]
    at: Mapped[datetime]
    state: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    next_contact: Mapped[date | None]
    episode_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("episode.id"))
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))


class EligibilityRow(OfClient, Base):
    """One decision whether this program fits this person now; fixed once `decided_at` is set."""

    __tablename__ = "eligibility"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    inquiry_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("inquiry.id"), index=True)
    day: Mapped[date]
    assessor_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    outcome: Mapped[str] = mapped_column(default="")
    conditions: Mapped[str] = mapped_column(default="")
    conditional_until: Mapped[date | None]
    conditions_met: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))


class EligibilityTestRow(OfClient, Base):
    """One criterion of an eligibility decision: met or not, the evidence, and its remedy."""

    __tablename__ = "eligibility_test"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    eligibility_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("eligibility.id"), index=True)
    criterion: Mapped[str]
    result: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(default="")
    remedy: Mapped[str] = mapped_column(default="")
    remedy_words: Mapped[str] = mapped_column(default="")
    remedy_due: Mapped[date | None]
    remedy_done: Mapped[date | None]


class EligibilityOpinionRow(OfClient, Base):
    """What one member of the team said about an eligibility decision; written once."""

    __tablename__ = "eligibility_opinion"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    eligibility_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("eligibility.id"), index=True)
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
    agrees: Mapped[bool]
    words: Mapped[str] = mapped_column(default="")


class PriorTreatmentRow(OfClient, Base):
    """Treatment or detox before this episode, here or elsewhere, as the client tells it."""

    __tablename__ = "prior_treatment"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    kind: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    started: Mapped[date | None]
    ended: Mapped[date | None]
    when_words: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class LegalMatterRow(OfClient, Base):
    """A case, a condition or a supervision that bears on the care; never a general record."""

    __tablename__ = "legal_matter"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    kind: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    officer: Mapped[str] = mapped_column(default="")
    agency: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    since: Mapped[date | None]
    next_date: Mapped[date | None]
    ended: Mapped[date | None]


class LifeSituationRow(OfClient, Base):
    """Home, work, school and law on a day of an episode, coded as TEDS asks at both ends."""

    __tablename__ = "life_situation"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    episode_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("episode.id"), index=True)
    day: Mapped[date]
    occasion: Mapped[str] = mapped_column(default="")
    living: Mapped[str] = mapped_column(default="")
    employment: Mapped[str] = mapped_column(default="")
    education: Mapped[str] = mapped_column(default="")
    marital: Mapped[str] = mapped_column(default="")
    income: Mapped[str] = mapped_column(default="")
    veteran: Mapped[str] = mapped_column(default="")
    pregnant: Mapped[str] = mapped_column(default="")
    arrests_30_days: Mapped[int | None]
    dependents: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")


class CarriedItemRow(OfClient, Base):
    """At a return: one item of the earlier record was confirmed, changed or ended on a day."""

    __tablename__ = "carried_item"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    episode_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("episode.id"), index=True)
    kind: Mapped[str]
    subject_id: Mapped[uuid.UUID]
    answer: Mapped[str]
    answered_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    answered_at: Mapped[datetime]


class RecordMergeRow(Journaled, Base):
    """Two records of one person became one; reversible as long as `undone_at` is empty.

    `moved` names each row that changed its client, as JSON: {table: [id, ...]}.
    """

    __tablename__ = "record_merge"

    kept_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    merged_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    reason: Mapped[str] = mapped_column(default="")
    moved: Mapped[str]
    merged_at: Mapped[datetime]
    merged_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))


class ClientImportRow(Journaled, Base):
    """Clients read from a file; the rows it made name it, so that it can be taken back."""

    __tablename__ = "client_import"

    file_name: Mapped[str]
    sha256: Mapped[str]
    mapping: Mapped[str] = mapped_column(default="")
    read: Mapped[int]
    added: Mapped[int]
    imported_at: Mapped[datetime]
    imported_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
