"""The week as a grid of seven days; a person's own meetings are boxed heavily."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Table

from iopdesk.documents.kit import gap
from iopdesk.documents.marks import Drawing, Marked
from iopdesk.documents.styles import (
    GRID_BOLD,
    GRID_CELL,
    GRID_HEAD,
    GRID_KEY,
    HAIR,
    HEAVY,
    INK,
    LINE,
    MEASURE,
)
from iopdesk.documents.text import paragraph, text_width
from iopdesk.domain.wording import Wording

_DAY = MEASURE / 7
_ROOM = _DAY - 5 - 6.5
_VOWELS = frozenset("aeiouáéíóúü")


@dataclass(frozen=True)
class WeekEvent:
    """One thing in the week; `weekday` 0 is Monday, `time` and `name` are in the reader's words.

    `own` marks a meeting the client chose, printed in a heavy box.
    """

    weekday: int
    time: str
    name: str
    own: bool = False


def week_grid(
    events: Sequence[WeekEvent], words: Wording, *, own: str, other: str
) -> list[Flowable]:
    """The grid and its key: `own` and `other` name the boxed and the unboxed entries.

    Entries stand in the order given within their day; an empty day stays an empty column.
    """
    heads = [paragraph(words.weekday(day).capitalize(), GRID_HEAD) for day in range(7)]
    cells = [[_entry(e) for e in events if e.weekday == day] or "" for day in range(7)]
    grid = Table([heads, cells], colWidths=[_DAY] * 7, hAlign="LEFT", repeatRows=1, splitInRow=1)
    grid.setStyle(
        [
            ("BOX", (0, 0), (-1, -1), HEAVY, INK),
            ("INNERGRID", (0, 0), (-1, -1), HAIR, LINE),
            ("LINEBELOW", (0, 0), (-1, 0), HEAVY, INK),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 2.5),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2.5),
            ("TOPPADDING", (0, 0), (-1, 0), 2),
            ("BOTTOMPADDING", (0, 0), (-1, 0), 4),
            ("TOPPADDING", (0, 1), (-1, 1), 2.5),
            ("BOTTOMPADDING", (0, 1), (-1, 1), 3),
        ]
    )
    return [grid, gap(5), _key(own, other)]


def _entry(event: WeekEvent) -> Table:
    style = GRID_BOLD if event.own else GRID_CELL
    name = paragraph(_hyphenated(event.name, style), style)
    box = Table([[[paragraph(event.time, GRID_BOLD), name]]], colWidths=[_DAY - 5])
    box.setStyle(
        [
            ("LEFTPADDING", (0, 0), (-1, -1), 4),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
            *([("BOX", (0, 0), (-1, -1), 1.8, INK)] if event.own else []),
        ]
    )
    box.spaceBefore = 2.5
    return box


def _hyphenated(name: str, style: ParagraphStyle) -> str:
    """The name with a hyphen in each word that no day is wide enough for."""
    return " ".join(_hyphenated_word(word, style) for word in name.split(" "))


def _hyphenated_word(word: str, style: ParagraphStyle) -> str:
    if text_width(word, style) <= _ROOM:
        return word
    for place in range(len(word) - 2, 1, -1):
        starts_syllable = (
            word[place - 1].lower() in _VOWELS
            and word[place].isalpha()
            and word[place].lower() not in _VOWELS
            and word[place + 1].lower() in _VOWELS
        )
        if starts_syllable and text_width(word[:place] + "-", style) <= _ROOM:
            return f"{word[:place]}-\n{_hyphenated_word(word[place:], style)}"
    return word


def _key(own: str, other: str) -> Table:
    widths = [text_width(text, GRID_KEY) + 19 + 22 for text in (own, other)]
    pieces = [
        Marked(_box(heavy), paragraph(text, GRID_KEY), offset=19, drop=2)
        for heavy, text in ((True, own), (False, other))
    ]
    key = Table([pieces], colWidths=widths, hAlign="LEFT")
    key.setStyle(
        [
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ]
    )
    return key


def _box(heavy: bool) -> Drawing:
    def drawing(canvas: Canvas, x: float, y: float) -> None:
        canvas.saveState()
        canvas.setStrokeColor(INK if heavy else LINE)
        canvas.setLineWidth(1.8 if heavy else HAIR)
        canvas.rect(x + 0.9, y - 9.5, 12, 8.5)
        canvas.restoreState()

    return drawing
