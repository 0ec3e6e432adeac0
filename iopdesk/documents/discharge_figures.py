"""The figures of a discharge summary: scores, attendance, ratings, then and now."""

from dataclasses import replace

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Table

from iopdesk.documents.dimension_strip import dimension_strip, strip_key
from iopdesk.documents.discharge_record import DischargeRecord
from iopdesk.documents.kit import gap, head, section, table
from iopdesk.documents.score_chart import score_chart, score_text
from iopdesk.documents.strip import attendance_strip, strip_text
from iopdesk.documents.styles import CLINICAL, MEASURE
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
_RATINGS, _THEN_NOW = 262.0, 220.0
_GUTTER = 18.0
_SIDE_BY_SIDE = 330.0
_BESIDE_DAYS = 3


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
    if record.score_credits:
        # their terms ask for it wherever a score is shown
        body.append(paragraph(record.score_credits, TIGHT.second))
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


def ratings_and_changes(record: DischargeRecord, words: Wording) -> list[Flowable]:
    """Strip and table side by side, or one below the other where there is more of them."""
    strip = record.ratings
    is_short = strip is None or (len(strip.days) <= _BESIDE_DAYS and len(strip.blocks) == 1)
    ratings: list[Flowable] = [paragraph(words("No ratings recorded."), TIGHT.body)]
    if strip is not None:
        wide = _RATINGS if is_short else MEASURE
        ratings = [
            dimension_strip(strip, words, width=wide),
            paragraph(strip_key(strip, words), TIGHT.body),
        ]
    changes: Flowable = paragraph(words("Nothing recorded."), TIGHT.body)
    if record.then_and_now:
        heads = ["", words("At admission"), words("At discharge")]
        rows = [[c.what, c.at_admission, c.at_discharge] for c in record.then_and_now]
        changes = table(heads, rows, (56, 78, 86) if is_short else (122, 174, 186), TIGHT)
    left, right = words("Ratings"), words("Then and now")
    if not is_short or changes.wrap(_THEN_NOW, 100_000)[1] > _SIDE_BY_SIDE:
        return [*section(head(left, TIGHT), ratings), *section(head(right, TIGHT), [changes])]
    both = _beside(
        [_flat_head(left), *ratings], [_flat_head(right), changes], (_RATINGS, _THEN_NOW)
    )
    both.spaceBefore = 9.5
    return section([], [both])
