"""Step up, step down, hold, extend and other changes of a client's placement, and who decided."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.placement import DOSE, PRESCRIBED, Change, PlacementDraft
from iopdesk.domain.problems import EditConflict, FieldConflict, InvalidDraft, NotFound
from iopdesk.domain.program import AgeGroup
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.client_queries import chart_head
from iopdesk.services.episode_queries import (
    counselors_of,
    episodes_of,
    need_open_episode,
    phases_by_program,
)
from iopdesk.services.episode_records import Episode, Placement
from iopdesk.services.placement_records import GroupOfClient, PlacementView
from iopdesk.services.rule_service import rules_of
from iopdesk.storage import group_queries
from iopdesk.storage.clinic_tables import ProgramRow
from iopdesk.storage.episode_tables import EpisodeRow, PlacementRow, SetbackRow
from iopdesk.storage.group_tables import RosterPlaceRow, TreatmentGroupRow
from iopdesk.storage.journal import void_row
from iopdesk.storage.store import Store


class PlacementService:
    """What a client is prescribed from a day on; the newest decision of a day stands."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def view(self, client_id: UUID) -> PlacementView:
        """What holds now, and all that a change of it has to look at; NotFound when discharged.

        Who may not see clinical words gets neither reasons nor the open setback.
        """
        self._signed_in.require(Right.VIEW_CLIENTS)
        is_clinical = self._signed_in.may(Right.VIEW_CLINICAL)
        today = self._store.clock.today()
        with self._store.read() as db:
            head = chart_head(db, client_id, today)
            row = need_open_episode(db, client_id)
            episode = next(e for e in episodes_of(db, client_id, today) if e.episode_id == row.id)
            episode = episode.for_reader(is_clinical=is_clinical)
            now = episode.placement_on(today)
            assert now is not None  # noqa: S101 -- an admission makes the first placement
            later = [placement for placement in episode.placements if placement.starts > today]
            program = db.get_one(ProgramRow, row.program_id)
            return PlacementView(
                client_id=client_id,
                name=head.name,
                episode=episode,
                now=now,
                coming=later[0] if later and later[0] != now else None,
                base=_draft_of(now, row),
                seen=frozenset(placement.placement_id for placement in episode.placements),
                phases=tuple(phases_by_program(db).get(program.id, ())),
                age_group=AgeGroup(program.age_group),
                rules=rules_of(db),
                groups=groups_of_client(db, client_id, today),
                counselors=counselors_of(db),
                open_setback=_open_setback(db, client_id) if is_clinical else None,
            )

    def change(
        self,
        client_id: UUID,
        *,
        base: PlacementDraft,
        mine: PlacementDraft,
        seen: frozenset[UUID] | None = None,
        setback_id: UUID | None = None,
    ) -> UUID:
        """Prescribe what `mine` says from its day on; the placement's id.

        `base` and `seen` are of the view that the form loaded: what others decided since then is
        merged field by field, EditConflict where both set one. A placement of the same day is
        taken back. A setback that led to the step remembers it.
        """
        self._signed_in.require(Right.CHANGE_LEVEL)
        today = self._store.clock.today()
        with self._store.write("episode.place", self._signed_in.staff_id) as db:
            row = need_open_episode(db, client_id)
            episode = next(e for e in episodes_of(db, client_id, today) if e.episode_id == row.id)
            merged = _merged(base, _present(episode, row, seen, today), mine)
            before = _held_until(episode, row, merged)
            problems = merged.problems(row.admitted, today, before)
            if problems:
                raise InvalidDraft(problems)
            _take_back_same_day(db, row.id, merged.starts)
            placement = self._placement(row, merged)
            db.add(placement)
            _set_stay(row, merged)
            if setback_id is not None:
                db.flush()
                _note_on_setback(db, setback_id, client_id, placement.id)
            return placement.id

    def _placement(self, episode: EpisodeRow, draft: PlacementDraft) -> PlacementRow:
        dose = {name: getattr(draft, name) for name in DOSE}
        moved = draft.planned_end if draft.planned_end != episode.planned_end else None
        return PlacementRow(
            id=self._store.new_id(),
            client_id=episode.client_id,
            episode_id=episode.id,
            starts=draft.starts,
            **{**dose, "track": draft.track.value},
            change=draft.change.value,
            planned_end=moved,
            reason=draft.reason.strip(),
            decided_by=draft.decided_by.strip() or self._signed_in.printed_name,
        )


def groups_of_client(db: Session, client_id: UUID, today: date) -> tuple[GroupOfClient, ...]:
    """The groups a client has a place in now or later, by their neutral title; none waited for."""
    rows = db.execute(
        select(
            TreatmentGroupRow.id,
            group_queries.NEUTRAL_TITLE,
            TreatmentGroupRow.track,
            TreatmentGroupRow.stage,
        )
        .join(RosterPlaceRow, RosterPlaceRow.group_id == TreatmentGroupRow.id)
        .where(
            RosterPlaceRow.client_id == client_id,
            *group_queries.holds(today, date.max),
        )
        .order_by(group_queries.NEUTRAL_TITLE)
        .distinct()
    )
    return tuple(GroupOfClient(*row) for row in rows)


def _draft_of(placement: Placement, row: EpisodeRow) -> PlacementDraft:
    dose = {name: getattr(placement, name) for name in DOSE}
    return PlacementDraft(
        starts=placement.starts,
        **dose,
        change=Change(placement.change or Change.OTHER),
        reason=placement.reason,
        decided_by=placement.decided_by,
        planned_end=row.planned_end,
        counselor_id=row.counselor_id,
    )


def _present(
    episode: Episode, row: EpisodeRow, seen: frozenset[UUID] | None, today: date
) -> PlacementDraft:
    """What the store says now: a decision that the form had not seen, else what holds today."""
    unseen = [p for p in episode.placements if seen is not None and p.placement_id not in seen]
    placement = unseen[-1] if unseen else episode.placement_on(today)
    assert placement is not None  # noqa: S101 -- an admission makes the first placement
    return _draft_of(placement, row)


def _merged(base: PlacementDraft, present: PlacementDraft, mine: PlacementDraft) -> PlacementDraft:
    conflicts, kept = [], {}
    for field in PRESCRIBED:
        loaded, stored, wanted = (getattr(each, field) for each in (base, present, mine))
        if wanted == loaded and stored != loaded:
            kept[field] = stored
        elif wanted not in (loaded, stored) and stored != loaded:
            conflicts.append(FieldConflict(field, wanted, stored, present.decided_by, None))
    if conflicts:
        raise EditConflict(conflicts)
    return replace(mine, **kept)


def _held_until(episode: Episode, row: EpisodeRow, mine: PlacementDraft) -> PlacementDraft | None:
    """What would hold on the day of the new placement without it."""
    if mine.starts is None:
        return None
    earlier = [p for p in episode.placements if p.starts < mine.starts]
    return _draft_of(earlier[-1], row) if earlier else None


def _take_back_same_day(db: Session, episode_id: UUID, starts: date | None) -> None:
    same_day: Sequence[PlacementRow] = db.scalars(
        select(PlacementRow).where(
            PlacementRow.episode_id == episode_id,
            PlacementRow.starts == starts,
            PlacementRow.void == 0,
        )
    ).all()
    for row in same_day:
        void_row(row)


def _set_stay(row: EpisodeRow, draft: PlacementDraft) -> None:
    if draft.planned_end is not None and row.planned_end != draft.planned_end:
        row.planned_end = draft.planned_end
    if row.counselor_id != draft.counselor_id:
        row.counselor_id = draft.counselor_id


def _open_setback(db: Session, client_id: UUID) -> UUID | None:
    return db.scalar(
        select(SetbackRow.id)
        .where(
            SetbackRow.client_id == client_id,
            SetbackRow.closed_at.is_(None),
            SetbackRow.void == 0,
        )
        .order_by(SetbackRow.day.desc())
        .limit(1)
    )


def _note_on_setback(db: Session, setback_id: UUID, client_id: UUID, placement_id: UUID) -> None:
    setback = db.get(SetbackRow, setback_id)
    if setback is None or setback.void or setback.client_id != client_id:
        raise NotFound("This setback is no longer here.", "Nothing was saved. Open the chart.")
    setback.placement_id = placement_id
