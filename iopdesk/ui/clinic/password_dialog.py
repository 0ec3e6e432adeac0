"""Asks for the present password, and for a new one where that is what is to be set."""

from PySide6.QtWidgets import QLineEdit, QWidget

from iopdesk.ui.widgets.decision_dialog import DecisionDialog
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.wording import _


class PasswordDialog(DecisionDialog):
    """The first button waits until everything is filled and the new one is typed twice."""

    def __init__(self, title: str, parent: QWidget | None, *, with_new: bool) -> None:
        super().__init__(
            title, "", [_("&Go on"), _("Cancel")], parent, icon=("key-round", "accent")
        )
        self.form = Form(self)
        self._present = self._add("present", _("My &password now"))
        self._new = self._add("new", _("&New password")) if with_new else None
        self._again = self._add("again", _("New password &again")) if with_new else None
        self.body.addWidget(self.form)
        self.form.edited.connect(self._on_edited)
        self._on_edited()
        self._present.setFocus()

    def present(self) -> str:
        """The password that proves who is asking."""
        return self._present.text()

    def new(self) -> str:
        """The new password."""
        return self._new.text() if self._new is not None else ""

    def _add(self, name: str, words: str) -> QLineEdit:
        field = self.form.add(name, words, QLineEdit())
        field.setEchoMode(QLineEdit.EchoMode.Password)
        return field

    def _on_edited(self) -> None:
        same = self._again is None or self._again.text() == self.new()
        filled = bool(self.present()) and (self._new is None or bool(self.new()))
        self.button(0).setEnabled(filled and same)
