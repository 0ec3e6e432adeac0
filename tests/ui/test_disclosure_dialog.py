"""A paper goes to someone outside from its preview: to whom and why, or a plain no."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from iopdesk.domain.disclosure import Document
from iopdesk.domain.language import Language
from iopdesk.domain.staff import Role
from iopdesk.ui.consents.consents_tab import ConsentsTab
from iopdesk.ui.desk import Desk
from iopdesk.ui.disclosure_dialog import DisclosureDialog
from iopdesk.ui.preview import Outside, PaperRequest
from iopdesk.ui.preview_screen import PreviewScreen
from tests.clinic_for_tests import TestClinic
from tests.factories.consents import signed_consent
from tests.factories.people import admitted_client


@pytest.fixture
def client_id(clinic: TestClinic) -> UUID:
    return admitted_client(clinic)


def _preview(desk: Desk, client_id: UUID, document: Document, qtbot: QtBot) -> PreviewScreen:
    screen = PreviewScreen(desk)
    qtbot.addWidget(screen)
    with qtbot.waitExposed(screen):
        screen.show()
    service = desk.services.weekly_schedule_paper
    request = PaperRequest(
        lambda language: service.preview(client_id, language),
        (Language.ENGLISH,),
        Language.ENGLISH,
        outside=Outside(client_id, document),
    )
    screen.arrive(None, request=request)
    return screen


def _in_dialog(act: Callable[[DisclosureDialog], None]) -> None:
    def run() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, DisclosureDialog)
        act(dialog)

    QTimer.singleShot(0, run)


def test_the_preview_hands_the_paper_over(
    desk: Desk, clinic: TestClinic, client_id: UUID, qtbot: QtBot
) -> None:
    signed_consent(clinic, client_id)
    screen = _preview(desk, client_id, Document.SCHEDULE, qtbot)
    assert "For the client" in [each.text() for each in screen.findChildren(QLabel)]
    asked: list[PaperRequest] = []
    desk.preview.asked.connect(asked.append)

    def act(dialog: DisclosureDialog) -> None:
        assert dialog.to_whom.text() == "Dana Hall"
        assert dialog.to_whom.isReadOnly()
        assert dialog.purpose.currentText() == "Coordinate care with the person or agency named"
        dialog.button(0).click()

    _in_dialog(act)
    screen.outside.click()
    (request,) = asked
    assert request.outside is None
    assert request.maker(Language.ENGLISH).title == "My week, for someone outside"
    (line,) = clinic.services().disclosure.disclosures(client_id)
    assert (line.to_whom, line.what) == ("Dana Hall", "Weekly schedule")


def test_without_a_consent_that_covers_it_only_other_grounds_are_left(
    desk: Desk, clinic: TestClinic, client_id: UUID, qtbot: QtBot
) -> None:
    signed_consent(clinic, client_id)
    screen = _preview(desk, client_id, Document.DRUG_SCREENS, qtbot)

    def act(dialog: DisclosureDialog) -> None:
        assert dialog.notices.texts() == [
            "No consent in force covers this paper. Prepare one under Consents.",
            "Dana Hall: It does not cover: Drug and alcohol test results (42 CFR 2.31(a)(3)).",
        ]
        assert not dialog.button(0).isEnabled()
        assert dialog.ground.count() == 2
        dialog.ground.set_value("medical_emergency")
        assert dialog.notices.texts()[0].startswith("Only to medical personnel")
        dialog.to_whom.setText("Dr. Lee")
        for name in ("reason", "emergency_personnel", "emergency_facility"):
            dialog.form.field(name).setText("told")  # type: ignore[attr-defined]
        assert not dialog.button(0).isEnabled()
        dialog.form.field("emergency_nature").setText("Overdose")  # type: ignore[attr-defined]
        assert dialog.button(0).isEnabled()
        dialog.reject()

    _in_dialog(act)
    screen.outside.click()
    assert clinic.services().disclosure.disclosures(client_id) == ()


def test_the_front_desk_is_not_offered_it(
    desk: Desk, clinic: TestClinic, client_id: UUID, qtbot: QtBot
) -> None:
    front = Desk(**{**vars(desk), "services": clinic.services(Role.FRONT_DESK)})
    screen = _preview(front, client_id, Document.SCHEDULE, qtbot)
    assert not screen.outside.isVisible()


def test_what_was_told_by_phone_is_entered_too(
    desk: Desk, clinic: TestClinic, client_id: UUID, qtbot: QtBot
) -> None:
    signed_consent(clinic, client_id, information="attendance")
    tab = ConsentsTab(desk)
    qtbot.addWidget(tab)
    with qtbot.waitExposed(tab):
        tab.show()
    tab.arrive(client_id)

    def act(dialog: DisclosureDialog) -> None:
        assert dialog.notices.texts() == ["Dana Hall: Attendance and participation"]
        assert not dialog.button(0).isEnabled()
        dialog.what.setText("Came every day this week")
        dialog.button(0).click()

    _in_dialog(act)
    tab.told.click()
    (line,) = tab.disclosures.rows()
    assert (line.to_whom, line.what, line.how) == (
        "Dana Hall",
        "Came every day this week",
        "By phone",
    )
