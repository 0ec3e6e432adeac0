"""Referring clients to meetings: the weekly requirement, chosen meetings, clashes with groups."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.client import full_name
from iopdesk.domain.distance import Point
from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.language import Language
from iopdesk.domain.problems import InvalidDraft, NotFound, UserProblem
from iopdesk.domain.referral import (
    AS_PLACED,
    ChosenMeeting,
    RecoveryPath,
    ReferralDraft,
    RequirementDraft,
)
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.week import WeekBlock
from iopdesk.domain.wording import later
from iopdesk.services.busy_blocks import busy_blocks
from iopdesk.services.client_queries import client_row
from iopdesk.services.episode_queries import open_episode
from iopdesk.services.meeting_catalog import lines_of
from iopdesk.services.meeting_places import clinic_place, home_of
from iopdesk.services.meeting_records import split_codes
from iopdesk.services.meeting_search import MeetingLine
from iopdesk.services.meeting_weeks import asked_on
from iopdesk.services.referral_queries import end_row, holds, referral_rows, requirement_rows
from iopdesk.services.roster_service import RosterService
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.episode_tables import EpisodeRow, PlacementRow
from iopdesk.storage.meeting_tables import MeetingReferralRow, MeetingRequirementRow, MeetingRow
from iopdesk.storage.store import Store

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ReferredMeeting:
    """A meeting a client was referred to; `clashes` names the groups at the same time."""

    line: MeetingLine
    starts: date
    ends: date | None
    way: str
    clashes: tuple[str, ...]
    is_listed: bool


@dataclass(frozen=True)
class Requirement:
    """What holds today of meetings a week, and the choice behind it.

    `goes_by_placement` says that the number is the placement's and changes with it.
    """

    a_week: int
    starts: date
    ends: date | None
    choice_offered: date | None
    chosen_path: RecoveryPath | None
    offered: tuple[Fellowship, ...] = ()
    goes_by_placement: bool = False


@dataclass(frozen=True)
class ClientReferral:
    """Everything the referral panel and the chart show of a client's meetings.

    `prescribed_a_week` is what the present placement says, to begin a requirement with. Distances
    are from the client's home where `from_home`, else from the clinic.
    """

    client_id: uuid.UUID
    client_name: str
    language: Language
    requirement: Requirement | None
    prescribed_a_week: int
    planned_end: date | None
    is_in_program: bool
    meetings: tuple[ReferredMeeting, ...]
    groups: tuple[WeekBlock, ...]
    point: Point | None
    from_home: bool
    busy: tuple[WeekBlock, ...] = ()

    @property
    def taken(self) -> tuple[WeekBlock, ...]:
        """Hours of the week in which the client can't go to a meeting."""
        return (*self.groups, *self.busy)

    @property
    def chosen(self) -> tuple[ChosenMeeting, ...]:
        """The present choice, as a form starts with it."""
        return tuple(ChosenMeeting(m.line.id, m.way) for m in self.meetings)


@dataclass(frozen=True)
class ReferredClient:
    """A client with meetings this week: how many were chosen, and how many are asked for."""

    client_id: uuid.UUID
    name: str
    meetings: int
    a_week: int


class ReferralService:
    """What staff do to send a client to meetings."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in
        self._roster = RosterService(store, signed_in)

    def referral(self, client_id: uuid.UUID) -> ClientReferral:
        """A client's present meetings, requirement and weekly groups."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        groups = self._roster.client_week(client_id)
        today = self._store.clock.today()
        with self._store.read() as db:
            client = client_row(db, client_id)
            home = home_of(db, client)
            point = home or clinic_place(db)
            episode = open_episode(db, client_id)
            prescribed = _prescribed(db, episode, today)
            return ClientReferral(
                client_id=client_id,
                client_name=_name(client),
                language=Language.SPANISH if client.language == "es" else Language.ENGLISH,
                requirement=_requirement(db, client_id, today, prescribed),
                prescribed_a_week=prescribed,
                planned_end=episode.planned_end if episode else None,
                is_in_program=episode is not None,
                meetings=_referred(db, client_id, today, groups, point),
                groups=groups,
                point=point,
                from_home=home is not None,
                busy=busy_blocks(db, client_id, today),
            )

    def refer(
        self,
        client_id: uuid.UUID,
        base: tuple[ChosenMeeting, ...],
        draft: ReferralDraft,
        requirement: RequirementDraft | None = None,
    ) -> None:
        """Keep the client's choice of meetings, and the weekly requirement where one is given.

        `base` is the choice the form was opened with: what others added or ended meanwhile stays.
        Meetings left out end today. Raises InvalidDraft with all problems, nothing written.
        """
        self._signed_in.require(Right.REFER_TO_MEETINGS)
        problems = [*draft.problems(), *(requirement.problems() if requirement else ())]
        if problems:
            raise InvalidDraft(problems)
        with self._store.write("referral.save", self._signed_in.staff_id) as db:
            client_row(db, client_id)
            self._refuse_unknown(db, draft)
            self._keep_choice(db, client_id, base, draft)
            if requirement:
                self._keep_requirement(db, client_id, requirement)

    def set_requirement(self, client_id: uuid.UUID, draft: RequirementDraft) -> None:
        """Ask a client for so many meetings a week; what held before ends the day before."""
        self._signed_in.require(Right.REFER_TO_MEETINGS)
        if problems := draft.problems():
            raise InvalidDraft(problems)
        with self._store.write("requirement.save", self._signed_in.staff_id) as db:
            client_row(db, client_id)
            self._keep_requirement(db, client_id, draft)

    def clashes(
        self, client_id: uuid.UUID, meeting_ids: tuple[uuid.UUID, ...]
    ) -> dict[uuid.UUID, tuple[str, ...]]:
        """Of these meetings those at the time of the client's groups, with the groups' names."""
        groups = self._roster.client_week(client_id)
        with self._store.read() as db:
            lines = lines_of(db, list(meeting_ids))
        found = {meeting_id: clashing(line, groups) for meeting_id, line in lines.items()}
        return {meeting_id: names for meeting_id, names in found.items() if names}

    def referred_this_week(self) -> tuple[ReferredClient, ...]:
        """Clients in program who have meetings or a requirement today, by name."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        today = self._store.clock.today()
        with self._store.read() as db:
            counts: dict[uuid.UUID, int] = {}
            for client_id in db.scalars(
                select(MeetingReferralRow.client_id).where(*holds(MeetingReferralRow, today))
            ):
                counts[client_id] = counts.get(client_id, 0) + 1
            asked = asked_on(db, today)
            clients = db.scalars(
                select(ClientRow)
                .where(ClientRow.in_program == 1, ClientRow.void == 0)
                .where(ClientRow.id.in_({*counts, *asked}))
                .order_by(ClientRow.sort_name)
            )
            return tuple(
                ReferredClient(
                    client.id, _name(client), counts.get(client.id, 0), asked.get(client.id, 0)
                )
                for client in clients
            )

    def _refuse_unknown(self, db: Session, draft: ReferralDraft) -> None:
        ids = {chosen.meeting_id for chosen in draft.meetings}
        known = db.scalars(
            select(MeetingRow.id).where(MeetingRow.id.in_(ids), MeetingRow.void == 0)
        )
        if ids != set(known):
            raise NotFound(later("One of these meetings is not in the directories any more."))

    def _keep_choice(
        self,
        db: Session,
        client_id: uuid.UUID,
        base: tuple[ChosenMeeting, ...],
        draft: ReferralDraft,
    ) -> None:
        today = self._store.clock.today()
        present = {row.meeting_id: row for row in referral_rows(db, client_id, today)}
        before = {chosen.meeting_id: chosen for chosen in base}
        wanted = {chosen.meeting_id: chosen for chosen in draft.meetings}
        for meeting_id in before.keys() - wanted.keys():
            if row := present.get(meeting_id):
                end_row(row, today - _DAY)
        for position, (meeting_id, chosen) in enumerate(wanted.items()):
            row = present.get(meeting_id)
            if row is None and meeting_id in before:
                continue  # ended by someone else meanwhile
            if row is None:
                row = MeetingReferralRow(
                    id=self._store.new_id(),
                    client_id=client_id,
                    meeting_id=meeting_id,
                    starts=draft.starts,
                    ends=draft.ends,
                    position=position,
                    note=chosen.way,
                )
                db.add(row)
                continue
            if before.get(meeting_id) != chosen and row.note != chosen.way:
                row.note = chosen.way

    def _keep_requirement(self, db: Session, client_id: uuid.UUID, draft: RequirementDraft) -> None:
        episode = open_episode(db, client_id)
        if episode is None:
            raise UserProblem(
                later("This client is not in the program."),
                later(
                    "Meetings can be referred to, but not asked for, outside an episode of care."
                ),
            )
        values = {
            "a_week": draft.a_week,
            "starts": draft.starts,
            "ends": draft.ends,
            "choice_offered": draft.choice_offered,
            "chosen_path": draft.chosen_path.value if draft.chosen_path else "",
            "offered": ",".join(fellowship.value for fellowship in draft.offered),
        }
        for row in requirement_rows(db, client_id):
            if row.starts == draft.starts:
                for name, value in values.items():
                    if getattr(row, name) != value:
                        setattr(row, name, value)
                return
            if row.starts < draft.starts:
                end_row(row, draft.starts - _DAY)
        db.add(
            MeetingRequirementRow(
                id=self._store.new_id(), client_id=client_id, episode_id=episode.id, **values
            )
        )


def clashing(line: MeetingLine, groups: tuple[WeekBlock, ...]) -> tuple[str, ...]:
    """Names of the groups at the time of a meeting."""
    block = line.block()
    if block is None:
        return ()
    return tuple(dict.fromkeys(g.words for g in groups if g.clashes_with(block)))


def _name(client: ClientRow) -> str:
    return full_name(client.first_name, client.middle_name, client.last_name, client.name_to_use)


def _requirement(
    db: Session, client_id: uuid.UUID, today: date, prescribed: int
) -> Requirement | None:
    rows = [row for row in requirement_rows(db, client_id) if row.ends is None or row.ends >= today]
    begun = [row for row in rows if row.starts <= today]
    row = begun[-1] if begun else next(iter(rows), None)
    if row is None:
        return None
    goes_by_placement = row.a_week == AS_PLACED
    return Requirement(
        prescribed if goes_by_placement else row.a_week,
        row.starts,
        row.ends,
        row.choice_offered,
        RecoveryPath(row.chosen_path) if row.chosen_path else None,
        tuple(Fellowship(name) for name in split_codes(row.offered)),
        goes_by_placement,
    )


def _referred(
    db: Session,
    client_id: uuid.UUID,
    today: date,
    groups: tuple[WeekBlock, ...],
    point: Point | None,
) -> tuple[ReferredMeeting, ...]:
    rows = referral_rows(db, client_id, today)
    lines = lines_of(db, [row.meeting_id for row in rows], point)
    listed = set(
        db.scalars(
            select(MeetingRow.id).where(MeetingRow.id.in_(lines), MeetingRow.listed_until.is_(None))
        )
    )
    found = [
        ReferredMeeting(
            line,
            row.starts,
            row.ends,
            row.note,
            clashing(line, groups),
            row.meeting_id in listed,
        )
        for row in rows
        if (line := lines.get(row.meeting_id))
    ]
    return tuple(sorted(found, key=lambda m: m.line.week_order))


def _prescribed(db: Session, episode: EpisodeRow | None, today: date) -> int:
    if episode is None:
        return 0
    return (
        db.scalar(
            select(PlacementRow.meetings_a_week)
            .where(
                PlacementRow.episode_id == episode.id,
                PlacementRow.void == 0,
                PlacementRow.starts <= today,
            )
            .order_by(PlacementRow.starts.desc(), PlacementRow.id.desc())
            .limit(1)
        )
        or 0
    )
