"""The calendar as lists: every entry on a line, and who is expected at each session of a day."""

from PySide6.QtWidgets import QWidget

from iopdesk.domain.appointment import AppointmentState
from iopdesk.domain.attendance import MARK_WORDS, Mark
from iopdesk.domain.calendar import CalendarEntry, Expected, Phone
from iopdesk.ui.calendar.calendar_words import (
    STATE_TONES,
    entry_state_words,
    expected_words,
    kind_words,
    span_words,
)
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import _, screen_wording

_MARK_TONES = {
    Mark.PRESENT: "good",
    Mark.LATE: "warn",
    Mark.LEFT_EARLY: "warn",
    Mark.EXCUSED: "info",
    Mark.ABSENT: "bad",
}


def entry_table(parent: QWidget) -> TableView:
    """Every entry of a span, for reading aloud and for large text."""
    columns: list[Column[CalendarEntry]] = [
        Column(
            _("Day"),
            lambda e: screen_wording().date(e.day),
            "day",
            order=lambda e: (e.day, e.start),
        ),
        Column(
            _("Time"),
            lambda e: span_words(e.start, e.minutes),
            "time",
            order=lambda e: (e.start, e.day),
        ),
        Column(_("Group or client"), lambda e: e.title, "title", bold=True, stretch=True),
        Column(_("What"), _what, "what", minor=True),
        Column(_("With"), lambda e: e.staff, "staff"),
        Column(_("Room"), _where, "room", minor=True),
        Column(_("State"), entry_state_words, "state", kind=Kind.CHIP, tone=_tone, when_used=True),
    ]
    model: RowsModel[CalendarEntry] = RowsModel(columns, parent, identity=lambda e: e.key)
    table = TableView(model, "calendar_list", parent)
    table.setAccessibleName(_("Calendar as a list"))
    return table


def expected_table(parent: QWidget) -> TableView:
    """Who is expected, with how to reach them."""
    columns: list[Column[Expected]] = [
        Column(
            _("Time"),
            lambda x: span_words(x.entry.start, x.entry.minutes),
            "time",
            order=lambda x: (x.entry.start, x.entry.title, x.name),
        ),
        Column(_("Session"), _session, "session", minor=True),
        Column(_("Client"), lambda x: x.name, "client", bold=True, stretch=True),
        Column(_("Phone"), _phone, "phone"),
        Column(
            _("Message"),
            _message,
            "message",
            kind=Kind.CHIP,
            tone=_message_tone,
        ),
        Column(
            _("How to reach safely"),
            lambda x: x.safe_contact,
            "safe",
            soft=True,
            minor=True,
            when_used=True,
        ),
        Column(_("Attendance"), _came, "came", kind=Kind.CHIP, tone=_came_tone, when_used=True),
    ]
    model: RowsModel[Expected] = RowsModel(
        columns,
        parent,
        identity=lambda x: (x.entry.key, x.client_id),
    )
    table = TableView(model, "calendar_roster", parent)
    table.setAccessibleName(_("Who is expected"))
    return table


def phone_words(phones: tuple[Phone, ...]) -> str:
    """The number to try first, and how many others there are."""
    if not phones:
        return _("No number")
    first = phones[0].number
    return (
        first if len(phones) == 1 else _("{number} and {n} more", number=first, n=len(phones) - 1)
    )


def _what(entry: CalendarEntry) -> str:
    return expected_words(entry.expected) if entry.is_group else kind_words(entry.kind)


def _where(entry: CalendarEntry) -> str:
    return _("by video or phone") if entry.is_remote else entry.room


def _tone(entry: CalendarEntry) -> str:
    return "neutral" if entry.is_group else STATE_TONES[AppointmentState(entry.state)]


def _session(expected: Expected) -> str:
    entry = expected.entry
    return entry.title if entry.is_group else f"{kind_words(entry.kind)}, {entry.staff}"


def _phone(expected: Expected) -> str:
    return phone_words(expected.phones)


def _message(expected: Expected) -> str:
    if not expected.phones:
        return _("Cannot be called")
    may = expected.phones[0].may_leave_message
    return _("May leave a message") if may else _("No message")


def _message_tone(expected: Expected) -> str:
    if not expected.phones:
        return "bad"
    return "good" if expected.phones[0].may_leave_message else "warn"


def _came(expected: Expected) -> str:
    if expected.mark is None:
        return "" if expected.entry.is_group else entry_state_words(expected.entry)
    return _(MARK_WORDS[expected.mark])


def _came_tone(expected: Expected) -> str:
    if expected.mark is not None:
        return _MARK_TONES[expected.mark]
    return "neutral" if expected.entry.is_group else _tone(expected.entry)
