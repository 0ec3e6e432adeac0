"""How many meetings a week a client is asked for, and the choice that was offered."""

from datetime import date

from PySide6.QtWidgets import QWidget

from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.referral import MOST_A_WEEK, RecoveryPath, RequirementDraft
from iopdesk.services.referral_service import ClientReferral
from iopdesk.ui.meetings.meeting_words import path_words
from iopdesk.ui.widgets.fields import ChoiceField, DateField
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.wording import _


class RequirementForm(Form):
    """Load it with a client's referral; `draft()` is what it says now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        numbers = [(number, str(number)) for number in range(MOST_A_WEEK + 1)]
        self.a_week = ChoiceField(numbers, self)
        self.a_week.setMinimumContentsLength(2)
        self.add("a_week", _("Meetings a &week"), self.a_week)
        self.path = ChoiceField(
            [(None, _("Not noted yet")), *((path, path_words(path)) for path in RecoveryPath)], self
        )
        self.add("chosen_path", _("The client &chose"), self.path, beside=True, stretch=2)
        self.starts = self.add("starts", _("&From"), DateField(self))
        self.ends = self.add("ends", _("&Until"), DateField(self), beside=True)
        self.offered = self.add(
            "choice_offered",
            _("12-step and secular meetings were &offered on"),
            DateField(self),
            hint=_("Nobody has to go to 12-step meetings: the choice is the client's."),
        )

    def load(self, referral: ClientReferral, today: date) -> None:
        """Show what holds, or a start made from the placement."""
        now = referral.requirement
        with self.loading():
            self.a_week.set_value(now.a_week if now else referral.prescribed_a_week)
            self.path.set_value(now.chosen_path if now else None)
            self.starts.set_value(now.starts if now else today)
            self.ends.set_value(now.ends if now else referral.planned_end)
            self.offered.set_value(now.choice_offered if now else None)
        self.clear_problems()

    def draft(self) -> RequirementDraft:
        """What is typed; dates that can't be read are among `problems`."""
        path = self.path.value  # Qt hands enums back as plain text
        return RequirementDraft(
            a_week=int(str(self.a_week.value or 0)),
            starts=self.starts.value or date.min,
            ends=self.ends.value,
            choice_offered=self.offered.value,
            chosen_path=RecoveryPath(str(path)) if path else None,
        )

    def problems(self) -> list[FieldProblem]:
        """What must be mended, dates that are none included."""
        wrong = [
            FieldProblem(name, _("This is no date."))
            for name, field in (
                ("starts", self.starts),
                ("ends", self.ends),
                ("choice_offered", self.offered),
            )
            if field.is_wrong
        ]
        if self.starts.value is None and not self.starts.is_wrong:
            wrong.append(FieldProblem("starts", _("From which day?")))
        named = {problem.field for problem in wrong}
        return wrong + [p for p in self.draft().problems() if p.field not in named]
