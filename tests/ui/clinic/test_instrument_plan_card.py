"""The plan of questionnaires on the clinic's screen."""

from pytestqt.qtbot import QtBot

from iopdesk.ui.clinic.instrument_plan_card import InstrumentPlanCard
from iopdesk.ui.desk import Desk
from iopdesk.ui.widgets.fields import NumberField
from tests.clinic_for_tests import TestClinic


def _card(desk: Desk, clinic: TestClinic, qtbot: QtBot, role: str) -> InstrumentPlanCard:
    limited = Desk(**{**vars(desk), "services": clinic.services(role)})  # type: ignore[arg-type]
    made = InstrumentPlanCard(limited)
    qtbot.addWidget(made)
    made.show()
    made.refresh()
    return made


def test_a_director_takes_the_usual_plan_and_changes_it(
    desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    made = _card(desk, clinic, qtbot, "director")
    made.usual.click()
    assert made.card.lines()[0] == "PHQ-9: at admission, every 30 days, at discharge"
    made.card.edit(clinic.services("director").instrument.schedules()[0])
    field = made.card.form.field("every_days")
    assert isinstance(field, NumberField)
    field.set_value(14)
    made.card.save.click()
    assert made.card.lines()[0] == "PHQ-9: at admission, every 14 days, at discharge"


def test_a_counselor_only_looks(desk: Desk, clinic: TestClinic, qtbot: QtBot) -> None:
    made = _card(desk, clinic, qtbot, "counselor")
    assert not made.usual.isVisible()
    assert not made.card.isEnabled()
