"""The patient notice and restrictions beside the consents, and the report of who looked."""

from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from iopdesk.domain.staff import Role
from iopdesk.ui.consents.access_screen import AccessScreen
from iopdesk.ui.consents.consents_tab import ConsentsTab
from iopdesk.ui.desk import Desk
from iopdesk.ui.messages import RecordedMessages
from iopdesk.ui.navigation import Visit
from iopdesk.ui.preview import PaperRequest
from tests.clinic_for_tests import TestClinic
from tests.factories.people import admitted_client


@pytest.fixture
def client_id(clinic: TestClinic) -> UUID:
    return admitted_client(clinic)


def _tab(desk: Desk, client_id: UUID, qtbot: QtBot) -> ConsentsTab:
    tab = ConsentsTab(desk)
    qtbot.addWidget(tab)
    tab.resize(1140, 600)
    with qtbot.waitExposed(tab):
        tab.show()
    tab.arrive(client_id)
    return tab


def test_the_notice_is_printed_given_and_noted(
    desk: Desk, clinic: TestClinic, client_id: UUID, qtbot: QtBot
) -> None:
    tab = _tab(desk, client_id, qtbot)
    asked: list[PaperRequest] = []
    desk.preview.asked.connect(asked.append)
    tab.print_notice.click()
    assert asked[0].maker(asked[0].language).title == "Patient notice"
    tab.notice.add.click()
    tab.notice.save.click()
    assert tab.notice.form.problems_shown() == {
        "why_not_signed": "Set the day of the signed receipt, or say why it is not signed."
    }
    field = tab.notice.form.field("signed")
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "11/19/2026")
    qtbot.keyClick(tab.notice.save, Qt.Key.Key_Space)
    assert tab.notice.lines() == ["Nov 19, 2026: receipt signed (version 2026-1)"]
    messages = desk.messages
    assert isinstance(messages, RecordedMessages)
    messages.answers = ["of another client"]
    tab.notice.edit(clinic.services().privacy.privacy(client_id).notices[0])
    tab.notice.remove.click()
    assert tab.notice.lines() == ["Nothing listed."]


def test_a_restriction_is_asked_for(desk: Desk, client_id: UUID, qtbot: QtBot) -> None:
    tab = _tab(desk, client_id, qtbot)
    tab.restrictions.add.click()
    field = tab.restrictions.form.field("words")
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "Nothing to my health plan")
    tab.restrictions.save.click()
    assert tab.restrictions.lines() == ["Nothing to my health plan: Not answered yet"]


def test_only_the_privacy_officer_and_the_director_see_who_looked(
    desk: Desk, clinic: TestClinic, client_id: UUID, qtbot: QtBot
) -> None:
    tab = _tab(desk, client_id, qtbot)
    assert not tab.access.isVisible()
    clinic.services().client.open_chart(client_id)
    officer = replace(desk, services=clinic.services(Role.PRIVACY_OFFICER))
    tab = _tab(officer, client_id, qtbot)
    visits: list[Visit] = []
    desk.navigation.requested.connect(visits.append)
    tab.access.click()
    assert visits[0].place == "access"
    screen = AccessScreen(officer)
    qtbot.addWidget(screen)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.arrive(client_id)
    assert [(one.by, one.what) for one in screen.lines.rows()] == [
        ("R. Alvarez", "opened the chart")
    ]
