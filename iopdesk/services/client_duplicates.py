"""Who may already be here: the check before a new record is made, discharged clients included."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.client import ClientDraft, ClientState
from iopdesk.domain.search import words_of
from iopdesk.domain.wording import later
from iopdesk.services.client_queries import lines_of_stored
from iopdesk.services.client_records import PossibleDuplicate
from iopdesk.services.client_search import search
from iopdesk.services.client_tokens import date_token, sound_code
from iopdesk.services.nicknames import other_names
from iopdesk.services.phone_numbers import search_digits, tidy_number
from iopdesk.storage.client_tables import ClientNameRow, ClientRow, PhoneRow

_LOOKED_AT = 40
_SHOWN = 8
SAME_NAME = later("Same name")
LIKE_NAME = later("Similar name")
SAME_BIRTH = later("Same birth date")
SAME_PHONE = later("Same phone")
CLOSE_BIRTH = later("Birth date differs in one place")
RETURNING = later("Was a client here before")
# one of these alone is shown from a similar name on; a shared birthday alone says nothing
_WEIGHT = {SAME_NAME: 4, SAME_PHONE: 4, LIKE_NAME: 3, SAME_BIRTH: 2, CLOSE_BIRTH: 1}
_LIKELY = 5
_SHOWN_FROM = 3


def possible_duplicates(
    db: Session, draft: ClientDraft, today: date
) -> tuple[PossibleDuplicate, ...]:
    """Stored clients who may be the person in the form, the likeliest first, at most eight."""
    lines = lines_of_stored(db, _candidates(db, draft, today), today)
    ids = [line.client_id for line in lines]
    phones = _phones_of(db, ids)
    names = _names_of(db, ids)
    wanted_phones = {tidy_number(phone.number) for phone in draft.phones if phone.number.strip()}
    found = []
    for line in lines:
        reasons = [
            *_name_reason(draft, names[line.client_id]),
            *_birth_reason(draft.born, line.born),
            *([SAME_PHONE] if wanted_phones & phones.get(line.client_id, set()) else []),
        ]
        weight = sum(_WEIGHT[reason] for reason in reasons)
        if weight < _SHOWN_FROM:
            continue
        if line.state is ClientState.DISCHARGED:
            reasons.append(RETURNING)
        found.append((-weight, PossibleDuplicate(line, tuple(reasons), weight >= _LIKELY)))
    found.sort(key=lambda pair: pair[0])
    return tuple(duplicate for _, duplicate in found[:_SHOWN])


def _candidates(db: Session, draft: ClientDraft, today: date) -> list[object]:
    queries = [f"{draft.first_name} {draft.last_name}"]
    if draft.born is not None:
        queries.append(date_token(draft.born))
    queries.extend("".join(search_digits(phone.number)[:1]) for phone in draft.phones)
    ids: dict[object, None] = {}
    for query in queries:
        # one word alone would list half the archive
        if len(words_of(query)) > 1 or len(query.strip()) >= 7:
            ids.update(dict.fromkeys(search(db, query, today, _LOOKED_AT)))
    return list(ids)


def _phones_of(db: Session, ids: Iterable[UUID]) -> dict[UUID, set[str]]:
    phones: dict[UUID, set[str]] = {}
    rows = db.execute(
        select(PhoneRow.client_id, PhoneRow.number).where(
            PhoneRow.client_id.in_(list(ids)), PhoneRow.void == 0
        )
    )
    for client_id, number in rows:
        phones.setdefault(client_id, set()).add(number)
    return phones


def _names_of(db: Session, ids: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    wanted = list(ids)
    names: dict[UUID, tuple[str, ...]] = {
        row[0]: tuple(row[1:])
        for row in db.execute(
            select(
                ClientRow.id,
                ClientRow.first_name,
                ClientRow.middle_name,
                ClientRow.last_name,
                ClientRow.name_to_use,
            ).where(ClientRow.id.in_(wanted))
        )
    }
    aliases = db.execute(
        select(ClientNameRow.client_id, ClientNameRow.name).where(
            ClientNameRow.client_id.in_(wanted), ClientNameRow.void == 0
        )
    )
    for client_id, name in aliases:
        names[client_id] = (*names[client_id], name)
    return names


def _name_reason(draft: ClientDraft, stored: tuple[str, ...]) -> list[str]:
    typed = words_of(f"{draft.first_name} {draft.last_name}")
    have = set(words_of(" ".join(stored)))
    if not typed:
        return []
    if set(typed) <= have:
        return [SAME_NAME]
    have_codes = {sound_code(word) for word in have} - {""}
    alike = (
        word in have or sound_code(word) in have_codes or not have.isdisjoint(other_names(word))
        for word in typed
    )
    return [LIKE_NAME] if len(typed) > 1 and all(alike) else []


def _birth_reason(typed: date | None, stored: date | None) -> list[str]:
    if typed is None or stored is None:
        return []
    if typed == stored:
        return [SAME_BIRTH]
    swapped = (typed.year, typed.day, typed.month) == (stored.year, stored.month, stored.day)
    pairs = zip(date_token(typed), date_token(stored), strict=True)
    return [CLOSE_BIRTH] if swapped or sum(a != b for a, b in pairs) == 1 else []
