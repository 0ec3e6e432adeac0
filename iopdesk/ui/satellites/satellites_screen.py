"""Satellites: says honestly that exchange between sites is not there yet."""

from PySide6.QtWidgets import QWidget

from iopdesk.ui.desk import Desk
from iopdesk.ui.screen import Screen
from iopdesk.ui.widgets.buttons import plain_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.wording import _


class SatellitesScreen(Screen):
    """Points to the backup, the way to move this version's records to another computer."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        column = self.page_layout()
        column.addWidget(TitleBar(_("Satellites"), self))
        card = Card("", self)
        clinic = plain_button(_("Go to &Clinic"), "settings", card)
        clinic.clicked.connect(self._on_clinic)
        words = _(
            "Working at two sites and exchanging changes is not part of this version. Every"
            " change is already recorded in the way that the exchange will need. Backups are"
            " made on the Clinic screen."
        )
        card.body.addWidget(EmptyState(words, clinic, card))
        column.addWidget(card, 1)

    def place(self) -> str:
        """Its name in back links."""
        return _("Satellites")

    def _on_clinic(self) -> None:
        self.desk.navigation.open("clinic")
