"""Short lists of a client's history, edited in their cards."""

from datetime import date, timedelta

from pytestqt.qtbot import QtBot

from iopdesk.domain.life import SobrietyDate
from iopdesk.domain.setback import SetbackDraft
from iopdesk.ui.clients.part_cards import AllergyCard
from iopdesk.ui.desk import Desk
from iopdesk.ui.record.life_page import LifePage
from iopdesk.ui.widgets.fields import DateField, NumberField
from tests.clinic_for_tests import TestClinic
from tests.factories.people import admitted_client

TODAY = date(2026, 11, 19)


def shown(desk: Desk, qtbot: QtBot) -> LifePage:
    page = LifePage(desk)
    qtbot.addWidget(page)
    page.resize(1190, 590)
    with qtbot.waitExposed(page):
        page.show()
    return page


def test_a_substance_is_typed_and_told(desk: Desk, clinic: TestClinic, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    page.arrive(admitted_client(clinic))
    assert page.substances.lines() == ["Nothing listed."]
    page.substances.add.click()
    days = page.substances.form.field("days_in_30")
    last = page.substances.form.field("last_use")
    assert isinstance(days, NumberField)
    assert isinstance(last, DateField)
    days.set_value(0)
    last.set_value(TODAY)
    page.substances.save.click()
    assert page.substances.form.problems_shown() == {
        "days_in_30": "The last use is within these 30 days."
    }
    days.set_value(8)
    page.substances.save.click()
    assert page.substances.lines() == ["1. Alcohol, 8 of 30 days, last use Nov 19, 2026"]


def test_a_return_to_use_leads_to_the_date(desk: Desk, clinic: TestClinic, qtbot: QtBot) -> None:
    client_id = admitted_client(clinic)
    clinic.services().life.save(client_id, SobrietyDate(TODAY - timedelta(days=40)))
    event = SetbackDraft(TODAY - timedelta(days=2), what_happened="Two drinks")
    clinic.services().setback.save(client_id, None, base=SetbackDraft(), mine=event)
    page = shown(desk, qtbot)
    page.arrive(client_id)
    assert page.asking.texts() == [
        "A return to use was recorded on Tue, Nov 17. Does the sobriety date still hold?"
    ]
    page.asking.links[0].click()
    ended = page.sobriety.form.field("ended")
    assert isinstance(ended, DateField)
    ended.set_value(TODAY - timedelta(days=2))
    page.sobriety.save.click()
    assert page.sobriety.lines() == ["Oct 10, 2026 to Nov 17, 2026: 38 days"]
    assert not page.asking.isVisible()


def test_none_known_is_said_with_its_day(qtbot: QtBot, desk: Desk) -> None:
    host = LifePage(desk)
    qtbot.addWidget(host)
    card = AllergyCard(host)
    said: list[bool] = []
    card.none_known.connect(said.append)
    card.show_health((), None)
    card.none.click()
    card.show_health((), TODAY)
    assert card.none.text() == "None known, asked Nov 19, 2026. Take this back"
    card.none.click()
    assert said == [True, False]
