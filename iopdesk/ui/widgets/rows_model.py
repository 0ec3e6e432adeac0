"""A table model over frozen rows: columns say how a row reads, nothing is copied or edited."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from iopdesk.domain.client import fold
from iopdesk.ui.theme import current_theme

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
LOOK_ROLE = ROW_ROLE + 1


class Kind(StrEnum):
    """How a cell is drawn; text cells are Qt's own, the others are painted once and cached."""

    TEXT = "text"
    CHIP = "chip"
    BAR = "bar"
    SHARE = "share"
    ICON = "icon"
    BUTTON = "button"


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column. `text` is what is shown, copied and exported.

    `tone` names a chip's or icon's colour, `icon` a drawing, `share` the filled part of a bar,
    `reach` the paler part up to what is still possible; a SHARE has its words beside the bar.
    `spoken` is what screen readers say instead of `text`. `order` sorts; without it the text
    does. A `minor` column is hidden in narrow windows, one `when_used` while no row has words in
    it; exactly one column should `stretch`.
    """

    head: str
    text: Callable[[Row], str]
    key: str = ""
    kind: Kind = Kind.TEXT
    tone: Callable[[Row], str] | None = None
    icon: Callable[[Row], str] | None = None
    share: Callable[[Row], float] | None = None
    reach: Callable[[Row], float] | None = None
    spoken: Callable[[Row], str] | None = None
    order: Callable[[Row], Any] | None = None
    bold: bool = False
    soft: bool = False
    right: bool = False
    stretch: bool = False
    minor: bool = False
    when_used: bool = False
    units: float = 0


@dataclass(frozen=True)
class CellLook:
    """What a painted cell shows."""

    kind: Kind
    text: str
    tone: str = "neutral"
    icon: str = ""
    share: float = 0.0
    reach: float = 0.0


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Shows rows as they came until a head is clicked; `identity` tells rows apart."""

    # Qt may still ask a model whose Python half was just collected: it has nothing to show then.
    columns: tuple[Column[Row], ...] = ()
    _rows: Sequence[Row] = ()

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        parent: QObject | None = None,
        *,
        identity: Callable[[Row], Hashable] | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._identity = identity
        self._given: Sequence[Row] = ()
        self._rows = ()
        self._sorted_by: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows instead, in the order chosen before.

        Of a sequence that makes its rows when they are asked for, only those that are seen are.
        """
        self.beginResetModel()
        self._given = list(rows) if isinstance(rows, list) else rows
        self._rows = self._in_order()
        self.endResetModel()

    def rows(self) -> list[Row]:
        """The rows as they are shown, top to bottom."""
        return list(self._rows)

    def first_rows(self, most: int) -> Sequence[Row]:
        """So many of the rows as they are shown, from the top."""
        return self._rows[:most]

    def is_used(self, column: Column[Row]) -> bool:
        """Whether any row has words in this column."""
        return any(column.text(row) for row in self._rows)

    def row(self, at: int) -> Row | None:
        """The row at a place, or None where there is none."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def place_of(self, identity: Hashable) -> int:
        """Where the row with this identity is shown, -1 if nowhere."""
        for at, row in enumerate(self._rows):
            if self.identity(row) == identity:
                return at
        return -1

    def identity(self, row: Row) -> Hashable:
        """What stays the same when the row is loaded again."""
        return self._identity(row) if self._identity else id(row)

    def is_bold(self, row: Row | None, column: Column[Row]) -> bool:
        """Whether a cell stands out; lists with sums say so for a whole row."""
        return column.bold

    def replace_row(self, row: Row) -> None:
        """Show a newer state of one row where the old one stands."""
        at = self.place_of(self.identity(row))
        if at < 0:
            return
        self._rows = [*self._rows[:at], row, *self._rows[at + 1 :]]
        self._given = [row if self.identity(o) == self.identity(row) else o for o in self._given]
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.columns) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Heads of columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].head
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft
            if self.columns[section].right:
                side = Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows, its font and colour, its spoken words, its row and look."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row) if column.kind is Kind.TEXT else None
        if role == Qt.ItemDataRole.FontRole:
            return current_theme().font("bold") if self.is_bold(row, column) else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return current_theme().color("ink_soft") if column.soft else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return column.spoken(row) if column.spoken else column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.text(row) or None
        if role == ROW_ROLE:
            return row
        if role == LOOK_ROLE:
            return self.look(row, column)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; -1 is the order in which the rows came."""
        self._sorted_by = (column, order)
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [(old, self._rows[old.row()]) for old in before]
        self._rows = self._in_order()
        places = {id(row): at for at, row in enumerate(self._rows)}
        self.changePersistentIndexList(
            before, [self.index(places[id(row)], old.column()) for old, row in kept]
        )
        self.layoutChanged.emit()

    def _in_order(self) -> Sequence[Row]:
        at, order = self._sorted_by
        if not 0 <= at < len(self.columns):
            return self._given
        column = self.columns[at]
        by = column.order or (lambda row: fold(column.text(row)))
        known = [row for row in self._given if by(row) is not None]
        unknown = [row for row in self._given if by(row) is None]
        known.sort(key=by, reverse=order == Qt.SortOrder.DescendingOrder)
        return known + unknown

    def look(self, row: Row, column: Column[Row]) -> CellLook:
        """What a painted cell of this row shows."""
        return CellLook(
            column.kind,
            column.text(row),
            column.tone(row) if column.tone else "neutral",
            column.icon(row) if column.icon else "",
            column.share(row) if column.share else 0.0,
            column.reach(row) if column.reach else 0.0,
        )
