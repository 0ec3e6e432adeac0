"""Clients by topics: what each covered, missed, or has still to come; and the day to make up."""

import uuid
from functools import partial

from PySide6.QtWidgets import QWidget

from iopdesk.domain.topic_rotation import ClientTopics, Covered, TopicGrid
from iopdesk.ui.desk import Desk
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.rows_model import Column, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import _, screen_wording

_SIGNS = {Covered.COVERED: "✓", Covered.MISSED: "✕", Covered.NOT_YET: "·"}


class TopicGridCard(Card):
    """The columns are the topics by number; the words of a cell stand in its hint."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Who covered what"), parent)
        self._desk = desk
        self._heads: tuple[uuid.UUID, ...] | None = None
        self.table: TableView | None = None
        self.legend = label(
            _("Columns are the topics in their order. ✓ covered, ✕ missed, · still to come"),
            "hint",
            self,
            wrap=True,
        )
        self.body.addWidget(self.legend)
        self.empty = EmptyState(_("Nobody is on this roster yet."), None, self)
        self.empty.hide()
        self.body.addWidget(self.empty, 1)

    def show_grid(self, grid: TopicGrid) -> None:
        """Show a group's clients and topics; another number of topics needs another table."""
        heads = tuple(topic.id for topic in grid.topics)
        if self.table is None or heads != self._heads:
            self._make_table(grid)
            self._heads = heads
        self._model.set_rows(grid.clients)
        if self.table is not None:
            self.table.setVisible(bool(grid.clients) and bool(heads))
        self.legend.setVisible(bool(grid.clients) and bool(heads))
        self.empty.setVisible(not grid.clients)

    def _make_table(self, grid: TopicGrid) -> None:
        if self.table is not None:
            self.table.hide()
            self.table.deleteLater()
        titles = [topic.title for topic in grid.topics]
        self._model: RowsModel[ClientTopics] = RowsModel(
            [
                Column(_("Client"), lambda line: line.name, bold=True, stretch=True),
                *(
                    Column(
                        str(at + 1),
                        partial(_sign, at),
                        key=f"topic{at}",
                        spoken=partial(_spoken, at, titles[at]),
                    )
                    for at in range(len(titles))
                ),
                Column(_("Covered"), partial(_covered, len(titles)), minor=True),
                Column(_("Make up on"), _make_up, key="make_up", when_used=True),
            ],
            self,
            identity=lambda line: line.client_id,
        )
        self.table = TableView(self._model, f"topic_grid_{len(titles)}", self, row_units=34)
        self.table.setAccessibleName(_("Who covered what"))
        self.table.opened.connect(self._on_opened)
        self.body.insertWidget(1, self.table, 1)

    def _on_opened(self, line: ClientTopics) -> None:
        self._desk.navigation.open("client", line.client_id, tab="attendance")


def _sign(at: int, line: ClientTopics) -> str:
    return _SIGNS[line.states[at]] if at < len(line.states) else ""


def _spoken(at: int, title: str, line: ClientTopics) -> str:
    state = line.states[at] if at < len(line.states) else Covered.NOT_YET
    words = {
        Covered.COVERED: _("covered"),
        Covered.MISSED: _("missed"),
        Covered.NOT_YET: _("still to come"),
    }[state]
    return f"{title}: {words}"


def _covered(all_: int, line: ClientTopics) -> str:
    return _("{taken} of {all}", taken=line.covered, all=all_)


def _make_up(line: ClientTopics) -> str:
    return screen_wording().day_month(line.make_up) if line.make_up else ""
