"""The list of fragments that opens at the cursor of a note: type, choose, Enter."""

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from iopdesk.domain.fragments import KIND_WORDS, OWN, Fragment, fitting
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _

_WIDE_UNITS, _HIGH_UNITS = 340, 260


class FragmentPalette(QFrame):
    """`chosen` carries a Fragment, `left` whether "/" shall stand as typed.

    `kept` carries words to keep as one's own, `dropped` an own fragment to forget.
    """

    chosen = Signal(object)
    kept = Signal(str)
    dropped = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        theme = current_theme()
        self.setProperty("card", "true")
        self._all: tuple[Fragment, ...] = ()
        self._shown: list[Fragment] = []
        self._selected = ""
        self._kinds = {kind: _(words) for kind, words in KIND_WORDS.items()}
        column = QVBoxLayout(self)
        margin = theme.px(8)
        column.setContentsMargins(margin, margin, margin, margin)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(_("Words or a kind: mood, plan, risk"))
        self.field.setAccessibleName(_("Find a fragment"))
        self._names = QStringListModel(self)
        self.list = QListView(self)
        self.list.setModel(self._names)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(_("Fragments"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._hint = label("", "hint", self, wrap=True)
        for widget in (self.field, self.list, self._hint):
            column.addWidget(widget)
        self.field.textChanged.connect(self._on_typed)
        self.list.clicked.connect(self._take)
        self.field.installEventFilter(self)
        self.resize(theme.px(_WIDE_UNITS), theme.px(_HIGH_UNITS))

    def offer(self, own: tuple[Fragment, ...], others: tuple[Fragment, ...], selected: str) -> None:
        """Offer these; `selected` words of the note may be kept as one's own."""
        self._all = (*own, *others)
        self._selected = " ".join(selected.split())
        hint = _("Enter takes it, Del forgets one of your own.")
        if self._selected:
            hint = _("Ctrl+Enter keeps the selected words as your own.")
        self._hint.setText(hint)
        self.field.clear()
        self._on_typed("")
        self.field.setFocus()

    def eventFilter(self, watched: object, event: object) -> bool:  # noqa: N802
        """Arrows move in the list while typing."""
        return isinstance(event, QKeyEvent) and self._is_taken(event)

    def _is_taken(self, event: QKeyEvent) -> bool:
        if event.type() != QKeyEvent.Type.KeyPress:
            return False
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._go(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            is_ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            self._keep() if is_ctrl else self._take()
        elif key == Qt.Key.Key_Escape:
            self.close()
            self.left.emit()
        elif key == Qt.Key.Key_Delete and not self.field.text():
            self._drop()
        else:
            return False
        return True

    def _on_typed(self, typed: str) -> None:
        self._shown = fitting(self._all, typed, self._kinds)
        self._names.setStringList(
            [f"{self._kinds.get(each.kind, '')}: {each.words.strip()}" for each in self._shown]
        )
        if self._shown:
            self.list.setCurrentIndex(self._names.index(0))

    def _go(self, steps: int) -> None:
        if self._shown:
            at = min(max(self.list.currentIndex().row() + steps, 0), len(self._shown) - 1)
            self.list.setCurrentIndex(self._names.index(at))

    def _take(self, *_where: object) -> None:
        at = self.list.currentIndex().row()
        if 0 <= at < len(self._shown):
            self.close()
            self.chosen.emit(self._shown[at])

    def _keep(self) -> None:
        if self._selected:
            self.close()
            self.kept.emit(self._selected)

    def _drop(self) -> None:
        at = self.list.currentIndex().row()
        if 0 <= at < len(self._shown) and self._shown[at].kind == OWN:
            gone = self._shown[at]
            self._all = tuple(each for each in self._all if each != gone)
            self._on_typed(self.field.text())
            self.dropped.emit(gone)
