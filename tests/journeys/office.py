"""A computer of a clinic: windows before and after sign-in, as app.py hands them on."""

from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iopdesk.domain.clock import FixedClock
from iopdesk.domain.language import Language
from iopdesk.domain.staff import Role
from iopdesk.domain.staff_member import StaffDraft
from iopdesk.services.sign_in_service import SignedInClinic
from iopdesk.ui.look import chosen_look
from iopdesk.ui.open_desk import OpenDesk
from iopdesk.ui.sign_in.first_run_window import FirstRunWindow
from iopdesk.ui.sign_in.front_window import FrontWindow
from iopdesk.ui.sign_in.gate import FirstRun
from iopdesk.ui.sign_in.service_gate import ServiceGate
from iopdesk.ui.sign_in.sign_in_window import SignInWindow
from iopdesk.ui.wording import set_language
from tests.folder_for_tests import CHEAP, LOGIN, PASSWORD, THURSDAY
from tests.journeys.person import Person

_FIELDS = ("Login", "Password")
_COLLEAGUE, _CHOSEN = "wu", "nine slow yellow trams"


class Office:
    """Opens windows on one clinic folder; every lock is noted instead of ending the process."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self.folder = folder
        self.clock = FixedClock(THURSDAY)
        self.locks: list[object] = []
        self.desks: list[OpenDesk] = []
        self._opened: list[SignedInClinic] = []
        self._front: FrontWindow | None = None
        self._qtbot = qtbot

    def set_up(self) -> None:
        """Make a clinic without a window, and close it."""
        language = Language.ENGLISH.value
        asked = FirstRun(self.folder, "Harbor Light IOP", "S. Lind", LOGIN, PASSWORD, language)
        clinic, _code = self._gate().first_run(asked)
        clinic.close()

    def first_run(self) -> Person:
        """A person before the first-run window."""
        return self._at(FirstRunWindow(self._gate, folder=self.folder))

    def sign_in_window(self) -> Person:
        """A person before the sign-in window."""
        return self._at(SignInWindow(self.folder, self._gate))

    def person_inside(self) -> Person:
        """The person whose clinic has just opened, before the main window."""
        self._qtbot.waitUntil(lambda: bool(self._opened), timeout=20_000)
        desk = OpenDesk(self._opened.pop(), restart=self._restart, leave=self.locks.append)
        self.desks.append(desk)
        window = desk.show()
        front, self._front = self._front, None
        if front is not None:
            front.close()
            front.deleteLater()
        person = Person(window, self._qtbot)
        person.come()
        person.waits(lambda: window.rail.lit() == "today")
        return person

    def signed_in(self, login: str = LOGIN, words: tuple[str, str] = _FIELDS) -> Person:
        """A person who has signed in by keyboard; `words` name the two fields."""
        set_language(chosen_look().language)
        person = self.sign_in_window()
        for name, typed in zip(words, (login, PASSWORD), strict=True):
            person.go_to(name)
            person.clears()
            person.types(typed)
        person.key("Return")
        return self.person_inside()

    def add_colleague(self) -> str:
        """Give J. Wu a login; the temporary password."""
        draft = StaffDraft(_COLLEAGUE, "J. Wu", roles=frozenset({Role.SUPERVISOR}))
        return self.desks[0].services.staff.add(draft).password

    def first_sign_in(self, temporary: str) -> Person:
        """J. Wu signs in for the first time and sets an own password."""
        person = self.sign_in_window()
        for name, words in (("Login", _COLLEAGUE), ("Password", temporary)):
            person.go_to(name)
            person.clears()
            person.types(words)
        person.key("Return")
        person.sees("New password")
        for name in ("New password", "New password again"):
            person.go_to(name)
            person.types(_CHOSEN)
        person.key("Return")
        return self.person_inside()

    def colleague(self) -> Person:
        """J. Wu, at a window of their own."""
        return self.first_sign_in(self.add_colleague())

    def close(self) -> None:
        """Close every window and store."""
        if self._front is not None:
            self._front.close()
            self._front.deleteLater()
        for clinic in self._opened:
            clinic.close()
        for desk in self.desks:
            desk.lock()
            if desk.window is not None:
                desk.window.deleteLater()
            desk.deleteLater()
        # Windows that stay would be styled again, each a little slower, for every later test.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _at(self, window: FrontWindow) -> Person:
        window.opened.connect(self._opened.append)
        self._front = window
        person = Person(window, self._qtbot)
        window.show()
        person.come()
        return person

    def _gate(self) -> ServiceGate:
        return ServiceGate(floor=CHEAP, cost=CHEAP, clock=self.clock)

    def _restart(self, folder: Path) -> bool:
        self.locks.append(folder)
        return True
