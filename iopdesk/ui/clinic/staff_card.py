"""Who works here: the list, a new person, a temporary password, a closed login."""

from functools import partial

from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from iopdesk.domain.problems import InvalidDraft
from iopdesk.domain.staff import Right, Role
from iopdesk.domain.staff_member import StaffMember, TemporaryPassword
from iopdesk.ui.clinic.staff_dialog import StaffDialog, role_words
from iopdesk.ui.desk import Desk
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import _


class StaffCard(Card):
    """Directors and privacy officers; for others it is not there."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Staff"), parent)
        self._desk = desk
        columns: list[Column[StaffMember]] = [
            Column(_("Name"), _name, "name", bold=True, stretch=True),
            Column(_("Login"), lambda row: row.draft.login, "login", soft=True),
            Column(_("Roles"), _roles, "roles", minor=True),
            Column("", _state, kind=Kind.CHIP, tone=_tone),
        ]
        self.model: RowsModel[StaffMember] = RowsModel(
            columns, self, identity=lambda row: row.staff_id
        )
        self.table = TableView(self.model, "staff", self)
        self.table.setAccessibleName(_("Staff"))
        self.add = plain_button(_("Add pers&on…"), "user-plus", self)
        self.reset = plain_button(_("Temporar&y password"), "key-round", self)
        self.close_login = plain_button(_("Close lo&gin…"), "user-x", self)
        self.add_to_head(self.add)
        self.body.addWidget(self.table, 1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.reset)
        line.addWidget(self.close_login)
        self.body.addLayout(line)
        self.add.clicked.connect(self._on_add)
        self.reset.clicked.connect(self._on_reset)
        self.close_login.clicked.connect(self._on_close_login)
        self.table.chosen.connect(self._on_chosen)
        self._on_chosen(None)
        self.setVisible(desk.services.signed_in.may(Right.MANAGE_STAFF))

    def refresh(self) -> None:
        """Ask who works here."""
        if self._desk.services.signed_in.may(Right.MANAGE_STAFF):
            self._desk.background.run(self, self._desk.services.staff.everyone, self._show)

    def _show(self, everyone: tuple[StaffMember, ...]) -> None:
        self.model.set_rows(everyone)
        self.table.setMinimumHeight(min(self.table.height_of_rows(), current_theme().px(34 * 8)))

    def _on_chosen(self, member: StaffMember | None) -> None:
        self.reset.setEnabled(member is not None and member.active)
        self.close_login.setEnabled(member is not None and member.active)

    def _on_add(self) -> None:
        dialog = StaffDialog(self.window())
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.answer == 0:
            call = partial(self._desk.services.staff.add, dialog.draft())
            self._desk.background.run(self, call, self._show_password, self._on_refused)

    def _on_reset(self) -> None:
        member = self.table.current_row()
        if isinstance(member, StaffMember):
            call = partial(self._desk.services.staff.give_temporary_password, member.staff_id)
            self._desk.background.run(self, call, self._show_password, self._on_refused)

    def _on_close_login(self) -> None:
        member = self.table.current_row()
        if not isinstance(member, StaffMember):
            return
        reason = self._desk.messages.ask_text(
            _("Close the login of {name}?", name=member.draft.name),
            _("What they did stays under their name. The login can be opened again."),
            _("Reason"),
            _("&Close the login"),
        )
        if reason is not None:
            call = partial(self._desk.services.staff.close_login, member.staff_id, reason)
            self._desk.background.run(self, call, self._on_closed, self._on_refused)

    def _on_closed(self, _nothing: None) -> None:
        self._desk.messages.say(_("The login is closed."))
        self.refresh()

    def _show_password(self, made: TemporaryPassword) -> None:
        self.refresh()
        self._desk.messages.choose(
            _("Temporary password: {password}", password=made.password),
            _("Hand it over in person. It works once; then they choose their own."),
            [_("&It is handed over")],
        )

    def _on_refused(self, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            words = "\n".join(_(problem.words) for problem in error.problems)
            self._desk.messages.choose(_("This was not saved."), words, [_("&OK")])
        else:
            self._desk.messages.error(error)


def _name(row: StaffMember) -> str:
    draft = row.draft
    return f"{draft.name}, {draft.credential}" if draft.credential else draft.name


def _roles(row: StaffMember) -> str:
    names = role_words()
    return ", ".join(names[role] for role in Role if role in row.draft.roles)


def _state(row: StaffMember) -> str:
    if not row.active:
        return _("Closed")
    if row.has_temporary_password:
        return _("Temporary password")
    return _("Can sign in") if row.can_sign_in else _("No login")


def _tone(row: StaffMember) -> str:
    if not row.active:
        return "neutral"
    return "warn" if row.has_temporary_password or not row.can_sign_in else "good"
