"""What the demo clinic's clients make of their meetings: cards, visits, a sick week, step work."""

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from iopdesk.domain.meeting_visit import Proof, VisitDraft
from iopdesk.domain.mutual_help import ExcusedWeeks, RecoveryWork, WorkKind
from iopdesk.domain.week import monday_of
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.demo_care import DemoClient
from iopdesk.services.referral_service import ReferredMeeting

_WEEKS, _CARD_WEEKS = 5, 3
_PROOFS = (Proof.INITIALS, Proof.INITIALS, Proof.SIGNATURE, Proof.SELF_REPORT)


def meeting_course(
    client: DemoClient,
    desk: ClinicServices,
    counselor: ClinicServices,
    admitted: date,
    today: date,
    chance: random.Random,
) -> Iterator[tuple[date, Callable[[], None]]]:
    """Days and what is done on them; nothing for clients who were referred to no meeting."""
    if chance.random() < 0.5:
        return
    printed, noted = today - timedelta(weeks=_CARD_WEEKS), today - timedelta(days=1)
    if printed > admitted and chance.random() < 0.5:
        yield printed, lambda: _print_card(client, desk)
    if noted > admitted:
        yield noted, lambda: _note(client, desk, counselor, today, chance)


def _print_card(client: DemoClient, desk: ClinicServices) -> None:
    if desk.referral.referral(client.id).meetings:
        desk.meeting_paper.new_card(client.id)


def _note(
    client: DemoClient,
    desk: ClinicServices,
    counselor: ClinicServices,
    today: date,
    chance: random.Random,
) -> None:
    meetings = desk.referral.referral(client.id).meetings
    if not meetings:
        return
    drafts = list(_visits(meetings, today, chance))
    if drafts:
        desk.meeting_visit.add(client.id, drafts)
    if chance.random() < 0.15:
        desk.mutual_help.excuse(client.id, ExcusedWeeks(today - timedelta(weeks=2)))
    if chance.random() < 0.4:
        since = today - timedelta(days=9)
        home = RecoveryWork(WorkKind.HOME_GROUP, since, words=meetings[0].line.name)
        counselor.mutual_help.save_work(client.id, home)
    if chance.random() < 0.2:
        step = RecoveryWork(WorkKind.STEP, today - timedelta(days=4), 1, "read it with the sponsor")
        counselor.mutual_help.save_work(client.id, step)


def _visits(
    meetings: tuple[ReferredMeeting, ...], today: date, chance: random.Random
) -> Iterator[VisitDraft]:
    for back in range(_WEEKS):
        monday = monday_of(today) - timedelta(weeks=back)
        for meeting in meetings:
            if meeting.line.day is None or chance.random() < 0.3:
                continue
            day = monday + timedelta(days=meeting.line.day)
            if meeting.starts <= day < today:
                yield VisitDraft(day, meeting.line.id, proof=chance.choice(_PROOFS))
