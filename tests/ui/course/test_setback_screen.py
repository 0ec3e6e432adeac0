from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from iopdesk.domain.setback import Safety, SetbackDraft, SetbackKind, Step
from iopdesk.domain.staff import Role
from iopdesk.domain.support import SupportPerson
from iopdesk.storage.consent_tables import ConsentRow
from iopdesk.ui.course.setback_screen import SetbackScreen
from iopdesk.ui.desk import Desk
from iopdesk.ui.navigation import Visit
from tests.clinic_for_tests import TestClinic
from tests.factories.people import admitted_client

TODAY = date(2026, 11, 19)


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot) -> SetbackScreen:
    made = SetbackScreen(desk)
    qtbot.addWidget(made)
    made.resize(1170, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def stored(clinic: TestClinic, client_id: UUID) -> SetbackDraft | None:
    setback = clinic.services().setback.view(client_id).setback
    return setback.draft if setback else None


def test_step_by_step_to_the_end(screen: SetbackScreen, clinic: TestClinic, qtbot: QtBot) -> None:
    client_id = admitted_client(clinic)
    visits: list[Visit] = []
    screen.desk.navigation.requested.connect(visits.append)
    screen.arrive(client_id)
    steps = screen.steps
    assert screen.step is Step.WHAT
    steps.kind.button(SetbackKind.RETURN_TO_USE).click()
    qtbot.keyClicks(steps.happened, "Two drinks after a family dinner")
    screen.next.click()
    assert screen.step is Step.SAFETY
    assert "988: call or text, any time. The client may call from here." in (
        steps.pages[Step.SAFETY].notices.texts()
    )
    steps.safety.button(Safety.SAFE).click()
    screen.next.click()
    assert screen.step is Step.LEVEL
    answer = steps.pages[Step.LEVEL].answers.findChildren(QPushButton)[0]
    answer.click()
    assert steps.level.toPlainText() == "Level and hours stay as they are."
    screen.next.click()
    for field in (steps.groups, steps.supports, steps.plan):
        qtbot.keyClicks(field, "Talked about it")
        if field is not steps.plan:
            screen.next.click()
    assert screen.next.text().replace("&", "") == "Close the setback"
    screen.next.click()
    assert stored(clinic, client_id) is None
    course = clinic.services().course.course(client_id)
    assert course.open_setback is None
    assert course.now is not None  # the stay goes on
    assert visits[-1] == Visit("client", client_id, {"tab": "course"})
    assert screen.desk.messages.words == ["Closed. Every step has its answer."]


def test_each_step_is_kept_when_it_is_left(
    screen: SetbackScreen, clinic: TestClinic, qtbot: QtBot
) -> None:
    client_id = admitted_client(clinic)
    screen.arrive(client_id)
    qtbot.keyClicks(screen.steps.happened, "Missed two days")
    screen.list.buttons[Step.PLAN].click()
    assert screen.step is Step.PLAN
    kept = stored(clinic, client_id)
    assert kept is not None
    assert kept.what_happened == "Missed two days"
    assert screen.list.buttons[Step.WHAT].accessibleName() == "What happened: answered"
    # safety comes first while nobody answered it
    screen.next.click()
    assert screen.step is Step.SAFETY


def test_what_was_typed_waits_for_the_return(
    screen: SetbackScreen, clinic: TestClinic, qtbot: QtBot
) -> None:
    client_id = admitted_client(clinic)
    screen.arrive(client_id)
    qtbot.keyClicks(screen.steps.happened, "Half a sent")
    screen.keep_draft()
    again = SetbackScreen(screen.desk)
    qtbot.addWidget(again)
    with qtbot.waitExposed(again):
        again.show()
    again.arrive(client_id)
    assert again.steps.happened.toPlainText() == "Half a sent"
    assert stored(clinic, client_id) is None
    other = admitted_client(clinic, "Bea", "Xu")
    again.arrive(other)
    assert again.steps.happened.toPlainText() == ""


def test_only_people_with_a_release_show_their_phone(
    screen: SetbackScreen, clinic: TestClinic
) -> None:
    client_id = admitted_client(clinic)
    support = clinic.services().support
    jen = support.save(client_id, SupportPerson("Jen", "sponsor", "951-555-0143"))
    support.save(client_id, SupportPerson("Gloria", "mother", "951-555-0178"))
    with clinic.store.write("test", clinic.staff[Role.COUNSELOR].staff_id) as db:
        row = ConsentRow(
            id=clinic.store.new_id(),
            client_id=client_id,
            support_person_id=jen,
            kind="release",
            to_whom="Jen",
            signed=TODAY,
        )
        db.add(row)
    screen.arrive(client_id)
    assert screen.steps.pages[Step.SUPPORTS].facts.texts() == [
        "Jen (sponsor)",
        "951-555-0143",
        "Gloria (mother)",
        "No release on file: the client can call, the clinic can't.",
    ]


def test_two_people_answer_one_step(
    screen: SetbackScreen, clinic: TestClinic, qtbot: QtBot
) -> None:
    client_id = admitted_client(clinic)
    screen.arrive(client_id)
    qtbot.keyClicks(screen.steps.happened, "My words")
    other = SetbackDraft(TODAY, what_happened="Their words", safety=Safety.SAFE)
    clinic.services("supervisor").setback.save(
        client_id, None, base=SetbackDraft(TODAY), mine=other
    )
    assert screen.steps.happened.toPlainText() == "My words"
    screen.desk.messages.answers = ["theirs"]
    screen.next.click()
    kept = stored(clinic, client_id)
    assert kept == other
    assert screen.steps.happened.toPlainText() == "Their words"


def test_a_closed_one_is_read_and_can_be_reopened(
    screen: SetbackScreen, clinic: TestClinic
) -> None:
    client_id = admitted_client(clinic)
    whole = SetbackDraft(TODAY, SetbackKind.CRISIS, "", "A", Safety.SAFE, "", "B", "C", "D", "E")
    service = clinic.services().setback
    setback_id = service.save(client_id, None, base=SetbackDraft(), mine=whole)
    service.close(client_id, setback_id)
    screen.arrive(client_id, setback=setback_id)
    assert not screen.steps.isEnabled()
    assert screen.next.isHidden()
    screen.reopen.click()
    assert screen.steps.isEnabled()
    screen.desk.messages.answers = ["Another client"]
    screen.mistake.click()
    assert stored(clinic, client_id) is None


def test_the_privacy_officer_reads_only(desk: Desk, clinic: TestClinic, qtbot: QtBot) -> None:
    client_id = admitted_client(clinic)
    begun = SetbackDraft(TODAY, what_happened="A")
    clinic.services().setback.save(client_id, None, base=SetbackDraft(), mine=begun)
    made = SetbackScreen(replace(desk, services=clinic.services("privacy_officer")))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.arrive(client_id)
    assert not made.steps.isEnabled()
    assert made.steps.happened.toPlainText() == "A"
