"""A page of the assessment: a list of the record, the newest first, and one entry in full."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iopdesk.ui.desk import Desk
from iopdesk.ui.screen import Screen
from iopdesk.ui.widgets.buttons import plain_button, quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.fact_list import FactList
from iopdesk.ui.widgets.pair_list import PairList
from iopdesk.ui.widgets.rows_model import Column, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.widgets.two_panes import TwoPanes
from iopdesk.ui.wording import _


class ListPage(Screen):
    """Enter goes on with an entry; `chosen` is the one just saved, where the keys then are.

    Whoever derives puts `card` into `build_list`, asks in `refresh`, and hands what came to
    `show_rows`. `forget` takes an entry back: client, entry, reason.
    """

    def __init__(
        self,
        desk: Desk,
        words: str,
        go_on: str,
        name: str,
        columns: Sequence[Column[Any]],
        identity: Callable[[Any], UUID],
        forget: Callable[[UUID, UUID, str], None],
        a_page: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, parent)
        self.client_id: UUID | None = None
        self._identity, self._forget, self._a_page = identity, forget, a_page
        self.most = a_page
        self._chosen: object = None
        self.card = Card(words, self)
        self.model: RowsModel[Any] = RowsModel(columns, self, identity=identity)
        self.table = TableView(self.model, name, self.card)
        self.table.setAccessibleName(words)
        self.older = quiet_button(_("Show ol&der ones"), "history", self.card)
        self.older.hide()
        self.go_on = plain_button(go_on, "pencil", self)
        self.take_back = quiet_button(_("&Take back…"), "undo-2", self)
        self.one = Card(_("In full"), self)
        self.facts = FactList((), self.one)
        self.full = PairList(self.one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._panes = TwoPanes(self.build_list(), self._build_side(), self)
        column.addWidget(self._panes)
        self.table.chosen.connect(self.show_one)
        self.table.opened.connect(self.open_one)
        self.older.clicked.connect(self._on_older)
        self.go_on.clicked.connect(lambda: self.open_one(self.table.current_row()))
        self.take_back.clicked.connect(self._on_take_back)

    def build_list(self) -> QWidget:
        """The left pane: `card` filled with `fill_card`, and what stands around it."""
        raise NotImplementedError

    def show_one(self, one: Any) -> None:
        """Show an entry in full; None hides it."""
        raise NotImplementedError

    def open_one(self, one: Any) -> None:
        """Go on with an entry."""
        raise NotImplementedError

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Another client: nothing of the one before stays."""
        if record_id != self.client_id:
            self.client_id, self.most = record_id, self._a_page
            self.model.set_rows(())
            self.show_one(None)
        self._chosen = more.get("chosen")

    def reflow(self, narrow: bool) -> None:
        """One in full goes under the list."""
        self._panes.reflow(narrow)
        self.table.reflow(narrow)

    def fill_card(self, empty: str, *more: QWidget) -> None:
        """Put the table, what stands for an empty one, and the button for older ones in."""
        self.empty = EmptyState(empty, None, self.card)
        self.card.body.addWidget(self.table, 1)
        self.card.body.addWidget(self.empty, 1)
        self.card.body.addWidget(self.older, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in more:
            self.card.body.addWidget(widget)

    def show_rows(self, rows: Sequence[Any], *, has_more: bool) -> None:
        """Show these, and keep to the entry that was chosen."""
        self.model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.older.setVisible(has_more)
        if isinstance(self._chosen, UUID) and self.table.choose(self._chosen):
            self._chosen = None
            self.table.setFocus()
        elif self.table.current_row() is None:
            self.table.choose_first()
        self.show_one(self.table.current_row())

    def _build_side(self) -> QWidget:
        side = QWidget(self)
        side.setProperty("bare", "true")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.facts, self.full, *self.below()):
            self.one.body.addWidget(widget)
        for button in (self.go_on, self.take_back):
            self.one.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.one.hide()
        column.addWidget(self.one)
        column.addStretch(1)
        return side

    def below(self) -> Sequence[QWidget]:
        """What stands under an entry in full."""
        return ()

    def _on_older(self) -> None:
        self.most += self._a_page
        self.refresh()

    def _on_take_back(self) -> None:
        one = self.table.current_row()
        if one is None or self.client_id is None:
            return
        reason = self.desk.messages.ask_text(
            _("Take this entry back?"),
            _("It stays in the record's history, with your reason."),
            _("Reason"),
            _("&Take back"),
        )
        if reason is not None:
            call = partial(self._forget, self.client_id, self._identity(one), reason)
            self.desk.background.run(self, call)
