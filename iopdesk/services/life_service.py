"""A client's story: substances, sobriety dates, naloxone, earlier treatment, law, life."""

from dataclasses import fields
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from iopdesk.domain.life import (
    LegalMatter,
    LifeSituation,
    LifeStory,
    NaloxoneOffer,
    Part,
    PriorTreatment,
    SobrietyDate,
    SubstanceUse,
    runs_twice,
)
from iopdesk.domain.problems import FieldProblem, InvalidDraft, UserProblem
from iopdesk.domain.setback import SetbackKind
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.client_queries import client_row
from iopdesk.services.episode_queries import open_episode
from iopdesk.services.part_edit import PartEdit, save_part, void_part
from iopdesk.storage.assessment_tables import NaloxoneOfferRow, SobrietyDateRow, SubstanceUseRow
from iopdesk.storage.episode_tables import SetbackRow
from iopdesk.storage.intake_tables import LegalMatterRow, LifeSituationRow, PriorTreatmentRow
from iopdesk.storage.store import Store

A_PAGE = 12
_Draft = TypeVar(
    "_Draft",
    SubstanceUse,
    SobrietyDate,
    NaloxoneOffer,
    PriorTreatment,
    LegalMatter,
    LifeSituation,
)
_TABLES: dict[type[Part], tuple[type[Any], str, str, str]] = {
    SubstanceUse: (SubstanceUseRow, "use_id", "substance_use", "day"),
    SobrietyDate: (SobrietyDateRow, "sobriety_id", "sobriety_date", "since"),
    NaloxoneOffer: (NaloxoneOfferRow, "offer_id", "naloxone_offer", "day"),
    PriorTreatment: (PriorTreatmentRow, "treatment_id", "prior_treatment", "started"),
    LegalMatter: (LegalMatterRow, "matter_id", "legal_matter", "since"),
    LifeSituation: (LifeSituationRow, "situation_id", "life_situation", "day"),
}
_HAPPENED = ("day", "since", "last_use", "started")


class LifeService:
    """What clinical staff do with these lists; what is over gets an end, what was wrong goes."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def story(self, client_id: UUID, most: int = A_PAGE) -> LifeStory:
        """The newest entries of each list."""
        self._signed_in.require(Right.VIEW_CLINICAL)
        with self._store.read() as db:
            sobriety = _parts(db, SobrietyDate, client_id, most)
            running = [one.since for one in sobriety if one.ended is None and one.since]
            return LifeStory(
                substances=_parts(db, SubstanceUse, client_id, most),
                sobriety=sobriety,
                naloxone=_parts(db, NaloxoneOffer, client_id, most),
                treatments=_parts(db, PriorTreatment, client_id, most),
                matters=_parts(db, LegalMatter, client_id, most),
                situations=_parts(db, LifeSituation, client_id, most),
                setback=_setback_since(db, client_id, min(running)) if running else None,
                has_more=_longest(db, client_id) > most,
            )

    def save(self, client_id: UUID, mine: Part, base: Part | None = None) -> UUID:
        """Add an entry to its list, or change one against what the form loaded; its id."""
        self._require_writing()
        today = self._store.clock.today()
        if problems := [*mine.problems(), *_not_yet(mine, today)]:
            raise InvalidDraft(problems)
        row_class, id_field, word, _day = _TABLES[type(mine)]
        with self._store.write(f"{word}.save", self._signed_in.staff_id) as db:
            client_row(db, client_id)
            if isinstance(mine, SobrietyDate):
                _refuse_twice(db, client_id, mine)
            fixed = {}
            if isinstance(mine, LifeSituation) and (episode := open_episode(db, client_id)):
                fixed = {"episode_id": episode.id}
            edit = PartEdit(row_class, id_field, client_id, self._store.new_id, fixed)
            return save_part(db, edit, base, mine)

    def remove(self, client_id: UUID, part: Part, reason: str = "") -> None:
        """Take an entry back because it was wrong."""
        self._require_writing()
        row_class, id_field, word, _day = _TABLES[type(part)]
        part_id: UUID | None = getattr(part, id_field)
        if part_id is None:
            return
        staff_id = self._signed_in.staff_id
        with self._store.write(f"{word}.remove", staff_id, reason=reason) as db:
            void_part(db, PartEdit(row_class, id_field, client_id, self._store.new_id), part_id)

    def _require_writing(self) -> None:
        self._signed_in.require(Right.VIEW_CLINICAL)
        self._signed_in.require(Right.EDIT_CLIENTS)


def _parts(db: Session, kind: type[_Draft], client_id: UUID, most: int) -> tuple[_Draft, ...]:
    row_class, id_field, _word, day = _TABLES[kind]
    names = [field.name for field in fields(kind)]
    columns = [row_class.id if name == id_field else getattr(row_class, name) for name in names]
    rows = db.execute(
        select(*columns)
        .where(row_class.client_id == client_id, row_class.void == 0)
        .order_by(getattr(row_class, day).desc(), row_class.id.desc())
        .limit(most)
    )
    return tuple(kind(*row) for row in rows)


def _longest(db: Session, client_id: UUID) -> int:
    """How many entries the longest list has."""
    counts = [
        db.scalar(
            select(func.count())
            .select_from(row_class)
            .where(row_class.client_id == client_id, row_class.void == 0)
        )
        for row_class, _id, _word, _day in _TABLES.values()
    ]
    return max(count or 0 for count in counts)


def _setback_since(db: Session, client_id: UUID, since: date) -> date | None:
    """A return to use that was recorded since; people decide whether the date still holds."""
    return db.scalar(
        select(func.max(SetbackRow.day)).where(
            SetbackRow.client_id == client_id,
            SetbackRow.kind == SetbackKind.RETURN_TO_USE.value,
            SetbackRow.day > since,
            SetbackRow.void == 0,
        )
    )


def _not_yet(mine: Part, today: date) -> list[FieldProblem]:
    return [
        FieldProblem(name, "This day has not come yet.")
        for name in _HAPPENED
        if (day := getattr(mine, name, None)) is not None and day > today
    ]


def _refuse_twice(db: Session, client_id: UUID, mine: SobrietyDate) -> None:
    others = _parts(db, SobrietyDate, client_id, 1000)
    if runs_twice(others, mine):
        raise UserProblem(
            "Another sobriety date runs at the same time.",
            "What you typed is still there. Set the day the other one ended first.",
        )
