"""Why a duty is put off, and until when, or why nobody has to do it."""

from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from iopdesk.domain.duty import LONGEST_REASON, Answer, DutyAnswer
from iopdesk.ui.widgets.decision_dialog import DecisionDialog
from iopdesk.ui.widgets.fields import DateField, text_field
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.wording import _

_FRIDAY = 4


class DutyDialog(DecisionDialog):
    """The usual answer waits until the fields are filled; a day is offered to begin with."""

    def __init__(
        self, answer: Answer, words: str, today: date, version: int, parent: QWidget | None
    ) -> None:
        is_put_off = answer is Answer.PUT_OFF
        super().__init__(
            _("Put this off?") if is_put_off else _("Nobody has to do this?"),
            words,
            [_("&Put off") if is_put_off else _("&Not needed"), _("&Back")],
            parent,
            icon=("clock", "accent") if is_put_off else ("info", "info"),
        )
        self._answer, self._today, self._version = answer, today, version
        self.form = Form(self)
        self.until = DateField()
        if is_put_off:
            self.form.add(
                "until",
                _("It comes back on"),
                self.until,
                hint=_("A day after today, within 90 days."),
            )
            self.until.set_value(next_workday(today))
        self.reason = self.form.add("reason", _("Why"), text_field(LONGEST_REASON))
        self.body.addWidget(self.form)
        self.form.edited.connect(self._on_edited)
        self._on_edited()
        self.reason.setFocus()

    def draft(self) -> DutyAnswer:
        """The answer as the fields hold it."""
        return DutyAnswer(self._answer, self.reason.text(), self.until.value, self._version)

    def _on_edited(self) -> None:
        self.button(0).setEnabled(not self.draft().problems(self._today))


def next_workday(day: date) -> date:
    """The next day from Monday to Friday."""
    after = day + timedelta(days=1)
    return after if after.weekday() <= _FRIDAY else after + timedelta(days=7 - after.weekday())
