"""The lot that chooses who is screened on a day: drawn, kept with its seed, worked out again."""

import json
import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.client import short_name
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.screen_draw import Candidate, DrawRules, drawn, must_be_drawn
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.week import monday_of, sunday_of
from iopdesk.services.duty_facts import FIRST_NAME
from iopdesk.services.merged_records import kept_for
from iopdesk.services.rule_service import rules_of
from iopdesk.storage.assessment_tables import DrugScreenRow, ScreenDrawRow
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.episode_tables import EpisodeRow
from iopdesk.storage.store import Store

_FRIDAY = 4


@dataclass(frozen=True)
class PoolLine:
    """Someone in program: screens of this week, and whether the rules leave or take them."""

    client_id: UUID
    who: str
    taken: int
    is_full: bool
    is_must: bool


@dataclass(frozen=True)
class DrawnClient:
    """Someone who was drawn, and what became of it."""

    client_id: UUID
    screen_id: UUID
    who: str
    state: str


@dataclass(frozen=True)
class Draw:
    """One lot as it was kept; `is_repeated` says that seed and pool give the same again."""

    draw_id: UUID
    day: date
    at: datetime
    by: str
    seed: str
    wanted: int
    pool_size: int
    people: tuple[DrawnClient, ...]
    is_repeated: bool


@dataclass(frozen=True)
class DrawView:
    """The pool of a day and the lots of that day, the newest first."""

    day: date
    rules: DrawRules
    pool: tuple[PoolLine, ...]
    draws: tuple[Draw, ...]


class ScreenDrawService:
    """Nobody chooses: whoever draws says how many, the lot and the weekly rules do the rest."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def view(self, day: date | None = None) -> DrawView:
        """Who is in the pool, and what was drawn."""
        self._signed_in.require(Right.VIEW_CLINICAL)
        chosen = day or self._store.clock.today()
        with self._store.read() as db:
            rules = draw_rules(db)
            people = _people(db, chosen)
            pool = _pool(db, chosen, list(people))
            return DrawView(
                chosen,
                rules,
                tuple(
                    PoolLine(
                        one.client_id,
                        people[one.client_id],
                        one.taken,
                        one.taken >= rules.most,
                        must_be_drawn(one, rules),
                    )
                    for one in pool
                ),
                _draws(db, chosen),
            )

    def draw(self, wanted: int, seed: str = "") -> UUID:
        """Draw for today and call those drawn; the lot's id. Each draw is kept for good."""
        self._signed_in.require(Right.WRITE_NOTES)
        day = self._store.clock.today()
        with self._store.write("screen.draw", self._signed_in.staff_id) as db:
            rules = draw_rules(db)
            called = set(_called(db, day))
            people = [one for one in _people(db, day) if one not in called]
            pool = _pool(db, day, people)
            seed = seed or secrets.token_hex(16)
            chosen = drawn(pool, wanted, seed, rules)
            if not chosen:
                raise UserProblem(
                    "Nobody is left to draw today.",
                    "Everyone in program was drawn, or has the most screens of a week.",
                )
            draw_id = self._store.new_id()
            db.add(self._row(draw_id, day, pool, wanted, seed, rules))
            db.flush()
            for client_id in chosen:
                db.add(
                    DrugScreenRow(
                        id=self._store.new_id(),
                        client_id=client_id,
                        day=day,
                        state="drawn",
                        reason="random",
                        draw_id=draw_id,
                    )
                )
            return draw_id

    def _row(
        self,
        draw_id: UUID,
        day: date,
        pool: Sequence[Candidate],
        wanted: int,
        seed: str,
        rules: DrawRules,
    ) -> ScreenDrawRow:
        weeks = [[one.taken, one.days_left] for one in pool]
        kept = {"least": rules.least, "most": rules.most, "weeks": weeks}
        return ScreenDrawRow(
            id=draw_id,
            day=day,
            seed=seed,
            pool=json.dumps([one.client_id.hex for one in pool]),
            wanted=wanted,
            rules=json.dumps(kept),
            drawn_by=self._signed_in.staff_id,
            drawn_at=self._store.clock.now(),
        )


def draw_rules(db: Session) -> DrawRules:
    """The clinic's least and most screens a week."""
    rules = rules_of(db)
    return DrawRules(rules.screens_least, rules.screens_most)


def repeated(row: ScreenDrawRow) -> tuple[UUID, ...]:
    """Whom the kept seed, pool and rules draw, worked out again."""
    kept = json.loads(row.rules)
    pool = [
        Candidate(UUID(hex=client), taken, days_left)
        for client, (taken, days_left) in zip(json.loads(row.pool), kept["weeks"], strict=True)
    ]
    return drawn(pool, row.wanted, row.seed, DrawRules(kept["least"], kept["most"]))


def _people(db: Session, day: date) -> dict[UUID, str]:
    rows = db.execute(
        select(EpisodeRow.client_id, FIRST_NAME, ClientRow.last_name)
        .join(ClientRow, ClientRow.id == EpisodeRow.client_id)
        .where(
            EpisodeRow.discharged.is_(None),
            EpisodeRow.admitted <= day,
            EpisodeRow.void == 0,
            ClientRow.void == 0,
        )
        .order_by(ClientRow.sort_name, ClientRow.id)
    )
    return {client_id: short_name(first, last) for client_id, first, last in rows}


def _pool(db: Session, day: date, people: Sequence[UUID]) -> list[Candidate]:
    """Screens of the week so far, done or called; days left are those to Friday."""
    table = DrugScreenRow
    taken: Counter[UUID] = Counter(
        db.scalars(
            select(table.client_id).where(
                table.client_id.in_(people),
                table.day.between(monday_of(day), sunday_of(day)),
                table.void == 0,
            )
        )
    )
    left = max(_FRIDAY - day.weekday(), 0)
    return [Candidate(client_id, taken[client_id], left) for client_id in people]


def _called(db: Session, day: date) -> Sequence[UUID]:
    table = DrugScreenRow
    return db.scalars(select(table.client_id).where(table.day == day, table.void == 0)).all()


def _draws(db: Session, day: date) -> tuple[Draw, ...]:
    table = ScreenDrawRow
    rows = db.execute(
        select(table, StaffRow.name)
        .join(StaffRow, StaffRow.id == table.drawn_by)
        .where(table.day == day, table.void == 0)
        .order_by(table.drawn_at.desc())
    ).all()
    return tuple(_draw(db, row, by) for row, by in rows)


def _draw(db: Session, row: ScreenDrawRow, by: str) -> Draw:
    table = DrugScreenRow
    people = tuple(
        DrawnClient(client_id, screen_id, short_name(first, last), state)
        for client_id, screen_id, first, last, state in db.execute(
            select(table.client_id, table.id, FIRST_NAME, ClientRow.last_name, table.state)
            .join(ClientRow, ClientRow.id == table.client_id)
            .where(table.draw_id == row.id)
            .order_by(ClientRow.sort_name)
        )
    )
    # who was drawn may stand in a record that theirs was merged into since
    again = set(repeated(row))
    kept = kept_for(db, again)
    same = {one.client_id for one in people} == {kept.get(each, each) for each in again}
    return Draw(
        row.id,
        row.day,
        row.drawn_at,
        by,
        row.seed,
        row.wanted,
        len(json.loads(row.pool)),
        people,
        same,
    )
