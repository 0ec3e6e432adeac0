"""Several lists behind their counts, one shown at a time: what a file brings."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.rows_model import Column, RowsModel
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import _


class PagedLists(Card):
    """Lists by name with their columns; `key` names their settings of column widths.

    Buttons go to the right end of `line`.
    """

    def __init__(
        self, key: str, pages: Mapping[str, Sequence[Column[Any]]], parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self.told = label("", "strong", self, wrap=True)
        self.body.addWidget(self.told)
        self.pages = Segmented([(name, name) for name in pages], self)
        self.pages.set_name(_("What the file brings"))
        self.line = QHBoxLayout()
        self.line.addWidget(self.pages)
        self.line.addStretch(1)
        self.body.addLayout(self.line)
        self._stack = QStackedLayout()
        self._empty = EmptyState("", None, self)
        self._stack.addWidget(self._empty)
        self._models = {name: RowsModel(list(columns), self) for name, columns in pages.items()}
        self._tables = {
            name: TableView(model, f"{key}-{name}", self) for name, model in self._models.items()
        }
        for table in self._tables.values():
            self._stack.addWidget(table)
        self.body.addLayout(self._stack, 1)
        self.pages.changed.connect(self._on_page)

    def clear(self, words: str) -> None:
        """Show nothing but a sentence."""
        self.told.setText("")
        self.told.hide()
        self.pages.hide()
        self._empty.set_words(words)
        self._stack.setCurrentWidget(self._empty)

    def show_lists(self, told: str, lists: Mapping[str, tuple[str, Sequence[Any]]]) -> None:
        """Show a sentence over the lists, each under its head; the first with rows is in front."""
        for name, (_head, rows) in lists.items():
            self._models[name].set_rows(rows)
        self.told.setText(told)
        self.told.show()
        self.pages.set_choices([(name, head) for name, (head, _rows) in lists.items()])
        self.pages.show()
        first = next((name for name, (_head, rows) in lists.items() if rows), next(iter(lists)))
        self.pages.set_value(first)
        self._on_page(first)

    def table(self, name: str) -> TableView:
        """One of the lists."""
        return self._tables[name]

    def reflow(self, narrow: bool) -> None:
        """Columns of lesser worth go."""
        for table in self._tables.values():
            table.reflow(narrow)

    def _on_page(self, name: object) -> None:
        table = self._tables[str(name)]
        if self._models[str(name)].rowCount():
            self._stack.setCurrentWidget(table)
            return
        self._empty.set_words(_("Nothing here."))
        self._stack.setCurrentWidget(self._empty)
