"""The attendance strip: a square for each day of care, on paper and, as SVG, on screens."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import ceil

from reportlab.graphics.shapes import Circle, Drawing, Group, Line, Polygon, Rect, String
from reportlab.lib.colors import HexColor

from iopdesk.documents import fonts
from iopdesk.documents.drawing_svg import drawing_svg
from iopdesk.documents.styles import GRID_CELL
from iopdesk.documents.text import text_width
from iopdesk.domain.wording import Wording


class StripState(StrEnum):
    """What one square says."""

    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left_early"
    EXCUSED = "excused"
    NO_NOTICE = "no_notice"


@dataclass(frozen=True)
class StripDay:
    """One day of care; days that are not given stay dots (not scheduled)."""

    day: date
    state: StripState


@dataclass(frozen=True)
class StripColours:
    """Colours as "#rrggbb", so that a dark screen can bring its own."""

    ink: str = "#1d2a33"
    soft: str = "#44545c"
    paper: str = "#ffffff"


ON_PAPER = StripColours()

_SQUARE = 10.0
_PITCH = 12.45
_LETTERS = 15.6
_MONTHS = 15.0
_KEY_LINE = 13.6


def attendance_strip(
    days: Sequence[StripDay],
    words: Wording,
    *,
    width: float = 188.0,
    colours: StripColours = ON_PAPER,
) -> Drawing:
    """Weeks as columns and weekdays as rows, with the counts of each state below.

    `width` in points decides how many weeks stand side by side; more weeks go into further bands.
    Without days the drawing is empty and has no height: say so in words instead.
    """
    fonts.load_main_faces()
    if not days:
        return Drawing(width, 0)
    states = {d.day: d.state for d in days}
    rows = 5 if all(day.weekday() < 5 for day in states) else 7
    mondays = _mondays(states)
    in_band = max(int((width - _LETTERS) // _PITCH), 1)
    bands = [mondays[i : i + in_band] for i in range(0, len(mondays), in_band)]
    entries = _key_entries(states, words)
    band_height = rows * _PITCH + _MONTHS
    columns = _key_columns(entries, width)
    key_lines = -(-len(entries) // columns)
    height = ceil(len(bands) * (band_height + 4) + key_lines * _KEY_LINE)
    drawing = Drawing(width, height)
    top = float(height)
    for band in bands:
        _draw_band(drawing, band, states, rows, top, words, colours)
        top -= band_height + 4
    _draw_key(drawing, entries, columns, width, top, colours)
    return drawing


def strip_svg(
    days: Sequence[StripDay],
    words: Wording,
    *,
    width: float = 188.0,
    colours: StripColours = ON_PAPER,
) -> str:
    """The same strip as SVG text for a screen."""
    return drawing_svg(attendance_strip(days, words, width=width, colours=colours))


def strip_text(days: Sequence[StripDay], words: Wording) -> str:
    """The strip in words, for screen readers and for the line below the drawing."""
    states = {d.day: d.state for d in days}
    if not states:
        return words("No attendance recorded yet.")
    return ", ".join(text for _state, text in _key_entries(states, words))


def _mondays(states: dict[date, StripState]) -> list[date]:
    first, last = min(states), max(states)
    monday = first - timedelta(days=first.weekday())
    weeks = (last - monday).days // 7 + 1
    return [monday + timedelta(weeks=week) for week in range(weeks)]


def _draw_band(
    drawing: Drawing,
    mondays: Sequence[date],
    states: dict[date, StripState],
    rows: int,
    top: float,
    words: Wording,
    colours: StripColours,
) -> None:
    for row in range(rows):
        base = top - (row + 1) * _PITCH + (_PITCH - _SQUARE)
        letter = words.weekday(row)[0].upper()
        drawing.add(_text(0, base + 2, letter, 8.5, colours.ink))
        for column, monday in enumerate(mondays):
            x = _LETTERS + column * _PITCH
            state = states.get(monday + timedelta(days=row))
            drawing.add(_square(state, x, base, colours))
    base = top - rows * _PITCH - 11
    last_label = -100.0
    for column, monday in enumerate(mondays):
        starts = column == 0 or monday.day <= 7
        x = _LETTERS + column * _PITCH
        if starts and x - last_label >= 24:
            month = words.day_month(monday).replace(str(monday.day), "").strip()
            drawing.add(_text(x, base, month, 8.5, colours.ink))
            last_label = x


def _key_entries(states: dict[date, StripState], words: Wording) -> list[tuple[StripState, str]]:
    counts = Counter(states.values())
    names = {
        StripState.PRESENT: words("Present {n}", n=counts[StripState.PRESENT]),
        StripState.LATE: words("Late {n}", n=counts[StripState.LATE]),
        StripState.LEFT_EARLY: words("Left early {n}", n=counts[StripState.LEFT_EARLY]),
        StripState.EXCUSED: words("Excused {n}", n=counts[StripState.EXCUSED]),
        StripState.NO_NOTICE: words("No notice {n}", n=counts[StripState.NO_NOTICE]),
    }
    return [(state, names[state]) for state in StripState if counts[state]]


def _key_columns(entries: Sequence[tuple[StripState, str]], width: float) -> int:
    widest = max(text_width(text, GRID_CELL) for _state, text in entries) + _LETTERS + 8
    return max(1, min(len(entries), int(width // widest), 2 if width < 300 else 5))


def _draw_key(
    drawing: Drawing,
    entries: Sequence[tuple[StripState, str]],
    columns: int,
    width: float,
    top: float,
    colours: StripColours,
) -> None:
    step = min(width / columns, 82.0 if columns == 2 else width)
    widest = max(text_width(text, GRID_CELL) for _state, text in entries) + _LETTERS + 8
    step = max(step, widest)
    for index, (state, text) in enumerate(entries):
        x = (index % columns) * step
        base = top - (index // columns + 1) * _KEY_LINE + 2
        drawing.add(_square(state, x, base, colours))
        drawing.add(_text(x + _LETTERS, base + 1.3, text, 11, colours.ink))


def _square(state: StripState | None, x: float, y: float, colours: StripColours) -> Group:
    ink, paper = HexColor(colours.ink), HexColor(colours.paper)
    group = Group()
    if state is None:
        soft = HexColor(colours.soft)
        centre = _SQUARE / 2
        group.add(Circle(x + centre, y + centre, 0.9, fillColor=soft, strokeColor=None))
        return group
    full = state is StripState.PRESENT
    box = Rect(x + 0.5, y + 0.5, _SQUARE - 1, _SQUARE - 1, strokeColor=ink, strokeWidth=1)
    box.fillColor = ink if full else paper
    group.add(box)
    if state is StripState.LATE:
        group.add(Rect(x, y, _SQUARE / 2, _SQUARE, fillColor=ink, strokeColor=None))
    elif state is StripState.LEFT_EARLY:
        corner = [x, y, x, y + _SQUARE, x + _SQUARE, y + _SQUARE]
        group.add(Polygon(corner, fillColor=ink, strokeColor=None))
    elif state is StripState.EXCUSED:
        group.add(_stroke(x, y, colours, rising=True))
    elif state is StripState.NO_NOTICE:
        group.add(_stroke(x, y, colours, rising=True, inset=2.6))
        group.add(_stroke(x, y, colours, rising=False, inset=2.6))
    return group


def _stroke(x: float, y: float, colours: StripColours, *, rising: bool, inset: float = 0.5) -> Line:
    low, high = y + inset, y + _SQUARE - inset
    start, end = (low, high) if rising else (high, low)
    return Line(
        x + inset,
        start,
        x + _SQUARE - inset,
        end,
        strokeColor=HexColor(colours.ink),
        strokeWidth=1,
    )


def _text(x: float, y: float, text: str, size: float, colour: str) -> String:
    return String(x, y, text, fontName=fonts.REGULAR, fontSize=size, fillColor=HexColor(colour))
