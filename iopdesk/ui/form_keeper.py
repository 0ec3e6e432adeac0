"""Keeps what is typed into a form over a lock, a crash or a power cut, and brings it back."""

from functools import partial
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from iopdesk.services.draft_service import KeptDraft, Value
from iopdesk.ui.desk import Desk
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.keys_field import KeysField
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.wording import _

_KEEP_MS = 2000


@runtime_checkable
class KeptField(Protocol):
    """A field of a shape of its own that can be kept."""

    def typed(self) -> Value:
        """What stands in it, as plain values."""

    def type_again(self, value: Value) -> None:
        """Put it there again."""


class FormKeeper(QObject):
    """One draft of one form and record: fields that differ from what was shown first.

    It is gone when the form is clean again: saved or given up (`Form.set_clean`). `Screen` keeps it
    before a lock.
    """

    def __init__(self, desk: Desk, screen: QWidget, form: Form, name: str) -> None:
        super().__init__(screen)
        self._desk = desk
        self._form = form
        self._name = name
        self._record: str | None = None
        self._is_stored = False
        self._is_kept = False
        self._shown: dict[str, Value] = {}
        self._more: dict[str, QWidget] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_KEEP_MS)
        self._timer.timeout.connect(self.keep)
        form.edited.connect(self._timer.start)
        form.cleaned.connect(self._drop)

    def keep_too(self, name: str, field: QWidget) -> None:
        """Keep a field that stands outside the form."""
        self._more[name] = field

    def open(self, record: str, *, is_stored: bool = False) -> None:
        """The form shows this record; bring back what was typed, unless somebody types already.

        `is_stored`: others may have changed the record meanwhile; then it is said.
        """
        if record != self._record:
            if self._form.is_dirty:
                # typed before it was known for whom: it goes along
                self._drop()
                self._timer.start()
            self._record, self._is_kept = record, False
        self._is_stored = is_stored
        if not self._form.is_dirty:
            self._shown = self._typed()
            load = partial(self._desk.services.draft.load, self._name, record)
            self._desk.background.run(self._form, load, partial(self._bring_back, record))

    def keep(self) -> None:
        """Keep what is typed now."""
        self._timer.stop()
        if self._record is None or not self._form.is_dirty:
            return
        values: dict[str, Value] = {
            name: [self._shown.get(name), typed]
            for name, typed in self._typed().items()
            if typed != self._shown.get(name)
        }
        self._is_kept = True
        call = partial(self._desk.services.draft.keep, self._name, self._record, values)
        self._desk.background.run(self._form, call)

    def give_up(self) -> None:
        """What is typed is not wanted."""
        self._form.set_clean()

    def _drop(self) -> None:
        self._timer.stop()
        if self._is_kept and self._record is not None:
            self._is_kept = False
            call = partial(self._desk.services.draft.drop, self._name, self._record)
            self._desk.background.run(self._form, call)

    def _bring_back(self, record: str, kept: KeptDraft | None) -> None:
        if kept is None or record != self._record or self._form.is_dirty:
            return
        moved = []
        fields = self._fields()
        with self._form.loading():
            for name, field in fields.items():
                pair = kept.values.get(name)
                if isinstance(pair, list) and len(pair) == 2 and field.isEnabled():
                    if self._is_stored and pair[0] != self._shown.get(name):
                        moved.append(field.accessibleName() or name)
                    _type_again(field, pair[1])
        self._is_kept = True
        if self._typed() == self._shown:
            self._drop()
            return
        self._form.is_dirty = True
        self._form.edited.emit()
        if moved:
            fields_moved = ", ".join(moved)
            self._desk.messages.say(
                _(
                    "What you typed before is back. Changed meanwhile: {fields}.",
                    fields=fields_moved,
                )
            )
        else:
            self._desk.messages.say(_("What you typed before is still here, not saved yet."))

    def _fields(self) -> dict[str, QWidget]:
        return {**self._form.fields(), **self._more}

    def _typed(self) -> dict[str, Value]:
        return {name: _typed(field) for name, field in self._fields().items()}


def _typed(field: QWidget) -> Value:
    if isinstance(field, KeptField):
        return field.typed()
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    if isinstance(field, QCheckBox):
        return field.isChecked()
    if isinstance(field, QComboBox):
        return _plain(field.currentData())
    if isinstance(field, Segmented):
        return _plain(field.value)
    return [*sorted(field.value)] if isinstance(field, KeysField) else None


def _type_again(field: QWidget, value: Value) -> None:
    if isinstance(field, KeptField):
        field.type_again(value)
    elif isinstance(field, QLineEdit):
        field.setText(str(value or ""))
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(str(value or ""))
    elif isinstance(field, QCheckBox):
        field.setChecked(value is True)
    elif isinstance(field, QComboBox):
        places = range(field.count())
        field.setCurrentIndex(
            next((at for at in places if _plain(field.itemData(at)) == value), field.currentIndex())
        )
    elif isinstance(field, Segmented):
        for choice in field.values:
            if _plain(choice) == value:
                field.set_value(choice)
                field.changed.emit(choice)
    elif isinstance(field, KeysField) and isinstance(value, list):
        field.set_value([str(key) for key in value])


def _plain(value: object) -> str | None:
    return None if value is None else str(value)
