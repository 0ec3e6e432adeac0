"""The programs that a new clinic starts with: 30, 60 and 90 days, day and evening."""

from collections.abc import Callable, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from iopdesk.domain.episode import DEFAULT_PROGRAMS, ProgramRule
from iopdesk.storage.clinic_tables import PhaseRow, ProgramRow


def add_programs(
    db: Session, new_id: Callable[[], UUID], rules: Sequence[ProgramRule] = DEFAULT_PROGRAMS
) -> tuple[UUID, ...]:
    """Add programs with their phases within the transaction that makes the clinic; their ids."""
    made = []
    for rule in rules:
        program = ProgramRow(id=new_id(), name=rule.name, days=rule.days, track=rule.track.value)
        db.add(program)
        db.flush()
        for position, phase in enumerate(rule.phases, start=1):
            db.add(
                PhaseRow(
                    id=new_id(),
                    program_id=program.id,
                    position=position,
                    name=phase.name,
                    days=phase.days,
                    minutes_a_week=phase.minutes_a_week,
                    days_a_week=phase.days_a_week,
                    meetings_a_week=phase.meetings_a_week,
                    screens_a_week=phase.screens_a_week,
                )
            )
        made.append(program.id)
    return tuple(made)
