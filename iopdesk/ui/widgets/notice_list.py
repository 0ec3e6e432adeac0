"""Things to look at beside a form: an icon, a sentence, and where it leads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import quiet_button
from iopdesk.ui.widgets.label import icon_label, label

_ICONS = {
    "good": "circle-check",
    "info": "info",
    "warn": "triangle-alert",
    "bad": "circle-alert",
}


@dataclass(frozen=True)
class Notice:
    """A sentence in a tone; `link` is the words of its button, if it leads somewhere."""

    words: str
    tone: str = "info"
    link: str = ""
    go: Callable[[], None] | None = None


class NoticeList(QWidget):
    """Notices under each other; hidden while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_theme().px(8))
        self._lines: list[QWidget] = []
        self._notices: tuple[Notice, ...] = ()
        self.links: list[QPushButton] = []

    def show_notices(self, notices: Sequence[Notice]) -> None:
        """Show these instead."""
        self._notices = tuple(notices)
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self.links = []
        self._lines = [self._line(notice) for notice in notices]
        for line in self._lines:
            self._column.addWidget(line)
        self.setVisible(bool(notices))

    def texts(self) -> list[str]:
        """The sentences, top to bottom."""
        return [notice.words for notice in self._notices]

    def _line(self, notice: Notice) -> QWidget:
        theme = current_theme()
        line = QWidget(self)
        line.setProperty("bare", "true")
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.px(10))
        top = Qt.AlignmentFlag.AlignTop
        icon = icon_label(_ICONS.get(notice.tone, "info"), notice.tone, line, units=18)
        across.addWidget(icon, 0, top)
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(label(notice.words, "", line, wrap=True))
        if notice.link and notice.go is not None:
            button = quiet_button(notice.link, "", line)
            button.setAccessibleDescription(notice.words)
            button.clicked.connect(notice.go)
            words.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self.links.append(button)
        across.addLayout(words, 1)
        return line
