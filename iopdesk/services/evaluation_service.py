"""Evaluations, drug screens, policies, payer authorizations: short lists of a chart."""

from dataclasses import fields
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.evaluation import (
    Authorization,
    Checks,
    DrugScreen,
    Evaluation,
    Papers,
)
from iopdesk.domain.policy import Policy
from iopdesk.domain.problems import FieldProblem, InvalidDraft
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.authorization_use import Allowed, used_units
from iopdesk.services.client_queries import client_row
from iopdesk.services.episode_queries import open_episode
from iopdesk.services.part_edit import PartEdit, save_part, void_part
from iopdesk.storage.assessment_tables import DrugScreenRow, EvaluationRow
from iopdesk.storage.payer_tables import PayerAuthorizationRow, PolicyRow
from iopdesk.storage.store import Store

Part = Evaluation | DrugScreen | Authorization | Policy
_Draft = TypeVar("_Draft", Evaluation, DrugScreen, Authorization, Policy)
_TABLES: dict[type[Part], tuple[type[Any], str, str]] = {
    Evaluation: (EvaluationRow, "evaluation_id", "evaluation"),
    DrugScreen: (DrugScreenRow, "screen_id", "drug_screen"),
    Authorization: (PayerAuthorizationRow, "authorization_id", "payer_authorization"),
    Policy: (PolicyRow, "policy_id", "policy"),
}
_CLINICAL = (Evaluation, DrugScreen)


class EvaluationService:
    """What staff do with these lists; evaluations and screens are for clinical staff."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def checks(self, client_id: UUID) -> Checks:
        """Evaluations by the day they are due, screens with the newest first."""
        self._signed_in.require(Right.VIEW_CLINICAL)
        with self._store.read() as db:
            evaluations = _parts(db, Evaluation, client_id)
            screens = _parts(db, DrugScreen, client_id)
        return Checks(
            tuple(sorted(evaluations, key=lambda one: str(one.due or one.done))),
            tuple(sorted(screens, key=lambda one: str(one.day), reverse=True)),
        )

    def papers(self, client_id: UUID) -> Papers:
        """Authorizations with what was used of them, the newest first; policies by rank."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            allowed = _parts(db, Authorization, client_id)
            policies = _parts(db, Policy, client_id)
            counted = [
                Allowed(one.authorization_id, client_id, one.starts, one.ends, one.unit_kind)
                for one in allowed
                if one.authorization_id and one.starts and one.ends
            ]
            used = used_units(db, counted)
        return Papers(
            tuple(sorted(allowed, key=lambda one: str(one.ends), reverse=True)),
            used,
            tuple(sorted(policies, key=lambda one: one.rank)),
        )

    def save(self, client_id: UUID, mine: Part, base: Part | None = None) -> UUID:
        """Add an entry to its list, or change one against what the form loaded; its id."""
        self._require_writing(mine)
        today = self._store.clock.today()
        if problems := [*mine.problems(), *_not_yet(mine, today)]:
            raise InvalidDraft(problems)
        row_class, id_field, word = _TABLES[type(mine)]
        with self._store.write(f"{word}.save", self._signed_in.staff_id) as db:
            client_row(db, client_id)
            fixed = {}
            if isinstance(mine, Evaluation) and (episode := open_episode(db, client_id)):
                fixed = {"episode_id": episode.id}
            edit = PartEdit(row_class, id_field, client_id, self._store.new_id, fixed)
            return save_part(db, edit, base, mine)

    def remove(self, client_id: UUID, part: Part, reason: str = "") -> None:
        """Take an entry back because it was wrong."""
        self._require_writing(part)
        row_class, id_field, word = _TABLES[type(part)]
        part_id: UUID | None = getattr(part, id_field)
        if part_id is None:
            return
        staff_id = self._signed_in.staff_id
        with self._store.write(f"{word}.remove", staff_id, reason=reason) as db:
            void_part(db, PartEdit(row_class, id_field, client_id, self._store.new_id), part_id)

    def _require_writing(self, part: Part) -> None:
        self._signed_in.require(Right.EDIT_CLIENTS)
        if isinstance(part, _CLINICAL):
            self._signed_in.require(Right.VIEW_CLINICAL)


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


def _not_yet(mine: Part, today: object) -> list[FieldProblem]:
    happened = {Evaluation: ("done",), DrugScreen: ("day",)}
    return [
        FieldProblem(name, "This day has not come yet.")
        for name in happened.get(type(mine), ())
        if (day := getattr(mine, name)) is not None and day > today
    ]
