"""Tables of a person: names, ways to reach, people around them, diagnoses and medicines."""

import uuid
from datetime import date

from sqlalchemy import ForeignKey, Index, LargeBinary, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from iopdesk.storage.schema import Base, Instant, Journaled, OfClient


class ClientRow(Journaled, Base):
    """A person's record; one for life, however many episodes of care there are.

    `chart_number` is the site's letter and a counter ("M-00412") and never changes.
    `in_program`, `ever_admitted` and `sort_name` are kept by the services so that lists need no
    join.
    """

    __tablename__ = "client"
    __table_args__ = (
        Index("ix_client_list", "in_program", "ever_admitted", "sort_name", "void"),
        Index("ix_client_sort_name", "sort_name"),
    )

    chart_number: Mapped[str] = mapped_column(index=True)
    first_name: Mapped[str]
    middle_name: Mapped[str] = mapped_column(default="")
    last_name: Mapped[str]
    name_to_use: Mapped[str] = mapped_column(default="")
    sort_name: Mapped[str]
    born: Mapped[date | None] = mapped_column(index=True)
    populations: Mapped[str] = mapped_column(default="")
    gender: Mapped[str] = mapped_column(default="")
    pronouns: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="en")
    other_languages: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    street: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="")
    postal_code: Mapped[str] = mapped_column(default="")
    latitude_e6: Mapped[int | None]
    longitude_e6: Mapped[int | None]
    safe_contact: Mapped[str] = mapped_column(default="")
    referral_source: Mapped[str] = mapped_column(default="")
    living_arrangement: Mapped[str] = mapped_column(default="")
    employment: Mapped[str] = mapped_column(default="")
    transport: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    no_allergies_known: Mapped[date | None]
    import_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("client_import.id"))
    in_program: Mapped[int] = mapped_column(SmallInteger, default=0)
    ever_admitted: Mapped[int] = mapped_column(SmallInteger, default=0)


class ClientNameRow(OfClient, Base):
    """Another name a person is or was known by."""

    __tablename__ = "client_name"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="alias")


class PhoneRow(OfClient, Base):
    """A number to reach a client, and whether a message may be left there."""

    __tablename__ = "phone"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    number: Mapped[str]
    kind: Mapped[str] = mapped_column(default="mobile")
    may_leave_message: Mapped[bool] = mapped_column(default=False)
    safe_times: Mapped[str] = mapped_column(default="")
    say_we_are: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class SupportPersonRow(OfClient, Base):
    """Someone around the client; the four marks are those of the founding documents."""

    __tablename__ = "support_person"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    name: Mapped[str]
    relation: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    is_sober: Mapped[bool] = mapped_column(default=False)
    is_encouraging: Mapped[bool] = mapped_column(default=False)
    is_reachable_at_risk: Mapped[bool] = mapped_column(default=False)
    knows_warning_signs: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")


class DiagnosisRow(OfClient, Base):
    """An ICD-10-CM diagnosis; severity is a field of its own (moderate and severe share codes)."""

    __tablename__ = "diagnosis"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    code: Mapped[str]
    words: Mapped[str]
    severity: Mapped[str] = mapped_column(default="")
    remission: Mapped[str] = mapped_column(default="")
    rank: Mapped[int] = mapped_column(default=1)
    since: Mapped[date | None]
    ended: Mapped[date | None]
    given_by: Mapped[str] = mapped_column(default="")
    specifier: Mapped[str] = mapped_column(default="")


class MedicationRow(OfClient, Base):
    """A medicine as the prescriber ordered it."""

    __tablename__ = "medication"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    name: Mapped[str]
    dose: Mapped[str] = mapped_column(default="")
    taken_for: Mapped[str] = mapped_column(default="")
    prescriber: Mapped[str] = mapped_column(default="")
    is_for_substance_use: Mapped[bool] = mapped_column(default=False)
    started: Mapped[date | None]
    ended: Mapped[date | None]
    next_refill: Mapped[date | None]
    generic: Mapped[str] = mapped_column(default="")
    frequency: Mapped[str] = mapped_column(default="")
    pharmacy: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="active")
    taken_as_directed: Mapped[str] = mapped_column(default="")
    asked: Mapped[date | None]


class AllergyRow(OfClient, Base):
    """An allergy or a bad reaction."""

    __tablename__ = "allergy"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    words: Mapped[str]
    reaction: Mapped[str] = mapped_column(default="")
    severity: Mapped[str] = mapped_column(default="")
    noted: Mapped[date | None]


class SearchToken(Base):
    """What a client can be found by; derived from the rows above, never journaled.

    `token` is casefolded and without accents; `kind` says what it is a token of and whether the
    client is in program. The key begins with it, so that a search walks one short stretch of one
    index and stops at its limit. See services/client_search.py.
    """

    __tablename__ = "search_token"
    __table_args__ = (
        Index("ix_search_token_client", "client_id", "kind", "token"),
        {"sqlite_with_rowid": False},
    )

    kind: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    token: Mapped[str] = mapped_column(primary_key=True)
    client_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)


class DraftRow(Base):
    """What someone was typing; sealed with the store, not journaled, never leaves the machine."""

    __tablename__ = "draft"

    staff_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    screen: Mapped[str] = mapped_column(primary_key=True)
    record: Mapped[str] = mapped_column(primary_key=True, default="")
    content: Mapped[bytes] = mapped_column(LargeBinary)
    kept_at = mapped_column(Instant, nullable=False)
