"""The line above the calendar: which view, which days, and what is left out."""

from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from iopdesk.domain.appointment import AppointmentKind
from iopdesk.domain.calendar import GROUP, CalendarFilter
from iopdesk.domain.staff_member import StaffName
from iopdesk.ui.calendar.calendar_words import kind_words
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, quiet_button
from iopdesk.ui.widgets.elided import ElidedLabel
from iopdesk.ui.widgets.fields import ChoiceField
from iopdesk.ui.widgets.flow_layout import FlowLayout
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.wording import _

_APPOINTMENTS = "appointments"


class View(StrEnum):
    """How the calendar is shown."""

    DAY = "day"
    WEEK = "week"
    ROSTER = "roster"
    LIST = "list"


class ColumnsBy(StrEnum):
    """What the columns of a day are."""

    STAFF = "staff"
    ROOM = "room"


class CalendarBar(QWidget):
    """`stepped` carries -1 or 1; `filtered` says that something else is to be shown."""

    view_chosen = Signal(object)
    stepped = Signal(int)
    today_asked = Signal()
    filtered = Signal()
    client_left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self._client_id: UUID | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(8))
        flow_box = QWidget(self)
        flow_box.setProperty("bare", "true")
        flow = FlowLayout(flow_box)
        column.addWidget(flow_box)
        self.view = Segmented(
            [
                (View.DAY, _("Day")),
                (View.WEEK, _("Week")),
                (View.ROSTER, _("Expected")),
                (View.LIST, _("List")),
            ],
            self,
        )
        self.view.set_name(_("View"))
        self.columns = Segmented(
            [(ColumnsBy.STAFF, _("By staff")), (ColumnsBy.ROOM, _("By room"))], self
        )
        self.columns.set_name(_("Columns"))
        flow.addWidget(self._steps())
        flow.addWidget(self.view)
        flow.addWidget(self.columns)
        self._add_filters(flow)
        self._connect()

    def offer(self, staff: Sequence[StaffName], rooms: Sequence[str]) -> None:
        """Whom and which rooms to choose from."""
        self.staff.set_choices(
            [(None, _("All staff")), *((each.staff_id, each.name) for each in staff)]
        )
        self.room.set_choices([("", _("All rooms")), *((room, room) for room in rooms)])

    def show_client(self, client_id: UUID | None, name: str = "") -> None:
        """Show only one client's days; the button ends that."""
        self._client_id = client_id
        self.client.setText(_("Only {name}", name=name))
        self.client.setAccessibleName(_("Show everybody, not only {name}", name=name))
        self.client.setVisible(client_id is not None)

    def wish(self) -> CalendarFilter:
        """What is to be shown."""
        staff, room, kind = self.staff.value, self.room.value, self.kind.value
        kinds: frozenset[str] = frozenset()
        if kind == _APPOINTMENTS:
            kinds = frozenset(AppointmentKind)
        elif kind:
            kinds = frozenset({str(kind)})
        return CalendarFilter(
            staff_id=staff if isinstance(staff, UUID) else None,
            room=str(room or ""),
            client_id=self._client_id,
            kinds=kinds,
        )

    def show_view(self, view: View) -> None:
        """Which view is on."""
        self.view.set_value(view)
        self.columns.setVisible(view is View.DAY)

    def _steps(self) -> QWidget:
        box = QWidget(self)
        box.setProperty("bare", "true")
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(current_theme().px(4))
        self.before = plain_button("", "chevron-left", box)
        self.before.setAccessibleName(_("Earlier"))
        self.today = plain_button(_("&Today"), "", box)
        self.after = plain_button("", "chevron-right", box)
        self.after.setAccessibleName(_("Later"))
        self.span = ElidedLabel("", box, role="head")
        for button in (self.before, self.today, self.after):
            line.addWidget(button)
        line.addSpacing(current_theme().px(6))
        line.addWidget(self.span)
        return box

    def _add_filters(self, flow: FlowLayout) -> None:
        self.staff = self._choice(_("Staff"), [(None, _("All staff"))])
        self.room = self._choice(_("Room"), [("", _("All rooms"))])
        kinds = [(kind.value, kind_words(kind)) for kind in AppointmentKind]
        self.kind = self._choice(
            _("Kind"),
            [
                ("", _("Everything")),
                (GROUP, _("Groups only")),
                (_APPOINTMENTS, _("Appointments only")),
                *kinds,
            ],
        )
        for field in (self.staff, self.room, self.kind):
            flow.addWidget(field)
            field.currentIndexChanged.connect(self._on_filtered)
        self.client = quiet_button("", "x", self)
        self.client.hide()
        flow.addWidget(self.client)

    def _choice(self, name: str, choices: Sequence[tuple[object, str]]) -> ChoiceField:
        field = ChoiceField(choices, self)
        field.setAccessibleName(name)
        field.setMinimumContentsLength(7)
        return field

    def _connect(self) -> None:
        self.view.changed.connect(self.view_chosen)
        self.columns.changed.connect(self._on_filtered)
        self.before.clicked.connect(lambda: self.stepped.emit(-1))
        self.after.clicked.connect(lambda: self.stepped.emit(1))
        self.today.clicked.connect(self.today_asked)
        self.client.clicked.connect(self.client_left)

    def _on_filtered(self, *_what: object) -> None:
        self.filtered.emit()
