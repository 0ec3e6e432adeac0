"""The sign-in sheet of one group session: first name and last initial, and lines to sign on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from reportlab.platypus import Flowable

from iopdesk.documents.kit import Cell, Fact, TableLook, facts, gap, height_of, keep, table
from iopdesk.documents.page import PageFrame, build, page_height
from iopdesk.documents.paper_setting import PaperKind, PaperSetting, footer_notice
from iopdesk.documents.signature_block import write_lines
from iopdesk.documents.styles import CLINICAL, SIGN_IN_NAME
from iopdesk.documents.text import bold, paragraph
from iopdesk.domain.client import short_name
from iopdesk.domain.wording import Wording

_WIDTHS = (24.0, 150.0, 58.0, 58.0, 210.0)
_LINE_HEIGHT, _LOWEST_LINE = 29.0, 25.0
_BLANK_LINES = 3


@dataclass(frozen=True)
class SignInPerson:
    """Someone on the roster; the sheet prints the first name and the last name's initial only."""

    first_name: str
    last_name: str


@dataclass(frozen=True)
class SignInSheet:
    """One session's sheet; `people` in the order of the attendance grid.

    `group` is the title others may see. `sheet_code` names the sheet without naming a person.
    """

    group: str
    day: date
    start: time
    end: time
    sheet_code: str
    topic: str = ""
    leader: str = ""
    room: str = ""
    break_minutes: int = 0
    people: tuple[SignInPerson, ...] = ()


def render(record: SignInSheet, setting: PaperSetting) -> bytes:
    """The sheet as PDF bytes, in the setting's language and size."""
    words = setting.words
    sheet = words("Sheet {code}", code=record.sheet_code)
    frame = PageFrame(
        title=sheet,
        subject=f"{record.group}, {words.date_year(record.day)}",
        reference=record.sheet_code,
        notice=footer_notice(PaperKind.SIGN_IN_SHEET, words),
        contact=sheet,
    )
    first_blank = len(record.people) + 1
    hint = words(
        "Write your own time. Lines {first} to {last} are for anyone not printed.",
        first=first_blank,
        last=len(record.people) + _BLANK_LINES,
    )
    closing = [gap(8), paragraph(hint, CLINICAL.second), gap(9)]
    closing.append(write_lines(words("Leader"), words("Date, time")))
    top = [
        paragraph(words("Sign-in"), CLINICAL.title),
        gap(3),
        *_session_facts(record, words),
        gap(4),
    ]
    # a leader's line alone on a second sheet would be signed without the names
    lines = _lines(record, words)
    rows = len(record.people) + _BLANK_LINES
    over = height_of([*top, lines, *closing]) - page_height(frame, setting)
    lower = _LINE_HEIGHT - over / rows
    if over > 0 and lower >= _LOWEST_LINE:
        lines = _lines(record, words, lower)
    return build([*top, lines, *keep(closing, 100)], frame, setting)


def _session_facts(record: SignInSheet, words: Wording) -> list[Flowable]:
    when = words.time_span(record.start, record.end)
    if record.break_minutes:
        when += ", " + words("break {minutes} min", minutes=record.break_minutes)
    empty = words("Not said yet")
    left: list[Fact] = [
        (words("Group"), bold(record.group)),
        (words("Topic"), record.topic or empty),
        (words("Leader"), record.leader or empty),
    ]
    right: list[Fact] = [
        (words("Date"), bold(words.date_year(record.day))),
        (words("Time"), when),
        (words("Room"), record.room or empty),
    ]
    return facts(left, right)


def _lines(record: SignInSheet, words: Wording, height: float = _LINE_HEIGHT) -> Flowable:
    names = [short_name(p.first_name, p.last_name) for p in record.people] + [""] * _BLANK_LINES
    rows: Sequence[Sequence[Cell]] = [
        [str(number), paragraph(name, SIGN_IN_NAME) if name else "", "", "", ""]
        for number, name in enumerate(names, start=1)
    ]
    heads = ["", words("First name, last initial"), words("In"), words("Out"), words("Signature")]
    look = TableLook(middle=True, upright=(2, 3, 4), row_height=height, inked=True)
    return table(heads, rows, _WIDTHS, look=look)
