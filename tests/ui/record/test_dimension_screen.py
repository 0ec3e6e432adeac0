"""Six dimensions rated by keys, signed with everything there, shown with their course."""

from datetime import timedelta
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iopdesk.domain.six_dimensions import AssessmentDraft, Rating
from iopdesk.ui.desk import Desk
from iopdesk.ui.messages import RecordedMessages
from iopdesk.ui.navigation import Visit
from iopdesk.ui.record.dimension_screen import DimensionScreen
from iopdesk.ui.record.dimensions_page import DimensionsPage
from iopdesk.ui.widgets.fields import ChoiceField
from tests.clinic_for_tests import TestClinic
from tests.factories.dimensions import TODAY, signed
from tests.factories.people import admitted_client


def opened(desk: Desk, qtbot: QtBot, client_id: UUID, **more: object) -> DimensionScreen:
    screen = DimensionScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1190, 700)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.arrive(client_id, **more)
    screen.activateWindow()
    return screen


def choose(screen: DimensionScreen, name: str, value: str) -> None:
    field = screen.form.field(name)
    assert isinstance(field, ChoiceField)
    field.set_value(value)


def test_digits_rate_and_a_signature_needs_all_of_it(
    desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    client_id = admitted_client(clinic)
    screen = opened(desk, qtbot, client_id)
    for key in "01232":
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)
    choose(screen, "level_indicated", "2.5")
    choose(screen, "level_offered", "2.1")
    choose(screen, "level_accepted", "2.1")
    screen.sign.click()
    assert screen.open_points.texts() == ["6 Recovery/Living Environment: Rate this dimension."]
    assert screen.form.problems_shown() == {"reason_level_differs": "Say why the levels differ."}
    QTest.keyClick(screen.rows.rows["6"].first(), "3")
    screen.rows.rows["6"].note.setText("Brother drinks at home")
    screen.why.setCurrentIndex(1)
    visits: list[Visit] = []
    desk.navigation.requested.connect(visits.append)
    screen.sign.click()
    (one,) = clinic.services().dimension.view(client_id).assessments
    shown = {"tab": "assessment", "about": "dimensions", "chosen": one.assessment_id}
    assert visits == [Visit("client", client_id, shown)]
    assert one.is_signed
    assert [one.draft.ratings[key].rating for key in "123456"] == list("012323")
    assert one.draft.ratings["6"].note == "Brother drinks at home"
    assert one.draft.occasion == "admission"


def test_a_draft_is_gone_on_with(desk: Desk, clinic: TestClinic, qtbot: QtBot) -> None:
    client_id = admitted_client(clinic)
    screen = opened(desk, qtbot, client_id)
    QTest.keyClick(screen.rows.rows["1"].first(), "2")
    QTest.keyClick(screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    (one,) = clinic.services().dimension.view(client_id).assessments
    again = opened(desk, qtbot, client_id, assessment=one.assessment_id)
    assert again.rows.values() == {"1": Rating("2")}
    assert not again.edition.isEnabled()


def test_another_edition_begins_the_ratings_anew(
    desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    screen = opened(desk, qtbot, admitted_client(clinic))
    QTest.keyClick(screen.rows.rows["1"].first(), "2")
    assert isinstance(desk.messages, RecordedMessages)
    desk.messages.answers.append(1)
    screen.edition.set_value("4")
    assert screen.rows.values() == {"1": Rating("2")}
    desk.messages.answers.append(0)
    screen.edition.set_value("4")
    assert screen.rows.values() == {}
    assert "1.1" in screen.rows.rows
    assert screen.rows.rows["6.1"].rating is None


def test_the_page_shows_the_course_and_one_in_full(
    desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    client_id = admitted_client(clinic)
    signed(clinic, client_id, day=TODAY - timedelta(days=28), rating="3")
    signed(clinic, client_id, rating="1")
    draft = AssessmentDraft(day=TODAY, ratings={"1": Rating("2")})
    clinic.services().dimension.save(client_id, None, base=AssessmentDraft(), mine=draft)
    page = DimensionsPage(desk)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.arrive(client_id)
    assert len(page.model.rows()) == 3
    assert "5 Relapse, Continued Use, or Continued Problem Potential: 3, 1" in (
        page.strip.accessibleName()
    )
    oldest = page.model.rows()[-1]
    page.table.choose(oldest.assessment_id)
    assert "3, Serious. Own words" in page.full.texts()
    assert not page.go_on.isVisible()
    visits: list[Visit] = []
    desk.navigation.requested.connect(visits.append)
    unsigned = next(one for one in page.model.rows() if not one.is_signed)
    page.table.choose(unsigned.assessment_id)
    page.go_on.click()
    assert visits == [Visit("dimensions", client_id, {"assessment": unsigned.assessment_id})]
