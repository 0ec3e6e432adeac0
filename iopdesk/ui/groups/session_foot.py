"""Under the attendance grid: keys and undo, walk-ins, visitors, and scans of the signed sheet."""

import uuid
from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from iopdesk.domain.attachment import AttachmentLine
from iopdesk.domain.attendance import LONGEST_VISITOR, Mark
from iopdesk.domain.group_session import Visitor
from iopdesk.ui.desk import Desk
from iopdesk.ui.groups.client_finder import ClientFinder
from iopdesk.ui.groups.group_words import mark_words
from iopdesk.ui.groups.row_editors import is_leaving
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import quiet_button
from iopdesk.ui.widgets.elided import ElidedLabel
from iopdesk.ui.widgets.fields import NumberField, text_field
from iopdesk.ui.widgets.flow_layout import FlowLayout
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _

_UNDO_UNITS = 190
_NAME_UNITS = 170
_LONGEST_SESSION = 999


class SessionFoot(QWidget):
    """`visitor_given` carries words and minutes; the others what was pressed."""

    visitor_given = Signal(str, int)
    visitor_pressed = Signal(object)
    scan_pressed = Signal(object)
    scan_taken_off = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self._session_minutes = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(6))
        column.addLayout(self._build_keys_line())
        self.finder = ClientFinder(desk, self)
        self.finder.hide()
        self.finder.left.connect(self.close_bars)
        column.addWidget(self.finder)
        column.addWidget(self._build_visitor_bar())
        column.addWidget(self._build_more())

    def show_keys(self, *, of_marks: bool) -> None:
        """The keys of the marks, unless the session takes none yet."""
        self._keys_line.setVisible(of_marks)

    def show_undo(self, words: str) -> None:
        """Offer to take back the last mark; nothing where there is none."""
        self.undo.setVisible(bool(words))
        self._saved.setVisible(not words)
        whole = _("Undo: {words}", words=words)
        # A long name must not widen the grid over the notes.
        room = current_theme().px(_UNDO_UNITS)
        shown = self.undo.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, room)
        self.undo.setText(shown)
        self.undo.setToolTip(whole)
        self.undo.setAccessibleName(whole)

    def show_more(
        self, visitors: Sequence[Visitor], scans: Sequence[AttachmentLine], *, may_mark: bool
    ) -> None:
        """Show who else was there and the scans, each as a button."""
        self._items.clear()
        for visitor in visitors:
            words = _("{words}, {n} min", words=visitor.words, n=visitor.minutes)
            told = _("Take off the visitor: {words}", words=visitor.words)
            self._add(words, "user", told, partial(self._press, self.visitor_pressed, visitor))
        for scan in scans:
            told = _("Look at {name}", name=scan.name)
            self._add(scan.name, "file-text", told, partial(self._press, self.scan_pressed, scan))
            told = _("Take off {name}", name=scan.name)
            self._add("", "x", told, partial(self._press, self.scan_taken_off, scan))
        for each in (self.walk_in, self.visitor, self.scan):
            each.setEnabled(may_mark)
        self._more.updateGeometry()

    def show_session_minutes(self, minutes: int) -> None:
        """How long a visitor stays unless told otherwise."""
        self._session_minutes = minutes

    def open_finder(self, but: Collection[uuid.UUID]) -> None:
        """Ask who walked in; those in `but` are listed already."""
        self._visitor_bar.hide()
        self.finder.show()
        self.finder.begin(but)

    def open_visitor(self) -> None:
        """Ask who else is there."""
        self.finder.hide()
        self._visitor_bar.show()
        self.visitor_words.clear()
        self.visitor_minutes.set_value(self._session_minutes)
        self.visitor_words.setFocus()

    def close_bars(self) -> None:
        """Back to the grid."""
        was_open = self.finder.isVisibleTo(self) or self._visitor_bar.isVisibleTo(self)
        self.finder.hide()
        self._visitor_bar.hide()
        if was_open:
            self.left.emit()

    def reflow(self, narrow: bool) -> None:
        """Narrow windows have no room for the keys; `?` lists them."""
        self._keys.setVisible(not narrow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Esc leaves the visitor's fields, Enter notes the visitor."""
        if is_leaving(event):
            event.accept()
            return True
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            self.close_bars()
            return True
        return super().eventFilter(watched, event)

    def buttons(self) -> list[QPushButton]:
        """The buttons of visitors and scans, left to right."""
        found = [self._items.itemAt(at) for at in range(self._items.count())]
        widgets = [item.widget() for item in found if item is not None]
        return [each for each in widgets if isinstance(each, QPushButton)]

    def _build_keys_line(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(current_theme().px(8))
        self._keys = QWidget(self)
        self._keys.setProperty("bare", "true")
        whole = QHBoxLayout(self._keys)
        whole.setContentsMargins(0, 0, 0, 0)
        self._keys_line = QWidget(self._keys)
        self._keys_line.setProperty("bare", "true")
        whole.addWidget(self._keys_line)
        line = QHBoxLayout(self._keys_line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(current_theme().px(5))
        keys = [(mark.key, mark_words(mark).lower()) for mark in Mark]
        for key, words in (*keys, ("0–9", _("minutes")), ("R", _("reason"))):
            for each in (
                label(key, "key", self._keys_line),
                label(words, "hint", self._keys_line),
            ):
                each.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
                line.addWidget(each)
        saved = self._saved = ElidedLabel(
            _("Every mark is saved at once."), self._keys_line, role="hint"
        )
        # Only where there is room: the keys come first.
        saved.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        line.addWidget(saved, 1)
        self.undo = quiet_button("", "undo-2", self)
        self.undo.hide()
        foot.addWidget(self._keys, 1)
        foot.addWidget(self.undo)
        return foot

    def _build_visitor_bar(self) -> QWidget:
        bar = self._visitor_bar = QWidget(self)
        bar.setProperty("bare", "true")
        line = QHBoxLayout(bar)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(current_theme().px(8))
        self.visitor_words = text_field(LONGEST_VISITOR, _("Visitor: who, such as a trainee"), bar)
        self.visitor_words.setAccessibleName(_("Visitor"))
        self.visitor_minutes = NumberField(1, _LONGEST_SESSION, bar)
        self.visitor_minutes.setAccessibleName(_("Minutes of the visitor"))
        self.visitor_minutes.setMaximumWidth(current_theme().px(64))
        add = quiet_button(_("Note the visitor"), "check", bar)
        line.addWidget(self.visitor_words, 1)
        line.addWidget(self.visitor_minutes)
        line.addWidget(label(_("minutes"), "hint", bar))
        line.addWidget(add)
        for field in (self.visitor_words, self.visitor_minutes):
            field.returnPressed.connect(self._on_visitor)
            field.installEventFilter(self)
        add.clicked.connect(self._on_visitor)
        bar.hide()
        return bar

    def _build_more(self) -> QWidget:
        self._more = QWidget(self)
        self._more.setProperty("bare", "true")
        flow = QHBoxLayout(self._more)
        flow.setContentsMargins(0, 0, 0, 0)
        flow.setSpacing(current_theme().px(4))
        self.walk_in = quiet_button(_("Walk-in"), "user-plus", self._more)
        self.walk_in.setToolTip(_("W, in the grid"))
        self.visitor = quiet_button(_("Visitor"), "user", self._more)
        self.scan = quiet_button(_("Attach signed sheet"), "upload", self._more)
        self.scan.setToolTip(_("Or drop a file here, or paste a picture."))
        for each in (self.walk_in, self.visitor, self.scan):
            flow.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        box = QWidget(self._more)
        box.setProperty("bare", "true")
        self._items = FlowLayout(box, 4)
        flow.addWidget(box, 1)
        self.visitor.clicked.connect(self.open_visitor)
        return self._more

    def _add(self, words: str, icon: str, told: str, slot: object) -> None:
        room = current_theme().px(_NAME_UNITS)
        button = quiet_button("", icon, self._more)
        button.setText(button.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, room))
        button.setToolTip(told)
        button.setAccessibleName(told)
        button.clicked.connect(slot)
        self._items.addWidget(button)

    def _press(self, signal: object, what: object, _checked: bool = False) -> None:
        signal.emit(what)  # type: ignore[attr-defined]

    def _on_visitor(self) -> None:
        words, minutes = self.visitor_words.text().strip(), self.visitor_minutes.value
        if words and minutes is not None:
            self.visitor_given.emit(words, minutes)
            self.close_bars()
