"""The list for reminder calls: who is expected when, where they may be called, what may be said."""

from dataclasses import dataclass
from datetime import date, time

from reportlab.platypus import Flowable

from iopdesk.documents.kit import Cell, TableLook, gap, table, title
from iopdesk.documents.marks import tick_box
from iopdesk.documents.page import PageFrame, build
from iopdesk.documents.paper_setting import PaperKind, PaperSetting, footer_notice
from iopdesk.documents.styles import CLINICAL
from iopdesk.documents.text import bold, paragraph
from iopdesk.domain.wording import Wording

_WIDTHS = (64.0, 142.0, 186.0, 108.0)


@dataclass(frozen=True)
class ReminderPhone:
    """A number as typed; `note` is what may be said there."""

    number: str
    kind: str
    may_leave_message: bool
    note: str = ""


@dataclass(frozen=True)
class Reminder:
    """One call: for whom, about what, in which language."""

    start: time
    name: str
    chart_number: str
    what: str
    language: str
    phones: tuple[ReminderPhone, ...] = ()
    safe_contact: str = ""


@dataclass(frozen=True)
class ReminderList:
    """The calls about one day, in the order of their times."""

    day: date
    reminders: tuple[Reminder, ...] = ()


def render(record: ReminderList, setting: PaperSetting) -> bytes:
    """The list as PDF bytes, in the setting's language and size."""
    words = setting.words
    frame = PageFrame(
        title=words("Reminder calls"),
        subject=words("Reminder calls"),
        reference=words.date_year(record.day),
        notice=footer_notice(PaperKind.REMINDER_LIST, words),
        contact=words("For staff only"),
    )
    count = len(record.reminders)
    under = words.plural(
        "{n} call about {day}", "{n} calls about {day}", count, day=_day(record, words)
    )
    story: list[Flowable] = [*title(words("Reminder calls"), under), gap(8)]
    if record.reminders:
        story.append(_calls(record, words))
    else:
        story.append(paragraph(words("Nobody has an appointment on this day."), CLINICAL.body))
    return build(story, frame, setting)


def _day(record: ReminderList, words: Wording) -> str:
    return f"{words.long_day(record.day)}, {record.day.year}"


def _calls(record: ReminderList, words: Wording) -> Flowable:
    heads = [words("Time"), words("Who"), words("Where to call"), words("Reached?")]
    rows = []
    before: time | None = None
    for reminder in record.reminders:
        at = "" if reminder.start == before else bold(words.time(reminder.start))
        before = reminder.start
        rows.append([at, _who(reminder), _where(reminder, words), _ticks(words)])
    return table(heads, rows, _WIDTHS, look=TableLook(inked=True))


def _who(reminder: Reminder) -> Cell:
    return [
        paragraph(bold(reminder.name), CLINICAL.cell),
        paragraph(reminder.what, CLINICAL.cell),
        paragraph(f"{reminder.chart_number} · {reminder.language}", CLINICAL.second),
    ]


def _where(reminder: Reminder, words: Wording) -> Cell:
    pieces: list[Flowable] = []
    for phone in reminder.phones:
        number = bold(phone.number) + (f" ({phone.kind})" if phone.kind else "")
        pieces.append(paragraph(number, CLINICAL.cell))
        may = words("May leave a message.")
        if not phone.may_leave_message:
            may = words("Leave no message.")
        told = " ".join(each for each in (may, phone.note) if each)
        pieces.append(paragraph(told, CLINICAL.cell))
    if not pieces:
        pieces.append(paragraph(bold(words("No number: cannot be called.")), CLINICAL.cell))
    if reminder.safe_contact:
        safe = words("To reach safely: {words}", words=reminder.safe_contact)
        pieces.append(paragraph(safe, CLINICAL.cell))
    return pieces


def _ticks(words: Wording) -> Cell:
    style = CLINICAL.cell
    return [
        tick_box(text, style, size=9.5, offset=15)
        for text in (words("Answered"), words("Left message"), words("No answer"))
    ]
