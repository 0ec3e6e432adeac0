"""The end of eligibility: what the answers say, the team, and the decision a person makes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from iopdesk.domain.eligibility import (
    OUTCOME_WORDS,
    RESULT_WORDS,
    Conclusion,
    Eligibility,
    Outcome,
    Result,
    conditions_of,
    criteria,
    criterion,
    open_tests,
    suggested_outcome,
)
from iopdesk.domain.language import Language
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button
from iopdesk.ui.widgets.fact_list import FactList
from iopdesk.ui.widgets.fields import DateField, low_text_field
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.notice_list import Notice, NoticeList
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.wording import _, ngettext_, screen_wording


class OutcomePage(QWidget):
    """`edited` is sent when a person changes the proposal."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        self.notices = NoticeList(self)
        self.answers = FactList((), self)
        self.form = form = Form(self)
        outcomes = [(outcome, _(words)) for outcome, words in OUTCOME_WORDS.items()]
        self.outcome = form.add("outcome", _("What is decided"), Segmented(outcomes))
        self.conditions = form.add("conditions", _("Cond&itions, a line each"), low_text_field(3))
        self.until = form.add("conditional_until", _("Met &by"), DateField())
        self.note = form.add(
            "note",
            _("&Why, and what is offered instead"),
            low_text_field(3),
            hint=_("For the waitlist and for “not now” it stands in the client's letter."),
        )
        self.team = FactList((), self)
        column.addWidget(self.notices)
        column.addWidget(self.answers)
        column.addWidget(form)
        column.addWidget(label(_("What the team says"), "head", self))
        column.addWidget(self.team)
        column.addLayout(self._build_opinions())
        column.addStretch(1)
        form.edited.connect(self._on_edited)

    def show_eligibility(self, found: Eligibility | None, language: Language, wanted: int) -> None:
        """Show the answers and what is proposed; a first proposal comes from the answers.

        `wanted` is how many of the team are to be heard first.
        """
        tests = [one.draft for one in found.tests] if found else []
        conclusion = found.conclusion if found else Conclusion()
        suggested = suggested_outcome(tests)
        self.notices.show_notices(_notices(found, wanted))
        self.answers.set_facts(
            [(one.words[language], _answer(found, one.key, language)) for one in criteria()]
        )
        with self.form.loading():
            self.outcome.clear()
            proposed = conclusion.outcome or (suggested.value if suggested else "")
            if proposed:
                self.outcome.set_value(Outcome(proposed))
            self.conditions.setPlainText(conclusion.conditions or conditions_of(tests, language))
            due = max((one.remedy_due for one in tests if one.remedy_due), default=None)
            self.until.set_value(conclusion.conditional_until or due)
            self.note.setPlainText(conclusion.note)
        self.form.clear_problems()
        self._show_fields()
        self._show_team(found)

    def draft(self) -> Conclusion:
        """The proposal as the page holds it."""
        outcome = self.outcome.value
        is_conditional = outcome == Outcome.CONDITIONAL
        return Conclusion(
            outcome.value if isinstance(outcome, Outcome) else "",
            self.conditions.toPlainText().strip() if is_conditional else "",
            self.until.value if is_conditional else None,
            self.note.toPlainText().strip(),
        )

    def focus_first(self) -> None:
        """Where a person begins."""
        value = self.outcome.value
        self.outcome.button(value if isinstance(value, Outcome) else Outcome.ELIGIBLE).setFocus()

    def _build_opinions(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(current_theme().px(10))
        self.agree = plain_button(_("I a&gree"), "check", self)
        self.disagree = plain_button(_("I don't agree…"), "", self)
        for button in (self.agree, self.disagree):
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        line.addStretch(1)
        return line

    def _show_team(self, found: Eligibility | None) -> None:
        words = screen_wording()
        opinions = found.opinions if found else ()
        facts = [
            (
                f"{one.by}, {words.day_month(one.at.date())}",
                ": ".join(
                    part
                    for part in (_("agrees") if one.agrees else _("does not agree"), one.words)
                    if part
                ),
            )
            for one in opinions
        ]
        self.team.set_facts(facts or [(_("Nobody has said anything yet."), "")])
        for button in (self.agree, self.disagree):
            button.setEnabled(found is not None)

    def _on_edited(self) -> None:
        self._show_fields()
        self.edited.emit()

    def _show_fields(self) -> None:
        is_conditional = self.outcome.value == Outcome.CONDITIONAL
        self.form.show_field("conditions", is_conditional)
        self.form.show_field("conditional_until", is_conditional)


def _answer(found: Eligibility | None, key: str, language: Language) -> str:
    test = found.test(key) if found else None
    if test is None or not test.is_answered:
        return _("no answer yet")
    known = criterion(key)
    told = _(RESULT_WORDS[Result(test.result)])
    remedy = known.remedy_words(test.remedy, language) if known and test.remedy else ""
    more = "; ".join(part for part in (remedy, test.remedy_words, test.evidence) if part)
    return f"{told}: {more}" if more else told


def _notices(found: Eligibility | None, wanted: int) -> list[Notice]:
    tests = [one.draft for one in found.tests] if found else []
    waiting = open_tests(tests)
    if waiting:
        words = ngettext_(
            "{n} test has no answer yet.", "{n} tests have no answer yet.", len(waiting)
        )
        return [Notice(words, "warn")]
    notices = []
    suggested = suggested_outcome(tests)
    if suggested is Outcome.ELIGIBLE:
        notices.append(Notice(_("Every test is met."), "good"))
    elif suggested is Outcome.CONDITIONAL:
        notices.append(Notice(_("Every test is met, some with a remedy."), "good"))
    else:
        words = _("A test is not met. That refuses nobody: weigh it with the team.")
        notices.append(Notice(words, "warn"))
    missing = wanted - len(found.opinions) if found else 0
    if missing > 0:
        told = ngettext_(
            "{n} of the team has to say something first.",
            "{n} of the team have to say something first.",
            missing,
        )
        notices.append(Notice(told, "info"))
    if found is not None and any(not one.agrees for one in found.opinions):
        notices.append(Notice(_("Someone of the team does not agree."), "warn"))
    return notices
