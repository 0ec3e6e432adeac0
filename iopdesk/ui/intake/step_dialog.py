"""One step of an inquiry: where it stands now, why, and when someone is in touch next."""

from datetime import date
from typing import cast

from PySide6.QtWidgets import QWidget

from iopdesk.domain.client import LONGEST_LINE
from iopdesk.domain.inquiry import BY_HAND, WAITING, InquiryLine, InquiryState, InquiryStep
from iopdesk.ui.intake.inquiry_words import state_words
from iopdesk.ui.widgets.decision_dialog import DecisionDialog
from iopdesk.ui.widgets.fields import DateField, text_field
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.wording import _


class StepDialog(DecisionDialog):
    """Saving waits until what is needed is there; eligibility is decided in its own place."""

    def __init__(self, line: InquiryLine, today: date, parent: QWidget | None) -> None:
        super().__init__(
            _("How does it go on?"),
            _("{name}: now {state}.", name=line.name, state=state_words(line.state).lower()),
            [_("&Save"), _("&Back")],
            parent,
            icon=("phone", "accent"),
        )
        self._line, self._today = line, today
        self.form = Form(self)
        states = [*dict.fromkeys((line.state, *BY_HAND))] if line.state in BY_HAND else BY_HAND
        self.state = self.form.add(
            "state", _("Stands now"), Segmented([(each, state_words(each)) for each in states])
        )
        self.reason = self.form.add("reason", _("What was said, or &why"), text_field(LONGEST_LINE))
        self.contact = self.form.add("next_contact", _("&Next contact on"), DateField())
        self.body.addWidget(self.form)
        self.form.edited.connect(self._on_edited)
        self._on_edited()
        self.reason.setFocus()

    def step(self) -> InquiryStep:
        """The step as the fields hold it."""
        state = cast(InquiryState, self.state.value)
        contact = self.contact.value if state in WAITING else None
        return InquiryStep(state, self.reason.text(), contact, self._line.step_id)

    def _on_edited(self) -> None:
        self.form.show_field("next_contact", self.state.value in WAITING)
        wrong = self.contact.is_wrong or self.step().problems(self._today)
        self.button(0).setEnabled(not wrong)
