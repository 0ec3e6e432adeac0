"""Too few people to call when it gets risky: said where the plan is written."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import quiet_button
from iopdesk.ui.widgets.notice_list import Notice, NoticeList
from iopdesk.ui.wording import _, ngettext_


class NetworkNote(QWidget):
    """`asked` leads to the people; nothing is shown while there are enough."""

    asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(3))
        self.notices = NoticeList(self)
        self.open = quiet_button(_("People who help"), "arrow-right", self)
        column.addWidget(self.notices)
        column.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        self.open.clicked.connect(self.asked)
        self.hide()

    def show_people(self, reachable: int, wanted: int) -> None:
        """Say how many there are, if that is too few."""
        self.setVisible(reachable < wanted)
        told = ngettext_(
            "{n} person can be reached when it gets risky; {wanted} are wanted.",
            "{n} people can be reached when it gets risky; {wanted} are wanted.",
            reachable,
            wanted=wanted,
        )
        self.notices.show_notices([Notice(told, "warn")])
