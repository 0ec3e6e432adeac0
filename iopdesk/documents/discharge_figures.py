"""The figures of a discharge summary: scores, attendance, ratings, then and now."""

from collections.abc import Sequence
from dataclasses import replace

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Table

from iopdesk.documents import fonts
from iopdesk.documents.discharge_record import DimensionRating, DischargeRecord
from iopdesk.documents.kit import gap, head, section, table
from iopdesk.documents.score_chart import score_chart, score_text
from iopdesk.documents.strip import attendance_strip, strip_text
from iopdesk.documents.styles import CLINICAL, INK, MEASURE
from iopdesk.documents.text import bold, joined, paragraph
from iopdesk.domain.wording import Wording

TIGHT = replace(
    CLINICAL,
    head=ParagraphStyle("tight head", parent=CLINICAL.head, spaceBefore=9.5, spaceAfter=1.5),
    body=ParagraphStyle("tight body", parent=CLINICAL.cell),
    row_pad=2.6,
    head_pad=2.0,
)
"""The usual two pages hold everything; spaces give way before a third page does."""

_FLAT_HEAD = ParagraphStyle("flat head", parent=TIGHT.head, spaceBefore=0)
_CHART, _STRIP = 290.0, 188.0
_RATINGS, _THEN_NOW = 220.0, 262.0
_GUTTER = 18.0
_SIDE_BY_SIDE = 330.0


def scores_and_attendance(record: DischargeRecord, words: Wording) -> list[Flowable]:
    """Chart and strip side by side, and below them the same in words."""
    chart: Flowable = paragraph(words("No scores recorded."), TIGHT.body)
    if any(series.scores for series in record.scores):
        chart = score_chart(record.scores, words, width=_CHART)
    strip: Flowable = paragraph(strip_text((), words), TIGHT.body)
    if record.attendance:
        strip = attendance_strip(record.attendance, words, width=_STRIP)
    both = _beside(
        [_flat_head(words("Scores")), chart],
        [_flat_head(words("Attendance")), strip],
        (MEASURE - _STRIP - _GUTTER / 2, _STRIP),
    )
    told = joined(
        [
            bold(record.attendance_share),
            record.attendance_words,
            score_text(record.scores),
            record.score_notes,
        ]
    )
    body = [both, gap(3), paragraph(told, TIGHT.body)] if told else [both]
    body[0].spaceBefore = 9.5
    return section([], body)


def _flat_head(words: str) -> Flowable:
    return paragraph(words, _FLAT_HEAD)


def _beside(left: list[Flowable], right: list[Flowable], widths: tuple[float, float]) -> Table:
    made = Table([[left, "", right]], colWidths=[widths[0], MEASURE - sum(widths), widths[1]])
    made.hAlign = "LEFT"
    made.setStyle(
        [
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
    )
    return made


class RatingDots(Flowable):
    """A rating from 0 to 4: the number first, then four circles, as many filled."""

    def __init__(self, rating: int) -> None:
        super().__init__()
        self._rating = rating

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """ReportLab's question for the size."""
        return 56.0, CLINICAL.cell.leading

    def draw(self) -> None:
        """Draws number and circles on the line of the text beside them."""
        canvas: Canvas = self.canv
        canvas.saveState()
        canvas.setFillColor(INK)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.8)
        canvas.setFont(fonts.BOLD, CLINICAL.cell.fontSize)
        canvas.drawString(0, 3.2, str(self._rating))
        for place in range(4):
            filled = int(place < self._rating)
            canvas.circle(17 + place * 11, 7, 3.9, stroke=1, fill=filled)
        canvas.restoreState()


def _rating(value: int | None, words: Wording) -> Flowable:
    if value is None:
        return paragraph(words("Not rated"), CLINICAL.cell)
    return RatingDots(max(0, min(value, 4)))


def ratings_and_changes(record: DischargeRecord, words: Wording) -> list[Flowable]:
    """Two tables side by side, or one below the other where a text is long."""
    ratings: Flowable = paragraph(words("No ratings recorded."), TIGHT.body)
    if record.ratings:
        ratings = _ratings(record.ratings, words)
    changes: Flowable = paragraph(words("Nothing recorded."), TIGHT.body)
    if record.then_and_now:
        heads = ["", words("At admission"), words("At discharge")]
        rows = [[c.what, c.at_admission, c.at_discharge] for c in record.then_and_now]
        changes = table(heads, rows, (70, 92, 100), TIGHT)
    left = (words("Ratings"), ratings)
    right = (words("Then and now"), changes)
    tallest = max(piece.wrap(_THEN_NOW, 100_000)[1] for piece in (ratings, changes))
    if tallest > _SIDE_BY_SIDE:
        return [
            piece for name, body in (left, right) for piece in section(head(name, TIGHT), [body])
        ]
    both = _beside(
        [_flat_head(left[0]), ratings], [_flat_head(right[0]), changes], (_RATINGS, _THEN_NOW)
    )
    both.spaceBefore = 9.5
    return section([], [both])


def _ratings(ratings: Sequence[DimensionRating], words: Wording) -> Flowable:
    rows = [
        [f"{r.number} {r.name}", _rating(r.at_start, words), _rating(r.now, words)] for r in ratings
    ]
    heads = [words("0 none, 4 severe"), words("At start"), words("Now")]
    return table(heads, rows, (98, 66, 56), TIGHT)
