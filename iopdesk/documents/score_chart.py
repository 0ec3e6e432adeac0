"""Scores over time as lines that differ by mark and dash, so that a copier cannot mix them up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.graphics.shapes import Circle, Drawing, Line, PolyLine, Rect, Shape, String
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle

from iopdesk.documents import fonts
from iopdesk.documents.drawing_svg import drawing_svg
from iopdesk.documents.styles import CLINICAL
from iopdesk.documents.text import text_width
from iopdesk.domain.wording import Wording

_AXIS_WIDTH = 18.0
_LABEL_GAP = 8.0
_BASE, _TOP_ROOM = 16.0, 6.0
_TICK_ROOM = 52.0
_LABEL_STEP = 12.0
_NAME = ParagraphStyle("series", parent=CLINICAL.cell, fontName=fonts.BOLD, fontSize=9.5)
_SMALL = ParagraphStyle("tick", parent=CLINICAL.cell, fontSize=8.5)
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100)


@dataclass(frozen=True)
class Score:
    """One result of an instrument."""

    day: date
    value: int


@dataclass(frozen=True)
class ScoreSeries:
    """The results of one instrument in order of days; `cut` is the score to look closer from."""

    name: str
    scores: tuple[Score, ...]
    cut: int | None = None


@dataclass(frozen=True)
class ChartColours:
    """Colours as "#rrggbb", so that a dark screen can bring its own."""

    ink: str = "#1d2a33"
    soft: str = "#44545c"
    accent: str = "#0f6b78"
    line: str = "#9aa8ae"
    paper: str = "#ffffff"


ON_PAPER = ChartColours()


def score_chart(
    series: Sequence[ScoreSeries],
    words: Wording,
    *,
    width: float = 290.0,
    height: float = 116.0,
    colours: ChartColours = ON_PAPER,
) -> Drawing:
    """Lines named at their ends ("PHQ-9 17 to 4"); without any score an empty drawing.

    At most two series can be told apart; print more of them in words only.
    """
    fonts.load_main_faces()
    drawn = [one for one in series if one.scores][:2]
    if not drawn:
        return Drawing(width, 0)
    drawing = Drawing(width, height)
    names = [_end_label(one, words) for one in drawn]
    widest = max(text_width(name, _NAME) for name in names)
    place = _Place(drawn, width - widest - _LABEL_GAP - 8, height)
    _draw_scale(drawing, place, colours)
    _draw_dates(drawing, place, words, colours)
    _draw_cut(drawing, place, words, colours)
    labels = _label_heights([place.y(one.scores[-1].value) for one in drawn])
    for index in reversed(range(len(drawn))):
        _draw_series(drawing, drawn[index], place, index, colours)
        _draw_name(drawing, names[index], place.right, labels[index], index, colours)
    return drawing


def score_svg(
    series: Sequence[ScoreSeries],
    words: Wording,
    *,
    width: float = 290.0,
    height: float = 116.0,
    colours: ChartColours = ON_PAPER,
) -> str:
    """The same chart as SVG text for a screen."""
    return drawing_svg(score_chart(series, words, width=width, height=height, colours=colours))


def score_text(series: Sequence[ScoreSeries]) -> str:
    """All values in words: "PHQ-9 17, 15, 11. GAD-7 13, 12."."""
    return " ".join(
        f"{one.name} {', '.join(str(s.value) for s in one.scores)}." for one in series if one.scores
    )


def _end_label(one: ScoreSeries, words: Wording) -> str:
    first, last = one.scores[0].value, one.scores[-1].value
    if len(one.scores) == 1:
        return f"{one.name} {first}"
    return words("{name} {first} to {last}", name=one.name, first=first, last=last)


class _Place:
    """Where a day and a value stand in the drawing."""

    def __init__(self, series: Sequence[ScoreSeries], right: float, height: float) -> None:
        self.days = sorted({score.day for one in series for score in one.scores})
        highest = max([s.value for one in series for s in one.scores] + [4])
        cuts = [one.cut for one in series if one.cut is not None]
        self.cut = cuts[0] if len(set(cuts)) == 1 else None
        highest = max(highest, self.cut or 0)
        self.step = next((s for s in _STEPS if highest / s <= 4), _STEPS[-1])
        self.highest = -(-highest // self.step) * self.step
        self.left = _AXIS_WIDTH
        self.right = right
        self.base, self.top = _BASE, height - _TOP_ROOM

    def x(self, day: date) -> float:
        """Points from the left edge."""
        span = (self.days[-1] - self.days[0]).days
        share = (day - self.days[0]).days / span if span else 0.5
        return self.left + share * (self.right - self.left)

    def y(self, value: float) -> float:
        """Points from the bottom edge."""
        return self.base + value / self.highest * (self.top - self.base)


def _draw_scale(drawing: Drawing, place: _Place, colours: ChartColours) -> None:
    for value in range(0, place.highest + 1, place.step):
        y = place.y(value)
        colour = colours.ink if value == 0 else colours.line
        drawing.add(_line(place.left, y, place.right, y, colour, 1.0 if value == 0 else 0.5))
        drawing.add(_words(place.left - 4, y - 3, str(value), colours.ink, anchor="end"))


def _draw_dates(drawing: Drawing, place: _Place, words: Wording, colours: ChartColours) -> None:
    """The first and the last day, and those between that leave room."""
    shown = [place.days[0]]
    last = place.days[-1]
    for day in place.days[1:]:
        fits = place.x(day) - place.x(shown[-1]) >= _TICK_ROOM
        if fits and (day == last or place.x(last) - place.x(day) >= _TICK_ROOM):
            shown.append(day)
    if last not in shown and place.x(last) - place.x(shown[-1]) >= _TICK_ROOM / 2:
        shown.append(last)
    for day in shown:
        x = place.x(day)
        drawing.add(_line(x, place.base, x, place.base - 3, colours.ink, 0.8))
        drawing.add(_words(x, 3, words.day_month(day), colours.ink, anchor="middle"))


def _draw_cut(drawing: Drawing, place: _Place, words: Wording, colours: ChartColours) -> None:
    if place.cut is None:
        return
    y = place.y(place.cut)
    dotted = _line(place.left, y, place.right, y, colours.ink, 0.9)
    dotted.strokeDashArray = [1, 2]
    drawing.add(dotted)
    text = words("{score}: look closer", score=place.cut)
    drawing.add(_words(place.right - 2, y + 3.5, text, colours.soft, anchor="end"))


def _draw_series(
    drawing: Drawing,
    one: ScoreSeries,
    place: _Place,
    index: int,
    colours: ChartColours,
) -> None:
    colour = _series_colour(index, colours)
    points = [(place.x(s.day), place.y(s.value)) for s in one.scores]
    if len(points) > 1:
        flat = [part for point in points for part in point]
        line = PolyLine(flat, strokeColor=colour, strokeWidth=1.4)
        if index:
            line.strokeDashArray = [4, 2.5]
        drawing.add(line)
    for x, y in points:
        drawing.add(_marker(x, y, index, colours))


def _draw_name(
    drawing: Drawing, name: str, right: float, y: float, index: int, colours: ChartColours
) -> None:
    x = right + _LABEL_GAP
    drawing.add(_marker(x, y, index, colours))
    text = String(x + 5, y - 3.2, name, fontName=fonts.BOLD, fontSize=_NAME.fontSize)
    text.fillColor = HexColor(colours.ink)
    drawing.add(text)


def _label_heights(ends: Sequence[float]) -> list[float]:
    if len(ends) < 2 or abs(ends[0] - ends[1]) >= _LABEL_STEP:
        return list(ends)
    middle = max(sum(ends) / 2, _BASE + _LABEL_STEP / 2)
    up = 0.5 if ends[0] > ends[1] else -0.5
    return [middle + up * _LABEL_STEP, middle - up * _LABEL_STEP]


def _series_colour(index: int, colours: ChartColours) -> Color:
    return HexColor(colours.accent if index else colours.ink)


def _marker(x: float, y: float, index: int, colours: ChartColours) -> Shape:
    colour = _series_colour(index, colours)
    if index == 0:
        return Circle(x, y, 2.8, fillColor=colour, strokeColor=colour)
    paper = HexColor(colours.paper)
    return Rect(x - 2.4, y - 2.4, 4.8, 4.8, fillColor=paper, strokeColor=colour, strokeWidth=1.2)


def _line(x0: float, y0: float, x1: float, y1: float, colour: str, width: float) -> Line:
    return Line(x0, y0, x1, y1, strokeColor=HexColor(colour), strokeWidth=width)


def _words(x: float, y: float, text: str, colour: str, *, anchor: str) -> String:
    return String(
        x,
        y,
        text,
        fontName=fonts.REGULAR,
        fontSize=_SMALL.fontSize,
        fillColor=HexColor(colour),
        textAnchor=anchor,
    )
