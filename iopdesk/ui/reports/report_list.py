"""The reports by name, in sections; the one that is chosen is shown beside."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from iopdesk.domain.report_names import REPORTS, ReportName
from iopdesk.ui.theme import current_theme
from iopdesk.ui.wording import _

_NAME = int(Qt.ItemDataRole.UserRole)


class ReportList(QListWidget):
    """Up and Down choose; `chosen` carries the name, Enter goes on to the table by `left`."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Reports"))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        section = ""
        for kind in REPORTS.values():
            if kind.section != section:
                section = kind.section
                self._add_section(_(section))
            item = QListWidgetItem(_(kind.title), self)
            item.setData(_NAME, kind.name)
            item.setSizeHint(self._height(29))
            item.setToolTip(_(kind.title))
        self.currentItemChanged.connect(self._on_current)
        self.activated.connect(self._on_activated)

    @property
    def value(self) -> ReportName | None:
        """The chosen report."""
        at = self.currentRow()
        return ReportName(str(self.item(at).data(_NAME))) if at >= 0 else None

    def set_value(self, name: ReportName) -> None:
        """Choose a report without telling."""
        self.blockSignals(True)
        for at in range(self.count()):
            if self.item(at).data(_NAME) == name:
                self.setCurrentRow(at)
        self.blockSignals(False)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As wide as names of reports are, as high as there is room."""
        theme = current_theme()
        return QSize(theme.px(218), theme.px(120))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """A few names."""
        theme = current_theme()
        return QSize(theme.px(120), theme.px(90))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Names, and the bar of the current one as tables have it."""
        super().paintEvent(event)
        if self.hasFocus() and self.currentRow() >= 0:
            place = self.visualItemRect(self.currentItem())
            painter = QPainter(self.viewport())
            theme = current_theme()
            painter.fillRect(0, place.top(), theme.px(3), place.height(), theme.color("focus"))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the bar."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Take it away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _add_section(self, words: str) -> None:
        item = QListWidgetItem(words, self)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setForeground(current_theme().color("ink_soft"))
        item.setFont(current_theme().font("label_bold"))
        item.setTextAlignment(Qt.AlignmentFlag.AlignBottom)
        item.setSizeHint(self._height(34 if self.count() > 1 else 26))

    @staticmethod
    def _height(units: float) -> QSize:
        # rows measured before the style sheet is known would lie over each other
        return QSize(0, current_theme().px(units))

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(ReportName(str(item.data(_NAME))))

    def _on_activated(self) -> None:
        self.left.emit()
