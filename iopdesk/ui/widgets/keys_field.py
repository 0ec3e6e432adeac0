"""Boxes to tick, as many as apply, in as many lines as they need."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from iopdesk.ui.widgets.flow_layout import FlowLayout


class KeysField(QWidget):
    """`changed` when a person ticks; the value is the keys that are on."""

    changed = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        flow = FlowLayout(self, gap=12)
        self.boxes: dict[str, QCheckBox] = {}
        for key, words in choices:
            box = QCheckBox(words, self)
            box.toggled.connect(self.changed)
            self.boxes[key] = box
            flow.addWidget(box)
        if self.boxes:
            self.setFocusProxy(next(iter(self.boxes.values())))

    @property
    def value(self) -> frozenset[str]:
        """The keys that are on and offered."""
        return frozenset(
            key for key, box in self.boxes.items() if box.isChecked() and not box.isHidden()
        )

    def set_value(self, keys: Collection[str]) -> None:
        """Turn these on, others off."""
        for key, box in self.boxes.items():
            box.setChecked(key in keys)

    def offer(self, keys: Collection[str]) -> None:
        """Show these boxes alone; hidden ones don't count."""
        for key, box in self.boxes.items():
            box.setVisible(key in keys)
        self.updateGeometry()
