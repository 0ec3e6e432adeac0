"""Meetings that clients went to: returned cards entered fast, weeks counted, disputes kept."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.group import shown_name
from iopdesk.domain.meeting_visit import (
    WEEKS_ON_A_CARD,
    Proof,
    Visit,
    VisitDraft,
    WeekOfVisits,
    self_help_code,
    weeks_met_in_a_row,
    weeks_of,
)
from iopdesk.domain.problems import InvalidDraft, NotFound, UserProblem
from iopdesk.domain.referral import typed_code
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.week import monday_of
from iopdesk.domain.wording import later
from iopdesk.services.client_queries import client_row
from iopdesk.services.meeting_cards import cards_out_of
from iopdesk.services.meeting_catalog import lines_of
from iopdesk.services.meeting_search import MeetingLine
from iopdesk.services.meeting_weeks import asked_weeks
from iopdesk.services.referral_queries import referral_rows
from iopdesk.storage import row_past
from iopdesk.storage.journal import void_row
from iopdesk.storage.meeting_tables import MeetingAttendanceRow, MeetingCardRow, MeetingRow
from iopdesk.storage.store import Store

_LONGEST_BACK = timedelta(days=400)
_MONTH = timedelta(days=30)
WEEKS_SHOWN = 12


@dataclass(frozen=True)
class ReturnedCard:
    """A card as it comes back: whose it is, its weeks, and the client's meetings in their order.

    `meetings` are numbered from 1 as on the printed list; `entered` is what was kept of these
    weeks before. Without a `card_id` it is a sheet for what the client tells.
    """

    card_id: uuid.UUID | None
    client_id: uuid.UUID
    client: str
    printed: date | None
    mondays: tuple[date, ...]
    meetings: tuple[MeetingLine, ...]
    entered: tuple[Visit, ...]
    returned: date | None


@dataclass(frozen=True)
class Entered:
    """What entering a card did: how many are new, how many stood there already."""

    new: int
    known: int


@dataclass(frozen=True)
class VisitSummary:
    """What a chart shows: the last weeks, newest first, and what they add up to."""

    weeks: tuple[WeekOfVisits, ...]
    in_a_row: int
    last_30_days: int
    self_help: str
    visits: tuple[Visit, ...]
    cards_out: int


class MeetingVisitService:
    """What the desk does with a card that comes back; the client's word is enough by itself."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def card(self, code: str) -> ReturnedCard:
        """The card of a code as it is typed off, with or without its week number."""
        self._signed_in.require(Right.REFER_TO_MEETINGS)
        wanted = typed_code(code)
        with self._store.read() as db:
            row = db.execute(
                select(MeetingCardRow).where(
                    MeetingCardRow.code == wanted, MeetingCardRow.void == 0
                )
            ).scalar_one_or_none()
            if row is None:
                raise NotFound(
                    later("No card has this code."),
                    later("Nothing was changed. Check its letters, or enter it from the chart."),
                )
            return self._card(db, row)

    def card_of(self, card_id: uuid.UUID) -> ReturnedCard:
        """The card that the find box found."""
        self._signed_in.require(Right.REFER_TO_MEETINGS)
        with self._store.read() as db:
            row = db.get(MeetingCardRow, card_id)
            if row is None or row.void:
                raise NotFound(later("No card has this code."))
            return self._card(db, row)

    def sheet(self, client_id: uuid.UUID) -> ReturnedCard:
        """The same without a card, for what a client tells of this week and those before."""
        self._signed_in.require(Right.REFER_TO_MEETINGS)
        first = monday_of(self._store.clock.today()) - timedelta(weeks=WEEKS_ON_A_CARD - 1)
        with self._store.read() as db:
            return _returned(db, client_id, first)

    def enter(self, card_id: uuid.UUID, drafts: Sequence[VisitDraft]) -> Entered:
        """Keep the meetings of a card, all or none; those that stand there already stay.

        InvalidDraft with what is wrong. The card counts as returned from today on.
        """
        self._signed_in.require(Right.REFER_TO_MEETINGS)
        today = self._store.clock.today()
        self._refuse(drafts, today)
        with self._store.write("meeting_card.enter", self._signed_in.staff_id) as db:
            card = db.get(MeetingCardRow, card_id)
            if card is None or card.void:
                raise NotFound(later("No card has this code."))
            new = self._keep(db, card.client_id, drafts, card.id)
            if card.returned is None:
                card.returned = today
        return Entered(new, len(drafts) - new)

    def add(self, client_id: uuid.UUID, drafts: Sequence[VisitDraft]) -> Entered:
        """The same without a card, such as what a client tells."""
        self._signed_in.require(Right.REFER_TO_MEETINGS)
        self._refuse(drafts, self._store.clock.today())
        with self._store.write("meeting_visit.add", self._signed_in.staff_id) as db:
            client_row(db, client_id)
            new = self._keep(db, client_id, drafts, None)
        return Entered(new, len(drafts) - new)

    def dispute(self, visit_id: uuid.UUID, words: str) -> None:
        """Note that somebody doubts this visit; it still counts until it is taken back."""
        self._signed_in.require(Right.REFER_TO_MEETINGS)
        with self._store.write("meeting_visit.dispute", self._signed_in.staff_id) as db:
            row = _visit_row(db, visit_id)
            if row.dispute != words.strip():
                row.dispute = words.strip()

    def take_back(self, visit_id: uuid.UUID, reason: str) -> None:
        """Void a visit that was entered by mistake; the record keeps that it was."""
        self._signed_in.require(Right.REFER_TO_MEETINGS)
        if not reason.strip():
            raise UserProblem(later("Say why."), later("Nothing was changed."))
        by = self._signed_in.staff_id
        with self._store.write("meeting_visit.take_back", by, reason=reason.strip()) as db:
            void_row(_visit_row(db, visit_id))

    def summary(self, client_id: uuid.UUID) -> VisitSummary:
        """The last weeks of a client with what was asked for in each."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        today = self._store.clock.today()
        first = monday_of(today) - timedelta(weeks=WEEKS_SHOWN - 1)
        with self._store.read() as db:
            visits = _visits(db, client_id, today - _LONGEST_BACK, today, with_writers=True)
            asked = asked_weeks(db, first, today, [client_id]).get(client_id, {})
            cards_out = len(cards_out_of(db, today, [client_id]).get(client_id, ()))
        weeks = weeks_of([visit.draft.day for visit in visits], asked, first, today)
        last = sum(1 for visit in visits if visit.draft.day > today - _MONTH)
        return VisitSummary(
            weeks=tuple(reversed(weeks)),
            in_a_row=weeks_met_in_a_row(weeks, today),
            last_30_days=last,
            self_help=self_help_code(last if visits else None),
            visits=tuple(visits),
            cards_out=cards_out,
        )

    def _refuse(self, drafts: Sequence[VisitDraft], today: date) -> None:
        problems = [problem for draft in drafts for problem in draft.problems(today)]
        if problems:
            raise InvalidDraft(problems)

    def _keep(
        self,
        db: Session,
        client_id: uuid.UUID,
        drafts: Sequence[VisitDraft],
        card_id: uuid.UUID | None,
    ) -> int:
        if not drafts:
            return 0
        days = [draft.day for draft in drafts]
        known = {_key(visit.draft) for visit in _visits(db, client_id, min(days), max(days))}
        new = 0
        for draft in drafts:
            if _key(draft) in known:
                continue
            known.add(_key(draft))
            new += 1
            db.add(
                MeetingAttendanceRow(
                    id=self._store.new_id(),
                    client_id=client_id,
                    meeting_id=draft.meeting_id,
                    day=draft.day,
                    words=" ".join(draft.words.split()),
                    proof=draft.proof.value,
                    card_id=card_id,
                )
            )
        return new

    def _card(self, db: Session, row: MeetingCardRow) -> ReturnedCard:
        found = _returned(db, row.client_id, monday_of(row.starts), row.weeks)
        return replace(found, card_id=row.id, printed=row.printed, returned=row.returned)


def _returned(
    db: Session, client_id: uuid.UUID, first: date, weeks: int = WEEKS_ON_A_CARD
) -> ReturnedCard:
    mondays = tuple(first + timedelta(weeks=week) for week in range(weeks))
    last = mondays[-1] + timedelta(days=6)
    ids = [each.meeting_id for each in referral_rows(db, client_id, first)]
    lines = sorted(lines_of(db, ids).values(), key=lambda line: line.week_order)
    client = client_row(db, client_id)
    return ReturnedCard(
        card_id=None,
        client_id=client_id,
        client=shown_name(client.first_name, client.last_name, client.name_to_use),
        printed=None,
        mondays=mondays,
        meetings=tuple(lines),
        entered=tuple(_visits(db, client_id, first, last)),
        returned=None,
    )


def _key(draft: VisitDraft) -> tuple[date, uuid.UUID | str]:
    return draft.day, draft.meeting_id or " ".join(draft.words.split()).casefold()


def _visit_row(db: Session, visit_id: uuid.UUID) -> MeetingAttendanceRow:
    row = db.get(MeetingAttendanceRow, visit_id)
    if row is None or row.void:
        raise NotFound(later("This entry is no longer here."), later("Load the chart again."))
    return row


def _visits(
    db: Session, client_id: uuid.UUID, first: date, last: date, *, with_writers: bool = False
) -> list[Visit]:
    rows = db.execute(
        select(
            MeetingAttendanceRow.id,
            MeetingAttendanceRow.op,
            MeetingAttendanceRow.day,
            MeetingAttendanceRow.meeting_id,
            MeetingAttendanceRow.words,
            MeetingAttendanceRow.proof,
            MeetingAttendanceRow.dispute,
            MeetingRow.name,
        )
        .outerjoin(MeetingRow, MeetingRow.id == MeetingAttendanceRow.meeting_id)
        .where(
            MeetingAttendanceRow.client_id == client_id,
            MeetingAttendanceRow.day >= first,
            MeetingAttendanceRow.day <= last,
            MeetingAttendanceRow.void == 0,
        )
        .order_by(MeetingAttendanceRow.day.desc(), MeetingAttendanceRow.id)
    ).all()
    writers = row_past.first_writers(db, {row.id: row.op for row in rows}) if with_writers else {}
    return [
        Visit(
            row.id,
            VisitDraft(row.day, row.meeting_id, row.words, Proof(row.proof)),
            row.name or row.words,
            row.dispute,
            writers[row.id].name if row.id in writers else "",
        )
        for row in rows
    ]
