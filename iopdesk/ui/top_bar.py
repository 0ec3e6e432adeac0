"""The bar above every screen: find, date, who is signed in, lock."""

from datetime import date

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from iopdesk.ui.find_box import FindBox
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button
from iopdesk.ui.widgets.chip import Chip
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _, screen_wording


class TopBar(QFrame):
    """Date and name give way to the find box in narrow windows."""

    def __init__(self, who: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setProperty("topbar", "true")
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(18), theme.px(9), theme.px(18), theme.px(9))
        line.setSpacing(theme.px(14))
        self.find_box = FindBox(self)
        self._date = label("", "soft", self)
        self._who = Chip(who, "neutral", self)
        self._who.setAccessibleName(_("Signed in: {name}", name=who))
        self.lock = plain_button(_("Lock"), "lock", self)
        self.lock.setToolTip(_("Lock (Ctrl+L)"))
        line.addWidget(self.find_box, 1)
        line.addStretch(1)
        line.addWidget(self._date)
        line.addWidget(self._who)
        line.addWidget(self.lock)
        QShortcut(QKeySequence("Ctrl+K"), self).activated.connect(self.find_box.setFocus)

    def show_date(self, today: date) -> None:
        """Show the clinic's date."""
        self._date.setText(screen_wording().date_year(today))

    def reflow(self, narrow: bool) -> None:
        """Hide what a narrow window has no room for."""
        self._date.setVisible(not narrow)
        self._who.setVisible(not narrow)
