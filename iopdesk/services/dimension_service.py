"""Six-dimension assessments: written, signed, taken back, listed with their course."""

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from iopdesk.domain.problems import InvalidDraft, NotFound, UserProblem
from iopdesk.domain.six_dimensions import AssessmentDraft, DimensionAssessment, Rating
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.client_queries import client_row
from iopdesk.services.episode_queries import open_episode
from iopdesk.services.merge_edit import merge_edit, trimmed
from iopdesk.services.rule_service import rules_of
from iopdesk.storage.assessment_tables import DimensionAssessmentRow, DimensionRatingRow
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.journal import void_row
from iopdesk.storage.store import Store

A_PAGE = 20
# Part of the exchange format for ever: two sites that rate one dimension write the same row.
_NAMESPACE = uuid.UUID("2e9b7c64-94d3-5d0c-a0b6-6a2c0f1c7e55")
_FIELDS = tuple(name for name in asdict(AssessmentDraft()) if name != "ratings")


@dataclass(frozen=True)
class DimensionView:
    """A page of assessments, the newest first, and the edition that the clinic rates by."""

    client_id: UUID
    name: str
    today: date
    usual_edition: str
    assessments: tuple[DimensionAssessment, ...]
    has_more: bool
    may_write: bool
    may_sign: bool


class DimensionService:
    """An edition is chosen when an assessment is begun and stays with it."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def view(
        self, client_id: UUID, most: int = A_PAGE, *, only: UUID | None = None
    ) -> DimensionView:
        """What a chart shows; `only` one assessment, however old it is."""
        self._signed_in.require(Right.VIEW_CLINICAL)
        with self._store.read() as db:
            client = client_row(db, client_id)
            found = assessments_of(db, client_id, most + 1, only)
            return DimensionView(
                client_id=client_id,
                name=client.name_to_use or client.first_name,
                today=self._store.clock.today(),
                usual_edition=rules_of(db).dimension_edition,
                assessments=found[:most],
                has_more=len(found) > most,
                may_write=self._signed_in.may(Right.WRITE_NOTES),
                may_sign=self._signed_in.may(Right.SIGN_CLINICAL),
            )

    def save(
        self,
        client_id: UUID,
        assessment_id: UUID | None,
        *,
        base: AssessmentDraft,
        mine: AssessmentDraft,
    ) -> UUID:
        """Begin one, or change an unsigned one against what was loaded; its id."""
        self._signed_in.require(Right.WRITE_NOTES)
        if problems := mine.problems(self._store.clock.today()):
            raise InvalidDraft(problems)
        with self._store.write("dimensions.save", self._signed_in.staff_id) as db:
            return self._saved(db, client_id, assessment_id, base, mine)

    def sign(
        self,
        client_id: UUID,
        assessment_id: UUID | None,
        *,
        base: AssessmentDraft,
        mine: AssessmentDraft,
    ) -> UUID:
        """Save what is on the screen and fix it; InvalidDraft with everything that is missing."""
        self._signed_in.require(Right.SIGN_CLINICAL)
        if problems := [*mine.problems(self._store.clock.today()), *mine.open_points()]:
            raise InvalidDraft(problems)
        with self._store.write("dimensions.sign", self._signed_in.staff_id) as db:
            saved = self._saved(db, client_id, assessment_id, base, mine)
            db.flush()
            row = db.get_one(DimensionAssessmentRow, saved)
            if _draft(row, _ratings(db, [saved]).get(saved, {})) != mine:
                raise UserProblem(
                    "Someone wrote in this assessment meanwhile.",
                    "Nothing was signed. Look at it again, then sign.",
                )
            row.signed_at = self._store.clock.now()
            row.signed_by = self._signed_in.staff_id
            return saved

    def take_back(self, client_id: UUID, assessment_id: UUID, reason: str) -> None:
        """Written by mistake: it stays in the store and the history, no list shows it."""
        self._signed_in.require(Right.WRITE_NOTES)
        if not reason.strip():
            raise UserProblem("A reason is needed.", "Say why this was written by mistake.")
        staff_id = self._signed_in.staff_id
        with self._store.write("dimensions.take_back", staff_id, reason=reason.strip()) as db:
            row = _row(db, client_id, assessment_id)
            if row.signed_at is not None:
                self._signed_in.require(Right.SIGN_CLINICAL)
            if not row.void:
                void_row(row)

    def _saved(
        self,
        db: Session,
        client_id: UUID,
        assessment_id: UUID | None,
        base: AssessmentDraft,
        mine: AssessmentDraft,
    ) -> UUID:
        client_row(db, client_id)
        if assessment_id is None:
            row = self._new_row(db, client_id, mine)
        else:
            row = _row(db, client_id, assessment_id)
            if row.signed_at is not None:
                raise UserProblem(
                    "This assessment is signed.",
                    "What you typed is still on the screen. Begin a new one for it.",
                )
            if row.void:
                raise UserProblem("This assessment was taken back.", "Begin a new one.")
            merge_edit(db, row, trimmed(base, _FIELDS), trimmed(mine, _FIELDS))
        _write_ratings(db, row, base.ratings, mine.ratings)
        return row.id

    def _new_row(
        self, db: Session, client_id: UUID, mine: AssessmentDraft
    ) -> DimensionAssessmentRow:
        episode = open_episode(db, client_id)
        row = DimensionAssessmentRow(
            id=self._store.new_id(),
            client_id=client_id,
            episode_id=episode.id if episode else None,
            assessor_id=self._signed_in.staff_id,
            **trimmed(mine, _FIELDS),
        )
        db.add(row)
        db.flush()
        return row


def assessments_of(
    db: Session, client_id: UUID, most: int, only: UUID | None = None
) -> tuple[DimensionAssessment, ...]:
    """The newest assessments with their ratings."""
    table, signer = DimensionAssessmentRow, aliased(StaffRow)
    rows = db.execute(
        select(
            table.id,
            *(getattr(table, name) for name in _FIELDS),
            StaffRow.name,
            table.signed_at,
            signer.name,
        )
        .join(StaffRow, StaffRow.id == table.assessor_id)
        .outerjoin(signer, signer.id == table.signed_by)
        .where(
            table.client_id == client_id,
            table.void == 0,
            *((table.id == only,) if only else ()),
        )
        .order_by(table.day.desc(), table.id.desc())
        .limit(most)
    ).all()
    ratings = _ratings(db, [row[0] for row in rows])
    return tuple(
        DimensionAssessment(
            row[0],
            AssessmentDraft(
                **dict(zip(_FIELDS, row[1 : len(_FIELDS) + 1], strict=True)),
                ratings=ratings.get(row[0], {}),
            ),
            row[-3],
            row[-2],
            row[-1] or "",
        )
        for row in rows
    )


def _row(db: Session, client_id: UUID, assessment_id: UUID) -> DimensionAssessmentRow:
    row = db.get(DimensionAssessmentRow, assessment_id)
    if row is None or row.client_id != client_id:
        raise NotFound("This assessment is not in this record.")
    return row


def _draft(row: DimensionAssessmentRow, ratings: Mapping[str, Rating]) -> AssessmentDraft:
    return AssessmentDraft(**{name: getattr(row, name) for name in _FIELDS}, ratings=ratings)


def _ratings(db: Session, assessment_ids: list[UUID]) -> dict[UUID, dict[str, Rating]]:
    table = DimensionRatingRow
    found: dict[UUID, dict[str, Rating]] = {}
    for assessment_id, dimension, *more in db.execute(
        select(
            table.assessment_id, table.dimension, table.rating, table.minimum_level, table.note
        ).where(table.assessment_id.in_(assessment_ids), table.void == 0)
    ):
        one = Rating(*more)
        if one != Rating():
            found.setdefault(assessment_id, {})[dimension] = one
    return found


def _write_ratings(
    db: Session,
    row: DimensionAssessmentRow,
    base: Mapping[str, Rating],
    mine: Mapping[str, Rating],
) -> None:
    for dimension in {*base, *mine}:
        before, wanted = base.get(dimension, Rating()), mine.get(dimension, Rating())
        rating_id = uuid.uuid5(_NAMESPACE, f"{row.id.hex} {dimension}")
        stored = db.get(DimensionRatingRow, rating_id)
        if stored is not None:
            merge_edit(db, stored, asdict(before), asdict(wanted))
        elif wanted != Rating():
            db.add(
                DimensionRatingRow(
                    id=rating_id,
                    client_id=row.client_id,
                    assessment_id=row.id,
                    dimension=dimension,
                    **asdict(wanted),
                )
            )
