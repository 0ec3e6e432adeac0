"""A setback from the first word to its last answered step; nothing here ends a stay."""

from dataclasses import asdict, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.plan import PlanState
from iopdesk.domain.problems import InvalidDraft, NotFound, UserProblem
from iopdesk.domain.setback import Safety, SetbackDraft, SetbackKind, Step
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.wording import Wording
from iopdesk.services.client_queries import chart_head, client_row
from iopdesk.services.consent_queries import releases_in_force
from iopdesk.services.disclosure_scope import told_words
from iopdesk.services.episode_queries import episodes_of, open_episode
from iopdesk.services.episode_records import Episode, Placement
from iopdesk.services.merge_edit import merge_edit
from iopdesk.services.placement_records import PersonToCall, Setback, SetbackView
from iopdesk.services.placement_service import groups_of_client
from iopdesk.storage.client_tables import SupportPersonRow
from iopdesk.storage.clinic_tables import ClinicRow, StaffRow
from iopdesk.storage.episode_tables import SetbackRow
from iopdesk.storage.journal import void_row
from iopdesk.storage.plan_tables import PlanRow
from iopdesk.storage.store import Store

_FIELDS = tuple(asdict(SetbackDraft()))
_TYPED = tuple(name for name in _FIELDS if name != "placement_id")


class SetbackService:
    """A client has at most one open setback: what a second person adds is merged into it."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def view(self, client_id: UUID, setback_id: UUID | None = None) -> SetbackView:
        """A setback by its id, else the open one, else none; with all that its steps look at."""
        self._signed_in.require(Right.VIEW_CLINICAL)
        today = self._store.clock.today()
        with self._store.read() as db:
            head = chart_head(db, client_id, today)
            episodes = episodes_of(db, client_id, today)
            row = _row(db, client_id, setback_id) if setback_id else _open_row(db, client_id)
            current = next((e for e in episodes if e.discharged is None), None)
            clinic = db.scalar(select(ClinicRow.county_crisis_line).where(ClinicRow.void == 0))
            return SetbackView(
                client_id=client_id,
                name=head.name,
                setback=_setback(db, row, episodes) if row else None,
                now=current.placement_on(today) if current else None,
                groups=groups_of_client(db, client_id, today),
                people=_people(db, client_id, today, Wording(self._signed_in.language)),
                crisis_line=clinic or "",
                has_signed_plan=_has_signed_plan(db, client_id),
                today=today,
            )

    def save(
        self, client_id: UUID, setback_id: UUID | None, *, base: SetbackDraft, mine: SetbackDraft
    ) -> UUID:
        """Store what was answered, step by step; the setback's id.

        Without an id it begins one, or adds to the one that someone else began meanwhile.
        EditConflict where two people answered the same step otherwise.
        """
        self._signed_in.require(Right.CHANGE_LEVEL)
        mine = _tidy(mine)
        problems = mine.problems(self._store.clock.today())
        if problems:
            raise InvalidDraft(problems)
        with self._store.write("setback.save", self._signed_in.staff_id) as db:
            client_row(db, client_id)
            row = _row(db, client_id, setback_id) if setback_id else _open_row(db, client_id)
            if row is None:
                row = self._new_row(db, client_id, mine)
                db.add(row)
                return row.id
            if row.closed_at is not None:
                raise UserProblem(
                    "This setback was closed meanwhile.",
                    "Your words are still on the screen. Reopen it to add them.",
                )
            merge_edit(db, row, _values(base), _values(mine))
            return row.id

    def close(self, client_id: UUID, setback_id: UUID) -> None:
        """Close a setback whose every step has an answer; the open steps are named otherwise."""
        self._signed_in.require(Right.CHANGE_LEVEL)
        with self._store.write("setback.close", self._signed_in.staff_id) as db:
            row = _row(db, client_id, setback_id)
            draft = _draft(row)
            if not draft.is_answered(Step.SAFETY):
                raise UserProblem(
                    "Safety is not answered yet.",
                    "Everything else is kept. Answer how safe the client is now, then close.",
                )
            if draft.open_steps():
                raise UserProblem(
                    "Some steps have no answer yet.",
                    "Everything so far is kept. Answer the open steps, then close.",
                )
            if row.closed_at is None:
                row.closed_at = self._store.clock.now()
                row.closed_by = self._signed_in.staff_id

    def reopen(self, client_id: UUID, setback_id: UUID) -> None:
        """Go on with a closed setback, unless another one is open."""
        self._signed_in.require(Right.CHANGE_LEVEL)
        with self._store.write("setback.reopen", self._signed_in.staff_id) as db:
            row = _row(db, client_id, setback_id)
            other = _open_row(db, client_id)
            if other is not None and other.id != row.id:
                raise UserProblem(
                    "Another setback of this client is open.", "Close that one first."
                )
            if row.closed_at is not None:
                row.closed_at = None
                row.closed_by = None

    def take_back(self, client_id: UUID, setback_id: UUID, reason: str) -> None:
        """Recorded by mistake: it stays in the store and in the history, and no list shows it."""
        self._signed_in.require(Right.CHANGE_LEVEL)
        if not reason.strip():
            raise UserProblem("A reason is needed.", "Say why this was recorded by mistake.")
        staff_id = self._signed_in.staff_id
        with self._store.write("setback.take_back", staff_id, reason=reason.strip()) as db:
            void_row(_row(db, client_id, setback_id))

    def _new_row(self, db: Session, client_id: UUID, draft: SetbackDraft) -> SetbackRow:
        episode = open_episode(db, client_id)
        return SetbackRow(
            id=self._store.new_id(),
            client_id=client_id,
            episode_id=episode.id if episode else None,
            recorded_by=self._signed_in.staff_id,
            **_values(draft),
        )


def _tidy(draft: SetbackDraft) -> SetbackDraft:
    return replace(
        draft,
        learned_from=draft.learned_from.strip(),
        what_happened=draft.what_happened.strip(),
        safety_words=draft.safety_words.strip(),
        level_words=draft.level_words.strip(),
        groups_words=draft.groups_words.strip(),
        supports_words=draft.supports_words.strip(),
        plan_words=draft.plan_words.strip(),
    )


def _values(draft: SetbackDraft) -> dict[str, object]:
    values = {name: getattr(draft, name) for name in _TYPED}
    return {**values, "kind": draft.kind.value, "safety": draft.safety.value}


def _draft(row: SetbackRow) -> SetbackDraft:
    values = {name: getattr(row, name) for name in _FIELDS}
    return SetbackDraft(**{**values, "kind": SetbackKind(row.kind), "safety": Safety(row.safety)})


def _row(db: Session, client_id: UUID, setback_id: UUID) -> SetbackRow:
    row = db.get(SetbackRow, setback_id)
    if row is None or row.void or row.client_id != client_id:
        raise NotFound("This setback is no longer here.", "Open the client's course of care.")
    return row


def _open_row(db: Session, client_id: UUID) -> SetbackRow | None:
    return db.scalars(
        select(SetbackRow)
        .where(
            SetbackRow.client_id == client_id,
            SetbackRow.closed_at.is_(None),
            SetbackRow.void == 0,
        )
        .order_by(SetbackRow.day.desc())
    ).first()


def _setback(db: Session, row: SetbackRow, episodes: tuple[Episode, ...]) -> Setback:
    placements: dict[UUID, Placement] = {
        placement.placement_id: placement for e in episodes for placement in e.placements
    }
    ids = [each for each in (row.recorded_by, row.closed_by) if each is not None]
    staff = db.execute(select(StaffRow.id, StaffRow.name).where(StaffRow.id.in_(ids)))
    names = {staff_id: name for staff_id, name in staff.all()}
    return Setback(
        setback_id=row.id,
        client_id=row.client_id,
        draft=_draft(row),
        placement=placements.get(row.placement_id) if row.placement_id else None,
        recorded_by=names.get(row.recorded_by, "") if row.recorded_by else "",
        closed_at=row.closed_at,
        closed_by=names.get(row.closed_by, "") if row.closed_by else "",
    )


def _people(db: Session, client_id: UUID, today: date, words: Wording) -> tuple[PersonToCall, ...]:
    """Everyone around the client; a phone only where a release in force allows a call."""
    releases = releases_in_force(db, client_id, today)
    people = db.scalars(
        select(SupportPersonRow)
        .where(SupportPersonRow.client_id == client_id, SupportPersonRow.void == 0)
        .order_by(SupportPersonRow.is_reachable_at_risk.desc(), SupportPersonRow.id)
    )
    found = []
    for person in people:
        release = releases.get(person.id)
        found.append(
            PersonToCall(
                person.id,
                person.name,
                person.relation,
                person.phone if release else "",
                person.is_reachable_at_risk,
                release is not None,
                told_words(release, words) if release else "",
                release.until if release else None,
            )
        )
    return tuple(found)


def _has_signed_plan(db: Session, client_id: UUID) -> bool:
    found = db.scalar(
        select(PlanRow.id)
        .where(
            PlanRow.client_id == client_id,
            PlanRow.state == PlanState.SIGNED.value,
            PlanRow.void == 0,
        )
        .limit(1)
    )
    return found is not None
