"""Why a duty is put off, and until when; why nobody has to do it; or what was done about it."""

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
        title, button, icon = {
            Answer.PUT_OFF: (_("Put this off?"), _("&Put off"), ("clock", "accent")),
            Answer.NOT_NEEDED: (_("Nobody has to do this?"), _("&Not needed"), ("info", "info")),
            Answer.DONE: (_("What was done?"), _("&Keep"), ("shield-alert", "warn")),
        }[answer]
        super().__init__(title, words, [button, _("&Back")], parent, icon=icon)
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
        why = _("What was done, and who did it") if answer is Answer.DONE else _("Why")
        self.reason = self.form.add("reason", why, text_field(LONGEST_REASON))
        self.body.addWidget(self.form)
        self.form.edited.connect(self._on_edited)
        self._on_edited()
        self.reason.setFocus()

    def draft(self) -> DutyAnswer:
        """The answer as the fields hold it."""
        return DutyAnswer(self._answer, self.reason.text(), self.until.value, self._version)

    def _on_edited(self) -> None:
        draft = self.draft()
        has_words = bool(draft.reason.strip())
        self.button(0).setEnabled(has_words and not draft.problems(self._today))


def next_workday(day: date) -> date:
    """The next day from Monday to Friday."""
    after = day + timedelta(days=1)
    return after if after.weekday() <= _FRIDAY else after + timedelta(days=7 - after.weekday())
