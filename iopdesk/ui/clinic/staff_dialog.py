"""The form about a new staff member."""

from PySide6.QtWidgets import QCheckBox, QWidget

from iopdesk.domain.language import Language
from iopdesk.domain.staff import Role
from iopdesk.domain.staff_member import LONGEST_LINE, LONGEST_LOGIN, LONGEST_NAME, StaffDraft
from iopdesk.ui.widgets.decision_dialog import DecisionDialog
from iopdesk.ui.widgets.fields import ChoiceField, text_field
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.wording import _


def role_words() -> dict[Role, str]:
    """The roles by name."""
    return {
        Role.FRONT_DESK: _("Front desk"),
        Role.COUNSELOR: _("Counselor"),
        Role.SUPERVISOR: _("Supervisor"),
        Role.DIRECTOR: _("Director"),
        Role.PRIVACY_OFFICER: _("Privacy officer"),
    }


class StaffDialog(DecisionDialog):
    """The first button waits until the draft has no problems."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(
            _("Add a person"),
            _("They get a temporary password and choose their own at the first sign-in."),
            [_("&Add"), _("Cancel")],
            parent,
            icon=("user-plus", "accent"),
        )
        self.form = Form(self)
        self._name = self.form.add("name", _("&Name"), text_field(LONGEST_NAME))
        self._credential = self.form.add(
            "credential", _("&Credential"), text_field(LONGEST_LINE), beside=True
        )
        self._login = self.form.add("login", _("Lo&gin"), text_field(LONGEST_LOGIN))
        languages = [(Language.ENGLISH, "English"), (Language.SPANISH, "Español")]
        self._language = self.form.add(
            "language", _("&Language"), ChoiceField(languages), beside=True
        )
        self._roles: dict[Role, QCheckBox] = {}
        for role, words in role_words().items():
            self._roles[role] = self.form.add(role.value, words, QCheckBox())
        self.body.addWidget(self.form)
        self.form.edited.connect(self._on_edited)
        self._on_edited()
        self._name.setFocus()

    def draft(self) -> StaffDraft:
        """What the form holds."""
        return StaffDraft(
            login=self._login.text().strip(),
            name=self._name.text().strip(),
            credential=self._credential.text().strip(),
            roles=frozenset(role for role, box in self._roles.items() if box.isChecked()),
            language=Language(str(self._language.value)),
        )

    def _on_edited(self) -> None:
        self.button(0).setEnabled(not self.draft().problems())
