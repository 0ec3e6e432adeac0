"""The attendance strip of a client as a drawing for screens: the same one as on paper."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from iopdesk.documents.strip import StripColours, StripDay, StripState, strip_svg, strip_text
from iopdesk.domain.attendance import AttendanceStrip, Mark
from iopdesk.domain.language import Language
from iopdesk.domain.wording import Wording

# A day with several sessions shows its worst mark: a strip is read for what went wrong.
_WORST_FIRST = (Mark.ABSENT, Mark.EXCUSED, Mark.LEFT_EARLY, Mark.LATE, Mark.PRESENT)
_STATES = {
    Mark.PRESENT: StripState.PRESENT,
    Mark.LATE: StripState.LATE,
    Mark.LEFT_EARLY: StripState.LEFT_EARLY,
    Mark.EXCUSED: StripState.EXCUSED,
    Mark.ABSENT: StripState.NO_NOTICE,
}


@dataclass(frozen=True)
class AttendanceDrawing:
    """SVG text, empty without a mark, and what it says in words."""

    svg: str
    words: str


def strip_days(strip: AttendanceStrip) -> tuple[StripDay, ...]:
    """The marked days of a strip, oldest first."""
    of_day: dict[date, set[Mark]] = defaultdict(set)
    for each in strip.marks:
        if each.mark is not None:
            of_day[each.day].add(each.mark)
    return tuple(
        StripDay(day, _STATES[next(mark for mark in _WORST_FIRST if mark in marks)])
        for day, marks in sorted(of_day.items())
    )


def attendance_drawing(
    strip: AttendanceStrip, language: Language, ink: str, soft: str, paper: str
) -> AttendanceDrawing:
    """Draw the strip with a screen's colours as "#rrggbb"."""
    days = strip_days(strip)
    words = Wording(language)
    if not days:
        return AttendanceDrawing("", strip_text(days, words))
    svg = strip_svg(days, words, width=230.0, colours=StripColours(ink, soft, paper))
    return AttendanceDrawing(svg, strip_text(days, words))
