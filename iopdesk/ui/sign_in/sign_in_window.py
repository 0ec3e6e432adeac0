"""Signing in: the window that stands before everything else, painted before anything is loaded."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from iopdesk.ui.background import Background
from iopdesk.ui.sign_in.front_window import FrontWindow
from iopdesk.ui.sign_in.gate import LoadGate, Opened
from iopdesk.ui.sign_in.password_pages import NewPasswordPage, RecoverPage
from iopdesk.ui.sign_in.places import holds_clinic, last_login, remember_clinic
from iopdesk.ui.sign_in.sign_in_page import SignInPage
from iopdesk.ui.wording import _


class SignInWindow(FrontWindow):
    """`new_asked` is for the first-run window instead."""

    new_asked = Signal()

    def __init__(
        self, folder: Path, load_gate: LoadGate, background: Background | None = None
    ) -> None:
        super().__init__(load_gate, background)
        self.folder = folder
        self._sign_in = SignInPage(folder, last_login(), self)
        self._sign_in.submitted.connect(self._on_submitted)
        self._sign_in.recovery_asked.connect(self._on_recovery)
        self._sign_in.other_asked.connect(self._on_other)
        self._sign_in.new_asked.connect(self.new_asked)
        self.show_page(self._sign_in)

    def _on_submitted(self, login: str, password: str) -> None:
        def call() -> Opened:
            return self.load_gate().sign_in(self.folder, login, password)

        self.background.run(
            self, call, partial(self._on_opened, login, password), self._sign_in.sign_in_over
        )

    def _on_opened(self, login: str, password: str, clinic: Opened) -> None:
        self._sign_in.sign_in_over(None)
        remember_clinic(self.folder, login)
        if clinic.must_change_password:
            page = NewPasswordPage(self)
            page.submitted.connect(partial(self._on_new_password, page, clinic, password))
            self.show_page(page)
            return
        self.hand_over(clinic)

    def _on_new_password(
        self, page: NewPasswordPage, clinic: Opened, present: str, new: str
    ) -> None:
        def call() -> Opened:
            self.load_gate().change_password(clinic, present, new)
            return clinic

        self.background.run(self, call, self.hand_over, partial(_refuse, page))

    def _on_recovery(self) -> None:
        page = RecoverPage(last_login(), self)
        page.submitted.connect(partial(self._on_recover, page))
        page.left.connect(self.leave_page)
        self.show_page(page)

    def _on_recover(self, page: RecoverPage, code: str, login: str, new: str) -> None:
        def call() -> Opened:
            return self.load_gate().recover(self.folder, code, login, new)

        def opened(clinic: Opened) -> None:
            remember_clinic(self.folder, login)
            self.hand_over(clinic)

        self.background.run(self, call, opened, partial(_refuse, page))

    def _on_other(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Open which clinic?"), str(self.folder))
        if not name:
            return
        if not holds_clinic(Path(name)):
            self._sign_in.tell(
                _("There is no clinic in this folder. Choose the folder that holds clinic.iopdb.")
            )
            return
        self.folder = Path(name)
        self._sign_in.tell("")
        self._sign_in.show_folder(self.folder)


def _refuse(page: RecoverPage | NewPasswordPage, error: BaseException) -> None:
    page.busy("")
    page.refuse(error, page.form)
