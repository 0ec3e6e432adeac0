"""One's own password, and a new recovery code in place of a lost one."""

from functools import partial

from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from iopdesk.domain.problems import InvalidDraft
from iopdesk.domain.staff import Right
from iopdesk.ui.clinic.password_dialog import PasswordDialog
from iopdesk.ui.desk import Desk
from iopdesk.ui.widgets.buttons import plain_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _


class RecoveryCard(Card):
    """A new code makes the old one worthless, so it asks for the password first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Passwords"), parent)
        self._desk = desk
        self.own = plain_button(_("&Change my password…"), "key-round", self)
        self.code = plain_button(_("New reco&very code…"), "shield-alert", self)
        self.code.setVisible(desk.services.signed_in.may(Right.MANAGE_STAFF))
        self.own.clicked.connect(self._on_own)
        self.code.clicked.connect(self._on_code)
        words = _(
            "The recovery code was printed when the clinic was set up. If the paper is lost or"
            " was seen by others, make a new one."
        )
        self.body.addWidget(label(words, "soft", self, wrap=True))
        line = QHBoxLayout()
        line.addWidget(self.own)
        line.addWidget(self.code)
        line.addStretch(1)
        self.body.addLayout(line)

    def _on_own(self) -> None:
        dialog = PasswordDialog(_("Change my password"), self.window(), with_new=True)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.answer == 0:
            call = partial(self._desk.services.password.change, dialog.present(), dialog.new())
            self._desk.background.run(self, call, self._on_changed, self._on_refused)

    def _on_changed(self, _nothing: None) -> None:
        self._desk.messages.say(_("Your password was changed."))

    def _on_code(self) -> None:
        dialog = PasswordDialog(_("Make a new recovery code"), self.window(), with_new=False)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.answer == 0:
            call = partial(self._desk.services.password.new_recovery_code, dialog.present())
            self._desk.background.run(self, call, self._show_code, self._on_refused)

    def _show_code(self, code: str) -> None:
        groups = code.split("-")
        shown = "\n".join(
            "   ".join(f"{at + 1}. {groups[at]}" for at in range(start, start + 4))
            for start in (0, 4)
        )
        self._desk.messages.choose(
            _("Write down this recovery code. It is not shown again."),
            shown,
            [_("&It is written down")],
        )

    def _on_refused(self, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            self._desk.messages.choose(error.problems[0].words, "", [_("&OK")])
        else:
            self._desk.messages.error(error)
