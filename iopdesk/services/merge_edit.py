"""Saving a form over a record that may have changed meanwhile: field by field, never blindly."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from iopdesk.domain.problems import EditConflict, FieldConflict
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.journal_tables import ChangeRow, FieldHead
from iopdesk.storage.schema import Journaled

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def merge_edit(
    db: Session, row: Journaled, base: Mapping[str, object], mine: Mapping[str, object]
) -> bool:
    """Set what `mine` changed against `base`; whether anything was set.

    A field that others changed and `mine` left alone keeps their value. A field that both changed
    to different values raises EditConflict with both, and nothing of this row is set.
    """
    conflicts, changes = [], {}
    for field, wanted in mine.items():
        present = getattr(row, field)
        if wanted in (base[field], present):
            continue
        if present != base[field]:
            conflicts.append(_conflict(db, row, field, wanted, present))
        changes[field] = wanted
    if conflicts:
        raise EditConflict(conflicts)
    for field, wanted in changes.items():
        setattr(row, field, wanted)
    return bool(changes)


def trimmed(draft: object, names: Iterable[str]) -> dict[str, object]:
    """These fields of a draft, texts without the blanks around them."""
    values = {name: getattr(draft, name) for name in names}
    return {name: v.strip() if isinstance(v, str) else v for name, v in values.items()}


def at_of(hlc: int) -> datetime:
    """The instant in a journal entry's clock stamp, in UTC."""
    return _EPOCH + timedelta(milliseconds=hlc >> 16)


def _conflict(
    db: Session, row: Journaled, field: str, mine: object, theirs: object
) -> FieldConflict:
    newest = (
        select(func.max(FieldHead.dot))
        .where(FieldHead.entity_id == row.id, FieldHead.field == field)
        .scalar_subquery()
    )
    change = db.execute(
        select(StaffRow.name, ChangeRow.hlc)
        .select_from(ChangeRow)
        .join(StaffRow, StaffRow.id == ChangeRow.user_id, isouter=True)
        .where(ChangeRow.dot == newest)
    ).first()
    return FieldConflict(
        field=field,
        mine=mine,
        theirs=theirs,
        theirs_by=(change.name or "") if change else "",
        theirs_at=at_of(change.hlc) if change else None,
    )
