from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from iopdesk.domain.clock import SystemClock
from iopdesk.services.sign_in_service import FirstRunDraft, SignedInClinic, SignInService
from iopdesk.storage.key_cost import KeyCost
from iopdesk.ui.background import InlineBackground
from iopdesk.ui.sign_in.first_run_window import FirstRunWindow
from iopdesk.ui.sign_in.front_window import FrontWindow
from iopdesk.ui.sign_in.recovery_code_page import RecoveryCodePage
from iopdesk.ui.sign_in.service_gate import ServiceGate
from iopdesk.ui.sign_in.sign_in_window import SignInWindow
from iopdesk.ui.theme import Theme

CHEAP = KeyCost(memory_kib=64, passes=1, lanes=1)
PASSWORD = "correct horse battery staple"


def _raise(error: BaseException) -> None:
    raise error


def _gate() -> ServiceGate:
    return ServiceGate(floor=CHEAP, cost=CHEAP)


def _show(window: FrontWindow, qtbot: QtBot) -> list[SignedInClinic]:
    opened: list[SignedInClinic] = []
    window.opened.connect(opened.append)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return opened


def _field(window: FrontWindow, name: str) -> QLineEdit:
    found = [
        each for each in window.page().findChildren(QLineEdit) if each.accessibleName() == name
    ]
    assert len(found) == 1, name
    return found[0]


def _click(window: FrontWindow, qtbot: QtBot, words: str) -> None:
    buttons = window.page().findChildren(QPushButton)
    (button,) = [each for each in buttons if each.text().replace("&", "") == words]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Clinic"
    service = SignInService(SystemClock(), floor=CHEAP)
    draft = FirstRunDraft("Harbor Light IOP", "Rosa Alvarez", "alvarez", PASSWORD)
    clinic, _code = service.first_run(made, draft, cost=CHEAP)
    clinic.close()
    return made


@pytest.fixture
def sign_in(folder: Path, theme: Theme) -> SignInWindow:
    return SignInWindow(folder, _gate, InlineBackground(_raise))


def test_right_password_opens_the_clinic(sign_in: SignInWindow, qtbot: QtBot) -> None:
    opened = _show(sign_in, qtbot)
    qtbot.keyClicks(_field(sign_in, "Login"), "alvarez")
    qtbot.keyClicks(_field(sign_in, "Password"), PASSWORD)
    qtbot.keyClick(_field(sign_in, "Password"), Qt.Key.Key_Return)
    assert [each.signed_in.name for each in opened] == ["Rosa Alvarez"]
    assert _field(sign_in, "Password").text() == ""
    opened[0].close()


def test_wrong_password_is_told_and_the_next_try_is_open(
    sign_in: SignInWindow, qtbot: QtBot
) -> None:
    opened = _show(sign_in, qtbot)
    qtbot.keyClicks(_field(sign_in, "Login"), "alvarez")
    qtbot.keyClicks(_field(sign_in, "Password"), "not the password")
    _click(sign_in, qtbot, "Sign in")
    assert opened == []
    assert "password" in sign_in.page().told()
    assert _field(sign_in, "Password").isEnabled()


def test_too_many_wrong_passwords_show_the_time_to_wait(
    sign_in: SignInWindow, qtbot: QtBot
) -> None:
    _show(sign_in, qtbot)
    qtbot.keyClicks(_field(sign_in, "Login"), "alvarez")
    for _try in range(6):
        qtbot.keyClicks(_field(sign_in, "Password"), "not the password")
        _click(sign_in, qtbot, "Sign in")
    assert "Try again in 0:" in sign_in.page().told()
    qtbot.keyClicks(_field(sign_in, "Login"), "x")
    assert sign_in.page().told() == ""


def test_a_folder_without_a_clinic_is_refused_in_words(
    tmp_path: Path, theme: Theme, qtbot: QtBot
) -> None:
    window = SignInWindow(tmp_path, _gate, InlineBackground(_raise))
    _show(window, qtbot)
    qtbot.keyClicks(_field(window, "Login"), "alvarez")
    qtbot.keyClicks(_field(window, "Password"), PASSWORD)
    _click(window, qtbot, "Sign in")
    assert "no clinic" in window.page().told().casefold()


def test_first_run_to_an_open_clinic(tmp_path: Path, theme: Theme, qtbot: QtBot) -> None:
    folder = tmp_path / "New clinic"
    window = FirstRunWindow(_gate, InlineBackground(_raise), folder)
    opened = _show(window, qtbot)
    qtbot.keyClicks(_field(window, "Clinic name"), "Harbor Light IOP")
    qtbot.keyClicks(_field(window, "Your name"), "Rosa Alvarez")
    assert _field(window, "Login").text() == "alvarez"
    qtbot.keyClicks(_field(window, "Password"), PASSWORD)
    qtbot.keyClicks(_field(window, "Password again"), PASSWORD)
    _click(window, qtbot, "Set up the clinic")
    page = window.page()
    assert isinstance(page, RecoveryCodePage)
    assert opened == []

    groups = _shown_groups(page)
    first, second = page.asked
    qtbot.keyClicks(_field(window, f"Type back group {first}"), groups[first - 1].lower())
    qtbot.keyClicks(_field(window, f"Type back group {second}"), "00000")
    _click(window, qtbot, "Go to Today")
    assert opened == []
    assert list(page.form.problems_shown()) == [f"group{second}"]

    _field(window, f"Type back group {second}").clear()
    qtbot.keyClicks(_field(window, f"Type back group {second}"), groups[second - 1])
    _click(window, qtbot, "Go to Today")
    assert [each.clinic_name for each in opened] == ["Harbor Light IOP"]
    opened[0].close()


def test_first_run_says_everything_that_is_wrong_beside_its_field(
    tmp_path: Path, theme: Theme, qtbot: QtBot
) -> None:
    window = FirstRunWindow(_gate, InlineBackground(_raise), tmp_path / "New clinic")
    _show(window, qtbot)
    qtbot.keyClicks(_field(window, "Password"), "short")
    qtbot.keyClicks(_field(window, "Password again"), "short")
    _click(window, qtbot, "Set up the clinic")
    shown = window.page().form.problems_shown()
    assert set(shown) == {"clinic_name", "name", "login", "password"}
    assert not (tmp_path / "New clinic").exists()
    _field(window, "Password again").clear()
    assert window.page().form.problems_shown() == {}
    _click(window, qtbot, "Set up the clinic")
    assert set(window.page().form.problems_shown()) == {"repeat"}


def test_recovery_code_sets_a_new_password(tmp_path: Path, theme: Theme, qtbot: QtBot) -> None:
    folder = tmp_path / "Clinic"
    service = SignInService(SystemClock(), floor=CHEAP)
    draft = FirstRunDraft("Harbor Light IOP", "Rosa Alvarez", "alvarez", PASSWORD)
    clinic, code = service.first_run(folder, draft, cost=CHEAP)
    clinic.close()
    window = SignInWindow(folder, _gate, InlineBackground(_raise))
    opened = _show(window, qtbot)
    _click(window, qtbot, "Use the recovery code")
    qtbot.keyClicks(_field(window, "Recovery code, 8 groups"), code)
    qtbot.keyClicks(_field(window, "Login"), "alvarez")
    qtbot.keyClicks(_field(window, "New password"), "seven purple teacups")
    qtbot.keyClicks(_field(window, "New password again"), "seven purple teacups")
    _click(window, qtbot, "Set the password and sign in")
    assert len(opened) == 1
    opened[0].close()


def _shown_groups(page: RecoveryCodePage) -> list[str]:
    shown = [each.accessibleName() for each in page.findChildren(QLabel)]
    groups = [name.partition(": ")[2] for name in shown if name.startswith("Group ")]
    return [group.replace(" ", "") for group in groups]
