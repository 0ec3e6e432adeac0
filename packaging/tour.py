"""Drives the real window through the main story; every screen as PNG, every paper as PDF.

The clinic is the invented demo clinic on Thursday, November 19, 2026, so that two tours can be
laid side by side. Screens are 1366 x 768; --text 200, --theme dark and --language es show others.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QTabBar, QWidget

from iopdesk.domain.clock import FixedClock
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.demo_clinic import DemoSize, demo_password, make_demo_clinic
from iopdesk.services.sign_in_service import SignedInClinic, SignInService
from iopdesk.ui.look import Look, chosen_look, keep_look
from iopdesk.ui.main_window import MainWindow
from iopdesk.ui.open_desk import OpenDesk
from iopdesk.ui.settings import Settings, use_settings
from iopdesk.ui.sign_in.first_run_window import FirstRunWindow
from iopdesk.ui.sign_in.service_gate import ServiceGate
from iopdesk.ui.sign_in.sign_in_window import SignInWindow
from iopdesk.ui.wording import set_language

THURSDAY = datetime(2026, 11, 19, 10, 0, tzinfo=ZoneInfo("America/Los_Angeles"))
SIZE = (1366, 768)
_BEATS = 4
_DIALOG_BEAT = 400


def main(arguments: list[str] | None = None) -> int:
    """Draw the tour into OUT; the exit status."""
    asked = _asked(arguments)
    asked.out.mkdir(parents=True, exist_ok=True)
    with _home() as home:
        clinic = asked.clinic or _demo(home, asked.out)
        app = QApplication.instance() or QApplication(sys.argv[:1])
        assert isinstance(app, QApplication)
        use_settings(Settings(home / "settings.ini"))
        keep_look(Look(asked.theme, asked.text, asked.language))
        set_language(Language(asked.language))
        chosen_look().made().apply(app)
        Tour(app, clinic, asked.out).run()
    print(f"Screens and papers stand in {asked.out}.")
    return 0


def _asked(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tour", description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--theme", default="light", choices=("light", "dark", "contrast"))
    parser.add_argument("--text", type=int, default=100, metavar="PERCENT")
    parser.add_argument("--language", default="en", choices=("en", "es"))
    parser.add_argument("--clinic", type=Path, help="a demo clinic made before, to save time")
    return parser.parse_args(arguments)


@contextmanager
def _home() -> Iterator[Path]:
    home = Path(tempfile.mkdtemp(prefix="iopdesk-tour-"))
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _demo(home: Path, out: Path) -> Path:
    print("Making the demo clinic (under a minute) ...", flush=True)
    make_demo_clinic(home / "clinic", THURSDAY, DemoSize())
    return home / "clinic"


class Tour:
    """One walk through the program, as a counselor; pictures are numbered in its order."""

    def __init__(self, app: QApplication, clinic: Path, out: Path) -> None:
        self._app = app
        self._clinic = clinic
        self._out = out
        self._number = 0

    def run(self) -> None:
        """The whole story."""
        self._before_sign_in()
        gate = SignInService(FixedClock(THURSDAY))
        opened = gate.sign_in(self._clinic, "okafor", demo_password("okafor"))
        try:
            self._inside(opened)
            self._papers(ClinicServices.open(opened.store, opened.signed_in))
        finally:
            opened.close()

    def _before_sign_in(self) -> None:
        first = FirstRunWindow(ServiceGate)
        self._grab_alone(first, "first-run")
        self._grab_alone(SignInWindow(self._clinic, ServiceGate), "sign-in")

    def _grab_alone(self, window: QWidget, name: str) -> None:
        window.resize(*SIZE)
        window.show()
        QTest.qWait(200)
        self._save(window, name)
        window.close()
        window.deleteLater()

    def _inside(self, opened: SignedInClinic) -> None:
        desk = OpenDesk(opened)
        window = desk.show()
        window.resize(*SIZE)
        grab = self._grab_window(window)
        watch = QTimer(window)
        watch.timeout.connect(partial(self._answer_dialog, watch))
        watch.start(_DIALOG_BEAT)
        story = Story(window, desk.services, grab)
        try:
            story.tell()
        finally:
            window.background.finish()
            window.background.close()
            window.hide()

    def _answer_dialog(self, watch: QTimer) -> None:
        """A dialog is drawn too, and then closed as Esc would."""
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            watch.stop()
            self._save(dialog, f"dialog-{dialog.objectName() or 'decision'}")
            dialog.reject()
            watch.start(_DIALOG_BEAT)

    def _grab_window(self, window: MainWindow) -> Callable[[str], None]:
        def grab(name: str) -> None:
            settle(window)
            self._save(window, name)

        return grab

    def _save(self, widget: QWidget, name: str) -> None:
        self._number += 1
        path = self._out / f"{self._number:02}-{name}.png"
        if not widget.grab().save(str(path)):
            raise OSError(f"{path} could not be written")

    def _papers(self, services: ClinicServices) -> None:
        folder = self._out / "papers"
        folder.mkdir(exist_ok=True)
        people = Cast(services)
        for language in Language:
            for name, paper in people.papers(language):
                (folder / f"{name}-{language}.pdf").write_bytes(paper.pdf)


class Cast:
    """Who of the demo clinic the pictures show."""

    def __init__(self, services: ClinicServices) -> None:
        self._services = services
        open_episodes = services.episode.open_episodes()
        self.leaving = open_episodes[0].client_id
        self.client = self._with_signed_plan([e.client_id for e in open_episodes[3:]])
        self.drafting = self._with_draft([e.client_id for e in open_episodes])

    def _with_signed_plan(self, clients: list[UUID]) -> UUID:
        for client_id in clients:
            plan = self._services.plan.newest(client_id)
            if plan is not None and plan.signatures:
                return client_id
        return clients[0]

    def _with_draft(self, clients: list[UUID]) -> UUID:
        for client_id in clients:
            plan = self._services.plan.newest(client_id)
            if plan is not None and plan.state == "draft":
                return client_id
        return self.client

    def papers(self, language: Language) -> Iterator[tuple[str, Paper]]:
        """Every paper there is, in one language."""
        services = self._services
        yield "treatment-plan", services.plan_paper.clinical(self.client, language)
        yield "treatment-plan-client", services.plan_paper.client_copy(self.client, language)
        yield "meeting-list", services.meeting_paper.meeting_list(self.client, language)
        yield "attendance-card", services.meeting_paper.attendance_card(self.client, language)
        yield "discharge-summary", services.step_down_paper.clinical(self.leaving, language)
        yield "step-down-client", services.step_down_paper.client_copy(self.leaving, language)
        session = services.today.today().groups[0]
        yield "sign-in-sheet", services.sign_in_sheet.sheet(session.slot_id, session.day, language)


class Story:
    """The main story, place by place, with real keys where keys matter."""

    def __init__(
        self, window: MainWindow, services: ClinicServices, grab: Callable[[str], None]
    ) -> None:
        self._window = window
        self._services = services
        self._grab = grab
        self._cast = Cast(services)

    def tell(self) -> None:
        """Today, clients, groups, meetings, plan, step-down, clinic."""
        self._today_and_find()
        self._clients()
        self._groups()
        self._meetings()
        self._plan()
        self._step_down()
        self._clinic()

    def _open(self, place: str, record_id: UUID | None = None, **more: object) -> None:
        self._window.navigation.open(place, record_id, **more)
        settle(self._window)

    def _type(self, words: str) -> None:
        widget = QApplication.focusWidget()
        if widget is None:
            raise RuntimeError("nothing has the focus to type into")
        QTest.keyClicks(widget, words)

    def _key(self, key: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self._window, key, how)
        settle(self._window)

    def _today_and_find(self) -> None:
        self._open("today")
        self._grab("today")
        self._key(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        self._type("gar")
        self._grab("find-box")
        self._key(Qt.Key.Key_Escape)

    def _clients(self) -> None:
        self._open("clients")
        self._grab("clients")
        self._type("ma")
        self._grab("clients-search")
        self._open("new_client")
        self._type("Marisol")
        self._grab("new-client")
        self._open("client", self._cast.client)
        for at, name in enumerate(self._tabs()):
            self._show_tab(at)
            self._grab(f"chart-{name}")

    def _tabs(self) -> list[str]:
        bar = self._tab_bar()
        return [bar.tabText(at).replace("&", "").casefold() for at in range(bar.count())]

    def _tab_bar(self) -> QTabBar:
        bars = [bar for bar in self._window.findChildren(QTabBar) if bar.isVisible()]
        return bars[0]

    def _show_tab(self, at: int) -> None:
        self._tab_bar().setCurrentIndex(at)

    def _groups(self) -> None:
        self._open("groups")
        self._grab("groups")
        lines = self._services.today.today().groups
        self._open("group", lines[0].group_id)
        self._grab("group")
        half_done = lines[min(1, len(lines) - 1)]
        self._open("group_session", half_done.slot_id, day=half_done.day)
        self._grab("group-session")
        self._key(Qt.Key.Key_P)
        self._key(Qt.Key.Key_L)
        self._key(Qt.Key.Key_A)
        self._grab("group-session-marked")

    def _meetings(self) -> None:
        self._open("meetings")
        self._grab("meetings")
        self._open("refer", self._cast.client)
        self._grab("refer")
        self._open("import_meetings")
        self._grab("import-meetings")

    def _plan(self) -> None:
        self._open("plan", self._cast.drafting)
        self._grab("plan-draft")
        self._open("plan", self._cast.client)
        self._grab("plan-signed")

    def _step_down(self) -> None:
        self._open("step_down", self._cast.leaving)
        self._grab("step-down")

    def _clinic(self) -> None:
        for place in ("reports", "satellites", "clinic"):
            self._open(place)
            self._grab(place)


def settle(window: MainWindow) -> None:
    """Wait until the window has asked, heard and painted everything."""
    for _ in range(_BEATS):
        window.background.finish()
        QTest.qWait(40)


if __name__ == "__main__":
    sys.exit(main())
