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
from zoneinfo import ZoneInfo

if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from iopdesk.domain.clock import FixedClock
from iopdesk.domain.language import Language
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
from iopdesk.ui.window_garbage import WindowGarbage
from iopdesk.ui.wording import set_language
from tour_story import Cast, Story, settle

THURSDAY = datetime(2026, 11, 19, 13, 52, tzinfo=ZoneInfo("America/Los_Angeles"))
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
        WindowGarbage(app)
        use_settings(Settings(home / "settings.ini"))
        keep_look(Look(asked.theme, asked.text, asked.language))
        set_language(Language(asked.language))
        chosen_look().made().apply(app)
        Tour(clinic, asked.out, home).run()
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

    def __init__(self, clinic: Path, out: Path, home: Path) -> None:
        self._clinic = clinic
        self._out = out
        self._home = home
        self._number = 0

    def run(self) -> None:
        """The whole story."""
        self._before_sign_in()
        gate = SignInService(FixedClock(THURSDAY))
        opened = gate.sign_in(self._clinic, "okafor", demo_password("okafor"))
        try:
            self._inside(opened)
            self._papers(ClinicServices(opened.store, opened.signed_in))
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
        try:
            Story(window, desk.services, grab, self._home).tell()
        finally:
            window.background.finish()
            window.background.close()
            window.hide()

    def _answer_dialog(self, watch: QTimer) -> None:
        """A dialog is drawn too, and then closed as Esc would."""
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            watch.stop()
            self._save(dialog, f"dialog-{type(dialog).__name__.removesuffix('Dialog').casefold()}")
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


if __name__ == "__main__":
    sys.exit(main())
