"""The search for clients: keeps the token table, and walks short stretches of its index.

No query scans or sorts: every part stops at its limit, and parts come in the order in which people
want to see them: beginnings of names and numbers, letters inside a name, sound-alike; in program
before all others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, delete, insert, select, text, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from iopdesk.domain.search import NumberSought, Sought, understand
from iopdesk.services.client_tokens import (
    SHORTEST_CODE,
    SHORTEST_INSIDE,
    SearchSubject,
    TokenKind,
    date_token,
    sound_code,
    sound_pair,
    token_rows,
)
from iopdesk.services.nicknames import other_names
from iopdesk.storage.client_tables import ClientNameRow, ClientRow, PhoneRow, SearchToken
from iopdesk.storage.prepared_query import PreparedQuery, PreparedWrite
from iopdesk.storage.row_limit import FROM_START, written_limit

MOST_PROBED = 1000
# the kind of another name that is the chart number of a record merged into this one
MERGED_CHART = "chart_number"
_AFTER = "\U0010ffff"

# Made once: building a statement anew would cost more than running it. Plain walks are statements
# of their own, since a subquery's memory is wiped after use by SQLCipher and costs three times.
_token = SearchToken.__table__.c
_MOST = written_limit("most")
_FOUND = type_coerce(_token.client_id, NullType())
_OF_KIND = select(_FOUND).where(_token.kind == bindparam("kind"))
_IN_STRETCH = _OF_KIND.where(_token.token >= bindparam("low"), _token.token < bindparam("high"))
_EXACT = PreparedQuery(
    _OF_KIND.where(_token.token == bindparam("low")).limit(_MOST).offset(FROM_START)
)
_RANGE = PreparedQuery(_IN_STRETCH.order_by(_token.token).limit(_MOST).offset(FROM_START))
_LIKE = PreparedQuery(
    _IN_STRETCH.where(_token.token.like(bindparam("like")))
    .order_by(_token.token)
    .limit(_MOST)
    .offset(FROM_START)
)


_OTHER_NAMES = PreparedQuery(
    select(ClientNameRow.kind, ClientNameRow.name).where(
        ClientNameRow.client_id == bindparam("client_id"), ClientNameRow.void == 0
    )
)
_PHONES = PreparedQuery(
    select(PhoneRow.number).where(PhoneRow.client_id == bindparam("client_id"), PhoneRow.void == 0)
)
_FORGET = PreparedWrite(delete(SearchToken).where(SearchToken.client_id == bindparam("of_client")))
_ADD = PreparedWrite(insert(SearchToken))


def index_client(db: Session, row: ClientRow) -> None:
    """Write a client's tokens anew, within the transaction that changed the client."""
    db.flush()
    _FORGET.run(db.connection(), [{"of_client": row.id}])
    _ADD.run(db.connection(), token_rows(row.id, subject_of(db, row)))


def subject_of(db: Session, row: ClientRow) -> SearchSubject:
    """All of a stored client that a search looks at."""
    others = _OTHER_NAMES.rows(db, client_id=row.id)
    aliases = [name for kind, name in others if kind != MERGED_CHART]
    phones = _PHONES.column(db, client_id=row.id)
    return SearchSubject(
        chart_number=row.chart_number,
        names=(row.first_name, row.last_name, row.middle_name, row.name_to_use, *aliases),
        born=row.born,
        phones=tuple(phones),
        in_program=bool(row.in_program),
        merged_charts=tuple(name for kind, name in others if kind == MERGED_CHART),
    )


def rebuild_index(db: Session) -> int:
    """Write the whole token table anew; how many clients it has."""
    db.execute(delete(SearchToken))
    count = 0
    for row in db.scalars(select(ClientRow).where(ClientRow.void == 0)):
        db.execute(insert(SearchToken), token_rows(row.id, subject_of(db, row)))
        count += 1
    return count


def search(db: Session, typed: str, today: date, limit: int) -> list[object]:
    """Stored ids of the clients that fit what was typed, the best first, at most `limit`."""
    sought = understand(typed, today)
    found: dict[object, None] = {}
    for arms in _rounds(sought):
        for in_program in (True, False):
            for arm in arms:
                if len(found) >= limit:
                    return list(found)[:limit]
                found.update(dict.fromkeys(_walk(db, arm, in_program, limit)))
    return list(found)[:limit]


@dataclass(frozen=True)
class _Arm:
    """One walk: a stretch of tokens of one kind, and what else its clients must have."""

    kind: TokenKind
    low: str
    high: str = ""
    like: str = ""
    also: tuple[str, ...] = ()

    @property
    def is_exact(self) -> bool:
        return not self.high


def _rounds(sought: Sought) -> Sequence[list[_Arm]]:
    if sought.is_empty:
        return ()
    if sought.numbers or sought.days:
        return (_number_arms(sought),)
    words = sorted(sought.words, key=len, reverse=True)
    if len(words) == 1:
        word = words[0]
        nicknames = [_exact(TokenKind.WORD, other) for other in other_names(word)]
        return ([_beginning(TokenKind.WORD, word)], nicknames, _inside(word), _sounds(words))
    also = tuple(words[2:])
    nicknames = [
        _pair(other, words[1 - which], also)
        for which, word in enumerate(words[:2])
        for other in other_names(word)
    ]
    return ([_pair(words[1], words[0], also)], nicknames, _inside_pair(words), _sounds(words))


def _exact(kind: TokenKind, token: str, also: tuple[str, ...] = ()) -> _Arm:
    return _Arm(kind, token, also=also)


def _beginning(kind: TokenKind, start: str, also: tuple[str, ...] = ()) -> _Arm:
    return _Arm(kind, start, start + _AFTER, also=also)


def _pair(split: str, whole: str, also: tuple[str, ...]) -> _Arm:
    # the longer word narrows the stretch, the rest of the shorter one is compared on the way
    start = f"{split[0]} {whole}"
    like = f"{start}% {split[1:]}%" if len(split) > 1 else ""
    return _Arm(TokenKind.PAIR, start, start + _AFTER, like, also)


def _inside(word: str) -> list[_Arm]:
    return [_beginning(TokenKind.INSIDE, word)] if len(word) >= SHORTEST_INSIDE else []


def _inside_pair(words: Sequence[str]) -> list[_Arm]:
    return [
        _beginning(TokenKind.INSIDE, word, tuple(other for other in words if other != word))
        for word in words[:2]
        if len(word) >= SHORTEST_INSIDE
    ]


def _sounds(words: Sequence[str]) -> list[_Arm]:
    codes = [code for code in map(sound_code, words[:2]) if code]
    if len(words) == 1 and codes and len(codes[0]) >= SHORTEST_CODE:
        return [_exact(TokenKind.SOUND, codes[0])]
    if len(words) == 2 and len(codes) == 2:
        return [_exact(TokenKind.SOUND_PAIR, sound_pair(*codes))]
    return []


def _number_arms(sought: Sought) -> list[_Arm]:
    words = sought.words
    if sought.days:
        return [_exact(TokenKind.NUMBER, date_token(day), words) for day in sought.days]
    longest: NumberSought = max(sought.numbers, key=lambda number: len(number.digits))
    exact = [_exact(TokenKind.NUMBER, token, words) for token in longest.exact]
    return [*exact, _beginning(TokenKind.NUMBER, longest.digits, words)]


def _walk(db: Session, arm: _Arm, in_program: bool, limit: int) -> Sequence[object]:
    values: dict[str, object] = {"kind": arm.kind.stored(in_program), "low": arm.low}
    # several tokens of one person may lie on one stretch
    values["most"] = limit * 2
    if arm.also:
        return _probed(db, arm, in_program, values)
    if arm.is_exact:
        return _EXACT.column(db, **values)
    values["high"] = arm.high
    if arm.like:
        return _LIKE.column(db, **values, like=arm.like)
    return _RANGE.column(db, **values)


def _probed(
    db: Session, arm: _Arm, in_program: bool, values: dict[str, object]
) -> Sequence[object]:
    """Walk a longer stretch, and look each client up for the other words."""
    values = {**values, "high": arm.high, "like": arm.like or "%", "walked": MOST_PROBED}
    values["word_kind"] = TokenKind.WORD.stored(in_program)
    probes = ""
    for at, word in enumerate(arm.also):
        values[f"from{at}"], values[f"to{at}"] = word, word + _AFTER
        probes += (
            " AND EXISTS (SELECT 1 FROM search_token t WHERE t.client_id = s.client_id"
            f" AND t.kind = :word_kind AND t.token >= :from{at} AND t.token < :to{at})"
        )
    stretch = "token = :low" if arm.is_exact else "token >= :low AND token < :high"
    query = text(
        "SELECT client_id FROM (SELECT client_id FROM search_token WHERE kind = :kind"
        f" AND {stretch} AND token LIKE :like ORDER BY token LIMIT :walked) s"
        f" WHERE 1 = 1{probes} LIMIT :most"
    )
    return db.connection().execute(query, values).scalars().all()
