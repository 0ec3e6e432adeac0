"""What someone was typing when the window locked, crashed or lost its power."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, select

from iopdesk.domain.staff import SignedIn
from iopdesk.storage.client_tables import DraftRow
from iopdesk.storage.connection import writing
from iopdesk.storage.storage_errors import told_plainly
from iopdesk.storage.store import Store

Value = str | int | bool | None | list["Value"] | dict[str, "Value"]


@dataclass(frozen=True)
class KeptDraft:
    """A draft as it was kept; `values` are the form's own."""

    values: dict[str, Value]
    kept_at: datetime


class DraftService:
    """Keeps one draft a person, screen and record; not journaled, never leaves the machine."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def keep(self, screen: str, record: str, values: dict[str, Value]) -> None:
        """Keep what is typed now, instead of what was kept before; UserProblem on a full disk."""
        content = json.dumps(values, ensure_ascii=False).encode()
        now = self._store.clock.now()
        key = self._key(screen, record)
        with told_plainly(), writing(self._store.engine).begin() as connection:
            connection.execute(delete(DraftRow).where(*_same(key)))
            connection.execute(insert(DraftRow), {**key, "content": content, "kept_at": now})

    def load(self, screen: str, record: str = "") -> KeptDraft | None:
        """What was kept, if anything; a draft that can't be read counts as none."""
        with self._store.read() as db:
            row = db.execute(
                select(DraftRow.content, DraftRow.kept_at).where(*_same(self._key(screen, record)))
            ).first()
        if row is None:
            return None
        try:
            values = json.loads(row.content)
        except ValueError:
            return None
        return KeptDraft(values, row.kept_at) if isinstance(values, dict) else None

    def drop(self, screen: str, record: str = "") -> None:
        """Forget a draft; called when the form was saved or given up."""
        with told_plainly(), writing(self._store.engine).begin() as connection:
            connection.execute(delete(DraftRow).where(*_same(self._key(screen, record))))

    def _key(self, screen: str, record: str) -> dict[str, object]:
        return {"staff_id": self._signed_in.staff_id, "screen": screen, "record": record}


def _same(key: dict[str, object]) -> list[ColumnElement[bool]]:
    return [getattr(DraftRow, name) == value for name, value in key.items()]
