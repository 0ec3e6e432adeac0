"""Setting a password before the clinic opens: by recovery code, or after a temporary one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from iopdesk.domain.problems import FieldProblem
from iopdesk.ui.sign_in.front_page import FrontPage
from iopdesk.ui.widgets.buttons import primary_button, quiet_button
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.wording import _


def password_field() -> QLineEdit:
    """A field that hides what is typed."""
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


def password_hint() -> str:
    """What a good password is."""
    return _("At least 12 characters. Several words that don't belong together are easy to keep.")


def check_repeat(form: Form, password: QLineEdit, repeat: QLineEdit) -> bool:
    """Whether both fields hold the same; says so beside the second one if not."""
    form.clear_problems()
    if password.text() == repeat.text():
        return True
    form.show_problems([FieldProblem("repeat", _("This is not the same password."))])
    return False


class RecoverPage(FrontPage):
    """`submitted` carries code, login and new password."""

    submitted = Signal(str, str, str)
    left = Signal()

    def __init__(self, login: str, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Use the recovery code"),
            _(
                "It was printed when the clinic was set up. It is for the director or the"
                " privacy officer."
            ),
            parent,
        )
        self.form = Form(self)
        self._code = self.form.add("code", _("Recovery &code, 8 groups"), QLineEdit())
        self._login = self.form.add("login", _("Lo&gin"), QLineEdit())
        self._login.setText(login)
        self._new = self.form.add(
            "password", _("New &password"), password_field(), hint=password_hint()
        )
        self._repeat = self.form.add("repeat", _("New password a&gain"), password_field())
        go = primary_button(_("&Set the password and sign in"), "", self)
        go.setDefault(True)
        back = quiet_button(_("&Back to sign-in"), "chevron-left", self)
        for each in (self.form, go, back):
            self.body.addWidget(each)
        go.clicked.connect(self._on_submit)
        self._repeat.returnPressed.connect(self._on_submit)
        back.clicked.connect(self.left)

    def _on_submit(self) -> None:
        if check_repeat(self.form, self._new, self._repeat):
            self.busy(_("Opening the clinic…"))
            self.submitted.emit(self._code.text(), self._login.text().strip(), self._new.text())


class NewPasswordPage(FrontPage):
    """`submitted` carries the new password that replaces a temporary one."""

    submitted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Choose your own password"),
            _("The one you were given works only once. Nobody else should know the new one."),
            parent,
        )
        self.form = Form(self)
        self._new = self.form.add(
            "password", _("New &password"), password_field(), hint=password_hint()
        )
        self._repeat = self.form.add("repeat", _("New password a&gain"), password_field())
        go = primary_button(_("&Set the password"), "", self)
        go.setDefault(True)
        self.body.addWidget(self.form)
        self.body.addWidget(go)
        go.clicked.connect(self._on_submit)
        self._repeat.returnPressed.connect(self._on_submit)

    def _on_submit(self) -> None:
        if check_repeat(self.form, self._new, self._repeat):
            self.busy(_("Setting the password…"))
            self.submitted.emit(self._new.text())
