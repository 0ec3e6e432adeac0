"""Cards that did not come back: a duty, unless the week is known, excused or asks nothing."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from iopdesk.domain.duty import Duty, DutyKind, Urgency
from iopdesk.domain.language import Language
from iopdesk.domain.meeting_visit import VisitDraft
from iopdesk.domain.mutual_help import ExcusedWeeks
from iopdesk.domain.referral import CardForm
from iopdesk.domain.staff import Role
from iopdesk.domain.wording import Wording
from iopdesk.services.duty_words import what_words
from tests.clinic_for_tests import TestClinic
from tests.factories.people import admitted_client

MONDAY = date(2026, 11, 16)
WEEK = timedelta(weeks=1)


@pytest.fixture
def dolores(clinic: TestClinic) -> UUID:
    return admitted_client(clinic, "Dolores", "Quiñones", admitted=date(2026, 10, 26))


def cards(clinic: TestClinic) -> list[Duty]:
    found = clinic.services(Role.FRONT_DESK).duty.duties()
    return [duty for duty in found if duty.kind is DutyKind.CARD]


def test_a_card_is_missed_once_its_week_is_over(clinic: TestClinic, dolores: UUID) -> None:
    desk = clinic.services(Role.FRONT_DESK)
    code = desk.meeting_paper.new_card(dolores)
    assert cards(clinic) == []
    clinic.clock.advance(timedelta(days=4))  # Monday after
    (duty,) = cards(clinic)
    assert (duty.urgency, duty.due, duty.day) == (Urgency.SOON, date(2026, 11, 25), MONDAY)
    assert duty.who == "Dolores Q."
    words = Wording(Language.ENGLISH)
    assert what_words(duty, words) == "meeting card of the week of Mon, Nov 16 is not back"
    card = desk.meeting_visit.card(code)
    assert (duty.go_to.place, duty.go_to.record_id) == ("returned_card", card.card_id)
    clinic.clock.advance(timedelta(days=7))
    (duty,) = cards(clinic)
    assert (duty.urgency, duty.count) == (Urgency.SOON, 2)
    clinic.clock.advance(timedelta(days=4))
    (duty,) = cards(clinic)
    assert duty.urgency is Urgency.NOW
    assert desk.meeting_visit.summary(dolores).cards_out == 2


def test_what_is_known_of_the_week_is_enough(clinic: TestClinic, dolores: UUID) -> None:
    desk = clinic.services(Role.FRONT_DESK)
    desk.meeting_paper.new_card(dolores, CardForm.WEEKLY)
    clinic.clock.advance(WEEK)
    assert len(cards(clinic)) == 1
    desk.meeting_visit.add(dolores, [VisitDraft(MONDAY, words="Alano club")])
    assert cards(clinic) == []
    clinic.clock.advance(3 * WEEK)
    assert cards(clinic) == []  # a slip is for one week


def test_an_empty_card_that_came_back_is_back(clinic: TestClinic, dolores: UUID) -> None:
    desk = clinic.services(Role.FRONT_DESK)
    code = desk.meeting_paper.new_card(dolores)
    clinic.clock.advance(WEEK)
    card = desk.meeting_visit.card(code)
    assert card.card_id is not None
    desk.meeting_visit.enter(card.card_id, [])
    assert cards(clinic) == []


def test_an_excused_week_misses_no_card(clinic: TestClinic, dolores: UUID) -> None:
    desk = clinic.services(Role.FRONT_DESK)
    desk.meeting_paper.new_card(dolores)
    desk.mutual_help.excuse(dolores, ExcusedWeeks(MONDAY, reason="travel"))
    clinic.clock.advance(WEEK)
    assert cards(clinic) == []
    clinic.clock.advance(WEEK)
    assert len(cards(clinic)) == 1
