"""What stands in a plan beside its problems: strengths, needs, review, when to step down."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from iopdesk.domain.plan import Plan
from iopdesk.ui.plans.growing_text import ByField, GrowingText
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _


class AboutForm(QWidget):
    """`typed` carries the plan's id and the fields that changed."""

    typed = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self._plan: Plan | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_theme().px(6))
        self._column.addWidget(label(_("About the plan"), "head", self))
        self.texts = {
            "strengths": self._add("strengths", _("S&trengths"), _("I keep my word to my kids.")),
            "needs": self._add("needs", _("&Needs"), _("A quiet place to sleep.")),
            "abilities": self._add("abilities", _("A&bilities"), _("Reads and writes well.")),
            "preferences": self._add("preferences", _("Pre&ferences"), _("Morning calls.")),
            "step_down_when": self._add(
                "step_down_when",
                _("Ready to step do&wn when"),
                _("30 days sober, and a plan for the evenings."),
            ),
        }
        self.review = ByField("", self)
        self._label(_("Ne&xt review"), self.review)
        self.review.setMaximumWidth(current_theme().px(180))
        self.review.typed.connect(partial(self._tell, "next_review"))
        self._column.addWidget(self.review)
        self._column.addStretch(1)

    def show_plan(self, plan: Plan, *, read_only: bool) -> None:
        """Show the texts of a plan."""
        self._plan = plan
        for name, field in self.texts.items():
            field.load(getattr(plan, name))
            field.setReadOnly(read_only)
        self.review.setReadOnly(read_only)
        self.review.load(plan.next_review)

    def _add(self, name: str, words: str, example: str) -> GrowingText:
        field = GrowingText("", self, lines=2)
        field.setPlaceholderText(_("For example: {example}", example=example))
        field.typed.connect(partial(self._tell, name))
        self._label(words, field)
        self._column.addWidget(field)
        return field

    def _label(self, words: str, field: QWidget) -> None:
        head = QLabel(words, self)
        head.setProperty("role", "label")
        head.setBuddy(field)
        field.setAccessibleName(words.replace("&", ""))
        self._column.addWidget(head)

    def _tell(self, name: str, value: object) -> None:
        if self._plan is not None:
            self.typed.emit(self._plan.id, {name: value})
