"""Referring a client by mouse and by keyboard alone, and the papers that come of it."""

import io
from dataclasses import replace
from datetime import time
from uuid import UUID

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from iopdesk.domain.disclosure import Document
from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.language import Language
from iopdesk.domain.referral import RecoveryPath
from iopdesk.ui.chart_tabs import PAGES
from iopdesk.ui.desk import Desk
from iopdesk.ui.meetings.client_meetings_tab import ClientMeetingsTab
from iopdesk.ui.meetings.refer_screen import ReferScreen
from iopdesk.ui.preview import PaperRequest
from iopdesk.ui.screen import screen_class
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import member, new_group
from tests.factories.meetings import import_rows


@pytest.fixture
def dolores(clinic: TestClinic) -> UUID:
    import_rows(clinic)
    group = new_group(clinic, "Morning group", (0, 2), start=time(6, 30))
    return member(clinic, group, "Dolores", "Quiñones", language="es")


@pytest.fixture
def asked(desk: Desk) -> list[PaperRequest]:
    seen: list[PaperRequest] = []
    desk.preview.asked.connect(seen.append)
    return seen


def opened(desk: Desk, qtbot: QtBot, client_id: UUID) -> ReferScreen:
    screen = ReferScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1180, 700)
    screen.arrive(client_id)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.activateWindow()
    return screen


def stored(desk: Desk, client_id: UUID) -> list[str]:
    return [m.line.name for m in desk.services.referral.referral(client_id).meetings]


def shown(screen: ReferScreen) -> list[str]:
    return [line.name for line in screen.table.lines.rows()]


def text_of(request: PaperRequest, language: Language) -> str:
    pages = PdfReader(io.BytesIO(request.maker(language).pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_times_of_the_clients_groups_are_left_out_until_asked_for(
    desk: Desk, qtbot: QtBot, dolores: UUID
) -> None:
    screen = opened(desk, qtbot, dolores)
    assert "Sunrise" not in shown(screen)
    assert "1 meeting at an hour of this client's groups" in screen.list.left_out.text()
    qtbot.mouseClick(screen.list.show_clashes, Qt.MouseButton.LeftButton)
    assert "Sunrise" in shown(screen)


def test_space_picks_and_ctrl_s_saves(desk: Desk, qtbot: QtBot, dolores: UUID) -> None:
    screen = opened(desk, qtbot, dolores)
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_Space)
    qtbot.keyClick(screen.table, Qt.Key.Key_Down)
    qtbot.keyClick(screen.table, Qt.Key.Key_Space)
    assert screen.has_unsaved()
    assert [c.line.name for c in screen.choice.chosen] == [
        "Clean & Serene",
        "Mujeres en Recuperación",
    ]
    qtbot.keyClick(screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert stored(desk, dolores) == ["Clean & Serene", "Mujeres en Recuperación"]
    assert not screen.has_unsaved()
    assert "The referral is saved." in desk.messages.words  # type: ignore[attr-defined]


def test_picked_again_it_is_let_go(desk: Desk, qtbot: QtBot, dolores: UUID) -> None:
    screen = opened(desk, qtbot, dolores)
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_Space)
    qtbot.keyClick(screen.table, Qt.Key.Key_Space)
    assert screen.choice.chosen == []
    assert not screen.has_unsaved()
    assert not screen.panel.refer.isEnabled()


def test_a_click_on_the_mark_picks(desk: Desk, qtbot: QtBot, dolores: UUID) -> None:
    screen = opened(desk, qtbot, dolores)
    place = screen.table.visualRect(screen.table.lines.index(1, 0)).center()
    qtbot.mouseClick(screen.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [c.line.name for c in screen.choice.chosen] == ["Mujeres en Recuperación"]


def test_clashes_are_shown_in_words_and_in_the_week(
    desk: Desk, qtbot: QtBot, dolores: UUID
) -> None:
    screen = opened(desk, qtbot, dolores)
    qtbot.mouseClick(screen.list.show_clashes, Qt.MouseButton.LeftButton)
    screen.table.setFocus()
    screen.table.choose_first()
    qtbot.keyClick(screen.table, Qt.Key.Key_Space)
    (chosen,) = screen.choice.chosen
    assert chosen.clashes == ("Morning group",)
    assert "Sunrise: same time as a group" in screen.panel.week.words()


def test_refer_and_print_saves_and_shows_list_and_card(
    desk: Desk, qtbot: QtBot, dolores: UUID, asked: list[PaperRequest]
) -> None:
    screen = opened(desk, qtbot, dolores)
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_Space)
    qtbot.mouseClick(screen.panel.refer, Qt.MouseButton.LeftButton)
    assert stored(desk, dolores) == ["Clean & Serene"]
    (request,) = asked
    assert request.language is Language.SPANISH
    english = text_of(request, Language.ENGLISH)
    assert "Clean & Serene" in english
    assert "Thank you for signing." in english
    assert "·····" not in english
    assert request.outside is not None
    assert request.outside.document is Document.MEETING_LIST
    assert request.outside.maker is not None
    for_outside = replace(request, maker=request.outside.maker)
    assert "Thank you for signing." not in text_of(for_outside, Language.ENGLISH)
    assert request.printed is not None
    request.printed(Language.ENGLISH)


def test_a_preview_saves_nothing(
    desk: Desk, qtbot: QtBot, dolores: UUID, asked: list[PaperRequest]
) -> None:
    screen = opened(desk, qtbot, dolores)
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_Space)
    screen.panel.card.setChecked(False)
    qtbot.mouseClick(screen.panel.preview, Qt.MouseButton.LeftButton)
    assert "Clean & Serene" in text_of(asked[0], Language.ENGLISH)
    assert stored(desk, dolores) == []


def test_the_way_there_is_typed_kept_and_printed(
    desk: Desk, qtbot: QtBot, dolores: UUID, asked: list[PaperRequest]
) -> None:
    screen = opened(desk, qtbot, dolores)
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_Space)
    (line,) = screen.panel.chosen._rows.values()  # noqa: SLF001
    qtbot.mouseClick(line.edit, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(line.way, "Bus 3 to Main")
    qtbot.keyClick(line.way, Qt.Key.Key_Return)
    qtbot.mouseClick(screen.panel.refer, Qt.MouseButton.LeftButton)
    assert desk.services.referral.referral(dolores).meetings[0].way == "Bus 3 to Main"
    assert "Bus 3 to Main" in text_of(asked[0], Language.ENGLISH)


def test_the_requirement_tells_what_is_missing_beside_its_fields(
    desk: Desk, qtbot: QtBot, dolores: UUID
) -> None:
    screen = opened(desk, qtbot, dolores)
    form = screen.panel.requirement
    qtbot.mouseClick(screen.panel.change, Qt.MouseButton.LeftButton)
    assert form.a_week.currentText() == "As placed: 3"
    form.a_week.set_value(2)
    qtbot.keyClick(screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert set(form.problems_shown()) == {"choice_offered", "chosen_path"}
    form.offered.setText("11/19/2026")
    form.path.set_value(RecoveryPath.SECULAR)
    form.among.set_values(frozenset({Fellowship.AA}))
    qtbot.keyClick(screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "SMART Recovery or LifeRing" in form.problems_shown()["offered"]
    form.among.set_values(frozenset({Fellowship.AA, Fellowship.LIFERING}))
    qtbot.keyClick(screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    requirement = desk.services.referral.referral(dolores).requirement
    assert requirement is not None
    assert (requirement.a_week, requirement.chosen_path) == (2, RecoveryPath.SECULAR)
    assert screen.panel.asked.text().startswith("2 meetings a week")


def test_another_client_starts_clean(
    desk: Desk, clinic: TestClinic, qtbot: QtBot, dolores: UUID
) -> None:
    screen = opened(desk, qtbot, dolores)
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_Space)
    other = member(clinic, new_group(clinic, "Evening", (1,)), "Tanya", "Brooks")
    screen.arrive(other)
    assert screen.choice.chosen == []
    assert screen.panel.title() == "Referral for Tanya Brooks"


def test_marks_are_seen(desk: Desk, qtbot: QtBot, dolores: UUID) -> None:
    screen = opened(desk, qtbot, dolores)

    def colours(row: int) -> set[int]:
        mark = screen.table.visualRect(screen.table.lines.index(row, 0)).adjusted(2, 2, -2, -2)
        picture = screen.table.viewport().grab(mark).toImage()
        places = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
        return {picture.pixel(x, y) for x, y in places}

    empty = colours(2)
    assert len(empty) > 1, "an empty box"
    screen.table.setFocus()
    screen.table.choose_first()
    screen.table.step(2)
    qtbot.keyClick(screen.table, Qt.Key.Key_Space)
    assert colours(2) != empty


def test_marks_are_spoken(desk: Desk, qtbot: QtBot, dolores: UUID) -> None:
    screen = opened(desk, qtbot, dolores)
    index = screen.table.lines.index(0, 0)
    role = Qt.ItemDataRole.AccessibleTextRole
    assert index.data(role) == "Clean & Serene: not picked"
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_Space)
    assert index.data(role) == "Clean & Serene: picked"


def test_the_charts_tab_shows_the_referral_and_prints_a_card(
    desk: Desk, qtbot: QtBot, dolores: UUID, asked: list[PaperRequest]
) -> None:
    screen = opened(desk, qtbot, dolores)
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_Space)
    qtbot.keyClick(screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    tab = screen_class(PAGES["meetings"])(desk, None)  # type: ignore[arg-type]
    qtbot.addWidget(tab)
    assert isinstance(tab, ClientMeetingsTab)
    tab.arrive(dolores)
    tab.show()
    assert [m.line.name for m in tab.meetings.rows()] == ["Clean & Serene"]
    qtbot.mouseClick(tab.papers.card_button, Qt.MouseButton.LeftButton)
    assert "Dolores Q." in text_of(asked[-1], Language.ENGLISH)
    qtbot.mouseClick(tab.papers.list_button, Qt.MouseButton.LeftButton)
    assert "Clean & Serene" in text_of(asked[-1], Language.ENGLISH)
    tab.papers.first.setText("10/5/2026")
    tab.papers.last.setText("10/18/2026")
    qtbot.mouseClick(tab.papers.letter_button, Qt.MouseButton.LeftButton)
    assert "Oct 18" in text_of(asked[-1], Language.ENGLISH)
    assert "18 oct" in text_of(asked[-1], Language.SPANISH)
    before = len(asked)
    tab.papers.last.setText("soon")
    qtbot.mouseClick(tab.papers.letter_button, Qt.MouseButton.LeftButton)
    assert len(asked) == before


def test_a_week_is_suggested_with_reasons_and_only_kept_when_saved(
    desk: Desk, qtbot: QtBot, dolores: UUID
) -> None:
    screen = opened(desk, qtbot, dolores)
    qtbot.waitUntil(lambda: bool(shown(screen)))
    qtbot.keyClick(screen, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(screen.choice.chosen))
    suggested = [chosen.line.name for chosen in screen.choice.chosen]
    assert 0 < len(suggested) <= 3
    assert "Sunrise" not in suggested, "Monday at seven is the morning group"
    said = [row.text() for row in screen.panel.chosen.findChildren(QLabel)]
    assert any(words.startswith("Suggested: ") for words in said)
    assert stored(desk, dolores) == []
    qtbot.keyClick(screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(stored(desk, dolores)))
    assert sorted(stored(desk, dolores)) == sorted(suggested)


def test_both_screens_say_what_the_placement_asks_for(
    desk: Desk, qtbot: QtBot, dolores: UUID
) -> None:
    number = desk.services.referral.referral(dolores).prescribed_a_week
    assert number
    said = f"{number} a week by the placement"
    screen = opened(desk, qtbot, dolores)
    assert screen.panel.asked.text() == said
    tab = screen_class(PAGES["meetings"])(desk, None)  # type: ignore[arg-type]
    qtbot.addWidget(tab)
    tab.arrive(dolores)
    tab.show()
    assert said in [each.text() for each in tab.findChildren(QLabel)]
