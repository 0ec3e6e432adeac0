"""Shapes that carry a meaning beside a word: state boxes, tick boxes and number discs, as vectors.

No font has them all, and a shape survives a black-and-white copier where a colour does not.
"""

from collections.abc import Callable
from enum import StrEnum

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject
from reportlab.platypus import Flowable, Paragraph

from iopdesk.documents import fonts
from iopdesk.documents.styles import ACCENT, INK, PAPER
from iopdesk.documents.text import Markup, paragraph
from iopdesk.domain.wording import Wording


class Mark(StrEnum):
    """A state as a shape; always printed with its word."""

    MET = "met"
    WORKING = "working"
    PARTLY = "partly"
    NOT_MET = "not_met"
    PUT_OFF = "put_off"
    NOT_STARTED = "not_started"


def mark_words(mark: Mark, words: Wording) -> str:
    """The word that stands beside a state box."""
    return {
        Mark.MET: words("Met"),
        Mark.WORKING: words("Working on it"),
        Mark.PARTLY: words("Partly met"),
        Mark.NOT_MET: words("Not met"),
        Mark.PUT_OFF: words("Put off"),
        Mark.NOT_STARTED: words("Not started"),
    }[mark]


Drawing = Callable[[Canvas, float, float], None]
"""Draws a shape whose upper left corner is at the given point of the canvas."""


class Marked(Flowable):
    """A paragraph with a shape in front of its first line; splits like the paragraph.

    `offset` is the distance from the shape's left edge to the text, in points. The shape stands
    `drop` below the top of the first line.
    """

    def __init__(
        self, drawing: Drawing, words: Paragraph, *, offset: float, drop: float, height: float = 0
    ) -> None:
        super().__init__()
        self._drawing = drawing
        self._words = words
        self._offset = offset
        self._drop = drop
        self._least = height
        self.spaceBefore = words.style.spaceBefore
        self.spaceAfter = words.style.spaceAfter

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The size for this width, as platypus asks."""
        width, height = self._words.wrap(available_width - self._offset, available_height)
        self.width, self.height = width + self._offset, max(height, self._least)
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """The shape and the lines that fit, then the other lines as far from the edge."""
        pieces = self._words.split(available_width - self._offset, available_height)
        if len(pieces) < 2:
            return []
        first, *others = pieces
        marked = Marked(self._drawing, first, offset=self._offset, drop=self._drop)
        return [marked, *(Marked(_nothing, p, offset=self._offset, drop=0) for p in others)]

    def minWidth(self) -> float:  # noqa: N802  (platypus' name)
        """The narrowest width that holds the longest word."""
        return float(self._words.minWidth()) + self._offset

    def draw(self) -> None:
        """Draw shape and words at the place platypus chose."""
        self._drawing(self.canv, 0, self.height - self._drop)
        self._words.drawOn(self.canv, self._offset, self.height - self._words.height)


def marked(mark: Mark, words: str | Markup, style: ParagraphStyle) -> Marked:
    """A state box and its word."""
    size = style.fontSize * 0.95

    def drawing(canvas: Canvas, x: float, y: float) -> None:
        draw_mark(canvas, mark, x, y - size, size)

    drop = (style.leading - size) / 2 + 0.1 * style.fontSize
    return Marked(drawing, paragraph(words, style), offset=size + 5, drop=drop)


def tick_box(
    words: str | Markup, style: ParagraphStyle, *, size: float, offset: float, ticked: bool = False
) -> Marked:
    """A box to tick by hand, or ticked already, and its words."""

    def drawing(canvas: Canvas, x: float, y: float) -> None:
        draw_mark(canvas, Mark.MET if ticked else Mark.NOT_STARTED, x, y - size, size)

    drop = (style.leading - size) / 2 + 0.04 * style.fontSize
    return Marked(drawing, paragraph(words, style), offset=offset, drop=drop, height=size + drop)


def numbered(
    number: int, words: str | Markup, style: ParagraphStyle, *, disc: float, offset: float
) -> Marked:
    """A number disc of `disc` points and the words beside it."""

    def drawing(canvas: Canvas, x: float, y: float) -> None:
        draw_disc(canvas, number, x + disc / 2, y - disc / 2, disc)

    return Marked(drawing, paragraph(words, style), offset=offset, drop=0.6)


def draw_disc(canvas: Canvas, number: int, x: float, y: float, size: float) -> None:
    """A filled disc around (x, y) with a white number."""
    canvas.saveState()
    canvas.setFillColor(ACCENT)
    canvas.circle(x, y, size / 2, stroke=0, fill=1)
    canvas.setFillColor(PAPER)
    height = size * (0.56 if number < 100 else 0.42)
    canvas.setFont(fonts.BOLD, height)
    canvas.drawCentredString(x, y - height * 0.335, str(number))
    canvas.restoreState()


def draw_mark(
    canvas: Canvas, mark: Mark, x: float, y: float, size: float, ink: Color = INK
) -> None:
    """A state box with its lower left corner at (x, y)."""
    canvas.saveState()
    canvas.setStrokeColor(ink)
    canvas.setFillColor(ink)
    canvas.setLineWidth(max(0.9, size / 12))
    inset = canvas._lineWidth / 2  # noqa: SLF001  (the canvas has no public getter)
    canvas.rect(
        x + inset, y + inset, size - 2 * inset, size - 2 * inset, fill=int(mark is Mark.MET)
    )
    _INSIDES[mark](canvas, x, y, size)
    canvas.restoreState()


def _nothing(_canvas: Canvas, _x: float, _y: float, _size: float = 0) -> None:
    """An empty box, or the room beside lines that follow."""


def _tick(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.setStrokeColor(PAPER)
    canvas.setLineWidth(size * 0.13)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    _path(canvas, x, y, size, [(0.23, 0.5), (0.42, 0.3), (0.78, 0.7)])


def _half(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.rect(x, y, size, size / 2, stroke=0, fill=1)


def _corner(canvas: Canvas, x: float, y: float, size: float) -> None:
    _path(canvas, x, y, size, [(0, 1), (0, 0), (1, 0)], filled=True)


def _cross(canvas: Canvas, x: float, y: float, size: float) -> None:
    _path(canvas, x, y, size, [(0.26, 0.26), (0.74, 0.74)])
    _path(canvas, x, y, size, [(0.26, 0.74), (0.74, 0.26)])


def _dash(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.setLineWidth(size * 0.13)
    _path(canvas, x, y, size, [(0.25, 0.5), (0.75, 0.5)])


def _path(
    canvas: Canvas,
    x: float,
    y: float,
    size: float,
    points: list[tuple[float, float]],
    *,
    filled: bool = False,
) -> None:
    path: PDFPathObject = canvas.beginPath()
    path.moveTo(x + points[0][0] * size, y + points[0][1] * size)
    for across, up in points[1:]:
        path.lineTo(x + across * size, y + up * size)
    if filled:
        path.close()
    canvas.drawPath(path, stroke=int(not filled), fill=int(filled))


_INSIDES: dict[Mark, Callable[[Canvas, float, float, float], None]] = {
    Mark.MET: _tick,
    Mark.WORKING: _half,
    Mark.PARTLY: _corner,
    Mark.NOT_MET: _cross,
    Mark.PUT_OFF: _dash,
    Mark.NOT_STARTED: _nothing,
}
