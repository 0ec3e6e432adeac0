"""How the episode ends: the reason, what was reached, and the course of treatment in words."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iopdesk.domain.step_down import StepDown, step_down_options
from iopdesk.ui.discharge.growing_text import GrowingText
from iopdesk.ui.discharge.step_down_words import option_choices, reason_choices
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.fields import ChoiceField
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.wording import _


class EndingCard(Card):
    """Three fields of the discharge summary."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("How it ends"), parent)
        options = step_down_options()
        self.form = Form(self)
        self.reason = self.form.add(
            "reason", _("&Reason for discharge"), ChoiceField(reason_choices(options.reasons))
        )
        self.progress = self.form.add(
            "progress", _("Pro&gress"), ChoiceField(option_choices(options.progress))
        )
        self.summary = self.form.add("summary", _("Course of &treatment"), GrowingText(4, 20))
        self.form.edited.connect(self.edited)
        self.body.addWidget(self.form)

    def show_ending(self, step_down: StepDown) -> None:
        """Show the record; text that is the same is left alone."""
        with self.form.loading():
            self.reason.set_value(step_down.reason)
            self.progress.set_value(step_down.progress)
            if self.summary.toPlainText().strip() != step_down.summary:
                self.summary.setPlainText(step_down.summary)

    def values(self) -> dict[str, str]:
        """The fields by the record's names."""
        return {
            "reason": str(self.reason.value or ""),
            "progress": str(self.progress.value or ""),
            "summary": self.summary.toPlainText().strip(),
        }

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting anyone type."""
        self.reason.setEnabled(not read_only)
        self.progress.setEnabled(not read_only)
        self.summary.setReadOnly(read_only)
