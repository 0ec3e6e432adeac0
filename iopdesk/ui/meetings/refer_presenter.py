"""What is being chosen for a client, apart from any window: picks, ways, clashes, drafts."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from iopdesk.domain.referral import ChosenMeeting, ReferralDraft
from iopdesk.domain.week import WeekBlock
from iopdesk.services.meeting_search import MeetingLine
from iopdesk.services.referral_service import ClientReferral, clashing
from iopdesk.services.week_suggestion_service import SuggestedMeeting
from iopdesk.ui.meetings.chosen_list import Chosen


class ReferPresenter:
    """The choice as it stands on the screen, and as it was loaded."""

    def __init__(self) -> None:
        self.referral: ClientReferral | None = None
        self._chosen: dict[uuid.UUID, Chosen] = {}
        self._edited = False

    def load(self, referral: ClientReferral, *, keep: bool = False) -> None:
        """Begin with what is stored; `keep` leaves an unsaved choice of the same client alone."""
        same = self.referral is not None and self.referral.client_id == referral.client_id
        if keep and same and self._edited:
            return
        self.referral = referral
        self._edited = False
        self._chosen = {
            m.line.id: Chosen(m.line, m.way, m.clashes, m.is_listed) for m in referral.meetings
        }

    @property
    def has_unsaved(self) -> bool:
        """Whether the choice differs from what is stored."""
        if self.referral is None or not self._edited:
            return False
        return {c.kept for c in self._chosen.values()} != set(self.referral.chosen)

    @property
    def chosen(self) -> list[Chosen]:
        """The picked meetings in week order."""
        return sorted(self._chosen.values(), key=lambda c: c.line.week_order)

    @property
    def chosen_ids(self) -> frozenset[uuid.UUID]:
        """Ids of the picked meetings."""
        return frozenset(self._chosen)

    @property
    def groups(self) -> tuple[WeekBlock, ...]:
        """The client's groups."""
        return self.referral.groups if self.referral else ()

    @property
    def taken(self) -> tuple[WeekBlock, ...]:
        """Hours of the week in which the client can't go to a meeting."""
        return self.referral.taken if self.referral else ()

    @property
    def blocks(self) -> list[WeekBlock]:
        """The picked meetings as blocks of a week."""
        blocks = [chosen.line.block() for chosen in self.chosen]
        return [block for block in blocks if block is not None]

    def toggle(self, line: MeetingLine) -> bool:
        """Pick a meeting or let it go; whether it is picked now."""
        self._edited = True
        if line.id in self._chosen:
            del self._chosen[line.id]
            return False
        self._chosen[line.id] = Chosen(line, clashes=clashing(line, self.groups))
        return True

    def suggest(self, found: Sequence[SuggestedMeeting]) -> int:
        """Add suggested meetings to what is picked already; how many are new."""
        new = [each for each in found if each.line.id not in self._chosen]
        for each in new:
            clashes = clashing(each.line, self.groups)
            self._chosen[each.line.id] = Chosen(each.line, clashes=clashes, why=each.why)
        self._edited = self._edited or bool(new)
        return len(new)

    def let_go(self, meeting_id: uuid.UUID) -> None:
        """Take a meeting off the choice."""
        self._edited = True
        self._chosen.pop(meeting_id, None)

    def tell_way(self, meeting_id: uuid.UUID, way: str) -> None:
        """How the client gets there."""
        if chosen := self._chosen.get(meeting_id):
            self._edited = True
            self._chosen[meeting_id] = replace(chosen, way=way)

    def kept(self) -> tuple[ChosenMeeting, ...]:
        """The choice as papers and referrals take it."""
        return tuple(chosen.kept for chosen in self.chosen)

    def draft(self, today: date) -> ReferralDraft:
        """The choice to save."""
        return ReferralDraft(self.kept(), today)

    def saved(self, referral: ClientReferral) -> None:
        """What is on the screen is what is stored now."""
        self._edited = False
        self.load(referral)
