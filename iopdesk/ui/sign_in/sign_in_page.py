"""The sign-in form: login and password, the waiting time after wrong ones, ways around."""

import time
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from iopdesk.ui.sign_in.front_page import FrontPage
from iopdesk.ui.widgets.buttons import primary_button, quiet_button
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _


class SignInPage(FrontPage):
    """`submitted` carries login and password; the password is gone from the field after it."""

    submitted = Signal(str, str)
    recovery_asked = Signal()
    other_asked = Signal()
    new_asked = Signal()

    def __init__(self, folder: Path, login: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Sign in"), "", parent)
        self._form = Form(self)
        self._login = self._form.add("login", _("Lo&gin"), QLineEdit())
        self._password = self._form.add("password", _("&Password"), QLineEdit())
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._login.setText(login)
        self._go = primary_button(_("&Sign in"), "", self)
        self._go.setDefault(True)
        self.body.addWidget(self._form)
        self.body.addWidget(self._go)
        self._folder = label("", "hint", self, wrap=True)
        self.body.addWidget(self._folder)
        self.show_folder(folder)
        self._recovery = quiet_button(_("Use the &recovery code"), "", self)
        self._other = quiet_button(_("&Other clinic…"), "", self)
        self._new = quiet_button(_("&New clinic…"), "", self)
        # In lines of their own, not in a FlowLayout: it loads every enum of Qt before the paint.
        for line in ((self._recovery,), (self._other, self._new)):
            ways = QHBoxLayout()
            for each in line:
                ways.addWidget(each)
            ways.addStretch(1)
            self.body.addLayout(ways)
        self._held_until = 0.0
        self._tick = QTimer(self)
        self._tick.setInterval(500)
        self._tick.timeout.connect(self._show_wait)
        self._connect()

    def show_folder(self, folder: Path) -> None:
        """Name the clinic's folder."""
        self._folder.setText(_("Clinic in {folder}", folder=folder))

    def sign_in_over(self, error: BaseException | None) -> None:
        """The try is over; a held login shows how long it is to wait."""
        self.busy("")
        self._set_open(True)
        if error is None:
            return
        wait = getattr(error, "wait", None)
        if isinstance(wait, timedelta):
            self._held_until = time.monotonic() + wait.total_seconds()
            self._tick.start()
            self._show_wait()
        else:
            self.refuse(error, self._form)
        self._password.setFocus()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Go to the field that is to be filled."""
        super().showEvent(event)
        (self._password if self._login.text() else self._login).setFocus()

    def _connect(self) -> None:
        self._go.clicked.connect(self._on_submit)
        self._password.returnPressed.connect(self._on_submit)
        self._login.returnPressed.connect(self._password.setFocus)
        self._login.textEdited.connect(self._on_login_edited)
        self._recovery.clicked.connect(self.recovery_asked)
        self._other.clicked.connect(self.other_asked)
        self._new.clicked.connect(self.new_asked)

    def _on_submit(self) -> None:
        login, password = self._login.text().strip(), self._password.text()
        if not self._go.isEnabled():
            return
        if not login or not password:
            self.tell(_("Type your login and your password."), "warn")
            return
        self._password.clear()
        self._set_open(False)
        self.busy(_("Checking the password…"))
        self.submitted.emit(login, password)

    def _set_open(self, is_open: bool) -> None:
        self._go.setEnabled(is_open)
        self._form.setEnabled(is_open)

    def _show_wait(self) -> None:
        left = round(self._held_until - time.monotonic())
        if left <= 0:
            self._tick.stop()
            self._go.setEnabled(True)
            self.tell(_("You can try again now."), "info")
            return
        self._go.setEnabled(False)
        clock = f"{left // 60}:{left % 60:02}"
        self.tell(
            _(
                "Too many wrong passwords for this login. Try again in {clock}."
                " Others can sign in meanwhile.",
                clock=clock,
            )
        )

    def _on_login_edited(self, _text: str) -> None:
        # Another person may sign in: the wait belongs to the login, not to the window.
        if self._tick.isActive():
            self._tick.stop()
            self._go.setEnabled(True)
            self.tell("")
