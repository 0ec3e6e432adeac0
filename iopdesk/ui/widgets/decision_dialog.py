"""The one kind of dialog: a question with its hint and a few verbs."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import danger_button, plain_button, primary_button
from iopdesk.ui.widgets.label import icon_label, label

# left free around a large dialog, as for the frame of the window
_GAP = 40


class DecisionDialog(QDialog):
    """Title, hint, an optional body, and buttons of which the first is the usual answer."""

    def __init__(
        self,
        title: str,
        hint: str,
        answers: Sequence[str],
        parent: QWidget | None,
        *,
        icon: tuple[str, str] = ("info", "info"),
        takes_away: bool = False,
    ) -> None:
        super().__init__(parent)
        theme = current_theme()
        # The question itself may name a client; a window title never does.
        self.setWindowTitle("IOP Desk")
        self.setModal(True)
        self.answer = -1
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(20), theme.px(18), theme.px(20), theme.px(16))
        outer.setSpacing(theme.px(12))
        line = QHBoxLayout()
        line.setSpacing(theme.px(14))
        line.addWidget(icon_label(icon[0], icon[1], self, units=22), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.px(6))
        words.addWidget(label(title, "head", self, wrap=True))
        if hint:
            words.addWidget(label(hint, "", self, wrap=True))
        line.addLayout(words, 1)
        outer.addLayout(line)
        self.body = QVBoxLayout()
        outer.addLayout(self.body)
        self._buttons = self._add_buttons(outer, answers, takes_away)
        self.setMinimumWidth(min(theme.px(420), 620))
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)

    def setVisible(self, visible: bool) -> None:  # noqa: N802
        """Shown as high as its words need, where Qt would stop at two thirds of the screen."""
        if visible and not self.isVisible():
            self._fit()
        super().setVisible(visible)

    def _fit(self) -> None:
        self.ensurePolished()
        room = self.screen().availableSize()
        gap = current_theme().px(_GAP)
        wide = min(max(self.sizeHint().width(), self.minimumWidth()), room.width() - gap)
        high = max(self.heightForWidth(wide), self.sizeHint().height())
        self.resize(wide, min(high, room.height() - gap))

    def button(self, at: int) -> QPushButton:
        """The button of an answer."""
        return self._buttons[at]

    def _add_buttons(
        self, outer: QVBoxLayout, answers: Sequence[str], takes_away: bool
    ) -> list[QPushButton]:
        line = QHBoxLayout()
        line.setSpacing(current_theme().px(10))
        line.addStretch(1)
        buttons = []
        for at, words in enumerate(answers):
            make = plain_button if at else (danger_button if takes_away else primary_button)
            button = make(words, "", self)
            button.setDefault(at == 0)
            button.clicked.connect(lambda _checked=False, at=at: self._on_answer(at))
            buttons.append(button)
        for button in reversed(buttons):
            line.addWidget(button)
        outer.addLayout(line)
        return buttons

    def _on_answer(self, at: int) -> None:
        self.answer = at
        self.accept()


def add_text_field(dialog: DecisionDialog, words: str, *, long: bool = False) -> QWidget:
    """Put a labelled text field into a dialog; the usual answer waits until it is filled."""
    field: QPlainTextEdit | QLineEdit
    head = label(words, "label", dialog)
    if long:
        field = QPlainTextEdit(dialog)
        field.setTabChangesFocus(True)
        field.setMaximumHeight(current_theme().px(110))
    else:
        field = QLineEdit(dialog)
    field.setAccessibleName(words)
    head.setBuddy(field)
    dialog.body.addWidget(head)
    dialog.body.addWidget(field)
    dialog.button(0).setEnabled(False)
    field.textChanged.connect(
        lambda *_text: dialog.button(0).setEnabled(bool(text_of(field).strip()))
    )
    field.setFocus()
    return field


def text_of(field: QWidget) -> str:
    """What was typed into a one-line or longer field."""
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    assert isinstance(field, QLineEdit)
    return field.text()
