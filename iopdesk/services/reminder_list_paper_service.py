"""The list for reminder calls about one day's appointments; for staff only."""

from datetime import date, timedelta

from iopdesk.documents import reminder_list
from iopdesk.documents.record_texts import missing_letters
from iopdesk.documents.reminder_list import Reminder, ReminderList, ReminderPhone
from iopdesk.domain.appointment import KIND_WORDS, AppointmentKind
from iopdesk.domain.calendar import CalendarFilter, Expected
from iopdesk.domain.client import PHONE_KINDS
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.wording import Wording
from iopdesk.services.calendar_service import CalendarService
from iopdesk.services.paper_facts import paper_setting
from iopdesk.storage.store import Store

_APPOINTMENTS = CalendarFilter(kinds=frozenset(AppointmentKind))


class ReminderListPaperService:
    """Prints the list; each print is in the access log."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in
        self._calendar = CalendarService(store, signed_in)

    def preview(self, day: date | None = None, language: Language = Language.ENGLISH) -> Paper:
        """The calls about a day's planned appointments (tomorrow's); nothing is logged."""
        self._signed_in.require(Right.PRINT)
        day = day or self._store.clock.today() + timedelta(days=1)
        expected = self._calendar.expected(day, _APPOINTMENTS)
        with self._store.read() as db:
            setting = paper_setting(db, self._store.clock, self._signed_in, language)
        record = ReminderList(
            day,
            tuple(_reminder(each, setting.words) for each in expected if each.entry.is_planned),
        )
        lost = missing_letters(record)
        letters = setting.words("No font here has these letters: {letters}", letters=" ".join(lost))
        pdf = reminder_list.render(record, setting)
        title = setting.words("Reminder calls")
        return Paper("reminder-list", title, pdf, (letters,) if lost else ())

    def reminders(self, day: date | None = None, language: Language = Language.ENGLISH) -> Paper:
        """The same, printed now."""
        paper = self.preview(day, language)
        self.note_printed()
        return paper

    def note_printed(self) -> None:
        """Keep in the access log that the list left the program."""
        self._store.log_access("print reminder list", by=self._signed_in.staff_id)


def _reminder(expected: Expected, words: Wording) -> Reminder:
    entry = expected.entry
    kind = words(KIND_WORDS[AppointmentKind(entry.kind)])
    where = words("by video or phone") if entry.is_remote else entry.room
    return Reminder(
        start=entry.start,
        name=expected.name,
        chart_number=expected.chart_number,
        what=", ".join(part for part in (kind, entry.staff, where) if part),
        language=words("Spanish") if expected.language == "es" else words("English"),
        phones=tuple(
            ReminderPhone(
                phone.number,
                words(PHONE_KINDS.get(phone.kind, "Other")),
                phone.may_leave_message,
                phone.note,
            )
            for phone in expected.phones
        ),
        safe_contact=expected.safe_contact,
    )
