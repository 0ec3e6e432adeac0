"""Calls after discharge: chosen before it, recorded afterwards."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from iopdesk.domain.step_down import DEFAULT_FOLLOW_UPS, FOLLOW_UP_DAYS, FOLLOW_UP_OUTCOMES
from iopdesk.services.step_down_service import FollowUp
from iopdesk.ui.desk import Desk
from iopdesk.ui.discharge.growing_text import GrowingText
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import quiet_button
from iopdesk.ui.widgets.chip import Chip
from iopdesk.ui.widgets.decision_dialog import DecisionDialog
from iopdesk.ui.widgets.fields import ChoiceField
from iopdesk.ui.widgets.flow_layout import FlowLayout
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _, screen_wording


class CallDays(QWidget):
    """Which calls to set: a chip a day, as many as wanted."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        flow = FlowLayout(self, 6)
        self._chips: dict[int, QPushButton] = {}
        for days in FOLLOW_UP_DAYS:
            chip = QPushButton(self)
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            chip.setProperty("option", "pick")
            chip.setChecked(days in DEFAULT_FOLLOW_UPS)
            chip.clicked.connect(self.changed)
            flow.addWidget(chip)
            self._chips[days] = chip

    def show_from(self, day: date) -> None:
        """Name the days counted from a discharge on `day`."""
        for days, chip in self._chips.items():
            due = screen_wording().day_month(day + timedelta(days=days))
            chip.setText(_("{date}, {n} days", date=due, n=days))

    def chosen(self) -> tuple[int, ...]:
        """How many days after discharge, earliest first."""
        return tuple(days for days, chip in self._chips.items() if chip.isChecked())

    def choose(self, chosen: Sequence[int]) -> None:
        """Turn these on and the others off."""
        for days, chip in self._chips.items():
            chip.setChecked(days in chosen)

    def chip(self, days: int) -> QPushButton:
        """The chip of a day."""
        return self._chips[days]


class CallList(QWidget):
    """Calls that were set, with what came of them; `record_asked` carries the call."""

    record_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        theme = current_theme()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(6))
        self._grid.setColumnStretch(2, 1)
        self._widgets: list[QWidget] = []
        self.buttons: list[QPushButton] = []

    def show_calls(self, calls: Sequence[FollowUp], today: date, *, may_record: bool) -> None:
        """Show these calls."""
        for old in self._widgets:
            old.hide()
            old.deleteLater()
        self._widgets, self.buttons = [], []
        words = screen_wording()
        for row, call in enumerate(calls):
            day = label(words.date_year(call.due), "strong", self)
            chip = Chip(*_state(call, today), self)
            told = label(_told(call), "soft", self, wrap=True)
            for at, widget in enumerate((day, chip, told)):
                self._grid.addWidget(widget, row, at)
                self._widgets.append(widget)
            if may_record and call.done is None:
                button = quiet_button(_("Record…"), "phone", self)
                button.setAccessibleName(_("Record the call of {date}", date=day.text()))
                button.clicked.connect(partial(self._on_record, call))
                self._grid.addWidget(button, row, 3)
                self._widgets.append(button)
                self.buttons.append(button)

    def texts(self) -> list[str]:
        """All words shown."""
        return [w.text() for w in self._widgets if hasattr(w, "text")]

    def _on_record(self, call: FollowUp, _checked: bool = False) -> None:
        self.record_asked.emit(call)


class CallDialog(DecisionDialog):
    """What came of a call."""

    def __init__(self, call: FollowUp, parent: QWidget | None) -> None:
        super().__init__(
            _("Call after {n} days", n=call.days_after),
            _("Say your own name, never the clinic's, until you know who answers."),
            [_("&Save"), _("Cancel")],
            parent,
            icon=("phone", "accent"),
        )
        self.form = Form(self)
        outcomes = [(code, _(words)) for code, words in FOLLOW_UP_OUTCOMES.items()]
        self.outcome = self.form.add("outcome", _("&Outcome"), ChoiceField(outcomes))
        self.outcome.set_value(call.outcome)
        self.note = self.form.add("note", _("&Note"), GrowingText(2))
        self.note.setPlainText(call.note)
        self.body.addWidget(self.form)
        self.outcome.setFocus()


def ask_and_record(desk: Desk, parent: QWidget, call: FollowUp) -> None:
    """Ask what came of a call and record it."""
    dialog = CallDialog(call, parent)
    dialog.exec()
    if dialog.answer != 0:
        return
    outcome, note = str(dialog.outcome.value), dialog.note.toPlainText().strip()
    record = partial(desk.services.step_down.record_follow_up, call.id, outcome, note)
    desk.background.run(parent, record)


def _state(call: FollowUp, today: date) -> tuple[str, str]:
    if call.done is not None:
        return _("Call made"), "good"
    if call.due <= today:
        return _("Due"), "warn"
    return _("{n} days", n=call.days_after), "neutral"


def _told(call: FollowUp) -> str:
    outcome = (
        _(FOLLOW_UP_OUTCOMES[call.outcome])
        if call.outcome in FOLLOW_UP_OUTCOMES
        else (call.outcome)
    )
    return ". ".join(part for part in (outcome, call.note) if part)
