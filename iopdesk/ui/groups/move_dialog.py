"""Where one session goes: another day, time, length or room, and why."""

from PySide6.QtWidgets import QWidget

from iopdesk.domain.group import LONGEST_MINUTES, SHORTEST_MINUTES
from iopdesk.domain.group_session import MoveDraft, SessionLine
from iopdesk.domain.problems import FieldProblem
from iopdesk.ui.widgets.decision_dialog import DecisionDialog
from iopdesk.ui.widgets.fields import DateField, NumberField, TimeField, text_field
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.wording import _, screen_wording


class MoveDialog(DecisionDialog):
    """`draft` is what was typed, once the answer was to move it."""

    def __init__(self, line: SessionLine, parent: QWidget | None) -> None:
        super().__init__(
            _("Move the session of {day}?", day=screen_wording().date(line.day)),
            _("Everyone on the roster that day is expected there; the other sessions stay."),
            [_("&Move it"), _("Cancel")],
            parent,
        )
        self.draft: MoveDraft | None = None
        self.form = Form(self)
        self.day = self.form.add("day", _("New da&y"), DateField())
        self.start = self.form.add("start", _("Be&gins"), TimeField(), beside=True)
        self.minutes = self.form.add(
            "minutes", _("Min&utes"), NumberField(SHORTEST_MINUTES, LONGEST_MINUTES)
        )
        self.room = self.form.add("room", _("&Room"), text_field(40), beside=True)
        self.reason = self.form.add("reason", _("&Why"), text_field(200))
        self.day.set_value(line.day)
        self.start.set_value(line.start)
        self.minutes.set_value(line.minutes)
        self.room.setText(line.room)
        self.body.addWidget(self.form)
        self.day.setFocus()
        self.day.selectAll()

    def _on_answer(self, at: int) -> None:
        if at != 0:
            super()._on_answer(at)
            return
        day, start = self.day.value, self.start.value
        problems = []
        if day is None:
            problems.append(FieldProblem("day", _("Type a date such as 11/19/2026.")))
        if start is None:
            problems.append(FieldProblem("start", _("Type a time such as 1:00 PM.")))
        if day is not None and start is not None:
            self.draft = MoveDraft(
                day, start, self.minutes.value or 0, self.room.text(), self.reason.text()
            )
            problems += self.draft.problems()
        self.form.show_problems(problems)
        if not problems:
            super()._on_answer(at)
