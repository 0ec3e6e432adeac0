"""Steps of an inquiry: where it stands now, and one more step; what several services do with it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Subquery, func, select
from sqlalchemy.orm import Session

from iopdesk.domain.inquiry import WAITING, InquiryState
from iopdesk.domain.staff import SignedIn
from iopdesk.storage.intake_tables import InquiryRow, InquiryStepRow
from iopdesk.storage.store import Store

_WAITING = tuple(state.value for state in WAITING)


def latest_steps(*only: ColumnElement[bool]) -> Subquery:
    """Each inquiry's newest step, as a subquery; `only` keeps it to some steps."""
    step = InquiryStepRow.__table__.c
    newest = func.row_number().over(
        partition_by=step.inquiry_id, order_by=(step.at.desc(), step.op.desc())
    )
    ranked = (
        select(
            step.id,
            step.inquiry_id,
            step.state,
            step.day,
            step.reason,
            step.next_contact,
            step.decided_by,
            newest.label("place"),
        )
        .where(step.void == 0, *only)
        .subquery()
    )
    return select(ranked).where(ranked.c.place == 1).subquery()


def open_inquiries(db: Session, client_id: UUID) -> list[UUID]:
    """Inquiries of a client that are on their way, the newest first."""
    last = latest_steps(InquiryStepRow.client_id == client_id)
    return list(
        db.scalars(
            select(InquiryRow.id)
            .join(last, last.c.inquiry_id == InquiryRow.id)
            .where(InquiryRow.void == 0, last.c.state.in_(_WAITING))
            .order_by(InquiryRow.day.desc(), InquiryRow.op.desc())
        )
    )


class StepWriter:
    """Adds steps in the caller's transaction, as the person who is signed in."""

    def __init__(self, db: Session, store: Store, signed_in: SignedIn) -> None:
        self._db = db
        self._store = store
        self._signed_in = signed_in

    def add(self, inquiry: InquiryRow, state: InquiryState, **more: object) -> InquiryStepRow:
        """One more step today; `more` are the columns that this step fills."""
        now: datetime = self._store.clock.now()
        row = InquiryStepRow(
            id=self._store.new_id(),
            client_id=inquiry.client_id,
            inquiry_id=inquiry.id,
            day=now.date(),
            at=now,
            state=state.value,
            decided_by=self._signed_in.staff_id,
            **more,
        )
        self._db.add(row)
        return row

    def screened(self, inquiry: InquiryRow) -> None:
        """A first contact that someone begins to test is screened; its next contact stays due."""
        last = latest_steps(InquiryStepRow.inquiry_id == inquiry.id)
        step = self._db.execute(select(last.c.state, last.c.next_contact)).first()
        if step is not None and step.state == InquiryState.INQUIRY:
            self.add(inquiry, InquiryState.SCREENED, next_contact=step.next_contact)

    def all_open(self, client_id: UUID, state: InquiryState, **more: object) -> None:
        """The same step for whatever of a client is on its way, such as an admission."""
        for inquiry_id in open_inquiries(self._db, client_id):
            inquiry = self._db.get(InquiryRow, inquiry_id)
            if inquiry is not None:
                self.add(inquiry, state, **more)
