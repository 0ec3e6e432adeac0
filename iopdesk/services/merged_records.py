"""Which records were merged into one, and are part of it now."""

from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from iopdesk.storage.intake_tables import RecordMergeRow
from iopdesk.storage.prepared_query import PreparedQuery

# made once: every chart asks it
_MERGED = PreparedQuery(
    select(RecordMergeRow.merged_id).where(
        RecordMergeRow.kept_id.in_(bindparam("kept", expanding=True)),
        RecordMergeRow.undone_at.is_(None),
    )
)


def merged_into(db: Session, client_id: UUID) -> list[UUID]:
    """Ids of the records that are part of this one, merges that were undone left out."""
    # a prepared query does not write first what the session holds back
    db.flush()
    found: list[UUID] = []
    wanted = [client_id]
    while wanted:
        wanted = [each for each in _MERGED.column(db, kept=wanted) if each not in found]
        found += wanted
    return found


def kept_for(db: Session, client_ids: set[UUID]) -> dict[UUID, UUID]:
    """The record that each of these was merged into; only those that were."""
    rows = db.execute(
        select(RecordMergeRow.merged_id, RecordMergeRow.kept_id).where(
            RecordMergeRow.merged_id.in_(client_ids), RecordMergeRow.undone_at.is_(None)
        )
    )
    return {merged: kept for merged, kept in rows}
