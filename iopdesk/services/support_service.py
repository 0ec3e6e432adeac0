"""The people around a client."""

from dataclasses import fields, replace
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from iopdesk.domain.client import tidy_name
from iopdesk.domain.problems import InvalidDraft
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.support import SupportPerson
from iopdesk.services.client_queries import client_row
from iopdesk.services.part_edit import PartEdit, save_part, void_part
from iopdesk.services.phone_numbers import tidy_number
from iopdesk.storage.client_tables import SupportPersonRow
from iopdesk.storage.prepared_query import PreparedQuery
from iopdesk.storage.store import Store

_FIELDS = tuple(field.name for field in fields(SupportPerson) if field.name != "person_id")
_person = SupportPersonRow.__table__
_PEOPLE = PreparedQuery(
    select(*(_person.c[name] for name in _FIELDS), _person.c.id.label("person_id"))
    .where(_person.c.client_id == bindparam("client_id"), _person.c.void == 0)
    .order_by(_person.c.id)
)


class SupportService:
    """What staff do with the list of people around a client."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def people(self, client_id: UUID) -> tuple[SupportPerson, ...]:
        """Everyone on the list, in the order in which they were added."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            return people_of(db, client_id)

    def save(self, client_id: UUID, mine: SupportPerson, base: SupportPerson | None = None) -> UUID:
        """Add a person, or change one against what the form loaded; the person's id."""
        self._signed_in.require(Right.EDIT_CLIENTS)
        mine = _tidy(mine)
        if problems := mine.problems():
            raise InvalidDraft(problems)
        with self._store.write("support.save", self._signed_in.staff_id) as db:
            client_row(db, client_id)
            edit = PartEdit(SupportPersonRow, "person_id", client_id, self._store.new_id)
            return save_part(db, edit, base, mine)

    def remove(self, client_id: UUID, person_id: UUID, reason: str = "") -> None:
        """Take a person off the list; the record keeps them."""
        self._signed_in.require(Right.EDIT_CLIENTS)
        staff_id = self._signed_in.staff_id
        with self._store.write("support.remove", staff_id, reason=reason) as db:
            edit = PartEdit(SupportPersonRow, "person_id", client_id, self._store.new_id)
            void_part(db, edit, person_id)


def people_of(db: Session, client_id: UUID) -> tuple[SupportPerson, ...]:
    """Everyone on a client's list, for services that have asked for the right to see it."""
    return tuple(SupportPerson(*row) for row in _PEOPLE.rows(db, client_id=client_id))


def _tidy(person: SupportPerson) -> SupportPerson:
    return replace(
        person,
        name=tidy_name(person.name),
        phone=tidy_number(person.phone) if person.phone.strip() else "",
        note=person.note.strip(),
    )
