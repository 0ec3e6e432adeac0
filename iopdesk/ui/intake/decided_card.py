"""What was decided about eligibility: outcome, conditions, remedies, team; and the ones before."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from iopdesk.domain.eligibility import (
    OUTCOME_WORDS,
    RESULT_WORDS,
    Eligibility,
    EligibilityView,
    Outcome,
    Result,
    Test,
    criterion,
)
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.fact_list import FactList
from iopdesk.ui.widgets.label import label, rule
from iopdesk.ui.wording import _, screen_wording


class DecidedCard(Card):
    """Signals carry the decision or the test as shown, and whether it holds now."""

    conditions_met = Signal(object, bool)
    remedy_stands = Signal(object, bool)
    later_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("What was decided"), parent)
        page = QWidget(self)
        page.setProperty("bare", "true")
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_theme().px(12))
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        self.body.addWidget(area, 1)
        self._shown: list[QWidget] = []
        self.facts = FactList((), page)
        self._column.addWidget(self.facts)
        self._column.addStretch(1)

    def show_decisions(self, view: EligibilityView, *, may_write: bool) -> None:
        """Show the newest decision, and those before it in a line each."""
        for widget in self._shown:
            widget.hide()
            widget.deleteLater()
        self._shown = []
        newest = view.decided[-1]
        self.facts.set_facts(_facts(newest))
        if may_write:
            self._offer(newest)
        for before in reversed(view.decided[:-1]):
            self._add(rule(self))
            self._add(label(_in_a_line(before), "soft", self, wrap=True))

    def _offer(self, one: Eligibility) -> None:
        buttons = QWidget(self)
        buttons.setProperty("bare", "true")
        line = QVBoxLayout(buttons)
        line.setContentsMargins(0, 0, 0, 0)
        made: list[QPushButton] = []
        if one.conclusion.outcome == Outcome.CONDITIONAL:
            made += self._about_conditions(one, buttons)
        for test in one.tests:
            if test.draft.result == Result.REMEDY:
                made.append(self._about_remedy(test, buttons))
        for button in made:
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._add(buttons)

    def _about_conditions(self, one: Eligibility, parent: QWidget) -> list[QPushButton]:
        if one.conditions_met is not None:
            words = _("The conditions are not met after all")
            undo = quiet_button(words, "undo-2", parent)
            undo.clicked.connect(lambda _c=False: self.conditions_met.emit(one, False))
            return [undo]
        met = plain_button(_("The &conditions are met"), "check", parent)
        met.clicked.connect(lambda _c=False: self.conditions_met.emit(one, True))
        later = plain_button(_("Give them until another day…"), "", parent)
        later.clicked.connect(lambda _c=False: self.later_wanted.emit(one))
        return [met, later]

    def _about_remedy(self, test: Test, parent: QWidget) -> QPushButton:
        stands = test.remedy_done is None
        if stands:
            button = plain_button(_("Stands now: {remedy}", remedy=_remedy(test)), "check", parent)
        else:
            words = _("Does not stand after all: {remedy}", remedy=_remedy(test))
            button = quiet_button(words, "undo-2", parent)
        button.clicked.connect(lambda _c=False: self.remedy_stands.emit(test, stands))
        return button

    def _add(self, widget: QWidget) -> None:
        self._shown.append(widget)
        self._column.insertWidget(self._column.count() - 1, widget)


def _facts(one: Eligibility) -> list[tuple[str, str]]:
    words = screen_wording()
    conclusion = one.conclusion
    by = one.decided_by
    day = words.day_month_year(one.decided_at.date()) if one.decided_at else ""
    facts = [(_("Decided"), _("{day} by {name}", day=day, name=by))]
    facts.append((_("Assessed by"), one.assessor))
    if conclusion.conditions:
        facts.append((_("Conditions"), conclusion.conditions))
    if conclusion.conditional_until is not None:
        until = words.date_year(conclusion.conditional_until)
        if one.conditions_met is not None:
            met = words.day_month_year(one.conditions_met)
            until = _("{day}; met on {met}", day=until, met=met)
        facts.append((_("Met by"), until))
    if conclusion.note:
        facts.append((_("Note"), conclusion.note))
    for test in one.tests:
        known = criterion(test.draft.criterion)
        name = known.words[words.language] if known else test.draft.criterion
        facts.append((name, _test_words(test)))
    for opinion in one.opinions:
        said = _("agrees") if opinion.agrees else _("does not agree")
        facts.append((opinion.by, f"{said}: {opinion.words}" if opinion.words else said))
    return facts


def _test_words(test: Test) -> str:
    words = screen_wording()
    draft = test.draft
    parts = [_(RESULT_WORDS[Result(draft.result)]) if draft.result else "", _remedy(test)]
    if test.remedy_done is not None:
        parts.append(_("stands since {day}", day=words.day_month_year(test.remedy_done)))
    elif draft.remedy_due is not None:
        parts.append(_("by {day}", day=words.day_month_year(draft.remedy_due)))
    return "; ".join(part for part in (*parts, draft.evidence) if part)


def _remedy(test: Test) -> str:
    known = criterion(test.draft.criterion)
    key = test.draft.remedy
    named = known.remedy_words(key, screen_wording().language) if known and key else ""
    return ": ".join(part for part in (named, test.draft.remedy_words) if part)


def _in_a_line(one: Eligibility) -> str:
    words = screen_wording()
    day = words.day_month_year(one.decided_at.date()) if one.decided_at else ""
    outcome = _(OUTCOME_WORDS[Outcome(one.conclusion.outcome)])
    told = _("{day}: {outcome}, by {name}", day=day, outcome=outcome, name=one.decided_by)
    return f"{told}. {one.conclusion.note}" if one.conclusion.note else told
