"""Tells of a bug: its number, what was saved, and a report to copy."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from iopdesk.ui.incident import Incident
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button
from iopdesk.ui.widgets.decision_dialog import DecisionDialog
from iopdesk.ui.wording import _


class IncidentDialog(DecisionDialog):
    """Says that something went wrong in the program, not by the person's doing."""

    def __init__(self, incident: Incident, parent: QWidget | None) -> None:
        super().__init__(
            _("Something went wrong in IOP Desk (incident {number}).", number=incident.number),
            _(
                "What you saved before is safe. What you were just doing may not be: look before"
                " you repeat it. The report below names no client."
            ),
            [_("&Go on")],
            parent,
            icon=("circle-alert", "bad"),
        )
        self._report = incident.report
        text = QPlainTextEdit(incident.report, self)
        text.setReadOnly(True)
        text.setMinimumHeight(current_theme().px(140))
        text.setAccessibleName(_("Report"))
        copy = plain_button(_("&Copy report"), "copy", self)
        copy.clicked.connect(self._on_copy)
        self.body.addWidget(text)
        self.body.addWidget(copy)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
