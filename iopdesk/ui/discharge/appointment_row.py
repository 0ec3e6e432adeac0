"""One appointment after discharge, typed where it stands."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from iopdesk.domain.step_down import NextStep, StepStatus, next_step_words
from iopdesk.ui.discharge.step_down_words import status_choices
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import quiet_button
from iopdesk.ui.widgets.fields import ChoiceField, DateField, TimeField, text_field
from iopdesk.ui.widgets.label import label, rule, set_property
from iopdesk.ui.wording import _, screen_wording


class AppointmentRow(QWidget):
    """When, what and status on one line, whom and where below; `step()` is what is typed."""

    edited = Signal()
    removed = Signal(object)

    def __init__(self, step: NextStep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setProperty("bare", "true")
        self._step = step
        self._loading = False
        self.day = DateField(self)
        self.start = TimeField(self)
        self.day.setPlaceholderText(_("day"))
        self.start.setPlaceholderText(_("time"))
        self.what = text_field(200, "", self)
        self.who = text_field(120, _("with whom"), self)
        self.spot = text_field(200, _("place"), self)
        self.phone = text_field(40, _("phone"), self)
        self.status = ChoiceField(status_choices(), self)
        self.status.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.remove = quiet_button("", "x", self)
        self.problem = label("", "problem", self, wrap=True)
        self.problem.hide()
        self._line = rule(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(4))
        self._grid.setVerticalSpacing(0)
        self._name_fields()
        self.reflow(False)
        self.show_step(step)
        self._connect()

    @property
    def step_id(self) -> object:
        """Which line of the step-down this is."""
        return self._step.id

    def step(self) -> NextStep:
        """What is typed; a day or time that can't be read stays as it was stored."""
        wrong = self.day.is_wrong, self.start.is_wrong
        return replace(
            self._step,
            words=self.what.text().strip(),
            who=self.who.text().strip(),
            place=self.spot.text().strip(),
            phone=self.phone.text().strip(),
            day=self._step.day if wrong[0] else self.day.value,
            start=self._step.start if wrong[1] else self.start.value,
            status=str(self.status.value),
        )

    def show_step(self, step: NextStep) -> None:
        """Show a newer state; what is being typed and can't be read yet is left alone."""
        self._loading = True
        now, self._step = self.step(), step
        self.what.setPlaceholderText(next_step_words(replace(step, words=""), screen_wording()))
        for field, mine, theirs in (
            (self.what, now.words, step.words),
            (self.who, now.who, step.who),
            (self.spot, now.place, step.place),
            (self.phone, now.phone, step.phone),
        ):
            if mine != theirs:
                field.setText(theirs)
                field.setCursorPosition(0)
        if not self.day.is_wrong and self.day.value != step.day:
            self.day.set_value(step.day)
        if not self.start.is_wrong and self.start.value != step.start:
            self.start.set_value(step.start)
        self.status.set_value(step.status)
        self.remove.setAccessibleName(_("Take away {what}", what=self.name()))
        self._loading = False

    def name(self) -> str:
        """What the appointment is called."""
        return next_step_words(replace(self._step, words=self.what.text()), screen_wording())

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting anyone type."""
        for field in self._texts():
            field.setReadOnly(read_only)
            if read_only:
                field.setPlaceholderText("" if field is not self.what else self.name())
        self.status.setEnabled(not read_only)
        self.remove.setVisible(not read_only)

    def reflow(self, narrow: bool) -> None:
        """Two lines, or a field a line in narrow windows."""
        grid = self._grid
        places = _NARROW if narrow else _WIDE
        for at in range(4):
            grid.setColumnStretch(at, (1, 1, 0, 0)[at] if narrow else (5, 4, 10, 5)[at])
        fields = (self.day, self.start, self.what, self.status, self.remove)
        more = (self.who, self.spot, self.phone, self.problem, self._line)
        for field, place in zip((*fields, *more), places, strict=True):
            grid.addWidget(field, *place)

    def typed(self) -> tuple[str, str]:
        """Day and time letter by letter."""
        return self.day.text(), self.start.text()

    def show_typed(self, day: str, start: str) -> None:
        """Put back a day and time that could not be read yet."""
        self.day.setText(day)
        self.start.setText(start)

    def _texts(self) -> tuple[QLineEdit, ...]:
        return (self.day, self.start, self.what, self.who, self.spot, self.phone)

    def _name_fields(self) -> None:
        for field, name in zip(
            (*self._texts(), self.status),
            (_("Day"), _("Time"), _("What"), _("With whom"), _("Place"), _("Phone"), _("Status")),
            strict=True,
        ):
            field.setAccessibleName(name)
            field.setProperty("cell", "true")
            if field is not self.status:
                field.setMinimumWidth(current_theme().px(60))

    def _connect(self) -> None:
        for field in self._texts():
            field.textChanged.connect(self._on_edited)
        for field in (self.day, self.start):
            field.editingFinished.connect(self._show_problem)
        self.status.currentIndexChanged.connect(self._on_edited)
        self.remove.clicked.connect(lambda: self.removed.emit(self._step.id))

    def _on_edited(self, *_what: object) -> None:
        for field in (self.what, self.who, self.spot):
            field.setToolTip(field.text())
        if self._loading:
            return
        if self.day.value is not None and self.sender() is self.day:
            self._suggest_booked()
        self.edited.emit()

    def _suggest_booked(self) -> None:
        if self.status.value == StepStatus.TO_BOOK and self._step.day is None:
            self.status.set_value(StepStatus.BOOKED.value)

    def _show_problem(self) -> None:
        words = ""
        if self.day.is_wrong:
            words = _("This is not a date. Type month/day/year.")
        elif self.start.is_wrong:
            words = _("This is not a time. Type 9:30 AM.")
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        for field in (self.day, self.start):
            set_property(field, "wrong", "true" if field.is_wrong else "false")


_WIDE = (
    (0, 0),
    (0, 1),
    (0, 2),
    (0, 3),
    (0, 4),
    (1, 0, 1, 2),
    (1, 2),
    (1, 3),
    (2, 0, 1, 5),
    (3, 0, 1, 5),
)
_NARROW = (
    (0, 0),
    (0, 1),
    (1, 0, 1, 2),
    (5, 0),
    (5, 1),
    (2, 0, 1, 2),
    (3, 0, 1, 2),
    (4, 0, 1, 2),
    (6, 0, 1, 2),
    (7, 0, 1, 2),
)
