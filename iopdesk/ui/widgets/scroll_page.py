"""A screen's page that fills the window and scrolls where the window is too small for it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from iopdesk.ui.theme import current_theme


class ScrollPage(QScrollArea):
    """Fills `screen`; add content to `column`, with `inside` as its parent."""

    def __init__(self, screen: QWidget) -> None:
        super().__init__(screen)
        theme = current_theme()
        outer = QVBoxLayout(screen)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.inside = QWidget(self)
        self.inside.setProperty("bare", "true")
        self.column = QVBoxLayout(self.inside)
        self.column.setContentsMargins(theme.px(18), theme.px(14), theme.px(18), theme.px(16))
        self.column.setSpacing(theme.px(12))
        self.setWidget(self.inside)
