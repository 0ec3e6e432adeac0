"""The meetings of a region by day, in columns, for anyone: it names no client and no clinic."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable

from iopdesk.documents import fonts
from iopdesk.documents.clean_text import no_break
from iopdesk.documents.kit import TableLook, gap, section, table, title
from iopdesk.documents.meeting_days import (
    PaperMeeting,
    by_time,
    codes_of,
    legend_entries,
    miles_words,
    short_link,
    starting_time,
    whereabouts,
)
from iopdesk.documents.meeting_sources import ListSource, source_lines
from iopdesk.documents.page import COLUMN_GAP, PageFrame, build_columns
from iopdesk.documents.paper_setting import PaperSetting
from iopdesk.documents.styles import ACCENT, CLIENT, CLINICAL, MEASURE, SOFT, TypeScale
from iopdesk.documents.text import Markup, bold, joined, lines, paragraph, semibold
from iopdesk.domain.meeting import MeetingMode
from iopdesk.domain.wording import Wording


@dataclass(frozen=True)
class MeetingBookletRecord:
    """What a booklet says; `about` tells the reader what was looked for ("Corona", "Spanish")."""

    meetings: tuple[PaperMeeting, ...]
    about: tuple[str, ...] = ()
    sources: tuple[ListSource, ...] = ()
    is_large: bool = False


@dataclass(frozen=True)
class _Type:
    """Sizes of one edition; the large one has one column and never smaller type."""

    columns: int
    scale: TypeScale
    day: ParagraphStyle
    small: ParagraphStyle
    time_width: float

    @property
    def width(self) -> float:
        return (MEASURE - (self.columns - 1) * COLUMN_GAP) / self.columns


def _sized(columns: int, size: float, time_width: float, scale: TypeScale) -> _Type:
    cell = ParagraphStyle(
        f"booklet {size}", parent=scale.cell, fontSize=size, leading=round(size * 1.23, 1)
    )
    day = ParagraphStyle(
        f"booklet day {size}",
        parent=cell,
        fontName=fonts.BOLD,
        fontSize=size * 1.35,
        leading=size * 1.65,
        textColor=ACCENT,
    )
    small = ParagraphStyle(f"booklet small {size}", parent=cell, textColor=SOFT)
    return _Type(columns, replace(scale, cell=cell, row_pad=2.2), day, small, time_width)


_USUAL = _sized(2, 9.5, 62.0, CLINICAL)
_LARGE = _sized(1, 16.0, 102.0, CLIENT)


def render(record: MeetingBookletRecord, setting: PaperSetting) -> bytes:
    """The booklet as PDF."""
    words = setting.words
    kind = _LARGE if record.is_large else _USUAL
    name = words("Meetings by day")
    subject = " · ".join((name, *record.about))
    printed = words("Printed {date}", date=words.date_year(setting.printed_at.date()))
    frame = PageFrame(title=name, subject=subject, reference=printed, plain=True)
    story = [
        piece for day in (*range(7), None) for piece in _day(record.meetings, day, words, kind)
    ]
    story += _legend(record.meetings, words, kind)
    story += source_lines(record.sources, setting, kind.small)
    return build_columns(_opening(record, words), story, frame, setting, kind.columns)


def _opening(record: MeetingBookletRecord, words: Wording) -> list[Flowable]:
    count = words.plural("{n} meeting", "{n} meetings", len(record.meetings))
    under = joined([*record.about, count], " · ")
    scale = CLIENT if record.is_large else CLINICAL
    return [*title(words("Meetings by day"), under, scale), gap(8)]


def _day(
    meetings: Sequence[PaperMeeting], weekday: int | None, words: Wording, kind: _Type
) -> list[Flowable]:
    found = [m for m in by_time(meetings) if m.weekday == weekday]
    if not found:
        return []
    name = words("Ask when") if weekday is None else words.long_weekday(weekday).capitalize()
    rows = [
        [
            bold(starting_time(m, words) if weekday is not None else ""),
            _told(m, words),
        ]
        for m in found
    ]
    widths = (kind.time_width, kind.width - kind.time_width)
    # the day's name is the head of its table, so that it stands again on top of each column
    made = table(
        [paragraph(name, kind.day), ""],
        rows,
        widths,
        kind.scale,
        TableLook(space_before=8, one_head=True),
    )
    return [CondPageBreak(made.opening_height() + 8), made]


def _told(meeting: PaperMeeting, words: Wording) -> Markup:
    far = miles_words(meeting, words)
    codes = semibold(no_break(" ".join(codes_of(meeting))))
    where = joined([whereabouts(meeting, words), f"({far})" if far else "", codes])
    return lines(joined([bold(meeting.name), meeting.fellowship]), where, _joining(meeting, words))


def _joining(meeting: PaperMeeting, words: Wording) -> Markup | str:
    """Link, what to type and the phone number, of what can be joined from home."""
    if not meeting.mode.is_online:
        return ""
    access = meeting.access.strip(" .")
    link = short_link(meeting.link, has_access=bool(access))
    phone = words("By phone: {phone}.", phone=no_break(meeting.phone)) if meeting.phone else ""
    told = joined([link, f"{access}." if access else "", phone])
    if not told.text and meeting.mode is MeetingMode.ONLINE:
        return words("No link is listed.")
    return told


def _legend(meetings: Sequence[PaperMeeting], words: Wording, kind: _Type) -> list[Flowable]:
    entries = legend_entries(meetings, words)
    if not entries:
        return []
    rows = [
        [bold(code), joined([meaning, f"({who})" if who else ""])] for code, who, meaning in entries
    ]
    look = TableLook(ruled_top=False)
    made = table((), rows, (kind.time_width, kind.width - kind.time_width), kind.scale, look)
    head = ParagraphStyle("legend head", parent=kind.day, spaceBefore=12, spaceAfter=2)
    return section(paragraph(words("What the letters mean"), head), [made])
