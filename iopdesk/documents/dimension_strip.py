"""How the ratings of six dimensions went: a row a dimension, a column an assessment.

One drawing for both editions: after a change of edition each has its own rows, and its cells are
empty in the other's columns, because no rating means the same in both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle

from iopdesk.documents import fonts
from iopdesk.documents.drawing_svg import drawing_svg
from iopdesk.documents.score_chart import ON_PAPER, ChartColours
from iopdesk.documents.styles import CLINICAL
from iopdesk.documents.text import text_width
from iopdesk.domain.wording import Wording

_ROW, _TWO_LINES, _HEAD, _TITLE, _COLUMN, _NAMES = 19.0, 27.0, 27.0, 18.0, 50.0, 110.0
_HIGHEST = 4
_SIZE, _SMALL = 9.5, 7.5


@dataclass(frozen=True)
class StripCell:
    """What a rating says; `bar` is 0 to 4 where the edition has that scale, `below` the rest."""

    text: str
    bar: int | None = None
    below: str = ""


@dataclass(frozen=True)
class RatedDay:
    """One assessment: its day, what it was for, and its cells in the order of its block's rows."""

    day: date
    occasion: str
    block: int
    cells: tuple[StripCell | None, ...]


@dataclass(frozen=True)
class StripBlock:
    """The rows of one edition."""

    title: str
    rows: tuple[str, ...]
    has_bars: bool


@dataclass(frozen=True)
class RatingStrip:
    """Blocks of the editions that were used, and the assessments, the oldest first."""

    blocks: tuple[StripBlock, ...]
    days: tuple[RatedDay, ...]


def dimension_strip(
    strip: RatingStrip,
    words: Wording,
    *,
    width: float = 470.0,
    colours: ChartColours = ON_PAPER,
) -> Drawing:
    """Number and bar in each cell, so that a copier keeps both; the latest at the right.

    Where more were made than fit, the first stays and those after it are left out.
    """
    fonts.load_main_faces()
    days = _fitting(strip.days, max(int((width - _NAMES) // _COLUMN), 2))
    titled = len(strip.blocks) > 1
    heights = [_height(block, titled=titled) for block in strip.blocks]
    height = _HEAD + sum(heights)
    drawing = Drawing(width, height)
    left = width - _COLUMN * len(days)
    for at, one in enumerate(days):
        _draw_head(drawing, left + at * _COLUMN, height, one, words, colours)
    if len(days) < len(strip.days):
        drawing.add(_words(left + _COLUMN - 12, height - 11, "…", colours.soft))
    top = height - _HEAD
    for number, block in enumerate(strip.blocks):
        y = top
        if titled:
            y -= _TITLE
            drawing.add(_words(0, y + 5, _fitted(block.title, left - 10), colours.soft))
            rule = Line(0, y + 1, width, y + 1, strokeWidth=0.5)
            rule.strokeColor = HexColor(colours.line)
            drawing.add(rule)
        step = _ROW if block.has_bars else _TWO_LINES
        for row, name in enumerate(block.rows):
            y -= step
            line = y + step - 14
            drawing.add(_words(0, line, _fitted(name, left - 10), colours.ink))
            for at, one in enumerate(days):
                if one.block == number:
                    _draw_cell(drawing, left + at * _COLUMN, line, one.cells[row], colours)
        top -= heights[number]
    return drawing


def dimension_strip_svg(
    strip: RatingStrip,
    words: Wording,
    *,
    width: float = 470.0,
    colours: ChartColours = ON_PAPER,
) -> str:
    """The same strip as SVG text for a screen."""
    return drawing_svg(dimension_strip(strip, words, width=width, colours=colours))


def dimension_strip_text(strip: RatingStrip, words: Wording) -> str:
    """The strip in words: "1 Acute intoxication: 2, 1, 0"; each edition by its name."""
    told = []
    for number, block in enumerate(strip.blocks):
        days = [one for one in strip.days if one.block == number]
        if len(strip.blocks) > 1:
            told.append(block.title)
        for row, name in enumerate(block.rows):
            said = ", ".join(_said(one.cells[row], words) for one in days)
            told.append(f"{name}: {said}")
    return ". ".join(told)


def strip_key(strip: RatingStrip, words: Wording) -> str:
    """What the numbers mean, and what a change of edition does to them."""
    told = []
    if any(block.has_bars for block in strip.blocks):
        told.append(words("0 none, 4 very severe."))
    if any(not block.has_bars for block in strip.blocks):
        told.append(words("4th edition: as its parts were rated, and the strictest level."))
    if any(cell is None for one in strip.days for cell in one.cells):
        told.append(words("– not rated."))
    if len(strip.blocks) > 1:
        told.append(words("The editions do not rate the same: nothing is carried across."))
    return " ".join(told)


def _said(cell: StripCell | None, words: Wording) -> str:
    if cell is None:
        return words("not rated")
    return f"{cell.text} ({cell.below})" if cell.below else cell.text


def _fitting(days: Sequence[RatedDay], room: int) -> list[RatedDay]:
    return list(days) if len(days) <= room else [days[0], *days[1 - room :]]


def _height(block: StripBlock, *, titled: bool) -> float:
    step = _ROW if block.has_bars else _TWO_LINES
    return step * len(block.rows) + (_TITLE if titled else 0)


def _draw_head(
    drawing: Drawing,
    x: float,
    height: float,
    one: RatedDay,
    words: Wording,
    colours: ChartColours,
) -> None:
    drawing.add(_words(x, height - 11, words.day_month(one.day), colours.soft))
    occasion = _fitted(one.occasion, _COLUMN - 4, _SMALL)
    drawing.add(_words(x, height - 20, occasion, colours.soft, size=_SMALL))


def _draw_cell(
    drawing: Drawing, x: float, y: float, cell: StripCell | None, colours: ChartColours
) -> None:
    if cell is None:
        drawing.add(_words(x, y, "–", colours.soft))
        return
    drawing.add(_words(x, y, _fitted(cell.text, _COLUMN - 4), colours.ink, bold=True))
    if cell.below:
        below = _fitted(cell.below, _COLUMN - 4, _SMALL)
        drawing.add(_words(x, y - 9, below, colours.soft, size=_SMALL))
    if cell.bar is None:
        return
    room = _COLUMN - 22
    line, ink = HexColor(colours.line), HexColor(colours.ink)
    drawing.add(Rect(x + 10, y, room, 7, fillColor=None, strokeColor=line, strokeWidth=0.7))
    if cell.bar:
        share = room * min(cell.bar, _HIGHEST) / _HIGHEST
        drawing.add(Rect(x + 10, y, share, 7, fillColor=ink, strokeColor=ink, strokeWidth=0.7))


def _fitted(text: str, room: float, size: float = _SIZE) -> str:
    style = ParagraphStyle("dimension", parent=CLINICAL.cell, fontSize=size)
    if text_width(text, style) <= room:
        return text
    while text and text_width(text + "…", style) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def _words(
    x: float, y: float, text: str, colour: str, *, bold: bool = False, size: float = _SIZE
) -> String:
    face = fonts.BOLD if bold else fonts.REGULAR
    return String(x, y, text, fontName=face, fontSize=size, fillColor=HexColor(colour))
