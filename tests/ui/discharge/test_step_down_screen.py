"""The step-down screen as a counselor uses it: clicks and keys, rows and words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from uuid import UUID

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iopdesk.domain.disclosure import Document
from iopdesk.domain.language import Language
from iopdesk.domain.step_down import ItemKind, NextStep, StepDown
from iopdesk.domain.support import SupportPerson
from iopdesk.ui.desk import Desk
from iopdesk.ui.discharge.discharge_dialog import DischargeDialog
from iopdesk.ui.discharge.follow_ups import CallDialog
from iopdesk.ui.discharge.step_down_screen import StepDownScreen
from tests.clinic_for_tests import TestClinic
from tests.factories.people import admitted_client, new_client

TODAY = date(2026, 11, 19)


@pytest.fixture
def client_id(clinic: TestClinic) -> UUID:
    return admitted_client(clinic, "Priya", "Shah")


def shown(desk: Desk, qtbot: QtBot, client_id: UUID) -> StepDownScreen:
    made = StepDownScreen(desk)
    qtbot.addWidget(made)
    made.resize(1170, 716)
    made.arrive(client_id)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot, client_id: UUID) -> StepDownScreen:
    desk.services.step_down.start(client_id)
    return shown(desk, qtbot, client_id)


def stored(desk: Desk, client_id: UUID) -> StepDown:
    found = desk.services.step_down.newest(client_id)
    assert found is not None
    return found


def click(qtbot: QtBot, widget: object) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def in_dialog(act: Callable[[object], None]) -> None:
    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None, "no dialog came up"
        act(dialog)

    QTimer.singleShot(0, answer)


def test_without_a_step_down_it_is_started_by_its_button(
    desk: Desk, qtbot: QtBot, client_id: UUID
) -> None:
    made = shown(desk, qtbot, client_id)
    assert "No step-down has been started" in made.nothing.words()
    assert not made.page.isVisible()
    click(qtbot, made.start)
    assert made.page.isVisible()
    assert stored(desk, client_id).state == "draft"


def test_several_cards_become_lines_and_are_saved(
    screen: StepDownScreen, desk: Desk, qtbot: QtBot, client_id: UUID
) -> None:
    click(qtbot, screen.page.where.options["1"])
    screen.page.where.options["AFTERCARE"].setFocus()
    qtbot.keyClick(screen.page.where.options["AFTERCARE"], Qt.Key.Key_Space)
    screen.keeper.save()
    assert [s.option for s in stored(desk, client_id).next_steps] == ["1", "AFTERCARE"]
    assert [row.name() for row in screen.page.appointments.rows()] == [
        "Outpatient group here",
        "Aftercare or alumni group",
    ]
    click(qtbot, screen.page.where.options["1"])
    screen.keeper.save()
    assert [s.option for s in stored(desk, client_id).next_steps] == ["AFTERCARE"]


def test_a_card_with_an_appointment_asks_before_it_goes(
    screen: StepDownScreen, desk: Desk, qtbot: QtBot, client_id: UUID
) -> None:
    click(qtbot, screen.page.where.options["MH_OP"])
    qtbot.keyClicks(screen.page.appointments.rows()[0].who, "Dr. Amaro")
    desk.messages.answers = [False]
    click(qtbot, screen.page.where.options["MH_OP"])
    assert desk.messages.asked[0][0] == "Take away Individual therapy?"
    assert screen.page.where.options["MH_OP"].isChecked()
    assert len(screen.page.appointments.rows()) == 1


def test_an_appointment_is_typed_where_it_stands(
    screen: StepDownScreen, desk: Desk, qtbot: QtBot, client_id: UUID
) -> None:
    click(qtbot, screen.page.appointments.add)
    row = screen.page.appointments.rows()[0]
    assert row.what.hasFocus()
    for field, text in (
        (row.what, "Buprenorphine"),
        (row.who, "Dr. Lind"),
        (row.spot, "88 Lincoln Ave"),
        (row.phone, "951-555-0166"),
        (row.day, "11/24/2026"),
        (row.start, "9:20 am"),
    ):
        qtbot.keyClicks(field, text)
    qtbot.keyClick(row.start, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    screen.keeper.save()
    step = stored(desk, client_id).next_steps[0]
    assert (step.words, step.who, step.place) == ("Buprenorphine", "Dr. Lind", "88 Lincoln Ave")
    assert (step.day, step.start, step.status) == (date(2026, 11, 24), time(9, 20), "booked")
    assert "First appointment within 7 days" in screen.page.checks.list.texts()


def test_a_date_that_cannot_be_read_is_told_and_not_lost(
    screen: StepDownScreen, desk: Desk, qtbot: QtBot, client_id: UUID
) -> None:
    click(qtbot, screen.page.appointments.add)
    row = screen.page.appointments.rows()[0]
    row.day.setFocus()
    qtbot.keyClicks(row.day, "next week")
    qtbot.keyClick(row.day, Qt.Key.Key_Tab)
    assert row.problem.text() == "This is not a date. Type month/day/year."
    screen.keeper.save()
    screen.keep_draft()
    again = shown(desk, qtbot, client_id)
    assert again.page.appointments.rows()[0].day.text() == "next week"


def test_a_pause_saves(screen: StepDownScreen, desk: Desk, qtbot: QtBot, client_id: UUID) -> None:
    qtbot.keyClicks(screen.page.ending.summary, "Came every day")
    qtbot.waitUntil(lambda: stored(desk, client_id).summary == "Came every day")
    assert screen.title_bar.facts() == "draft saved 10:00 AM"
    assert screen.page.ending.summary.textCursor().position() == len("Came every day")


def test_staying_well_is_a_line_each(
    screen: StepDownScreen, desk: Desk, qtbot: QtBot, client_id: UUID
) -> None:
    field = screen.page.well.field(ItemKind.SIGN)
    qtbot.keyClicks(field, "Skipping meals")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClicks(field, "Lying")
    screen.keeper.save()
    first = stored(desk, client_id).of_kind(ItemKind.SIGN)
    assert [item.text for item in first] == ["Skipping meals", "Lying"]
    qtbot.keyClicks(field, " to mom")
    screen.keeper.save()
    second = stored(desk, client_id).of_kind(ItemKind.SIGN)
    assert [item.text for item in second] == ["Skipping meals", "Lying to mom"]
    assert [item.id for item in second] == [item.id for item in first]


def test_people_and_crisis_lines_stand_beside_it(desk: Desk, qtbot: QtBot, client_id: UUID) -> None:
    desk.services.step_down.start(client_id)
    desk.services.support.save(client_id, SupportPerson("Jen", "sponsor", "951-555-0143"))
    made = shown(desk, qtbot, client_id)
    assert made.page.well.people.text() == "Jen (sponsor) 951-555-0143"
    assert "988 crisis line" in made.page.well.any_time.text()
    assert "No meeting is chosen yet." in made.page.well.meetings.text()


def test_the_checklist_follows_each_choice(screen: StepDownScreen) -> None:
    assert "No reason for discharge: needed" in screen.page.checks.list.missing()
    screen.page.ending.reason.set_value("completed")
    assert "Reason for discharge" in screen.page.checks.list.texts()
    screen.page.where.recommended.set_value("2.5")
    screen.page.where.accepted.set_value("1")
    assert screen.page.where.because.isVisible()
    assert "Other level accepted: why?" in screen.page.checks.list.missing()


def test_what_another_wrote_meanwhile_is_merged_and_shown(
    screen: StepDownScreen, desk: Desk, clinic: TestClinic, qtbot: QtBot, client_id: UUID
) -> None:
    qtbot.keyClicks(screen.page.ending.summary, "mine")
    other = clinic.services("supervisor").step_down
    base = stored(desk, client_id)
    other.save(replace(base, my_reasons="my kids", next_steps=(NextStep(words="Dentist"),)), base)
    screen.keeper.save()
    both = stored(desk, client_id)
    assert (both.summary, both.my_reasons) == ("mine", "my kids")
    assert screen.page.well.text("my_reasons").toPlainText() == "my kids"
    assert [row.name() for row in screen.page.appointments.rows()] == ["Dentist"]


@pytest.mark.parametrize(("answer", "kept"), [("mine", "mine"), ("theirs", "theirs")])
def test_the_same_field_twice_asks_which_to_keep(
    screen: StepDownScreen,
    desk: Desk,
    clinic: TestClinic,
    qtbot: QtBot,
    client_id: UUID,
    answer: str,
    kept: str,
) -> None:
    qtbot.keyClicks(screen.page.ending.summary, "mine")
    base = stored(desk, client_id)
    clinic.services("supervisor").step_down.save(replace(base, summary="theirs"), base)
    desk.messages.answers = [answer]
    screen.keeper.save()
    assert stored(desk, client_id).summary == kept
    assert screen.page.ending.summary.toPlainText() == kept


def test_going_back_to_the_form_loses_nothing(
    screen: StepDownScreen, desk: Desk, clinic: TestClinic, qtbot: QtBot, client_id: UUID
) -> None:
    qtbot.keyClicks(screen.page.ending.summary, "mine")
    base = stored(desk, client_id)
    clinic.services("supervisor").step_down.save(replace(base, summary="theirs"), base)
    screen.keeper.save()
    assert screen.page.ending.summary.toPlainText() == "mine"
    assert screen.title_bar.facts().startswith("not saved")


def test_a_lock_keeps_what_is_typed(
    screen: StepDownScreen, desk: Desk, qtbot: QtBot, client_id: UUID
) -> None:
    qtbot.keyClicks(screen.page.ending.summary, "half a sent")
    screen.keep_draft()
    again = shown(desk, qtbot, client_id)
    assert again.page.ending.summary.toPlainText() == "half a sent"
    again.keeper.save()
    assert stored(desk, client_id).summary == "half a sent"
    assert desk.services.draft.load("step_down", str(client_id)) is None


def test_discharge_shows_what_is_missing_and_opens_both_papers(
    screen: StepDownScreen, desk: Desk, qtbot: QtBot, client_id: UUID
) -> None:
    screen.page.ending.reason.set_value("completed")
    click(qtbot, screen.page.call_days.chip(365))
    seen: list[list[str]] = []

    def answer(dialog: object) -> None:
        assert isinstance(dialog, DischargeDialog)
        seen.append(dialog.missing.texts())
        click(qtbot, dialog.button(0))

    in_dialog(answer)
    with qtbot.waitSignal(desk.preview.asked) as asked:
        click(qtbot, screen.discharge)
    assert "No next step chosen" in seen[0]
    assert stored(desk, client_id).state == "final"
    calls = desk.services.step_down.follow_ups(client_id)
    assert [call.days_after for call in calls] == [30, 60, 90, 365]
    paper = asked.args[0].maker(Language.ENGLISH)
    assert paper.title == "My next steps · Discharge summary"
    outside = asked.args[0].outside
    assert outside.document is Document.DISCHARGE_SUMMARY
    assert outside.maker(Language.ENGLISH).title == "Discharge summary"
    assert screen.page.ending.summary.isReadOnly()
    assert screen.discharge.text() == "&Print both"


def test_without_a_reason_nobody_is_discharged(
    screen: StepDownScreen, desk: Desk, qtbot: QtBot, client_id: UUID
) -> None:
    enabled: list[bool] = []

    def answer(dialog: object) -> None:
        assert isinstance(dialog, DischargeDialog)
        enabled.append(dialog.button(0).isEnabled())
        click(qtbot, dialog.button(1))

    in_dialog(answer)
    click(qtbot, screen.discharge)
    assert enabled == [False]
    assert stored(desk, client_id).state == "draft"


def test_after_discharge_signature_and_calls_are_recorded(
    screen: StepDownScreen, desk: Desk, qtbot: QtBot, client_id: UUID
) -> None:
    base = stored(desk, client_id)
    saved = desk.services.step_down.save(replace(base, reason="completed"), base)
    desk.services.step_down.discharge(saved.id, TODAY)
    click(qtbot, screen.page.signed)
    click(qtbot, screen.page.given)
    assert screen.page.signature.text() == (
        "Signed on paper, Thu, Nov 19, 2026. Copy given Thu, Nov 19, 2026."
    )

    def answer(dialog: object) -> None:
        assert isinstance(dialog, CallDialog)
        qtbot.keyClicks(dialog.note, "works again")
        click(qtbot, dialog.button(0))

    in_dialog(answer)
    click(qtbot, screen.page.call_list.buttons[0])
    assert "Reached: doing well. works again" in screen.page.call_list.texts()
    assert len(screen.page.call_list.buttons) == 2


def test_the_front_desk_reads_a_calm_sentence(
    desk: Desk, clinic: TestClinic, qtbot: QtBot, client_id: UUID
) -> None:
    made = shown(replace(desk, services=clinic.services("front_desk")), qtbot, client_id)
    assert made.nothing.words() == "Step-downs are written and seen by counselors."
    assert not made.start.isVisible()
    assert not made.discharge.isVisible()


def test_someone_never_admitted_has_nothing_to_end(
    desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    made = shown(desk, qtbot, new_client(clinic))
    assert "not in program" in made.nothing.words()


def test_going_to_another_client_saves_the_first(
    screen: StepDownScreen, desk: Desk, clinic: TestClinic, qtbot: QtBot, client_id: UUID
) -> None:
    qtbot.keyClicks(screen.page.ending.summary, "first")
    screen.arrive(admitted_client(clinic, "Sam", "Reed"))
    assert stored(desk, client_id).summary == "first"
    assert not screen.page.isVisible()


def test_narrow_windows_cut_nothing_sideways(screen: StepDownScreen, qtbot: QtBot) -> None:
    for wide in (1170, 640):
        screen.resize(wide, 700)
        screen.set_narrow(wide < 980)
        QApplication.processEvents()
        page = screen.page.widget()
        assert page.minimumSizeHint().width() <= screen.page.viewport().width()
