"""A first contact is corrected by hand; a colleague who did so meanwhile is not overwritten."""

from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from iopdesk.domain.inquiry import ContactFacts, FirstContact
from iopdesk.ui.clients.correct_contact_screen import CorrectContactScreen
from iopdesk.ui.desk import Desk
from iopdesk.ui.messages import RecordedMessages
from tests.clinic_for_tests import TestClinic


def called(desk: Desk) -> UUID:
    today = desk.services.store.clock.today()
    call = FirstContact("Rosa", "Diaz", phone="951-555-0188", day=today, wants="Evening")
    return desk.services.inquiry.first_contact(call)


def facts_of(desk: Desk, client_id: UUID) -> ContactFacts:
    found = desk.services.inquiry.of_client(client_id)
    assert found is not None
    return found.facts


def opened(desk: Desk, client_id: UUID, qtbot: QtBot) -> CorrectContactScreen:
    screen = CorrectContactScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1200, 700)
    screen.show()
    screen.arrive(client_id)
    return screen


def types(qtbot: QtBot, screen: CorrectContactScreen, words: str) -> None:
    field = screen.form.field("wants")
    assert isinstance(field, QLineEdit)
    field.clear()
    qtbot.keyClicks(field, words)


def test_words_are_corrected_and_saved(desk: Desk, qtbot: QtBot) -> None:
    client_id = called(desk)
    screen = opened(desk, client_id, qtbot)
    types(qtbot, screen, "Mornings; works at night")
    screen.save.click()
    assert facts_of(desk, client_id).wants == "Mornings; works at night"
    assert not screen.form.is_dirty


@pytest.mark.parametrize(("answer", "left"), [("theirs", "Days"), ("mine", "Nights")])
def test_both_values_are_asked_about(
    clinic: TestClinic, desk: Desk, qtbot: QtBot, answer: str, left: str
) -> None:
    client_id = called(desk)
    screen = opened(desk, client_id, qtbot)
    types(qtbot, screen, "Nights")
    other = clinic.services("supervisor").inquiry
    seen = other.of_client(client_id)
    assert seen is not None
    mine = replace(seen.facts, wants="Days", referred_by="Hope House")
    other.correct(seen.line.inquiry_id, base=seen.facts, mine=mine)
    assert isinstance(desk.messages, RecordedMessages)
    desk.messages.answers.append(answer)
    screen.save.click()
    assert (facts_of(desk, client_id).wants, facts_of(desk, client_id).referred_by) == (
        left,
        "Hope House",
    )


def test_what_was_typed_is_still_there_after_a_look_elsewhere(desk: Desk, qtbot: QtBot) -> None:
    client_id = called(desk)
    screen = opened(desk, client_id, qtbot)
    types(qtbot, screen, "Nights")
    screen.hide()
    again = opened(desk, client_id, qtbot)
    assert again.form.draft().wants == "Nights"
    assert facts_of(desk, client_id).wants == "Evening"
