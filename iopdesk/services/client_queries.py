"""Reads that several services share: lines of client lists, stays, the chart's head."""

from collections.abc import Sequence
from datetime import date
from operator import itemgetter
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, func, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType, TypeEngine

from iopdesk.domain.client import ClientState, age_on, state_of
from iopdesk.domain.episode import day_of_stay
from iopdesk.domain.problems import NotFound
from iopdesk.services.client_records import ChartHead, ClientLine, ClientOrder, Stay
from iopdesk.storage.client_tables import ClientRow, PhoneRow
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.episode_tables import EpisodeRow, PlacementRow, SetbackRow
from iopdesk.storage.prepared_query import PreparedQuery
from iopdesk.storage.row_limit import FROM_START, ONE
from iopdesk.storage.schema import UuidType

_LINE = (
    ClientRow.id,
    ClientRow.chart_number,
    ClientRow.first_name,
    ClientRow.middle_name,
    ClientRow.last_name,
    ClientRow.name_to_use,
    ClientRow.born,
    ClientRow.in_program,
    ClientRow.ever_admitted,
)
# more ids than a statement can hold are asked in parts
_AT_ONCE = 512
_client, _episode = ClientRow.__table__, EpisodeRow.__table__
_placement, _staff = PlacementRow.__table__, StaffRow.__table__
_setback = SetbackRow.__table__
_STAY = (
    _episode.c.id.label("episode_id"),
    _episode.c.number,
    _episode.c.admitted,
    _episode.c.planned_end,
    _episode.c.counselor_id,
    _staff.c.name.label("counselor"),
    _placement.c.starts,
    _placement.c.phase_name,
    _placement.c.track,
    _placement.c.level_of_care,
)
# a row for each placement of the open episode, or one row without any
_LINES = select(*(_client.c[column.key] for column in _LINE), *_STAY).select_from(
    _client.outerjoin(
        _episode,
        and_(
            _episode.c.client_id == _client.c.id,
            _client.c.in_program == 1,
            _episode.c.discharged.is_(None),
            _episode.c.void == 0,
        ),
    )
    .outerjoin(_staff, _staff.c.id == _episode.c.counselor_id)
    .outerjoin(_placement, and_(_placement.c.episode_id == _episode.c.id, _placement.c.void == 0))
)


def _lines_by(ids: TypeEngine[Any]) -> Select[*tuple[Any, ...]]:
    key = type_coerce(_client.c.id, ids)
    wanted = key.in_(bindparam("ids", type_=ids, expanding=True))
    return _LINES.add_columns(key.label("key")).where(wanted, _client.c.void == 0)


_LINES_OF = PreparedQuery(_lines_by(UuidType))
# A search passes ids on as the database gave them: making UUIDs of all it walks by costs more than
# the walk.
_LINES_OF_STORED = PreparedQuery(_lines_by(NullType()))
_STAY_OF = PreparedQuery(
    select(*_STAY)
    .select_from(
        _episode.outerjoin(_staff, _staff.c.id == _episode.c.counselor_id).outerjoin(
            _placement, and_(_placement.c.episode_id == _episode.c.id, _placement.c.void == 0)
        )
    )
    .where(
        _episode.c.client_id == bindparam("client_id"),
        _episode.c.discharged.is_(None),
        _episode.c.void == 0,
    )
)
_phone = PhoneRow.__table__
_HEAD = PreparedQuery(
    select(
        *(_client.c[column.key] for column in _LINE),
        _client.c.pronouns,
        _client.c.language,
        select(_phone.c.number)
        .where(_phone.c.client_id == _client.c.id, _phone.c.void == 0)
        .order_by(_phone.c.id)
        .limit(ONE)
        .offset(FROM_START)
        .scalar_subquery()
        .label("phone"),
        select(func.max(_episode.c.discharged))
        .where(_episode.c.client_id == _client.c.id, _episode.c.void == 0)
        .scalar_subquery()
        .label("last_discharged"),
        select(func.max(_setback.c.day))
        .where(
            _setback.c.client_id == _client.c.id,
            _setback.c.closed_at.is_(None),
            _setback.c.void == 0,
        )
        .scalar_subquery()
        .label("open_setback"),
    ).where(_client.c.id == bindparam("client_id"), _client.c.void == 0)
)
_Query = TypeVar("_Query", bound=Select[*tuple[Any, ...]])
_ORDER = {
    ClientOrder.NAME: ClientRow.sort_name,
    ClientOrder.CHART: ClientRow.chart_number,
    ClientOrder.BORN: ClientRow.born,
}


_Cells = tuple[Any, ...]


def client_row(db: Session, client_id: UUID) -> ClientRow:
    """The stored row, to be changed; NotFound when there is none."""
    row = db.get(ClientRow, client_id)
    if row is None or row.void:
        raise NotFound("This client's record is not in this store.", "Search for the name.")
    return row


def lines_of(db: Session, ids: Sequence[UUID], today: date) -> tuple[ClientLine, ...]:
    """Lines of these clients, in the order of the ids."""
    return _lines(db, _LINES_OF, ids, today)


def lines_of_stored(db: Session, ids: Sequence[object], today: date) -> tuple[ClientLine, ...]:
    """The same for ids as the database has them, which is what a search finds."""
    return _lines(db, _LINES_OF_STORED, ids, today)


def _lines(
    db: Session, query: PreparedQuery, ids: Sequence[object], today: date
) -> tuple[ClientLine, ...]:
    by_id: dict[object, list[_Cells]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        for row in query.rows(db, ids=list(ids[start : start + _AT_ONCE])):
            by_id.setdefault(row[-1], []).append(row)
    return tuple(_line(by_id[found], today) for found in ids if found in by_id)


def page_of(
    db: Session,
    state: ClientState | None,
    order: ClientOrder,
    today: date,
    *,
    limit: int,
    offset: int,
    descending: bool = False,
) -> tuple[ClientLine, ...]:
    """One page of the list of clients in a state, or of all."""
    column = _ORDER[order]
    query = _of_state(select(ClientRow.id), state).where(ClientRow.void == 0)
    if order is ClientOrder.BORN:
        query = query.where(ClientRow.born.is_not(None))
    query = query.order_by(column.desc() if descending else column).limit(limit).offset(offset)
    return lines_of(db, db.connection().execute(query).scalars().all(), today)


def count_of(db: Session, state: ClientState | None) -> int:
    """How many clients are in a state, or at all; read from the index of the list alone."""
    query = select(func.count()).select_from(ClientRow).where(ClientRow.void == 0)
    return db.execute(_of_state(query, state)).scalar_one()


def _of_state(query: _Query, state: ClientState | None) -> _Query:
    if state is ClientState.IN_PROGRAM:
        return query.where(ClientRow.in_program == 1)
    if state is not None:
        admitted = int(state is ClientState.DISCHARGED)
        return query.where(ClientRow.in_program == 0, ClientRow.ever_admitted == admitted)
    return query


def _line(rows: Sequence[_Cells], today: date) -> ClientLine:
    row = rows[0]
    stay = None if row[9] is None else _stay([row[9:19] for row in rows], today)
    client_id, chart, first, middle, last, used, born, in_program, ever_admitted = row[:9]
    state = state_of(in_program, ever_admitted)
    return ClientLine(client_id, chart, first, middle, last, used, born, state, stay)


def _stay(rows: Sequence[_Cells], today: date) -> Stay:
    """The stay told by its rows, with the placement that holds today; else with the first."""
    row = rows[0] if len(rows) == 1 else _held(rows, today)
    episode_id, number, admitted, planned_end, counselor_id, counselor = row[:6]
    _, phase_name, track, level_of_care = row[6:]
    return Stay(
        episode_id,
        number,
        admitted,
        planned_end,
        day_of_stay(admitted, planned_end, today),
        phase_name or "",
        track or "",
        level_of_care or "",
        counselor_id,
        counselor or "",
    )


def _held(rows: Sequence[_Cells], today: date) -> _Cells:
    # more rows than one are placements, each with the day from which it holds
    ordered = sorted(rows, key=itemgetter(6))
    begun = [row for row in ordered if row[6] <= today]
    return begun[-1] if begun else ordered[0]


def stay_of(db: Session, client_id: UUID, today: date) -> Stay | None:
    """The open episode of a client, if there is one, with what is prescribed today."""
    rows = _STAY_OF.rows(db, client_id=client_id)
    newest = max((row[2] for row in rows), default=None)
    newest_rows = [row for row in rows if row[2] == newest]
    return _stay(newest_rows, today) if newest_rows else None


def chart_head(db: Session, client_id: UUID, today: date) -> ChartHead:
    """The facts above a chart, in two row queries; NotFound for a client not in this store."""
    row = _HEAD.first(db, client_id=client_id)
    if row is None:
        raise NotFound("This client's record is not in this store.", "Search for the name.")
    record_id, chart, first, middle, last, used, born, in_program, ever_admitted = row[:9]
    pronouns, language, phone, last_discharged, open_setback = row[9:]
    stay = stay_of(db, client_id, today) if in_program else None
    return ChartHead(
        record_id,
        chart,
        first,
        middle,
        last,
        used,
        born,
        age=age_on(born, today) if born else None,
        pronouns=pronouns,
        language=language,
        state=state_of(in_program, ever_admitted),
        phone=phone or "",
        stay=stay,
        last_discharged=None if stay else last_discharged,
        open_setback=open_setback,
    )
