"""The list of a plan's problems: number and name in bold, area and count below."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from iopdesk.ui.theme import current_theme
from iopdesk.ui.wording import _

Index = QModelIndex | QPersistentModelIndex
_ENTRY_ROLE = int(Qt.ItemDataRole.UserRole)
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_PAD, _GAP, _MOST_LINES = 8, 2, 3


@dataclass(frozen=True)
class Entry:
    """One line of the list; `part_id` None is the page about the whole plan."""

    part_id: UUID | None
    name: str
    facts: str


class _Entries(QAbstractListModel):
    """The entries as they were given."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show these; where only words changed the rows stay."""
        if [e.part_id for e in entries] == [e.part_id for e in self.entries]:
            self.entries = list(entries)
            if entries:
                self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        """How many entries."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words, spoken words, the entry."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{entry.name}\n{entry.facts}"
        return entry if role == _ENTRY_ROLE else None


class _Drawing(QStyledItemDelegate):
    """Wraps both texts to the width of the list, three lines each at most."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """As high as both texts."""
        view = self.parent()
        assert isinstance(view, QListView)
        theme = current_theme()
        pad = theme.px(_PAD)
        wide = max(view.viewport().width() - 2 * pad, theme.px(60))
        name, facts = self._heights(index, wide)
        return QSize(theme.px(80), round(name + facts) + 2 * pad - theme.px(2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A soft ground where chosen, a bar where focused, two texts."""
        theme = current_theme()
        entry = index.data(_ENTRY_ROLE)
        rect = QRectF(option.rect)
        pad = theme.px(_PAD)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(theme.color("accent_soft"))
            painter.drawRoundedRect(rect, theme.px(4), theme.px(4))
            view = self.parent()
            if isinstance(view, QListView) and view.hasFocus():
                painter.setBrush(theme.color("focus"))
                painter.drawRect(QRectF(rect.x(), rect.y(), theme.px(3), rect.height()))
        inside = rect.adjusted(pad, pad - theme.px(1), -pad, 0)
        name, facts = self._heights(index, inside.width())
        painter.setPen(theme.color("ink"))
        painter.setFont(theme.font("bold"))
        painter.drawText(QRectF(inside.x(), inside.y(), inside.width(), name), _WRAP, entry.name)
        painter.setPen(theme.color("ink_soft"))
        painter.setFont(theme.font())
        below = QRectF(inside.x(), inside.y() + name, inside.width(), facts)
        painter.drawText(below, _WRAP, entry.facts)
        painter.restore()

    def _heights(self, index: Index, wide: float) -> tuple[float, float]:
        theme = current_theme()
        entry = index.data(_ENTRY_ROLE)
        room = QRectF(0, 0, wide, 10_000)
        found = []
        for font, text in (("bold", entry.name), ("base", entry.facts)):
            metrics = theme.metrics(font)
            high = metrics.boundingRect(room, _WRAP, text).height() if text else 0
            found.append(min(high, metrics.lineSpacing() * _MOST_LINES))
        return found[0], found[1]


class ProblemList(QListView):
    """`chosen` carries the part's id or None for the whole plan; `moved` -1 or 1."""

    chosen = Signal(object)
    moved = Signal(object, int)
    removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Entries(self)
        self._is_quiet = False
        self.setModel(self._model)
        self.setItemDelegate(_Drawing(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSpacing(0)
        self.setProperty("bare", "true")
        self.setAccessibleName(_("Problems"))
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_entries(self, entries: Sequence[Entry], current: UUID | None) -> None:
        """Show these and make one current without telling."""
        self._is_quiet = True
        self._model.set_entries(entries)
        for at, entry in enumerate(entries):
            if entry.part_id == current:
                self.setCurrentIndex(self._model.index(at))
        self._is_quiet = False
        self.updateGeometry()
        self.scheduleDelayedItemsLayout()

    def entries(self) -> list[Entry]:
        """What is listed."""
        return list(self._model.entries)

    def choose(self, part_id: UUID | None) -> None:
        """Go to an entry as a person would."""
        for at, entry in enumerate(self._model.entries):
            if entry.part_id == part_id:
                self.setCurrentIndex(self._model.index(at))

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Nothing: letters are not a search here."""

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as all entries."""
        rows = [self.sizeHintForIndex(self._model.index(n)) for n in range(self._model.rowCount())]
        return QSize(current_theme().px(180), sum(row.height() for row in rows) + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Two entries."""
        theme = current_theme()
        return QSize(theme.px(120), min(self.sizeHint().height(), theme.px(110)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Wrap again."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.updateGeometry)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Alt and arrows move a problem, Delete removes it."""
        entry = self.currentIndex().data(_ENTRY_ROLE)
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        up_or_down = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        if isinstance(entry, Entry) and entry.part_id is not None and alt and up_or_down:
            self.moved.emit(entry.part_id, -1 if event.key() == Qt.Key.Key_Up else 1)
        elif isinstance(entry, Entry) and entry.part_id and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(entry.part_id)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the bar."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Take the bar away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        entry = current.data(_ENTRY_ROLE)
        if not self._is_quiet and isinstance(entry, Entry):
            self.chosen.emit(entry.part_id)
