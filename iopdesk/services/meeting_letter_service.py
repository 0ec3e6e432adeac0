"""A letter about meetings attended, to court or employer: only through the disclosure desk."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.documents import meeting_letter
from iopdesk.documents.meeting_letter import LetterWeek, MeetingLetterRecord
from iopdesk.domain.disclosure import Document, Handover
from iopdesk.domain.language import Language
from iopdesk.domain.meeting_visit import NOTHING_ASKED, Proof
from iopdesk.domain.paper import Paper
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.week import monday_of
from iopdesk.domain.wording import later
from iopdesk.services.disclosure_service import DisclosureService
from iopdesk.services.meeting_weeks import asked_weeks
from iopdesk.services.paper_facts import paper_facts, paper_setting
from iopdesk.services.referral_queries import requirement_rows
from iopdesk.storage.meeting_tables import MeetingAttendanceRow
from iopdesk.storage.store import Store

LONGEST_SPAN = timedelta(days=400)
_WEEK, _SIX_DAYS = timedelta(weeks=1), timedelta(days=6)


@dataclass(frozen=True)
class LetterSpan:
    """The days a letter is about, both included."""

    first: date
    last: date


class MeetingLetterService:
    """Numbers and days of meetings; no names of meetings, fellowships or people."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._who = signed_in
        self._desk = DisclosureService(store, signed_in)

    def usual_span(self) -> LetterSpan:
        """The last four whole weeks and this one up to today."""
        today = self._store.clock.today()
        return LetterSpan(monday_of(today) - 4 * _WEEK, today)

    def letter(self, client_id: UUID, span: LetterSpan, language: Language) -> Paper:
        """The letter as it would leave, to look at or as the client's own copy."""
        self._who.require(Right.PRINT)
        today = self._store.clock.today()
        _refuse(span, today)
        with self._store.read() as db:
            facts = paper_facts(db, client_id, today)
            setting = paper_setting(db, self._store.clock, self._who, language)
            had_choice = any(row.choice_offered for row in requirement_rows(db, client_id))
            weeks, proven = _weeks(db, client_id, span)
        address = (setting.clinic_address, setting.clinic_phone)
        record = MeetingLetterRecord(
            client_name=facts.legal_name,
            first=span.first,
            last=span.last,
            weeks=weeks,
            proven=proven,
            written_by=self._who.printed_name,
            place_and_phone=", ".join(filter(None, address)),
            had_choice=had_choice,
        )
        return Paper(
            "meetings-attended",
            setting.words("Meetings attended"),
            meeting_letter.render(record, setting),
        )

    def note_printed(self, client_id: UUID) -> None:
        """Keep in the access log that the client's own copy was printed."""
        what = "print letter of meetings"
        self._store.log_access(what, by=self._who.staff_id, client_id=client_id)

    def hand_over(
        self,
        client_id: UUID,
        handover: Handover,
        span: LetterSpan,
        language: Language = Language.ENGLISH,
    ) -> Paper:
        """The letter for someone outside, with cover and notices, entered in the accounting."""
        return self._desk.hand_over(
            client_id,
            Document.MEETING_LETTER,
            handover,
            lambda chosen: self.letter(client_id, span, chosen),
            language,
        )

    def hand_over_to(
        self,
        client_id: UUID,
        to_whom: str,
        purpose: str,
        span: LetterSpan,
        language: Language = Language.ENGLISH,
    ) -> Paper:
        """The same for a recipient named in words; UserProblem where no consent allows it."""
        document = Document.MEETING_LETTER
        handover = self._desk.handover_to(client_id, document, to_whom, purpose)
        return self.hand_over(client_id, handover, span, language)


def _refuse(span: LetterSpan, today: date) -> None:
    if span.last < span.first or span.last - span.first > LONGEST_SPAN:
        raise UserProblem(
            later("A letter is about at most 400 days, the first before the last."),
            later("Nothing was printed."),
        )
    if span.last > today:
        raise UserProblem(
            later("A letter can't tell of days to come."), later("Nothing was printed.")
        )


def _weeks(db: Session, client_id: UUID, span: LetterSpan) -> tuple[tuple[LetterWeek, ...], int]:
    """The weeks of the span, and how many meetings are more than the client's word.

    A meeting that someone doubts is not told to others as a fact.
    """
    asked = asked_weeks(db, span.first, span.last, [client_id]).get(client_id, {})
    row = MeetingAttendanceRow
    rows = db.execute(
        select(row.day, row.proof)
        .where(
            row.client_id == client_id,
            row.day.between(span.first, span.last),
            row.dispute == "",
            row.void == 0,
        )
        .order_by(row.day, row.id)
    ).all()
    weeks = []
    monday = monday_of(span.first)
    while monday <= span.last:
        of_week = asked.get(monday, NOTHING_ASKED)
        days = tuple(day for day, _ in rows if monday <= day < monday + _WEEK)
        is_whole = span.first <= monday and monday + _SIX_DAYS <= span.last
        a_week = of_week.a_week if is_whole else 0
        weeks.append(LetterWeek(monday, days, a_week, bool(of_week.excuse)))
        monday += _WEEK
    return tuple(weeks), sum(1 for _, proof in rows if proof != Proof.SELF_REPORT)
