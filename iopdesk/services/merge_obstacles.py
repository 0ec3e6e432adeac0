"""What keeps two records apart for now: something open in both of which one person has one."""

from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from iopdesk.domain.wording import later
from iopdesk.services.inquiry_steps import open_inquiries
from iopdesk.storage.episode_tables import EpisodeRow, SetbackRow
from iopdesk.storage.intake_tables import EligibilityRow

_OPEN: tuple[tuple[str, str, type[EpisodeRow | EligibilityRow | SetbackRow], str], ...] = (
    (
        later("Both records have a stay that is open."),
        later("Discharge one of them first; nothing was changed."),
        EpisodeRow,
        "discharged",
    ),
    (
        later("Both records have an eligibility that is not decided."),
        later("Decide one of them first; nothing was changed."),
        EligibilityRow,
        "decided_at",
    ),
    (
        later("Both records have a setback that is open."),
        later("Close one of them first; nothing was changed."),
        SetbackRow,
        "closed_at",
    ),
)
_INQUIRIES = (
    later("Both records have a first contact that is on its way."),
    later("Bring one of them to an end first; nothing was changed."),
)


def obstacle_of(db: Session, kept_id: UUID, merged_id: UUID) -> tuple[str, str] | None:
    """Why these two can't be merged yet, and what to do first."""
    for why, hint, row_class, ends in _OPEN:
        is_open: ColumnElement[bool] = getattr(row_class, ends).is_(None)
        here = [
            exists().where(row_class.client_id == client_id, row_class.void == 0, is_open)
            for client_id in (kept_id, merged_id)
        ]
        if db.scalar(select(here[0] & here[1])):
            return why, hint
    if open_inquiries(db, kept_id) and open_inquiries(db, merged_id):
        return _INQUIRIES
    return None
