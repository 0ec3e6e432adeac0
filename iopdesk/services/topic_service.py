"""Topics of groups in turn: the list, what comes next, and what each client covered or missed."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.attendance import ATTENDED_VALUES
from iopdesk.domain.group import shown_name
from iopdesk.domain.group_session import HeldSession
from iopdesk.domain.problems import InvalidDraft, NotFound, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.topic_rotation import (
    ClientTopics,
    Covered,
    Topic,
    TopicDraft,
    TopicGrid,
    make_up_day,
    next_topics,
    standing,
)
from iopdesk.services.held_sessions import held_sessions
from iopdesk.services.merge_edit import merge_edit
from iopdesk.services.roster_checks import group_of
from iopdesk.services.session_lines import signed_sessions
from iopdesk.services.session_roster import make_session
from iopdesk.services.topic_starters import starter
from iopdesk.storage import group_queries
from iopdesk.storage.attendance_tables import AttendanceRow
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.group_tables import GroupTopicRow
from iopdesk.storage.journal import void_row
from iopdesk.storage.store import Store

_LOOK_BACK, _LOOK_AHEAD = timedelta(days=200), timedelta(days=70)
Proposals = dict[tuple[uuid.UUID, date], Topic]
"""The topic proposed for a session, by slot and planned day."""


class TopicService:
    """A topic taken off the list stays with the sessions in which it was held."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def grid(self, group_id: uuid.UUID) -> TopicGrid:
        """The topics with their dates, and what each client on the roster covered and missed.

        Of a specialised group only clinicians see who is in it.
        """
        self._signed_in.require(Right.VIEW_CLIENTS)
        today = self._store.clock.today()
        with self._store.read() as db:
            group = group_of(db, group_id)
            past, coming = _sessions(db, group_id, today)
            topics = _topics(db, group_id)
            plan = _plan(topics, past, coming)
            dated = [
                Topic(
                    topic.id,
                    topic.draft,
                    max((s.day for s in past if _topic_of(s, topics) == topic.id), default=None),
                    next((day for day, topic_id in plan if topic_id == topic.id), None),
                )
                for topic in topics
            ]
            is_hidden = bool(group.population) and not self._signed_in.may(Right.VIEW_CLINICAL)
            clients = () if is_hidden else _clients(db, group_id, topics, past, plan, today)
        return TopicGrid(tuple(dated), clients)

    def proposed(self, group_id: uuid.UUID) -> Proposals:
        """What is proposed for each of the group's coming sessions that has no topic yet."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            return proposed_topics(db, group_id, self._store.clock.today())

    def add(self, group_id: uuid.UUID, drafts: Sequence[TopicDraft]) -> None:
        """More topics at the end of the list, as one entry."""
        self._signed_in.require(Right.EDIT_GROUPS)
        problems = [problem for draft in drafts for problem in draft.problems()]
        if problems:
            raise InvalidDraft(problems)
        with self._store.write("group.add_topics", self._signed_in.staff_id) as db:
            group_of(db, group_id)
            last = max((row.position for row in _rows(db, group_id)), default=0)
            for at, draft in enumerate(drafts, start=last + 1):
                db.add(
                    GroupTopicRow(
                        id=self._store.new_id(),
                        group_id=group_id,
                        position=at,
                        **asdict(_tidy(draft)),
                    )
                )

    def add_starter(self, group_id: uuid.UUID, code: str) -> None:
        """All topics of a list that the program brings."""
        self.add(group_id, starter(code).topics)

    def save(self, topic_id: uuid.UUID, *, base: TopicDraft, mine: TopicDraft) -> None:
        """Another title; EditConflict when someone else gave it a third one."""
        self._signed_in.require(Right.EDIT_GROUPS)
        if problems := mine.problems():
            raise InvalidDraft(problems)
        with self._store.write("group.edit_topic", self._signed_in.staff_id) as db:
            merge_edit(db, _row(db, topic_id), asdict(base), asdict(_tidy(mine)))

    def move(self, topic_id: uuid.UUID, by: int) -> None:
        """One place up (-1) or down (1) in the list; at an end nothing changes."""
        self._signed_in.require(Right.EDIT_GROUPS)
        with self._store.write("group.move_topic", self._signed_in.staff_id) as db:
            rows = _rows(db, _row(db, topic_id).group_id)
            at = next(at for at, row in enumerate(rows) if row.id == topic_id)
            if not 0 <= at + by < len(rows):
                return
            mine, other = rows[at], rows[at + by]
            mine.position, other.position = other.position, mine.position

    def remove(self, topic_id: uuid.UUID) -> None:
        """Take a topic off the list; sessions that had it keep it."""
        self._signed_in.require(Right.EDIT_GROUPS)
        with self._store.write("group.remove_topic", self._signed_in.staff_id) as db:
            void_row(_row(db, topic_id))

    def choose(self, slot_id: uuid.UUID, planned_day: date, topic_id: uuid.UUID) -> None:
        """The topic of one session; it is proposed on from there."""
        self._signed_in.require(Right.MARK_ATTENDANCE)
        with self._store.write("session.topic", self._signed_in.staff_id) as db:
            session = make_session(db, slot_id, planned_day)
            if signed_sessions(db, [session.id]):
                raise UserProblem("The notes of this session are signed.", "Nothing was changed.")
            topic = _row(db, topic_id)
            if topic.group_id != session.group_id:
                raise UserProblem("This topic is another group's.", "Nothing was changed.")
            session.topic_id, session.topic = topic.id, topic.title


def proposed_topics(db: Session, group_id: uuid.UUID, today: date) -> Proposals:
    """What is proposed for each of the group's coming sessions that has no topic yet."""
    topics = {topic.id: topic for topic in _topics(db, group_id)}
    if not topics:
        return {}
    past, coming = _sessions(db, group_id, today)
    plan = _plan(list(topics.values()), past, coming)
    return {
        (session.slot_id, session.planned_day): topics[topic_id]
        for session, (_, topic_id) in zip(coming, plan, strict=False)
        if topic_id in topics
    }


@dataclass(frozen=True)
class _Key:
    topic: uuid.UUID
    client: uuid.UUID


def _tidy(draft: TopicDraft) -> TopicDraft:
    return TopicDraft(" ".join(draft.title.split()), " ".join(draft.spanish_title.split()))


def _rows(db: Session, group_id: uuid.UUID) -> Sequence[GroupTopicRow]:
    return db.scalars(
        select(GroupTopicRow)
        .where(GroupTopicRow.group_id == group_id, GroupTopicRow.void == 0)
        .order_by(GroupTopicRow.position, GroupTopicRow.id)
    ).all()


def _row(db: Session, topic_id: uuid.UUID) -> GroupTopicRow:
    row = db.get(GroupTopicRow, topic_id)
    if row is None or row.void:
        raise NotFound("This topic is no longer on the list.", "Load the group again.")
    return row


def _topics(db: Session, group_id: uuid.UUID) -> list[Topic]:
    return [Topic(row.id, TopicDraft(row.title, row.spanish_title)) for row in _rows(db, group_id)]


def _sessions(
    db: Session, group_id: uuid.UUID, today: date
) -> tuple[list[HeldSession], list[HeldSession]]:
    """Sessions held before today, and those from today on, oldest first."""
    held = held_sessions(db, today - _LOOK_BACK, today + _LOOK_AHEAD, group_ids=[group_id])
    past = [each for each in held if each.day < today]
    return past, held[len(past) :]


def _topic_of(session: HeldSession, topics: Sequence[Topic]) -> uuid.UUID | None:
    """The topic of a session: chosen from the list, or typed with the same words."""
    if session.topic_id is not None:
        return session.topic_id
    typed = session.topic.casefold().strip()
    return next(
        (
            topic.id
            for topic in topics
            if typed and typed in (topic.title.casefold(), topic.draft.spanish_title.casefold())
        ),
        None,
    )


def _plan(
    topics: Sequence[Topic], past: Sequence[HeldSession], coming: Sequence[HeldSession]
) -> list[tuple[date, uuid.UUID]]:
    """Day and topic of the coming sessions; one that was chosen already is followed from there."""
    rotation = [topic.id for topic in topics]
    held = [_topic_of(each, topics) for each in past]
    plan = []
    for session in coming:
        chosen = _topic_of(session, topics)
        proposed = [chosen] if chosen is not None else next_topics(rotation, held, 1)
        if not proposed:
            break
        plan.append((session.day, proposed[0]))
        held.append(proposed[0])
    return plan


def _clients(
    db: Session,
    group_id: uuid.UUID,
    topics: Sequence[Topic],
    past: Sequence[HeldSession],
    plan: Sequence[tuple[date, uuid.UUID]],
    today: date,
) -> tuple[ClientTopics, ...]:
    known = {topic.id for topic in topics}
    held = {
        session.session_id: topic
        for session in past
        if (topic := _topic_of(session, topics)) in known and topic is not None
    }
    attended = _attended(db, held)
    rows = db.execute(
        select(ClientRow.id, ClientRow.first_name, ClientRow.last_name, ClientRow.name_to_use)
        .where(
            ClientRow.id.in_(
                [p.client_id for p in group_queries.places(db, today, today, group_ids=[group_id])]
            )
        )
        .order_by(ClientRow.sort_name)
    ).all()
    found = []
    for client_id, first, last, used in rows:
        states = {topic.id: standing(attended.get(_Key(topic.id, client_id))) for topic in topics}
        found.append(
            ClientTopics(
                client_id,
                shown_name(first, last, used),
                tuple(states.values()),
                make_up_day(states, plan) if Covered.MISSED in states.values() else None,
            )
        )
    return tuple(found)


def _attended(db: Session, held: dict[uuid.UUID, uuid.UUID]) -> dict[_Key, bool]:
    """By topic and client whether they attended any session of it."""
    rows = db.execute(
        select(AttendanceRow.session_id, AttendanceRow.client_id, AttendanceRow.mark).where(
            AttendanceRow.session_id.in_(list(held)), AttendanceRow.void == 0
        )
    )
    found: dict[_Key, bool] = defaultdict(bool)
    for session, client_id, mark in rows.all():
        found[_Key(held[session], client_id)] |= mark in ATTENDED_VALUES
    return dict(found)
