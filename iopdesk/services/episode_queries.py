"""Reads of programs, episodes and placements."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from iopdesk.domain.episode import Phase, Program, Track, day_of_stay
from iopdesk.domain.problems import NotFound
from iopdesk.services.episode_records import Counselor, Episode, Placement
from iopdesk.storage.clinic_tables import PhaseRow, ProgramRow, StaffRow
from iopdesk.storage.episode_tables import EpisodeRow, PlacementRow
from iopdesk.storage.row_limit import FROM_START, ONE

_OPEN = (
    select(EpisodeRow)
    .where(
        EpisodeRow.client_id == bindparam("client_id"),
        EpisodeRow.discharged.is_(None),
        EpisodeRow.void == 0,
    )
    .order_by(EpisodeRow.number.desc())
    .limit(ONE)
    .offset(FROM_START)
)


def open_episode(db: Session, client_id: UUID) -> EpisodeRow | None:
    """The stored stay of a client who is in program, to be changed; None for all others."""
    return db.scalars(_OPEN, {"client_id": client_id}).first()


def need_open_episode(db: Session, client_id: UUID) -> EpisodeRow:
    """The same; NotFound for a client who is not in program."""
    episode = open_episode(db, client_id)
    if episode is None:
        raise NotFound("This client is not in program.", "Admit the client first.")
    return episode


COUNSELING_ROLES = frozenset({"counselor", "supervisor"})


def programs_of(db: Session) -> tuple[Program, ...]:
    """The programs that clients can be admitted to, shortest first, with their phases."""
    phases = phases_by_program(db)
    programs = db.execute(
        select(
            ProgramRow.id,
            ProgramRow.name,
            ProgramRow.days,
            ProgramRow.track,
            ProgramRow.age_group,
        )
        .where(ProgramRow.active, ProgramRow.void == 0)
        .order_by(ProgramRow.days, ProgramRow.track)
    )
    return tuple(
        Program(
            row.id,
            row.name,
            row.days,
            Track(row.track),
            tuple(phases.get(row.id, ())),
            row.age_group,
        )
        for row in programs
    )


def phases_by_program(db: Session) -> dict[UUID, list[Phase]]:
    """The phases of every program, retired ones too, in their order."""
    phases: dict[UUID, list[Phase]] = {}
    rows = db.execute(
        select(
            PhaseRow.program_id,
            PhaseRow.position,
            PhaseRow.name,
            PhaseRow.days,
            PhaseRow.minutes_a_week,
            PhaseRow.days_a_week,
            PhaseRow.meetings_a_week,
            PhaseRow.screens_a_week,
        )
        .where(PhaseRow.void == 0)
        .order_by(PhaseRow.position)
    )
    for row in rows:
        phases.setdefault(row[0], []).append(Phase(*row[1:]))
    return phases


def episodes_of(db: Session, client_id: UUID, today: date) -> tuple[Episode, ...]:
    """All stays of a client with their placements, oldest first."""
    placements = _placements(db, client_id)
    rows = db.execute(
        select(EpisodeRow, ProgramRow.name, StaffRow.name)
        .join(ProgramRow, ProgramRow.id == EpisodeRow.program_id)
        .join(StaffRow, StaffRow.id == EpisodeRow.counselor_id, isouter=True)
        .where(EpisodeRow.client_id == client_id, EpisodeRow.void == 0)
        .order_by(EpisodeRow.number)
    )
    return tuple(
        Episode(
            episode_id=row.id,
            client_id=client_id,
            number=row.number,
            program=program,
            counselor_id=row.counselor_id,
            counselor=counselor or "",
            admitted=row.admitted,
            planned_end=row.planned_end,
            discharged=row.discharged,
            discharge_reason=row.discharge_reason,
            referral_source=row.referral_source,
            day=day_of_stay(row.admitted, row.planned_end, row.discharged or today),
            placements=tuple(placements.get(row.id, ())),
        )
        for row, program, counselor in rows
    )


def _placements(db: Session, client_id: UUID) -> dict[UUID, list[Placement]]:
    rows = db.scalars(
        select(PlacementRow)
        .where(PlacementRow.client_id == client_id, PlacementRow.void == 0)
        .order_by(PlacementRow.starts.desc())
    )
    found: dict[UUID, list[Placement]] = {}
    for row in rows:
        later = found.setdefault(row.episode_id, [])
        later.insert(
            0,
            Placement(
                placement_id=row.id,
                episode_id=row.episode_id,
                starts=row.starts,
                ends=later[0].starts - timedelta(days=1) if later else None,
                level_of_care=row.level_of_care,
                phase=row.phase,
                phase_name=row.phase_name,
                track=Track(row.track),
                minutes_a_week=row.minutes_a_week,
                days_a_week=row.days_a_week,
                meetings_a_week=row.meetings_a_week,
                reason=row.reason,
                decided_by=row.decided_by,
                screens_a_week=row.screens_a_week,
                change=row.change,
                planned_end=row.planned_end,
            ),
        )
    return found


def counselors_of(db: Session) -> tuple[Counselor, ...]:
    """Active staff who may be a primary counselor, by name."""
    rows = db.execute(
        select(StaffRow.id, StaffRow.name, StaffRow.roles)
        .where(StaffRow.active, StaffRow.void == 0)
        .order_by(StaffRow.name)
    ).all()
    return tuple(
        Counselor(row.id, row.name) for row in rows if COUNSELING_ROLES & set(row.roles.split(","))
    )
