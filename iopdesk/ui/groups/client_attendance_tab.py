"""The Attendance tab of a chart: this week's hours, the strip since admission, every session."""

import uuid
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from iopdesk.domain.attendance import AttendanceStrip, Mark, StripMark
from iopdesk.domain.outreach import OutreachCall
from iopdesk.domain.week import WeekBlock, WeekDose
from iopdesk.services.attendance_drawing import attendance_drawing
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.ui.desk import Desk
from iopdesk.ui.groups.group_words import mark_words, weekly_words
from iopdesk.ui.groups.outreach_view import call_words
from iopdesk.ui.groups.strip_words import FILTERS, filtered, remark_words
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.bar import BarRow
from iopdesk.ui.widgets.buttons import quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.fact_list import FactList
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.widgets.svg_view import SvgView
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import _, screen_wording

# the strip was drawn for paper
_STRIP_TIMES = 1.3
_TONES = {
    Mark.PRESENT: "good",
    Mark.LATE: "warn",
    Mark.LEFT_EARLY: "warn",
    Mark.EXCUSED: "info",
    Mark.ABSENT: "bad",
}


@dataclass(frozen=True)
class _Attendance:
    """All that the tab shows."""

    strip: AttendanceStrip
    dose: WeekDose
    week: tuple[WeekBlock, ...]
    calls: tuple[OutreachCall, ...]
    svg: str
    words: str


class ClientAttendanceTab(Screen):
    """Shows one client; sessions are marked on the group's screen."""

    shows = frozenset(
        {
            "outreach_call",
            "appointment",
            "attendance",
            "roster_place",
            "placement",
            "group_slot",
            "group_session",
        }
    )
    scrolls = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: uuid.UUID | None = None
        self._marks: tuple[StripMark, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget(scroll)
        scroll.setWidget(page)
        column.addWidget(scroll)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, page)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(current_theme().px(12))
        self._columns.addWidget(self._build_sessions(page), 3)
        self._columns.addLayout(self._build_side(page), 2)

    def open_record(self, record_id: uuid.UUID | None, **more: object) -> None:
        """A client."""
        self._client_id = record_id
        self._marks = ()
        self._rows.set_rows([])
        self.filter.set_value("")

    def refresh(self) -> None:
        """Ask for the client's attendance."""
        if self._client_id is not None:
            theme = self.desk.theme
            colours = (theme.hex("ink"), theme.hex("ink_soft"), theme.hex("surface"))
            call = partial(_read, self.desk.services, self._client_id, colours)
            self.desk.background.run(self, call, self._show, ticket="attendance")

    def reflow(self, narrow: bool) -> None:
        """One column in narrow windows."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)
        self.table.reflow(narrow)
        self.table.setMinimumHeight(current_theme().px(300) if narrow else 0)

    def place(self) -> str:
        """Its name."""
        return _("Attendance")

    def _build_sessions(self, page: QWidget) -> Card:
        card = Card(_("Sessions since admission"), page)
        self._rows: RowsModel[StripMark] = RowsModel(_columns(), self)
        self.table = TableView(self._rows, "client_attendance", card)
        self.table.setAccessibleName(_("Sessions since admission"))
        self._empty = EmptyState(
            _("No sessions yet. Add the client to a group's roster."), None, card
        )
        self.filter = Segmented([(key, _(words)) for key, words in FILTERS.items()], card)
        self.filter.set_name(_("Which sessions"))
        self.filter.changed.connect(self._show_rows)
        card.body.addWidget(self.filter)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self._empty, 1)
        return card

    def _build_side(self, page: QWidget) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(current_theme().px(12))
        week = Card(_("This week"), page)
        self.hours = BarRow(_("Treatment hours"), week)
        self.reach = label("", "hint", week, wrap=True)
        week.body.addWidget(self.hours)
        week.body.addWidget(self.reach)
        groups = Card(_("Groups"), page)
        self.groups = FactList((), groups)
        groups.body.addWidget(self.groups)
        strip = Card(_("Since admission"), page)
        self.share = label("", "strong", strip)
        self.strip = SvgView(strip, times=_STRIP_TIMES)
        strip.body.addWidget(self.share)
        strip.body.addWidget(self.strip)
        side.addWidget(week)
        side.addWidget(groups)
        side.addWidget(strip)
        side.addWidget(self._build_calls(page))
        side.addStretch(1)
        return side

    def _build_calls(self, page: QWidget) -> Card:
        card = Card(_("Calls after absences"), page)
        self.reach_client = quiet_button(_("Reach the client"), "phone", card)
        self.reach_client.clicked.connect(self._on_reach)
        card.add_to_head(self.reach_client)
        self.calls = FactList((), card)
        self._no_calls = label(_("None yet."), "hint", card)
        card.body.addWidget(self.calls)
        card.body.addWidget(self._no_calls)
        return card

    def _on_reach(self) -> None:
        self.desk.navigation.open("outreach", self._client_id)

    def _show_rows(self, *_chosen: object) -> None:
        self._rows.set_rows(filtered(self._marks, str(self.filter.value)))

    def _show(self, found: _Attendance) -> None:
        self._marks = found.strip.marks[::-1]
        self._show_rows()
        self.table.setVisible(bool(self._marks))
        self.filter.setVisible(bool(self._marks))
        self._empty.setVisible(not self._marks)
        self.calls.set_facts([_call_fact(call) for call in found.calls])
        self._no_calls.setVisible(not found.calls)
        self._show_week(found.dose)
        self.groups.set_facts(_group_facts(found.week))
        share = found.strip.share
        told = "" if share is None else _("{n}% attended", n=round(share * 100))
        self.share.setText(told)
        self.strip.show_drawing(found.svg, found.words)
        self.strip.setVisible(bool(found.svg))

    def _show_week(self, dose: WeekDose) -> None:
        hours = screen_wording().hours
        numbers = f"{hours(dose.attended)} / {hours(dose.prescribed)}"
        self.hours.show_share(dose.share, numbers, "mark_bad" if dose.is_out_of_reach else "accent")
        if dose.is_out_of_reach:
            words = _(
                "{can} of {all} hours can still be reached this week.",
                can=hours(dose.reachable),
                all=hours(dose.prescribed),
            )
        else:
            words = _("The prescribed hours can be reached this week.")
        self.reach.setText(words)


def _read(
    services: ClinicServices, client_id: uuid.UUID, colours: tuple[str, str, str]
) -> _Attendance:
    strip = services.attendance.strip(client_id)
    drawing = attendance_drawing(strip, screen_wording().language, *colours)
    return _Attendance(
        strip=strip,
        dose=services.attendance.week_dose(client_id),
        week=services.roster.client_week(client_id),
        calls=services.outreach.calls(client_id),
        svg=drawing.svg,
        words=drawing.words,
    )


def _group_facts(week: tuple[WeekBlock, ...]) -> list[tuple[str, str]]:
    names = dict.fromkeys(block.words for block in week)
    return [
        (name, weekly_words([block for block in week if block.words == name])) for name in names
    ]


def _columns() -> list[Column[StripMark]]:
    return [
        Column(_("Day"), _day, key="day", order=lambda mark: (mark.day, mark.start)),
        Column(_("Group"), lambda mark: mark.group, key="group", bold=True, stretch=True),
        Column(
            _("Attendance"),
            _words,
            key="mark",
            kind=Kind.CHIP,
            tone=lambda mark: _TONES[mark.mark] if mark.mark else "neutral",
        ),
        Column(_("Minutes"), _minutes, key="minutes", order=lambda mark: mark.minutes, right=True),
        Column(_("Remarks"), remark_words, key="reason", soft=True, minor=True, units=120),
    ]


def _call_fact(call: OutreachCall) -> tuple[str, str]:
    told = ", ".join(part for part in (call_words(call), call.by) if part)
    return screen_wording().date(call.at.date()), f"{told}. {call.note}" if call.note else told


def _day(mark: StripMark) -> str:
    wording = screen_wording()
    return f"{wording.date(mark.day)}, {wording.time(mark.start)}"


def _words(mark: StripMark) -> str:
    return mark_words(mark.mark) if mark.mark else _("Not marked")


def _minutes(mark: StripMark) -> str:
    return _("{n} of {all}", n=mark.minutes, all=mark.slot_minutes) if mark.mark else ""
