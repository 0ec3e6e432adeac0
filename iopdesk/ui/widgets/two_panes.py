"""Two columns that scroll apart in wide windows, and one after the other in narrow ones."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from iopdesk.ui.theme import current_theme


class TwoPanes(QWidget):
    """`left` and `right` are whole columns, mostly cards; stretch says how they share the width.

    With `side_units` the right one has that width and the left one all the rest.
    """

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        parent: QWidget | None = None,
        *,
        stretch: tuple[int, int] = (3, 2),
        side_units: float = 0,
    ) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self._right = right
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(current_theme().px(12))
        self._left_area, self._left_column = self._area()
        self._right_area, self._right_column = self._area()
        self._left_column.addWidget(left)
        self._right_column.addWidget(right)
        line.addWidget(self._left_area, stretch[0])
        line.addWidget(self._right_area, 0 if side_units else stretch[1])
        if side_units:
            self._right_area.setFixedWidth(current_theme().px(side_units))

    def reflow(self, narrow: bool) -> None:
        """Put the right column under the left one in narrow windows."""
        column = self._left_column if narrow else self._right_column
        if column.indexOf(self._right) < 0:
            column.addWidget(self._right)
        self._right_area.setVisible(not narrow)

    def _area(self) -> tuple[QScrollArea, QVBoxLayout]:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # the fields inside are the stops of the Tab key
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget(area)
        page.setProperty("canvas", "true")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        area.setWidget(page)
        return area, column
