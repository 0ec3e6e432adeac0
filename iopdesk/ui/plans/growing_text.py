"""A text field as high as its words; and a date that reads as a day until it is edited."""

from datetime import date

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.fields import read_date
from iopdesk.ui.widgets.label import set_property
from iopdesk.ui.wording import _, screen_wording

_MOST_LINES = 9
_ROOM = 14


class GrowingText(QPlainTextEdit):
    """Wraps and grows up to nine lines, then scrolls; Enter goes on to the next field.

    `typed` carries the whole text when a person changed it.
    """

    typed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None, *, lines: int = 1) -> None:
        super().__init__(parent)
        self._lines = lines
        self._is_loading = False
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(current_theme().px(2))
        self.document().documentLayout().documentSizeChanged.connect(self._on_size)
        self.textChanged.connect(self._on_text)
        self._fit()

    def load(self, text: str) -> None:
        """Show a text without telling."""
        if text == self.toPlainText():
            return
        self._is_loading = True
        self.setPlainText(text)
        self._is_loading = False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter goes on, except in texts that begin with several lines."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._lines == 1 and not event.modifiers():
            self.focusNextChild()
            return
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if control and (enter or (shift and event.key() == Qt.Key.Key_Delete)):
            # Keys of the row that the text stands in.
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """By keyboard one goes on where the words end."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.ShortcutFocusReason):
            self.moveCursor(QTextCursor.MoveOperation.End)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as the words."""
        return QSize(current_theme().px(120), self._height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Narrow if need be."""
        return QSize(current_theme().px(60), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Wrap again."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Measure again once the style is known."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def _height(self) -> int:
        lines = max(round(self.document().size().height()), self._lines)
        shown = min(lines, _MOST_LINES)
        return self.fontMetrics().lineSpacing() * shown + current_theme().px(_ROOM)

    def _fit(self) -> None:
        high = self._height()
        many = round(self.document().size().height()) > _MOST_LINES
        bars = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(bars.ScrollBarAsNeeded if many else bars.ScrollBarAlwaysOff)
        if self.minimumHeight() != high:
            self.setFixedHeight(high)

    def _on_size(self, _size: object) -> None:
        self._fit()

    def _on_text(self) -> None:
        if not self._is_loading:
            self.typed.emit(self.toPlainText())


class ByField(QLineEdit):
    """A day: "Nov 21" while read, 11/21/2026 while edited. `typed` carries a date or None."""

    typed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day: date | None = None
        self.setAccessibleName(name)
        self.setPlaceholderText(_("month/day/year"))
        self.textEdited.connect(self._on_text)

    @property
    def value(self) -> date | None:
        """The day that is shown."""
        return self._day

    def load(self, day: date | None) -> None:
        """Show a day without telling."""
        if day != self._day or not self.hasFocus():
            self._day = day
            self._show()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the day as it is typed."""
        super().focusInEvent(event)
        if not self.isReadOnly() and self.property("wrong") != "true":
            self._show()
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the day as it is read; what is no date stays as it was typed."""
        super().focusOutEvent(event)
        if self.property("wrong") != "true":
            self._show()

    def _show(self) -> None:
        set_property(self, "wrong", "false")
        if self._day is None:
            self.setText("")
        elif self.hasFocus() and not self.isReadOnly():
            self.setText(f"{self._day.month}/{self._day.day}/{self._day.year}")
        else:
            self.setText(screen_wording().day_month(self._day))
        self.setToolTip(screen_wording().date_year(self._day) if self._day else "")
        self.setAccessibleDescription(self.toolTip())

    def _on_text(self, text: str) -> None:
        day = read_date(text)
        wrong = bool(text.strip()) and day is None
        set_property(self, "wrong", "true" if wrong else "false")
        if wrong:
            self.setToolTip(_("Type the date as month/day/year, for example 12/20/2026."))
            self.setAccessibleDescription(self.toolTip())
        elif day != self._day:
            self._day = day
            self.typed.emit(day)
