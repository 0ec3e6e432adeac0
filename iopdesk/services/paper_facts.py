"""What papers share: the clinic's head, who prints, the client's facts and weekly schedule."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.documents.paper_setting import PaperSetting, PaperSize
from iopdesk.domain.client import full_name, legal_name
from iopdesk.domain.clock import Clock
from iopdesk.domain.language import Language
from iopdesk.domain.problems import NotFound
from iopdesk.domain.staff import SignedIn
from iopdesk.domain.week import WeekBlock
from iopdesk.domain.wording import Wording
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.clinic_tables import ClinicRow, ProgramRow, StaffRow
from iopdesk.storage.episode_tables import EpisodeRow, PlacementRow


@dataclass(frozen=True)
class Dose:
    """What a placement prescribes."""

    level_of_care: str
    phase: int
    phase_name: str
    track: str
    minutes_a_week: int
    days_a_week: int
    meetings_a_week: int


@dataclass(frozen=True)
class PaperFacts:
    """A client and the newest episode, as the heads of clinical papers show them."""

    client_id: UUID
    name: str
    legal_name: str
    chart_number: str
    born: date | None
    language: Language
    episode_id: UUID | None = None
    episode_number: int = 1
    admitted: date | None = None
    planned_end: date | None = None
    discharged: date | None = None
    last_service: date | None = None
    referral_source: str = ""
    counselor: str = ""
    program: str = ""
    program_days: int = 0
    dose: Dose | None = None


def paper_setting(
    db: Session, clock: Clock, who: SignedIn, language: Language, *, invariant: bool = False
) -> PaperSetting:
    """The head, foot, size and language of a paper that `who` prints now."""
    clinic = db.scalars(select(ClinicRow).where(ClinicRow.void == 0).limit(1)).one()
    return PaperSetting(
        clinic_name=clinic.name,
        clinic_address=clinic.address,
        clinic_phone=clinic.phone,
        printed_at=clock.now(),
        printed_by=who.printed_name,
        language=language,
        paper_size=PaperSize(clinic.paper_size),
        crisis_line=clinic.county_crisis_line,
        invariant=invariant,
    )


def paper_facts(db: Session, client_id: UUID, today: date) -> PaperFacts:
    """The client's facts; NotFound for a record that is not here."""
    client = db.get(ClientRow, client_id)
    if client is None or client.void:
        raise NotFound("This client's record is not in this store.", "Search for the name.")
    names = (client.first_name, client.middle_name, client.last_name)
    facts = PaperFacts(
        client_id=client_id,
        name=full_name(*names, client.name_to_use),
        legal_name=legal_name(*names),
        chart_number=client.chart_number,
        born=client.born,
        language=Language.SPANISH if client.language == "es" else Language.ENGLISH,
    )
    episode = db.scalars(
        select(EpisodeRow)
        .where(EpisodeRow.client_id == client_id, EpisodeRow.void == 0)
        .order_by(EpisodeRow.number.desc())
        .limit(1)
    ).first()
    return _with_episode(db, facts, episode, today) if episode else facts


def _with_episode(db: Session, facts: PaperFacts, episode: EpisodeRow, today: date) -> PaperFacts:
    counselor = db.get(StaffRow, episode.counselor_id) if episode.counselor_id else None
    program = db.get_one(ProgramRow, episode.program_id)
    placements = db.scalars(
        select(PlacementRow)
        .where(PlacementRow.episode_id == episode.id, PlacementRow.void == 0)
        .order_by(PlacementRow.starts)
    ).all()
    held = [placement for placement in placements if placement.starts <= today]
    now = held[-1] if held else next(iter(placements), None)
    return replace(
        facts,
        episode_id=episode.id,
        episode_number=episode.number,
        admitted=episode.admitted,
        planned_end=episode.planned_end,
        discharged=episode.discharged,
        last_service=episode.last_service,
        referral_source=episode.referral_source,
        counselor=staff_name(counselor),
        program=program.name,
        program_days=program.days,
        dose=Dose(
            now.level_of_care,
            now.phase,
            now.phase_name,
            now.track,
            now.minutes_a_week,
            now.days_a_week,
            now.meetings_a_week,
        )
        if now
        else None,
    )


def staff_name(row: StaffRow | None) -> str:
    """A staff member with credential, as papers name them; empty for nobody."""
    if row is None:
        return ""
    return f"{row.name}, {row.credential}" if row.credential else row.name


def week_words(blocks: Iterable[WeekBlock], words: Wording) -> tuple[tuple[str, str], ...]:
    """A week's blocks as lines of days and time: ("Mon, Tue, Thu", "5:30 – 8:30 PM")."""
    spans: dict[tuple[time, time], list[int]] = {}
    for block in blocks:
        spans.setdefault((block.start, block.end), []).append(block.weekday)
    return tuple(
        (days_words(sorted(set(days)), words), words.time_span(start, end))
        for (start, end), days in sorted(spans.items(), key=itemgetter(0))
    )


def days_words(days: list[int], words: Wording) -> str:
    """Weekdays with runs of three and more drawn together: "Mon–Fri", "Mon, Wed, Thu"."""
    parts = []
    for _, run in groupby(enumerate(days), key=lambda pair: pair[1] - pair[0]):
        held = [day for _, day in run]
        if len(held) >= 3:
            parts.append(f"{words.weekday(held[0])}–{words.weekday(held[-1])}")
        else:
            parts += [words.weekday(day) for day in held]
    return ", ".join(parts)
