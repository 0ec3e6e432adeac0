"""The table of every list: calm rows, one Tab stop, sort and widths remembered."""

from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from iopdesk.ui.settings import screen_settings
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.chip_delegate import ChipDelegate
from iopdesk.ui.widgets.rows_model import ROW_ROLE, Column, Kind, RowsModel
from iopdesk.ui.widgets.text_cell import TextCell

_MEASURED_ROWS = 60
# of different lengths the longest are the widest, or nearly so
_MEASURED_TEXTS = 12
_WIDEST = 380
# what a stretching column keeps before the list scrolls sideways
_LEAST_STRETCHED = 120
_LEAST_WRAPPED = 84


class TableView(QTableView):
    """Shows a RowsModel. Enter or a double click opens a row; a painted button presses it.

    `opened` and `pressed` carry the row record, `chosen` the current row or None.
    `name` is the key under which sort order and widths are remembered.
    """

    opened = Signal(object)
    pressed = Signal(object)
    chosen = Signal(object)

    def __init__(
        self,
        model: RowsModel[Any],
        name: str,
        parent: QWidget | None = None,
        *,
        row_units: float = 34,
    ) -> None:
        super().__init__(parent)
        self._rows = model
        self._name = name
        self._narrow = False
        self._wide_by_hand: dict[int, int] = {}
        self._kept: Hashable = None
        self._bases: dict[int, int] = {}
        self._wants: dict[int, int] = {}
        self._row_units = row_units
        self._chips = ChipDelegate(self)
        self.setModel(model)
        self._set_up_view()
        self._set_up_header()
        self.setItemDelegate(TextCell(self, model))
        self._chips.pressed.connect(self.pressed)
        for at, column in enumerate(model.columns):
            if column.kind is not Kind.TEXT:
                self.setItemDelegateForColumn(at, self._chips)
        model.modelAboutToBeReset.connect(self._on_about_to_reset)
        model.modelReset.connect(self._on_reset)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.activated.connect(self._on_activated)

    def current_row(self) -> Any:
        """The record of the current row, or None."""
        return self._rows.row(self.currentIndex().row())

    def shown_columns(self) -> list[Column[Any]]:
        """The columns with words that are on the screen now, from left to right."""
        header = self.horizontalHeader()
        places = [header.logicalIndex(at) for at in range(header.count())]
        wordless = (Kind.BUTTON, Kind.ICON)
        return [
            self._rows.columns[at]
            for at in places
            if not self.isColumnHidden(at) and self._rows.columns[at].kind not in wordless
        ]

    def shown_rows(self) -> list[Any]:
        """The rows as they are shown, top to bottom."""
        return self._rows.rows()

    def choose(self, identity: Hashable) -> bool:
        """Make the row with this identity current; False if it isn't shown."""
        at = self._rows.place_of(identity)
        if at >= 0:
            self._make_current(at)
        return at >= 0

    def choose_first(self) -> None:
        """Make the first row current, if there is one."""
        if self._rows.rowCount():
            self._make_current(0)

    def step(self, rows: int) -> None:
        """Make the row that many below (or above) current, within the list."""
        last = self._rows.rowCount() - 1
        if last >= 0:
            self._make_current(min(max(self.currentIndex().row() + rows, 0), last))

    def reflow(self, narrow: bool) -> None:
        """Hide or show the columns of lesser worth."""
        self._narrow = narrow
        self.fit_columns()

    def fit_columns(self) -> None:
        """Give each column what its words need; widths set by hand stay."""
        self._bases, self._wants = {}, {}
        for at, column in enumerate(self._rows.columns):
            self.setColumnHidden(at, self.is_unwanted(at))
            if self.isColumnHidden(at):
                continue
            by_hand = self._wide_by_hand.get(at, 0)
            needed = by_hand or self.width_needed(at)
            self._wants[at] = needed
            is_bound = bool(column.units) and not by_hand
            self._bases[at] = current_theme().px(column.units) if is_bound else needed
        self._share_room()
        self.updateGeometries()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Share the room anew."""
        super().resizeEvent(event)
        self._share_room()

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Nothing: single letters are keys of the screen, not a search."""

    def sizeHint(self) -> QSize:  # noqa: N802
        """Small, so that a page scrolls only when it must."""
        theme = current_theme()
        return QSize(theme.px(280), theme.px(120))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Head and two rows."""
        theme = current_theme()
        return QSize(theme.px(160), theme.px(34 + 2 * self._row_units))

    def height_of_rows(self, most: int | None = None) -> int:
        """Pixels that show every row without scrolling, or `most` of them."""
        rows = self._rows.rowCount()
        head = (
            0 if self.horizontalHeader().isHidden() else self.horizontalHeader().sizeHint().height()
        )
        if most is not None and rows > most:
            return head + most * current_theme().px(self._row_units)
        return head + rows * current_theme().px(self._row_units) + 2

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Rows, then the lines between them and the bar of the current row."""
        super().paintEvent(event)
        theme = current_theme()
        painter = QPainter(self.viewport())
        painter.setPen(theme.color("line"))
        wide, high = self.viewport().width(), self.viewport().height()
        at = max(self.rowAt(0), 0)
        while at < self._rows.rowCount():
            bottom = self.rowViewportPosition(at) + self.rowHeight(at) - 1
            if bottom > high + self.rowHeight(at):
                break
            painter.drawLine(0, bottom, wide, bottom)
            at += 1
        current = self.currentIndex()
        if self.hasFocus() and current.isValid():
            top = self.rowViewportPosition(current.row())
            bar = theme.px(3)
            painter.fillRect(0, top, bar, self.rowHeight(current.row()) - 1, theme.color("focus"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter opens the row; other keys are Qt's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._on_activated(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: Any) -> None:  # noqa: N802
        """A double click opens the row."""
        self._on_activated(self.indexAt(event.position().toPoint()))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the bar; the first row becomes current where none is."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.choose_first()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Take the bar away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Measure again once the style sheet is known."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_chips"):
            QTimer.singleShot(0, self, self.fit_columns)

    def _set_up_view(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        side = self.verticalHeader()
        side.hide()
        high = current_theme().px(self._row_units)
        side.setMinimumSectionSize(high)
        side.setDefaultSectionSize(high)
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(current_theme().px(28))
        header.setStretchLastSection(False)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        kept = screen_settings().text(f"tables/{self._name}/sort")
        keys = [column.key for column in self._rows.columns]
        key, _, way = kept.partition(" ")
        if key and key in keys:
            down = Qt.SortOrder.DescendingOrder
            order = down if way == "down" else Qt.SortOrder.AscendingOrder
            self.sortByColumn(keys.index(key), order)
        for at, each in enumerate(keys):
            wide = screen_settings().number(f"tables/{self._name}/{each}") if each else 0
            if wide:
                self._wide_by_hand[at] = current_theme().px(wide)
        header.sortIndicatorChanged.connect(self._on_sorted)
        header.sectionResized.connect(self._on_resized)
        self.fit_columns()

    def _share_room(self) -> None:
        """What the stretching column does not need goes to those whose words are cut."""
        header = self.horizontalHeader()
        stretched = [at for at in self._bases if self._rows.columns[at].stretch]
        others = [at for at in self._bases if at not in stretched]
        room = self.viewport().width() - sum(self._bases[at] for at in others)
        spare = room - sum(self._wants[at] for at in stretched)
        header.blockSignals(True)
        for at in others:
            more = max(0, min(spare, self._wants[at] - self._bases[at]))
            spare -= more
            header.resizeSection(at, self._bases[at] + more)
        for at in stretched:
            units = _LEAST_WRAPPED if self.wordWrap() else _LEAST_STRETCHED
            least = min(self._wants[at], current_theme().px(units))
            fits = room >= least
            modes = QHeaderView.ResizeMode
            header.setSectionResizeMode(at, modes.Stretch if fits else modes.Fixed)
            if not fits:
                header.resizeSection(at, least)
        header.blockSignals(False)

    def is_unwanted(self, at: int) -> bool:
        """Whether a column is hidden now."""
        column = self._rows.columns[at]
        if self._narrow and column.minor:
            return True
        return column.when_used and not self._rows.is_used(column)

    def width_needed(self, at: int) -> int:
        """Pixels for the longest words of a column."""
        theme = current_theme()
        column = self._rows.columns[at]
        if column.units and column.kind is not Kind.TEXT:
            return theme.px(column.units)
        head = theme.width_of(column.head, "label_bold") + theme.px(28)
        wide = head if column.head else 0.0
        if column.kind is Kind.TEXT:
            role = "bold" if column.bold else "base"
            words = {column.text(row) or "" for row in self._rows.first_rows(_MEASURED_ROWS)}
            for text in sorted(words, key=len)[-_MEASURED_TEXTS:]:
                wide = max(wide, theme.width_of(text, role) + theme.px(20))
        else:
            for look in {
                self._rows.look(row, column) for row in self._rows.first_rows(_MEASURED_ROWS)
            }:
                wide = max(wide, self._chips.width_of(look))
        return min(round(wide), theme.px(_WIDEST))

    def _make_current(self, at: int) -> None:
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(
            self._rows.index(at, 0), flags.ClearAndSelect | flags.Rows
        )

    def _on_about_to_reset(self) -> None:
        row = self.current_row()
        self._kept = self._rows.identity(row) if row is not None else None

    def _on_reset(self) -> None:
        self.fit_columns()
        if self._kept is not None and not self.choose(self._kept):
            self.chosen.emit(None)

    def _on_current_changed(self, current: QModelIndex, before: QModelIndex) -> None:
        self.chosen.emit(current.data(ROW_ROLE) if current.isValid() else None)

    def _on_activated(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.data(ROW_ROLE))

    def _on_sorted(self, at: int, order: Qt.SortOrder) -> None:
        way = "down" if order == Qt.SortOrder.DescendingOrder else "up"
        if 0 <= at < len(self._rows.columns) and self._rows.columns[at].key:
            key = self._rows.columns[at].key
            screen_settings().keep(f"tables/{self._name}/sort", f"{key} {way}")

    def _on_resized(self, at: int, before: int, now: int) -> None:
        column = self._rows.columns[at]
        is_hiding = not before or not now
        if column.stretch or not column.key or is_hiding:
            return
        self._wide_by_hand[at] = now
        units = round(now / current_theme().scale)
        screen_settings().keep(f"tables/{self._name}/{column.key}", str(units))
