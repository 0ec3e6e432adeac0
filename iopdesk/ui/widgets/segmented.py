"""A row of choices of which one is on; for two to eight short words."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget


class Segmented(QWidget):
    """Choices are (value, words); `changed` carries the value a person chose."""

    changed = Signal(object)

    def __init__(
        self, choices: Sequence[tuple[object, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._values: list[object] = []
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.set_choices(choices)
        self._group.idClicked.connect(self._on_clicked)

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offer other choices; the first one is on."""
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        self._values = [value for value, _ in choices]
        for at, (_, words) in enumerate(choices):
            button = QPushButton(words, self)
            button.setCheckable(True)
            # Exclusive check buttons are "radio button" to screen readers; arrows move between.
            button.setAutoExclusive(True)
            button.setAutoDefault(False)
            button.setProperty("seg", self._edge(at, len(choices)))
            self._group.addButton(button, at)
            self._row.addWidget(button)
        if choices:
            self._group.button(0).setChecked(True)

    @property
    def values(self) -> list[object]:
        """The values of all choices."""
        return list(self._values)

    @property
    def value(self) -> object:
        """The value of the choice that is on."""
        at = self._group.checkedId()
        return self._values[at] if at >= 0 else None

    def set_value(self, value: object) -> None:
        """Turn a choice on without telling; an unknown value changes nothing."""
        if value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)

    def clear(self) -> None:
        """Turn every choice off until a person makes one."""
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setAutoExclusive(False)
            button.setChecked(False)
            button.setAutoExclusive(True)
        self._group.setExclusive(True)

    def button(self, value: object) -> QPushButton:
        """The button of a choice."""
        found = self._group.button(self._values.index(value))
        assert isinstance(found, QPushButton)
        return found

    def set_name(self, name: str) -> None:
        """What the choice is about, for screen readers."""
        self.setAccessibleName(name)
        for button in self._group.buttons():
            button.setAccessibleDescription(name)

    def _on_clicked(self, at: int) -> None:
        self.changed.emit(self._values[at])

    @staticmethod
    def _edge(at: int, count: int) -> str:
        if count == 1:
            return "only"
        return {0: "first", count - 1: "last"}.get(at, "mid")
