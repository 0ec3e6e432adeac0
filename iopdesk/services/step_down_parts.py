"""A step-down as it lies in the store: loading it, and saving the lines below it."""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from iopdesk.domain.plan import ObjectiveStatus, Plan
from iopdesk.domain.problems import EditConflict, FieldConflict
from iopdesk.domain.step_down import NextStep, PreventionItem, StepDown, Surroundings
from iopdesk.services.part_edit import PartEdit, save_part, void_part
from iopdesk.storage.client_tables import MedicationRow, SupportPersonRow
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.episode_tables import EpisodeRow
from iopdesk.storage.meeting_tables import MeetingReferralRow
from iopdesk.storage.plan_queries import load_plan, newest_plan_id
from iopdesk.storage.plan_tables import SignatureRow
from iopdesk.storage.step_down_tables import NextStepRow, PreventionItemRow, StepDownRow

FIELDS = (
    "reason",
    "progress",
    "summary",
    "level_recommended",
    "level_accepted",
    "reason_level_differs",
    "home_work_ride",
    "naloxone",
    "naloxone_day",
    "my_reasons",
    "if_i_use",
    "client_copy_given",
)
_STEP_FIELDS = ("position", "option", "words", "who", "place", "phone", "day", "start", "status")

Line = NextStep | PreventionItem


def save_lines(
    db: Session, mine: StepDown, base: StepDown, new_id: Callable[[], UUID]
) -> list[FieldConflict]:
    """Bring next steps and staying-well lines from `base` to `mine`; what clashes comes back.

    A clash names its line: "next_step:<id>:place". A line whose id is new is added under that
    id, once: a form may hand the same line in again after an answer got lost.
    """
    clashes = []
    both: tuple[tuple[type[object], str, Sequence[Line], Sequence[Line]], ...] = (
        (NextStepRow, "next_step", base.next_steps, mine.next_steps),
        (PreventionItemRow, "item", base.items, mine.items),
    )
    for row_class, word, before, after in both:
        edit = PartEdit(row_class, "id", mine.client_id, new_id, {"step_down_id": mine.id})
        known = {line.id: line for line in before}
        for line in after:
            try:
                _save_line(db, edit, known.get(line.id), line)
            except EditConflict as conflict:
                clashes += [
                    FieldConflict(
                        f"{word}:{line.id}:{c.field}", c.mine, c.theirs, c.theirs_by, c.theirs_at
                    )
                    for c in conflict.fields
                ]
        for line_id in known.keys() - {line.id for line in after}:
            if line_id is not None:
                void_part(db, edit, line_id)
    return clashes


def _save_line(db: Session, edit: PartEdit, base: Line | None, line: Line) -> None:
    if base is not None:
        if line != base:
            save_part(db, edit, base, line)
        return
    own_id = line.id
    if own_id is None:
        save_part(db, edit, None, line)
    elif (row := db.get(edit.row_class, own_id)) is None:
        under_own = PartEdit(edit.row_class, "id", edit.client_id, lambda: own_id, edit.fixed)
        save_part(db, under_own, None, line)
    else:
        present = {f.name: getattr(row, f.name) for f in fields(line) if f.name != "id"}
        save_part(db, edit, replace(line, **present), line)


def newest_episode(db: Session, client_id: UUID) -> EpisodeRow | None:
    """The client's newest stay."""
    return db.scalars(
        select(EpisodeRow)
        .where(EpisodeRow.client_id == client_id, EpisodeRow.void == 0)
        .order_by(EpisodeRow.number.desc())
        .limit(1)
    ).first()


def row_of(db: Session, episode_id: UUID) -> StepDownRow | None:
    """The step-down of a stay, once it was begun."""
    return db.scalars(
        select(StepDownRow).where(StepDownRow.episode_id == episode_id, StepDownRow.void == 0)
    ).first()


def load_step_down(db: Session, row: StepDownRow) -> StepDown:
    """The whole record, its lines in order."""
    steps = db.scalars(
        select(NextStepRow)
        .where(NextStepRow.step_down_id == row.id, NextStepRow.void == 0)
        .order_by(NextStepRow.position, NextStepRow.id)
    ).all()
    items = db.scalars(
        select(PreventionItemRow)
        .where(PreventionItemRow.step_down_id == row.id, PreventionItemRow.void == 0)
        .order_by(PreventionItemRow.position, PreventionItemRow.id)
    ).all()
    decider = db.get(StaffRow, row.decided_by) if row.decided_by else None
    return StepDown(
        id=row.id,
        client_id=row.client_id,
        episode_id=row.episode_id,
        state=row.state,
        next_steps=tuple(
            NextStep(id=s.id, **{name: getattr(s, name) for name in _STEP_FIELDS}) for s in steps
        ),
        items=tuple(PreventionItem(i.id, i.position, i.kind, i.text) for i in items),
        decided_at=row.decided_at,
        decided_by=f"{decider.name}, {decider.credential}".rstrip(", ") if decider else "",
        **{name: getattr(row, name) for name in FIELDS},
    )


def surroundings_of(db: Session, step_down: StepDown) -> Surroundings:
    """What the checklist asks of plan, people, medicines, meetings and signatures."""
    client_id = step_down.client_id

    def count(statement_of: type[MedicationRow] | type[SupportPersonRow], *also: object) -> int:
        statement = (
            select(func.count())
            .select_from(statement_of)
            .where(statement_of.client_id == client_id, statement_of.void == 0, *also)  # type: ignore[arg-type]
        )
        return db.scalar(statement) or 0

    plan_id = newest_plan_id(db, client_id)
    plan = load_plan(db, plan_id) if plan_id else None
    met, goals = _goals_met(plan)
    referred = select(func.count()).where(
        MeetingReferralRow.client_id == client_id,
        MeetingReferralRow.void == 0,
        MeetingReferralRow.ends.is_(None),
    )
    signed = select(func.count()).where(
        SignatureRow.step_down_id == step_down.id,
        SignatureRow.signer == "client",
        SignatureRow.void == 0,
    )
    return Surroundings(
        medications=count(MedicationRow, MedicationRow.ended.is_(None)),
        reachable_people=count(SupportPersonRow, SupportPersonRow.phone != ""),
        meetings_a_week=db.scalar(referred) or 0,
        goals_met=met,
        goals=goals,
        client_signed=bool(db.scalar(signed)),
    )


def _goals_met(plan: Plan | None) -> tuple[int, int]:
    objectives = [o for problem in plan.problems for o in problem.objectives] if plan else []
    met = sum(objective.status is ObjectiveStatus.MET for objective in objectives)
    return met, len(objectives)
