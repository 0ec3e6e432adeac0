"""Meetings as papers need them, their tables by day and the legend of their kinds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, Table

from iopdesk.documents import fonts
from iopdesk.documents.day_time import clear_time
from iopdesk.documents.kit import Cell, TableLook, section, table
from iopdesk.documents.styles import ACCENT, CLIENT, CLINICAL, MEASURE, SOFT
from iopdesk.documents.text import bold, joined, paragraph
from iopdesk.domain.meeting import MeetingMode
from iopdesk.domain.meeting_codes import ONLINE
from iopdesk.domain.wording import Wording

_LIST = replace(CLIENT, cell=CLINICAL.cell, row_pad=3.6)
_DAY = ParagraphStyle("day", parent=CLIENT.table_head, fontSize=12.5, leading=15, textColor=ACCENT)
_COLUMN = ParagraphStyle(
    "column", parent=CLINICAL.label, fontName=fonts.SEMIBOLD, alignment=0, textColor=SOFT
)
_LEGEND_COLUMNS = 4
_LAST_IN_A_DAY = time.max


@dataclass(frozen=True)
class MeetingKind:
    """A type code and its meaning in the paper's language; codes differ between fellowships."""

    code: str
    meaning: str


@dataclass(frozen=True)
class PaperMeeting:
    """A meeting on one weekday (0 is Monday; None by appointment), as the paper needs it.

    `where` is place and address, `way` how the client gets there or what to know at the door.
    `access` is what to type or say online ("Meeting ID 555 0148, password: hope").
    `miles` is the distance from the client's home, None where it isn't known; `is_about` where it
    is that of the meeting's ZIP code or town.
    """

    name: str
    fellowship: str = ""
    weekday: int | None = None
    start: time | None = None
    mode: MeetingMode = MeetingMode.IN_PERSON
    where: str = ""
    miles: float | None = None
    is_about: bool = False
    way: str = ""
    link: str = ""
    phone: str = ""
    access: str = ""
    kinds: tuple[MeetingKind, ...] = ()


def day_tables(meetings: Sequence[PaperMeeting], words: Wording) -> list[Flowable]:
    """One table a day with the day's name as its head, so that it returns on the next page."""
    far = any(miles_words(meeting, words) for meeting in meetings)
    return [piece for day in (*range(7), None) for piece in _day(meetings, day, words, far=far)]


def _day(
    meetings: Sequence[PaperMeeting], weekday: int | None, words: Wording, *, far: bool
) -> list[Flowable]:
    found = [m for m in by_time(meetings) if m.weekday == weekday]
    if not found:
        return []
    name = words("Ask when") if weekday is None else words.long_weekday(weekday).capitalize()
    columns = (words("Meeting"), words("Where"), words("How far"), words("Kind"))
    heads: list[Cell] = [paragraph(name, _DAY), *(paragraph(c, _COLUMN) for c in columns)]
    rows: list[list[Cell]] = [
        [
            bold(starting_time(m, words) if weekday is not None else ""),
            joined([bold(m.name), m.fellowship]),
            whereabouts(m, words),
            miles_words(m, words),
            ", ".join(codes_of(m)),
        ]
        for m in found
    ]
    widths = [78.0, 142.0, 166.0, 54.0, 60.0] if far else [78.0, 150.0, 202.0, 70.0]
    if not far:
        heads, rows = _without_far(heads), [_without_far(row) for row in rows]
    made = table(heads, rows, widths, _LIST, TableLook(space_before=9))
    return [CondPageBreak(made.opening_height() + 9), made]


def _without_far(row: list[Cell]) -> list[Cell]:
    return [*row[:3], *row[4:]]


def miles_words(meeting: PaperMeeting, words: Wording) -> str:
    """How far it is, where that is known and one has to go there."""
    if meeting.miles is None or meeting.mode is MeetingMode.ONLINE:
        return ""
    if meeting.is_about:
        return words("about {miles} mi", miles=f"{max(1, meeting.miles):.0f}")
    return words("{miles} mi", miles=f"{meeting.miles:.1f}")


def codes_of(meeting: PaperMeeting) -> list[str]:
    """Its codes, the one for online last."""
    codes = [kind.code for kind in meeting.kinds if kind.code != ONLINE]
    return [*codes, ONLINE] if meeting.mode.is_online else codes


def legend_entries(meetings: Sequence[PaperMeeting], words: Wording) -> list[tuple[str, str, str]]:
    """Code, fellowship and meaning of the used codes only, sorted.

    The fellowship is empty but for a code that means something else in another one.
    """
    used = {
        (kind.code, kind.meaning, meeting.fellowship)
        for meeting in meetings
        for kind in meeting.kinds
        if kind.code != ONLINE
    }
    if any(meeting.mode.is_online for meeting in meetings):
        used.add((ONLINE, words("Online"), ""))
    meanings: dict[str, set[str]] = {}
    for code, meaning, _ in used:
        meanings.setdefault(code, set()).add(meaning)
    return sorted(
        {
            (code, fellowship if len(meanings[code]) > 1 else "", meaning)
            for code, meaning, fellowship in used
        }
    )


def legend(meetings: Sequence[PaperMeeting], words: Wording) -> list[Flowable]:
    """The legend across the page."""
    entries = legend_entries(meetings, words)
    if not entries:
        return []
    cells = [
        paragraph(joined([bold(code), f"({who})" if who else "", meaning]), CLINICAL.cell)
        for code, who, meaning in entries
    ]
    cells += [paragraph("", CLINICAL.cell)] * (-len(cells) % _LEGEND_COLUMNS)
    rows = [cells[i : i + _LEGEND_COLUMNS] for i in range(0, len(cells), _LEGEND_COLUMNS)]
    grid = Table(rows, colWidths=[MEASURE / _LEGEND_COLUMNS] * _LEGEND_COLUMNS, hAlign="LEFT")
    grid.setStyle(
        [
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 6),
            ("TOPPADDING", (0, 0), (-1, -1), 1.2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
    )
    style = ParagraphStyle("legend head", parent=CLINICAL.head, spaceBefore=14)
    return section(paragraph(words("What the letters mean"), style), [grid])


def starting_time(meeting: PaperMeeting, words: Wording) -> str:
    """When it starts, or that one has to ask."""
    return clear_time(meeting.start, words) if meeting.start else words("Ask for the time")


def whereabouts(meeting: PaperMeeting, words: Wording) -> str:
    """Where it is; never empty."""
    if meeting.mode is MeetingMode.CLOSED:
        return joined([words("The place is closed for now."), meeting.where]).text
    if meeting.mode is MeetingMode.ONLINE:
        return words("Online")
    where = meeting.where or words("Address not listed")
    if meeting.mode is MeetingMode.HYBRID:
        return words("Online and {place}", place=where) if meeting.where else words("Online")
    return where


def short_link(link: str, *, has_access: bool) -> str:
    """A link as people type it: without what browsers add, and without a password in it that
    stands beside it in words.
    """
    address = link.partition("://")[2] or link
    page, mark, query = address.partition("?")
    page = page.removeprefix("www.")
    is_needed = bool(query) and not (has_access and query.startswith("pwd="))
    return f"{page}{mark}{query}" if is_needed else page.rstrip("/")


def by_time(meetings: Sequence[PaperMeeting]) -> list[PaperMeeting]:
    """By day and time; those by appointment last."""

    def place(meeting: PaperMeeting) -> tuple[int, time, str]:
        day = 7 if meeting.weekday is None else meeting.weekday
        return day, place_in_day(meeting), meeting.name

    return sorted(meetings, key=place)


def place_in_day(meeting: PaperMeeting) -> time:
    """Its start, to sort by: 00:00 is the end of its evening, and no time comes last."""
    start = meeting.start
    return _LAST_IN_A_DAY if start is None or start == time(0) else start
