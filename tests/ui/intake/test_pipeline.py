"""From the first call to a decision, with keys and clicks; what two people see of one inquiry."""

from dataclasses import replace
from datetime import timedelta
from threading import Event

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from iopdesk.domain.eligibility import Outcome, Result, criteria
from iopdesk.domain.inquiry import FirstContact, InquiryState, InquiryStep
from iopdesk.ui.background import Background
from iopdesk.ui.clients.first_contact_screen import FirstContactScreen
from iopdesk.ui.desk import Desk
from iopdesk.ui.intake.client_intake_tab import ClientIntakeTab
from iopdesk.ui.intake.eligibility_screen import EligibilityScreen
from iopdesk.ui.intake.pipeline_screen import PipelineScreen
from iopdesk.ui.intake.test_list import OUTCOME
from iopdesk.ui.screen import Screen
from tests.clinic_for_tests import TestClinic
from tests.factories.people import new_client


def shown(qtbot: QtBot, screen: Screen, record: object = None) -> None:
    qtbot.addWidget(screen)
    screen.resize(1200, 700)
    screen.show()
    screen.arrive(record)  # type: ignore[arg-type]


def test_a_call_is_taken_and_stands_in_the_pipeline(desk: Desk, qtbot: QtBot) -> None:
    screen = FirstContactScreen(desk)
    shown(qtbot, screen)
    for name, words in (
        ("first_name", "Rosa"),
        ("last_name", "Nunez"),
        ("phone", "951 555 0188"),
        ("say_we_are", "Ana"),
    ):
        qtbot.keyClicks(screen.form.field(name), words)
    screen.save.click()
    pipeline = PipelineScreen(desk)
    shown(qtbot, pipeline)
    (line,) = pipeline.table.shown_rows()
    assert (line.name, line.state) == ("Rosa Nunez", InquiryState.INQUIRY)
    assert pipeline.count.text() == "1 first contact"
    tab = ClientIntakeTab(desk)
    shown(qtbot, tab, line.client_id)
    assert "951-555-0188; leave no message; we say: Ana" in tab.inquiry.facts.texts()


def test_what_is_missing_stands_beside_its_field(desk: Desk, qtbot: QtBot) -> None:
    screen = FirstContactScreen(desk)
    shown(qtbot, screen)
    screen.form.caller.set_value("family")
    screen.save.click()
    told = screen.form.problems_shown()
    assert set(told) == {"first_name", "last_name", "caller_name", "phone"}
    assert desk.services.inquiry.pipeline() == ()


def test_who_is_here_already_goes_on_with_the_same_record(
    clinic: TestClinic, desk: Desk, qtbot: QtBot
) -> None:
    client_id = new_client(clinic)
    screen = FirstContactScreen(desk)
    shown(qtbot, screen)
    qtbot.keyClicks(screen.form.field("first_name"), "Dwane")
    qtbot.keyClicks(screen.form.field("last_name"), "Porter")
    qtbot.waitUntil(lambda: bool(screen.duplicates.found))
    buttons = screen.duplicates.findChildren(QPushButton)
    next(one for one in buttons if one.text() == "It is this person").click()
    qtbot.keyClicks(screen.form.field("phone"), "951-555-0144")
    screen.save.click()
    (line,) = desk.services.inquiry.pipeline()
    assert line.client_id == client_id
    assert len(desk.services.client.record(client_id).phones) == 2


def test_a_save_right_after_the_last_key_is_not_lost(
    clinic: TestClinic, desk: Desk, qtbot: QtBot
) -> None:
    background = Background(desk.messages.error)
    screen = FirstContactScreen(replace(desk, background=background))
    try:
        shown(qtbot, screen)
        background.finish()
        qtbot.keyClicks(screen.form.field("first_name"), "Rosa")
        qtbot.keyClicks(screen.form.field("last_name"), "Diaz")
        qtbot.keyClicks(screen.form.field("phone"), "951-555-0144")
        go_on = Event()
        background.run(screen, lambda: go_on.wait(10))
        screen.save.click()
        qtbot.wait(250)
        go_on.set()
        qtbot.waitUntil(lambda: len(desk.services.inquiry.pipeline()) == 1)
    finally:
        background.close()


def test_an_answer_and_a_decision_by_hand(desk: Desk, qtbot: QtBot) -> None:
    today = desk.services.store.clock.today()
    client_id = desk.services.inquiry.first_contact(
        FirstContact("Rosa", "Diaz", phone="951-555-0188", day=today)
    )
    screen = EligibilityScreen(desk)
    shown(qtbot, screen, client_id)
    for one in criteria():
        assert screen.list.step == one.key
        if one.key == "home":
            screen.test.result.button(Result.REMEDY).click()
            screen.test.remedy.set_value("sober_living")
            screen.test.due.set_value(today + timedelta(days=10))
            qtbot.keyClicks(screen.test.words, "Harbor House")
        else:
            screen.test.answers()[0].click()
        screen.next.click()
    assert screen.list.step == OUTCOME
    assert screen.outcome.outcome.value is Outcome.CONDITIONAL
    assert screen.outcome.conditions.toPlainText() == "Sober-living referral: Harbor House"
    screen.outcome.agree.click()
    assert "agrees" in screen.outcome.team.texts()
    assert screen.outcome.until.value == today + timedelta(days=10)
    screen.outcome.until.clear()
    screen.next.click()
    assert "conditional_until" in screen.outcome.form.problems_shown()
    screen.outcome.until.set_value(today + timedelta(days=12))
    screen.next.click()
    assert "T. Okafor, LAADC" not in screen.decided.facts.texts()
    assert "R. Alvarez, LCSW" in screen.decided.facts.texts()
    assert screen.admit.isVisible()
    (line,) = desk.services.inquiry.pipeline()
    assert line.state is InquiryState.CONDITIONAL
    met = next(b for b in screen.decided.findChildren(QPushButton) if "conditions" in b.text())
    met.click()
    (decided,) = desk.services.eligibility.view(client_id).decided
    assert decided.conditions_met == today


def test_what_was_typed_waits_for_the_return(desk: Desk, qtbot: QtBot) -> None:
    today = desk.services.store.clock.today()
    client_id = desk.services.inquiry.first_contact(
        FirstContact("Rosa", "Diaz", phone="951-555-0188", day=today)
    )
    screen = EligibilityScreen(desk)
    shown(qtbot, screen, client_id)
    qtbot.keyClicks(screen.test.evidence, "No seizures ever")
    screen.keep_draft()
    again = EligibilityScreen(desk)
    shown(qtbot, again, client_id)
    assert again.test.evidence.toPlainText() == "No seizures ever"
    assert desk.services.eligibility.view(client_id).current is None


@pytest.mark.parametrize("rows", [0, 12])
def test_the_pipeline_of_nobody_and_of_many(desk: Desk, qtbot: QtBot, rows: int) -> None:
    today = desk.services.store.clock.today()
    for at in range(rows):
        call = FirstContact("Ana", f"Diaz {at}", phone=f"951-555-{at:04}", day=today)
        client_id = desk.services.inquiry.first_contact(call)
        if at % 2:
            found = desk.services.inquiry.of_client(client_id)
            assert found is not None
            gone = InquiryStep(InquiryState.DID_NOT_COME, "No answer", seen=found.line.step_id)
            desk.services.inquiry.take_step(found.line.inquiry_id, gone)
    pipeline = PipelineScreen(desk)
    shown(qtbot, pipeline)
    assert len(pipeline.table.shown_rows()) == rows // 2
    pipeline.which.button(False).click()
    assert len(pipeline.table.shown_rows()) == rows // 2


def test_the_pipeline_is_narrowed_by_how_long_they_wait(desk: Desk, qtbot: QtBot) -> None:
    today = desk.services.store.clock.today()
    for days in (0, 8, 40):
        day, number = today - timedelta(days=days), f"951-555-{days:04}"
        desk.services.inquiry.first_contact(FirstContact("Ana", f"D{days}", phone=number, day=day))
    pipeline = PipelineScreen(desk)
    shown(qtbot, pipeline)
    for least, left in ((0, 3), (7, 2), (30, 1), (90, 0)):
        pipeline.ages.set_value(least)
        assert len(pipeline.table.shown_rows()) == left
    assert "Choose another" in pipeline.nobody.words()
