"""The clinic's programs: added, changed, copied, retired; clients keep what they were given."""

from dataclasses import asdict, dataclass, replace
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from iopdesk.domain.clinic_rules import ClinicRules
from iopdesk.domain.episode import Track
from iopdesk.domain.problems import EditConflict, FieldProblem, InvalidDraft, NotFound
from iopdesk.domain.program import AgeGroup, PhaseDraft, ProgramDraft
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.merge_edit import merge_edit
from iopdesk.services.rule_service import rules_of
from iopdesk.storage.clinic_tables import PhaseRow, ProgramRow
from iopdesk.storage.episode_tables import EpisodeRow
from iopdesk.storage.journal import void_row
from iopdesk.storage.store import Store


@dataclass(frozen=True)
class ProgramLine:
    """A program in the list; `clients` are those in it now."""

    program_id: UUID
    draft: ProgramDraft
    is_active: bool
    clients: int


@dataclass(frozen=True)
class ProgramList:
    """All programs, those that are offered first, and the range of hours of the level."""

    programs: tuple[ProgramLine, ...]
    rules: ClinicRules


class ProgramService:
    """Everyone reads programs; the director changes them."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def programs(self) -> ProgramList:
        """Every program, retired ones last, each with its phases in order."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            clients = _clients_by_program(db)
            phases = _phases(db)
            rows = db.execute(
                select(
                    ProgramRow.id,
                    ProgramRow.name,
                    ProgramRow.days,
                    ProgramRow.track,
                    ProgramRow.age_group,
                    ProgramRow.active,
                )
                .where(ProgramRow.void == 0)
                .order_by(
                    ProgramRow.active.desc(),
                    ProgramRow.age_group.desc(),
                    ProgramRow.days,
                    ProgramRow.track,
                )
            ).all()
            rules = rules_of(db)
        lines = [
            ProgramLine(
                row.id,
                ProgramDraft(
                    row.name,
                    row.days,
                    Track(row.track),
                    AgeGroup(row.age_group),
                    tuple(phases.get(row.id, ())),
                ),
                row.active,
                clients.get(row.id, 0),
            )
            for row in rows
        ]
        return ProgramList(tuple(lines), rules)

    def save(self, program_id: UUID | None, *, base: ProgramDraft, mine: ProgramDraft) -> UUID:
        """Add a program, or change one against what the form loaded; its id.

        InvalidDraft with all that is wrong; EditConflict where two people set the same field.
        Placements are copies: clients keep their dose.
        """
        self._signed_in.require(Right.MANAGE_CLINIC)
        mine = _tidy(mine)
        problems = mine.problems()
        if problems:
            raise InvalidDraft(problems)
        with self._store.write("program.save", self._signed_in.staff_id) as db:
            _refuse_same_name(db, program_id, mine.name)
            if program_id is None:
                row = ProgramRow(id=self._store.new_id(), **_facts(mine))
                db.add(row)
                db.flush()
                base = ProgramDraft()
            else:
                row = _program(db, program_id)
                merge_edit(db, row, _facts(base), _facts(mine))
            self._save_phases(db, row.id, base.phases, mine.phases)
            return row.id

    def retire(self, program_id: UUID) -> None:
        """Offer it no longer for admissions; who is in it stays in it."""
        self._set_active(program_id, active=False)

    def bring_back(self, program_id: UUID) -> None:
        """Offer a retired program again."""
        self._set_active(program_id, active=True)

    def _set_active(self, program_id: UUID, *, active: bool) -> None:
        self._signed_in.require(Right.MANAGE_CLINIC)
        action = "program.bring_back" if active else "program.retire"
        with self._store.write(action, self._signed_in.staff_id) as db:
            row = _program(db, program_id)
            if row.active != active:
                row.active = active

    def _save_phases(
        self,
        db: Session,
        program_id: UUID,
        base: tuple[PhaseDraft, ...],
        mine: tuple[PhaseDraft, ...],
    ) -> None:
        before = {phase.phase_id: _phase_facts(phase, at) for at, phase in enumerate(base, start=1)}
        kept = set()
        for position, phase in enumerate(mine, start=1):
            facts = _phase_facts(phase, position)
            row = db.get(PhaseRow, phase.phase_id) if phase.phase_id in before else None
            if row is None:
                db.add(PhaseRow(id=self._store.new_id(), program_id=program_id, **facts))
                continue
            kept.add(row.id)
            if not row.void:
                _merge_phase(db, row, position, before[row.id], facts)
        for phase_id in before.keys() - kept:
            gone = db.get(PhaseRow, phase_id)
            if gone is not None and not gone.void:
                void_row(gone)


def copy_of(draft: ProgramDraft, name: str) -> ProgramDraft:
    """A new program with the same phases, under another name; nothing is stored yet."""
    phases = tuple(replace(phase, phase_id=None) for phase in draft.phases)
    return replace(draft, name=name, phases=phases)


def _tidy(draft: ProgramDraft) -> ProgramDraft:
    phases = tuple(replace(phase, name=phase.name.strip()) for phase in draft.phases)
    return replace(draft, name=" ".join(draft.name.split()), phases=phases)


def _facts(draft: ProgramDraft) -> dict[str, object]:
    return {
        "name": draft.name,
        "days": draft.days,
        "track": draft.track.value,
        "age_group": draft.age_group.value,
    }


def _phase_facts(phase: PhaseDraft, position: int) -> dict[str, object]:
    facts = asdict(phase)
    del facts["phase_id"]
    return {**facts, "position": position}


def _merge_phase(
    db: Session,
    row: PhaseRow,
    position: int,
    base: dict[str, object],
    mine: dict[str, object],
) -> None:
    """Merge one phase; its conflicts are named as its problems are: "phases.2.days"."""
    try:
        merge_edit(db, row, base, mine)
    except EditConflict as conflict:
        named = [replace(f, field=f"phases.{position - 1}.{f.field}") for f in conflict.fields]
        raise EditConflict(named) from conflict


def _program(db: Session, program_id: UUID) -> ProgramRow:
    row = db.get(ProgramRow, program_id)
    if row is None or row.void:
        raise NotFound("This program is no longer here.", "Load the list of programs again.")
    return row


def _refuse_same_name(db: Session, program_id: UUID | None, name: str) -> None:
    others = db.execute(
        select(ProgramRow.id, ProgramRow.name).where(ProgramRow.active, ProgramRow.void == 0)
    ).all()
    if any(row.id != program_id and row.name.casefold() == name.casefold() for row in others):
        raise InvalidDraft([FieldProblem("name", "Another program has this name.")])


def _phases(db: Session) -> dict[UUID, list[PhaseDraft]]:
    rows = db.execute(
        select(
            PhaseRow.program_id,
            PhaseRow.name,
            PhaseRow.days,
            PhaseRow.minutes_a_week,
            PhaseRow.days_a_week,
            PhaseRow.meetings_a_week,
            PhaseRow.screens_a_week,
            PhaseRow.id,
        )
        .where(PhaseRow.void == 0)
        .order_by(PhaseRow.position)
    )
    found: dict[UUID, list[PhaseDraft]] = {}
    for row in rows.all():
        found.setdefault(row[0], []).append(PhaseDraft(*row[1:]))
    return found


def _clients_by_program(db: Session) -> dict[UUID, int]:
    rows = db.execute(
        select(EpisodeRow.program_id, func.count())
        .where(EpisodeRow.discharged.is_(None), EpisodeRow.void == 0)
        .group_by(EpisodeRow.program_id)
    )
    return {program_id: count for program_id, count in rows.all()}
