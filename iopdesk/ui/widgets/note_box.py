"""A box for a piece of a note: fragments by key, Ctrl+Enter when it is done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from iopdesk.ui.theme import current_theme


class NoteBox(QPlainTextEdit):
    """`fragment_asked` says whether "/" was typed for it; `done` that the writer goes on."""

    fragment_asked = Signal(object, bool)
    done = Signal()

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.set_lines(lines)

    def set_lines(self, lines: int) -> None:
        """As high as so many lines; longer text scrolls."""
        theme = current_theme()
        self.setFixedHeight(round(theme.metrics().lineSpacing() * lines) + theme.px(18))

    def insert(self, words: str) -> None:
        """Put words where the cursor is, with a space to the word before."""
        cursor = self.textCursor()
        before = self._before(cursor)
        cursor.insertText(words if not before or before.isspace() else f" {words}")
        self.setTextCursor(cursor)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Ctrl+Enter goes on; Ctrl+Space, or "/" where a word begins, offers fragments."""
        is_ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if is_ctrl and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
            return
        if not self.isReadOnly():
            if is_ctrl and event.key() == Qt.Key.Key_Space:
                self.fragment_asked.emit(self, False)
                return
            before = self._before(self.textCursor())
            if event.text() == "/" and (not before or before.isspace()):
                self.fragment_asked.emit(self, True)
                return
        super().keyPressEvent(event)

    def _before(self, cursor: QTextCursor) -> str:
        at = cursor.selectionStart()
        return self.toPlainText()[at - 1 : at] if at else ""
