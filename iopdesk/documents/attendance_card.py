"""The card or slip a client has initialled at meetings.

Strangers see it, so it says nothing about the clinic or why it is kept: a first name, an initial
and a code that only this clinic can read. The file's properties say no more.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Table

from iopdesk.documents import fonts
from iopdesk.documents.kit import gap, title
from iopdesk.documents.page import PageFrame, build, build_sheets
from iopdesk.documents.paper_setting import PaperSetting, PaperSize
from iopdesk.documents.styles import CLIENT, CLINICAL, HAIR, HEAVY, INK, LINE, SOFT
from iopdesk.documents.text import bold, joined, paragraph, text_width
from iopdesk.domain.referral import CardForm
from iopdesk.domain.wording import Wording

FACE_WIDTH, FACE_HEIGHT = 252.0, 162.0
"""A face is 3.5 by 2.25 inches; two of them make a card that folds to wallet size."""

CARDS_A_SHEET = 4
_SHEETS = {PaperSize.LETTER: (612.0, 792.0), PaperSize.A4: (595.28, 841.89)}
_MARGIN = 12.0
_FIRST_LINES, _SECOND_LINES = 3, 4
_DAY_COLUMN, _INITIALS_COLUMN = 50.0, 62.0
_CELL_INSET = 3.0
_SMALLEST = 8.0
_SLIP_COLUMNS = (74.0, 70.0, 206.0, 150.0)
_SLIP_LINE = 34.0

_NAME = ParagraphStyle("card name", parent=CLINICAL.cell, fontName=fonts.BOLD, fontSize=12)
_HEAD = ParagraphStyle("card head", parent=_NAME, fontSize=13, leading=16)
_WEEK = ParagraphStyle("card week", parent=CLINICAL.cell, fontSize=10, alignment=2)
_COLUMN = ParagraphStyle("card column", parent=CLINICAL.table_head, fontSize=8.5, leading=10.5)
_FOOT = ParagraphStyle("card foot", parent=CLINICAL.cell, fontSize=8, leading=10, textColor=SOFT)
_CUT = ParagraphStyle("cut", parent=_FOOT, fontSize=9, leading=12, alignment=1)


@dataclass(frozen=True)
class AttendanceCardRecord:
    """What a card says. `starts` is a day of the first week; `code` finds the client."""

    first_name: str
    last_initial: str
    code: str
    starts: date
    form: CardForm = CardForm.WALLET
    bring_back: date | None = None

    @property
    def monday(self) -> date:
        """First day of the first week."""
        return self.starts - timedelta(days=self.starts.weekday())

    @property
    def shown_name(self) -> str:
        """First name and initial: "Dolores Q."."""
        initial = f"{self.last_initial.rstrip('.')}." if self.last_initial else ""
        return f"{self.first_name} {initial}".strip()


def render(record: AttendanceCardRecord, setting: PaperSetting) -> bytes:
    """The wallet sheet or the weekly slip as PDF."""
    words = setting.words
    if record.form is CardForm.WEEKLY:
        return _slip(record, setting)
    sheet = partial(_wallet_sheet, record=record, size=setting.paper_size, words=words)
    return build_sheets([sheet], words("Meeting card"), setting)


def _wallet_sheet(
    canvas: Canvas, *, record: AttendanceCardRecord, size: PaperSize, words: Wording
) -> None:
    width, height = _SHEETS[PaperSize(size)]
    left = (width - 2 * FACE_WIDTH) / 2
    top = (height + CARDS_A_SHEET * FACE_HEIGHT) / 2
    for index in range(CARDS_A_SHEET):
        y = top - (index + 1) * FACE_HEIGHT
        week = record.monday + timedelta(weeks=index)
        _front(canvas, left, y, record, week, words)
        _back(canvas, left + FACE_WIDTH, y, f"{record.code}-{index + 1}", words)
    _cut_marks(canvas, left, top)
    note = paragraph(words("Cut on dashes. Fold on dots."), _CUT)
    _put(note, canvas, left, top - CARDS_A_SHEET * FACE_HEIGHT - 24, 2 * FACE_WIDTH)


def _front(
    canvas: Canvas, x: float, y: float, record: AttendanceCardRecord, week: date, words: Wording
) -> None:
    left, width, top = x + _MARGIN, FACE_WIDTH - 2 * _MARGIN, y + FACE_HEIGHT - _MARGIN
    _put(paragraph(words("Meeting card"), _HEAD), canvas, left, top, width)
    day = words.day_month(week)
    _put(paragraph(words("Week of {day}", day=day), _WEEK), canvas, left, top - 2, width)
    name = _fitting(record.shown_name, width)
    used = _put(name, canvas, left, top - 18.5, width)
    head = top - 24.5 - used
    _ruled_lines(canvas, left, y + 22, width, head, _FIRST_LINES, words)
    _put(paragraph(words("Thank you for signing."), _FOOT), canvas, left, y + 18, width)


def _back(canvas: Canvas, x: float, y: float, code: str, words: Wording) -> None:
    left, width = x + _MARGIN, FACE_WIDTH - 2 * _MARGIN
    top = y + FACE_HEIGHT - _MARGIN
    _ruled_lines(canvas, left, y + 22, width, top, _SECOND_LINES, words)
    style = ParagraphStyle("code", parent=_FOOT, alignment=2)
    _put(paragraph(code, style), canvas, left, y + 18, width)


def _fitting(name: str, width: float) -> Paragraph:
    """The name on one line, in smaller type down to 8 points; then on two lines."""
    style = _NAME
    while text_width(name, style) > width and style.fontSize > _SMALLEST:
        size = style.fontSize - 0.5
        style = ParagraphStyle("small name", parent=_NAME, fontSize=size, leading=size * 1.2)
    return paragraph(name, style)


def _ruled_lines(
    canvas: Canvas, x: float, low: float, width: float, top: float, count: int, words: Wording
) -> None:
    """Column heads and empty lines to write on between `top` and `low`."""
    rule = top - 12.5
    initials = x + width - _INITIALS_COLUMN
    starts = (x, x + _DAY_COLUMN + _CELL_INSET, initials + _CELL_INSET)
    heads = (words("Day"), words("Meeting"), words("Initials"))
    for start, text in zip(starts, heads, strict=True):
        _put(paragraph(text, _COLUMN), canvas, start, top, width)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(HEAVY)
    canvas.line(x, rule, x + width, rule)
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(HAIR)
    step = (rule - low) / count
    for index in range(count):
        y = rule - (index + 1) * step
        canvas.line(x, y, x + width, y)
    for upright in (x + _DAY_COLUMN, initials):
        canvas.line(upright, low, upright, rule)


def _cut_marks(canvas: Canvas, left: float, top: float) -> None:
    right, low = left + 2 * FACE_WIDTH, top - CARDS_A_SHEET * FACE_HEIGHT
    canvas.saveState()
    canvas.setStrokeColor(SOFT)
    canvas.setLineWidth(0.6)
    canvas.setDash(5, 4)
    for index in range(CARDS_A_SHEET + 1):
        y = top - index * FACE_HEIGHT
        canvas.line(left - 18, y, right + 18, y)
    for x in (left, right):
        canvas.line(x, low - 14, x, top + 14)
    canvas.setDash(1, 3)
    canvas.line(left + FACE_WIDTH, low, left + FACE_WIDTH, top)
    canvas.restoreState()


def _put(words: Paragraph, canvas: Canvas, x: float, top: float, width: float) -> float:
    """Draws the words below `top`; answers their height."""
    _width, height = words.wrapOn(canvas, width, FACE_HEIGHT)
    words.drawOn(canvas, x, top - height)
    return float(height)


def _slip(record: AttendanceCardRecord, setting: PaperSetting) -> bytes:
    words = setting.words
    frame = PageFrame(
        title=words("Weekly meeting slip"),
        subject=record.shown_name,
        reference=f"{record.code}-W1",
        plain=True,
    )
    week = words("Week of {day}", day=_long_date(record.monday, words))
    under = joined([bold(record.shown_name, colour="#1d2a33"), week])
    back = record.bring_back or record.monday + timedelta(weeks=1)
    day = words.long_day(back)
    story: list[Flowable] = [
        *title(words("Weekly meeting slip"), under, CLIENT),
        gap(12),
        _slip_table(record.monday, words),
        gap(10),
        paragraph(words("Thank you. Signing is a courtesy and is up to you."), CLIENT.body),
        paragraph(bold(words("Bring or send back by {day}.", day=day)), CLIENT.body),
    ]
    return build(story, frame, setting)


def _long_date(day: date, words: Wording) -> str:
    text = words.long_date(day)
    return text[0].lower() + text[1:] if words.language == "es" else text


def _slip_table(monday: date, words: Wording) -> Table:
    heads = (
        words("Day"),
        words("Time"),
        words("Meeting or place"),
        words("Initials or first name"),
    )
    rows: list[list[object]] = [[paragraph(head, CLIENT.table_head) for head in heads]]
    for index in range(7):
        day = monday + timedelta(days=index)
        name = f"{words.weekday(day.weekday()).capitalize()} {day.day}"
        rows.append([paragraph(name, CLIENT.key), *[""] * (len(heads) - 1)])
        rows.append([""] * len(heads))
    made = Table(rows, colWidths=_SLIP_COLUMNS, rowHeights=[None] + [_SLIP_LINE] * 14)
    made.hAlign = "LEFT"
    commands: list[tuple[object, ...]] = [
        ("LEFTPADDING", (0, 0), (-1, -1), 6),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ("TOPPADDING", (0, 1), (0, -1), 3),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, 0), HEAVY, INK),
        ("LINEBEFORE", (1, 1), (-1, -1), HAIR, LINE),
    ]
    for row in range(1, 15, 2):
        commands.append(("SPAN", (0, row), (0, row + 1)))
        commands.append(("LINEBELOW", (1, row), (-1, row), HAIR, LINE))
        commands.append(("LINEBELOW", (0, row + 1), (-1, row + 1), HEAVY * 0.8, INK))
    made.setStyle(commands)
    return made
