"""The clinic's own facts: what papers print at their head and schedules count by."""

from dataclasses import asdict, fields, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.clinic import ClinicDraft
from iopdesk.domain.problems import InvalidDraft, NotFound
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.wording import call_clients
from iopdesk.services.merge_edit import merge_edit
from iopdesk.storage.clinic_tables import ClinicRow
from iopdesk.storage.store import Store


class ClinicService:
    """Everyone reads the facts; the director changes them."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def facts(self) -> ClinicDraft:
        """The facts as they are stored."""
        with self._store.read() as db:
            row = _clinic(db)
            return ClinicDraft(
                **{field.name: getattr(row, field.name) for field in fields(ClinicDraft)}
            )

    def save(self, *, base: ClinicDraft, mine: ClinicDraft) -> None:
        """Store what was changed; raises InvalidDraft, or EditConflict with both values."""
        self._signed_in.require(Right.MANAGE_CLINIC)
        mine = replace(mine, **{name: value.strip() for name, value in asdict(mine).items()})
        problems = mine.problems()
        if problems:
            raise InvalidDraft(problems)
        with self._store.write("clinic.edit", self._signed_in.staff_id) as db:
            row = _clinic(db)
            merge_edit(db, row, asdict(base), asdict(mine))
            term = row.client_term
        call_clients(term)


def _clinic(db: Session) -> ClinicRow:
    row = db.scalars(select(ClinicRow).where(ClinicRow.void == 0).limit(1)).first()
    if row is None:
        raise NotFound("This store holds no clinic facts.")
    return row
