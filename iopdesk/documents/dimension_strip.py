"""How the ratings of six dimensions went: a row a dimension, a column an assessment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle

from iopdesk.documents import fonts
from iopdesk.documents.drawing_svg import drawing_svg
from iopdesk.documents.score_chart import ON_PAPER, ChartColours
from iopdesk.documents.styles import CLINICAL
from iopdesk.documents.text import text_width
from iopdesk.domain.wording import Wording

_ROW, _HEAD, _COLUMN = 19.0, 17.0, 52.0
_HIGHEST = 4
_NAME = ParagraphStyle("dimension", parent=CLINICAL.cell, fontSize=9.5)


@dataclass(frozen=True)
class RatedDay:
    """One assessment: its day and its ratings in the order of the rows, None where not rated."""

    day: date
    ratings: tuple[int | None, ...]


def dimension_strip(
    names: Sequence[str],
    days: Sequence[RatedDay],
    words: Wording,
    *,
    width: float = 470.0,
    colours: ChartColours = ON_PAPER,
) -> Drawing:
    """Number and bar in each cell, so that a copier keeps both; the latest at the right."""
    fonts.load_main_faces()
    height = _HEAD + _ROW * len(names)
    drawing = Drawing(width, height)
    shown = days[-max(int((width - 160) // _COLUMN), 1) :]
    left = width - _COLUMN * len(shown)
    for at, one in enumerate(shown):
        x = left + at * _COLUMN
        drawing.add(_words(x, height - 11, words.day_month(one.day), colours.soft, bold=False))
        for row, rating in enumerate(one.ratings):
            _draw_cell(drawing, x, height - _HEAD - _ROW * (row + 1), rating, colours)
    for row, name in enumerate(names):
        y = height - _HEAD - _ROW * (row + 1)
        drawing.add(_words(0, y + 5, _fitted(name, left - 10), colours.ink, bold=False))
    return drawing


def dimension_strip_svg(
    names: Sequence[str],
    days: Sequence[RatedDay],
    words: Wording,
    *,
    width: float = 470.0,
    colours: ChartColours = ON_PAPER,
) -> str:
    """The same strip as SVG text for a screen."""
    return drawing_svg(dimension_strip(names, days, words, width=width, colours=colours))


def dimension_strip_text(names: Sequence[str], days: Sequence[RatedDay], words: Wording) -> str:
    """The strip in words: "1 Acute intoxication: 2, 1, 0"."""
    told = []
    for row, name in enumerate(names):
        values = [one.ratings[row] for one in days]
        listed = ", ".join(words("not rated") if v is None else str(v) for v in values)
        told.append(f"{name}: {listed}")
    return ". ".join(told)


def _draw_cell(
    drawing: Drawing, x: float, y: float, rating: int | None, colours: ChartColours
) -> None:
    if rating is None:
        drawing.add(_words(x, y + 5, "–", colours.soft, bold=False))
        return
    drawing.add(_words(x, y + 5, str(rating), colours.ink, bold=True))
    room = _COLUMN - 22
    line, ink = HexColor(colours.line), HexColor(colours.ink)
    drawing.add(Rect(x + 10, y + 5, room, 7, fillColor=None, strokeColor=line, strokeWidth=0.7))
    if rating:
        share = room * min(rating, _HIGHEST) / _HIGHEST
        drawing.add(Rect(x + 10, y + 5, share, 7, fillColor=ink, strokeColor=ink, strokeWidth=0.7))


def _fitted(name: str, room: float) -> str:
    if text_width(name, _NAME) <= room:
        return name
    while name and text_width(name + "…", _NAME) > room:
        name = name[:-1]
    return name.rstrip() + "…"


def _words(x: float, y: float, text: str, colour: str, *, bold: bool) -> String:
    face = fonts.BOLD if bold else fonts.REGULAR
    return String(x, y, text, fontName=face, fontSize=9.5, fillColor=HexColor(colour))
