from datetime import date

from pytestqt.qtbot import QtBot

from iopdesk.ui.clients.admit_screen import AdmitScreen
from iopdesk.ui.desk import Desk
from iopdesk.ui.navigation import Visit
from tests.clinic_for_tests import TestClinic
from tests.factories.people import new_client


def test_an_admission_through_the_form(qtbot: QtBot, desk: Desk, clinic: TestClinic) -> None:
    client_id = new_client(clinic)
    visits: list[Visit] = []
    desk.navigation.requested.connect(visits.append)
    screen = AdmitScreen(desk)
    qtbot.addWidget(screen)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.arrive(client_id)
    assert screen.title_bar.title() == "Admit Dwayne Porter"
    assert screen.form.field("planned_end").text() == "2/16/2027"  # type: ignore[attr-defined]
    screen.form.field("admitted").setText("11/23/2026")  # type: ignore[attr-defined]
    screen.admit.click()
    episode = desk.services.episode.current(client_id)
    assert episode is not None
    assert (episode.admitted, episode.planned_end) == (date(2026, 11, 23), date(2027, 2, 20))
    assert episode.counselor == "R. Alvarez"
    assert visits == [Visit("client", client_id)]


def test_a_wrong_date_is_told_beside_the_field(
    qtbot: QtBot, desk: Desk, clinic: TestClinic
) -> None:
    client_id = new_client(clinic)
    screen = AdmitScreen(desk)
    qtbot.addWidget(screen)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.arrive(client_id)
    screen.form.field("admitted").setText("soon")  # type: ignore[attr-defined]
    screen.admit.click()
    assert screen.form.problems_shown() == {"admitted": "This is not a date. Type month/day/year."}
    assert desk.services.episode.current(client_id) is None
