"""A chart's course of care: one lifelong line of stays, levels, setbacks and returns."""

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from iopdesk.domain.placement import Change
from iopdesk.domain.setback import KIND_WORDS
from iopdesk.domain.staff import Right
from iopdesk.services.placement_records import Course, CourseLine, Happening
from iopdesk.ui.course.course_lines import detail_facts, line_icon, line_tone, line_words
from iopdesk.ui.course.course_words import (
    dose_words,
    level_words,
    short_dose,
    where_words,
)
from iopdesk.ui.desk import Desk
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.fact_list import FactList
from iopdesk.ui.widgets.flow_layout import FlowLayout
from iopdesk.ui.widgets.notice_list import Notice, NoticeList
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.widgets.two_panes import TwoPanes
from iopdesk.ui.wording import _, screen_wording

_LEAST_ROWS = 240


class CourseTab(Screen):
    """Newest first; Enter on a setback opens it."""

    shows = frozenset({"episode", "placement", "setback"})
    scrolls = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._course: Course | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._panes = TwoPanes(self._build_line(), self._build_side(), self, stretch=(5, 2))
        column.addWidget(self._panes)
        self.table.chosen.connect(self._show_one)
        self.table.opened.connect(self._on_opened)

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Another client: nothing of the one before stays."""
        if record_id != self._client_id:
            self._client_id, self._course = record_id, None
            self.model.set_rows(())
            self.facts.set_facts(())
            self.one_facts.set_facts(())

    def refresh(self) -> None:
        """Ask for the whole course."""
        if self._client_id is not None:
            call = partial(self.desk.services.course.course, self._client_id)
            self.desk.background.run(self, call, self._show_course, ticket="course")

    def reflow(self, narrow: bool) -> None:
        """What holds now goes under the line."""
        self._panes.reflow(narrow)
        self.table.reflow(narrow)

    def keys(self) -> list[tuple[str, str]]:
        """The key of the list."""
        return [("Enter", _("open the setback"))]

    def place(self) -> str:
        """Its name in back links."""
        return _("Course of care")

    def _build_line(self) -> Card:
        card = Card(_("Course of care"), self)
        line = QWidget(card)
        line.setProperty("bare", "true")
        actions = FlowLayout(line, 10)
        self.step = primary_button(_("Step up or do&wn…"), "route", card)
        self.hold = plain_button(_("Hold or e&xtend…"), "calendar-plus", card)
        self.setback = plain_button(_("Record a set&back…"), "life-buoy", card)
        for button in (self.step, self.hold, self.setback):
            actions.addWidget(button)
        card.body.addWidget(line)
        self.model: RowsModel[CourseLine] = RowsModel(
            _columns(), self, identity=lambda line: line.line_id
        )
        self.table = TableView(self.model, "course", card)
        self.table.setAccessibleName(_("Course of care"))
        self.table.setMinimumHeight(current_theme().px(_LEAST_ROWS))
        self.empty = EmptyState(_("Never admitted so far. Admit the client to begin."), None, card)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.empty, 1)
        self.empty.hide()
        self.step.clicked.connect(partial(self._on_place, Change.STEP_DOWN))
        self.hold.clicked.connect(partial(self._on_place, Change.HOLD))
        self.setback.clicked.connect(self._on_setback)
        return card

    def _build_side(self) -> QWidget:
        side = QWidget(self)
        side.setProperty("bare", "true")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        self.now = Card(_("What holds now"), side)
        self.notices = NoticeList(self.now)
        self.facts = FactList((), self.now)
        self.now.body.addWidget(self.notices)
        self.now.body.addWidget(self.facts)
        self.one = Card(_("In full"), side)
        self.one_facts = FactList((), self.one)
        self.one.body.addWidget(self.one_facts)
        column.addWidget(self.now)
        column.addWidget(self.one)
        column.addStretch(1)
        return side

    def _show_course(self, course: Course) -> None:
        if course.client_id != self._client_id:
            return
        self._course = course
        self.model.set_rows(course.lines)
        self.table.setVisible(bool(course.lines))
        self.empty.setVisible(not course.lines)
        self._show_now(course)
        signed_in = self.desk.services.signed_in
        may_place = course.now is not None and signed_in.may(Right.CHANGE_LEVEL)
        self.step.setVisible(may_place)
        self.hold.setVisible(may_place)
        self.setback.setVisible(signed_in.may(Right.CHANGE_LEVEL))
        is_open = course.open_setback is not None
        self.setback.setText(_("Go on with the set&back…") if is_open else _("Record a set&back…"))
        if self.table.current_row() is None:
            now = next((line for line in course.lines if not line.is_ahead), None)
            if now is not None:
                self.table.choose(now.line_id)

    def _show_now(self, course: Course) -> None:
        self.now.setVisible(course.now is not None or course.open_setback is not None)
        notices = []
        if course.open_setback is not None and course.open_setback.setback_kind is not None:
            told = _(
                "{what}, {day}: some steps are still open.",
                what=_(KIND_WORDS[course.open_setback.setback_kind]),
                day=screen_wording().date(course.open_setback.day),
            )
            notices.append(Notice(told, "warn", _("Go on"), self._on_setback))
        self.notices.show_notices(notices)
        now, episode = course.now, course.episode
        if now is None or episode is None:
            self.facts.set_facts(())
            return
        words = screen_wording()
        day = episode.day
        self.facts.set_facts(
            [
                (_("Phase"), where_words(now)),
                (_("Dose"), dose_words(now)),
                (_("Level of care"), level_words(now.level_of_care)),
                (_("Day"), _("{day} of {of}", day=day.day, of=day.of) if day else ""),
                (_("Planned end"), words.date_year(episode.planned_end)),
                (_("Counselor"), episode.counselor or _("Not yet chosen")),
            ]
        )

    def _show_one(self, line: CourseLine | None) -> None:
        self.one.setVisible(line is not None)
        self.one_facts.set_facts(detail_facts(line) if line is not None else ())

    def _on_opened(self, line: CourseLine) -> None:
        if line.setback_id is not None:
            self.desk.navigation.open("setback", self._client_id, setback=line.setback_id)

    def _on_place(self, change: Change, _checked: bool = False) -> None:
        self.desk.navigation.open("placement", self._client_id, change=change.value)

    def _on_setback(self, _checked: bool = False) -> None:
        self.desk.navigation.open("setback", self._client_id)


def _columns() -> list[Column[CourseLine]]:
    return [
        Column(
            _("When"),
            lambda line: screen_wording().day_month_year(line.day),
            "when",
            soft=True,
            order=lambda line: line.day,
        ),
        Column("", lambda line: "", kind=Kind.ICON, icon=line_icon, tone=line_tone, units=32),
        Column(_("What"), line_words, "what", bold=True),
        Column(_("Dose"), _dose, "dose", minor=True, when_used=True),
        Column(_("Why"), lambda line: " ".join(line.reason.split()), "why", stretch=True),
        Column(
            _("Who"),
            lambda line: line.by.partition(",")[0],
            "who",
            soft=True,
            minor=True,
            when_used=True,
        ),
    ]


def _dose(line: CourseLine) -> str:
    is_dose = line.what is not Happening.SETBACK and line.placement is not None
    return short_dose(line.placement) if is_dose and line.placement else ""
