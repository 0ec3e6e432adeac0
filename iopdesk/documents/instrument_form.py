"""A questionnaire to fill in by hand: its own words, a circle for each answer, the credit line."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether

from iopdesk.documents.kit import Cell, TableLook, gap, keep, table
from iopdesk.documents.marks import Marked
from iopdesk.documents.page import PageFrame, build
from iopdesk.documents.paper_setting import PaperKind, PaperSetting, footer_notice
from iopdesk.documents.signature_block import write_lines
from iopdesk.documents.styles import CLINICAL, INK, MEASURE
from iopdesk.documents.text import bold, paragraph, text_width
from iopdesk.domain.wording import Wording

_NUMBER, _CIRCLE = 24.0, 8.0
_LEAST_COLUMN = 38.0
_MOST_LINES = 3
_MOST_IN_TABLE = 5
_CHOICE = ParagraphStyle("choice", parent=CLINICAL.cell, fontSize=10, leading=12)
_HEAD = ParagraphStyle("answer", parent=CLINICAL.table_head, fontSize=8.5, leading=10.5)


@dataclass(frozen=True)
class FormItem:
    """A question and the words of its answers with their points."""

    number: str
    question: str
    choices: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class InstrumentForm:
    """A form in one language; `person` is empty on a form for anyone."""

    name: str
    title: str
    instructions: str
    stem: str
    items: tuple[FormItem, ...]
    credit: str
    person: str = ""
    chart_number: str = ""


class _Circle(Flowable):
    """A circle to mark by hand, with the points in small letters beside it."""

    def __init__(self, value: int) -> None:
        super().__init__()
        self._value = str(value)
        self.width, self.height = _CIRCLE * 3, _CIRCLE + 3

    def draw(self) -> None:
        """Draw it where platypus put it."""
        _circle(self.canv, 0, self.height - 2)
        self.canv.setFillColor(INK)
        self.canv.setFont(CLINICAL.label.fontName, 8.5)
        self.canv.drawString(_CIRCLE + 4, 1.6, self._value)


def _circle(canvas: Canvas, x: float, y: float) -> None:
    radius = _CIRCLE / 2
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.9)
    canvas.circle(x + radius + 0.5, y - radius - 0.5, radius, stroke=1, fill=0)


def render(record: InstrumentForm, setting: PaperSetting) -> bytes:
    """The form as PDF bytes, in the setting's language and size."""
    words = setting.words
    frame = PageFrame(
        title=record.name,
        subject=record.person,
        reference=record.chart_number,
        notice=footer_notice(PaperKind.INSTRUMENT_FORM, words),
        contact=record.name,
    )
    story: list[Flowable] = [
        paragraph(record.title, CLINICAL.title),
        gap(6),
        write_lines(words("Name"), words("Date")),
        gap(8),
    ]
    for told in (record.instructions, record.stem):
        if told:
            story += [paragraph(bold(told) if told == record.stem else told, CLINICAL.body), gap(5)]
    for _choices, run in groupby(record.items, key=lambda item: item.choices):
        story += _run(tuple(run), words)
    closing: list[Flowable] = [
        gap(10),
        write_lines(words("Score"), words("Looked at by, date")),
        gap(8),
        paragraph(words("Screening, not a diagnosis."), CLINICAL.second),
        paragraph(record.credit, CLINICAL.second),
    ]
    return build([*story, *keep(closing, 120)], frame, setting)


def _run(items: Sequence[FormItem], words: Wording) -> list[Flowable]:
    """Items with the same answers: a table where several share them, else one by one."""
    choices = items[0].choices
    if len(items) > 2 and len(choices) <= _MOST_IN_TABLE:
        return [_matrix(items, choices), gap(8)]
    return [KeepTogether(_single(item)) for item in items]


def _matrix(items: Sequence[FormItem], choices: Sequence[tuple[int, str]]) -> Flowable:
    columns = [_column_width(text) for _value, text in choices]
    widths = [_NUMBER, MEASURE - _NUMBER - sum(columns), *columns]
    heads: list[Cell] = ["", "", *(paragraph(text, _HEAD) for _value, text in choices)]
    rows: list[list[Cell]] = [
        [item.number, item.question, *(_Circle(value) for value, _text in choices)]
        for item in items
    ]
    return table(heads, rows, widths, look=TableLook(middle=True, row_height=19))


def _column_width(text: str) -> float:
    """So wide that no word of an answer is broken, and that it needs three lines at most."""
    parts = text.split()
    runs = {
        " ".join(parts[at:end]) for at in range(len(parts)) for end in range(at + 1, len(parts) + 1)
    }
    widths = sorted({text_width(run, _HEAD) for run in runs})
    wide = next((each for each in widths if _lines(parts, each) <= _MOST_LINES), widths[-1])
    return max(_LEAST_COLUMN, wide + 11)


def _lines(parts: Sequence[str], wide: float) -> int:
    """How many lines the words take; more than allowed where one is wider than the line."""
    lines = [""]
    for part in parts:
        if text_width(part, _HEAD) > wide:
            return _MOST_LINES + 1
        longer = f"{lines[-1]} {part}".strip()
        if text_width(longer, _HEAD) <= wide:
            lines[-1] = longer
        else:
            lines.append(part)
    return len(lines)


def _single(item: FormItem) -> list[Flowable]:
    count = min(len(item.choices), _MOST_IN_TABLE)
    each = (MEASURE - _NUMBER) / count
    question = table(
        [],
        [[bold(item.number), item.question]],
        [_NUMBER, MEASURE - _NUMBER],
        look=TableLook(ruled_top=False),
    )
    cells: list[Cell] = [
        Marked(_circle, paragraph(f"{text} ({value})", _CHOICE), offset=_CIRCLE + 5, drop=1.5)
        for value, text in item.choices
    ]
    answers = table(
        [], [["", *cells[:count]]], [_NUMBER, *[each] * count], look=TableLook(ruled_top=False)
    )
    return [question, answers, gap(2)]
