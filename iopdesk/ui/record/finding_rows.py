"""The analytes of a panel: N, P or U is the quick result, C asks for the confirmed one."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from iopdesk.domain.drug_screen import FINDINGS, Finding, panel_analytes, screen_codes
from iopdesk.domain.instrument import text_in
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.fields import ChoiceField, text_field
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _, screen_wording

_KEYS = {Qt.Key.Key_N: "negative", Qt.Key.Key_P: "positive", Qt.Key.Key_U: "inconclusive"}


class _Result(ChoiceField):
    """A letter chooses, and tells to go on."""

    typed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """N negative, P positive, U unclear, the same letters in both languages."""
        value = _KEYS.get(Qt.Key(event.key()))
        if value is None or event.modifiers():
            super().keyPressEvent(event)
            return
        self.set_value(value)
        self.typed.emit()


class FindingRows(QWidget):
    """A line an analyte; those entered outside the panel stay."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        theme = current_theme()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(10))
        self._grid.setVerticalSpacing(theme.px(4))
        self._grid.setColumnStretch(0, 1)
        self._widgets: list[QWidget] = []
        self.quick: dict[str, _Result] = {}
        self._confirmed: dict[str, _Result] = {}
        self._levels: dict[str, QWidget] = {}

    def show_panel(self, panel: str, findings: Mapping[str, Finding]) -> None:
        """The lines of a panel with what is entered."""
        for old in self._widgets:
            old.hide()
            old.deleteLater()
        self._widgets, self.quick, self._confirmed, self._levels = [], {}, {}, {}
        analytes = dict.fromkeys((*panel_analytes(panel), *findings))
        if analytes:
            for at, words in enumerate((_("Quick test"), _("Confirmed"), _("Level")), start=1):
                self._put(label(words, "label", self), 0, at)
        for row, code in enumerate(analytes, start=1):
            self._add(row, code, findings.get(code, Finding()))

    def values(self) -> dict[str, Finding]:
        """What is entered, by analyte; empty lines are left out."""
        found = {}
        for code, quick in self.quick.items():
            level = self._levels[code]
            one = Finding(
                str(quick.value or ""),
                str(self._confirmed[code].value or ""),
                level.text().strip() if hasattr(level, "text") else "",
            )
            if one != Finding():
                found[code] = one
        return found

    def all_negative(self) -> None:
        """Every line that is still empty is negative."""
        for quick in self.quick.values():
            if not quick.value:
                quick.set_value("negative")
        self.edited.emit()

    def _add(self, row: int, code: str, one: Finding) -> None:
        name = text_in(screen_codes("analytes")[code], screen_wording().language)
        self._put(label(name, "", self, wrap=True), row, 0)
        choices: list[tuple[object, str]] = [(value, _(words)) for value, words in FINDINGS.items()]
        quick, confirmed = _Result(choices, self), _Result(choices, self)
        quick.set_value(one.presumptive)
        confirmed.set_value(one.confirmed)
        quick.setAccessibleName(_("{analyte}: quick test", analyte=name))
        confirmed.setAccessibleName(_("{analyte}: confirmed", analyte=name))
        level = text_field(40, "", self)
        level.setText(one.level)
        level.setAccessibleName(_("{analyte}: level", analyte=name))
        for at, widget in enumerate((quick, confirmed, level), start=1):
            self._put(widget, row, at)
        quick.currentIndexChanged.connect(self.edited)
        confirmed.currentIndexChanged.connect(self.edited)
        level.textEdited.connect(self.edited)
        quick.typed.connect(partial(self._on_typed, code))
        self.quick[code], self._confirmed[code], self._levels[code] = quick, confirmed, level

    def _put(self, widget: QWidget, row: int, column: int) -> None:
        self._widgets.append(widget)
        self._grid.addWidget(widget, row, column)
        # a layout shows what is added at the next turn; the focus can't wait for that
        widget.show()

    def _on_typed(self, code: str) -> None:
        codes = list(self.quick)
        after = codes[codes.index(code) + 1 :]
        if after:
            self.quick[after[0]].setFocus()
