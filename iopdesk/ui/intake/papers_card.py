"""Papers of the way in: print them, and note what became of the agreement's signature."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from iopdesk.domain.program_paper import PAPER_WORDS, GivenPaper, ProgramPaper
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.label import label, rule
from iopdesk.ui.wording import _, screen_wording


class PapersCard(Card):
    """`wanted` carries a paper to print; `signed`, `refused`, `mistaken` a paper that was given."""

    wanted = Signal(object)
    signed = Signal(object)
    refused = Signal(object)
    mistaken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Agreement and guide"), parent)
        self.agreement = plain_button(_("Program &agreement…"), "printer", self)
        self.guide = plain_button(_("Program &guide…"), "printer", self)
        self.agreement.clicked.connect(partial(self._want, ProgramPaper.AGREEMENT))
        self.guide.clicked.connect(partial(self._want, ProgramPaper.GUIDE))
        line = QHBoxLayout()
        line.setSpacing(current_theme().px(10))
        for button in (self.agreement, self.guide):
            line.addWidget(button)
        line.addStretch(1)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(current_theme().px(6))
        self.body.addLayout(self._rows)
        self.body.addLayout(line)
        self._shown: list[QWidget] = []

    def show_given(self, papers: Sequence[GivenPaper], *, may_write: bool) -> None:
        """Show what was handed over, the newest first."""
        for widget in self._shown:
            widget.hide()
            widget.deleteLater()
        self._shown = []
        if not papers:
            words = _("Neither was handed over yet. Printing one notes it here.")
            self._add(label(words, "soft", self, wrap=True))
        for at, paper in enumerate(papers):
            if at:
                self._add(rule(self))
            self._add(label(given_words(paper), "", self, wrap=True))
            if may_write and paper.waits_for_signature:
                self._add(self._signature(paper))

    def lines(self) -> list[str]:
        """What is shown of each paper."""
        return [each.text() for each in self._shown if hasattr(each, "text")]

    def _signature(self, paper: GivenPaper) -> QWidget:
        made = QWidget(self)
        made.setProperty("bare", "true")
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        for words, icon, tell in self._answers(paper):
            button = quiet_button(words, icon, made)
            button.clicked.connect(tell)
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        line.addStretch(1)
        return made

    def _answers(self, paper: GivenPaper) -> list[tuple[str, str, Callable[[], None]]]:
        return [
            (_("&Signed today"), "signature", lambda: self.signed.emit(paper)),
            (_("N&ot signed…"), "", lambda: self.refused.emit(paper)),
            (_("Not handed over…"), "", lambda: self.mistaken.emit(paper)),
        ]

    def _add(self, widget: QWidget) -> None:
        self._shown.append(widget)
        self._rows.addWidget(widget)

    def _want(self, paper: ProgramPaper, _checked: bool = False) -> None:
        self.wanted.emit(paper)


def given_words(paper: GivenPaper) -> str:
    """Such as "Program agreement, Nov 19, 2026 by D. Reyes: signed Nov 19, 2026"."""
    words = screen_wording()
    name = _(PAPER_WORDS[ProgramPaper(paper.kind)])
    day = words.day_month_year(paper.day)
    told = _("{paper}, handed over {day} by {name}", paper=name, day=day, name=paper.by)
    if paper.signed is not None:
        signed = words.day_month_year(paper.signed)
        return _("{paper}; signed {day}", paper=told, day=signed)
    if paper.why_not_signed:
        return _("{paper}; not signed: {why}", paper=told, why=paper.why_not_signed)
    if paper.waits_for_signature:
        return _("{paper}; not signed yet", paper=told)
    return told
