"""The newest six-dimension assessment, short, beside the problems that are written from it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from iopdesk.domain.six_dimensions import (
    OCCASIONS,
    Dimension,
    DimensionAssessment,
    Rating,
    editions,
)
from iopdesk.services.dimension_words import dimension_words, rating_words
from iopdesk.ui.plans.plan_words import short_dimension
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import quiet_button
from iopdesk.ui.widgets.elided import ElidedLabel
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _, screen_wording


class DimensionNotes(QWidget):
    """A line a dimension: its rating, and the first line of what was noted; `asked` opens it."""

    asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self.assessment: DimensionAssessment | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(3))
        column.addWidget(label(_("Six dimensions"), "head", self))
        self.when = label("", "soft", self, wrap=True)
        self._lines = QWidget(self)
        self._lines.setProperty("bare", "true")
        self.open = quiet_button(_("Open the assessment"), "arrow-right", self)
        self.open.setToolTip("Ctrl+D")
        column.addWidget(self.when)
        column.addWidget(self._lines)
        column.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        self.open.clicked.connect(self.asked)

    def show_assessment(self, one: DimensionAssessment | None) -> None:
        """Show this one, or that none was made."""
        if one == self.assessment and self.when.text():
            return
        self.assessment = one
        self.when.setText(_when(one))
        lines = QWidget(self)
        lines.setProperty("bare", "true")
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(2))
        for each in editions()[one.draft.edition].dimensions if one else ():
            rated = one.draft.ratings.get(each.key, Rating()) if one else Rating()
            if rated != Rating():
                self._add(column, lines, each, rated)
        layout = self.layout()
        assert layout is not None
        layout.replaceWidget(self._lines, lines)
        self._lines.hide()
        self._lines.deleteLater()
        self._lines = lines

    def texts(self) -> list[str]:
        """The lines as shown."""
        return [each.text() for each in self._lines.findChildren(ElidedLabel)]

    def _add(self, column: QVBoxLayout, lines: QWidget, each: Dimension, rated: Rating) -> None:
        line = QHBoxLayout()
        line.setSpacing(current_theme().px(6))
        line.addWidget(ElidedLabel(_name(each), lines))
        line.addStretch(1)
        if each.is_rated:
            edition = editions()["4" if "." in each.key else "3"]
            words = rating_words(rated, edition, screen_wording())
            # a scale's number says it: the name keeps its room
            told = ElidedLabel(
                rated.rating if edition.has_scale and rated.rating else words, lines, role="strong"
            )
            told.setAccessibleName(words)
            told.keep_units(80)
            line.addWidget(told)
        column.addLayout(line)
        first = next(iter(rated.note.splitlines()), "")
        if first:
            column.addWidget(ElidedLabel(first, lines, role="soft"))


def _name(each: Dimension) -> str:
    if each.key.isdigit():
        return f"{each.key} {short_dimension(int(each.key))}"
    return dimension_words(each, screen_wording())


def _when(one: DimensionAssessment | None) -> str:
    if one is None or one.draft.day is None:
        return _("Not rated so far.")
    day = screen_wording().day_month_year(one.draft.day)
    words = _("{occasion}, {day}", occasion=_(OCCASIONS[one.draft.occasion]), day=day)
    return words if one.is_signed else _("{what} (draft)", what=words)
