"""Tables of confidentiality: consents, disclosures, restrictions asked for, papers handed over."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from iopdesk.storage.schema import Base, OfClient


class ConsentRow(OfClient, Base):
    """A release of information or other consent, by the elements of 42 CFR 2.31(a).

    `information`, `purposes` are comma-joined keys of resources/consent_elements.json; `what` and
    `purpose` are the words beside them. `revoked` takes effect at once; what was disclosed before
    stays in the accounting.
    """

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
    discloser: Mapped[str] = mapped_column(default="")
    recipient_kind: Mapped[str] = mapped_column(default="")
    recipient_contact: Mapped[str] = mapped_column(default="")
    intermediary: Mapped[str] = mapped_column(default="")
    information: Mapped[str] = mapped_column(default="")
    purposes: Mapped[str] = mapped_column(default="")
    form_version: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    signed_how: Mapped[str] = mapped_column(default="")
    signed_by: Mapped[str] = mapped_column(default="")
    signer_capacity: Mapped[str] = mapped_column(default="")
    second_signer: Mapped[str] = mapped_column(default="")
    revocable_when: Mapped[str] = mapped_column(default="")
    event_happened: Mapped[date | None]
    declined: Mapped[date | None]
    revoked_at: Mapped[datetime | None]
    revoked_how: Mapped[str] = mapped_column(default="")
    revocation_taken_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))


class DisclosureRow(OfClient, Base):
    """What left the program, to whom, why, on which ground; the accounting of 42 CFR 2.25.

    Either `consent_id` or `basis` (a key of the lawful grounds without consent) is set. The four
    fields of 42 CFR 2.51 are filled in for a medical emergency. Written once.
    """

    __tablename__ = "disclosure"
    __table_args__ = (Index("ix_disclosure_client_at", "client_id", "at"),)

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    at: Mapped[datetime]
    to_whom: Mapped[str]
    purpose: Mapped[str]
    what: Mapped[str]
    information: Mapped[str] = mapped_column(default="")
    how: Mapped[str] = mapped_column(default="paper")
    document: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str] = mapped_column(default="")
    consent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("consent.id"), index=True)
    basis: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    emergency_personnel: Mapped[str] = mapped_column(default="")
    emergency_facility: Mapped[str] = mapped_column(default="")
    emergency_nature: Mapped[str] = mapped_column(default="")
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))


class RestrictionRequestRow(OfClient, Base):
    """A client asked that something not be used or shared (42 CFR 2.26), and the answer."""

    __tablename__ = "restriction_request"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    day: Mapped[date]
    words: Mapped[str]
    answer: Mapped[str] = mapped_column(default="")
    answer_words: Mapped[str] = mapped_column(default="")
    answered: Mapped[date | None]
    answered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))


class PaperGivenRow(OfClient, Base):
    """A paper handed to the client: patient notice (42 CFR 2.22), program agreement, guide."""

    __tablename__ = "paper_given"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    episode_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("episode.id"), index=True)
    kind: Mapped[str]
    version: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="en")
    day: Mapped[date]
    signed: Mapped[date | None]
    signed_how: Mapped[str] = mapped_column(default="")
    why_not_signed: Mapped[str] = mapped_column(default="")
    given_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
