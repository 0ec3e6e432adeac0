"""The plan screen asks for people to call, until there are as many as the clinic wants."""

from pytestqt.qtbot import QtBot

from iopdesk.domain.support import SupportPerson
from iopdesk.ui.desk import Desk
from iopdesk.ui.navigation import Visit
from iopdesk.ui.plans.plan_screen import PlanScreen
from tests.clinic_for_tests import TestClinic
from tests.ui.plans.plan_fixtures import fill_plan, make_client


def test_too_few_people_to_call_are_said_beside_the_problems(
    qtbot: QtBot, desk: Desk, clinic: TestClinic
) -> None:
    client_id = make_client(clinic)
    fill_plan(desk.services, client_id)
    jen = SupportPerson("Jen", phone="951-555-0145", is_reachable_at_risk=True)
    desk.services.support.save(client_id, jen)
    screen = PlanScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1170, 700)
    screen.show()
    screen.arrive(client_id)
    note = screen.view.side.network
    assert note.isVisible()
    assert note.notices.texts() == ["1 person can be reached when it gets risky; 2 are wanted."]
    visits: list[Visit] = []
    desk.navigation.requested.connect(visits.append)
    note.open.click()
    assert visits == [Visit("client", client_id, {"tab": "support"})]
    ana = SupportPerson("Ana", phone="951-555-0146", is_reachable_at_risk=True)
    desk.services.support.save(client_id, ana)
    assert not note.isVisible()
