"""Reads that several services share: lines of client lists, stays, the chart's head."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, func, select
from sqlalchemy.orm import Session

from iopdesk.domain.client import ClientState, age_on, state_of
from iopdesk.domain.episode import day_of_stay
from iopdesk.domain.problems import NotFound
from iopdesk.services.client_records import ChartHead, ClientLine, ClientOrder, Stay
from iopdesk.storage.client_tables import ClientRow, PhoneRow
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.episode_tables import EpisodeRow, PlacementRow
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
# Made once, with a fixed number of places: a search asks this at every key.
_AT_ONCE = 50
_SLOTS = tuple(f"id{at}" for at in range(_AT_ONCE))
_LINES_OF = select(*(ClientRow.__table__.c[column.key] for column in _LINE)).where(
    ClientRow.__table__.c.id.in_([bindparam(slot, type_=UuidType) for slot in _SLOTS]),
    ClientRow.__table__.c.void == 0,
)
_episode, _placement, _staff = EpisodeRow.__table__, PlacementRow.__table__, StaffRow.__table__
_OPEN_EPISODES = (
    select(
        _episode.c.client_id,
        _episode.c.id,
        _episode.c.number,
        _episode.c.admitted,
        _episode.c.planned_end,
        _episode.c.counselor_id,
        _staff.c.name,
    )
    .select_from(_episode.outerjoin(_staff, _staff.c.id == _episode.c.counselor_id))
    .where(
        _episode.c.client_id.in_(bindparam("ids", expanding=True)),
        _episode.c.discharged.is_(None),
        _episode.c.void == 0,
    )
)
_PLACEMENTS = (
    select(
        _placement.c.episode_id,
        _placement.c.starts,
        _placement.c.phase_name,
        _placement.c.track,
        _placement.c.level_of_care,
    )
    .where(_placement.c.episode_id.in_(bindparam("ids", expanding=True)), _placement.c.void == 0)
    .order_by(_placement.c.starts)
)
_Query = TypeVar("_Query", bound=Select[*tuple[Any, ...]])
_ORDER = {
    ClientOrder.NAME: ClientRow.sort_name,
    ClientOrder.CHART: ClientRow.chart_number,
    ClientOrder.BORN: ClientRow.born,
}


def client_row(db: Session, client_id: UUID) -> ClientRow:
    """The stored row, to be changed; NotFound when there is none."""
    row = db.get(ClientRow, client_id)
    if row is None or row.void:
        raise NotFound("This client's record is not in this store.", "Search for the name.")
    return row


def lines_of(db: Session, ids: Sequence[UUID], today: date) -> tuple[ClientLine, ...]:
    """Lines of these clients, in the order of the ids."""
    connection = db.connection()
    by_id = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        padded = dict(zip(_SLOTS, (*some, *([some[0]] * (_AT_ONCE - len(some)))), strict=True))
        by_id.update({row[0]: row for row in connection.execute(_LINES_OF, padded)})
    return _lines(db, [by_id[found] for found in ids if found in by_id], today)


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
    query = _of_state(select(*_LINE), state).where(ClientRow.void == 0)
    if order is ClientOrder.BORN:
        query = query.where(ClientRow.born.is_not(None))
    query = query.order_by(column.desc() if descending else column).limit(limit).offset(offset)
    return _lines(db, db.execute(query).all(), today)


def count_of(db: Session, state: ClientState | None) -> int:
    """How many clients are in a state, or at all; from the index alone, so voided rows count."""
    return db.execute(_of_state(select(func.count()).select_from(ClientRow), state)).scalar_one()


def _of_state(query: _Query, state: ClientState | None) -> _Query:
    if state is ClientState.IN_PROGRAM:
        return query.where(ClientRow.in_program == 1)
    if state is not None:
        admitted = int(state is ClientState.DISCHARGED)
        return query.where(ClientRow.in_program == 0, ClientRow.ever_admitted == admitted)
    return query


def _lines(
    db: Session, rows: Sequence[Row[*tuple[Any, ...]]], today: date
) -> tuple[ClientLine, ...]:
    stays = stays_of(db, [row[0] for row in rows if row[7]], today)
    return tuple(_line(row, stays.get(row[0])) for row in rows)


def _line(row: Row[*tuple[Any, ...]], stay: Stay | None) -> ClientLine:
    return ClientLine(
        client_id=row[0],
        chart_number=row[1],
        first_name=row[2],
        middle_name=row[3],
        last_name=row[4],
        name_to_use=row[5],
        born=row[6],
        state=state_of(row[7], row[8]),
        stay=stay,
    )


def stays_of(db: Session, client_ids: Iterable[UUID], today: date) -> dict[UUID, Stay]:
    """The open episode of each of these clients who has one, with what is prescribed today."""
    wanted = list(client_ids)
    if not wanted:
        return {}
    episodes = db.connection().execute(_OPEN_EPISODES, {"ids": wanted}).all()
    placed = placements_on(db, [row.id for row in episodes], today)
    stays = {}
    for row in episodes:
        phase_name, track, level = placed.get(row.id, ("", "", ""))
        stays[row.client_id] = Stay(
            episode_id=row.id,
            number=row.number,
            admitted=row.admitted,
            planned_end=row.planned_end,
            day=day_of_stay(row.admitted, row.planned_end, today),
            phase_name=phase_name,
            track=track,
            level_of_care=level,
            counselor_id=row.counselor_id,
            counselor=row.name or "",
        )
    return stays


def placements_on(
    db: Session, episode_ids: Sequence[UUID], day: date
) -> dict[UUID, tuple[str, str, str]]:
    """Phase name, track and level that hold on a day; before the first placement, the first."""
    rows = db.connection().execute(_PLACEMENTS, {"ids": list(episode_ids)})
    holding: dict[UUID, tuple[str, str, str]] = {}
    for episode_id, starts, phase_name, track, level in rows:
        if starts <= day or episode_id not in holding:
            holding[episode_id] = (phase_name, track, level)
    return holding


def chart_head(db: Session, client_id: UUID, today: date) -> ChartHead:
    """The facts above a chart, in three row queries; NotFound for a client not in this store."""
    row = db.execute(
        select(*_LINE, ClientRow.pronouns, ClientRow.language).where(
            ClientRow.id == client_id, ClientRow.void == 0
        )
    ).first()
    if row is None:
        raise NotFound("This client's record is not in this store.", "Search for the name.")
    phone = db.execute(
        select(PhoneRow.number)
        .where(PhoneRow.client_id == client_id, PhoneRow.void == 0)
        .order_by(PhoneRow.id)
        .limit(1)
    ).scalar()
    stay = stays_of(db, [client_id], today).get(client_id) if row.in_program else None
    return ChartHead(
        *row[:7],
        age=age_on(row.born, today) if row.born else None,
        pronouns=row.pronouns,
        language=row.language,
        state=state_of(row.in_program, row.ever_admitted),
        phone=phone or "",
        stay=stay,
        last_discharged=None if stay else _last_discharged(db, client_id),
    )


def _last_discharged(db: Session, client_id: UUID) -> date | None:
    return db.execute(
        select(func.max(EpisodeRow.discharged)).where(
            EpisodeRow.client_id == client_id, EpisodeRow.void == 0
        )
    ).scalar()
