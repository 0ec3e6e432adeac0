"""A clinic's random past for reports: readmissions, changed phases, marks of every kind."""

import random
import uuid
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from sqlalchemy import select

from iopdesk.domain.attendance import Mark, attendance_id, session_id
from iopdesk.domain.client import ClientDraft
from iopdesk.domain.staff import Role
from iopdesk.services.client_service import ClientService
from iopdesk.storage.appointment_tables import AppointmentRow
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow
from iopdesk.storage.clinic_tables import ProgramRow
from iopdesk.storage.episode_tables import EpisodeRow, PlacementRow
from iopdesk.storage.group_tables import TreatmentGroupRow
from tests.clinic_for_tests import TestClinic

TODAY = date(2026, 11, 19)
BEGUN = TODAY - timedelta(days=150)
TOPICS = ("", "Triggers", "Sleep", "Anger")
REASONS = ("completed", "left_ama", "")


@dataclass
class Past:
    """Everything that was written, as plain tuples for slow and plain counting."""

    groups: dict[uuid.UUID, str] = field(default_factory=dict)
    episodes: list[EpisodeRow] = field(default_factory=list)
    placements: list[PlacementRow] = field(default_factory=list)
    sessions: dict[uuid.UUID, GroupSessionRow] = field(default_factory=dict)
    marks: list[AttendanceRow] = field(default_factory=list)
    appointments: list[AppointmentRow] = field(default_factory=list)


def random_past(clinic: TestClinic, seed: int, clients: int = 8) -> Past:
    """Write a past that no screen could have made as fast; some rows are void."""
    chance, past = random.Random(seed), Past()
    new = clinic.store.new_id
    service: ClientService = clinic.services(Role.FRONT_DESK).client
    ids = [service.create(ClientDraft(f"Client{at}", f"Name{at}")) for at in range(clients)]
    with clinic.store.write("test.past", None) as db:
        program = db.scalars(select(ProgramRow.id)).first()
        rows: list[object] = []
        for client_id in ids:
            begin = BEGUN + timedelta(days=chance.randrange(100))
            for number in (1, 2)[: chance.choice((1, 1, 2))]:
                length = chance.randrange(1, 60)
                end = begin + timedelta(days=length)
                is_over = number == 1 and chance.random() < 0.7 and end <= TODAY
                episode = EpisodeRow(
                    id=new(),
                    client_id=client_id,
                    number=number,
                    program_id=program,
                    admitted=begin,
                    planned_end=begin + timedelta(days=89),
                    discharged=end if is_over else None,
                    last_service=end - timedelta(days=chance.randrange(length))
                    if is_over
                    else None,
                    discharge_reason=chance.choice(REASONS) if is_over else "",
                    void=int(chance.random() < 0.1),
                )
                past.episodes.append(episode)
                for phase in range(1, chance.randrange(1, 4) + 1):
                    past.placements.append(_placement(new(), episode, phase, chance))
                if not is_over:
                    break
                begin = end + timedelta(days=chance.randrange(0, 20))
                if begin > TODAY:
                    break
        _groups(clinic, past, chance, rows)
        _sessions(past, ids, chance)
        _appointments(clinic, past, ids, chance)
        rows += past.episodes
        db.add_all(rows)
        db.flush()
        for later in (past.placements, past.sessions.values(), past.marks, past.appointments):
            db.add_all(list(later))
            db.flush()
        db.expunge_all()
    return past


def _some_day_before(end: date, length: int, chance: random.Random) -> date:
    return end - timedelta(days=chance.randrange(length))


def _placement(
    row_id: uuid.UUID, episode: EpisodeRow, phase: int, chance: random.Random
) -> PlacementRow:
    return PlacementRow(
        id=row_id,
        client_id=episode.client_id,
        episode_id=episode.id,
        starts=episode.admitted + timedelta(days=10 * (phase - 1)),
        phase=phase,
        phase_name=f"Phase {phase}",
        track=chance.choice(("day", "evening")),
        minutes_a_week=540,
        days_a_week=3,
        meetings_a_week=3,
        void=episode.void,
    )


def _groups(clinic: TestClinic, past: Past, chance: random.Random, rows: list[object]) -> None:
    for name, neutral in (("Women's circle", "Tuesday group"), ("Skills", ""), ("Process", "")):
        group_id = clinic.store.new_id()
        past.groups[group_id] = neutral or name
        rows.append(
            TreatmentGroupRow(
                id=group_id,
                name=name,
                neutral_title=neutral,
                population="women" if neutral else "",
                kind=chance.choice(("skills", "process")),
            )
        )


def _sessions(past: Past, clients: list[uuid.UUID], chance: random.Random) -> None:
    for group_id in past.groups:
        for at in range(0, 150, 3):
            day = BEGUN + timedelta(days=at)
            session = session_id(group_id, day)
            past.sessions[session] = GroupSessionRow(
                id=session,
                group_id=group_id,
                day=day,
                start=time(9),
                minutes=90,
                topic=chance.choice(TOPICS),
                void=int(chance.random() < 0.05),
            )
            for client_id in clients:
                if chance.random() < 0.4:
                    mark = chance.choice(list(Mark))
                    past.marks.append(
                        AttendanceRow(
                            id=attendance_id(session, client_id),
                            client_id=client_id,
                            session_id=session,
                            day=day,
                            mark=mark.value,
                            minutes=chance.randrange(15, 91) if mark.is_attended else 0,
                            void=int(chance.random() < 0.05),
                        )
                    )


def _appointments(
    clinic: TestClinic, past: Past, clients: list[uuid.UUID], chance: random.Random
) -> None:
    for _ in range(60):
        kept = chance.choice((None, 25, 50))
        past.appointments.append(
            AppointmentRow(
                id=clinic.store.new_id(),
                client_id=chance.choice(clients),
                kind=chance.choice(("individual", "family")),
                day=BEGUN + timedelta(days=chance.randrange(150)),
                start=time(14),
                minutes=45,
                minutes_kept=kept,
                state=chance.choice(("kept", "planned", "no_show")),
                void=int(chance.random() < 0.1),
            )
        )
