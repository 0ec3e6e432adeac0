"""A questionnaire's items under each other: a digit answers the one that has the focus."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from iopdesk.domain.instrument import Answers, Instrument, Item, text_in
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.label import label, set_property
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.wording import _

_ANSWER_UNITS = 170
_CLEARING = (Qt.Key.Key_Delete, Qt.Key.Key_Space, Qt.Key.Key_Minus)


class AnswerRow(QFrame):
    """One item. `answered` carries its points or None, `moved` one step back or on."""

    answered = Signal(object)
    moved = Signal(int)

    def __init__(self, number: int, item: Item, question: str, language: str) -> None:
        super().__init__()
        self.item = item
        self._language = language
        self._question = question
        self._number = number
        self.value: int | None = None
        self.setProperty("card", "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme = current_theme()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(theme.px(8), theme.px(3), theme.px(8), theme.px(3))
        self._line.setSpacing(theme.px(10))
        self._words = label(f"{number}. {question}", "", self, wrap=True)
        self.choices = Segmented([(each.value, str(each.value)) for each in item.choices], self)
        self.choices.clear()
        for each in item.choices:
            button = self.choices.button(each.value)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setToolTip(text_in(each.texts, language))
            button.setAccessibleName(f"{each.value}, {text_in(each.texts, language)}")
        self._chosen = label("", "soft", self)
        self._chosen.setFixedWidth(theme.px(_ANSWER_UNITS))
        self._chosen.setWordWrap(True)
        side = QHBoxLayout()
        side.setSpacing(theme.px(10))
        side.addWidget(self.choices)
        side.addWidget(self._chosen)
        side.addStretch(1)
        self._line.addWidget(self._words, 1)
        self._line.addLayout(side)
        self.choices.changed.connect(self.answered)
        self._tell()

    def show_value(self, value: int | None) -> None:
        """Show an answer, or none."""
        self.value = value
        if value is None:
            self.choices.clear()
        else:
            self.choices.set_value(value)
        self._tell()

    def reflow(self, narrow: bool) -> None:
        """Answers below the question where it is narrow."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._line.setDirection(way)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """A digit answers; Backspace and the arrows move."""
        key, typed = event.key(), event.text()
        if typed.isdecimal() and int(typed) in {each.value for each in self.item.choices}:
            self.answered.emit(int(typed))
        elif key in _CLEARING:
            self.answered.emit(None)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Up):
            self.moved.emit(-1)
        elif key == Qt.Key.Key_Down:
            self.moved.emit(1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click beside the answers makes it the current item."""
        self.setFocus()
        super().mousePressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Frame the item that has the focus."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            has_focus = event.type() == QEvent.Type.FocusIn
            set_property(self, "card", "chosen" if has_focus else "")
        return super().event(event)

    def _tell(self) -> None:
        chosen = next((each for each in self.item.choices if each.value == self.value), None)
        words = text_in(chosen.texts, self._language) if chosen else ""
        self._chosen.setText(words)
        said = words or _("Not answered")
        self.setAccessibleName(f"{self._number}. {self._question}: {said}")


class AnswerList(QWidget):
    """`changed` tells that an answer was given or taken back; skipped items are not shown."""

    changed = Signal()
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_theme().px(2))
        self._form: Instrument | None = None
        self._language = "en"
        self.rows: dict[str, AnswerRow] = {}
        self._legends: list[tuple[QLabel, list[str]]] = []
        self._undone: list[tuple[str, int | None]] = []

    def show_form(self, form: Instrument, language: str) -> None:
        """Begin a form, or show it in another language with the answers given so far."""
        kept = self.answers() if form is self._form else {}
        self._form, self._language = form, language
        while (at := self._column.takeAt(0)) is not None:
            widget: QObject | None = at.widget()
            if isinstance(widget, QWidget):
                widget.hide()
                widget.deleteLater()
        self.rows, self._legends = {}, []
        if not kept:
            self._undone = []
        before: object = None
        for number, item in enumerate(form.items, start=1):
            if item.choices != before:
                self._add_legend(item)
                before = item.choices
            self._add_row(number, item)
        self._column.addStretch(1)
        self.set_answers(kept)

    def answers(self) -> dict[str, int | None]:
        """What is answered so far."""
        return {item_id: row.value for item_id, row in self.rows.items()}

    def set_answers(self, answers: Answers) -> None:
        """Show these answers."""
        for item_id, row in self.rows.items():
            row.show_value(answers.get(item_id))
        self._show_asked()

    def focus_first(self) -> None:
        """Go to the first item without an answer."""
        shown = [row for row in self.rows.values() if not row.isHidden()]
        open_rows = [row for row in shown if row.value is None]
        for row in (open_rows or shown)[:1]:
            row.setFocus()

    def undo(self) -> None:
        """Take the last answer back and go there."""
        if self._undone:
            item_id, value = self._undone.pop()
            self.rows[item_id].show_value(value)
            self._show_asked()
            self.rows[item_id].setFocus()
            self.changed.emit()

    def reflow(self, narrow: bool) -> None:
        """Answers below their questions where it is narrow."""
        for row in self.rows.values():
            row.reflow(narrow)

    def is_answered(self) -> bool:
        """Whether anything is."""
        return any(value is not None for value in self.answers().values())

    def _add_legend(self, item: Item) -> None:
        told = "    ".join(
            f"{each.value} {text_in(each.texts, self._language)}" for each in item.choices
        )
        legend = label(told, "label", self, wrap=True)
        self._legends.append((legend, []))
        self._column.addWidget(legend)

    def _add_row(self, number: int, item: Item) -> None:
        assert self._form is not None
        stem = text_in(self._form.stem, self._language) + " " if item.after_stem else ""
        question = stem + text_in(item.texts, self._language)
        row = AnswerRow(number, item, question, self._language)
        row.setParent(self)
        row.answered.connect(partial(self._on_answered, item.item_id))
        row.moved.connect(partial(self._on_moved, item.item_id))
        self.rows[item.item_id] = row
        self._legends[-1][1].append(item.item_id)
        self._column.addWidget(row)

    def _on_answered(self, item_id: str, value: object) -> None:
        row = self.rows[item_id]
        given = value if isinstance(value, int) else None
        self._undone.append((item_id, row.value))
        row.show_value(given)
        self._show_asked()
        self.changed.emit()
        self._on_moved(item_id, 1)

    def _on_moved(self, item_id: str, step: int) -> None:
        shown = [each for each, row in self.rows.items() if not row.isHidden()]
        at = shown.index(item_id) + step
        if 0 <= at < len(shown):
            self.rows[shown[at]].setFocus()
        elif at >= len(shown):
            self.finished.emit()

    def _show_asked(self) -> None:
        if self._form is None:
            return
        skipped = self._form.skipped(self.answers())
        for item_id, row in self.rows.items():
            row.setVisible(item_id not in skipped)
        for legend, items in self._legends:
            legend.setVisible(any(item_id not in skipped for item_id in items))


def as_answers(values: Mapping[str, object]) -> dict[str, int | None]:
    """Answers as a draft kept them."""
    return {name: value if isinstance(value, int) else None for name, value in values.items()}
