import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iopdesk.domain.clock import SystemClock
from iopdesk.services.sign_in_service import FirstRunDraft, SignedInClinic, SignInService
from iopdesk.storage.key_cost import KeyCost
from iopdesk.ui.look import Look, chosen_look, keep_look
from iopdesk.ui.main_window import MainWindow
from iopdesk.ui.open_desk import OpenDesk, start_again
from iopdesk.ui.settings import screen_settings
from iopdesk.ui.theme import Theme

CHEAP = KeyCost(memory_kib=64, passes=1, lanes=1)
PASSWORD = "correct horse battery staple"


@pytest.fixture
def clinic_folder(tmp_path: Path) -> Path:
    return tmp_path / "Clinic"


@pytest.fixture
def opened(clinic_folder: Path) -> SignedInClinic:
    service = SignInService(SystemClock(), floor=CHEAP)
    draft = FirstRunDraft("Harbor Light IOP", "Rosa Alvarez", "alvarez", PASSWORD)
    clinic, _code = service.first_run(clinic_folder, draft, cost=CHEAP)
    return clinic


@pytest.fixture
def calls() -> list[object]:
    return []


@pytest.fixture
def desk(
    opened: SignedInClinic, calls: list[object], theme: Theme, qtbot: QtBot
) -> Iterator[OpenDesk]:
    def restart(folder: Path) -> bool:
        calls.append(folder)
        return True

    made = OpenDesk(opened, restart=restart, leave=calls.append)
    window = made.show("clinic")
    qtbot.waitUntil(lambda: window.rail.lit() == "clinic")
    yield made
    made.lock()
    made.deleteLater()


def _window(desk: OpenDesk) -> MainWindow:
    assert desk.window is not None
    return desk.window


def test_lock_closes_the_store_and_leaves_for_a_fresh_process(
    desk: OpenDesk, clinic_folder: Path, calls: list[object], qtbot: QtBot
) -> None:
    window = _window(desk)
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(calls))
    assert calls == [clinic_folder, 0]
    assert window.isHidden()
    clinic = SignInService(SystemClock(), floor=CHEAP).sign_in(clinic_folder, "alvarez", PASSWORD)
    clinic.close()


def test_lock_remembers_the_windows_place(desk: OpenDesk) -> None:
    _window(desk).resize(1111, 700)
    desk.lock()
    assert not screen_settings().place("window/place").isEmpty()


def test_drafts_are_kept_before_the_store_closes(desk: OpenDesk, qtbot: QtBot) -> None:
    window, order = _window(desk), []
    screen = window.screen_shown()
    screen.keep_draft = lambda: window.background.run(  # type: ignore[method-assign]
        window, lambda: order.append(desk.services.clinic.facts().name)
    )
    desk.lock()
    assert order == ["Harbor Light IOP"]


def test_without_a_new_process_the_sign_in_stands_in_place(
    opened: SignedInClinic, theme: Theme, qtbot: QtBot
) -> None:
    desk = OpenDesk(opened, restart=lambda folder: False, leave=lambda status: None)
    window = desk.show("clinic")
    with qtbot.waitSignal(desk.left_open):
        desk.lock()
    assert window.isHidden()


def test_another_text_size_builds_the_window_again_in_the_same_place(
    desk: OpenDesk, qtbot: QtBot
) -> None:
    before = _window(desk)
    qtbot.waitUntil(lambda: before.background is not None)
    keep_look(Look("dark", 150, "es", 5))
    before.changes.look_changed.emit()
    qtbot.waitUntil(lambda: desk.window is not before)
    after = _window(desk)
    assert (after.desk.theme.name, after.desk.theme.scale) == ("dark", 1.5)
    assert after.rail.lit() == "clinic"


def test_look_out_of_bounds_is_brought_back(theme: Theme) -> None:
    screen_settings().keep("look/text", "900")
    screen_settings().keep("look/idle", "0")
    screen_settings().keep("look/language", "tlh")
    assert chosen_look() == Look("system", 200, "en", 2)


def test_idle_time_locks(desk: OpenDesk, calls: list[object], qtbot: QtBot) -> None:
    desk._idle._last -= 11 * 60  # noqa: SLF001
    desk._idle.look()  # noqa: SLF001
    assert calls[-1] == 0


def test_a_key_keeps_the_clinic_open(desk: OpenDesk, calls: list[object], qtbot: QtBot) -> None:
    window = _window(desk)
    desk._idle._on_focus_window(window.windowHandle())  # noqa: SLF001
    desk._idle._last -= 11 * 60  # noqa: SLF001
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    desk._idle.look()  # noqa: SLF001
    assert calls == []


@pytest.mark.skipif(os.name != "posix", reason="a program that ends by itself")
def test_a_fresh_process_is_really_started(
    theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/true")
    assert start_again(tmp_path) is True
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no such program"))
    assert start_again(tmp_path) is False
