"""Evaluations with the reports that came from outside: opened in the window, never on the disk."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iopdesk.domain.attachment import AttachmentLine
from iopdesk.domain.evaluation import Evaluation
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.flow_layout import FlowLayout
from iopdesk.ui.widgets.label import label, rule
from iopdesk.ui.wording import _, screen_wording


class ReportsCard(Card):
    """`attach` carries an evaluation; `opened` and `taken_off` a report."""

    attach = Signal(object)
    opened = Signal(object)
    taken_off = Signal(object)
    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Evaluations"), parent)
        self.change = quiet_button(_("&Enter or change"), "pencil", self)
        self.change.clicked.connect(self.wanted)
        self.add_to_head(self.change)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(current_theme().px(6))
        self.body.addLayout(self._rows)
        self._shown: list[QWidget] = []

    def show_evaluations(
        self,
        evaluations: Sequence[Evaluation],
        reports: Mapping[UUID, Sequence[AttachmentLine]],
        *,
        may_write: bool,
    ) -> None:
        """Show each with its reports."""
        for widget in self._shown:
            widget.hide()
            widget.deleteLater()
        self._shown = []
        self.change.setVisible(may_write)
        if not evaluations:
            words = _("No evaluation is listed: medical, physical, mental health, substance use.")
            self._add(label(words, "soft", self, wrap=True))
        for at, one in enumerate(evaluations):
            if at:
                self._add(rule(self))
            self._add(label(one.in_words(screen_wording()), "", self, wrap=True))
            found = reports.get(one.evaluation_id, ()) if one.evaluation_id else ()
            self._add(self._line(one, found, may_write))

    def lines(self) -> list[str]:
        """What is said of each evaluation."""
        return [each.text() for each in self._shown if hasattr(each, "text")]

    def _line(self, one: Evaluation, reports: Sequence[AttachmentLine], may_write: bool) -> QWidget:
        made = QWidget(self)
        made.setProperty("bare", "true")
        flow = FlowLayout(made)
        for report in reports:
            button = quiet_button(report.name, "file-text", made)
            button.setAccessibleName(_("Open the report {name}", name=report.name))
            button.clicked.connect(lambda _c=False, report=report: self.opened.emit(report))
            flow.addWidget(button)
            if may_write:
                off = quiet_button("", "x", made)
                off.setAccessibleName(_("Take the report {name} off", name=report.name))
                off.setToolTip(off.accessibleName())
                off.clicked.connect(lambda _c=False, report=report: self.taken_off.emit(report))
                flow.addWidget(off)
        if may_write:
            add = quiet_button(_("Attach a report…"), "upload", made)
            add.setAccessibleDescription(one.in_words(screen_wording()))
            add.clicked.connect(lambda _c=False, one=one: self.attach.emit(one))
            flow.addWidget(add)
        return made

    def _add(self, widget: QWidget) -> None:
        self._shown.append(widget)
        self._rows.addWidget(widget)
