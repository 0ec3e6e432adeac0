"""Which column of a table holds what, as a person said it; remembered for tables of that make."""

import json
import uuid

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from iopdesk.directories.column_map import FIELD_WORDS, ColumnMap, TableHeads
from iopdesk.storage.clinic_tables import SettingRow
from iopdesk.storage.store import BulkWriter, Store


def remembered_columns(db: Session, heads: TableHeads) -> ColumnMap | None:
    """What was said of a table with these heads; None where nobody was asked yet."""
    found = _row(db, heads)
    if found is None:
        return None
    said = json.loads(found[1])
    by_head = {head: said.get(head.casefold(), "") for head in heads.heads}
    return {head: field for head, field in by_head.items() if field in FIELD_WORDS}


def remember_columns(
    store: Store, writer: BulkWriter, heads: TableHeads, columns: ColumnMap
) -> None:
    """Keep it for the next file of this make, in the transaction of its import."""
    said = {head.casefold(): columns.get(head, "") for head in heads.heads}
    value = json.dumps(said, ensure_ascii=False, sort_keys=True)
    found = _row(writer.connection, heads)
    if found is None:
        row = {"id": store.new_id(), "name": _name(heads), "value": value}
        writer.entry("directory.columns", create={SettingRow: [row]})
    elif found[1] != value:
        writer.entry("directory.columns", change={SettingRow: {found[0]: {"value": value}}})


def _row(db: Session | Connection, heads: TableHeads) -> tuple[uuid.UUID, str] | None:
    row = db.execute(
        select(SettingRow.id, SettingRow.value).where(
            SettingRow.name == _name(heads), SettingRow.void == 0
        )
    ).first()
    return (row[0], row[1]) if row else None


def _name(heads: TableHeads) -> str:
    return f"meeting_columns/{heads.key}"
