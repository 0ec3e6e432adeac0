"""Reads of consents that several services share; what is in force is decided in the domain."""

from dataclasses import fields
from datetime import date
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from iopdesk.domain.client import legal_name
from iopdesk.domain.consent import Consent, ConsentDays, Signer
from iopdesk.domain.problems import NotFound
from iopdesk.services.rule_service import rules_of
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.consent_tables import ConsentRow

_NAMES = tuple(each.name for each in fields(Consent))
_COLUMNS = [ConsentRow.id if name == "consent_id" else getattr(ConsentRow, name) for name in _NAMES]
#: The columns of ConsentDays, in its order.
DAYS = (
    ConsentRow.signed,
    ConsentRow.until,
    ConsentRow.revoked,
    ConsentRow.event_happened,
    ConsentRow.declined,
)


def consents_of(db: Session, client_id: UUID) -> tuple[Consent, ...]:
    """All consents of a client as stored, the newest first."""
    rows = db.execute(
        select(*_COLUMNS)
        .where(ConsentRow.client_id == client_id, ConsentRow.void == 0)
        .order_by(ConsentRow.id.desc())
    )
    return tuple(Consent(*row) for row in rows)


def consent_of(db: Session, client_id: UUID, consent_id: UUID) -> Consent:
    """One consent of this client; NotFound."""
    row = db.execute(
        select(*_COLUMNS).where(
            ConsentRow.id == consent_id, ConsentRow.client_id == client_id, ConsentRow.void == 0
        )
    ).first()
    if row is None:
        raise NotFound("This consent is no longer in the record.", "Load the page again.")
    return Consent(*row)


def days_of(row: Row[tuple[object, ...]]) -> ConsentDays:
    """The days of a row that was read with DAYS among its columns."""
    return ConsentDays(*(getattr(row, column.key) for column in DAYS))


def releases_in_force(db: Session, client_id: UUID, day: date) -> dict[UUID, Consent]:
    """By person of the safety net: the newest release to them that is in force on a day."""
    found: dict[UUID, Consent] = {}
    for consent in consents_of(db, client_id):
        person_id = consent.support_person_id
        if person_id is not None and consent.shares and consent.days.in_force_on(day):
            found.setdefault(person_id, consent)
    return found


def signer_of(db: Session, client_id: UUID) -> Signer:
    """Whose consents these are, with the clinic's rule for minors."""
    row = db.execute(
        select(
            ClientRow.first_name, ClientRow.middle_name, ClientRow.last_name, ClientRow.born
        ).where(ClientRow.id == client_id, ClientRow.void == 0)
    ).first()
    if row is None:
        raise NotFound("This client's record is not in this store.", "Search for the name.")
    name = legal_name(row.first_name, row.middle_name, row.last_name)
    return Signer(name, row.born, rules_of(db).minor_consent_age)
