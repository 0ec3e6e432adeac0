"""The three kinds of button: primary (filled, one a screen), plain, quiet (a link)."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from iopdesk.ui.theme import current_theme


def _button(text: str, icon: str, token: str, parent: QWidget | None) -> QPushButton:
    made = QPushButton(text, parent)
    made.setAutoDefault(False)
    if icon:
        theme = current_theme()
        made.setIcon(theme.icon(icon, token, padded=bool(text)))
        made.setIconSize(QSize(theme.px(20 if text else 16), theme.px(16)))
    return made


def primary_button(text: str, icon: str = "", parent: QWidget | None = None) -> QPushButton:
    """The one filled button of a screen; `icon` is a file name in resources/icons."""
    made = _button(text, icon, "on_accent", parent)
    made.setProperty("primary", "true")
    return made


def plain_button(text: str, icon: str = "", parent: QWidget | None = None) -> QPushButton:
    """An ordinary action; without text it needs an accessible name."""
    return _button(text, icon, "ink", parent)


def quiet_button(text: str, icon: str = "", parent: QWidget | None = None) -> QPushButton:
    """An action that looks like a link."""
    made = _button(text, icon, "accent", parent)
    made.setProperty("quiet", "true")
    return made


def danger_button(text: str, icon: str = "", parent: QWidget | None = None) -> QPushButton:
    """An action that takes something away."""
    made = _button(text, icon, "bad", parent)
    made.setProperty("danger", "true")
    return made


def menu_button(text: str, icon: str = "", parent: QWidget | None = None) -> QPushButton:
    """A plain button that opens its `menu()`."""
    made = plain_button(text, icon, parent)
    made.setProperty("menu", "true")
    made.setMenu(QMenu(made))
    return made
