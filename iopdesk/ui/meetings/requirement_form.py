"""How many meetings a week a client is asked for, and the choice that was offered."""

from datetime import date

from PySide6.QtWidgets import QSizePolicy, QWidget

from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.referral import (
    AS_PLACED,
    MOST_A_WEEK,
    USUALLY_OFFERED,
    RecoveryPath,
    RequirementDraft,
)
from iopdesk.services.referral_service import ClientReferral
from iopdesk.services.week_suggestion_service import USUAL_A_WEEK
from iopdesk.ui.meetings.check_menu import CheckMenu
from iopdesk.ui.meetings.meeting_words import path_words
from iopdesk.ui.widgets.fields import ChoiceField, DateField
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.wording import _


class RequirementForm(Form):
    """Load it with a client's referral; `draft()` is what it says now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.a_week = ChoiceField(_numbers(0), self)
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
        self.among = CheckMenu(_("Choose"), parent=self, name=_("Offered"))
        self.among.set_choices([(each, each.short_name) for each in _OFFERED])
        self.among.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.among.changed.connect(self._on_edited)
        self.add("offered", _("Offered amon&g"), self.among)

    def load(self, referral: ClientReferral, today: date) -> None:
        """Show what holds, or a start made from the placement."""
        now = referral.requirement
        with self.loading():
            self.a_week.set_choices(_numbers(referral.prescribed_a_week))
            goes_by_placement = now.goes_by_placement if now else bool(referral.prescribed_a_week)
            self.a_week.set_value(
                AS_PLACED if goes_by_placement else now.a_week if now else USUAL_A_WEEK
            )
            self.among.set_values(frozenset(now.offered if now else USUALLY_OFFERED))
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
            offered=tuple(each for each in _OFFERED if each in self.among.values()),
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


_OFFERED = tuple(each for each in Fellowship if each is not Fellowship.OTHER)


def _numbers(prescribed: int) -> list[tuple[int, str]]:
    """As many as the placement says, where it says any; or a number of the client's own."""
    own = [(number, str(number)) for number in range(1, MOST_A_WEEK + 1)]
    if not prescribed:
        return own
    return [(AS_PLACED, _("As placed: {n}", n=prescribed)), *own]
