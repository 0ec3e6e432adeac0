"""Choosing the client of a new appointment: type a few letters, Enter takes the first."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iopdesk.services.client_records import ClientLine
from iopdesk.ui.desk import Desk
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.rows_model import Column, RowsModel
from iopdesk.ui.widgets.search_field import SearchField
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import _

_FOUND = 5


class ClientChoice(QWidget):
    """`chosen` carries the client's id."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setProperty("bare", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(6))
        head = label(_("&Client"), "label", self)
        self.search = SearchField(_("Name, chart number, phone or birth date"), self)
        head.setBuddy(self.search)
        self._model: RowsModel[ClientLine] = RowsModel(
            [
                Column(_("Name"), lambda line: line.name, bold=True, stretch=True),
                Column(_("Chart"), lambda line: line.chart_number, soft=True),
            ],
            self,
            identity=lambda line: line.client_id,
        )
        self.found = TableView(self._model, "appointment_client", self)
        self.found.setAccessibleName(_("Clients found"))
        self.found.horizontalHeader().hide()
        self.found.hide()
        self._nobody = label(_("Nobody fits these words."), "soft", self, wrap=True)
        self._nobody.hide()
        for widget in (head, self.search, self.found, self._nobody):
            column.addWidget(widget)
        self.search.asked.connect(self._on_asked)
        self.search.left_down.connect(self._on_left_down)
        self.found.opened.connect(self._on_opened)

    def start(self) -> None:
        """Nobody is chosen yet."""
        self.search.clear()
        self._show_found("", ())

    def _show_found(self, text: str, lines: Sequence[ClientLine]) -> None:
        self._model.set_rows(list(lines))
        self.found.setVisible(bool(lines))
        self.found.setFixedHeight(self.found.height_of_rows())
        self._nobody.setVisible(bool(text.strip()) and not lines)

    def _on_asked(self, text: str) -> None:
        if not text.strip():
            self._show_found("", ())
            return
        call = partial(self._desk.services.client.find, text, _FOUND)
        self._desk.background.run(self, call, partial(self._show_found, text), ticket="find")

    def _on_left_down(self) -> None:
        self.found.setFocus()
        self.found.choose_first()

    def _on_opened(self, line: ClientLine) -> None:
        self.chosen.emit(line.client_id)
