"""Hours of a week that a client has no choice about, as blocks: work, school, family, curfew."""

import uuid
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from iopdesk.domain.week import WeekBlock
from iopdesk.storage.appointment_tables import BusyTimeRow


def busy_blocks(db: Session, client_id: uuid.UUID, today: date) -> tuple[WeekBlock, ...]:
    """A client's busy hours that hold today or later."""
    rows = db.execute(
        select(BusyTimeRow.weekday, BusyTimeRow.start, BusyTimeRow.minutes, BusyTimeRow.words)
        .where(BusyTimeRow.client_id == client_id, BusyTimeRow.void == 0)
        .where(or_(BusyTimeRow.ends.is_(None), BusyTimeRow.ends >= today))
    )
    return tuple(WeekBlock(*row) for row in rows.all())
