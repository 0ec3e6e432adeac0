"""Diagnoses of a chart: found by everyday words, coded by severity and remission."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from iopdesk.domain.diagnosis_codes import (
    DiagnosisCode,
    diagnosis_words,
    find_codes,
    fitting_code,
)
from iopdesk.domain.health import RANKS, REMISSIONS, SEVERITIES, Diagnosis
from iopdesk.ui.widgets.fields import ChoiceField, DateField, text_field
from iopdesk.ui.widgets.part_card import PartCard, PartField
from iopdesk.ui.wording import _, screen_wording


class DiagnosisCard(PartCard):
    """Typing "beer", "meth" or a code offers the codes; a changed severity changes the code."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            _("Diagnoses"),
            Diagnosis(),
            [
                PartField("words", _("Diagnosis"), lambda: text_field(200)),
                PartField("code", _("ICD-10-CM code"), lambda: text_field(12)),
                PartField("severity", _("Severity"), lambda: _choices(SEVERITIES), True),
                PartField("remission", _("Remission"), lambda: _choices(REMISSIONS)),
                PartField("rank", _("Rank"), lambda: _choices(RANKS), True),
                PartField("since", _("Since"), DateField),
                PartField("ended", _("Ended"), DateField, True),
                PartField("given_by", _("Given by"), lambda: text_field(80)),
            ],
            _line,
            parent,
        )
        self._offered: dict[str, DiagnosisCode] = {}
        self.words, self.code = self._text("words"), self._text("code")
        self.severity, self.remission = self._choice("severity"), self._choice("remission")
        self.words.setPlaceholderText(_("Type a word or a code"))
        self._codes = QStringListModel(self)
        self._offer_codes()
        for field in (self.severity, self.remission):
            field.currentIndexChanged.connect(self._follow)

    def show_parts(self, parts: Sequence[Any]) -> None:
        """Show these; the next new one is the main one only where none is."""
        self._empty = Diagnosis(rank=2 if any(one.is_main for one in parts) else 1)
        super().show_parts(parts)

    def _offer_codes(self) -> None:
        completer = QCompleter(self._codes, self.words)
        # what fits is found by the words people use, not by the letters of the name
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(10)
        self.words.setCompleter(completer)
        self.words.textEdited.connect(self._find)
        # the completer writes its own text first, so the words are set after it
        completer.activated.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def _find(self, typed: str) -> None:
        language = screen_wording().language
        found = find_codes(typed, language)
        self._offered = {f"{one.in_full(language)} ({one.code})": one for one in found}
        self._codes.setStringList(list(self._offered))

    def _take(self, chosen: str) -> None:
        one = self._offered.get(chosen)
        if one is None:
            return
        self.words.setText(one.name(screen_wording().language))
        self.severity.set_value(one.severity)
        self.remission.set_value(one.remission)
        self.code.setText(one.code)

    def _follow(self) -> None:
        if not self.form.is_loading:
            severity, remission = str(self.severity.value), str(self.remission.value)
            self.code.setText(fitting_code(self.code.text(), severity, remission))

    def _text(self, name: str) -> QLineEdit:
        field = self.form.field(name)
        assert isinstance(field, QLineEdit)
        return field

    def _choice(self, name: str) -> ChoiceField:
        field = self.form.field(name)
        assert isinstance(field, ChoiceField)
        return field


def _choices(words: dict[Any, str]) -> ChoiceField:
    return ChoiceField([(value, _(text)) for value, text in words.items()])


def _line(one: Diagnosis) -> str:
    words = screen_wording()
    name = diagnosis_words(one.words, one.severity, one.remission, words)
    line = ", ".join(part for part in (one.code, name) if part)
    if one.ended is None:
        return line
    return _("{diagnosis} (ended {date})", diagnosis=line, date=words.day_month_year(one.ended))
