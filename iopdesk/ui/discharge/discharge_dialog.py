"""The last question before an episode closes: which day, knowing what is missing."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from iopdesk.domain.check import Check
from iopdesk.ui.discharge.checklist_card import CheckList
from iopdesk.ui.widgets.decision_dialog import DecisionDialog
from iopdesk.ui.widgets.fields import DateField
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _


class DischargeDialog(DecisionDialog):
    """The first button waits for a day between admission and today, and for what is needed."""

    def __init__(
        self,
        name: str,
        days: tuple[date, date],
        checks: Sequence[Check],
        parent: QWidget | None,
    ) -> None:
        super().__init__(
            _("Discharge {name}?", name=name),
            _(
                "The step-down is signed and fixed, places in groups end, and follow-up calls"
                " are set. A return is a new episode."
            ),
            [_("&Discharge and print"), _("&Back")],
            parent,
            icon=("door-open", "accent"),
        )
        self._first, self._last = days
        self._is_ready = all(check.is_met for check in checks if check.is_needed)
        self.form = Form(self)
        self.day = self.form.add("day", _("Day of discharge"), DateField())
        self.day.set_value(self._last)
        self.body.addWidget(self.form)
        self.missing = CheckList(self)
        lacking = [check for check in checks if not check.is_met]
        if lacking:
            self.body.addWidget(label(_("Still missing:"), "strong", self))
            self.missing.show_checks(lacking)
            self.body.addWidget(self.missing)
        self.form.edited.connect(self._on_edited)
        self._on_edited()

    def chosen_day(self) -> date | None:
        """The day, if it fits the episode."""
        day = self.day.value
        return day if day is not None and self._first <= day <= self._last else None

    def _on_edited(self) -> None:
        self.button(0).setEnabled(self._is_ready and self.chosen_day() is not None)
