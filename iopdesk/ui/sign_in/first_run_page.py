"""The first-run form: the clinic's name, your name, a password; or the demo clinic."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from iopdesk.ui.sign_in.front_page import FrontPage
from iopdesk.ui.sign_in.gate import FirstRun
from iopdesk.ui.sign_in.password_pages import check_repeat, password_field, password_hint
from iopdesk.ui.widgets.buttons import plain_button, primary_button, quiet_button
from iopdesk.ui.widgets.elided import ElidedLabel
from iopdesk.ui.widgets.fields import text_field
from iopdesk.ui.widgets.flow_layout import FlowLayout
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.label import rule
from iopdesk.ui.wording import _, screen_wording


class FirstRunPage(FrontPage):
    """`submitted` carries a FirstRun; the login is made of the name until it is typed."""

    submitted = Signal(object)
    demo_asked = Signal()
    folder_asked = Signal()
    open_asked = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Set up your clinic"),
            _("Everything stays on this computer, encrypted. No network is needed."),
            parent,
        )
        self.form = Form(self)
        self._clinic = self.form.add("clinic_name", _("&Clinic name"), text_field(80))
        self._name = self.form.add("name", _("&Your name"), text_field(80))
        self._login = self.form.add("login", _("Lo&gin"), text_field(40), beside=True)
        self._new = self.form.add(
            "password", _("&Password"), password_field(), hint=password_hint()
        )
        self._repeat = self.form.add("repeat", _("Password &again"), password_field())
        self._go = primary_button(_("&Set up the clinic"), "", self)
        self._go.setDefault(True)
        self.body.addWidget(self.form)
        self.body.addLayout(self._place_line())
        self.body.addWidget(self._go)
        self.body.addWidget(rule(self))
        self.body.addLayout(self._other_ways())
        self._login_is_own = False
        self._connect()
        self.set_folder(folder)

    def set_folder(self, folder: Path) -> None:
        """Where the clinic will be made."""
        self._folder = folder
        self._place.setText(_("Kept in {folder}", folder=folder))

    def set_open(self, is_open: bool) -> None:
        """Take or refuse input while the clinic is being made."""
        self.form.setEnabled(is_open)
        for each in (self._go, self._demo, self._open, self._change):
            each.setEnabled(is_open)
        if is_open:
            self.busy("")

    def _place_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self._place = ElidedLabel("", self, role="hint")
        self._change = quiet_button(_("C&hange…"), "", self)
        line.addWidget(self._place)
        line.addStretch(1)
        line.addWidget(self._change)
        return line

    def _other_ways(self) -> FlowLayout:
        line = FlowLayout()
        self._demo = plain_button(_("&Try the demo clinic"), "flask-conical", self)
        self._open = quiet_button(_("&Open a clinic…"), "", self)
        line.addWidget(self._demo)
        line.addWidget(self._open)
        return line

    def _connect(self) -> None:
        # what was complained of is being put right
        self.form.edited.connect(self.form.clear_problems)
        self._name.textEdited.connect(self._on_name)
        self._login.textEdited.connect(self._on_login)
        self._go.clicked.connect(self._on_submit)
        self._repeat.returnPressed.connect(self._on_submit)
        self._change.clicked.connect(self.folder_asked)
        self._demo.clicked.connect(self.demo_asked)
        self._open.clicked.connect(self.open_asked)
        for field, following in (
            (self._clinic, self._name),
            (self._name, self._new),
            (self._login, self._new),
            (self._new, self._repeat),
        ):
            field.returnPressed.connect(following.setFocus)

    def _on_name(self, name: str) -> None:
        if not self._login_is_own:
            words = name.replace(",", " ").split()
            self._login.setText(
                "".join(c for c in words[-1].casefold() if c.isalnum()) if words else ""
            )

    def _on_login(self, login: str) -> None:
        self._login_is_own = bool(login)

    def _on_submit(self) -> None:
        if not check_repeat(self.form, self._new, self._repeat):
            return
        self.tell("")
        asked = FirstRun(
            self._folder,
            self._clinic.text().strip(),
            self._name.text().strip(),
            self._login.text().strip(),
            self._new.text(),
            screen_wording().language,
        )
        self.set_open(False)
        self.busy(_("Making the encrypted store…"))
        self.submitted.emit(asked)
