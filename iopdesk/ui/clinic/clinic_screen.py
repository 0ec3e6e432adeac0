"""The clinic: its facts, staff, backups, passwords, and the look of this computer."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from iopdesk.ui.clinic.backup_card import BackupCard
from iopdesk.ui.clinic.clinic_facts_card import ClinicFactsCard
from iopdesk.ui.clinic.closed_days_card import ClosedDaysCard
from iopdesk.ui.clinic.computer_card import ComputerCard
from iopdesk.ui.clinic.instrument_plan_card import InstrumentPlanCard
from iopdesk.ui.clinic.recovery_card import RecoveryCard
from iopdesk.ui.clinic.rules_card import RulesCard
from iopdesk.ui.clinic.staff_card import StaffCard
from iopdesk.ui.desk import Desk
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.wording import _


class ClinicScreen(Screen):
    """Two columns of cards; one in narrow windows."""

    shows = frozenset({"clinic", "staff", "setting", "closed_day", "instrument_schedule"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        column = self.page_layout()
        title = TitleBar(_("Clinic"), self)
        words = _("Progra&ms and phases")
        self.programs = title.add_action(plain_button(words, "route", self))
        self.programs.clicked.connect(self._on_programs)
        column.addWidget(title)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget(scroll)
        scroll.setWidget(page)
        column.addWidget(scroll, 1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, page)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(current_theme().px(12))
        self.facts = ClinicFactsCard(desk, page)
        self.staff = StaffCard(desk, page)
        self.rules = RulesCard(desk, page)
        self.closed = ClosedDaysCard(desk, page)
        self.instruments = InstrumentPlanCard(desk, page)
        self.computer = ComputerCard(desk, page)
        self.backup = BackupCard(desk, page)
        self.recovery = RecoveryCard(desk, page)
        self._columns.addLayout(_column_of(self.facts, self.staff, self.rules), 3)
        self._columns.addLayout(
            _column_of(self.closed, self.instruments, self.computer, self.backup, self.recovery),
            2,
        )

    def refresh(self) -> None:
        """Ask for facts, staff and the last backup."""
        self.facts.refresh()
        self.staff.refresh()
        self.rules.refresh()
        self.closed.refresh()
        self.instruments.refresh()
        self.backup.refresh()

    def reflow(self, narrow: bool) -> None:
        """One column in narrow windows."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)
        self.staff.table.reflow(narrow)

    def has_unsaved(self) -> bool:
        """Whether facts or rules were typed and not saved."""
        return self.facts.form.is_dirty or self.rules.form.is_dirty

    def place(self) -> str:
        """Its name in back links."""
        return _("Clinic")

    def _on_programs(self) -> None:
        self.desk.navigation.open("programs")


def _column_of(*cards: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(current_theme().px(12))
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return column
