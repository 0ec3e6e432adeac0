"""A white panel with a short head; screens are made of a few of them."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.elided import ElidedLabel


class Card(QFrame):
    """Add content to `body`; chips and small buttons go to `head`, at its right end."""

    def __init__(self, title: str = "", parent: QWidget | None = None, *, note: str = "") -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setProperty("card", "true")
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(theme.px(14), theme.px(12), theme.px(14), theme.px(12))
        self._outer.setSpacing(theme.px(8))
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.px(12))
        self._title = ElidedLabel(title, self, role="head")
        self._note = ElidedLabel(note, self, role="soft")
        self.head.addWidget(self._title)
        self.head.addWidget(self._note)
        self.head.addStretch(1)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px(8))
        self._outer.addLayout(self.head)
        self._outer.addLayout(self.body, 1)
        self._show_head()

    def set_title(self, title: str, note: str = "") -> None:
        """Change the head and the soft words after it."""
        self._title.setText(title)
        self._note.setText(note)
        self._show_head()

    def title(self) -> str:
        """The words of the head."""
        return self._title.text()

    def add_to_head(self, widget: QWidget) -> None:
        """Put a chip or a button at the right end of the head."""
        self.head.addWidget(widget)

    def _show_head(self) -> None:
        self.setAccessibleName(self._title.text())
        self._title.setVisible(bool(self._title.text()))
        self._note.setVisible(bool(self._note.text()))
