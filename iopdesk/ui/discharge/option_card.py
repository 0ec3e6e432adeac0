"""A choice as a small card: a name, soft words below, on or off."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.label import label


class OptionCard(QPushButton):
    """Several cards may be on; `code` is what the choice stands for."""

    def __init__(self, code: str, name: str, about: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.code = code
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("option", "true")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.px(9), theme.px(8), theme.px(9), theme.px(8))
        self._column.setSpacing(theme.px(1))
        for text, role in ((name, "strong"), (about, "soft")):
            words = label(text, role, self, wrap=True)
            words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._column.addWidget(words)
        self._column.addStretch(1)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(f"{name}: {about}" if about else name)

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting anyone choose; the words keep their full strength."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, read_only)
        focus = Qt.FocusPolicy.NoFocus if read_only else Qt.FocusPolicy.StrongFocus
        self.setFocusPolicy(focus)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """As high as its words."""
        return max(self._column.heightForWidth(width), current_theme().px(56))

    def sizeHint(self) -> QSize:  # noqa: N802
        """As its words need."""
        return QSize(current_theme().px(136), self.heightForWidth(current_theme().px(136)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Narrow cards stay readable."""
        wide = max(self.width(), current_theme().px(100))
        return QSize(current_theme().px(100), self.heightForWidth(wide))
