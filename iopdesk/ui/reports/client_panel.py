"""The clients behind a number of a report, beside its table."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from iopdesk.domain.report import ReportClient
from iopdesk.ui.widgets.buttons import plain_button, quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.rows_model import Column, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import _, ngettext_


class ClientPanel(Card):
    """Enter opens a chart by `opened`, Esc closes by `closed`; `narrowed` asks for one only."""

    opened = Signal(object)
    narrowed = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.close_button = quiet_button("", "x", self)
        self.close_button.setAccessibleName(_("Close the list of clients"))
        self.close_button.setToolTip(_("Close the list of clients"))
        self.add_to_head(self.close_button)
        self._model: RowsModel[ReportClient] = RowsModel(
            [
                Column(_("Name"), lambda each: each.name, "name", bold=True, stretch=True),
                Column(_("Chart"), lambda each: each.chart_number, "chart"),
                Column(_("State"), lambda each: each.state, "state", soft=True, minor=True),
            ],
            self,
            identity=lambda each: each.client_id,
        )
        self.table = TableView(self._model, "report-clients", self)
        self.table.setAccessibleName(_("Clients behind this number"))
        self.body.addWidget(self.table, 1)
        self.narrow_button = plain_button(_("Count only this client"), "filter", self)
        self.body.addWidget(self.narrow_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.table.opened.connect(self.opened)
        self.close_button.clicked.connect(self.closed)
        self.narrow_button.clicked.connect(self._on_narrow)

    def show_clients(
        self, title: str, clients: tuple[ReportClient, ...], *, may_narrow: bool
    ) -> None:
        """List these and go to the first."""
        self.set_title(title, ngettext_("{n} client", "{n} clients", len(clients)))
        self._model.set_rows(clients)
        self.narrow_button.setVisible(may_narrow)
        self.show()
        self.table.choose_first()
        self.table.setFocus()

    def event(self, event: QEvent) -> bool:
        """Esc closes the panel before the window takes it for the way back."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _on_narrow(self) -> None:
        row = self.table.current_row()
        if isinstance(row, ReportClient):
            self.narrowed.emit(row)
