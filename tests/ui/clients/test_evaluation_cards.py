"""Evaluations, screens, authorizations and consents in a chart, and what waits about a client."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from iopdesk.domain.evaluation import Authorization, Papers
from iopdesk.domain.staff import Role
from iopdesk.ui.clients.details_tab import DetailsTab
from iopdesk.ui.clients.overview_tab import OverviewTab
from iopdesk.ui.desk import Desk
from iopdesk.ui.navigation import Visit
from iopdesk.ui.widgets.fields import ChoiceField
from iopdesk.ui.widgets.part_card import PartCard
from tests.clinic_for_tests import TestClinic
from tests.factories.consents import give_notice
from tests.factories.people import ADMITTED, admitted_client


@pytest.fixture
def client_id(clinic: TestClinic) -> UUID:
    made = admitted_client(clinic)
    give_notice(clinic, made, ADMITTED)
    return made


def _tab(desk: Desk, client_id: UUID, qtbot: QtBot) -> DetailsTab:
    tab = DetailsTab(desk)
    qtbot.addWidget(tab)
    tab.resize(1100, 800)
    with qtbot.waitExposed(tab):
        tab.show()
    tab.arrive(client_id)
    return tab


def _type(card: PartCard, name: str, words: str, qtbot: QtBot) -> None:
    field = card.form.field(name)
    assert isinstance(field, QLineEdit)
    field.clear()
    qtbot.keyClicks(field, words)


def _choose(card: PartCard, name: str, value: object) -> None:
    field = card.form.field(name)
    assert isinstance(field, ChoiceField)
    field.set_value(value)


def test_an_evaluation_is_due_and_then_done(
    desk: Desk, client_id: UUID, clinic: TestClinic, qtbot: QtBot
) -> None:
    card = _tab(desk, client_id, qtbot).evaluations
    card.add.click()
    card.save.click()
    assert card.form.problems_shown() == {"due": "Set the day it is due, or the day it was done."}
    _choose(card, "kind", "physical")
    _type(card, "due", "11/30/2026", qtbot)
    card.save.click()
    assert card.lines() == ["Physical examination, due Nov 30, 2026"]
    card.edit(clinic.services().evaluation.checks(client_id).evaluations[0])
    _type(card, "done", "11/18/2026", qtbot)
    _type(card, "done_by", "Dr. Lee", qtbot)
    qtbot.keyClick(card.save, Qt.Key.Key_Space)
    assert card.lines() == ["Physical examination, done Nov 18, 2026 by Dr. Lee"]


def test_an_authorization_says_what_is_used(desk: Desk, client_id: UUID, qtbot: QtBot) -> None:
    card = _tab(desk, client_id, qtbot).authorizations
    card.add.click()
    _type(card, "payer", "Blue Shield", qtbot)
    _type(card, "starts", "11/1/2026", qtbot)
    _type(card, "ends", "12/4/2026", qtbot)
    _type(card, "units", "0", qtbot)
    card.save.click()
    assert card.form.problems_shown() == {"units": "This number is too large or too small."}
    _type(card, "units", "18", qtbot)
    card.save.click()
    assert card.lines() == ["Blue Shield: 0 of 18 days used, to Dec 4, 2026"]


def test_others_see_papers_and_no_checks(clinic: TestClinic, client_id: UUID) -> None:
    desk_of = clinic.services(Role.FRONT_DESK).evaluation
    starts, ends = date(2026, 11, 1), date(2026, 12, 4)
    desk_of.save(client_id, Authorization("Blue Shield", starts=starts, ends=ends))
    papers = desk_of.papers(client_id)
    assert isinstance(papers, Papers)
    assert papers.authorizations[0].payer == "Blue Shield"


def test_what_waits_stands_on_the_first_page(desk: Desk, client_id: UUID, qtbot: QtBot) -> None:
    tab = OverviewTab(desk)
    qtbot.addWidget(tab)
    with qtbot.waitExposed(tab):
        tab.show()
    tab.arrive(client_id)
    assert tab.duties.lines()[0] == "has no treatment plan yet, Day 28 of 30"
    visits: list[Visit] = []
    desk.navigation.requested.connect(visits.append)
    tab.duties.buttons[0].click()
    assert (visits[0].place, visits[0].record_id) == ("plan", client_id)
    tab.open_record(None)
    assert not tab.duties.isVisible()


def test_a_director_sees_no_clinical_lists(
    clinic: TestClinic, desk: Desk, client_id: UUID, qtbot: QtBot
) -> None:
    tab = _tab(replace(desk, services=clinic.services(Role.DIRECTOR)), client_id, qtbot)
    assert tab.authorizations.isVisible()
    assert not hasattr(tab, "screens")
