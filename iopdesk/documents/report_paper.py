"""A report or a list on paper: what was asked, the table with repeating heads, what it means."""

from collections.abc import Sequence

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from iopdesk.documents.kit import Cell, PaperTable, facts, gap, head, keep, table, title
from iopdesk.documents.page import PageFrame, build
from iopdesk.documents.paper_setting import PaperKind, PaperSetting, footer_notice
from iopdesk.documents.styles import CLINICAL, HEAVY, INK, LYING_MEASURE, MEASURE
from iopdesk.documents.text import bold, paragraph, text_width
from iopdesk.domain.shown_list import ShownColumn, ShownList

_GAP = 9.0
_NARROWEST, _WIDEST = 42.0, 230.0
# measuring every cell of a long list would cost more than laying it out
_MEASURED_ROWS = 400
_CELL, _HEAD = CLINICAL.cell, CLINICAL.table_head
_CELL_RIGHT = ParagraphStyle("cell at the right", parent=_CELL, alignment=2)
_HEAD_RIGHT = ParagraphStyle("head at the right", parent=_HEAD, alignment=2)


def render(shown: ShownList, setting: PaperSetting) -> bytes:
    """The list as PDF bytes; on its side where the columns need the width."""
    words = setting.words
    wanted = [_wanted(shown, at) for at in range(len(shown.columns))]
    is_lying = sum(wanted) > MEASURE
    measure = LYING_MEASURE if is_lying else MEASURE
    frame = PageFrame(
        title=shown.title,
        subject=shown.title,
        reference=words.plural("{n} row", "{n} rows", len(shown.rows)),
        notice=footer_notice(PaperKind.REPORT, words),
        contact=f"{setting.clinic_address} {setting.clinic_phone}".strip(),
        is_lying=is_lying,
    )
    as_of = words("As of {date}", date=words.date_year(setting.printed_at.date()))
    story: list[Flowable] = [*title(shown.title, as_of)]
    if shown.criteria:
        half = -(-len(shown.criteria) // 2)
        story += [gap(6), *facts(shown.criteria[:half], shown.criteria[half:])]
    story.append(gap(8))
    if shown.rows:
        story.append(_table(shown, _fitted(wanted, shown.columns, measure)))
    else:
        story.append(paragraph(words("There was nothing to show."), CLINICAL.body))
    if shown.definitions:
        lines: list[Flowable] = [paragraph(line, CLINICAL.body) for line in shown.definitions]
        story += keep([head(words("What the figures mean")), *lines], 240)
    return build(story, frame, setting)


def _table(shown: ShownList, widths: Sequence[float]) -> PaperTable:
    heads = [
        paragraph(column.head, _HEAD_RIGHT if column.is_number else _HEAD)
        for column in shown.columns
    ]
    rows: list[list[Cell]] = [_row(shown.columns, row) for row in shown.rows]
    if shown.total:
        rows.append(_row(shown.columns, shown.total, is_total=True))
    made = table(heads, rows, widths)
    if shown.total:
        # stronger than the lines between rows, so that the sum is found at once
        made.setStyle([("LINEABOVE", (0, -1), (-1, -1), HEAVY, INK)])
    return made


def _row(
    columns: Sequence[ShownColumn], cells: Sequence[str], *, is_total: bool = False
) -> list[Cell]:
    return [
        paragraph(bold(cell) if is_total else cell, _CELL_RIGHT if column.is_number else _CELL)
        if cell
        else ""
        for column, cell in zip(columns, cells, strict=True)
    ]


def _wanted(shown: ShownList, at: int) -> float:
    """Points that a column needs so that nothing wraps, within reason."""
    column = shown.columns[at]
    # heads may take two lines: their longest word counts
    widest = max((text_width(word, _HEAD) for word in column.head.split()), default=0.0)
    cells = [row[at] for row in shown.rows[:_MEASURED_ROWS]]
    widest = max([widest, *(text_width(cell, _CELL) for cell in set(cells))])
    if shown.total:
        widest = max(widest, text_width(bold(shown.total[at]), _CELL))
    return float(min(max(widest + 1, _NARROWEST), _WIDEST) + _GAP)


def _fitted(wanted: Sequence[float], columns: Sequence[ShownColumn], measure: float) -> list[float]:
    """Widths that fill the measure: spare room goes to words, what lacks is taken from words."""
    spare = measure - sum(wanted)
    words = [at for at, column in enumerate(columns) if not column.is_number] or [0]
    if spare >= 0:
        # numbers near their words read better than numbers at the far edge
        each = min(spare / len(words), 60.0)
        return [width + (each if at in words else 0) for at, width in enumerate(wanted)]
    given = list(wanted)
    room = sum(given[at] - _NARROWEST for at in words)
    if room + spare >= 0:
        for at in words:
            given[at] += spare * (given[at] - _NARROWEST) / room
        return given
    return [width * measure / sum(wanted) for width in wanted]
