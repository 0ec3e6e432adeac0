"""How a client's record is written: tidied, checked, numbered, found again by what it holds."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from uuid import UUID

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Session

from iopdesk.domain.client import (
    ClientDraft,
    NameDraft,
    PhoneDraft,
    chart_number,
    sort_name,
    tidy_name,
)
from iopdesk.domain.problems import EditConflict, InvalidDraft
from iopdesk.services.client_search import index_client
from iopdesk.services.part_edit import PartEdit, merge_parts
from iopdesk.services.phone_numbers import tidy_number
from iopdesk.storage.client_tables import ClientNameRow, ClientRow, PhoneRow
from iopdesk.storage.journal_tables import JournalGate, SiteRow

_PARTS = frozenset({"phones", "aliases"})
FIELDS = tuple(field.name for field in fields(ClientDraft) if field.name not in _PARTS)
_NAMES = frozenset({"first_name", "middle_name", "last_name", "name_to_use"})
PART_PREFIX = "part."


@dataclass(frozen=True)
class PartsOf:
    """Whose short lists are saved, and where new ids come from."""

    client_id: UUID
    new_id: Callable[[], UUID]


def add_client(
    db: Session,
    draft: ClientDraft,
    new_id: Callable[[], UUID],
    *,
    import_id: UUID | None = None,
) -> ClientRow:
    """Make a record with the next chart number of this site; `draft` is `checked` already."""
    row = ClientRow(
        id=new_id(),
        chart_number=_next_chart_number(db),
        sort_name=sort_name(draft.first_name, draft.middle_name, draft.last_name),
        import_id=import_id,
        **{name: getattr(draft, name) for name in FIELDS},
    )
    db.add(row)
    db.flush()
    save_parts(db, PartsOf(row.id, new_id), ClientDraft(), draft)
    index_client(db, row)
    return row


def save_parts(db: Session, parts: PartsOf, base: ClientDraft, mine: ClientDraft) -> None:
    """Bring phones and other names from `base` to `mine`."""
    phones = PartEdit(PhoneRow, "phone_id", parts.client_id, parts.new_id)
    names = PartEdit(ClientNameRow, "name_id", parts.client_id, parts.new_id)
    try:
        merge_parts(db, phones, base.phones, mine.phones)
        merge_parts(db, names, base.aliases, mine.aliases)
    except EditConflict as conflict:
        # a phone's note is not the record's note
        raise EditConflict(
            [replace(one, field=f"{PART_PREFIX}{one.field}") for one in conflict.fields]
        ) from conflict


def checked(draft: ClientDraft, today: date) -> ClientDraft:
    """The draft without stray spaces; InvalidDraft with all that is wrong."""
    draft = tidy(draft)
    if problems := draft.problems(today):
        raise InvalidDraft(problems)
    return draft


def tidy(draft: ClientDraft) -> ClientDraft:
    """The draft without stray spaces and empty lines."""
    texts = {
        name: tidy_name(value) if name in _NAMES else value.strip()
        for name in FIELDS
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


def draft_of(db: Session, row: ClientRow) -> ClientDraft:
    """A stored record as the form holds it."""
    return ClientDraft(
        **{name: getattr(row, name) for name in FIELDS},
        phones=_phones(db, row.id),
        aliases=_aliases(db, row.id),
    )


def _phones(db: Session, client_id: UUID) -> tuple[PhoneDraft, ...]:
    rows = db.execute(
        select(
            PhoneRow.number,
            PhoneRow.kind,
            PhoneRow.may_leave_message,
            PhoneRow.note,
            PhoneRow.id,
            PhoneRow.safe_times,
            PhoneRow.say_we_are,
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
