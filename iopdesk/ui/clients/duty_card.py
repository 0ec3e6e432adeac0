"""What waits for someone about this client, each line with its one button."""

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from iopdesk.domain.duty import Duty
from iopdesk.services import duty_words as says
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.elided import ElidedLabel
from iopdesk.ui.widgets.label import icon_label, label
from iopdesk.ui.wording import _, ngettext_, screen_wording

_MOST = 5


class DutyCard(Card):
    """Hidden while nothing waits; `opened` carries the duty whose button was pressed."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Waiting for someone"), parent)
        self._shown: list[QWidget] = []
        self.buttons: list[QPushButton] = []
        self.body.setSpacing(current_theme().px(4))
        self.hide()

    def show_duties(self, duties: tuple[Duty, ...], day: date) -> None:
        """Show the most pressing; the rest stands on Today."""
        for old in self._shown:
            old.hide()
            old.deleteLater()
        self._shown, self.buttons = [], []
        for duty in duties[:_MOST]:
            self._add(self._line(duty, day))
        if len(duties) > _MOST:
            left = len(duties) - _MOST
            words = ngettext_("{n} more on Today", "{n} more on Today", left)
            self._add(label(words, "soft", self))
        self.setVisible(bool(duties))

    def lines(self) -> list[str]:
        """What each line says."""
        return [each.accessibleName() for each in self._shown if each.accessibleName()]

    def _add(self, widget: QWidget) -> None:
        self._shown.append(widget)
        self.body.addWidget(widget)

    def _line(self, duty: Duty, day: date) -> QWidget:
        words, theme = screen_wording(), current_theme()
        what, when = says.what_words(duty, words), says.when_words(duty, day, words)
        row = QWidget(self)
        row.setProperty("bare", "true")
        row.setAccessibleName(f"{what}, {when}")
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(12))
        line.addWidget(icon_label(says.ICONS[duty.kind], duty.urgency.value, row))
        line.addWidget(ElidedLabel(what[:1].upper() + what[1:], row))
        line.addWidget(ElidedLabel(when, row, role="soft"))
        line.addStretch(1)
        button = plain_button(says.button_words(duty, words), "", row)
        button.setAccessibleDescription(what)
        button.clicked.connect(partial(self._on_opened, duty))
        line.addWidget(button)
        self.buttons.append(button)
        return row

    def _on_opened(self, duty: Duty, checked: bool = False) -> None:
        self.opened.emit(duty)
