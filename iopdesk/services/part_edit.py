"""Saving a short list that belongs to a client, such as phones: added, changed, taken away."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from iopdesk.domain.problems import NotFound
from iopdesk.services.merge_edit import merge_edit
from iopdesk.storage.journal import void_row
from iopdesk.storage.schema import OfClient


@dataclass(frozen=True)
class PartEdit:
    """Which table the parts live in, and which field of a draft is the row's id.

    `fixed` holds what every row of the list shares, such as the record it hangs on.
    """

    row_class: type[Any]
    id_field: str
    client_id: UUID
    new_id: Callable[[], UUID]
    fixed: Mapping[str, object] = field(default_factory=dict)


def merge_parts(db: Session, edit: PartEdit, base: Sequence[Any], mine: Sequence[Any]) -> None:
    """Bring the rows from `base` (frozen drafts, as loaded) to `mine`; EditConflict as ever.

    Parts that others added stay; NotFound where they took away what `mine` changed.
    """
    before = {getattr(part, edit.id_field): part for part in base}
    kept = set()
    for part in mine:
        part_id = getattr(part, edit.id_field)
        if part_id is None:
            save_part(db, edit, None, part)
        elif part != before[part_id]:
            save_part(db, edit, before[part_id], part)
        kept.add(part_id)
    for part_id in before.keys() - kept:
        void_part(db, edit, part_id)


def save_part(db: Session, edit: PartEdit, base: Any | None, mine: Any) -> UUID:
    """Add one part, or change it against what the form loaded."""
    values = asdict(mine)
    part_id: UUID | None = values.pop(edit.id_field)
    if base is None or part_id is None:
        new: OfClient = edit.row_class(
            id=edit.new_id(), client_id=edit.client_id, **edit.fixed, **values
        )
        db.add(new)
        return new.id
    row = db.get(edit.row_class, part_id)
    if row is None or row.void:
        raise NotFound(
            "Someone else took an entry off the list that you changed.",
            "What you typed is still here. Add it as a new entry, or take it off here too.",
        )
    before = asdict(base)
    del before[edit.id_field]
    merge_edit(db, row, before, values)
    return part_id


def void_part(db: Session, edit: PartEdit, part_id: UUID) -> None:
    """Take one part back; it stays in the store."""
    row = db.get(edit.row_class, part_id)
    if row is not None and not row.void and row.client_id == edit.client_id:
        void_row(row)
