"""Client records: make, change, find, list, open."""

from dataclasses import fields, replace
from uuid import UUID

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Session

from iopdesk.domain.client import (
    ClientDraft,
    ClientState,
    NameDraft,
    PhoneDraft,
    chart_number,
    sort_name,
    tidy_name,
)
from iopdesk.domain.problems import EditConflict, InvalidDraft
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services import client_duplicates, client_queries
from iopdesk.services.client_records import ChartHead, ClientLine, ClientOrder, PossibleDuplicate
from iopdesk.services.client_search import index_client, search
from iopdesk.services.merge_edit import merge_edit
from iopdesk.services.part_edit import PartEdit, merge_parts
from iopdesk.services.phone_numbers import tidy_number
from iopdesk.storage.client_tables import ClientNameRow, ClientRow, PhoneRow
from iopdesk.storage.journal_tables import JournalGate, SiteRow
from iopdesk.storage.store import Store

_PARTS = frozenset({"phones", "aliases"})
_FIELDS = tuple(field.name for field in fields(ClientDraft) if field.name not in _PARTS)
_NAMES = frozenset({"first_name", "middle_name", "last_name", "name_to_use"})
FOUND_AT_MOST = 50
PART_PREFIX = "part."


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
        draft = self._checked(draft)
        with self._store.write("client.create", self._signed_in.staff_id) as db:
            row = ClientRow(
                id=self._store.new_id(),
                chart_number=_next_chart_number(db),
                sort_name=sort_name(draft.first_name, draft.middle_name, draft.last_name),
                **{name: getattr(draft, name) for name in _FIELDS},
            )
            db.add(row)
            db.flush()
            self._save_parts(db, row.id, ClientDraft(), draft)
            index_client(db, row)
            return row.id

    def update(self, client_id: UUID, *, base: ClientDraft, mine: ClientDraft) -> None:
        """Save a form: `base` is what it loaded, `mine` what it holds now.

        Changes of others to other fields stay; EditConflict when one field was changed twice.
        """
        self._signed_in.require(Right.EDIT_CLIENTS)
        mine = self._checked(mine)
        base = _tidy(base)
        with self._store.write("client.edit", self._signed_in.staff_id) as db:
            row = client_queries.client_row(db, client_id)
            merge_edit(db, row, _values(base), _values(mine))
            wanted = sort_name(row.first_name, row.middle_name, row.last_name)
            if row.sort_name != wanted:
                row.sort_name = wanted
            self._save_parts(db, client_id, base, mine)
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
        """The client with exactly this chart number, if there is one."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            ids = db.scalars(
                select(ClientRow.id).where(ClientRow.chart_number == number.strip().upper())
            ).all()
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
            row = client_queries.client_row(db, client_id)
            return ClientDraft(
                **{name: getattr(row, name) for name in _FIELDS},
                phones=_phones(db, client_id),
                aliases=_aliases(db, client_id),
            )

    def _checked(self, draft: ClientDraft) -> ClientDraft:
        draft = _tidy(draft)
        problems = draft.problems(self._store.clock.today())
        if problems:
            raise InvalidDraft(problems)
        return draft

    def _save_parts(
        self, db: Session, client_id: UUID, base: ClientDraft, mine: ClientDraft
    ) -> None:
        phones = PartEdit(PhoneRow, "phone_id", client_id, self._store.new_id)
        names = PartEdit(ClientNameRow, "name_id", client_id, self._store.new_id)
        try:
            merge_parts(db, phones, base.phones, mine.phones)
            merge_parts(db, names, base.aliases, mine.aliases)
        except EditConflict as conflict:
            # a phone's note is not the record's note
            raise EditConflict(
                [replace(one, field=f"{PART_PREFIX}{one.field}") for one in conflict.fields]
            ) from conflict


def _values(draft: ClientDraft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in _FIELDS}


def _tidy(draft: ClientDraft) -> ClientDraft:
    texts = {
        name: tidy_name(value) if name in _NAMES else value.strip()
        for name in _FIELDS
        if isinstance(value := getattr(draft, name), str)
    }
    phones = tuple(
        replace(phone, number=tidy_number(phone.number), note=phone.note.strip())
        for phone in draft.phones
        if phone.number.strip()
    )
    aliases = tuple(
        replace(alias, name=tidy_name(alias.name)) for alias in draft.aliases if alias.name.strip()
    )
    return replace(draft, **texts, phones=phones, aliases=aliases)  # type: ignore[arg-type]


def _phones(db: Session, client_id: UUID) -> tuple[PhoneDraft, ...]:
    rows = db.execute(
        select(
            PhoneRow.number, PhoneRow.kind, PhoneRow.may_leave_message, PhoneRow.note, PhoneRow.id
        )
        .where(PhoneRow.client_id == client_id, PhoneRow.void == 0)
        .order_by(PhoneRow.id)
    )
    return tuple(PhoneDraft(*row) for row in rows)


def _aliases(db: Session, client_id: UUID) -> tuple[NameDraft, ...]:
    rows = db.execute(
        select(ClientNameRow.name, ClientNameRow.kind, ClientNameRow.id)
        .where(ClientNameRow.client_id == client_id, ClientNameRow.void == 0)
        .order_by(ClientNameRow.id)
    )
    return tuple(NameDraft(*row) for row in rows)


def _next_chart_number(db: Session) -> str:
    letter = db.execute(
        select(SiteRow.letter).join(JournalGate, JournalGate.local_site == SiteRow.site_no)
    ).scalar_one()
    low, high = f"{letter}-", f"{letter}."
    mine = (ClientRow.chart_number >= low) & (ClientRow.chart_number < high)
    last = db.execute(select(func.max(ClientRow.chart_number)).where(mine)).scalar()
    counter = int(last[len(low) :]) if last else 0
    if last == chart_number(letter, 99_999):
        # six digits sort before five nines as text: count instead
        digits = func.substr(ClientRow.chart_number, len(low) + 1)
        counter = db.execute(select(func.max(cast(digits, Integer))).where(mine)).scalar_one()
    return chart_number(letter, counter + 1)
