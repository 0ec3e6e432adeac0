"""The journal as it was written: every action, by whom, when, and which fields it changed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from iopdesk.domain.staff import Right, SignedIn
from iopdesk.storage import journal_body
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.journal_body import Entry
from iopdesk.storage.journal_tables import ChangeRow, ChangeSubject, SiteRow
from iopdesk.storage.row_past import instant_of
from iopdesk.storage.store import Store


@dataclass(frozen=True)
class ChangedFields:
    """How many rows of one table an entry wrote, and which of their fields."""

    table: str
    rows: int
    fields: tuple[str, ...]


@dataclass(frozen=True)
class JournalLine:
    """One entry, without the values that it holds; `at` is in the clinic's own time."""

    site_letter: str
    sequence: int
    at: datetime
    by: str
    action: str
    reason: str
    changed: tuple[ChangedFields, ...]


class JournalService:
    """Reads the journal entry by entry; a record's history in plain words is made elsewhere."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def newest(self, limit: int, client_id: UUID | None = None) -> tuple[JournalLine, ...]:
        """The newest entries, the newest first; with a client only those about this client."""
        self._signed_in.require(Right.VIEW_CLINICAL)
        query = (
            select(ChangeRow.body, StaffRow.name)
            .outerjoin(StaffRow, StaffRow.id == ChangeRow.user_id)
            .order_by(ChangeRow.hlc.desc(), ChangeRow.dot.desc())
            .limit(limit)
        )
        if client_id is not None:
            query = query.join(ChangeSubject, ChangeSubject.dot == ChangeRow.dot).where(
                ChangeSubject.client_id == client_id
            )
        zone = self._store.clock.now().tzinfo
        with self._store.read() as db:
            sites = db.execute(select(SiteRow.site_id, SiteRow.letter)).all()
            rows = db.execute(query).all()
        if client_id is not None:
            self._store.log_access("view history", by=self._signed_in.staff_id, client_id=client_id)
        letters = {site.site_id: site.letter for site in sites}
        lines = []
        for body, name in rows:
            entry = journal_body.parse(journal_body.inflate(body))
            lines.append(
                JournalLine(
                    site_letter=letters.get(entry.site_id, "?"),
                    sequence=entry.sequence,
                    at=instant_of(entry.hlc).astimezone(zone),
                    by=name or "",
                    action=entry.action,
                    reason=entry.reason,
                    changed=_changed(entry),
                )
            )
        return tuple(lines)


def _changed(entry: Entry) -> tuple[ChangedFields, ...]:
    rows: dict[str, set[UUID]] = defaultdict(set)
    fields: dict[str, dict[str, None]] = defaultdict(dict)
    for item in entry.items:
        rows[item.table].add(item.row_id)
        fields[item.table].update(dict.fromkeys(sorted(item.fields)))
    return tuple(ChangedFields(table, len(rows[table]), tuple(fields[table])) for table in rows)
