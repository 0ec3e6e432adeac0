"""What papers share: the clinic's head, who prints, the client's facts and weekly schedule."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, bindparam, select
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
from iopdesk.storage.row_limit import FROM_START, ONE


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


# made once: every paper asks these, and making a statement costs more than running it
_CLINIC = (
    select(
        ClinicRow.name,
        ClinicRow.address,
        ClinicRow.phone,
        ClinicRow.paper_size,
        ClinicRow.county_crisis_line,
    )
    .where(ClinicRow.void == 0)
    .limit(ONE)
    .offset(FROM_START)
)
_FACTS = (
    select(
        ClientRow.first_name,
        ClientRow.middle_name,
        ClientRow.last_name,
        ClientRow.name_to_use,
        ClientRow.chart_number,
        ClientRow.born,
        ClientRow.language,
        EpisodeRow.id.label("episode_id"),
        EpisodeRow.number,
        EpisodeRow.admitted,
        EpisodeRow.planned_end,
        EpisodeRow.discharged,
        EpisodeRow.last_service,
        EpisodeRow.referral_source,
        StaffRow.name.label("counselor"),
        StaffRow.credential,
        ProgramRow.name.label("program"),
        ProgramRow.days,
    )
    .select_from(ClientRow)
    .outerjoin(EpisodeRow, and_(EpisodeRow.client_id == ClientRow.id, EpisodeRow.void == 0))
    .outerjoin(StaffRow, StaffRow.id == EpisodeRow.counselor_id)
    .outerjoin(ProgramRow, ProgramRow.id == EpisodeRow.program_id)
    .where(ClientRow.id == bindparam("client_id"), ClientRow.void == 0)
    .order_by(EpisodeRow.number.desc())
    .limit(ONE)
    .offset(FROM_START)
)
_PLACEMENTS = (
    select(
        PlacementRow.starts,
        PlacementRow.level_of_care,
        PlacementRow.phase,
        PlacementRow.phase_name,
        PlacementRow.track,
        PlacementRow.minutes_a_week,
        PlacementRow.days_a_week,
        PlacementRow.meetings_a_week,
    )
    .where(PlacementRow.episode_id == bindparam("episode_id"), PlacementRow.void == 0)
    .order_by(PlacementRow.starts)
)


def paper_setting(
    db: Session, clock: Clock, who: SignedIn, language: Language, *, invariant: bool = False
) -> PaperSetting:
    """The head, foot, size and language of a paper that `who` prints now."""
    clinic = db.execute(_CLINIC).one()
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
    row = db.execute(_FACTS, {"client_id": client_id}).first()
    if row is None:
        raise NotFound("This client's record is not in this store.", "Search for the name.")
    names = (row.first_name, row.middle_name, row.last_name)
    facts = PaperFacts(
        client_id=client_id,
        name=full_name(*names, row.name_to_use),
        legal_name=legal_name(*names),
        chart_number=row.chart_number,
        born=row.born,
        language=Language.SPANISH if row.language == "es" else Language.ENGLISH,
    )
    return _with_episode(db, facts, row, today) if row.episode_id else facts


def _with_episode(
    db: Session, facts: PaperFacts, row: Row[*tuple[Any, ...]], today: date
) -> PaperFacts:
    placements = db.execute(_PLACEMENTS, {"episode_id": row.episode_id}).all()
    held = [placement for placement in placements if placement.starts <= today]
    now = held[-1] if held else next(iter(placements), None)
    return replace(
        facts,
        episode_id=row.episode_id,
        episode_number=row.number,
        admitted=row.admitted,
        planned_end=row.planned_end,
        discharged=row.discharged,
        last_service=row.last_service,
        referral_source=row.referral_source,
        counselor=named(row.counselor, row.credential),
        program=row.program,
        program_days=row.days,
        dose=Dose(*now[1:]) if now else None,
    )


def staff_name(row: StaffRow | None) -> str:
    """A staff member with credential, as papers name them; empty for nobody."""
    if row is None:
        return ""
    return named(row.name, row.credential)


def named(name: str | None, credential: str | None) -> str:
    """A name with its credential: "R. Alvarez, LCSW"; empty for nobody."""
    return f"{name}, {credential}" if credential else name or ""


def week_words(blocks: Iterable[WeekBlock], words: Wording) -> tuple[tuple[str, str], ...]:
    """A week's blocks as lines of days and time: ("Mon, Tue, Thu", "5:30 – 8:30 PM")."""
    return tuple(
        (days_words(days, words), words.time_span(start, end))
        for days, start, end in _weekly(blocks)
    )


def long_week_words(blocks: Iterable[WeekBlock], words: Wording) -> tuple[tuple[str, str], ...]:
    """The same for a client: ("Monday to Friday", "5:30 – 8:30 PM")."""
    return tuple(
        (_long_days_words(days, words), words.time_span(start, end))
        for days, start, end in _weekly(blocks)
    )


def joined_times(blocks: Iterable[WeekBlock]) -> list[tuple[int, time, time]]:
    """Weekday, start and end of each stay; groups that follow each other are one stay."""
    stays: list[tuple[int, time, time]] = []
    for block in sorted(blocks, key=lambda b: (b.weekday, b.start)):
        day, start, end = block.weekday, block.start, block.end
        if stays and stays[-1][0] == day and start <= stays[-1][2]:
            _, start, before = stays.pop()
            end = max(end, before)
        stays.append((day, start, end))
    return stays


def days_words(days: list[int], words: Wording) -> str:
    """Weekdays with runs of three and more drawn together: "Mon–Fri", "Mon, Wed, Thu"."""
    parts = []
    for held in _runs(days):
        if len(held) >= 3:
            parts.append(f"{words.weekday(held[0])}–{words.weekday(held[-1])}")
        else:
            parts += [words.weekday(day) for day in held]
    return ", ".join(parts)


def _long_days_words(days: list[int], words: Wording) -> str:
    parts = []
    for held in _runs(days):
        names = [words.long_weekday(day) for day in held]
        if len(held) >= 3:
            parts.append(words("{first} to {last}", first=names[0], last=names[-1]))
        else:
            parts += names
    told = ", ".join(parts)
    return told[:1].upper() + told[1:]


def _runs(days: list[int]) -> list[list[int]]:
    pairs = groupby(enumerate(days), key=lambda pair: pair[1] - pair[0])
    return [[day for _, day in run] for _, run in pairs]


def _weekly(blocks: Iterable[WeekBlock]) -> list[tuple[list[int], time, time]]:
    """Days that share a time, by first day."""
    spans: dict[tuple[time, time], list[int]] = {}
    for day, start, end in joined_times(blocks):
        spans.setdefault((start, end), []).append(day)
    lines = [(days, start, end) for (start, end), days in spans.items()]
    return sorted(lines, key=lambda line: (line[0][0], line[1]))
