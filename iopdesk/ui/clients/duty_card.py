"""What waits for someone about this client, each line with its one button."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from iopdesk.domain.duty import Duty
from iopdesk.services import duty_words as says
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.elided import ElidedLabel
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _, ngettext_, screen_wording

_MOST = 5
_ICON_UNITS = 16


class DutyCard(Card):
    """Hidden while nothing waits; `opened` carries the duty whose button was pressed."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Waiting for someone"), parent)
        # kept from client to client: making widgets takes longer than all that is asked
        self._lines: list[_Line] = []
        self._more = label("", "soft", self)
        self.body.setSpacing(current_theme().px(4))
        self.body.addWidget(self._more)
        self.hide()

    def show_duties(self, duties: tuple[Duty, ...], day: date) -> None:
        """Show the most pressing; the rest stands on Today."""
        shown = duties[:_MOST]
        while len(self._lines) < len(shown):
            line = _Line(self)
            line.opened.connect(self.opened)
            self.body.insertWidget(len(self._lines), line)
            self._lines.append(line)
        for line, duty in zip(self._lines, shown, strict=False):
            line.show_duty(duty, day)
        for at, line in enumerate(self._lines):
            line.setVisible(at < len(shown))
        left = len(duties) - len(shown)
        self._more.setText(ngettext_("{n} more on Today", "{n} more on Today", left))
        self._more.setVisible(left > 0)
        self.setVisible(bool(duties))

    @property
    def buttons(self) -> list[QPushButton]:
        """The buttons of the lines that are shown."""
        return [line.button for line in self._lines if not line.isHidden()]

    def lines(self) -> list[str]:
        """What each line says."""
        return [line.accessibleName() for line in self._lines if not line.isHidden()]


class _Line(QWidget):
    opened = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._duty: Duty | None = None
        self.setProperty("bare", "true")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(current_theme().px(12))
        self._icon = QLabel(self)
        self._what = ElidedLabel("", self)
        self._when = ElidedLabel("", self, role="soft")
        self.button = plain_button("", "", self)
        self.button.clicked.connect(self._on_clicked)
        line.addWidget(self._icon)
        line.addWidget(self._what)
        line.addWidget(self._when)
        line.addStretch(1)
        line.addWidget(self.button)

    def show_duty(self, duty: Duty, day: date) -> None:
        self._duty = duty
        words, theme = screen_wording(), current_theme()
        what, when = says.what_words(duty, words), says.when_words(duty, day, words)
        self.setAccessibleName(f"{what}, {when}")
        size = theme.px(_ICON_UNITS)
        self._icon.setPixmap(theme.icon(says.ICONS[duty.kind], duty.urgency.value).pixmap(size))
        self._what.setText(what[:1].upper() + what[1:])
        self._when.setText(when)
        self.button.setText(says.button_words(duty, words))
        self.button.setAccessibleDescription(what)

    def _on_clicked(self) -> None:
        self.opened.emit(self._duty)
