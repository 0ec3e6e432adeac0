"""Meetings of the store as papers need them."""

import uuid
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.documents.meeting_days import MeetingKind, PaperMeeting
from iopdesk.documents.paper_setting import PaperSetting
from iopdesk.domain.meeting_codes import kind_name
from iopdesk.domain.wording import later
from iopdesk.services.meeting_search import MeetingLine
from iopdesk.storage.meeting_tables import MeetingRow

SPOKEN = {
    "es": later("In Spanish"),
    "fr": later("In French"),
    "vi": later("In Vietnamese"),
    "ko": later("In Korean"),
    "tl": later("In Tagalog"),
    "fa": later("In Persian"),
    "ru": later("In Russian"),
    "pa": later("In Punjabi"),
    "ase": later("In sign language"),
}


def access_words(db: Session, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, tuple[str, str]]:
    """Phone number, and what to type or say to get in."""
    rows = db.execute(
        select(MeetingRow.id, MeetingRow.phone, MeetingRow.link_note, MeetingRow.phone_note).where(
            MeetingRow.id.in_(ids)
        )
    )
    return {
        row.id: (row.phone, ". ".join(t.strip(" .") for t in (row.link_note, row.phone_note) if t))
        for row in rows
    }


def on_paper(line: MeetingLine, setting: PaperSetting) -> PaperMeeting:
    """A line of a list as papers show it."""
    name = line.name
    if line.elsewhere:
        clock = setting.words("{place} time", place=line.elsewhere)
        name = f"{line.name} ({clock})"
    return PaperMeeting(
        name=name,
        fellowship=line.fellowship.short_name,
        weekday=line.day,
        start=line.start,
        mode=line.mode,
        where=", ".join(part for part in (line.place, line.street) if part),
        miles=line.miles,
        is_about=line.is_about,
        link=line.link,
        kinds=_kinds(line, setting),
    )


def _kinds(line: MeetingLine, setting: PaperSetting) -> tuple[MeetingKind, ...]:
    spoken = [
        MeetingKind(code.upper(), setting.words(SPOKEN[code]))
        for code in line.languages
        if code in SPOKEN
    ]
    kinds = [
        MeetingKind(code, kind_name(line.fellowship, code, setting.language)) for code in line.kinds
    ]
    return (*spoken, *kinds)
