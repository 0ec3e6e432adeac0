"""The sheet around every paper: frame, header, footer, page x of y and the file's properties."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4, letter
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    PageTemplate,
    Paragraph,
)

from iopdesk.documents import fonts
from iopdesk.documents.clean_text import no_break
from iopdesk.documents.paper_setting import PaperSetting, PaperSize
from iopdesk.documents.styles import (
    ACCENT,
    DRAFT_SIZE,
    FOOTER,
    HEADER_MORE,
    HEADER_NAME,
    HEAVY,
    INK,
    LINE,
    LYING_MEASURE,
    MEASURE,
    PAGE_NUMBER_SIZE,
)
from iopdesk.documents.text import bold, paragraph, text_width
from iopdesk.domain.language import Language

_SHEETS = {PaperSize.LETTER: (*letter, 60.0), PaperSize.A4: (*A4, 56.0)}
# lying on its side: left and right margin are even, and both sheets have the same measure again
_LYING = {
    PaperSize.LETTER: (letter[1], letter[0], 56.0),
    PaperSize.A4: (A4[1], A4[0], (A4[1] - LYING_MEASURE) / 2),
}
_TOP = 53.0
_HEADER_GAP = 6.2
_BOTTOM = 29.5
_RULE_TO_TEXT = 10.3
_FOOTER_GAP = 6.0
_LATER_GAP = 5.0
COLUMN_GAP = 20.0
_LANGUAGE_TAGS = {Language.ENGLISH: "en-US", Language.SPANISH: "es-US"}


@dataclass(frozen=True)
class PageFrame:
    """What stands around the text of one paper.

    `title` names the paper in the header of later pages and in the file's properties, so it never
    holds a client's name. `contact` stands at the right of the first header. `subject` and
    `reference` are the footer's name and chart number. `draft` is boxed in every header. `band`
    is drawn under every header. `plain` leaves out clinic, header and printing line, for papers
    that are shown in public. `is_lying` turns the sheet on its side, for tables of many columns.
    """

    title: str
    subject: str
    reference: str
    notice: str = ""
    contact: str = ""
    draft: str = ""
    band: Flowable | None = None
    plain: bool = False
    is_lying: bool = False


def build(story: Sequence[Flowable], frame: PageFrame, setting: PaperSetting) -> bytes:
    """The story as a PDF; raises LayoutError only if something is larger than a page."""
    fonts.load_main_faces()
    sheet = _Sheet(frame, setting)
    templates = [
        PageTemplate("first", [sheet.body(0)], onPage=sheet.draw, autoNextPageTemplate="later"),
        PageTemplate("later", [sheet.body(_LATER_GAP)], onPage=sheet.draw),
    ]
    return _built(story, templates, frame, setting, sheet)


def build_columns(
    opening: Sequence[Flowable],
    story: Sequence[Flowable],
    frame: PageFrame,
    setting: PaperSetting,
    columns: int,
) -> bytes:
    """The opening across the first page, and below it the story in columns."""
    fonts.load_main_faces()
    sheet = _Sheet(frame, setting)
    high = _stacked_height(opening, sheet.measure)
    first = [sheet.strip(high), *sheet.columns(columns, high)]
    templates = [
        PageTemplate("first", first, onPage=sheet.draw, autoNextPageTemplate="later"),
        PageTemplate("later", sheet.columns(columns, _LATER_GAP), onPage=sheet.draw),
    ]
    return _built([*opening, FrameBreak(), *story], templates, frame, setting, sheet)


def build_sheets(
    sheets: Sequence[Callable[[Canvas], None]], title: str, setting: PaperSetting
) -> bytes:
    """One page for each drawing, without header or footer, never scaled by the print dialog.

    For cards that are cut out: properties name neither clinic nor client.
    """
    fonts.load_main_faces()
    width, height, _left = _SHEETS[PaperSize(setting.paper_size)]
    file = io.BytesIO()
    canvas = Canvas(
        file,
        pagesize=(width, height),
        lang=_LANGUAGE_TAGS[setting.language],
        invariant=int(setting.invariant),
    )
    canvas.setTitle(title)
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setCreator("")
    canvas.setViewerPreference("PrintScaling", "None")
    for draw in sheets:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _built(
    story: Sequence[Flowable],
    templates: Sequence[PageTemplate],
    frame: PageFrame,
    setting: PaperSetting,
    sheet: "_Sheet",
) -> bytes:
    file = io.BytesIO()
    document = BaseDocTemplate(
        file,
        pagesize=(sheet.width, sheet.height),
        title=frame.title,
        author="" if frame.plain else setting.clinic_name,
        subject="",
        creator="" if frame.plain else "IOP Desk",
        lang=_LANGUAGE_TAGS[setting.language],
        invariant=int(setting.invariant),
    )
    document.addPageTemplates(templates)
    document.build(list(story), canvasmaker=sheet.canvas)
    return file.getvalue()


def _stacked_height(story: Sequence[Flowable], width: float) -> float:
    """Points that these take one below the other, at most."""
    return float(
        sum(
            each.wrap(width, 10_000)[1] + each.getSpaceBefore() + each.getSpaceAfter()
            for each in story
        )
    )


def page_height(frame: PageFrame, setting: PaperSetting) -> float:
    """Points from the top to the bottom of the text on each page but the first."""
    sheet = _Sheet(frame, setting)
    return float(sheet.top - sheet.bottom - _LATER_GAP)


class _Sheet:
    """Measures header and footer first, so the text gets what they leave."""

    def __init__(self, frame: PageFrame, setting: PaperSetting) -> None:
        self._frame = frame
        self._words = setting.words
        sheets = _LYING if frame.is_lying else _SHEETS
        self.width, self.height, self.left = sheets[PaperSize(setting.paper_size)]
        self.measure = LYING_MEASURE if frame.is_lying else MEASURE
        self._right = self.left + self.measure
        self._footer = self._footer_lines(setting)
        self._rule = _BOTTOM + sum(p.height for p in self._footer) + 8
        self.bottom = self._rule + _FOOTER_GAP
        self._headers = () if frame.plain else self._header_lines(setting)
        header = max((p.height for pair in self._headers for p in pair), default=14)
        self._header_rule = self.height - _TOP - header - _HEADER_GAP
        self._band_height = self._measure_band()
        self.top = self._header_rule - _RULE_TO_TEXT - self._band_height

    def body(self, gap: float) -> Frame:
        """The frame of the text, `gap` points further down than header and band ask for."""
        return _frame(self.left, self.bottom, self.measure, self.top - self.bottom - gap)

    def strip(self, height: float) -> Frame:
        """The frame across the top of the text."""
        return _frame(self.left, self.top - height, self.measure, height)

    def columns(self, count: int, gap: float) -> list[Frame]:
        """Columns side by side, `gap` points below the top of the text."""
        width = (self.measure - (count - 1) * COLUMN_GAP) / count
        height = self.top - self.bottom - gap
        return [
            _frame(self.left + at * (width + COLUMN_GAP), self.bottom, width, height)
            for at in range(count)
        ]

    def canvas(self, *arguments: object, **settings: object) -> Canvas:
        """A canvas that writes page x of y when all pages are known."""
        canvas = _CountingCanvas(*arguments, **settings)
        canvas.count_with(self._draw_page_number)
        canvas.setViewerPreference("DisplayDocTitle", "true")
        return canvas

    def draw(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        """Header, band and footer of one page."""
        canvas.saveState()
        if self._headers:
            self._draw_header(canvas, self._headers[min(document.page, 2) - 1])
        if self._frame.band is not None:
            top = self._header_rule - 9
            self._frame.band.drawOn(canvas, self.left, top - self._band_height + 9)
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.6)
        canvas.line(self.left, self._rule, self._right, self._rule)
        y = self._rule - 8
        for line in self._footer:
            y -= line.height
            line.drawOn(canvas, self.left, y)
        canvas.restoreState()

    def _draw_header(self, canvas: Canvas, pair: tuple[Paragraph, Paragraph]) -> None:
        name, more = pair
        base = self._header_rule + _HEADER_GAP
        name.drawOn(canvas, self.left, base)
        draft = self._draft_width()
        more.drawOn(canvas, self._right - draft - more.width, base)
        if self._frame.draft:
            canvas.setStrokeColor(INK)
            canvas.setLineWidth(HEAVY)
            canvas.rect(self._right - draft + 8, base - 1.8, draft - 8, 17)
            canvas.setFillColor(INK)
            canvas.setFont(fonts.BOLD, DRAFT_SIZE)
            canvas.drawRightString(self._right - 7, base + 3.3, self._frame.draft)
        canvas.setStrokeColor(ACCENT)
        canvas.setLineWidth(1.5)
        canvas.line(self.left, self._header_rule, self._right, self._header_rule)

    def _draw_page_number(self, canvas: Canvas, page: int, pages: int) -> None:
        canvas.setFont(fonts.BOLD, PAGE_NUMBER_SIZE)
        canvas.setFillColor(INK)
        words = self._words("Page {page} of {pages}", page=page, pages=pages)
        canvas.drawRightString(self._right, self._rule - 16, words)

    def _header_lines(self, setting: PaperSetting) -> tuple[tuple[Paragraph, Paragraph], ...]:
        return (
            self._header_pair(setting.clinic_name, self._frame.contact),
            self._header_pair(setting.clinic_name, self._frame.title),
        )

    def _header_pair(self, clinic: str, more: str) -> tuple[Paragraph, Paragraph]:
        room = self.measure - self._draft_width() - 12
        name = paragraph(clinic, HEADER_NAME)
        right = paragraph(more, HEADER_MORE)
        wanted = text_width(clinic, HEADER_NAME) + 0.5
        name_width = min(wanted, max(room - text_width(more, HEADER_MORE), room * 0.45))
        name.wrap(name_width, self.height)
        right.wrap(room - name_width, self.height)
        return name, right

    def _draft_width(self) -> float:
        if not self._frame.draft:
            return 0.0
        return float(stringWidth(self._frame.draft, fonts.BOLD, DRAFT_SIZE)) + 22

    def _footer_lines(self, setting: PaperSetting) -> tuple[Paragraph, ...]:
        frame = self._frame
        who = bold(frame.subject)
        if frame.reference and not frame.plain:
            who = who + " " + no_break(f"· {frame.reference}")
        number = self._words("Page {page} of {pages}", page=999, pages=999)
        room = self.measure - stringWidth(number, fonts.BOLD, PAGE_NUMBER_SIZE) - 24
        name = paragraph(who, FOOTER)
        name.wrap(room, self.height)
        printed = paragraph(self._printed(setting), FOOTER)
        printed.wrap(self.measure, self.height)
        return name, printed

    def _printed(self, setting: PaperSetting) -> str:
        if self._frame.plain:
            return self._frame.reference
        words, at = self._words, setting.printed_at
        printed = words(
            "Printed {date}, {time} by {person}",
            date=words.date_year(at.date()),
            time=no_break(words.time(at.time())),
            person=setting.printed_by,
        )
        notice = self._frame.notice
        return f"{printed} · {notice}" if notice else printed

    def _measure_band(self) -> float:
        band = self._frame.band
        if band is None:
            return 0.0
        _width, height = band.wrapOn(None, self.measure, self.height)
        return float(height) + 9


def _frame(left: float, bottom: float, width: float, height: float) -> Frame:
    return Frame(
        left,
        bottom,
        width,
        height,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )


class _CountingCanvas(Canvas):
    """Keeps each page's state and draws the page numbers when the count is known."""

    def count_with(self, draw: Callable[[Canvas, int, int], None]) -> None:
        self._draw_number = draw
        self._pages: list[dict[str, object]] = []

    def showPage(self) -> None:  # noqa: N802  (ReportLab's name)
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        pages = self._pages
        for number, state in enumerate(pages, start=1):
            self.__dict__.update(state)
            self._draw_number(self, number, len(pages))
            super().showPage()
        super().save()
