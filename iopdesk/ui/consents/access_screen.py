"""Who looked at a client's record, and who received from it: for the privacy officer."""

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from iopdesk.domain.privacy import Looked
from iopdesk.domain.shown_list import ShownList
from iopdesk.services.privacy_service import AccessReport
from iopdesk.ui.desk import Desk
from iopdesk.ui.list_copies import ListCopies, shown_list
from iopdesk.ui.screen import Screen
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.rows_model import Column, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.wording import _, screen_wording


class AccessScreen(Screen):
    """The place "access", opened with a client; reading it is noted too."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        column = self.page_layout()
        self.title_bar = TitleBar(_("Who looked, who received"), self)
        self.title_bar.set_back(_("Consents"), self._on_back)
        self.copies = ListCopies(self, self._shown, lambda: self._client_id)
        self.title_bar.add_action(self.copies.menu())
        column.addWidget(self.title_bar)
        card = Card("", self)
        words = screen_wording()
        self.lines: RowsModel[Looked] = RowsModel(
            [
                Column(
                    _("Day"), lambda one: words.day_month_year(one.day), order=lambda one: one.day
                ),
                Column(_("Last at"), lambda one: words.time(one.last_at.time()), soft=True),
                Column(_("Who"), lambda one: one.by or _("the program"), bold=True),
                Column(_("What"), lambda one: one.what, stretch=True),
                Column(_("Times"), lambda one: str(one.times), right=True),
                Column(_("Recipient"), lambda one: one.to_whom),
                Column(_("Purpose"), lambda one: one.purpose, minor=True),
            ],
            card,
        )
        self.table = TableView(self.lines, "access", card)
        self.table.setAccessibleName(_("Who looked, who received"))
        card.body.addWidget(self.table, 1)
        column.addWidget(card, 1)

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Another client."""
        self._client_id = record_id
        self.lines.set_rows([])
        self.title_bar.set_title(_("Who looked, who received"))

    def refresh(self) -> None:
        """Ask for the report."""
        if self._client_id is not None:
            call = partial(self.desk.services.privacy.access, self._client_id)
            self.desk.background.run(self, call, self._show, self._on_failed, ticket="access")

    def reflow(self, narrow: bool) -> None:
        """Fewer columns in narrow windows."""
        self.table.reflow(narrow)
        self.title_bar.reflow(narrow)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the list."""
        return self.copies.keys()

    def place(self) -> str:
        """Its name in back links."""
        return _("Who looked, who received")

    def _show(self, report: AccessReport) -> None:
        title = _("Who looked, who received: {name}", name=report.name)
        self.title_bar.set_title(title)
        self.lines.set_rows(report.looked)
        self.table.setFocus()

    def _shown(self) -> ShownList:
        title = _("Who looked, who received")
        return shown_list(self.table, "access", title)

    def _on_failed(self, error: BaseException) -> None:
        self.desk.messages.error(error)
        self._on_back()

    def _on_back(self) -> None:
        self.desk.navigation.open("client", self._client_id, tab="consents")
