"""Labels by role; text from records is always plain text, never markup."""

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from iopdesk.ui.theme import current_theme

# Qt.TextFormat.PlainText by number: the name would load every enum of Qt, 25 to 50 ms before the
# sign-in window is painted.
_PLAIN_TEXT = 0


def label(
    text: str, role: str = "", parent: QWidget | None = None, *, wrap: bool = False
) -> QLabel:
    """A plain-text label; roles: title, head, strong, soft, label, hint, number, problem, key."""
    made = QLabel(parent)
    made.setProperty("textFormat", _PLAIN_TEXT)
    made.setText(text)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def icon_label(
    name: str, token: str, parent: QWidget | None = None, *, units: float = 16
) -> QLabel:
    """A small icon beside text that says the same; screen readers skip it."""
    made = QLabel(parent)
    theme = current_theme()
    icon: QIcon = theme.icon(name, token)
    size = theme.px(units)
    made.setPixmap(icon.pixmap(size, size))
    made.setFixedSize(size, size)
    return made


def rule(parent: QWidget | None = None) -> QFrame:
    """A hairline between sections."""
    made = QFrame(parent)
    made.setProperty("role", "rule")
    made.setFixedHeight(1)
    return made


def set_property(widget: QWidget, name: str, value: str) -> None:
    """Change a property that the style sheet looks at, and repaint by it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    for each in (widget, *widget.findChildren(QWidget)):
        each.style().unpolish(each)
        each.style().polish(each)
