from datetime import date

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from iopdesk.domain.client import ClientDraft, NameDraft, PhoneDraft
from iopdesk.ui.clients.client_form import draft_from, draft_values
from iopdesk.ui.clients.new_client_screen import NewClientScreen
from iopdesk.ui.desk import Desk
from iopdesk.ui.messages import RecordedMessages
from iopdesk.ui.navigation import Visit
from tests.clinic_for_tests import TestClinic
from tests.factories.people import new_client


def shown(qtbot: QtBot, desk: Desk, typed: str = "") -> NewClientScreen:
    screen = NewClientScreen(desk)
    qtbot.addWidget(screen)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.arrive(None, typed=typed)
    return screen


def fill(screen: NewClientScreen, name: str, text: str) -> None:
    field = screen.form.field(name)
    assert isinstance(field, QLineEdit)
    field.setText(text)


def recorded(desk: Desk) -> RecordedMessages:
    assert isinstance(desk.messages, RecordedMessages)
    return desk.messages


def test_a_typed_client_is_stored_and_the_chart_opens(
    qtbot: QtBot, desk: Desk, clinic: TestClinic
) -> None:
    visits: list[Visit] = []
    desk.navigation.requested.connect(visits.append)
    screen = shown(qtbot, desk, "dolores quiñones")
    fill(screen, "born", "12/31/1975")
    screen.form.phones.first().setText("951 555 0123")
    screen.save.click()
    (line,) = desk.services.client.find("quinones")
    assert (line.name, line.born) == ("Dolores Quiñones", date(1975, 12, 31))
    assert visits == [Visit("client", line.client_id)]
    assert desk.services.client.record(line.client_id).phones[0].number == "951-555-0123"


def test_problems_stand_beside_their_fields(qtbot: QtBot, desk: Desk) -> None:
    screen = shown(qtbot, desk)
    fill(screen, "born", "31/12/1975")
    screen.save.click()
    assert screen.form.problems_shown() == {
        "first_name": "Type the first name.",
        "last_name": "Type the last name.",
        "born": "This is not a date. Type month/day/year.",
    }
    assert desk.services.client.count() == 0


def test_a_likely_duplicate_is_shown_and_asked_about(
    qtbot: QtBot, desk: Desk, clinic: TestClinic
) -> None:
    new_client(clinic)
    recorded(desk).answers.append(False)
    screen = shown(qtbot, desk)
    fill(screen, "first_name", "Duane")
    fill(screen, "last_name", "Porter")
    fill(screen, "born", "3/3/1988")
    qtbot.waitUntil(lambda: len(screen.duplicates.entries()) == 1)
    assert screen.duplicates.entries() == [
        "Dwayne Porter, M-00001, Mar 3, 1988 (38): Similar name, same birth date"
    ]
    screen.save.click()
    assert recorded(desk).asked[0][0] == "Someone like this is already here."
    assert desk.services.client.count() == 1


def test_what_was_typed_is_back_after_a_lock(qtbot: QtBot, desk: Desk) -> None:
    screen = shown(qtbot, desk)
    fill(screen, "first_name", "Zoë")
    screen.form.phones.first().setText("951-555-0123")
    screen.keep_draft()
    again = shown(qtbot, desk)
    assert again.form.draft().first_name == "Zoë"
    assert again.form.draft().phones == (PhoneDraft("951-555-0123"),)
    assert recorded(desk).words == ["What you typed on Thu, Nov 19 at 10:00 AM is back."]
    again.discard.click()
    assert desk.services.draft.load("new_client") is None


def test_a_draft_survives_as_plain_values() -> None:
    draft = ClientDraft(
        "Zoë",
        "Ní Bhriain",
        born=date(2001, 2, 28),
        phones=(PhoneDraft("951-555-0123", "work", True),),
        aliases=(NameDraft("Zo"),),
    )
    assert draft_from(draft_values(draft)) == draft
    assert draft_from({"first_name": 3, "phones": "x", "born": None}) == ClientDraft()
