"""Calls after an absence: what is due, what to know before one, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.attendance import RUN_SPAN, Mark
from iopdesk.domain.client import full_name
from iopdesk.domain.language import Language
from iopdesk.domain.outreach import (
    DueCall,
    How,
    OpenAbsence,
    Outcome,
    OutreachCall,
    OutreachDraft,
)
from iopdesk.domain.problems import InvalidDraft, NotFound, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.wording import Wording
from iopdesk.services.client_queries import client_row
from iopdesk.services.consent_queries import releases_in_force
from iopdesk.services.disclosure_scope import told_words
from iopdesk.services.outreach_due import due_outreach
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow, OutreachCallRow
from iopdesk.storage.client_tables import ClientRow, PhoneRow, SupportPersonRow
from iopdesk.storage.clinic_tables import ClinicRow, StaffRow
from iopdesk.storage.group_queries import NEUTRAL_TITLE
from iopdesk.storage.group_tables import TreatmentGroupRow
from iopdesk.storage.journal import void_row
from iopdesk.storage.phone_queries import advice
from iopdesk.storage.store import Store

_SHOWN_ABSENCES = 6
_SHOWN_CALLS = 40


@dataclass(frozen=True)
class CallPhone:
    """A number of the client, and whether a message may be left there."""

    number: str
    kind: str
    may_leave_message: bool
    note: str


@dataclass(frozen=True)
class Allowed:
    """A support person whom a release in force allows to speak with."""

    person_id: UUID
    name: str
    relation: str
    phone: str
    what: str


@dataclass(frozen=True)
class MissedSession:
    """A session that the client missed; `group` is the title that others may see."""

    day: date
    group: str
    mark: Mark
    reason: str


@dataclass(frozen=True)
class OutreachCase:
    """All that a caller needs before dialing."""

    client_id: UUID
    name: str
    first_name: str
    language: str
    other_languages: str
    safe_contact: str
    clinic_phone: str
    phones: tuple[CallPhone, ...]
    supports: tuple[Allowed, ...]
    missed: tuple[MissedSession, ...]
    calls: tuple[OutreachCall, ...]
    absence: OpenAbsence | None


class OutreachService:
    """What staff do to reach clients who stayed away."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def due(self, day: date | None = None) -> tuple[DueCall, ...]:
        """Clients whose next try is due by `day` (today): alerts first, then by day due."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        day = day or self._store.clock.today()
        with self._store.read() as db:
            return tuple(call for call in due_outreach(db, day) if call.absence.due <= day)

    def case(self, client_id: UUID) -> OutreachCase:
        """How the client can be reached, what they missed, and what was tried; logs the look."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        today = self._store.clock.today()
        with self._store.read() as db:
            client = _client(db, client_id)
            due = due_outreach(db, today, client_ids=[client_id])
            found = OutreachCase(
                client_id=client_id,
                name=full_name(client.first_name, "", client.last_name, client.name_to_use),
                first_name=client.name_to_use or client.first_name,
                language=client.language,
                other_languages=client.other_languages,
                safe_contact=client.safe_contact,
                clinic_phone=db.scalar(select(ClinicRow.phone).where(ClinicRow.void == 0)) or "",
                phones=_phones(db, client_id),
                supports=_allowed(db, client_id, today, Wording(self._signed_in.language)),
                missed=_missed(db, client_id, today),
                calls=calls_of(db, self._store, client_id),
                absence=due[0].absence if due else None,
            )
        self._store.log_access("view outreach", by=self._signed_in.staff_id, client_id=client_id)
        return found

    def calls(self, client_id: UUID) -> tuple[OutreachCall, ...]:
        """Every try to reach a client, newest first."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            return calls_of(db, self._store, client_id)

    def record(self, client_id: UUID, draft: OutreachDraft) -> UUID:
        """Keep a try and what came of it; the call's id. Two people's tries both stand."""
        self._signed_in.require(Right.MARK_ATTENDANCE)
        today = self._store.clock.today()
        if problems := draft.problems():
            raise InvalidDraft(problems)
        if draft.about_day > today:
            raise UserProblem("This day is still to come.", "Nothing was saved.")
        with self._store.write("outreach.record", self._signed_in.staff_id) as db:
            client_row(db, client_id)
            if draft.how is How.SUPPORT:
                _require_release(db, client_id, draft.support_person_id, today)
            call = OutreachCallRow(
                id=self._store.new_id(),
                client_id=client_id,
                about_day=draft.about_day,
                called_at=self._store.clock.now(),
                called_by=self._signed_in.staff_id,
                how=draft.how.value,
                outcome=draft.outcome.value,
                note=draft.note.strip(),
            )
            if draft.how is How.SUPPORT:
                call.support_person_id = draft.support_person_id
            db.add(call)
            return call.id

    def take_back(self, call_id: UUID, reason: str) -> None:
        """Take a try off the list that was recorded by mistake; the record keeps it."""
        self._signed_in.require(Right.MARK_ATTENDANCE)
        if not reason.strip():
            raise UserProblem("Say why the call is taken back.", "The record keeps it.")
        staff_id = self._signed_in.staff_id
        with self._store.write("outreach.take_back", staff_id, reason=reason.strip()) as db:
            row = db.get(OutreachCallRow, call_id)
            if row is None or row.void:
                raise NotFound("This call is no longer in the list.", "Load the page again.")
            void_row(row)


def calls_of(db: Session, store: Store, client_id: UUID) -> tuple[OutreachCall, ...]:
    """Every try to reach a client, newest first, for services that asked for the right."""
    zone = store.clock.now().tzinfo
    rows = db.execute(
        select(
            OutreachCallRow.id,
            OutreachCallRow.about_day,
            OutreachCallRow.called_at,
            StaffRow.name,
            OutreachCallRow.how,
            OutreachCallRow.outcome,
            OutreachCallRow.note,
            SupportPersonRow.name.label("through"),
        )
        .outerjoin(StaffRow, StaffRow.id == OutreachCallRow.called_by)
        .outerjoin(SupportPersonRow, SupportPersonRow.id == OutreachCallRow.support_person_id)
        .where(OutreachCallRow.client_id == client_id, OutreachCallRow.void == 0)
        .order_by(OutreachCallRow.called_at.desc(), OutreachCallRow.id.desc())
        .limit(_SHOWN_CALLS)
    )
    return tuple(
        OutreachCall(
            call, about, at.astimezone(zone), by or "", How(how), Outcome(outcome), note, via or ""
        )
        for call, about, at, by, how, outcome, note, via in rows.all()
    )


def _client(db: Session, client_id: UUID) -> ClientRow:
    row = db.get(ClientRow, client_id)
    if row is None:
        raise NotFound("This client's record is not in this store.", "Search for the name.")
    return row


def _phones(db: Session, client_id: UUID) -> tuple[CallPhone, ...]:
    rows = db.execute(
        select(PhoneRow.number, PhoneRow.kind, PhoneRow.may_leave_message, advice())
        .where(PhoneRow.client_id == client_id, PhoneRow.void == 0)
        .order_by(PhoneRow.id)
    )
    return tuple(CallPhone(*row) for row in rows.all())


def _allowed(
    db: Session, client_id: UUID, today: date, words: Wording | None = None
) -> tuple[Allowed, ...]:
    releases = releases_in_force(db, client_id, today)
    rows = db.execute(
        select(
            SupportPersonRow.id,
            SupportPersonRow.name,
            SupportPersonRow.relation,
            SupportPersonRow.phone,
        )
        .where(SupportPersonRow.client_id == client_id, SupportPersonRow.void == 0)
        .order_by(SupportPersonRow.id)
    )
    told = words or Wording(Language.ENGLISH)
    return tuple(
        Allowed(*row, told_words(releases[row.id], told)) for row in rows if row.id in releases
    )


def _require_release(db: Session, client_id: UUID, person_id: UUID | None, today: date) -> None:
    if person_id not in {each.person_id for each in _allowed(db, client_id, today)}:
        raise UserProblem(
            "No release in force allows speaking with this person.",
            "Nothing was saved. Have the client sign a release first (42 CFR 2.31).",
        )


def _missed(db: Session, client_id: UUID, today: date) -> tuple[MissedSession, ...]:
    away: Sequence[str] = (Mark.ABSENT.value, Mark.EXCUSED.value)
    rows = db.execute(
        select(AttendanceRow.day, NEUTRAL_TITLE, AttendanceRow.mark, AttendanceRow.reason)
        .join(GroupSessionRow, GroupSessionRow.id == AttendanceRow.session_id)
        .join(TreatmentGroupRow, TreatmentGroupRow.id == GroupSessionRow.group_id)
        .where(
            AttendanceRow.client_id == client_id,
            AttendanceRow.day >= today - 2 * RUN_SPAN - timedelta(days=1),
            AttendanceRow.day <= today,
            AttendanceRow.mark.in_(away),
            AttendanceRow.void == 0,
        )
        .order_by(AttendanceRow.day.desc(), GroupSessionRow.start.desc())
        .limit(_SHOWN_ABSENCES)
    )
    return tuple(
        MissedSession(day, group, Mark(mark), reason) for day, group, mark, reason in rows.all()
    )
