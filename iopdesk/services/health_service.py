"""Diagnoses, medicines and allergies of a client; only clinical staff see them."""

from dataclasses import fields
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.health import Allergy, Diagnosis, Health, Medication
from iopdesk.domain.problems import InvalidDraft, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.client_queries import client_row
from iopdesk.services.part_edit import PartEdit, save_part, void_part
from iopdesk.storage.client_tables import AllergyRow, DiagnosisRow, MedicationRow
from iopdesk.storage.store import Store

Part = Diagnosis | Medication | Allergy
_Draft = TypeVar("_Draft", Diagnosis, Medication, Allergy)
_TABLES: dict[type[Part], tuple[type[Any], str, str]] = {
    Diagnosis: (DiagnosisRow, "diagnosis_id", "diagnosis"),
    Medication: (MedicationRow, "medication_id", "medication"),
    Allergy: (AllergyRow, "allergy_id", "allergy"),
}


class HealthService:
    """What clinical staff do with these three lists."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def health(self, client_id: UUID) -> Health:
        """All three lists; diagnoses the main one first, those that are over last."""
        self._signed_in.require(Right.VIEW_CLINICAL)
        with self._store.read() as db:
            diagnoses = sorted(
                _parts(db, Diagnosis, client_id),
                key=lambda each: (each.ended is not None, each.rank),
            )
            return Health(
                diagnoses=tuple(diagnoses),
                medications=_parts(db, Medication, client_id),
                allergies=_parts(db, Allergy, client_id),
                no_allergies_known=client_row(db, client_id).no_allergies_known,
            )

    def save(self, client_id: UUID, mine: Part, base: Part | None = None) -> UUID:
        """Add an entry to its list, or change one against what the form loaded; its id.

        A diagnosis that is made the main one takes the place of the one before.
        """
        self._require_writing()
        if problems := mine.problems():
            raise InvalidDraft(problems)
        row_class, id_field, word = _TABLES[type(mine)]
        with self._store.write(f"{word}.save", self._signed_in.staff_id) as db:
            client = client_row(db, client_id)
            if isinstance(mine, Allergy) and client.no_allergies_known:
                client.no_allergies_known = None
            edit = PartEdit(row_class, id_field, client_id, self._store.new_id)
            saved = save_part(db, edit, base, mine)
            if isinstance(mine, Diagnosis):
                _step_behind(db, client_id, saved)
            return saved

    def no_allergies_known(self, client_id: UUID, known: bool) -> None:
        """Note that none are known as of today, or take that back; UserProblem if one is listed."""
        self._require_writing()
        with self._store.write("allergy.none_known", self._signed_in.staff_id) as db:
            client = client_row(db, client_id)
            if known and _parts(db, Allergy, client_id):
                raise UserProblem(
                    "An allergy is on the list.", "Take it off the list first if it was wrong."
                )
            client.no_allergies_known = self._store.clock.today() if known else None

    def remove(self, client_id: UUID, part: Part, reason: str = "") -> None:
        """Take an entry back because it was wrong; one that is over gets an end date instead."""
        self._require_writing()
        row_class, id_field, word = _TABLES[type(part)]
        part_id: UUID | None = getattr(part, id_field)
        if part_id is None:
            return
        staff_id = self._signed_in.staff_id
        with self._store.write(f"{word}.remove", staff_id, reason=reason) as db:
            void_part(db, PartEdit(row_class, id_field, client_id, self._store.new_id), part_id)

    def _require_writing(self) -> None:
        self._signed_in.require(Right.VIEW_CLINICAL)
        self._signed_in.require(Right.EDIT_CLIENTS)


def _step_behind(db: Session, client_id: UUID, saved: UUID) -> None:
    """If the saved one is the main one, another that was it before is so no more.

    What is stored decides: a form loaded before may still say that it is.
    """
    table = DiagnosisRow
    row = db.get_one(table, saved)
    if row.rank != 1 or row.ended is not None:
        return
    for other in db.scalars(
        select(table).where(
            table.client_id == client_id,
            table.id != saved,
            table.rank == 1,
            table.ended.is_(None),
            table.void == 0,
        )
    ):
        other.rank = 2


def _parts(db: Session, kind: type[_Draft], client_id: UUID) -> tuple[_Draft, ...]:
    row_class, id_field, _ = _TABLES[kind]
    names = [field.name for field in fields(kind)]
    columns = [row_class.id if name == id_field else getattr(row_class, name) for name in names]
    rows = db.execute(
        select(*columns)
        .where(row_class.client_id == client_id, row_class.void == 0)
        .order_by(row_class.id)
    )
    return tuple(kind(*row) for row in rows)
