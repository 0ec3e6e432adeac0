"""Help around treatment: family education and support services of a client."""

from dataclasses import fields, replace
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.help import FamilyVisit, Help, HelpAround
from iopdesk.domain.problems import FieldProblem, InvalidDraft
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.client_queries import client_row
from iopdesk.services.consent_queries import releases_in_force
from iopdesk.services.episode_queries import open_episode
from iopdesk.services.part_edit import PartEdit, save_part, void_part
from iopdesk.storage.client_tables import SupportPersonRow
from iopdesk.storage.store import Store
from iopdesk.storage.support_tables import FamilyEducationRow, SupportServiceRow

Part = FamilyVisit | Help
_Draft = TypeVar("_Draft", FamilyVisit, Help)
_TABLES: dict[type[Part], tuple[type[Any], str, str]] = {
    FamilyVisit: (FamilyEducationRow, "visit_id", "family_education"),
    Help: (SupportServiceRow, "help_id", "support_service"),
}


class HelpService:
    """Everyone who may edit clients arranges help; nothing here opens a chart for family.

    Notes are for clinical staff: who else reads finds them empty, and can't write them.
    """

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def around(self, client_id: UUID) -> HelpAround:
        """All of it, the newest first."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            visits = _parts(db, FamilyVisit, client_id)
            helps = _parts(db, Help, client_id)
            if not self._signed_in.may(Right.VIEW_CLINICAL):
                visits = tuple(replace(one, note="") for one in visits)
                helps = tuple(replace(one, note="") for one in helps)
            released = releases_in_force(db, client_id, self._store.clock.today())
        return HelpAround(
            tuple(sorted(visits, key=lambda one: str(one.day), reverse=True)),
            tuple(sorted(helps, key=lambda one: (one.is_open, str(one.asked)), reverse=True)),
            frozenset(released),
        )

    def save(self, client_id: UUID, mine: Part, base: Part | None = None) -> UUID:
        """Add an entry to its list, or change one against what the form loaded; its id."""
        self._signed_in.require(Right.EDIT_CLIENTS)
        if mine.note != (base.note if base else ""):
            self._signed_in.require(Right.VIEW_CLINICAL)
        if problems := [*mine.problems(), *self._not_yet(mine)]:
            raise InvalidDraft(problems)
        row_class, id_field, word = _TABLES[type(mine)]
        with self._store.write(f"{word}.save", self._signed_in.staff_id) as db:
            client_row(db, client_id)
            fixed = {}
            if isinstance(mine, Help) and (episode := open_episode(db, client_id)):
                fixed = {"episode_id": episode.id}
            if isinstance(mine, FamilyVisit):
                _require_person(db, client_id, mine, base)
            edit = PartEdit(row_class, id_field, client_id, self._store.new_id, fixed)
            return save_part(db, edit, base, mine)

    def remove(self, client_id: UUID, part: Part, reason: str) -> None:
        """Take an entry back because it was wrong."""
        self._signed_in.require(Right.EDIT_CLIENTS)
        row_class, id_field, word = _TABLES[type(part)]
        part_id: UUID | None = getattr(part, id_field)
        if part_id is None:
            return
        staff_id = self._signed_in.staff_id
        with self._store.write(f"{word}.remove", staff_id, reason=reason) as db:
            void_part(db, PartEdit(row_class, id_field, client_id, self._store.new_id), part_id)

    def _not_yet(self, mine: Part) -> list[FieldProblem]:
        name = "day" if isinstance(mine, FamilyVisit) else "asked"
        day = getattr(mine, name)
        if day is None or day <= self._store.clock.today():
            return []
        return [FieldProblem(name, "This day has not come yet.")]


def _parts(db: Session, kind: type[_Draft], client_id: UUID) -> tuple[_Draft, ...]:
    row_class, id_field, _ = _TABLES[kind]
    names = [field.name for field in fields(kind)]
    columns = [row_class.id if name == id_field else getattr(row_class, name) for name in names]
    rows = db.execute(
        select(*columns)
        .where(row_class.client_id == client_id, row_class.void == 0)
        .order_by(row_class.op)
    )
    return tuple(kind(*row) for row in rows)


def _require_person(db: Session, client_id: UUID, mine: FamilyVisit, base: Part | None) -> None:
    if isinstance(base, FamilyVisit) and base.support_person_id == mine.support_person_id:
        # whoever came stays so, on the list or not
        return
    person = db.get(SupportPersonRow, mine.support_person_id)
    if person is None or person.void or person.client_id != client_id:
        raise InvalidDraft(
            [FieldProblem("support_person_id", "This person is no longer on the list.")]
        )
