"""Keeps what becomes of a decision: conditions met or given another day, remedies that stand."""

from datetime import date
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from iopdesk.domain.eligibility import Eligibility, Test
from iopdesk.domain.problems import FieldProblem
from iopdesk.ui.desk import Desk
from iopdesk.ui.intake.decided_card import DecidedCard
from iopdesk.ui.widgets.decision_dialog import DecisionDialog
from iopdesk.ui.widgets.fields import DateField
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.wording import _


class DecidedKeeper(QObject):
    """What was on the screen goes along, so that nobody's word is lost."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.card = DecidedCard(parent)
        self.card.conditions_met.connect(self._on_conditions)
        self.card.remedy_stands.connect(self._on_remedy)
        self.card.later_wanted.connect(self._on_later)

    def _on_conditions(self, one: Eligibility, is_met: bool) -> None:
        met = self._desk.services.store.clock.today() if is_met else None
        note = self._desk.services.eligibility.note_conditions
        call = partial(note, one.eligibility_id, seen=one.conditions_met, met=met)
        self._desk.background.run(self.card, call)

    def _on_remedy(self, test: Test, stands: bool) -> None:
        done = self._desk.services.store.clock.today() if stands else None
        note = self._desk.services.eligibility.note_remedy
        call = partial(note, test.test_id, seen=test.remedy_done, done=done)
        self._desk.background.run(self.card, call)

    def _on_later(self, one: Eligibility) -> None:
        seen = one.conclusion.conditional_until
        dialog = LaterDialog(seen, self.card.window())
        dialog.exec()
        if dialog.until is not None:
            give = self._desk.services.eligibility.give_until
            call = partial(give, one.eligibility_id, seen=seen, until=dialog.until)
            self._desk.background.run(self.card, call)


class LaterDialog(DecisionDialog):
    """`until` is the day that was typed, once the answer was to save it."""

    def __init__(self, seen: date | None, parent: QWidget | None) -> None:
        super().__init__(
            _("Until when do the conditions have?"),
            _("Today asks again on that day."),
            [_("&Save"), _("&Back")],
            parent,
        )
        self.until: date | None = None
        self.form = Form(self)
        self.day = self.form.add("day", _("Met &by"), DateField())
        self.day.set_value(seen)
        self.body.addWidget(self.form)
        self.day.setFocus()
        self.day.selectAll()

    def _on_answer(self, at: int) -> None:
        if at == 0 and (self.day.is_wrong or self.day.value is None):
            words = _("Type a date such as 11/19/2026.")
            self.form.show_problems([FieldProblem("day", words)])
            return
        self.until = self.day.value if at == 0 else None
        super()._on_answer(at)
