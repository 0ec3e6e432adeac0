"""The left column: problems, what stands before signing, signatures and versions."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from iopdesk.domain.check import Check
from iopdesk.domain.plan import Plan, PlanState, checklist
from iopdesk.services.plan_service import PlanVersion
from iopdesk.ui.plans.dimension_notes import DimensionNotes
from iopdesk.ui.plans.network_note import NetworkNote
from iopdesk.ui.plans.plan_words import (
    lacking_words,
    met_words,
    problem_facts,
    problem_name,
    review_words,
)
from iopdesk.ui.plans.problem_list import Entry, ProblemList
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.chip import Chip
from iopdesk.ui.widgets.flow_layout import FlowLayout
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _, ngettext_, screen_wording

_MOST_LACKING = 8


class PlanSide(Card):
    """Shows a plan in short; `check_pressed` carries a line of the checklist to go to."""

    check_pressed = Signal(object)
    signed_on_paper = Signal()
    did_not_sign = Signal()
    version_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Problems"), parent)
        theme = current_theme()
        inside = QWidget(self)
        inside.setProperty("bare", "true")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self.list = ProblemList(inside)
        self.add = plain_button(_("&Problem"), "plus", inside)
        self.add.setAccessibleName(_("Add a problem"))
        self.network, self.dimensions = NetworkNote(inside), DimensionNotes(inside)
        self._checks_head = label(_("Before it can be signed"), "head", inside, wrap=True)
        self._checks = self._flow(inside)
        self._signatures = QWidget(inside)
        self._signatures.setProperty("bare", "true")
        self._signature_lines = QVBoxLayout(self._signatures)
        self._versions = QWidget(inside)
        self._versions.setProperty("bare", "true")
        self._version_lines = QVBoxLayout(self._versions)
        for lines in (self._signature_lines, self._version_lines):
            lines.setContentsMargins(0, 0, 0, 0)
            lines.setSpacing(theme.px(4))
        column.addWidget(self.list)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (
            (self.network, self._checks_head, self._checks),
            (self._signatures,),
            (self.dimensions,),
            (self._versions,),
        ):
            column.addSpacing(theme.px(8))
            for widget in part:
                column.addWidget(widget)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self.body.addWidget(area, 1)

    def show_plan(self, plan: Plan, current: UUID | None) -> None:
        """Show the problems, and the page about the plan below them."""
        entries = [
            Entry(problem.id, f"{at} {problem_name(problem)}", problem_facts(problem))
            for at, problem in enumerate(plan.problems, start=1)
        ]
        about = Entry(None, _("About the plan"), _("Strengths, needs. ") + review_words(plan))
        self.list.show_entries([*entries, about], current)

    def show_checks(self, plan: Plan, diagnoses: int) -> None:
        """Show what stands and what is missing, the missing as buttons that go there."""
        checks = checklist(plan, diagnoses)
        flow = self._checks.layout()
        assert isinstance(flow, FlowLayout)
        flow.clear()
        for words in met_words(plan, checks):
            flow.addWidget(Chip(words, "good", self._checks))
        lacking = [check for check in checks if not check.is_met]
        for check in lacking[:_MOST_LACKING]:
            flow.addWidget(self._lacking(check))
        more = len(lacking) - _MOST_LACKING
        if more > 0:
            words = ngettext_("and {n} more", "and {n} more", more)
            flow.addWidget(Chip(words, "warn", self._checks))
        self._checks.updateGeometry()

    def show_state(
        self,
        plan: Plan,
        versions: Sequence[PlanVersion],
        *,
        can_write: bool,
        is_newest: bool,
    ) -> None:
        """Show the lower part that fits the state: checks, or signatures; and the versions."""
        is_draft = plan.state is PlanState.DRAFT
        self.add.setVisible(is_draft and can_write)
        self._checks_head.setVisible(is_draft)
        self._checks.setVisible(is_draft)
        self._signatures.setVisible(not is_draft)
        _empty(self._signature_lines)
        if not is_draft:
            self._show_signatures(plan, can_write=can_write and is_newest)
        _empty(self._version_lines)
        self._versions.setVisible(len(versions) > 1)
        self._show_versions(plan, versions)

    def chips(self) -> list[str]:
        """The words of the checklist as shown."""
        flow = self._checks.layout()
        assert isinstance(flow, FlowLayout)
        return _texts(flow)

    def signature_texts(self) -> list[str]:
        """The lines about signatures as shown."""
        return _texts(self._signature_lines)

    def _lacking(self, check: Check) -> QPushButton:
        button = QPushButton(lacking_words(check), self._checks)
        button.setAutoDefault(False)
        button.setProperty("chipbutton", "warn")
        button.setToolTip(
            _("Go there") if check.is_needed else _("Not needed for signing. Go there")
        )
        button.clicked.connect(partial(self.check_pressed.emit, check))
        return button

    def _show_signatures(self, plan: Plan, *, can_write: bool) -> None:
        lines = self._signature_lines
        lines.addWidget(label(_("Signatures"), "head", self._signatures))
        for each in plan.signatures:
            day = screen_wording().day_month_year(each.signed_at.astimezone().date())
            if each.signer == "staff":
                words = _("{name}, {day}", name=each.name, day=day)
            elif each.how == "paper":
                words = _("Client: signed on paper, {day}", day=day)
            else:
                words = _("Client: did not want to sign, {day}", day=day)
                words = f"{words}. {each.note}" if each.note else words
            lines.addWidget(label(words, "", self._signatures, wrap=True))
        if any(each.signer == "client" and each.how == "paper" for each in plan.signatures):
            return
        if not any(each.signer == "client" for each in plan.signatures):
            words = _("The client has not signed yet. Print the plan, then note it here.")
            lines.addWidget(label(words, "soft", self._signatures, wrap=True))
        if can_write:
            paper = plain_button(_("Signed on paper"), "signature", self._signatures)
            paper.clicked.connect(self.signed_on_paper)
            refused = quiet_button(_("Did not want to sign…"), "", self._signatures)
            refused.clicked.connect(self.did_not_sign)
            lines.addWidget(paper, 0, Qt.AlignmentFlag.AlignLeft)
            lines.addWidget(refused, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_versions(self, plan: Plan, versions: Sequence[PlanVersion]) -> None:
        lines = self._version_lines
        lines.addWidget(label(_("Versions"), "head", self._versions))
        for each in versions:
            day = screen_wording().day_month_year(each.begun)
            words = _("Version {number}, {day}", number=each.version, day=day)
            if each.plan_id == plan.id:
                lines.addWidget(label(words, "strong", self._versions))
                continue
            button = quiet_button(words, "", self._versions)
            button.clicked.connect(partial(self.version_asked.emit, each.plan_id))
            lines.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    @staticmethod
    def _flow(parent: QWidget) -> QWidget:
        made = QWidget(parent)
        made.setProperty("bare", "true")
        FlowLayout(made, gap=6)
        return made


def _texts(lines: QLayout) -> list[str]:
    items = [lines.itemAt(at) for at in range(lines.count())]
    widgets = [item.widget() for item in items if item is not None]
    return [each.text() for each in widgets if isinstance(each, (QLabel, QPushButton))]


def _empty(lines: QVBoxLayout) -> None:
    while (item := lines.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
