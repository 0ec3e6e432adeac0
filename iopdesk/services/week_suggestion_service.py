"""Suggesting meetings for one client's week from the directories, with the reasons for each."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from iopdesk.domain.meeting import SignsCards
from iopdesk.domain.meeting_need import MeetingNeed, meets
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.week_suggestion import Candidate, Why, Wish, suggest_week
from iopdesk.services.client_queries import client_row
from iopdesk.services.meeting_catalog import find_meetings
from iopdesk.services.meeting_search import MeetingFilter, MeetingLine
from iopdesk.services.referral_service import ClientReferral, ReferralService
from iopdesk.storage.store import Store

USUAL_A_WEEK = 3
_NEEDS = (
    MeetingNeed.WOMEN,
    MeetingNeed.MEN,
    MeetingNeed.LGBTQ,
    MeetingNeed.YOUNG,
    MeetingNeed.NEWCOMER,
)
_PEOPLE = {"women": MeetingNeed.WOMEN, "men": MeetingNeed.MEN, "lgbtq": MeetingNeed.LGBTQ}


@dataclass(frozen=True)
class SuggestedMeeting:
    """A meeting of a suggested week with the reasons for it."""

    line: MeetingLine
    why: tuple[Why, ...]


class WeekSuggestionService:
    """Fills what is asked of a client with the meetings that fit best; nothing is saved."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in
        self._referral = ReferralService(store, signed_in)

    def suggest(
        self, client_id: uuid.UUID, wanted: MeetingFilter | None = None
    ) -> tuple[SuggestedMeeting, ...]:
        """A week of meetings in week order, out of what `wanted` finds; () where nothing fits."""
        self._signed_in.require(Right.REFER_TO_MEETINGS)
        referral = self._referral.referral(client_id)
        today = self._store.clock.today()
        filter_ = wanted or MeetingFilter(near=referral.point)
        with self._store.read() as db:
            # A wish for groups of certain people is not told to those without clinical rights.
            tells_wishes = self._signed_in.may(Right.VIEW_CLINICAL)
            wish = _wish(db, referral, today, tells_wishes=tells_wishes)
            lines = find_meetings(db, filter_).lines
        by_id = {line.id: line for line in lines}
        candidates = [c for line in lines if (c := _candidate(line)) is not None]
        found = suggest_week(candidates, wish)
        chosen = [SuggestedMeeting(by_id[each.id], each.why) for each in found]
        return tuple(sorted(chosen, key=lambda each: each.line.week_order))


def _wish(db: Session, referral: ClientReferral, today: date, *, tells_wishes: bool) -> Wish:
    client = client_row(db, referral.client_id)
    asked = referral.requirement
    people = frozenset(
        need
        for word, need in _PEOPLE.items()
        if tells_wishes and word in client.populations.split(",")
    )
    return Wish(
        a_week=(asked.a_week if asked else referral.prescribed_a_week) or USUAL_A_WEEK,
        path=asked.chosen_path if asked else None,
        language=client.language,
        people=people,
        taken=referral.taken,
        is_new=not referral.meetings,
    )


def _candidate(line: MeetingLine) -> Candidate | None:
    """By appointment and at midnight nothing can be planned."""
    block = line.block()
    if block is None:
        return None
    kinds = frozenset(line.kinds)
    return Candidate(
        id=line.id,
        block=block,
        is_twelve_step=line.fellowship.is_twelve_step,
        is_secular=line.fellowship.is_secular,
        is_in_person=line.mode.is_in_person,
        miles=line.miles,
        languages=line.languages,
        needs=frozenset(need for need in _NEEDS if meets(need, line.fellowship, kinds)),
        signs_cards=line.signs_cards is SignsCards.YES,
    )
