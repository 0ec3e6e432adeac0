"""Which meetings and requirements of a client hold on a day, and how they end."""

import uuid
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from iopdesk.storage.journal import void_row
from iopdesk.storage.meeting_tables import MeetingReferralRow, MeetingRequirementRow


def end_requirements(db: Session, client_id: uuid.UUID, last_day: date) -> None:
    """Nothing is asked of a client after `last_day`; discharge calls this in its own entry.

    The meetings themselves stay: they are part of what comes next.
    """
    for row in requirement_rows(db, client_id):
        end_row(row, last_day)


def holds(row: type[MeetingReferralRow] | type[MeetingRequirementRow], day: date) -> tuple:  # type: ignore[type-arg]
    """Conditions: not taken back, and not over on `day`; the last day still belongs to it."""
    return row.void == 0, or_(row.ends.is_(None), row.ends >= day)


def end_row(row: MeetingReferralRow | MeetingRequirementRow, last_day: date) -> None:
    """Let it hold until `last_day`; what would only have begun later is taken back."""
    if row.starts > last_day:
        void_row(row)
    elif row.ends is None or row.ends > last_day:
        row.ends = last_day


def referral_rows(
    db: Session, client_id: uuid.UUID, day: date | None = None
) -> list[MeetingReferralRow]:
    """A client's referrals, oldest first; with a day only those that hold then or later."""
    query = select(MeetingReferralRow).where(
        MeetingReferralRow.client_id == client_id, MeetingReferralRow.void == 0
    )
    if day is not None:
        query = query.where(*holds(MeetingReferralRow, day))
    return list(db.scalars(query.order_by(MeetingReferralRow.starts, MeetingReferralRow.id)))


def requirement_rows(db: Session, client_id: uuid.UUID) -> list[MeetingRequirementRow]:
    """What was ever asked of a client and not taken back, oldest first."""
    return list(
        db.scalars(
            select(MeetingRequirementRow)
            .where(MeetingRequirementRow.client_id == client_id, MeetingRequirementRow.void == 0)
            .order_by(MeetingRequirementRow.starts, MeetingRequirementRow.id)
        )
    )
