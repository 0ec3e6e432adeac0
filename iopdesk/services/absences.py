"""Absences in a row, counted from rows: sums over dates cost SQLite more than reading them."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from iopdesk.domain.attendance import RUN_SPAN, Mark, absences_in_a_row
from iopdesk.storage import session_queries


def absences(db: Session, client_ids: Sequence[uuid.UUID], day: date) -> dict[uuid.UUID, int]:
    """Absences without notice up to `day` since each of these clients was last there."""
    if not client_ids:
        return {}
    rows = db.execute(
        session_queries.CLIENT_MARKS,
        {"client_ids": client_ids, "first": day - RUN_SPAN, "last": day},
    )
    marks: dict[uuid.UUID, list[tuple[date, Mark]]] = defaultdict(list)
    for client_id, of_day, mark, _ in rows.all():
        marks[client_id].append((of_day, Mark(mark)))
    return {client_id: absences_in_a_row(given) for client_id, given in marks.items()}
