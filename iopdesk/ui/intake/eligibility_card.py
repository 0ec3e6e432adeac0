"""Where eligibility stands, in the chart: what was decided, or what is still open."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from iopdesk.domain.eligibility import (
    OUTCOME_WORDS,
    Eligibility,
    EligibilityView,
    Outcome,
    criteria,
    open_tests,
)
from iopdesk.ui.widgets.buttons import plain_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.fact_list import FactList
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _, screen_wording


class EligibilityCard(Card):
    """Its button leads to the tests; the screen connects it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Eligibility"), parent)
        self.told = label("", "", self, wrap=True)
        self.facts = FactList((), self)
        self.open = plain_button(_("Go through the &tests"), "list-checks", self)
        self.body.addWidget(self.told)
        self.body.addWidget(self.facts)
        self.body.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)

    def show_view(self, view: EligibilityView) -> None:
        """Show the open decision where there is one, else the newest."""
        if view.current is not None:
            waiting = len(open_tests([one.draft for one in view.current.tests]))
            done = len(criteria()) - waiting
            self.told.setText(
                _("{n} of {all} tests answered; not decided yet.", n=done, all=len(criteria()))
            )
            self.facts.set_facts([])
            self.open.setText(_("Go on with the &tests"))
        elif view.decided:
            last = view.decided[-1]
            self.told.setText(_(OUTCOME_WORDS[Outcome(last.conclusion.outcome)]))
            self.facts.set_facts(_facts(last))
            self.open.setText(_("Show the &decision"))
        else:
            told = _("Not looked at yet: before the admission, go through the tests.")
            if view.in_program:
                told = _("No decision was written before the admission. It can be made up for.")
            self.told.setText(told)
            self.facts.set_facts([])
            self.open.setText(_("Go through the &tests"))
        self.facts.setVisible(view.current is None and bool(view.decided))


def _facts(one: Eligibility) -> list[tuple[str, str]]:
    words = screen_wording()
    day = words.day_month_year(one.decided_at.date()) if one.decided_at else ""
    facts = [(_("Decided"), _("{day} by {name}", day=day, name=one.decided_by))]
    if one.conclusion.conditions:
        facts.append((_("Conditions"), one.conclusion.conditions))
    if one.conditions_met is not None:
        facts.append((_("Met on"), words.day_month_year(one.conditions_met)))
    elif one.conclusion.conditional_until is not None:
        facts.append((_("Met by"), words.date_year(one.conclusion.conditional_until)))
    return facts
