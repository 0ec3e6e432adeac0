"""What waits for whom: computed from rules and rows; stored is only what people said to it."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.duty import Answer, Duty, DutyAnswer, DutyKey, DutyKind, GivenAnswer
from iopdesk.domain.problems import EditConflict, FieldConflict, InvalidDraft, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services import (
    duties_of_instruments,
    duties_of_intake,
    duties_of_meetings,
    duties_of_papers,
    duties_of_people,
    duties_of_plans,
    duties_of_privacy,
    duties_of_sessions,
    duties_of_support,
)
from iopdesk.services.duty_facts import DutyFacts, duty_facts
from iopdesk.storage import row_past
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.duty_tables import DutyAnswerRow
from iopdesk.storage.journal import void_row
from iopdesk.storage.store import Store

#: Who is to see what: front desk calls and marks, clinical staff their care, a director papers.
RIGHTS = {
    DutyKind.ABSENCE_CALL: Right.MARK_ATTENDANCE,
    DutyKind.FIRST_CONTACT: Right.EDIT_CLIENTS,
    DutyKind.CONDITION: Right.WRITE_NOTES,
    DutyKind.HELP: Right.EDIT_CLIENTS,
    DutyKind.CARRIED: Right.EDIT_CLIENTS,
    DutyKind.NETWORK: Right.WRITE_PLANS,
    DutyKind.MARKS: Right.MARK_ATTENDANCE,
    DutyKind.FOLLOW_UP: Right.MARK_ATTENDANCE,
    DutyKind.NOTE: Right.WRITE_NOTES,
    DutyKind.COSIGN: Right.COSIGN,
    DutyKind.PLAN: Right.WRITE_PLANS,
    DutyKind.REVIEW: Right.WRITE_PLANS,
    DutyKind.CRITICAL: Right.WRITE_NOTES,
    DutyKind.SETBACK: Right.WRITE_NOTES,
    DutyKind.EVALUATION: Right.WRITE_NOTES,
    DutyKind.SCREEN: Right.WRITE_NOTES,
    DutyKind.INSTRUMENT: Right.WRITE_NOTES,
    DutyKind.DOSE: Right.WRITE_NOTES,
    DutyKind.AUTHORIZATION: Right.SEE_REPORTS,
    DutyKind.CONSENT: Right.SEE_REPORTS,
    DutyKind.CARD: Right.REFER_TO_MEETINGS,
    DutyKind.PATIENT_NOTICE: Right.EDIT_CLIENTS,
    DutyKind.EMERGENCY: Right.DISCLOSE_WITHOUT_CONSENT,
    DutyKind.OF_AGE: Right.DISCLOSE,
    DutyKind.TAKEN_BACK: Right.DISCLOSE,
}
_FINDERS: tuple[tuple[tuple[DutyKind, ...], Callable[[DutyFacts], list[Duty]]], ...] = (
    ((DutyKind.CRITICAL,), duties_of_instruments.critical_duties),
    ((DutyKind.INSTRUMENT,), duties_of_instruments.instrument_duties),
    ((DutyKind.SCREEN,), duties_of_instruments.drawn_duties),
    ((DutyKind.SETBACK,), duties_of_people.setback_duties),
    ((DutyKind.ABSENCE_CALL,), duties_of_people.absence_duties),
    ((DutyKind.ABSENCE_CALL,), duties_of_people.no_show_duties),
    ((DutyKind.FIRST_CONTACT,), duties_of_intake.contact_duties),
    ((DutyKind.CONDITION,), duties_of_intake.condition_duties),
    ((DutyKind.HELP,), duties_of_support.help_duties),
    ((DutyKind.CARRIED,), duties_of_intake.carried_duties),
    ((DutyKind.NETWORK,), duties_of_support.network_duties),
    ((DutyKind.FOLLOW_UP,), duties_of_people.follow_up_duties),
    ((DutyKind.SCREEN,), duties_of_people.screen_duties),
    ((DutyKind.DOSE,), duties_of_people.dose_duties),
    ((DutyKind.MARKS,), duties_of_sessions.mark_duties),
    ((DutyKind.NOTE,), duties_of_sessions.note_duties),
    ((DutyKind.COSIGN,), duties_of_sessions.cosign_duties),
    ((DutyKind.PLAN, DutyKind.REVIEW), duties_of_plans.plan_duties),
    ((DutyKind.EVALUATION,), duties_of_plans.evaluation_duties),
    ((DutyKind.AUTHORIZATION,), duties_of_papers.authorization_duties),
    ((DutyKind.CONSENT,), duties_of_papers.consent_duties),
    ((DutyKind.CARD,), duties_of_meetings.card_duties),
    ((DutyKind.PATIENT_NOTICE,), duties_of_privacy.notice_duties),
    ((DutyKind.EMERGENCY,), duties_of_privacy.emergency_duties),
    ((DutyKind.OF_AGE,), duties_of_privacy.of_age_duties),
    ((DutyKind.TAKEN_BACK,), duties_of_privacy.taken_back_duties),
)


class DutyService:
    """Lists what waits, and keeps what people answer."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def duties(
        self, for_staff: uuid.UUID | None = None, on: date | None = None
    ) -> tuple[Duty, ...]:
        """Everything that waits on a day as known now, the worst first; all, or one person's."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        day = on or self._store.clock.today()
        with self._store.read() as db:
            found, _ = self.duties_in(duty_facts(db, day, self._store.clock.now().tzinfo))
        return tuple(duty for duty in found if for_staff is None or duty.is_of(for_staff))

    def duties_of(self, client_id: uuid.UUID) -> tuple[Duty, ...]:
        """What waits about one client; what is about whole sessions stands on Today."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        clock = self._store.clock
        with self._store.read() as db:
            facts = duty_facts(db, clock.today(), clock.now().tzinfo, [client_id])
            return self.duties_in(facts)[0]

    def duties_in(self, facts: DutyFacts) -> tuple[tuple[Duty, ...], tuple[Duty, ...]]:
        """Within the caller's transaction: what waits, the worst first; what is put off by day."""
        may = self._signed_in.may
        found = [
            duty
            for kinds, find in _FINDERS
            if any(may(RIGHTS[kind]) for kind in kinds)
            for duty in find(facts)
        ]
        answers = answers_to(facts.db, [duty.key for duty in found])
        day = facts.day
        waiting = sorted(_waiting(found, answers, day), key=lambda duty: duty.worst_first(day))
        put_off = sorted(
            _put_off(found, answers, day),
            key=lambda duty: (duty.until or duty.due, duty.worst_first(day)),
        )
        return tuple(waiting), tuple(put_off)

    def answer(self, duty: Duty, draft: DutyAnswer) -> int:
        """Keep what a person says to a duty; the entry that undoes it.

        InvalidDraft, or EditConflict where someone else answered since it was listed.
        """
        self._signed_in.require(RIGHTS[duty.kind])
        if problems := duty.problems_of(draft, self._store.clock.today()):
            raise InvalidDraft(problems)
        with self._store.write("duty.answer", self._signed_in.staff_id) as db:
            row = db.get(DutyAnswerRow, duty.key.answer_id)
            if row is None:
                row = DutyAnswerRow(
                    id=duty.key.answer_id,
                    kind=duty.kind.value,
                    subject_id=duty.key.subject_id,
                    client_id=duty.client_id,
                    due=duty.due,
                )
                db.add(row)
            elif (0 if row.void else row.op) != draft.seen:
                raise _answered_meanwhile(db, row, draft)
            else:
                row.void = 0
            row.answer = draft.answer.value
            row.put_off_until = draft.until if draft.answer is Answer.PUT_OFF else None
            row.reason = " ".join(draft.reason.split())
            row.answered_by = self._signed_in.staff_id
            row.answered_at = self._store.clock.now()
            db.flush()
            return row.op

    def take_up(self, duty: Duty) -> None:
        """What was put off waits again from now on; refused where someone answered since."""
        self._signed_in.require(RIGHTS[duty.kind])
        with self._store.write("duty.take_up", self._signed_in.staff_id) as db:
            row = db.get(DutyAnswerRow, duty.key.answer_id)
            if row is None or row.void or row.op != duty.version:
                raise UserProblem(
                    "Someone answered this again meanwhile.", "Their answer was kept."
                )
            void_row(row)

    def take_back(self, key: DutyKey, entry: int) -> None:
        """Undo one's own answer; what was said before holds again."""
        self._signed_in.require(RIGHTS[key.kind])
        with self._store.write("duty.take_back", self._signed_in.staff_id) as db:
            row = db.get(DutyAnswerRow, key.answer_id)
            if row is None or row.void or row.op != entry:
                raise UserProblem(
                    "Someone answered this again meanwhile.", "Their answer was kept."
                )
            _restore(db, row, entry)


def answers_to(db: Session, keys: Sequence[DutyKey]) -> dict[uuid.UUID, GivenAnswer]:
    """What was said to these duties, by the id of the answer."""
    row = DutyAnswerRow
    rows = db.execute(
        select(
            row.id,
            row.answer,
            row.reason,
            row.put_off_until,
            StaffRow.name,
            row.answered_at,
            row.op,
        )
        .join(StaffRow, StaffRow.id == row.answered_by)
        .where(row.id.in_([key.answer_id for key in keys]), row.void == 0)
    )
    return {
        answer_id: GivenAnswer(Answer(answer), reason, until, by, at, version)
        for answer_id, answer, reason, until, by, at, version in rows
    }


def _waiting(
    duties: Iterable[Duty], answers: Mapping[uuid.UUID, GivenAnswer], day: date
) -> Iterable[Duty]:
    for duty in duties:
        given = answers.get(duty.key.answer_id)
        if given is None:
            yield duty
        elif not given.hides(day):
            yield replace(duty, put_off=given.reason, version=given.version)


def _put_off(
    duties: Iterable[Duty], answers: Mapping[uuid.UUID, GivenAnswer], day: date
) -> Iterable[Duty]:
    for duty in duties:
        given = answers.get(duty.key.answer_id)
        if given is not None and given.answer is Answer.PUT_OFF and given.hides(day):
            yield replace(duty, put_off=given.reason, until=given.until, version=given.version)


def _answered_meanwhile(db: Session, row: DutyAnswerRow, draft: DutyAnswer) -> EditConflict:
    writer = row_past.writer_of(db, row.op)
    field = FieldConflict(
        "answer",
        draft.answer.value,
        "" if row.void else row.answer,
        writer.name if writer else "",
        writer.at if writer else None,
    )
    return EditConflict([field])


def _restore(db: Session, row: DutyAnswerRow, entry: int) -> None:
    past = row_past.states(db, row)
    at = next(at for at, (dot, _) in enumerate(past) if dot == entry)
    before = past[at - 1][1] if at else {"void": 1}
    if before.get("void"):
        void_row(row)
        return
    # times stand in the journal as text; whoever takes an answer back says the earlier one anew
    row.answer = str(before["answer"])
    until = before.get("put_off_until")
    row.put_off_until = date.fromisoformat(until) if isinstance(until, str) else None
    row.reason = str(before.get("reason") or "")
