"""Entering a returned card by keys alone: code, numbers, proof, save."""

from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iopdesk.domain.meeting_visit import Proof
from iopdesk.domain.referral import ChosenMeeting, ReferralDraft
from iopdesk.ui.desk import Desk
from iopdesk.ui.meetings.returned_card_screen import ReturnedCardScreen
from tests.clinic_for_tests import TestClinic
from tests.factories.meetings import import_rows, meeting_named, row
from tests.factories.people import admitted_client


@pytest.fixture
def dolores(clinic: TestClinic) -> UUID:
    import_rows(clinic)
    client_id = admitted_client(clinic, "Dolores", "Quiñones")
    chosen = tuple(
        ChosenMeeting(meeting_named(clinic, name).id) for name in ("Sunrise", "Candlelight")
    )
    clinic.services().referral.refer(client_id, (), ReferralDraft(chosen, date(2026, 10, 1)))
    return client_id


def opened(desk: Desk, qtbot: QtBot) -> ReturnedCardScreen:
    screen = ReturnedCardScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1180, 700)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.activateWindow()
    screen.arrive(None)
    return screen


def names(screen: ReturnedCardScreen) -> list[str]:
    return [line.name for line in screen.table.model_of_lines.rows()]


def test_a_card_is_entered_with_one_key_a_meeting(
    desk: Desk, qtbot: QtBot, dolores: UUID, clinic: TestClinic
) -> None:
    code = desk.services.meeting_paper.new_card(dolores)
    screen = opened(desk, qtbot)
    assert "code" in screen.nothing.words()
    qtbot.keyClicks(screen.code, code.lower())
    qtbot.keyClick(screen.code, Qt.Key.Key_Return)
    qtbot.waitUntil(screen.table.isVisible)
    qtbot.keyClick(screen.table, Qt.Key.Key_1)
    assert names(screen) == ["Sunrise"]
    qtbot.keyClick(screen.table, Qt.Key.Key_S)
    qtbot.keyClick(screen.table, Qt.Key.Key_2)
    qtbot.keyClick(screen.table, Qt.Key.Key_9)
    assert names(screen) == ["Sunrise", "Candlelight"]
    qtbot.keyClick(screen.table, Qt.Key.Key_Delete)
    assert names(screen) == ["Sunrise"]
    qtbot.keyClick(screen.table, Qt.Key.Key_Right)
    qtbot.keyClick(screen.table, Qt.Key.Key_1)
    assert names(screen) == ["Sunrise"], "next week is still to come"
    assert screen.has_unsaved()
    qtbot.keyClick(screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: screen.nothing.isVisible())
    (visit,) = desk.services.meeting_visit.summary(dolores).visits
    assert visit.name == "Sunrise"
    assert visit.draft.proof is Proof.SIGNATURE
    assert screen.code.text() == ""


def test_another_meeting_is_added_in_words_and_a_kept_line_stays(
    desk: Desk, qtbot: QtBot, dolores: UUID
) -> None:
    code = desk.services.meeting_paper.new_card(dolores)
    screen = opened(desk, qtbot)
    for _round in range(2):
        qtbot.keyClicks(screen.code, code)
        qtbot.keyClick(screen.code, Qt.Key.Key_Return)
        qtbot.waitUntil(screen.table.isVisible)
        qtbot.keyClick(screen.table, Qt.Key.Key_0)
        qtbot.keyClicks(screen.other_words, "Alano club <b>noon</b>")
        qtbot.keyClick(screen.other_words, Qt.Key.Key_Return)
        assert names(screen) == ["Alano club <b>noon</b>"]
        qtbot.keyClick(screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: screen.nothing.isVisible())
    assert len(desk.services.meeting_visit.summary(dolores).visits) == 1


def test_in_a_small_window_the_page_scrolls_and_nothing_is_squeezed(
    desk: Desk, qtbot: QtBot, dolores: UUID
) -> None:
    screen = opened(desk, qtbot)
    screen.resize(700, 360)
    screen.reflow(narrow=True)
    screen.arrive(None, client_id=dolores)
    for part in (screen.save, screen.weeks, screen.add):
        assert part.height() >= part.minimumSizeHint().height()
    assert screen.table.height() >= screen.table.minimumSizeHint().height()


def test_a_code_that_no_card_has_says_so_and_keeps_what_was_typed(
    desk: Desk, qtbot: QtBot, dolores: UUID
) -> None:
    screen = opened(desk, qtbot)
    qtbot.keyClicks(screen.code, "QQQQQ")
    qtbot.keyClick(screen.code, Qt.Key.Key_Return)
    assert screen.code.text() == "QQQQQ"
    assert not screen.table.isVisible()


def test_what_a_client_tells_is_noted_without_a_card(
    desk: Desk, qtbot: QtBot, dolores: UUID
) -> None:
    screen = opened(desk, qtbot)
    screen.arrive(None, client_id=dolores)
    assert (screen.title_bar.title(), screen.save.text()) == ("Note meetings", "&Save")
    assert not screen.code.isVisible()
    qtbot.keyClick(screen.table, Qt.Key.Key_1)
    qtbot.keyClick(screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    (visit,) = desk.services.meeting_visit.summary(dolores).visits
    assert visit.draft.day == date(2026, 11, 16)
    assert visit.draft.proof is Proof.SELF_REPORT
    screen.arrive(None)
    assert (screen.title_bar.title(), screen.save.text()) == ("Returned card", "&Save the card")
    assert screen.code.isVisible()


def test_a_card_that_the_find_box_found_is_open_at_once(
    desk: Desk, qtbot: QtBot, dolores: UUID
) -> None:
    code = desk.services.meeting_paper.new_card(dolores)
    (found,) = desk.services.find.everything(code)
    screen = opened(desk, qtbot)
    screen.arrive(found.record_id)
    assert "Dolores Quiñones" in screen.facts.texts()


def test_a_meeting_without_a_day_is_not_put_on_monday(
    desk: Desk, qtbot: QtBot, clinic: TestClinic
) -> None:
    import_rows(clinic, [row("Women's House", day=None, time=None)])
    client_id = admitted_client(clinic, "Tanya", "Brooks")
    chosen = (ChosenMeeting(meeting_named(clinic, "Women's House").id),)
    desk.services.referral.refer(client_id, (), ReferralDraft(chosen, date(2026, 11, 1)))
    screen = opened(desk, qtbot)
    screen.arrive(None, client_id=client_id)
    qtbot.keyClick(screen.table, Qt.Key.Key_1)
    assert names(screen) == []
    assert screen.other_words.text() == "Women's House"
