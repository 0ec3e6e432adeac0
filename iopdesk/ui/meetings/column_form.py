"""Which column of an unknown table holds what: each head with sample values and a choice."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from iopdesk.directories.column_map import FIELD_WORDS, TableHeads, is_usable
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.elided import ElidedLabel
from iopdesk.ui.widgets.fields import ChoiceField
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _


class ColumnForm(Card):
    """`told` carries what each head holds, by its words."""

    told = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Which column holds what?"), parent)
        self.fields: dict[str, ChoiceField] = {}
        self.body.addWidget(
            label(
                _(
                    "This table calls its columns otherwise. Check what each holds; the answer is"
                    " remembered for the next list with the same columns."
                ),
                "soft",
                self,
                wrap=True,
            )
        )
        self._inside = QWidget(self)
        self._inside.setProperty("bare", "true")
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._inside)
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._area, 1)
        self.problem = label("", "problem", self, wrap=True)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.use = primary_button(_("&Read it this way"), "list-checks", self)
        self.use.clicked.connect(self._on_use)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.use)
        self.body.addLayout(line)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            enter = QShortcut(QKeySequence(key), self)
            enter.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            enter.activated.connect(self._on_use)

    def load(self, heads: TableHeads) -> None:
        """Ask about these columns; guesses are chosen already."""
        self.problem.hide()
        self.fields = {}
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._column.addWidget(self._grid(heads))
        self._column.addStretch(1)
        if self.fields:
            next(iter(self.fields.values())).setFocus()

    def columns(self) -> dict[str, str]:
        """What was chosen for each head."""
        return {head: str(field.value or "") for head, field in self.fields.items()}

    def _grid(self, heads: TableHeads) -> QWidget:
        theme = current_theme()
        made = QWidget(self._inside)
        made.setProperty("bare", "true")
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(6))
        for at, words in enumerate((_("Column"), _("It says"), _("It holds"))):
            grid.addWidget(label(words, "label", made), 0, at)
        choices: list[tuple[object, str]] = [(f, _(words)) for f, words in FIELD_WORDS.items()]
        for at, (head, samples) in enumerate(zip(heads.heads, heads.samples, strict=True), start=1):
            if head in self.fields:
                continue  # a second column of that name says no more than the first
            said = " · ".join(samples) or _("nothing")
            field = ChoiceField(choices, made)
            field.set_value(heads.guesses.get(head, ""))
            field.setAccessibleName(_("{column} holds", column=head))
            field.setAccessibleDescription(said)
            grid.addWidget(ElidedLabel(head, made, role="strong"), at, 0)
            grid.addWidget(ElidedLabel(said, made, role="soft"), at, 1)
            grid.addWidget(field, at, 2)
            self.fields[head] = field
        for at, (units, stretch) in enumerate(((120, 2), (180, 3), (200, 2))):
            grid.setColumnMinimumWidth(at, theme.px(units))
            grid.setColumnStretch(at, stretch)
        return made

    def _on_use(self) -> None:
        chosen = self.columns()
        if not is_usable(chosen):
            self.problem.setText(_("Say which column holds the name of the meeting."))
            self.problem.show()
            next(iter(self.fields.values())).setFocus()
            return
        self.problem.hide()
        self.told.emit(chosen)
