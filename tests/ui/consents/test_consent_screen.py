"""Consents in the chart: listed, prepared by keyboard, signed whole, taken back."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from iopdesk.domain.consent import ConsentState
from iopdesk.domain.disclosure import Handover
from iopdesk.domain.duty import DutyKind
from iopdesk.domain.language import Language
from iopdesk.ui.consents.consent_screen import ConsentScreen
from iopdesk.ui.consents.consents_tab import ConsentsTab
from iopdesk.ui.consents.signing_dialog import SigningDialog
from iopdesk.ui.desk import Desk
from iopdesk.ui.messages import RecordedMessages
from iopdesk.ui.navigation import Visit
from iopdesk.ui.preview import PaperRequest
from tests.clinic_for_tests import TestClinic
from tests.factories.consents import consent_in, signed_consent
from tests.factories.people import admitted_client


@pytest.fixture
def client_id(clinic: TestClinic) -> UUID:
    return admitted_client(clinic)


def _screen(desk: Desk, client_id: UUID, qtbot: QtBot, **more: object) -> ConsentScreen:
    screen = ConsentScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1180, 640)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.arrive(client_id, **more)
    return screen


def _type(screen: ConsentScreen, name: str, words: str, qtbot: QtBot) -> None:
    field = screen.form.field(name)
    assert isinstance(field, QLineEdit)
    field.clear()
    qtbot.keyClicks(field, words)


def _in_dialog(act: Callable[[SigningDialog], None]) -> None:
    def run() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SigningDialog)
        act(dialog)

    QTimer.singleShot(0, run)


def test_a_consent_is_prepared_with_what_is_missing_beside_it(
    desk: Desk, clinic: TestClinic, client_id: UUID, qtbot: QtBot
) -> None:
    screen = _screen(desk, client_id, qtbot)
    assert screen.form.field("discloser").text() == "Harbor Light IOP"  # type: ignore[attr-defined]
    assert screen.notices.texts() == [
        "It does not say what information may be shared (42 CFR 2.31(a)(3)).",
        "It does not name who may receive the information (42 CFR 2.31(a)(4)(i)).",
        "It does not say what the information is for (42 CFR 2.31(a)(5)).",
        "It has no last day and no event that ends it (42 CFR 2.31(a)(7)).",
    ]
    _type(screen, "to_whom", "Dana Hall", qtbot)
    qtbot.keyClick(screen.form.information.boxes["attendance"], Qt.Key.Key_Space)
    qtbot.keyClick(screen.form.purposes.boxes["employer"], Qt.Key.Key_Space)
    _type(screen, "until", "5/1/2027", qtbot)
    assert screen.notices.texts() == ["It says all that it must. It can be printed and signed."]
    qtbot.keyClick(screen.form.field("until"), Qt.Key.Key_Return)
    (line,) = clinic.services().consent.folder(client_id).lines
    assert (line.consent.to_whom, line.consent.information) == ("Dana Hall", "attendance")
    assert line.state is ConsentState.DRAFT

    def sign(dialog: SigningDialog) -> None:
        dialog.day.setText("11/20/2026")
        assert not dialog.button(0).isEnabled()
        dialog.day.setText("11/18/2026")
        dialog.button(0).click()

    _in_dialog(sign)
    screen.acts["sign"].trigger()
    (line,) = clinic.services().consent.folder(client_id).lines
    assert line.state is ConsentState.IN_FORCE
    assert not screen.form.field("to_whom").isEnabled()
    assert screen.form.field("note").isEnabled()
    assert not screen.acts["sign"].isVisible()


def test_one_that_is_not_whole_is_not_signed(
    desk: Desk, clinic: TestClinic, client_id: UUID, qtbot: QtBot
) -> None:
    screen = _screen(desk, client_id, qtbot)
    _type(screen, "to_whom", "Dana Hall", qtbot)
    screen.save.click()
    _in_dialog(lambda dialog: dialog.button(0).click())
    screen.acts["sign"].trigger()
    messages = desk.messages
    assert isinstance(messages, RecordedMessages)
    assert "It does not say what the information is for" in messages.problems[0].hint
    assert clinic.services().consent.folder(client_id).lines[0].state is ConsentState.DRAFT


def test_the_client_takes_it_back_at_once(
    desk: Desk, clinic: TestClinic, client_id: UUID, qtbot: QtBot
) -> None:
    consent_id = signed_consent(clinic, client_id)
    screen = _screen(desk, client_id, qtbot, consent=consent_id)
    messages = desk.messages
    assert isinstance(messages, RecordedMessages)
    messages.answers = [1]
    screen.acts["revoke"].trigger()
    stored = consent_in(clinic, client_id, consent_id)
    assert stored.revoked == clinic.clock.today()
    assert not screen.acts["revoke"].isVisible()


def test_who_received_is_told_with_a_notice(
    desk: Desk, clinic: TestClinic, client_id: UUID, qtbot: QtBot
) -> None:
    consent_id = signed_consent(clinic, client_id)
    handover = Handover("Dana Hall", "care_coordination", consent_id, how="phone")
    desk.services.disclosure.tell(client_id, handover, "Comes every day")
    screen = _screen(desk, client_id, qtbot, consent=consent_id)
    assert not screen.recipients.isVisible()
    desk.services.consent.revoke(client_id, consent_in(clinic, client_id, consent_id), "oral")
    (duty,) = (d for d in desk.services.duty.duties() if d.kind is DutyKind.TAKEN_BACK)
    screen = _screen(desk, client_id, qtbot, **duty.go_to.more)
    day = "Nov 19, 2026"
    assert screen.recipients.texts() == [f"Dana Hall: received last on {day}, not told yet"]
    asked: list[PaperRequest] = []
    desk.preview.asked.connect(asked.append)
    screen.recipients.buttons[0].setFocus()
    qtbot.keyClick(screen.recipients.buttons[0], Qt.Key.Key_Space)
    (request,) = asked
    assert request.maker(Language.SPANISH).title == "Aviso de que se retiró un consentimiento"
    assert request.printed is not None
    request.printed(Language.SPANISH)
    assert screen.recipients.texts() == [f"Dana Hall: notice sent {day}"]
    assert not [d for d in desk.services.duty.duties() if d.kind is DutyKind.TAKEN_BACK]


def test_fields_follow_the_kind(desk: Desk, client_id: UUID, qtbot: QtBot) -> None:
    form = _screen(desk, client_id, qtbot).form
    assert not form.field("revocable_when").isVisible()
    form.kind.set_value("criminal_justice")
    assert form.field("revocable_when").isVisible()
    assert [k for k, box in form.purposes.boxes.items() if box.isVisible()] == ["court_report"]
    form.kind.set_value("sud_counseling_notes")
    shown = [k for k, box in form.information.boxes.items() if box.isVisible()]
    assert shown == ["counseling_notes"]
    form.kind.set_value("treatment")
    assert not form.information.isVisible()
    form.kind.set_value("tpo")
    assert form.field("to_whom").text().startswith("my treating providers")  # type: ignore[attr-defined]


def test_the_tab_lists_them_and_opens_one(
    desk: Desk, clinic: TestClinic, client_id: UUID, qtbot: QtBot
) -> None:
    tab = ConsentsTab(desk)
    qtbot.addWidget(tab)
    with qtbot.waitExposed(tab):
        tab.show()
    tab.arrive(client_id)
    assert tab.nothing.isVisible()
    consent_id = signed_consent(clinic, client_id)
    assert [line.consent.to_whom for line in tab.consents.rows()] == ["Dana Hall"]
    visits: list[Visit] = []
    desk.navigation.requested.connect(visits.append)
    tab.table.choose_first()
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    assert (visits[0].place, visits[0].more) == ("consent", {"consent": consent_id})


def test_the_signed_paper_is_attached_and_looked_at(
    desk: Desk, clinic: TestClinic, client_id: UUID, tmp_path: Path, qtbot: QtBot
) -> None:
    consent_id = signed_consent(clinic, client_id)
    screen = _screen(desk, client_id, qtbot, consent=consent_id)
    assert screen.scans.names() == ["No scan yet."]
    file = tmp_path / "signed.pdf"
    file.write_bytes(clinic.services().consent_paper.form(client_id, consent_id).pdf)
    messages = desk.messages
    assert isinstance(messages, RecordedMessages)
    messages.answers = [file]
    screen.scans.attach.click()
    assert screen.scans.names() == ["signed.pdf"]
    asked: list[PaperRequest] = []
    desk.preview.asked.connect(asked.append)
    qtbot.mouseClick(screen.scans.findChildren(QPushButton)[-1], Qt.MouseButton.LeftButton)
    assert asked[0].maker(asked[0].language).title == "Signed consent"
