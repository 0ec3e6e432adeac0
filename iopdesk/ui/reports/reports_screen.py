"""Reports: says honestly what is not there yet and where today's numbers stand."""

from PySide6.QtWidgets import QWidget

from iopdesk.ui.desk import Desk
from iopdesk.ui.screen import Screen
from iopdesk.ui.widgets.buttons import plain_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.wording import _


class ReportsScreen(Screen):
    """Points to Today and to the charts, where the numbers of this version are."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        column = self.page_layout()
        column.addWidget(TitleBar(_("Reports"), self))
        card = Card("", self)
        today = plain_button(_("Go to &Today"), "sun", card)
        today.clicked.connect(self._on_today)
        words = _(
            "Reports over many clients are not part of this version. The numbers of this week"
            " are on Today, each client's on the chart."
        )
        card.body.addWidget(EmptyState(words, today, card))
        column.addWidget(card, 1)

    def place(self) -> str:
        """Its name in back links."""
        return _("Reports")

    def _on_today(self) -> None:
        self.desk.navigation.open("today")
