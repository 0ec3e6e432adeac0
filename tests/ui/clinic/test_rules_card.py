"""The rules of the clinic: what the state asks, own numbers, refusals, two directors."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from iopdesk.domain.clinic_rules import ClinicRules
from iopdesk.ui.clinic.rules_card import RulesCard
from iopdesk.ui.desk import Desk
from iopdesk.ui.messages import RecordedMessages
from iopdesk.ui.widgets.fields import ChoiceField
from tests.clinic_for_tests import TestClinic


@pytest.fixture
def card(desk: Desk, clinic: TestClinic, qtbot: QtBot) -> RulesCard:
    made = RulesCard(replace(desk, services=clinic.services("director")))
    qtbot.addWidget(made)
    made.resize(700, 1200)
    made.show()
    made.refresh()
    return made


def _type(card: RulesCard, name: str, words: str, qtbot: QtBot) -> None:
    field = card.form.field(name)
    assert isinstance(field, QLineEdit)
    field.clear()
    qtbot.keyClicks(field, words)


def _state(card: RulesCard, value: str) -> None:
    field = card.form.field("state")
    assert isinstance(field, ChoiceField)
    field.set_value(value)


def test_a_state_says_what_it_asks(card: RulesCard, clinic: TestClinic, qtbot: QtBot) -> None:
    assert card.meaning.texts()[:2] == [
        "First treatment plan",
        "within 30 days, shown from day 14",
    ]
    assert "22 CCR 51341.1" in card.unchecked.text()
    _state(card, "MN")
    assert card.meaning.texts()[1] == "by treatment day 10, at most 30 days, shown from day 7"
    _type(card, "plan_days", "8", qtbot)
    assert card.meaning.texts()[1] == "by treatment day 8, at most 30 days, shown from day 5"
    card.save.click()
    rules = clinic.services().rule.rules()
    assert (rules.state, rules.plan_days) == ("MN", 8)
    assert not card.form.is_dirty
    _type(card, "plan_days", "", qtbot)
    card.save.click()
    assert clinic.services().rule.rules() == ClinicRules(state="MN")


def test_what_cannot_hold_stands_beside_its_field(card: RulesCard, qtbot: QtBot) -> None:
    _type(card, "note_due_days", "0", qtbot)
    _type(card, "payer_days_a_week", "", qtbot)
    card.save.click()
    assert card.form.problems_shown() == {
        "note_due_days": "Give a number from 1 to 90.",
        "payer_days_a_week": "Give a number from 1 to 90.",
    }


def test_two_directors_at_once(
    card: RulesCard, desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    other = clinic.services("director").rule
    _type(card, "note_due_days", "2", qtbot)
    other.save(base=ClinicRules(), mine=ClinicRules(note_due_days=5, cosign_due_days=9))
    messages = desk.messages
    assert isinstance(messages, RecordedMessages)
    messages.answers.append("mine")
    card.save.click()
    assert other.rules() == ClinicRules(note_due_days=2, cosign_due_days=9)


def test_others_read_only(desk: Desk, qtbot: QtBot) -> None:
    made = RulesCard(desk)
    qtbot.addWidget(made)
    made.show()
    made.refresh()
    assert not made.form.field("state").isEnabled()
    assert made.save.isHidden()
