"""The sign-in sheet of a session: first names and last initials, in the order of the grid."""

import uuid
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from iopdesk.documents import fonts, sign_in_sheet
from iopdesk.documents.sign_in_sheet import SignInPerson, SignInSheet
from iopdesk.domain.client import short_name
from iopdesk.domain.group_session import GroupSession
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.wording import Wording
from iopdesk.services import session_roster
from iopdesk.services.held_sessions import held_sessions
from iopdesk.services.paper_facts import paper_setting
from iopdesk.storage.attendance_tables import GroupSessionRow
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.group_queries import NEUTRAL_TITLE
from iopdesk.storage.group_tables import GroupSlotRow, TreatmentGroupRow
from iopdesk.storage.store import Store

# how far around a day without a session the nearest ones are looked for
_NEAR = timedelta(days=28)
_FIRST, _LAST = date.min, date.max


class SignInSheetService:
    """Prints sign-in sheets; each print is in the access log."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def sheet(self, slot_id: uuid.UUID, day: date, language: Language = Language.ENGLISH) -> Paper:
        """The sheet of a session; UserProblem when nobody is on the roster."""
        self._signed_in.require(Right.PRINT)
        with self._store.read() as db:
            session = session_roster.read_session(db, slot_id, day)
            people = session_roster.roster(db, session.group_id, session.day)
            if not people:
                raise UserProblem(
                    "Nobody is on the roster on that day.", "Add clients to the roster first."
                )
            setting = paper_setting(db, self._store.clock, self._signed_in, language)
            record = SignInSheet(
                group=_title(db, session),
                day=session.day,
                start=session.start,
                end=session.block.end,
                sheet_code=_code(session),
                topic=session.topic,
                leader=_leaders(db, session),
                room=session.room,
                people=tuple(
                    SignInPerson(person.name_to_use or person.first, person.last)
                    for person in people
                ),
            )
        pdf = sign_in_sheet.render(record, setting)
        self._store.log_access("print sign-in sheet", by=self._signed_in.staff_id)
        printed = " ".join(short_name(each.first_name, each.last_name) for each in record.people)
        warnings = _warnings(printed, setting.words)
        return Paper("sign-in-sheet", setting.words("Sign-in sheet"), pdf, warnings)

    def session_of(self, group_id: uuid.UUID, day: date) -> tuple[uuid.UUID, date]:
        """Slot and planned day of a group's session on a day; UserProblem when it has none."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            first, last = max(day, _FIRST + _NEAR) - _NEAR, min(day, _LAST - _NEAR) + _NEAR
            held = held_sessions(db, first, last, group_ids=[group_id])
        for session in held:
            if session.day == day:
                return session.slot_id, session.planned_day
        before = [each.day.isoformat() for each in held if each.day < day][-1:]
        after = [each.day.isoformat() for each in held if each.day > day][:1]
        raise UserProblem(
            "The group does not meet on that day.",
            "It meets nearest to it on: {days}." if held else "It has no session near that day.",
            days=", ".join(before + after),
        )


def _title(db: Session, session: GroupSession) -> str:
    # What others see never says whom a specialised group is for.
    neutral = select(NEUTRAL_TITLE).where(TreatmentGroupRow.id == session.group_id)
    return db.scalar(neutral) or session.group


def _leaders(db: Session, session: GroupSession) -> str:
    """Who leads, with the co-leader of the session or else of its slot."""
    co_leader = func.coalesce(GroupSessionRow.co_leader_id, GroupSlotRow.co_leader_id)
    row = db.execute(
        select(StaffRow.name, StaffRow.credential)
        .select_from(GroupSlotRow)
        .outerjoin(GroupSessionRow, GroupSessionRow.id == session.session_id)
        .join(StaffRow, StaffRow.id == co_leader)
        .where(GroupSlotRow.id == session.slot_id)
    ).first()
    second = "" if row is None else ", ".join(part for part in row if part)
    return "; ".join(part for part in (session.leader, second) if part)


def _warnings(printed: str, words: Wording) -> tuple[str, ...]:
    lost = fonts.missing_glyphs([printed])
    if not lost:
        return ()
    return (words("No font here has these letters: {letters}", letters=" ".join(lost)),)


def _code(session: GroupSession) -> str:
    return f"G{session.session_id.hex[:4].upper()}-{session.day:%m%d}"
