from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.ui.desk import Desk
from iopdesk.ui.preview import PaperRequest
from iopdesk.ui.preview_screen import PreviewScreen

BOTH = (Language.ENGLISH, Language.SPANISH)


def _pdf(*pages: str) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(612, 792))
    for words in pages:
        canvas.drawString(72, 700, words)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _maker(language: Language) -> Paper:
    words = "Plan de tratamiento" if language is Language.SPANISH else "Treatment plan"
    return Paper("treatment-plan-00412", words, _pdf(words, "2", "3"), ("A letter is missing.",))


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot) -> PreviewScreen:
    made = PreviewScreen(desk)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def _open(screen: PreviewScreen, logged: list[str] | None = None) -> None:
    saved = None if logged is None else (lambda language: logged.append(language.value))
    screen.arrive(None, request=PaperRequest(_maker, BOTH, Language.ENGLISH, saved, saved))


def _words(screen: PreviewScreen) -> set[str]:
    return {each.text() for each in screen.findChildren(QLabel) if each.isVisible()}


def _click(screen: PreviewScreen, qtbot: QtBot, words: str) -> None:
    buttons = [b for b in screen.findChildren(QPushButton) if b.text().replace("&", "") == words]
    qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)


def test_paper_is_shown_with_its_pages_and_what_is_missing(
    screen: PreviewScreen, qtbot: QtBot
) -> None:
    _open(screen)
    assert {"Treatment plan", "1 / 3", "A letter is missing."} <= _words(screen)
    assert screen.view.accessibleName() == "3 pages"
    assert "Treatment plan" in screen.view.accessibleDescription()


def test_other_language_is_made_and_shown(screen: PreviewScreen, qtbot: QtBot) -> None:
    _open(screen)
    _click(screen, qtbot, "Español")
    assert "Plan de tratamiento" in _words(screen)


def test_pages_are_painted_and_zoomed(screen: PreviewScreen, qtbot: QtBot) -> None:
    _open(screen)
    picture = screen.view.grab().toImage()
    assert picture.pixelColor(picture.width() // 2, 60).name() == "#ffffff"
    fitted = screen.view.zoom
    _click(screen, qtbot, "Fit width")
    assert screen.view.zoom == fitted
    screen.view.set_zoom(3.0)
    assert screen.view.horizontalScrollBar().maximum() > 0
    screen.view.go_to_page(3)
    assert "3 / 3" in _words(screen)


def test_saving_warns_that_the_file_leaves_the_store(
    screen: PreviewScreen, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    logged: list[str] = []
    _open(screen, logged)
    desk.messages.answers += [True, tmp_path / "plan"]
    _click(screen, qtbot, "Save as…")
    assert desk.messages.asked[0][0] == "Save this paper outside the encrypted store?"
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")
    assert logged == ["en"]
    desk.messages.answers += [False]
    _click(screen, qtbot, "Save as…")
    assert logged == ["en"]


def test_a_folder_that_is_not_there_is_told(
    screen: PreviewScreen, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    _open(screen)
    desk.messages.answers += [True, tmp_path / "gone" / "plan.pdf"]
    _click(screen, qtbot, "Save as…")
    assert [each.title for each in desk.messages.problems] == ["The file could not be written."]


def test_without_a_printer_nothing_is_written(
    screen: PreviewScreen, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", "127.0.0.1:1")
    _open(screen)
    _click(screen, qtbot, "Print")
    assert [each.title for each in desk.messages.problems] == [
        "No printer is set up on this computer."
    ]


def test_nothing_is_kept_once_it_is_left(screen: PreviewScreen, qtbot: QtBot) -> None:
    _open(screen)
    screen.hide()
    assert screen.view.page_count == 0
