"""Pieces every paper is made of: heads, facts, labelled lines, tables, bullets, sections."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeAlias

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Paragraph, Spacer, Table

from iopdesk.documents.marks import Marked
from iopdesk.documents.styles import (
    CLINICAL,
    HAIR,
    HEAVY,
    INK,
    LINE,
    MEASURE,
    TypeScale,
)
from iopdesk.documents.text import Markup, paragraph

Cell: TypeAlias = str | Markup | Flowable | list[Flowable]
"""What a table takes in a cell; a list of flowables stands one below the other."""

Fact: TypeAlias = tuple[str, str | Markup]
"""A label and its value."""

_COLUMN_GAP = 9.0
_TALL_ROW = 260.0
_MOST_KEPT_WITH_HEAD = 440.0
_KEPT = 230.0
_LONGEST_FACT = 220


class PaperTable(Table):
    """A table that knows its row heights and measures itself once for each width."""

    _measured_for: float | None = None

    def _calc(self, availWidth: float, availHeight: float) -> None:  # noqa: N803  (ReportLab's)
        if self._measured_for != availWidth:
            super()._calc(availWidth, availHeight)
            self._measured_for = availWidth

    def guard_rows(self, heads: int) -> None:
        """Measure, then forbid the page breaks that leave one row alone; allow them in tall rows.

        Up to four rows stay in one piece. A row taller than a third of a page may break inside,
        because ReportLab gives up on a row that no page can hold.
        """
        if self.let_tall_rows_split():
            return
        heights = list(self._rowHeights)
        last = len(heights) - 1
        spans = [(0, last)]
        if last + 1 - heads > 4:
            spans = [(0, heads + 1), (last - 1, last)]
        elif sum(heights) > 2 * _TALL_ROW:
            spans = [(0, heads)]
        self.setStyle([("NOSPLIT", (0, first), (-1, end)) for first, end in spans])
        self._calcNoSplitRanges()

    def let_tall_rows_split(self) -> bool:
        """Measure; a row that no page might hold may break inside. Whether there is one."""
        self._calc(MEASURE, 1_000_000)
        if max(self._rowHeights) > _TALL_ROW:
            self.splitInRow = 1
        return bool(self.splitInRow)

    def opening_height(self) -> float:
        """Points that the part takes which must stand under the table's head."""
        self._calc(MEASURE, 1_000_000)
        heights = list(self._rowHeights)
        opening = sum(heights[: 3 if len(heights) > 5 else 5])
        return float(min(opening, _TALL_ROW))


@dataclass(frozen=True)
class TableLook:
    """How a table differs from the usual one.

    `indent` moves it right. `middle` centres cells vertically, for lists of phone numbers in
    mixed sizes. `upright` are columns with a vertical line at their left, for writing by hand.
    `ruled_top` draws the heavy rule above a table without heads. `row_height` is the least height
    of a row, `inked` draws the lines between rows in ink: both for sheets people write on.
    `one_head` lets the first head stand across all columns.
    """

    indent: float = 0.0
    middle: bool = False
    upright: tuple[int, ...] = ()
    ruled_top: bool = True
    row_height: float = 0.0
    inked: bool = False
    space_before: float = 0.0
    one_head: bool = False


_USUAL = TableLook()


def table(
    heads: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    scale: TypeScale = CLINICAL,
    look: TableLook = _USUAL,
) -> PaperTable:
    """A table whose heads repeat on every page and whose rows don't split.

    `widths` are points and leave out the indent; `heads` may be empty. Plain text in a cell gets
    the scale's cell style; the first column stands flush with the text edge.
    """
    shift = 1 if look.indent else 0
    lead: list[Cell] = [""] * shift
    body = [[_filled(c, scale.cell) for c in [*lead, *row]] for row in rows]
    if heads:
        body.insert(0, [_filled(c, scale.table_head) for c in [*lead, *heads]])
    columns = [look.indent] * shift + list(widths)
    count = 1 if heads else 0
    least = [0.0] * count + [look.row_height] * len(rows) if look.row_height else None
    made = PaperTable(body, colWidths=columns, minRowHeights=least, repeatRows=count, hAlign="LEFT")
    made.setStyle(_commands(shift, count, scale, look))
    made.spaceBefore = look.space_before
    made.guard_rows(count)
    return made


def _filled(cell: Cell, style: ParagraphStyle) -> list[Flowable] | str:
    if isinstance(cell, list):
        return cell
    if isinstance(cell, Flowable):
        return [cell]
    return [paragraph(cell, style)] if cell else ""


def _commands(
    shift: int, heads: int, scale: TypeScale, look: TableLook
) -> list[tuple[object, ...]]:
    start, end = (shift, 0), (-1, -1)
    commands: list[tuple[object, ...]] = [
        ("LEFTPADDING", (0, 0), end, 0),
        ("RIGHTPADDING", (0, 0), end, _COLUMN_GAP),
        ("RIGHTPADDING", (-1, 0), end, 0),
        ("TOPPADDING", (0, 0), end, scale.row_pad),
        ("BOTTOMPADDING", (0, 0), end, scale.row_pad + 0.4),
        ("VALIGN", (0, 0), end, "MIDDLE" if look.middle else "TOP"),
        ("LINEBELOW", (shift, heads), end, *((0.7, INK) if look.inked else (HAIR, LINE))),
    ]
    if heads:
        commands += [
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("TOPPADDING", (0, 0), (-1, 0), scale.head_pad),
            ("BOTTOMPADDING", (0, 0), (-1, 0), scale.head_pad + 0.6),
            ("LINEBELOW", start, (-1, 0), HEAVY, INK),
        ]
        if look.one_head:
            commands.append(("SPAN", start, (-1, 0)))
    elif look.ruled_top:
        commands.append(("LINEABOVE", start, (-1, 0), HEAVY, INK))
    if look.indent:
        commands.append(("RIGHTPADDING", (0, 0), (0, -1), 0))
    for column in look.upright:
        place = (column + shift, 0)
        commands.append(("LINEBEFORE", place, (column + shift, -1), HAIR, LINE))
        commands.append(("LEFTPADDING", place, (column + shift, -1), 6))
    return commands


def facts(
    left: Sequence[Fact],
    right: Sequence[Fact],
    scale: TypeScale = CLINICAL,
) -> list[Flowable]:
    """Labels and values in two columns, read down and then across.

    A value too long for its column stands below the columns at full width.
    """
    short = [[f for f in side if len(_plain(f[1])) <= _LONGEST_FACT] for side in (left, right)]
    long = [f for side in (left, right) for f in side if len(_plain(f[1])) > _LONGEST_FACT]
    rows = [
        [_label(a, scale), _value(a, scale), "", _label(b, scale), _value(b, scale)]
        for a, b in zip_longest(*short)
    ]
    pieces: list[Flowable] = []
    if rows:
        made = PaperTable(rows, colWidths=[72, 171, 14, 72, 171], hAlign="LEFT")
        commands = _commands(0, 0, scale, TableLook(ruled_top=False))[:-1]
        commands += [
            ("TOPPADDING", (0, 0), (-1, -1), 1.6),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.35),
            *(("TOPPADDING", (c, 0), (c, -1), 1.6 + _label_drop(scale)) for c in (0, 3)),
            ("RIGHTPADDING", (1, 0), (1, -1), 0),
        ]
        made.setStyle(commands)
        pieces.append(made)
    return pieces + [labelled(name, value, scale.body, scale) for name, value in long]


def _plain(words: str | Markup) -> str:
    return words.text if isinstance(words, Markup) else words


def _label(fact: Fact | None, scale: TypeScale) -> list[Flowable] | str:
    return [paragraph(fact[0], scale.label)] if fact else ""


def _label_drop(scale: TypeScale) -> float:
    return float(scale.cell.fontSize - scale.label.fontSize)


def _value(fact: Fact | None, scale: TypeScale) -> list[Flowable] | str:
    return [paragraph(fact[1], scale.cell)] if fact else ""


def labelled(
    label: str,
    words: str | Markup,
    style: ParagraphStyle,
    scale: TypeScale = CLINICAL,
    *,
    offset: float = 84,
    left: float = 0,
) -> Flowable:
    """A soft label at `left` and words beside it, `offset` points further right."""
    name = paragraph(label, scale.label)
    _width, height = name.wrap(offset - 8, 1000)
    lift = style.fontSize - scale.label.fontSize

    def drawing(canvas: Canvas, x: float, y: float) -> None:
        name.drawOn(canvas, x + left, y - height)

    made = Marked(
        drawing, paragraph(words, style), offset=left + offset, drop=lift, height=height + lift
    )
    made.spaceAfter = 3.9
    return made


def indented(words: Paragraph, left: float) -> Marked:
    """A paragraph `left` points further right."""
    return Marked(lambda _canvas, _x, _y: None, words, offset=left, drop=0)


def bullets(
    lines: Sequence[str | Markup], style: ParagraphStyle, *, left: float = 0
) -> list[Flowable]:
    """One line, or more, for each point, with a dot before it."""
    size = style.fontSize

    def drawing(canvas: Canvas, x: float, y: float) -> None:
        canvas.saveState()
        canvas.setFillColor(INK)
        canvas.circle(x + left + size * 0.21, y - size * 0.7, size * 0.16, stroke=0, fill=1)
        canvas.restoreState()

    offset = left + size * 0.73
    return [Marked(drawing, paragraph(line, style), offset=offset, drop=0) for line in lines]


def head(words: str, scale: TypeScale = CLINICAL) -> Paragraph:
    """The head of a section."""
    return paragraph(words, scale.head)


def title(words: str, under: str | Markup, scale: TypeScale = CLINICAL) -> list[Flowable]:
    """The paper's title and the line that says what this paper is."""
    return [paragraph(words, scale.title), paragraph(under, scale.subtitle)]


def gap(points: float) -> Spacer:
    """Empty room; dropped by platypus at the top of a page only if a head follows."""
    return Spacer(1, points)


def section(top: Flowable | Sequence[Flowable], body: Sequence[Flowable]) -> list[Flowable]:
    """A head and what it heads, so that the head never ends a page.

    Short sections stay in one piece. A long one starts on a new page when its head and the first
    rows or lines don't fit, and then flows.
    """
    heads = [top] if isinstance(top, Flowable) else list(top)
    total = sum(_height(f) for f in [*heads, *body])
    if total <= _KEPT:
        return [KeepTogether([*heads, *body])]
    needed = sum(_height(f) for f in heads) + (_opening(body[0]) if body else 0)
    return [CondPageBreak(min(needed, _MOST_KEPT_WITH_HEAD)), *heads, *body]


def keep(body: Sequence[Flowable], room: float) -> list[Flowable]:
    """The pieces on one page if `room` points hold them; else they flow."""
    return [KeepTogether(list(body))] if height_of(body) <= room else list(body)


def height_of(body: Sequence[Flowable]) -> float:
    """Points that the pieces need below each other, spaces between them included."""
    return sum(_height(f) for f in body)


def _opening(flowable: Flowable) -> float:
    if isinstance(flowable, PaperTable):
        return flowable.opening_height()
    return min(_height(flowable), 60.0)


def _height(flowable: Flowable) -> float:
    _width, height = flowable.wrapOn(None, MEASURE, 1_000_000)
    return float(height + flowable.getSpaceBefore() + flowable.getSpaceAfter())
