"""The letter that outpatient care was attended, counted from attendance (requirement 98)."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from iopdesk.documents import attendance_letter
from iopdesk.documents.attendance_letter import AttendanceLetter
from iopdesk.documents.record_texts import missing_letters
from iopdesk.domain.attendance import ATTENDED_VALUES
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.paper_facts import paper_facts, paper_setting
from iopdesk.storage.appointment_tables import AppointmentRow
from iopdesk.storage.attendance_tables import AttendanceRow
from iopdesk.storage.store import Store


class AttendanceLetterService:
    """For the client to carry, or for someone outside through the disclosure desk."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._who = signed_in

    def preview(self, client_id: UUID, language: Language | None = None) -> Paper:
        """The letter about the newest stay so far; UserProblem where nobody came yet."""
        self._who.require(Right.PRINT)
        today = self._store.clock.today()
        with self._store.read() as db:
            facts = paper_facts(db, client_id, today)
            setting = paper_setting(db, self._store.clock, self._who, language or facts.language)
            first = facts.admitted or today
            last = min(facts.discharged or today, today)
            days, minutes = _attended(db, client_id, first, last)
        if not days:
            raise UserProblem(
                "No attendance is marked in this stay yet.", "Mark it, then print the letter."
            )
        words = setting.words
        record = AttendanceLetter(
            client_name=facts.legal_name,
            chart_number=facts.chart_number,
            first=first,
            last=last,
            days=days,
            hours=words.hours(minutes),
            is_in_care=facts.discharged is None,
            signer=self._who.printed_name,
        )
        pdf = attendance_letter.render(record, setting)
        lost = missing_letters(record)
        warning = words("No font here has these letters: {letters}", letters=" ".join(lost))
        title = words("Letter of attendance")
        return Paper("letter-of-attendance", title, pdf, (warning,) if lost else ())

    def letter(self, client_id: UUID, language: Language | None = None) -> Paper:
        """The same, printed now."""
        paper = self.preview(client_id, language)
        self.note_printed(client_id)
        return paper

    def note_printed(self, client_id: UUID) -> None:
        """Keep in the access log that the letter left a preview."""
        self._store.log_access(
            "print attendance letter", by=self._who.staff_id, client_id=client_id
        )


def _attended(db: Session, client_id: UUID, first: date, last: date) -> tuple[int, int]:
    """Days with an attended session or a kept appointment, and the minutes of them."""
    session, kept = AttendanceRow, AppointmentRow
    sessions = select(session.day, session.minutes).where(
        session.client_id == client_id,
        session.day.between(first, last),
        session.mark.in_(ATTENDED_VALUES),
        session.void == 0,
    )
    appointments = select(kept.day, func.coalesce(kept.minutes_kept, kept.minutes)).where(
        kept.client_id == client_id,
        kept.day.between(first, last),
        kept.state == "kept",
        kept.void == 0,
    )
    found = [row for query in (sessions, appointments) for row in db.execute(query).all()]
    return len({day for day, _minutes in found}), sum(minutes or 0 for _day, minutes in found)
