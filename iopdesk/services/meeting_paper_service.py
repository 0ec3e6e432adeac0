"""A client's meetings as papers: the list to carry home and the attendance card."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import zip_longest

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.documents import attendance_card, fonts, meeting_list
from iopdesk.documents.attendance_card import AttendanceCardRecord
from iopdesk.documents.meeting_days import PaperMeeting
from iopdesk.documents.meeting_list import (
    GroupTime,
    LeftOut,
    MeetingListRecord,
    WhyLeftOut,
)
from iopdesk.documents.meeting_sources import ListSource
from iopdesk.documents.packet import joined_pdf
from iopdesk.documents.paper_setting import PaperSetting
from iopdesk.domain.distance import Point
from iopdesk.domain.language import Language
from iopdesk.domain.meeting import start_minute
from iopdesk.domain.paper import Paper
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.referral import CODE_LENGTH, CardForm, ChosenMeeting, card_code
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.week import WeekBlock, monday_of
from iopdesk.domain.wording import later
from iopdesk.services.client_queries import client_row
from iopdesk.services.meeting_catalog import find_meetings, lines_of
from iopdesk.services.meeting_search import MeetingFilter, MeetingLine
from iopdesk.services.meeting_service import MeetingService
from iopdesk.services.paper_facts import joined_times, paper_facts, paper_setting
from iopdesk.services.paper_meetings import access_words, on_paper
from iopdesk.services.referral_service import ClientReferral, ReferralService
from iopdesk.storage.meeting_tables import MeetingCardRow
from iopdesk.storage.store import Store

_MOST_MORE, FOUR_A_DAY = 60, 28
_PARTS = (11 * 60 + 30, 16 * 60 + 30)


@dataclass(frozen=True)
class MeetingPaperWish:
    """What to print: None keeps what is stored, `more` adds other meetings by day.

    A card without a code of `new_card` shows dots in its place.
    """

    language: Language | None = None
    chosen: tuple[ChosenMeeting, ...] | None = None
    more: MeetingFilter | None = None
    most_more: int = _MOST_MORE
    with_ways: bool = True
    with_card: bool = False
    card_code: str = ""
    card_form: CardForm = CardForm.WALLET


def whole_list(language: Language | None) -> MeetingPaperWish:
    """The client's meetings, and a few others of each day."""
    return MeetingPaperWish(language, more=MeetingFilter(), most_more=FOUR_A_DAY)


class MeetingPaperService:
    """Prints meeting lists and cards; each print is in the access log."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._who = signed_in
        self._referrals = ReferralService(store, signed_in)
        self._meetings = MeetingService(store, signed_in)

    def preview(self, client_id: uuid.UUID, wish: MeetingPaperWish) -> Paper:
        """The papers as they would be printed; nothing is kept and nothing logged."""
        return self._papers(client_id, wish)

    def new_card(self, client_id: uuid.UUID, form: CardForm = CardForm.WALLET) -> str:
        """Keep that a card is made; its code tells whose it is when it comes back."""
        self._who.require(Right.PRINT)
        return self._new_card(client_id, form)

    def note_printed(self, client_id: uuid.UUID, *, with_card: bool = False) -> None:
        """Keep in the access log that the papers left the program."""
        what = "print meeting list and card" if with_card else "print meeting list"
        self._store.log_access(what, by=self._who.staff_id, client_id=client_id)

    def print(self, client_id: uuid.UUID, wish: MeetingPaperWish) -> Paper:
        """The papers, printed now: a card gets its code, and the print is logged."""
        if wish.with_card and not wish.card_code:
            wish = replace(wish, card_code=self.new_card(client_id, wish.card_form))
        paper = self._papers(client_id, wish)
        self.note_printed(client_id, with_card=wish.with_card)
        return paper

    def meeting_list(self, client_id: uuid.UUID, language: Language | None = None) -> Paper:
        """The meetings a client was referred to, and others by day, printed now."""
        has_chosen = bool(self._referrals.referral(client_id).meetings)
        wish = whole_list(language) if has_chosen else MeetingPaperWish(language)
        return self.print(client_id, wish)

    def attendance_card(
        self,
        client_id: uuid.UUID,
        language: Language | None = None,
        form: CardForm = CardForm.WALLET,
    ) -> Paper:
        """A card alone, printed now."""
        paper = self.card(client_id, language, self.new_card(client_id, form), form)
        self.note_card_printed(client_id)
        return paper

    def card(
        self,
        client_id: uuid.UUID,
        language: Language | None,
        code: str,
        form: CardForm = CardForm.WALLET,
    ) -> Paper:
        """The card of a code that `new_card` gave, to look at; nothing is logged."""
        self._who.require(Right.PRINT)
        pdf, setting = self._card(client_id, language, code, form)
        return Paper("meeting-card", setting.words("Meeting card"), pdf)

    def note_card_printed(self, client_id: uuid.UUID) -> None:
        """Keep in the access log that a card left the program."""
        who = self._who.staff_id
        self._store.log_access("print attendance card", by=who, client_id=client_id)

    def _papers(self, client_id: uuid.UUID, wish: MeetingPaperWish) -> Paper:
        self._who.require(Right.PRINT)
        referral = self._referrals.referral(client_id)
        sources = tuple(
            ListSource(directory.source, directory.day)
            for directory in self._meetings.directories()
        )
        with self._store.read() as db:
            facts = paper_facts(db, client_id, self._store.clock.today())
            setting = paper_setting(
                db, self._store.clock, self._who, wish.language or facts.language
            )
            asked = referral.requirement
            record = MeetingListRecord(
                client_name=facts.name,
                chart=facts.chart_number,
                picked=_picked(db, referral, wish, setting),
                groups=_groups(referral.groups),
                goal_a_week=asked.a_week if asked else None,
                goal_until=asked.ends if asked else None,
                sources=sources,
                more=None,
                offered_on=asked.choice_offered if asked else None,
                chosen_path=asked.chosen_path if asked else None,
            )
            record = _with_more(db, record, referral, wish, setting)
        if not record.picked and not record.more:
            raise UserProblem(
                later("No meeting is chosen."), later("Tick the meetings the client picked.")
            )
        parts = [meeting_list.render(record, setting)]
        if wish.with_card:
            code = wish.card_code or "·" * CODE_LENGTH
            parts.append(self._card(client_id, wish.language, code, wish.card_form)[0])
        return Paper(
            "my-meetings",
            setting.words("My meetings"),
            joined_pdf(parts),
            _warnings(record, setting),
        )

    def _card(
        self, client_id: uuid.UUID, language: Language | None, code: str, form: CardForm
    ) -> tuple[bytes, PaperSetting]:
        with self._store.read() as db:
            client = client_row(db, client_id)
            facts = paper_facts(db, client_id, self._store.clock.today())
            setting = paper_setting(db, self._store.clock, self._who, language or facts.language)
            record = AttendanceCardRecord(
                first_name=client.name_to_use or client.first_name,
                last_initial=client.last_name[:1],
                code=code,
                starts=self._store.clock.today(),
                form=form,
            )
        return attendance_card.render(record, setting), setting

    def _new_card(self, client_id: uuid.UUID, form: CardForm) -> str:
        today = self._store.clock.today()
        with self._store.write("meeting_card.print", self._who.staff_id) as db:
            client_row(db, client_id)
            code = card_code(self._store.new_id())
            while db.scalar(select(MeetingCardRow.id).where(MeetingCardRow.code == code)):
                code = card_code(self._store.new_id())
            db.add(
                MeetingCardRow(
                    id=self._store.new_id(),
                    client_id=client_id,
                    code=code,
                    printed=today,
                    starts=monday_of(today),
                    weeks=form.weeks,
                )
            )
        return code


def _picked(
    db: Session, referral: ClientReferral, wish: MeetingPaperWish, setting: PaperSetting
) -> tuple[PaperMeeting, ...]:
    chosen = referral.chosen if wish.chosen is None else wish.chosen
    point = referral.point if referral.from_home else None
    lines = lines_of(db, [meeting.meeting_id for meeting in chosen], point)
    access = access_words(db, lines)
    return tuple(
        replace(
            on_paper(lines[meeting.meeting_id], setting),
            way=meeting.way if wish.with_ways else "",
            phone=access[meeting.meeting_id][0],
            access=access[meeting.meeting_id][1],
        )
        for meeting in chosen
        if meeting.meeting_id in lines
    )


def _with_more(
    db: Session,
    record: MeetingListRecord,
    referral: ClientReferral,
    wish: MeetingPaperWish,
    setting: PaperSetting,
) -> MeetingListRecord:
    if wish.more is None:
        return record
    point: Point | None = wish.more.near or referral.point
    found = find_meetings(db, replace(wish.more, near=point, leave_out=referral.groups, limit=0))
    taken = {chosen.meeting_id for chosen in (wish.chosen or referral.chosen)}
    others = [line for line in found.lines if line.id not in taken]
    kept = {line.id for line in _most_useful(others)[: wish.most_more]}
    shown = [line for line in others if line.id in kept]
    left_out = [
        LeftOut(why, count)
        for why, count in (
            (WhyLeftOut.CLASH, found.clashing),
            (WhyLeftOut.TOO_MANY, len(others) - len(shown)),
        )
        if count
    ]
    from_home = referral.from_home and point == referral.point
    more = tuple(
        replace(on_paper(line, setting), miles=line.miles if from_home else None) for line in shown
    )
    return replace(record, more=more, left_out=tuple(left_out))


def _most_useful(lines: list[MeetingLine]) -> list[MeetingLine]:
    """The nearest first; where no distance is known, days and parts of a day take turns."""
    rank: dict[uuid.UUID, int] = {}
    for day in {line.day for line in lines}:
        parts: dict[int, list[MeetingLine]] = {part: [] for part in range(len(_PARTS) + 1)}
        for line in lines:
            if line.day == day:
                parts[_part_of_day(line)].append(line)
        turns = zip_longest(*reversed(parts.values()))
        in_turn = [line for turn in turns for line in turn if line is not None]
        rank |= {line.id: at for at, line in enumerate(in_turn)}
    return sorted(lines, key=lambda x: (x.miles is None, x.miles or 0.0, rank[x.id]))


def _part_of_day(line: MeetingLine) -> int:
    """Morning, afternoon, evening; the last one is asked for most."""
    minute = start_minute(line.start) or 0
    return sum(minute >= part for part in _PARTS)


def _groups(blocks: Iterable[WeekBlock]) -> tuple[GroupTime, ...]:
    # The paper is read at home and on the bus: "Group" says enough.
    return tuple(GroupTime(day, start, end) for day, start, end in joined_times(blocks))


def _warnings(record: MeetingListRecord, setting: PaperSetting) -> tuple[str, ...]:
    printed = [record.client_name]
    for meeting in (*record.picked, *(record.more or ())):
        printed += [meeting.name, meeting.where, meeting.way, meeting.access]
    lost = fonts.missing_glyphs(printed)
    if not lost:
        return ()
    return (setting.words("No font here has these letters: {letters}", letters=" ".join(lost)),)
