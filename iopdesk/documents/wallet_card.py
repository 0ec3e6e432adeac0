"""The card to carry: people to call and crisis numbers.

Strangers may see it: no clinic, no treatment, not even a name; the file's properties say no more.
"""

from dataclasses import dataclass
from functools import partial

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas

from iopdesk.documents import fonts
from iopdesk.documents.page import build_sheets
from iopdesk.documents.paper_setting import PaperSetting, PaperSize
from iopdesk.documents.styles import CLINICAL, HAIR, HEAVY, INK, LINE, PAPER, SOFT
from iopdesk.documents.text import paragraph, text_width
from iopdesk.domain.wording import Wording

FACE_WIDTH, FACE_HEIGHT = 252.0, 162.0
CARDS_A_SHEET = 3
MOST_PEOPLE = 4
_SHEETS = {PaperSize.LETTER: (612.0, 792.0), PaperSize.A4: (595.28, 841.89)}
_MARGIN = 13.0
_LINE_STEP = 20.0
_BAND = 23.0
_SMALLEST = 7.5
_HEAD = ParagraphStyle("wallet head", parent=CLINICAL.cell, fontName=fonts.BOLD, fontSize=11.5)
_NAME = ParagraphStyle("wallet name", parent=CLINICAL.cell, fontSize=11)
_NUMBER = ParagraphStyle("wallet number", parent=_HEAD, fontSize=12, alignment=2)
_POINT = ParagraphStyle("wallet point", parent=CLINICAL.cell, fontSize=9.5, leading=12.5)
_CUT = ParagraphStyle("wallet cut", parent=CLINICAL.cell, fontSize=9, textColor=SOFT, alignment=1)
_WHITE = ParagraphStyle("wallet band", parent=_HEAD, fontSize=13, textColor=PAPER)
_WHITE_RIGHT = ParagraphStyle("wallet band right", parent=_WHITE, alignment=2)


@dataclass(frozen=True)
class WalletCard:
    """Names with numbers, the most helpful first; `signs` and `actions` are the client's own."""

    people: tuple[tuple[str, str], ...] = ()
    signs: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()


def render(record: WalletCard, setting: PaperSetting) -> bytes:
    """A sheet with three cards to cut out."""
    sheet = partial(_sheet, record=record, setting=setting)
    return build_sheets([sheet], setting.words("People to call"), setting)


def _sheet(canvas: Canvas, *, record: WalletCard, setting: PaperSetting) -> None:
    words = setting.words
    width, height = _SHEETS[PaperSize(setting.paper_size)]
    left = (width - 2 * FACE_WIDTH) / 2
    top = (height + CARDS_A_SHEET * FACE_HEIGHT) / 2
    for index in range(CARDS_A_SHEET):
        low = top - (index + 1) * FACE_HEIGHT
        _front(canvas, left, low, record, words)
        _back(canvas, left + FACE_WIDTH, low, record, words)
    _cut_marks(canvas, left, top)
    told = words(
        "Cut on dashes. Fold on dots. One for the wallet, one for the phone, "
        "one for someone I trust."
    )
    _put(canvas, told, _CUT, (left, top - CARDS_A_SHEET * FACE_HEIGHT - 26), 2 * FACE_WIDTH)


def _front(canvas: Canvas, x: float, low: float, record: WalletCard, words: Wording) -> None:
    left, width = x + _MARGIN, FACE_WIDTH - 2 * _MARGIN
    top = low + FACE_HEIGHT - _MARGIN
    _put(canvas, words("Call before I do anything else"), _HEAD, (left, top), width)
    rule = top - 17
    _rule(canvas, left, rule, width, HEAVY, INK)
    for index in range(MOST_PEOPLE):
        line = rule - (index + 1) * _LINE_STEP
        if index < len(record.people):
            name, number = record.people[index]
            wide = text_width(number, _NUMBER)
            _put(canvas, number, _NUMBER, (left, line + 16.5), width)
            _fit(canvas, name, _NAME, (left, line + 16), width - wide - 8)
        _rule(canvas, left, line, width, HAIR, LINE)
    band = low + _MARGIN - 3
    canvas.saveState()
    canvas.setFillColor(INK)
    canvas.rect(left, band, width, _BAND, stroke=0, fill=1)
    canvas.restoreState()
    called = words("988 call or text")
    _put(canvas, called, _WHITE, (left + 8, band + _BAND - 3.5), width - 60)
    _put(canvas, "911", _WHITE_RIGHT, (left, band + _BAND - 3.5), width - 8)


def _back(canvas: Canvas, x: float, low: float, record: WalletCard, words: Wording) -> None:
    left, width = x + _MARGIN, FACE_WIDTH - 2 * _MARGIN
    top = low + FACE_HEIGHT - _MARGIN
    half = (FACE_HEIGHT - 2 * _MARGIN) / 2
    for at, (name, points) in enumerate(
        ((words("My signs"), record.signs), (words("What I do"), record.actions))
    ):
        begin = top - at * half
        _put(canvas, name, _HEAD, (left, begin), width)
        line = begin - 17
        for point in points[:3]:
            _fit(canvas, f"•  {point}", _POINT, (left, line), width)
            line -= 15
        for _empty in range(3 - len(points[:3])):
            line -= 15
            _rule(canvas, left, line + 2, width, HAIR, LINE)


def _fit(
    canvas: Canvas, text: str, style: ParagraphStyle, at: tuple[float, float], width: float
) -> None:
    """On one line: smaller type first, then an ellipsis; the number beside it is never covered."""
    while text_width(text, style) > width and style.fontSize > _SMALLEST:
        style = ParagraphStyle("wallet small", parent=style, fontSize=style.fontSize - 0.5)
    if text_width(text, style) > width:
        while text and text_width(f"{text}…", style) > width:
            text = text[:-1]
        text = f"{text.rstrip()}…"
    _put(canvas, text, style, at, width + 1)


def _put(
    canvas: Canvas, text: str, style: ParagraphStyle, at: tuple[float, float], width: float
) -> None:
    made = paragraph(text, style)
    _width, height = made.wrapOn(canvas, width, FACE_HEIGHT)
    made.drawOn(canvas, at[0], at[1] - height)


def _rule(canvas: Canvas, x: float, y: float, width: float, weight: float, colour: object) -> None:
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(weight)
    canvas.line(x, y, x + width, y)


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
