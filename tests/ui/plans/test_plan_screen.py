"""The plan screen by clicks and keys: what is stored and what a person reads."""

from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from iopdesk.domain.disclosure import Document
from iopdesk.domain.plan import ObjectiveStatus, Plan, PlanState
from iopdesk.domain.problems import EditConflict, UserProblem
from iopdesk.domain.six_dimensions import AssessmentDraft, Rating
from iopdesk.services.plan_service import PlanService
from iopdesk.ui.desk import Desk
from iopdesk.ui.messages import RecordedMessages
from iopdesk.ui.navigation import Visit
from iopdesk.ui.plans.growing_text import GrowingText
from iopdesk.ui.plans.plan_screen import PlanScreen
from iopdesk.ui.preview import Outside, PaperRequest
from tests.clinic_for_tests import TestClinic
from tests.factories.dimensions import signed
from tests.ui.plans.plan_fixtures import fill_plan, make_client


@pytest.fixture
def client_id(clinic: TestClinic) -> UUID:
    return make_client(clinic)


def opened(qtbot: QtBot, desk: Desk, client_id: UUID, **more: object) -> PlanScreen:
    """The screen of a client, shown at the size of an ordinary window."""
    screen = PlanScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1170, 700)
    screen.set_narrow(False)
    screen.arrive(client_id, **more)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.activateWindow()
    return screen


def saved(qtbot: QtBot, screen: PlanScreen) -> None:
    """Wait until all that was typed is stored."""
    assert screen.saver is not None
    screen.saver.flush()
    assert screen.saver.is_clean


def type_behind(qtbot: QtBot, field: GrowingText, words: str) -> None:
    """Go into a field with words and write on."""
    field.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClicks(field, words)


def stored(desk: Desk, client_id: UUID) -> Plan:
    plan = desk.services.plan.newest(client_id)
    assert plan is not None
    return plan


def messages_of(desk: Desk) -> RecordedMessages:
    assert isinstance(desk.messages, RecordedMessages)
    return desk.messages


def chips(screen: PlanScreen) -> list[str]:
    return [words for words, _tone in screen.chips]


def test_without_a_plan_it_says_what_to_do_and_starts_one(
    qtbot: QtBot, desk: Desk, client_id: UUID
) -> None:
    screen = opened(qtbot, desk, client_id)
    assert "no treatment plan yet" in screen.view.empty.words()
    qtbot.mouseClick(screen.view.start, Qt.MouseButton.LeftButton)
    assert stored(desk, client_id).state is PlanState.DRAFT
    assert chips(screen) == ["Version 1, draft", "Saved"]
    assert "No problem yet" in screen.view.side.chips()


def test_a_plan_is_written_with_the_keyboard_only(
    qtbot: QtBot, desk: Desk, client_id: UUID
) -> None:
    desk.services.plan.start(client_id)
    screen = opened(qtbot, desk, client_id)
    screen.view.side.add.setFocus()
    qtbot.keyClick(screen.view.side.add, Qt.Key.Key_Space)
    editor = screen.view.editor
    qtbot.keyClicks(editor.words, "After work is when I want a drink.")
    qtbot.keyClicks(editor.goals[0], "Stay sober in the evening")
    add = next(
        b for b in editor.findChildren(QPushButton) if b.accessibleName() == "Add: Objectives"
    )
    qtbot.keyClick(add, Qt.Key.Key_Space)
    row = editor.objectives[0]
    assert screen.focusWidget() is row.text
    qtbot.keyClicks(row.text, "Call a support person each day")
    row.by.setFocus()
    qtbot.keyClicks(row.by, "12/12/2026")
    row.measure.setFocus()
    row.measure.lineEdit().selectAll()
    qtbot.keyClicks(row.measure.lineEdit(), "call log")
    qtbot.keyClick(row.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(editor.objectives[1].text, "Go to three meetings")
    saved(qtbot, screen)
    problem = stored(desk, client_id).problems[0]
    assert problem.client_words == "After work is when I want a drink."
    assert [o.text for o in problem.objectives] == [
        "Call a support person each day",
        "Go to three meetings",
    ]
    first = problem.objectives[0]
    assert (first.target, first.measure) == (date(2026, 12, 12), "call log")


def test_rows_move_and_go_by_keys(qtbot: QtBot, desk: Desk, client_id: UUID) -> None:
    plan = fill_plan(desk.services, client_id)
    first, second, third = (o.text for o in plan.problems[0].objectives)
    screen = opened(qtbot, desk, client_id)
    editor = screen.view.editor
    qtbot.keyClick(editor.objectives[0].text, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [r.text.toPlainText() for r in editor.objectives] == [second, first, third]
    assert [r.number.text() for r in editor.objectives] == ["1.1", "1.2", "1.3"]
    assert screen.focusWidget() is editor.objectives[1].text
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(editor.objectives[1].text, Qt.Key.Key_Delete, keys)
    saved(qtbot, screen)
    assert [o.text for o in stored(desk, client_id).problems[0].objectives] == [second, third]


def test_typing_is_saved_at_a_pause_and_says_when(
    qtbot: QtBot, desk: Desk, client_id: UUID
) -> None:
    fill_plan(desk.services, client_id)
    screen = opened(qtbot, desk, client_id)
    type_behind(qtbot, screen.view.editor.goals[0], " at last")
    assert chips(screen)[1] == "Saving…"
    qtbot.waitUntil(lambda: chips(screen)[1] == "Saved 10:00 AM")
    assert stored(desk, client_id).problems[0].goals[0].text.endswith("at last")


def test_the_pages_follow_what_is_typed(qtbot: QtBot, desk: Desk, client_id: UUID) -> None:
    fill_plan(desk.services, client_id)
    screen = opened(qtbot, desk, client_id)
    view = screen.view.preview
    assert view.page.text().startswith("1 / ")
    screen.view.editor.goals[0].clear()
    qtbot.keyClicks(screen.view.editor.goals[0], "Sleep through the night")
    qtbot.waitUntil(lambda: "Sleep through the night" in view.view.accessibleDescription())
    qtbot.mouseClick(view.kinds.button(True), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(view.languages.button("es"), Qt.MouseButton.LeftButton)
    assert "Mi plan" in view.view.accessibleDescription()


def test_the_newest_ratings_stand_beside_the_problems_and_a_key_opens_them(
    qtbot: QtBot, desk: Desk, clinic: TestClinic, client_id: UUID
) -> None:
    fill_plan(desk.services, client_id)
    screen = opened(qtbot, desk, client_id)
    notes = screen.view.side.dimensions
    assert (notes.when.text(), notes.texts()) == ("Not rated so far.", [])
    ratings = {"1": Rating("0"), "5": Rating("3", note="Craves after work.\nSecond line.")}
    draft = AssessmentDraft(day=date(2026, 11, 18), occasion="admission", ratings=ratings)
    clinic.services("counselor").dimension.save(client_id, None, base=AssessmentDraft(), mine=draft)
    screen.refresh()
    assert notes.when.text() == "Admission, Nov 18, 2026 (draft)"
    assert notes.texts() == [
        "1 Withdrawal",
        "0",
        "5 Relapse potential",
        "3",
        "Craves after work.",
    ]
    fourth = signed(clinic, client_id, edition="4")
    screen.refresh()
    assert notes.assessment is not None
    assert notes.assessment.assessment_id == fourth
    assert "2.1 Physical health concerns" in notes.texts()
    visits: list[Visit] = []
    desk.navigation.requested.connect(visits.append)
    screen.activateWindow()
    qtbot.keyClick(screen, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert visits == [Visit("client", client_id, {"tab": "assessment", "about": "dimensions"})]


def test_what_is_missing_stops_signing_and_leads_there(
    qtbot: QtBot, desk: Desk, client_id: UUID
) -> None:
    plan = fill_plan(desk.services, client_id)
    problem = plan.problems[1]
    goal = problem.goals[0]
    steps = (replace(goal.objectives[0], target=None), *goal.objectives[1:])
    holed = replace(problem, goals=(replace(goal, objectives=steps), *problem.goals[1:]))
    problems = (plan.problems[0], holed, *plan.problems[2:])
    desk.services.plan.save(replace(plan, problems=problems), plan)
    screen = opened(qtbot, desk, client_id)
    assert "Objective 2.1 has no date" in screen.view.side.chips()
    qtbot.mouseClick(screen.view.main_button, Qt.MouseButton.LeftButton)
    said = messages_of(desk).problems[-1]
    assert (said.title, said.hint) == (
        "This plan can’t be signed yet.",
        "Objective 2.1 has no date",
    )
    assert screen.focusWidget() is screen.view.editor.objectives[0].by
    qtbot.keyClicks(screen.view.editor.objectives[0].by, "12/20/2026")
    qtbot.waitUntil(lambda: "Objective 2.1 has no date" not in screen.view.side.chips())
    qtbot.mouseClick(screen.view.main_button, Qt.MouseButton.LeftButton)
    assert messages_of(desk).asked[-1][0] == "Sign and lock version 1?"
    assert stored(desk, client_id).state is PlanState.SIGNED
    assert chips(screen) == ["Version 1, signed"]


def test_a_signed_plan_is_read_only_but_statuses_and_signature_are_noted(
    qtbot: QtBot, desk: Desk, client_id: UUID
) -> None:
    desk.services.plan.sign(fill_plan(desk.services, client_id).id)
    screen = opened(qtbot, desk, client_id)
    editor, side = screen.view.editor, screen.view.side
    qtbot.keyClicks(editor.words, "not typed")
    assert "not typed" not in editor.words.toPlainText()
    assert side.add.isHidden()
    assert screen.view.library_button.isHidden()
    row = editor.objectives[1]
    working = next(a for a in row.status.menu().actions() if a.text() == "Working on it")
    working.trigger()
    assert editor.objectives[1].status.text() == "Working on it"
    assert stored(desk, client_id).problems[0].objectives[1].status is ObjectiveStatus.WORKING
    assert "The client has not signed yet. Print the plan, then note it here." in (
        side.signature_texts()
    )
    paper = next(b for b in side.findChildren(QPushButton) if b.text() == "Signed on paper")
    qtbot.mouseClick(paper, Qt.MouseButton.LeftButton)
    assert "Client: signed on paper, Nov 19, 2026" in side.signature_texts()
    qtbot.mouseClick(screen.view.main_button, Qt.MouseButton.LeftButton)
    assert chips(screen)[0] == "Version 2, draft"
    assert not editor.words.isReadOnly()


def test_the_library_is_searched_and_what_is_ticked_comes_in(
    qtbot: QtBot, desk: Desk, clinic: TestClinic
) -> None:
    client_id = make_client(clinic, "Rosa Quiñones", language="es")
    desk.services.plan.start(client_id)
    screen = opened(qtbot, desk, client_id)
    qtbot.mouseClick(screen.view.library_button, Qt.MouseButton.LeftButton)
    library = screen.view.library
    qtbot.keyClicks(library.search, "overdose")
    qtbot.waitUntil(lambda: 0 < library.list.model().rowCount() < 27)
    library.objectives[0].setChecked(False)
    wanted = sum(box.isChecked() for box in library.objectives)
    qtbot.mouseClick(library.add, Qt.MouseButton.LeftButton)
    saved(qtbot, screen)
    problem = stored(desk, client_id).problems[0]
    assert len(problem.objectives) == wanted
    assert problem.title == "Riesgo de sobredosis"
    assert screen.view.pages.currentWidget() is screen.view.editor_page


def test_a_problem_is_deferred_with_its_reason(qtbot: QtBot, desk: Desk, client_id: UUID) -> None:
    fill_plan(desk.services, client_id)
    messages_of(desk).answers = ["No dentist before spring"]
    screen = opened(qtbot, desk, client_id)
    qtbot.mouseClick(screen.view.editor.defer, Qt.MouseButton.LeftButton)
    entry = screen.view.side.list.entries()[0]
    assert entry.facts == "Deferred: No dentist before spring"
    saved(qtbot, screen)
    assert stored(desk, client_id).problems[0].deferred_because == "No dentist before spring"


def test_both_values_are_shown_when_two_people_wrote_the_same_goal(
    qtbot: QtBot, desk: Desk, clinic: TestClinic, client_id: UUID
) -> None:
    base = fill_plan(desk.services, client_id)
    screen = opened(qtbot, desk, client_id)
    type_behind(qtbot, screen.view.editor.goals[0], " mine")
    problem = base.problems[0]
    goals = (replace(problem.goals[0], text="Theirs"), *problem.goals[1:])
    theirs = replace(base, problems=(replace(problem, goals=goals), *base.problems[1:]))
    clinic.services("supervisor").plan.save(theirs, base)
    assert screen.saver is not None
    screen.saver.flush()
    assert isinstance(messages_of(desk).problems[-1], EditConflict)
    assert "What you typed is kept" in screen.view.notice_words.text()
    assert stored(desk, client_id).problems[0].goals[0].text == "Theirs"
    messages_of(desk).answers = ["mine"]
    qtbot.mouseClick(screen.view.notice_button, Qt.MouseButton.LeftButton)
    assert stored(desk, client_id).problems[0].goals[0].text.endswith(" mine")
    assert screen.view.notice.isHidden()


def test_what_others_wrote_elsewhere_comes_in_while_typing(
    qtbot: QtBot, desk: Desk, clinic: TestClinic, client_id: UUID
) -> None:
    base = fill_plan(desk.services, client_id)
    screen = opened(qtbot, desk, client_id)
    type_behind(qtbot, screen.view.editor.goals[0], " mine")
    clinic.services("supervisor").plan.save(replace(base, needs="A ride"), base)
    saved(qtbot, screen)
    assert screen.view.about.texts["needs"].toPlainText() == "A ride"
    assert stored(desk, client_id).problems[0].goals[0].text.endswith(" mine")


def test_a_failed_save_keeps_what_was_typed_and_brings_it_back(
    qtbot: QtBot, desk: Desk, client_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_plan(desk.services, client_id)
    screen = opened(qtbot, desk, client_id)

    def full(*_what: object) -> Plan:
        raise UserProblem("The disk is full.", "Free some space.")

    with monkeypatch.context() as broken:
        broken.setattr(PlanService, "save", full)
        type_behind(qtbot, screen.view.editor.goals[0], " kept")
        assert screen.saver is not None
        screen.saver.flush()
        assert "The disk is full." in screen.view.notice_words.text()
        assert chips(screen)[1] == "Not saved yet"
        assert screen.has_unsaved()
    again = opened(qtbot, desk, client_id)
    assert again.view.editor.goals[0].toPlainText().endswith(" kept")
    saved(qtbot, again)
    assert stored(desk, client_id).problems[0].goals[0].text.endswith(" kept")


def test_a_lock_keeps_what_was_typed(qtbot: QtBot, desk: Desk, client_id: UUID) -> None:
    fill_plan(desk.services, client_id)
    screen = opened(qtbot, desk, client_id)
    type_behind(qtbot, screen.view.editor.goals[0], " before the lock")
    screen.keep_draft()
    kept = desk.services.plan_sheet.sheet(client_id).typed
    assert kept is not None
    assert kept.mine.problems[0].goals[0].text.endswith(" before the lock")


def test_leaving_saves_at_once(
    qtbot: QtBot, desk: Desk, clinic: TestClinic, client_id: UUID
) -> None:
    fill_plan(desk.services, client_id)
    other = make_client(clinic, "Rosa Quiñones")
    screen = opened(qtbot, desk, client_id)
    type_behind(qtbot, screen.view.editor.goals[0], " and go")
    screen.arrive(other)
    assert stored(desk, client_id).problems[0].goals[0].text.endswith(" and go")
    assert "Rosa Quiñones has no treatment plan yet" in screen.view.empty.words()


def test_the_front_desk_reads_a_calm_sentence(
    qtbot: QtBot, desk: Desk, clinic: TestClinic, client_id: UUID
) -> None:
    fill_plan(desk.services, client_id)
    screen = opened(qtbot, replace(desk, services=clinic.services("front_desk")), client_id)
    assert screen.view.empty.words().startswith("Treatment plans are clinical records.")
    assert screen.view.start.isHidden()
    assert messages_of(desk).problems == []


def test_printing_asks_for_the_paper_and_logs_what_left(
    qtbot: QtBot, desk: Desk, client_id: UUID
) -> None:
    fill_plan(desk.services, client_id)
    asked: list[PaperRequest] = []
    desk.preview.asked.connect(asked.append)
    screen = opened(qtbot, desk, client_id)
    QTest.keyClick(screen, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    paper = asked[0].maker(asked[0].language)
    assert paper.title == "Treatment plan, version 1"
    assert asked[0].outside == Outside(client_id, Document.TREATMENT_PLAN)
    assert asked[0].printed is not None
    asked[0].printed(asked[0].language)


def test_a_long_plan_fits_narrow_and_large(qtbot: QtBot, desk: Desk, client_id: UUID) -> None:
    fill_plan(desk.services, client_id, many=True)
    screen = opened(qtbot, desk, client_id)
    screen.resize(640, 600)
    screen.set_narrow(True)
    qtbot.waitUntil(partial(_fits, screen))
    assert len(screen.view.side.list.entries()) == 13


def _fits(screen: PlanScreen) -> bool:
    inside = screen.view.body
    return inside.minimumSizeHint().width() <= screen.width()
