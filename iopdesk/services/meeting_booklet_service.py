"""The booklet of a region's meetings, for anyone to take along."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.documents import fonts, meeting_booklet
from iopdesk.documents.meeting_booklet import MeetingBookletRecord
from iopdesk.documents.meeting_sources import ListSource
from iopdesk.documents.paper_setting import PaperSetting
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.wording import later
from iopdesk.services.meeting_catalog import find_meetings
from iopdesk.services.meeting_search import MeetingFilter, MeetingLine, folded
from iopdesk.services.meeting_service import MeetingService
from iopdesk.services.paper_facts import paper_setting
from iopdesk.services.paper_meetings import SPOKEN, access_words, on_paper
from iopdesk.storage.meeting_tables import MeetingRow
from iopdesk.storage.store import Store

MOST_MEETINGS = 2_000


@dataclass(frozen=True)
class BookletWish:
    """Which meetings, and how; `area` are words of town, region, address or ZIP code."""

    wanted: MeetingFilter = field(default_factory=MeetingFilter)
    area: str = ""
    language: Language = Language.ENGLISH
    is_large: bool = False


class MeetingBookletService:
    """Prints booklets; they name nobody, so none is logged."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._who = signed_in
        self._meetings = MeetingService(store, signed_in)

    def booklet(self, wish: BookletWish) -> Paper:
        """The meetings that are listed now, by day; UserProblem where there are none or too many.

        Distances are told where the wish says from where.
        """
        self._who.require(Right.PRINT)
        sources = tuple(
            ListSource(directory.source, directory.day)
            for directory in self._meetings.directories()
        )
        with self._store.read() as db:
            setting = paper_setting(db, self._store.clock, self._who, wish.language)
            lines = _in_area(db, find_meetings(db, replace(wish.wanted, limit=0)).lines, wish.area)
            _refuse(lines)
            access = access_words(db, [line.id for line in lines])
        meetings = tuple(
            replace(
                on_paper(line, setting),
                where=", ".join(part for part in (line.place, line.street, line.city) if part),
                miles=line.miles if wish.wanted.within_miles else None,
                phone=access[line.id][0],
                access=access[line.id][1],
            )
            for line in lines
        )
        about = _about(wish, setting)
        record = MeetingBookletRecord(meetings, about, sources, wish.is_large)
        lost = fonts.missing_glyphs([text for m in meetings for text in (m.name, m.where)])
        warning = setting.words("No font here has these letters: {letters}", letters=" ".join(lost))
        return Paper(
            "meetings-by-day",
            setting.words("Meetings by day"),
            meeting_booklet.render(record, setting),
            (warning,) if lost else (),
        )


def _refuse(lines: Sequence[MeetingLine]) -> None:
    if not lines:
        raise UserProblem(
            later("No meeting fits."), later("Widen the filters, or import a directory first.")
        )
    if len(lines) > MOST_MEETINGS:
        raise UserProblem(
            later("{n} meetings are too many for a booklet."),
            later("Narrow it to at most {most}: a town, a distance, a fellowship or a language."),
            n=len(lines),
            most=MOST_MEETINGS,
        )


def _in_area(db: Session, lines: Sequence[MeetingLine], area: str) -> list[MeetingLine]:
    words = folded(area).split()
    if not words:
        return list(lines)
    rows = db.execute(
        select(
            MeetingRow.id,
            MeetingRow.city,
            MeetingRow.region,
            MeetingRow.address,
            MeetingRow.postal_code,
        ).where(MeetingRow.listed_until.is_(None), MeetingRow.void == 0)
    )
    places: dict[uuid.UUID, str] = {row[0]: folded(" ".join(row[1:])) for row in rows}
    return [line for line in lines if all(word in places.get(line.id, "") for word in words)]


def _about(wish: BookletWish, setting: PaperSetting) -> tuple[str, ...]:
    """What was looked for, in the words of a reader."""
    words, wanted = setting.words, wish.wanted
    told = [" ".join(wish.area.split())]
    if wanted.near and wanted.within_miles:
        told.append(words("Within {n} miles", n=f"{wanted.within_miles:g}"))
    told += sorted(fellowship.short_name for fellowship in wanted.fellowships)
    told += [words(SPOKEN[code]) for code in sorted(wanted.languages) if code in SPOKEN]
    if wanted.days:
        told.append(", ".join(words.long_weekday(day).capitalize() for day in sorted(wanted.days)))
    return tuple(part for part in told if part)
