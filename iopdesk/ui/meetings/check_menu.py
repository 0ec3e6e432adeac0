"""A button that opens a list of check marks and says what is ticked."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from iopdesk.domain.client import fold
from iopdesk.ui.theme import current_theme

_NAMED = 2


class CheckMenu(QPushButton):
    """Choices are (value, words); the menu stays open while a person ticks several."""

    changed = Signal()

    def __init__(
        self, none: str, icon: str = "", parent: QWidget | None = None, *, name: str = ""
    ) -> None:
        super().__init__(none, parent)
        self._none = none
        self._name = name or none
        self.setAutoDefault(False)
        self.setProperty("menu", "true")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if icon:
            self.setIcon(current_theme().icon(icon, "ink", padded=True))
        self._actions: dict[Hashable, QAction] = {}
        self._typed = ""
        menu = QMenu(self)
        menu.installEventFilter(self)
        self.setMenu(menu)
        self._say()

    def set_choices(self, choices: Sequence[tuple[Hashable, str]]) -> None:
        """Offer these; what was ticked stays ticked where it is still offered."""
        before = self.values()
        self.menu().clear()
        self._actions = {}
        for value, words in choices:
            action = self.menu().addAction(words)
            action.setCheckable(True)
            action.setChecked(value in before)
            action.toggled.connect(self._on_toggled)
            self._actions[value] = action
        self.setVisible(bool(choices))
        self._say()

    def values(self) -> frozenset[Hashable]:
        """What is ticked."""
        return frozenset(value for value, action in self._actions.items() if action.isChecked())

    def set_values(self, values: frozenset[Hashable]) -> None:
        """Tick exactly these, without telling."""
        for value, action in self._actions.items():
            action.blockSignals(True)
            action.setChecked(value in values)
            action.blockSignals(False)
        self._say()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Ticking by mouse or Space leaves the menu open; letters go to a choice."""
        if watched is self.menu() and self._is_letter(event):
            return True
        if watched is self.menu() and _ticks(event):
            self._typed = ""
            action: QAction | None = self.menu().activeAction()
            if action is not None:
                action.toggle()
                return True
        return super().eventFilter(watched, event)

    def _is_letter(self, event: QEvent) -> bool:
        """Go to the first choice that begins with what is typed; another word begins anew."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        letter = fold(event.text())
        if not letter.isalnum():
            return False
        for typed in (self._typed + letter, letter):
            for action in self._actions.values():
                if fold(action.text()).startswith(typed):
                    self._typed = typed
                    self.menu().setActiveAction(action)
                    return True
        return True

    def _on_toggled(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        ticked = [action.text() for action in self._actions.values() if action.isChecked()]
        shown = ", ".join(ticked[:_NAMED])
        if len(ticked) > _NAMED:
            shown = f"{shown} +{len(ticked) - _NAMED}"
        self.setText(shown or self._none)
        self.setAccessibleName(f"{self._name}: {shown or self._none}")
        self.updateGeometry()


def _ticks(event: QEvent) -> bool:
    if event.type() == QEvent.Type.MouseButtonRelease:
        return True
    pressed = event.type() == QEvent.Type.KeyPress
    return pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
