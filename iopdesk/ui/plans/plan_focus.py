"""Keeps the place of the cursor while the fields of a problem are shown afresh."""

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget


class FocusKeeper:
    """Made before fields are built again; `restore` finds the same field by its spoken name."""

    def __init__(self, area: QWidget) -> None:
        self._area = area
        self._name = ""
        self._at = 0
        field = QApplication.focusWidget()
        if field is None or not area.isAncestorOf(field):
            return
        self._name = field.accessibleName()
        if isinstance(field, QPlainTextEdit):
            self._at = field.textCursor().position()
        elif isinstance(field, QLineEdit):
            self._at = field.cursorPosition()

    def restore(self) -> None:
        """Put the cursor back where it was, if the field is still there."""
        if not self._name:
            return
        for field in self._area.findChildren(QWidget):
            if field.accessibleName() == self._name and field.isVisibleTo(self._area):
                self._put(field)
                return

    def _put(self, field: QWidget) -> None:
        field.setFocus()
        if isinstance(field, QPlainTextEdit):
            cursor = field.textCursor()
            cursor.setPosition(min(self._at, len(field.toPlainText())))
            field.setTextCursor(cursor)
        elif isinstance(field, QLineEdit):
            field.setCursorPosition(self._at)
