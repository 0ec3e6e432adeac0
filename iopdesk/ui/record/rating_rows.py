"""The rows of six dimensions: a digit rates the one that has the focus, words go beside it."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from iopdesk.domain.instrument import text_in
from iopdesk.domain.six_dimensions import (
    LONGEST_NOTE,
    LONGEST_RATING,
    SCALE,
    Dimension,
    Edition,
    Rating,
)
from iopdesk.services.dimension_words import dimension_words, level_words
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.fields import ChoiceField, text_field
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.wording import _, screen_wording

_RATING_UNITS = 110


class _Scale(Segmented):
    """0 to 4; a digit chooses, and tells to go on."""

    typed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """A digit rates."""
        if event.text() in SCALE:
            self.set_value(event.text())
            self.changed.emit(event.text())
            self.typed.emit()
        else:
            super().keyPressEvent(event)


class RatingRow(QFrame):
    """`edited` tells that a person changed it."""

    edited = Signal()

    def __init__(self, dimension: Dimension, edition: Edition, parent: QWidget) -> None:
        super().__init__(parent)
        self._edition = edition
        words, theme = screen_wording(), current_theme()
        self.setProperty("card", "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(2), 0, theme.px(4))
        column.setSpacing(theme.px(3))
        title = dimension_words(dimension, words)
        column.addWidget(label(title, "strong", self, wrap=True))
        line = QHBoxLayout()
        line.setSpacing(theme.px(10))
        self.scale: _Scale | None = None
        self.rating: QLineEdit | None = None
        self.least: ChoiceField | None = None
        if dimension.is_rated and edition.has_scale:
            self._add_scale(line, title)
        elif dimension.is_rated:
            self._add_codes(line, title)
        self.note = text_field(LONGEST_NOTE, _("In your own words"))
        self.note.setParent(self)
        self.note.setAccessibleName(_("{dimension}: note", dimension=title))
        self.note.textEdited.connect(self.edited)
        line.addWidget(self.note, 1)
        column.addLayout(line)

    def value(self) -> Rating:
        """What is written."""
        if self.scale is not None:
            rating = str(self.scale.value or "")
        else:
            rating = self.rating.text().strip() if self.rating is not None else ""
        least = str(self.least.value or "") if self.least is not None else ""
        return Rating(rating, least, self.note.text().strip())

    def show_value(self, one: Rating) -> None:
        """Show what is stored."""
        if self.scale is not None:
            self.scale.clear()
            self.scale.set_value(one.rating)
        if self.rating is not None:
            self.rating.setText(one.rating)
        if self.least is not None:
            self.least.blockSignals(True)
            self.least.set_value(one.minimum_level)
            self.least.blockSignals(False)
        self.note.setText(one.note)
        self.note.setCursorPosition(0)

    def first(self) -> QWidget:
        """Where typing begins."""
        if self.scale is not None:
            return self.scale.button(self.scale.value or "0")
        return self.rating or self.note

    def _add_scale(self, line: QHBoxLayout, title: str) -> None:
        self.scale = _Scale([(value, value) for value in SCALE], self)
        self.scale.clear()
        self.scale.set_name(title)
        for value, words in SCALE.items():
            self.scale.button(value).setToolTip(_(words))
            self.scale.button(value).setAccessibleName(f"{value}, {_(words)}")
        self.scale.changed.connect(self.edited)
        line.addWidget(self.scale)

    def _add_codes(self, line: QHBoxLayout, title: str) -> None:
        theme, words = current_theme(), screen_wording()
        self.rating = text_field(LONGEST_RATING, _("Rating"))
        self.rating.setFixedWidth(theme.px(_RATING_UNITS))
        self.rating.setAccessibleName(_("{dimension}: rating", dimension=title))
        levels: list[tuple[object, str]] = [("", _("Least level"))]
        levels += [(each, level_words(self._edition, each, words)) for each in self._edition.levels]
        self.least = ChoiceField(levels)
        self.least.setAccessibleName(_("{dimension}: least level", dimension=title))
        self.rating.textEdited.connect(self.edited)
        self.least.currentIndexChanged.connect(self.edited)
        line.addWidget(self.rating)
        line.addWidget(self.least)


class RatingRows(QWidget):
    """All rows of an edition."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_theme().px(4))
        self.rows: dict[str, RatingRow] = {}
        self._heads: list[QWidget] = []

    def show_edition(self, edition: Edition) -> None:
        """Rows of this edition, empty."""
        for old in (*self.rows.values(), *self._heads):
            old.hide()
            old.deleteLater()
        self.rows, self._heads = {}, []
        language, before = screen_wording().language, ""
        for dimension in edition.dimensions:
            parent = text_in(dimension.parents, language)
            if parent != before:
                head = label(f"{dimension.key.partition('.')[0]} {parent}", "head", self)
                self._heads.append(head)
                self._column.addWidget(head)
                before = parent
            row = RatingRow(dimension, edition, self)
            row.edited.connect(self.edited)
            if row.scale is not None:
                row.scale.typed.connect(partial(self._on_typed, dimension.key))
            self.rows[dimension.key] = row
            self._column.addWidget(row)

    def values(self) -> dict[str, Rating]:
        """What is written, by dimension; empty rows are left out."""
        found = {key: row.value() for key, row in self.rows.items()}
        return {key: one for key, one in found.items() if one != Rating()}

    def show_values(self, ratings: Mapping[str, Rating]) -> None:
        """Show what is stored."""
        for key, row in self.rows.items():
            row.show_value(ratings.get(key, Rating()))

    def _on_typed(self, key: str) -> None:
        keys = list(self.rows)
        after = keys[keys.index(key) + 1 :]
        if after:
            self.rows[after[0]].first().setFocus()
