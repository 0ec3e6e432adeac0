"""A client's busy hours: the list, and the form that opens in its place."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from iopdesk.domain.appointment import (
    BUSY_WORDS,
    LONGEST_WORDS,
    BusyKind,
    BusyTime,
    minute_of,
    time_of,
)
from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.week import DAYS_OF_WEEK
from iopdesk.ui.calendar.calendar_words import busy_words, span_words
from iopdesk.ui.widgets.buttons import danger_button, plain_button, primary_button, quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.fields import ChoiceField, DateField, TimeField, text_field
from iopdesk.ui.widgets.flow_layout import FlowLayout
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.rows_model import Column, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import _, screen_wording


class DaysField(QWidget):
    """Seven boxes, Monday first."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        flow = FlowLayout(self)
        words = screen_wording()
        self.boxes = [QCheckBox(words.weekday(day).capitalize(), self) for day in range(7)]
        for day, box in enumerate(self.boxes):
            box.setAccessibleName(words.long_weekday(day))
            box.toggled.connect(self.changed)
            flow.addWidget(box)
        self.setFocusProxy(self.boxes[0])

    @property
    def value(self) -> tuple[int, ...]:
        """The days that are on."""
        return tuple(day for day in range(DAYS_OF_WEEK) if self.boxes[day].isChecked())

    def set_value(self, days: Sequence[int]) -> None:
        """Turn these on, others off."""
        for day, box in enumerate(self.boxes):
            box.setChecked(day in days)


class BusyCard(Card):
    """`saved` carries (base or None, drafts by day); `removed` carries the hours."""

    saved = Signal(object, object)
    removed = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(_("Work, school and other busy hours"), parent)
        self._today = today
        self._base: BusyTime | None = None
        self.add = quiet_button(_("Add busy &hours"), "plus", self)
        self.add_to_head(self.add)
        self._model: RowsModel[BusyTime] = RowsModel(
            [
                Column(
                    _("Day"),
                    lambda b: screen_wording().weekday(b.weekday).capitalize(),
                    order=lambda b: (b.weekday, b.start),
                ),
                Column(_("Hours"), lambda b: span_words(b.start, b.minutes)),
                Column(_("What"), busy_words, bold=True, stretch=True),
                Column("", _until, soft=True, when_used=True),
            ],
            self,
            identity=lambda b: b.busy_id,
        )
        self.table = TableView(self._model, "busy_times", self)
        self.table.setAccessibleName(_("Busy hours"))
        self._nothing = label(_("No busy hours are noted."), "soft", self, wrap=True)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self.table)
        self.body.addWidget(self._build_form())
        self.add.clicked.connect(self._on_add)
        self.table.opened.connect(self.edit)
        self.close_form()

    @property
    def is_editing(self) -> bool:
        """Whether the form is open and changed."""
        return self._box.isVisibleTo(self) and self.form.is_dirty

    def show_busy(self, busy: Sequence[BusyTime], *, may_edit: bool) -> None:
        """Show these; an open form stays open."""
        self._model.set_rows(list(busy))
        self.add.setEnabled(may_edit)
        self._fit()

    def edit(self, busy: BusyTime | None) -> None:
        """Open the form with these hours, or empty."""
        if not self.add.isEnabled():
            return
        self._base = busy
        shown = busy or BusyTime(0, time_of(8 * 60), 480, self._today)
        with self.form.loading():
            self.kind.set_value(shown.kind)
            self.days.set_value([shown.weekday] if busy else [])
            self.start.set_value(shown.start if busy else None)
            end = time_of(minute_of(shown.start) + shown.minutes)
            self.end.set_value(end if busy else None)
            self.words.setText(shown.words)
            self.starts.set_value(shown.starts)
            self.ends.set_value(shown.ends)
        self.form.clear_problems()
        self.remove.setVisible(busy is not None)
        self._box.show()
        self._fit()
        self.kind.setFocus()

    def close_form(self) -> None:
        """Back to the list."""
        self._base = None
        self.form.set_clean()
        self._box.hide()
        self._fit()

    def drafts(self) -> tuple[BusyTime, ...]:
        """The hours as typed, one for each day; the one that was opened keeps its id."""
        start, end = self.start.value, self.end.value
        days = self.days.value
        base = self._base
        kept = base.weekday if base and base.weekday in days else next(iter(days), -1)
        if start is None or end is None:
            return ()
        return tuple(
            BusyTime(
                weekday=day,
                start=start,
                minutes=minute_of(end) - minute_of(start),
                starts=self.starts.value or self._today,
                kind=str(self.kind.value),
                words=self.words.text(),
                ends=self.ends.value,
                busy_id=base.busy_id if base and day == kept else None,
            )
            for day in days
        )

    def show_problems(self, problems: Sequence[FieldProblem]) -> None:
        """Show what is wrong beside the fields."""
        self.form.show_problems(
            [replace(each, field="days") if each.field == "weekday" else each for each in problems]
        )

    def _build_form(self) -> QWidget:
        self._box = QWidget(self)
        self._box.setProperty("bare", "true")
        self.form = Form(self._box)
        kinds = [(kind.value, _(BUSY_WORDS[kind])) for kind in BusyKind]
        self.kind = self.form.add("kind", _("&What takes the time"), ChoiceField(kinds))
        self.words = self.form.add(
            "words", _("W&here or what"), text_field(LONGEST_WORDS), beside=True
        )
        self.days = self.form.add("days", _("Days"), DaysField())
        self.start = self.form.add("start", _("&From"), TimeField())
        self.end = self.form.add("end", _("&Until"), TimeField(), beside=True)
        self.starts = self.form.add("starts", _("F&irst day"), DateField())
        self.ends = self.form.add("ends", _("&Last day"), DateField(), beside=True)
        self.days.changed.connect(self.form.edited)
        column = QVBoxLayout(self._box)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        line = QHBoxLayout()
        self.save = primary_button(_("&Save"), "", self._box)
        self.cancel = plain_button(_("Cancel"), "", self._box)
        self.remove = danger_button(_("Take off the list"), "", self._box)
        for button in (self.save, self.cancel, self.remove):
            line.addWidget(button)
        line.addStretch(1)
        column.addLayout(line)
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self.close_form)
        self.remove.clicked.connect(self._on_remove)
        return self._box

    def _fit(self) -> None:
        is_open = self._box.isVisibleTo(self)
        has_rows = bool(self._model.rows())
        self.table.setVisible(has_rows and not is_open)
        self.table.setFixedHeight(self.table.height_of_rows())
        self._nothing.setVisible(not has_rows and not is_open)
        self.add.setVisible(not is_open)

    def _on_add(self) -> None:
        self.edit(None)

    def _on_save(self) -> None:
        found = []
        if not self.days.value:
            found.append(FieldProblem("days", "Choose a day of the week."))
        if self.start.value is None:
            found.append(FieldProblem("start", "Give the time."))
        if self.end.value is None:
            found.append(FieldProblem("end", "Give the time."))
        for name in ("starts", "ends"):
            if getattr(self, name).is_wrong:
                found.append(FieldProblem(name, "Give a day such as 12/31/2026."))
        drafts = self.drafts()
        found += [problem for draft in drafts[:1] for problem in draft.problems()]
        self.show_problems(found)
        if not found:
            self.saved.emit(self._base, drafts)

    def _on_remove(self) -> None:
        self.removed.emit(self._base)


def _until(busy: BusyTime) -> str:
    if busy.ends is None:
        return ""
    return _("until {day}", day=screen_wording().day_month(busy.ends))
