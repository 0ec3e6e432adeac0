"""The telephone numbers of a form: a line each, one more on demand."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from iopdesk.domain.client import LONGEST_LINE, PHONE_KINDS, PhoneDraft
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import quiet_button
from iopdesk.ui.widgets.fields import ChoiceField, text_field
from iopdesk.ui.wording import _


@dataclass
class _Line:
    widget: QWidget
    number: QLineEdit
    kind: ChoiceField
    message: QCheckBox
    remove: QPushButton
    phone_id: UUID | None
    note: str
    safe: QLineEdit
    say: QLineEdit


class PhonesField(QWidget):
    """`edited` is sent when a person changes, adds or takes away a number."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self._lines: list[_Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_theme().px(6))
        self.add = quiet_button(_("Add a &phone"), "plus", self)
        self.add.clicked.connect(self._on_add)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def set_phones(self, phones: tuple[PhoneDraft, ...]) -> None:
        """Show these numbers, or one empty line."""
        while self._lines:
            self._take(self._lines[-1])
        for phone in phones or (PhoneDraft(""),):
            self._show(phone)

    def phones(self) -> tuple[PhoneDraft, ...]:
        """The numbers as typed; empty lines are left out."""
        return tuple(
            PhoneDraft(
                line.number.text().strip(),
                str(line.kind.value),
                line.message.isChecked(),
                line.note,
                line.phone_id,
                line.safe.text().strip(),
                line.say.text().strip(),
            )
            for line in self._lines
            if line.number.text().strip()
        )

    def first(self) -> QLineEdit:
        """The first number's field."""
        return self._lines[0].number

    def _show(self, phone: PhoneDraft) -> _Line:
        widget = QWidget(self)
        widget.setProperty("bare", "true")
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(4))
        row = QHBoxLayout()
        row.setSpacing(current_theme().px(8))
        line = _Line(
            widget,
            text_field(40, "", widget),
            ChoiceField([(kind, _(words)) for kind, words in PHONE_KINDS.items()], widget),
            QCheckBox(_("May leave a message"), widget),
            quiet_button("", "x", widget),
            phone.phone_id,
            phone.note,
            text_field(LONGEST_LINE, _("When it is safe to call"), widget),
            text_field(LONGEST_LINE, _("Who we say we are"), widget),
        )
        line.number.setAccessibleName(_("Phone"))
        line.kind.setAccessibleName(_("Kind of phone"))
        line.remove.setAccessibleName(_("Take this number away"))
        line.remove.setToolTip(_("Take this number away"))
        line.number.setText(phone.number)
        line.kind.set_value(phone.kind)
        line.message.setChecked(phone.may_leave_message)
        row.addWidget(line.number, 3)
        row.addWidget(line.kind, 1)
        row.addWidget(line.message)
        row.addWidget(line.remove)
        column.addLayout(row)
        column.addLayout(self._safety(line, phone))
        line.number.textChanged.connect(self._on_changed)
        line.kind.currentIndexChanged.connect(self._on_changed)
        line.message.toggled.connect(self._on_changed)
        line.remove.clicked.connect(self._on_remove)
        self._lines.append(line)
        self._column.insertWidget(len(self._lines) - 1, widget)
        return line

    def _safety(self, line: _Line, phone: PhoneDraft) -> QHBoxLayout:
        safety = QHBoxLayout()
        safety.setSpacing(current_theme().px(8))
        for field, words, text in (
            (line.safe, _("When it is safe to call"), phone.safe_times),
            (line.say, _("Who we say we are"), phone.say_we_are),
        ):
            field.setAccessibleName(words)
            field.setText(text)
            field.textChanged.connect(self._on_changed)
            safety.addWidget(field)
        return safety

    def _take(self, line: _Line) -> None:
        self._lines.remove(line)
        self._column.removeWidget(line.widget)
        line.widget.hide()
        line.widget.deleteLater()

    def _on_add(self) -> None:
        self._show(PhoneDraft("")).number.setFocus()

    def _on_remove(self) -> None:
        button = self.sender()
        line = next(line for line in self._lines if line.remove is button)
        self._take(line)
        if not self._lines:
            self._show(PhoneDraft(""))
        self.edited.emit()

    def _on_changed(self, *_what: object) -> None:
        self.edited.emit()
