"""The six pages of a setback: each asks one thing, offers usual answers, and shows what helps."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from iopdesk.domain.setback import KIND_WORDS, LONGEST_LINE, SAFETY_WORDS, Safety, Step
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button
from iopdesk.ui.widgets.fact_list import FactList
from iopdesk.ui.widgets.fields import DateField, long_text_field, text_field
from iopdesk.ui.widgets.flow_layout import FlowLayout
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.notice_list import Notice, NoticeList
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.wording import _


class StepPage(QWidget):
    """What to know, the question with its fields, usual answers, and where to act."""

    def __init__(self, step: Step, guide: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = step
        self.setProperty("bare", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        column.addWidget(label(guide, "soft", self, wrap=True))
        self.notices = NoticeList(self)
        self.notices.hide()
        self.facts = FactList((), self)
        self.facts.hide()
        self.form = Form(self)
        self.answers = QWidget(self)
        self.answers.setProperty("bare", "true")
        self._flow = FlowLayout(self.answers)
        self.answers.hide()
        self.words: QPlainTextEdit | None = None
        for widget in (self.notices, self.facts, self.form, self.answers):
            column.addWidget(widget)
        column.addStretch(1)

    def ask(self, name: str, words: str, lines: int = 6) -> QPlainTextEdit:
        """The field whose words answer this step."""
        field = long_text_field(lines)
        # as high as asked: what can be pressed below it stays near
        field.setMaximumHeight(field.minimumHeight())
        self.words = self.form.add(name, words, field)
        return field

    def offer(self, answers: Sequence[str]) -> list[QPushButton]:
        """Usual answers: one press puts the sentence into the field, to be added to."""
        self._flow.clear()
        buttons = []
        for answer in answers:
            button = QPushButton(answer, self.answers)
            button.setAutoDefault(False)
            button.setProperty("option", "pick")
            button.clicked.connect(partial(self._on_answer, answer))
            self._flow.addWidget(button)
            buttons.append(button)
        self.answers.setVisible(bool(buttons))
        self.answers.updateGeometry()
        return buttons

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """What is known about it."""
        self.facts.set_facts(facts)
        self.facts.setVisible(bool(facts))

    def show_notices(self, notices: Sequence[Notice]) -> None:
        """What to look at, and where it leads."""
        self.notices.show_notices(notices)

    def _on_answer(self, answer: str, _checked: bool = False) -> None:
        field = self.words
        if field is None or answer in field.toPlainText():
            return
        typed = field.toPlainText().rstrip()
        field.setPlainText(f"{typed}\n{answer}" if typed else answer)
        field.setFocus()


class SetbackSteps(QWidget):
    """The pages by step; `edited` is sent when a person changes anything."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self.pages = {step: StepPage(step, guide) for step, guide in _guides().items()}
        self._build_what()
        self._build_safety()
        self._build_rest()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for page in self.pages.values():
            page.setParent(self)
            page.hide()
            column.addWidget(page)
            page.form.edited.connect(self.edited)

    def show_step(self, step: Step) -> None:
        """Show one page alone."""
        for each, page in self.pages.items():
            page.setVisible(each is step)

    def focus_first(self, step: Step) -> None:
        """Where a person begins to answer a step."""
        page = self.pages[step]
        if step is Step.WHAT:
            self.happened.setFocus()
        elif step is Step.SAFETY:
            self.safety.button(self.safety.value or Safety.SAFE).setFocus()
        elif page.words is not None:
            page.words.setFocus()

    def _build_what(self) -> None:
        page = self.pages[Step.WHAT]
        self.day = page.form.add("day", _("&Day"), DateField())
        kinds = [(kind, _(words)) for kind, words in KIND_WORDS.items()]
        self.kind = page.form.add("kind", _("Kind"), Segmented(kinds))
        self.learned = page.form.add(
            "learned_from", _("&Learned from"), text_field(LONGEST_LINE, _("such as: said so"))
        )
        self.happened = page.ask("what_happened", _("What &happened, in plain words"))

    def _build_safety(self) -> None:
        page = self.pages[Step.SAFETY]
        safeties = [(safety, _(words)) for safety, words in SAFETY_WORDS.items()]
        self.safety = page.form.add("safety", _("How safe is the client now?"), Segmented(safeties))
        self.safety.clear()
        self.safety_words = page.ask("safety_words", _("What was asked, and &what was done"))

    def _build_rest(self) -> None:
        level = self.pages[Step.LEVEL]
        self.level = level.ask("level_words", _("If it stays as it is: &why"), 4)
        self.place = plain_button(_("Change le&vel or hours…"), "route", level)
        layout = level.layout()
        assert isinstance(layout, QVBoxLayout)
        at_left = Qt.AlignmentFlag.AlignLeft
        layout.insertWidget(layout.indexOf(level.form), self.place, 0, at_left)
        groups = self.pages[Step.GROUPS]
        self.groups = groups.ask("groups_words", _("&What changes in groups"))
        groups.offer([_("Stays in the same groups."), _("Comes to one more group this week.")])
        supports = self.pages[Step.SUPPORTS]
        self.supports = supports.ask("supports_words", _("&Who was called, and what came of it"))
        supports.offer(
            [_("The client did not want anyone called."), _("The client called from here.")]
        )
        plan = self.pages[Step.PLAN]
        self.plan = plan.ask("plan_words", _("&What changes in the plan"))
        plan.offer([_("Plan review is due."), _("The plan fits as it is.")])
        level.offer([_("Level and hours stay as they are.")])
        self.pages[Step.SAFETY].offer(
            [_("Asked about harm and withdrawal: none."), _("988 was called together.")]
        )


def _guides() -> dict[Step, str]:
    return {
        Step.WHAT: _(
            "A setback is part of many recoveries. Write what happened without blame; "
            "the sobriety date and the stay are not touched."
        ),
        Step.SAFETY: _(
            "Ask about withdrawal, overdose, harm to self or others, and a safe place tonight."
        ),
        Step.LEVEL: _("Would more hours or another level help now? Either answer is right."),
        Step.GROUPS: _("Which groups would help this week?"),
        Step.SUPPORTS: _("Only people with a release in force may be called by the clinic."),
        Step.PLAN: _("What did this teach that belongs into the plan?"),
    }
