"""Client records: make, change, find, list, open."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select

from iopdesk.domain.client import ClientDraft, ClientState, sort_name
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services import client_duplicates, client_queries
from iopdesk.services.client_records import ChartHead, ClientLine, ClientOrder, PossibleDuplicate
from iopdesk.services.client_search import MERGED_CHART, index_client, search
from iopdesk.services.client_writer import (
    FIELDS,
    PartsOf,
    add_client,
    checked,
    draft_of,
    save_parts,
    tidy,
)
from iopdesk.services.merge_edit import merge_edit
from iopdesk.storage.client_tables import ClientNameRow, ClientRow
from iopdesk.storage.store import Store

FOUND_AT_MOST = 50


class ClientService:
    """What people do with clients' records; each method is one action of one person."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def create(self, draft: ClientDraft) -> UUID:
        """Make a record with the next chart number of this site; InvalidDraft with what is wrong.

        Whether the person is already here is for `possible_duplicates` to ask before.
        """
        self._signed_in.require(Right.EDIT_CLIENTS)
        draft = checked(draft, self._store.clock.today())
        with self._store.write("client.create", self._signed_in.staff_id) as db:
            return add_client(db, draft, self._store.new_id).id

    def update(self, client_id: UUID, *, base: ClientDraft, mine: ClientDraft) -> None:
        """Save a form: `base` is what it loaded, `mine` what it holds now.

        Changes of others to other fields stay; EditConflict when one field was changed twice.
        """
        self._signed_in.require(Right.EDIT_CLIENTS)
        mine = checked(mine, self._store.clock.today())
        base = tidy(base)
        with self._store.write("client.edit", self._signed_in.staff_id) as db:
            row = client_queries.client_row(db, client_id)
            merge_edit(db, row, _values(base), _values(mine))
            wanted = sort_name(row.first_name, row.middle_name, row.last_name)
            if row.sort_name != wanted:
                row.sort_name = wanted
            save_parts(db, PartsOf(client_id, self._store.new_id), base, mine)
            if base != mine:
                index_client(db, row)

    def possible_duplicates(self, draft: ClientDraft) -> tuple[PossibleDuplicate, ...]:
        """Clients already here who may be the person in the form; discharged ones included."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            today = self._store.clock.today()
            return client_duplicates.possible_duplicates(db, draft, today)

    def find(self, typed: str, limit: int = FOUND_AT_MOST) -> tuple[ClientLine, ...]:
        """Clients who fit what was typed, the best first; nothing typed lists those in program."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        if not typed.strip():
            return self.clients(ClientState.IN_PROGRAM, limit=limit)
        today = self._store.clock.today()
        with self._store.read() as db:
            return client_queries.lines_of_stored(db, search(db, typed, today, limit), today)

    def clients(
        self,
        state: ClientState | None = None,
        order: ClientOrder = ClientOrder.NAME,
        *,
        limit: int = 200,
        offset: int = 0,
        descending: bool = False,
    ) -> tuple[ClientLine, ...]:
        """One page of the clients in a state, or of all."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            return client_queries.page_of(
                db,
                state,
                order,
                self._store.clock.today(),
                limit=limit,
                offset=offset,
                descending=descending,
            )

    def count(self, state: ClientState | None = None) -> int:
        """How many clients are in a state, or at all."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            return client_queries.count_of(db, state)

    def with_chart_number(self, number: str) -> ClientLine | None:
        """The client with exactly this chart number, or whose record it was merged into."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            wanted = number.strip().upper()
            merged = select(ClientNameRow.client_id).where(
                ClientNameRow.name == wanted,
                ClientNameRow.kind == MERGED_CHART,
                ClientNameRow.void == 0,
            )
            own = select(ClientRow.id).where(ClientRow.chart_number == wanted, ClientRow.void == 0)
            ids = list(db.scalars(own)) or list(db.scalars(merged))
            lines = client_queries.lines_of(db, ids, self._store.clock.today())
        return lines[0] if lines else None

    def open_chart(self, client_id: UUID) -> ChartHead:
        """The chart's head; notes in the access log that this person looked at this record."""
        head = self.chart_head(client_id)
        self._store.log_access("view client", by=self._signed_in.staff_id, client_id=client_id)
        return head

    def chart_head(self, client_id: UUID) -> ChartHead:
        """The facts above every page of a chart."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            head = client_queries.chart_head(db, client_id, self._store.clock.today())
        is_clinical = self._signed_in.may(Right.VIEW_CLINICAL)
        return head if is_clinical else replace(head, open_setback=None)

    def record(self, client_id: UUID) -> ClientDraft:
        """The whole record as the form holds it; give it back to `update` as `base`."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            return draft_of(db, client_queries.client_row(db, client_id))


def _values(draft: ClientDraft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in FIELDS}
