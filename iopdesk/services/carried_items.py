"""The items that a return asks about: found at the admission, read in words, ended where asked."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.carried import CarriedAnswer, CarriedKind
from iopdesk.domain.diagnosis_codes import told
from iopdesk.services.client_search import index_client
from iopdesk.storage.client_tables import (
    AllergyRow,
    ClientRow,
    DiagnosisRow,
    MedicationRow,
    PhoneRow,
    SupportPersonRow,
)
from iopdesk.storage.episode_tables import EpisodeRow
from iopdesk.storage.intake_tables import CarriedItemRow
from iopdesk.storage.journal import void_row

_TABLES: dict[CarriedKind, type[Any]] = {
    CarriedKind.PHONE: PhoneRow,
    CarriedKind.PERSON: SupportPersonRow,
    CarriedKind.MEDICATION: MedicationRow,
    CarriedKind.ALLERGY: AllergyRow,
    CarriedKind.DIAGNOSIS: DiagnosisRow,
}
_WITH_END = frozenset({CarriedKind.MEDICATION, CarriedKind.DIAGNOSIS})
_ADDRESS = ("street", "city", "state", "postal_code")


def carry_items(db: Session, episode: EpisodeRow, staff_id: UUID, now: datetime) -> None:
    """At a return: one waiting item for everything that the record still says.

    An item's id is a hash of stay and subject, so that two sites make the same row.
    """
    client = db.get_one(ClientRow, episode.client_id)
    found = [(kind, row.id) for kind, row in _standing(db, client.id)]
    if any(getattr(client, name) for name in _ADDRESS):
        found.append((CarriedKind.ADDRESS, client.id))
    for kind, subject in found:
        db.add(
            CarriedItemRow(
                id=uuid5(episode.id, f"{kind.value} {subject.hex}"),
                client_id=client.id,
                episode_id=episode.id,
                kind=kind.value,
                subject_id=subject,
                answer=CarriedAnswer.WAITING.value,
                answered_by=staff_id,
                answered_at=now,
            )
        )


def item_words(db: Session, client_id: UUID) -> dict[UUID, str]:
    """Every item's subject in words, those that ended meanwhile included."""
    client = db.get_one(ClientRow, client_id)
    place = " ".join(part for part in (client.state, client.postal_code) if part)
    address = ", ".join(part for part in (client.street, client.city, place) if part)
    words = {client_id: address}
    for kind, row_class in _TABLES.items():
        rows = db.scalars(select(row_class).where(row_class.client_id == client_id))
        words |= {row.id: _WORDS[kind](row) for row in rows}
    return words


def end_item(db: Session, item: CarriedItemRow, today: date) -> None:
    """What is not true any more leaves the record's lists; its history keeps it."""
    kind = CarriedKind(item.kind)
    if kind is CarriedKind.ADDRESS:
        client = db.get_one(ClientRow, item.client_id)
        for name in _ADDRESS:
            setattr(client, name, "")
        return
    row = db.get(_TABLES[kind], item.subject_id)
    if row is None or row.void:
        return
    if kind in _WITH_END:
        row.ended = row.ended or today
    else:
        void_row(row)
    if kind is CarriedKind.PHONE:
        db.flush()
        index_client(db, db.get_one(ClientRow, item.client_id))


def _standing(db: Session, client_id: UUID) -> Iterator[tuple[CarriedKind, Any]]:
    for kind, row_class in _TABLES.items():
        query = select(row_class).where(row_class.client_id == client_id, row_class.void == 0)
        if kind in _WITH_END:
            query = query.where(row_class.ended.is_(None))
        for row in db.scalars(query.order_by(row_class.op)):
            yield kind, row


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


_WORDS: dict[CarriedKind, Callable[[Any], str]] = {
    CarriedKind.PHONE: lambda row: _joined(row.number, row.safe_times, row.note),
    CarriedKind.PERSON: lambda row: _joined(row.name, row.phone),
    CarriedKind.MEDICATION: lambda row: _joined(row.name, row.dose, row.prescriber),
    CarriedKind.ALLERGY: lambda row: _joined(row.words, row.reaction),
    CarriedKind.DIAGNOSIS: lambda row: told(
        f"{row.code} {row.words}".strip(), row.severity, row.remission, "en"
    ),
}
