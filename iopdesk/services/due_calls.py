"""Calls after discharge that are due: whom, and since when."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from iopdesk.domain.client import short_name
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.step_down_tables import FollowUpRow


@dataclass(frozen=True)
class DueFollowUp:
    """An open call; `who` is the first name with the last initial."""

    follow_up_id: UUID
    client_id: UUID
    who: str
    days_after: int
    due: date


def due_calls(db: Session, day: date) -> tuple[DueFollowUp, ...]:
    """Open calls that are due by `day`, longest waiting first; who came back needs none."""
    rows = db.execute(
        select(
            FollowUpRow.id,
            FollowUpRow.client_id,
            func.coalesce(func.nullif(ClientRow.name_to_use, ""), ClientRow.first_name),
            ClientRow.last_name,
            FollowUpRow.days_after,
            FollowUpRow.due,
        )
        .join(ClientRow, ClientRow.id == FollowUpRow.client_id)
        .where(
            FollowUpRow.done.is_(None),
            FollowUpRow.due <= day,
            FollowUpRow.void == 0,
            ClientRow.void == 0,
            ClientRow.in_program == 0,
        )
        .order_by(FollowUpRow.due, ClientRow.sort_name)
    )
    return tuple(
        DueFollowUp(call, client, short_name(first, last), days, due)
        for call, client, first, last, days, due in rows
    )
