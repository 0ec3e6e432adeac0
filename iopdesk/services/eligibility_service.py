"""Eligibility: tests answered one by one, the team heard, and a decision that then stands."""

import uuid
from dataclasses import asdict
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.client import full_name
from iopdesk.domain.eligibility import (
    LONGEST_CONDITION,
    Conclusion,
    Eligibility,
    EligibilityView,
    TestDraft,
    criterion,
    open_tests,
)
from iopdesk.domain.inquiry import InquiryState
from iopdesk.domain.problems import FieldProblem, InvalidDraft, NotFound, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.client_queries import client_row
from iopdesk.services.eligibility_records import eligibilities
from iopdesk.services.inquiry_steps import StepWriter, open_inquiries
from iopdesk.services.merge_edit import merge_edit
from iopdesk.services.rule_service import rules_of
from iopdesk.storage.intake_tables import (
    EligibilityOpinionRow,
    EligibilityRow,
    EligibilityTestRow,
    InquiryRow,
)
from iopdesk.storage.store import Store

LONGEST_OPINION = 500


class EligibilityService:
    """For clinical staff. A client has at most one open decision; a decided one never changes."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def view(self, client_id: UUID) -> EligibilityView:
        """What the wizard shows."""
        self._signed_in.require(Right.VIEW_CLINICAL)
        clock = self._store.clock
        with self._store.read() as db:
            client = client_row(db, client_id)
            found = eligibilities(db, client_id, clock.now().tzinfo)
            inquiry = self._inquiry(db, client_id)
            name = full_name(
                client.first_name, client.middle_name, client.last_name, client.name_to_use
            )
            return EligibilityView(
                client_id,
                name,
                client.chart_number,
                client.language,
                clock.today(),
                bool(client.in_program),
                inquiry.wants if inquiry else "",
                inquiry.referral_source if inquiry else "",
                next((one for one in found if one.decided_at is None), None),
                tuple(one for one in found if one.decided_at is not None),
                rules_of(db).team_opinions,
            )

    def save_test(
        self, client_id: UUID, *, seen: UUID | None, base: TestDraft, mine: TestDraft
    ) -> UUID:
        """Keep the answer to one test; the decision's id, which begins with the first answer.

        `seen` is what the view said. Changes of others to other fields stay; EditConflict when one
        field was changed twice, UserProblem when the decision was made meanwhile.
        """
        self._require_writing()
        if criterion(mine.criterion) is None:
            raise NotFound("This test is not in use any more.", "Load the page again.")
        if problems := mine.problems():
            raise InvalidDraft(problems)
        with self._store.write("eligibility.test", self._signed_in.staff_id) as db:
            eligibility = self._open_row(db, client_id, seen)
            row_id = uuid.uuid5(eligibility.id, mine.criterion)
            row = db.get(EligibilityTestRow, row_id)
            if row is None:
                row = EligibilityTestRow(
                    id=row_id,
                    client_id=client_id,
                    eligibility_id=eligibility.id,
                    criterion=mine.criterion,
                )
                db.add(row)
                db.flush()
            merge_edit(db, row, asdict(base), asdict(mine))
            self._screened(db, client_id)
            return eligibility.id

    def save_conclusion(
        self, client_id: UUID, *, seen: UUID | None, base: Conclusion, mine: Conclusion
    ) -> UUID:
        """Keep what is proposed while it is not decided; `seen` as with tests."""
        self._require_writing()
        with self._store.write("eligibility.propose", self._signed_in.staff_id) as db:
            row = self._open_row(db, client_id, seen)
            merge_edit(db, row, asdict(base), asdict(mine))
            return row.id

    def opine(self, eligibility_id: UUID, *, agrees: bool, words: str = "") -> None:
        """Say for the team whether one agrees; who disagrees says why. It can't be edited."""
        self._require_writing()
        if not agrees and not words.strip():
            raise InvalidDraft([FieldProblem("words", "Say why in a few words.")])
        if len(words) > LONGEST_OPINION:
            raise InvalidDraft([FieldProblem("words", "This is too long for the field.")])
        with self._store.write("eligibility.opinion", self._signed_in.staff_id) as db:
            row = self._undecided(db, eligibility_id)
            db.add(
                EligibilityOpinionRow(
                    id=self._store.new_id(),
                    client_id=row.client_id,
                    eligibility_id=row.id,
                    staff_id=self._signed_in.staff_id,
                    at=self._store.clock.now(),
                    agrees=agrees,
                    words=words.strip(),
                )
            )

    def decide(self, eligibility_id: UUID, seen: Eligibility) -> None:
        """Decide as `seen` on the screen; the inquiry reaches the same state.

        InvalidDraft with what is missing; UserProblem where someone changed it since it was seen.
        """
        self._require_writing()
        self._signed_in.require(Right.SIGN_CLINICAL)
        today = self._store.clock.today()
        problems = seen.conclusion.problems(today)
        if open_tests([one.draft for one in seen.tests]):
            problems.append(FieldProblem("outcome", "Some tests have no answer yet."))
        if problems:
            raise InvalidDraft(problems)
        with self._store.write("eligibility.decide", self._signed_in.staff_id) as db:
            row = self._undecided(db, eligibility_id)
            _refuse_unready(db, row, seen)
            row.decided_at = self._store.clock.now()
            row.decided_by = self._signed_in.staff_id
            db.flush()
            until = seen.conclusion.conditional_until
            StepWriter(db, self._store, self._signed_in).all_open(
                row.client_id, InquiryState(row.outcome), next_contact=until
            )

    def note_remedy(self, test_id: UUID, *, seen: date | None, done: date | None) -> None:
        """A remedy stands since a day, or not after all; EditConflict as ever."""
        self._require_writing()
        self._refuse_future(done)
        with self._store.write("eligibility.remedy", self._signed_in.staff_id) as db:
            row = db.get(EligibilityTestRow, test_id)
            if row is None or row.void:
                raise NotFound("This test is not in this store.", "Load the page again.")
            merge_edit(db, row, {"remedy_done": seen}, {"remedy_done": done})

    def note_conditions(self, eligibility_id: UUID, *, seen: date | None, met: date | None) -> None:
        """The conditions are met since a day, or not after all; EditConflict as ever."""
        self._require_writing()
        self._refuse_future(met)
        with self._store.write("eligibility.conditions", self._signed_in.staff_id) as db:
            row = _decided_row(db, eligibility_id)
            merge_edit(db, row, {"conditions_met": seen}, {"conditions_met": met})

    def give_until(self, eligibility_id: UUID, *, seen: date | None, until: date) -> None:
        """The conditions get until another day; UserProblem where they are met already."""
        self._require_writing()
        today = self._store.clock.today()
        if not today <= until <= today + LONGEST_CONDITION:
            words = "Choose a day in the next half year."
            raise InvalidDraft([FieldProblem("conditional_until", words)])
        with self._store.write("eligibility.conditions", self._signed_in.staff_id) as db:
            row = _decided_row(db, eligibility_id)
            if row.conditions_met is not None:
                raise UserProblem(
                    "Someone noted meanwhile that the conditions are met.",
                    "That stands; no later day was set.",
                )
            merge_edit(db, row, {"conditional_until": seen}, {"conditional_until": until})

    def _require_writing(self) -> None:
        self._signed_in.require(Right.VIEW_CLINICAL)
        self._signed_in.require(Right.WRITE_NOTES)

    def _refuse_future(self, day: date | None) -> None:
        if day is not None and day > self._store.clock.today():
            raise InvalidDraft([FieldProblem("day", "This day has not come yet.")])

    def _inquiry(self, db: Session, client_id: UUID) -> InquiryRow | None:
        found = open_inquiries(db, client_id)
        return db.get(InquiryRow, found[0]) if found else None

    def _open_row(self, db: Session, client_id: UUID, seen: UUID | None) -> EligibilityRow:
        """The open decision; the second person who begins one adds to the first one's."""
        client_row(db, client_id)
        of_client = (EligibilityRow.client_id == client_id, EligibilityRow.void == 0)
        row = db.scalars(
            select(EligibilityRow)
            .where(*of_client, EligibilityRow.decided_at.is_(None))
            .order_by(EligibilityRow.op)
        ).first()
        last = db.scalar(
            select(EligibilityRow.id)
            .where(*of_client, EligibilityRow.decided_at.is_not(None))
            .order_by(EligibilityRow.day.desc(), EligibilityRow.decided_at.desc())
        )
        if seen not in (last, row.id if row else last):
            raise UserProblem(
                "This was decided meanwhile.",
                "Your answer was not saved. Begin a new decision if something has changed.",
            )
        if row is None:
            inquiry = self._inquiry(db, client_id)
            row = EligibilityRow(
                id=self._store.new_id(),
                client_id=client_id,
                inquiry_id=inquiry.id if inquiry else None,
                day=self._store.clock.today(),
                assessor_id=self._signed_in.staff_id,
                outcome="",
                conditions="",
                note="",
            )
            db.add(row)
            db.flush()
        return row

    def _screened(self, db: Session, client_id: UUID) -> None:
        """The first answer moves a first contact on by itself."""
        inquiry = self._inquiry(db, client_id)
        if inquiry is not None:
            StepWriter(db, self._store, self._signed_in).screened(inquiry)

    def _undecided(self, db: Session, eligibility_id: UUID) -> EligibilityRow:
        row = db.get(EligibilityRow, eligibility_id)
        if row is None or row.void:
            raise NotFound("This decision is not in this store.", "Load the page again.")
        if row.decided_at is not None:
            raise UserProblem(
                "This was decided meanwhile.",
                "The decision stands. Begin a new one if something has changed.",
            )
        return row


def _decided_row(db: Session, eligibility_id: UUID) -> EligibilityRow:
    row = db.get(EligibilityRow, eligibility_id)
    if row is None or row.void or row.decided_at is None:
        raise NotFound("This decision is not in this store.", "Load the page again.")
    return row


def _refuse_unready(db: Session, row: EligibilityRow, seen: Eligibility) -> None:
    stored = Conclusion(row.outcome, row.conditions, row.conditional_until, row.note)
    present = next(
        one for one in eligibilities(db, row.client_id, None) if one.eligibility_id == row.id
    )
    tests = {one.draft for one in present.tests}
    if stored != seen.conclusion or tests != {one.draft for one in seen.tests}:
        raise UserProblem(
            "Someone else changed this meanwhile.",
            "Look at it again, then decide. Nothing was decided yet.",
        )
    if len(present.opinions) < rules_of(db).team_opinions:
        raise UserProblem(
            "The team has not said enough yet.",
            "Say whether you agree, and ask colleagues to. Nothing was decided yet.",
        )
