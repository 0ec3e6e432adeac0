"""A consent was signed: on which day, on paper or on screen, and by whom."""

from datetime import date

from PySide6.QtWidgets import QWidget

from iopdesk.domain.consent import LONGEST_NAME
from iopdesk.domain.consent_library import consent_library
from iopdesk.services.consent_service import Signing
from iopdesk.ui.consents.consent_words import term_choices
from iopdesk.ui.widgets.decision_dialog import DecisionDialog
from iopdesk.ui.widgets.fields import ChoiceField, DateField, text_field
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.wording import _


class SigningDialog(DecisionDialog):
    """The first button waits for a day that has come, and for a name where another signed."""

    def __init__(self, today: date, second_signer: str, parent: QWidget | None) -> None:
        super().__init__(
            _("Was it signed?"),
            _("The signed paper is kept in the chart. From then on it keeps what it says."),
            [_("&Signed"), _("&Back")],
            parent,
            icon=("signature", "accent"),
        )
        self._today = today
        self.form = Form(self)
        self.day = self.form.add("signed", _("Day of the signature"), DateField())
        hows: list[tuple[object, str]] = [("paper", _("On paper")), ("screen", _("On this screen"))]
        self.how = self.form.add("signed_how", _("How"), ChoiceField(hows), beside=True)
        signers: list[tuple[object, str]] = [*term_choices(consent_library().signers)]
        self.capacity = self.form.add("signer_capacity", _("Who signed"), ChoiceField(signers))
        self.name = self.form.add(
            "signed_by", _("Name, if not the client"), text_field(LONGEST_NAME)
        )
        self.second = self.form.add(
            "second_signer",
            _("Parent or guardian who signed too"),
            text_field(LONGEST_NAME),
            hint=_("Only where the state asks for both signatures of a minor."),
        )
        self.day.set_value(today)
        self.second.setText(second_signer)
        self.body.addWidget(self.form)
        self.form.edited.connect(self._on_edited)
        self._on_edited()
        self.day.setFocus()

    def signing(self) -> Signing:
        """The signature as the fields hold it."""
        return Signing(
            self.day.value or self._today,
            str(self.how.value),
            str(self.capacity.value),
            self.name.text(),
            self.second.text(),
        )

    def _on_edited(self) -> None:
        day = self.day.value
        is_self = self.capacity.value in ("client", "minor")
        self.form.show_field("signed_by", not is_self)
        is_named = is_self or bool(self.name.text().strip())
        self.button(0).setEnabled(day is not None and day <= self._today and is_named)
