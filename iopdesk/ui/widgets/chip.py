"""Status chips: a word on a soft ground, never colour alone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from iopdesk.ui.tokens import TONES
from iopdesk.ui.widgets.label import set_property


class Chip(QLabel):
    """A short fact; tones: good, warn, bad, info, neutral."""

    def __init__(self, text: str, tone: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setProperty("chip", tone if tone in TONES else "neutral")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_fact(self, text: str, tone: str) -> None:
        """Say something else; hidden while there is nothing to say."""
        self.setText(text)
        set_property(self, "chip", tone if tone in TONES else "neutral")
        self.setVisible(bool(text))
