"""A questionnaire filled in by number keys; what it asks for is written down or stays."""

from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iopdesk.domain.instrument_result import ResultDraft
from iopdesk.ui.desk import Desk
from iopdesk.ui.messages import RecordedMessages
from iopdesk.ui.navigation import Visit
from iopdesk.ui.preview import PaperRequest
from iopdesk.ui.record.assessment_tab import AssessmentTab
from iopdesk.ui.record.instrument_screen import InstrumentScreen
from iopdesk.ui.record.questionnaires_page import QuestionnairesPage
from tests.clinic_for_tests import TestClinic
from tests.factories.instruments import answers, result
from tests.factories.people import admitted_client

TODAY = date(2026, 11, 19)


def opened(desk: Desk, qtbot: QtBot, client_id: UUID, key: str) -> InstrumentScreen:
    screen = InstrumentScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1190, 700)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.arrive(client_id, about=key)
    screen.activateWindow()
    return screen


def typed(keys: str) -> None:
    """Keys go to whatever has the focus, as they do at a desk."""
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)


def told(desk: Desk) -> RecordedMessages:
    assert isinstance(desk.messages, RecordedMessages)
    return desk.messages


def test_digits_answer_and_go_on_and_the_score_grows(
    desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    client_id = admitted_client(clinic)
    screen = opened(desk, qtbot, client_id, "phq9")
    assert screen.title_bar.title() == "PHQ-9 of Dwayne"
    typed("222221100")
    assert screen.facts.texts()[:2] == ["Total", "12, Moderate"]
    assert screen.answers.rows["difficulty"].hasFocus()
    typed("1")
    assert screen.end.isVisible()
    visits: list[Visit] = []
    desk.navigation.requested.connect(visits.append)
    QTest.keyClick(screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert visits == [Visit("client", client_id, {"tab": "assessment"})]
    (kept,) = clinic.services().instrument.view(client_id).results
    assert (kept.scores, kept.day, kept.how) == ({"total": 12}, TODAY, "spoken")
    assert not screen.has_unsaved()


def test_keys_go_back_and_take_back(desk: Desk, clinic: TestClinic, qtbot: QtBot) -> None:
    screen = opened(desk, qtbot, admitted_client(clinic), "gad7")
    typed("3")
    QTest.keyClick(screen.answers.rows["q2"], Qt.Key.Key_Backspace)
    assert screen.answers.rows["q1"].hasFocus()
    typed("1")
    QTest.keyClick(screen, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert screen.answers.answers()["q1"] == 3
    typed("9")
    assert screen.answers.answers()["q1"] == 3
    QTest.keyClick(screen.answers.rows["q1"], Qt.Key.Key_Space)
    assert screen.answers.answers()["q1"] is None


def test_what_is_skipped_is_not_asked(desk: Desk, clinic: TestClinic, qtbot: QtBot) -> None:
    screen = opened(desk, qtbot, admitted_client(clinic), "audit")
    typed("0")
    assert screen.answers.rows["q9"].hasFocus()
    assert not screen.answers.rows["q4"].isVisible()
    typed("20")
    assert screen.facts.texts() == ["Total", "2, Low risk"]


def test_item_9_asks_at_once_what_was_done_and_stays_while_nobody_says(
    desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    client_id = admitted_client(clinic)
    screen = opened(desk, qtbot, client_id, "phq9")
    typed("0000000010")
    assert any("Item 9" in words for words in screen.notices.texts())
    told(desk).answers.append(None)
    screen.save.click()
    assert clinic.services().instrument.view(client_id).results[0].is_open
    page = QuestionnairesPage(desk)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.arrive(client_id)
    assert page.asking.texts()[0].startswith("PHQ-9 of Thu, Nov 19: someone is to look today.")
    told(desk).answers.append("Asked by R. Alvarez, no plan")
    page.asking.links[0].click()
    assert not page.asking.isVisible()
    assert "Asked by R. Alvarez, no plan" in page.facts.texts()


def test_gaps_are_asked_about_before_saving(desk: Desk, clinic: TestClinic, qtbot: QtBot) -> None:
    client_id = admitted_client(clinic)
    screen = opened(desk, qtbot, client_id, "gad7")
    typed("111")
    told(desk).answers.append(1)
    screen.save.click()
    assert clinic.services().instrument.view(client_id).results == ()
    assert screen.answers.rows["q4"].hasFocus()


def test_a_score_alone_is_typed_for_other_forms(
    desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    client_id = admitted_client(clinic)
    screen = opened(desk, qtbot, client_id, "dast10")
    assert screen.scores is not None
    screen.save.click()
    assert screen.scores.problems_shown() == {"total": "Type the score of the form."}
    QTest.keyClicks(screen.scores.first(), "6")
    assert screen.facts.texts()[-1] == "Total: 6, Substantial"
    screen.save.click()
    assert clinic.services().instrument.view(client_id).results[0].scores == {"total": 6}


def test_answers_survive_a_lock(desk: Desk, clinic: TestClinic, qtbot: QtBot) -> None:
    client_id = admitted_client(clinic)
    screen = opened(desk, qtbot, client_id, "gad7")
    typed("123")
    screen.keep_draft()
    again = opened(desk, qtbot, client_id, "gad7")
    assert [again.answers.answers()[f"q{n}"] for n in (1, 2, 3, 4)] == [1, 2, 3, None]


def test_the_clients_language_where_it_is_official(
    desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    client_id = admitted_client(clinic, language="es")
    screen = opened(desk, qtbot, client_id, "phq9")
    assert "Poco interés" in screen.answers.rows["q1"].accessibleName()
    screen.open_record(client_id, about="bam")
    screen.refresh()
    assert "physical health" in screen.answers.rows["q1"].accessibleName()
    asked: list[PaperRequest] = []
    desk.preview.asked.connect(asked.append)
    screen.print.click()
    assert [str(language) for language in asked[0].languages] == ["en"]


def test_the_page_lists_due_scores_and_a_result_in_full(
    desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    client_id = admitted_client(clinic)
    clinic.services("director").instrument.plan_the_usual()
    result(clinic, client_id, value=2, day=date(2026, 11, 5), q9=0)
    clinic.services().instrument.save(
        client_id, ResultDraft("phq9", TODAY, answers=answers("phq9", 1, q9=0))
    )
    tab = AssessmentTab(desk)
    qtbot.addWidget(tab)
    with qtbot.waitExposed(tab):
        tab.show()
    tab.arrive(client_id)
    page = tab.page()
    assert isinstance(page, QuestionnairesPage)
    assert [line.key for line in page.lines.rows()] == ["audit", "bam", "gad7", "pc_ptsd5", "phq9"]
    assert page.trend_words.text() == "PHQ-9 16, 8."
    assert page.one.title() == "PHQ-9"
    assert page.answers.texts()[:2] == [
        "Little interest or pleasure in doing things",
        "Several days",
    ]
    visits: list[Visit] = []
    desk.navigation.requested.connect(visits.append)
    page.table.opened.emit(page.table.current_row())
    assert visits == [Visit("instrument", client_id, {"about": "phq9"})]
    told(desk).answers.append("Entered twice")
    page.take_back.click()
    assert len(page.results.rows()) == 1
    tab.activateWindow()
    for key, shown in (
        (Qt.Key.Key_PageDown, "dimensions"),
        (Qt.Key.Key_PageUp, "questionnaires"),
        (Qt.Key.Key_PageUp, "screens"),
    ):
        qtbot.keyClick(tab, key, Qt.KeyboardModifier.ControlModifier)
        assert tab.pages.value == shown


def test_the_desk_reads_no_assessment(desk: Desk, clinic: TestClinic, qtbot: QtBot) -> None:
    limited = Desk(**{**vars(desk), "services": clinic.services("front_desk")})  # type: ignore[arg-type]
    tab = AssessmentTab(limited)
    qtbot.addWidget(tab)
    tab.arrive(admitted_client(clinic))
    assert tab.page() is None
