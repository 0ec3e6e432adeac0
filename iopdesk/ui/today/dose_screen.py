"""The weekly dose of everyone in program: attended, still possible, and who can't get there."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from iopdesk.domain.shown_list import ShownList
from iopdesk.domain.staff import Right
from iopdesk.domain.week import DoseLine, monday_of
from iopdesk.ui.desk import Desk
from iopdesk.ui.list_copies import ListCopies, shown_list
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.today import dose_words as says
from iopdesk.ui.widgets.buttons import plain_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.search_field import SearchField
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.wording import _, screen_wording

EVERYONE, SHORT, MINE = "everyone", "short", "mine"


class DoseScreen(Screen):
    """Enter opens the client's attendance, the button books a make-up session."""

    shows = frozenset(
        {"appointment", "attendance", "closed_day", "episode", "group_session", "group_slot"}
        | {"placement", "roster_place", "setting"}
        | {"meeting_attendance", "meeting_requirement", "excused_week"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._lines: tuple[DoseLine, ...] = ()
        self._day = desk.services.store.clock.today()
        column = self.page_layout()
        self.title = TitleBar(_("Weekly dose"), self)
        self.before = self.title.add_action(plain_button(_("Week &before"), "chevron-left", self))
        self.now = self.title.add_action(plain_button(_("&This week"), "", self))
        self.after = self.title.add_action(plain_button(_("Week &after"), "chevron-right", self))
        column.addWidget(self.title)
        column.addWidget(self._build_list(), 1)
        self._connect()

    def open_record(self, record_id: object, **more: object) -> None:
        """Show the present week, or that of a day."""
        day = more.get("day")
        self._day = day if isinstance(day, date) else self.desk.services.store.clock.today()

    def refresh(self) -> None:
        """Ask for the week."""
        call = partial(self.desk.services.dose.week, self._day)
        self.desk.background.run(self, call, self._show_lines, ticket="dose")

    def reflow(self, narrow: bool) -> None:
        """Fewer columns in narrow windows."""
        self.title.reflow(narrow)
        self.table.reflow(narrow)

    def keys(self) -> list[tuple[str, str]]:
        """The keys of the list."""
        return [
            ("Enter", _("open the client's attendance")),
            ("M", _("book a make-up session")),
            ("B", _("the week before")),
            ("F", _("the week after")),
            *self.copies.keys(),
        ]

    def place(self) -> str:
        """Its name in back links."""
        return _("Weekly dose")

    def _build_list(self) -> Card:
        card = Card("", self)
        line = QHBoxLayout()
        line.setSpacing(current_theme().px(12))
        self.search = SearchField(_("Filter by name"), card)
        choices: list[tuple[object, str]] = [
            (EVERYONE, _("Everyone")),
            (SHORT, _("Can't reach it")),
        ]
        if self.desk.services.signed_in.may(Right.WRITE_NOTES):
            choices.append((MINE, _("Mine")))
        self.whose = Segmented(choices, card)
        self.whose.set_name(_("Whose"))
        self.closed = label("", "soft", card)
        line.addWidget(self.search, 1)
        line.addWidget(self.closed)
        self.copies = ListCopies(self, self._shown)
        line.addWidget(self.whose)
        line.addWidget(self.copies.menu())
        card.body.addLayout(line)
        self._rows: RowsModel[DoseLine] = RowsModel(
            _columns(), self, identity=lambda line: line.client_id
        )
        self.table = TableView(self._rows, "dose", card, row_units=38)
        self.table.setAccessibleName(_("Weekly dose"))
        card.body.addWidget(self.table, 1)
        self.empty = EmptyState("", None, card)
        # nothing is said to be empty before the store has answered
        self.empty.hide()
        card.body.addWidget(self.empty, 1)
        return card

    def _connect(self) -> None:
        for button, weeks in ((self.before, -1), (self.after, 1)):
            button.clicked.connect(partial(self._on_week, weeks))
        self.now.clicked.connect(self._on_now)
        self.search.asked.connect(self._on_filter)
        self.search.left_down.connect(self.table.setFocus)
        self.whose.changed.connect(self._on_filter)
        self.table.opened.connect(self._on_opened)
        self.table.pressed.connect(self._on_make_up)
        for key, slot in (
            ("M", self._on_make_up_key),
            ("B", partial(self._on_week, -1)),
            ("F", partial(self._on_week, 1)),
        ):
            action = QAction(key, self.table)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setAutoRepeat(False)
            action.triggered.connect(slot)
            self.table.addAction(action)

    def _shown(self) -> ShownList:
        day = screen_wording().day_month_year(monday_of(self._day))
        return shown_list(self.table, "weekly-dose", _("Weekly dose"), ((_("Week of"), day),))

    def _show_lines(self, lines: tuple[DoseLine, ...]) -> None:
        self._lines = lines
        words = screen_wording()
        monday = monday_of(self._day)
        week = _("week of {day}", day=words.day_month_year(monday))
        self.title.set_title(_("Weekly dose"), f"{week}: {says.facts_words(lines)}")
        self.closed.setText(says.closed_words(lines))
        self.closed.setVisible(bool(self.closed.text()))
        self._show_filtered()

    def _show_filtered(self) -> None:
        me = self.desk.services.signed_in.staff_id
        wanted = self.search.text().casefold().split()
        whose = self.whose.value
        found = [
            line
            for line in self._lines
            if (whose != SHORT or line.dose.is_out_of_reach)
            and (whose != MINE or line.counselor_id == me)
            and all(word in line.name.casefold() for word in wanted)
        ]
        self._rows.set_rows(found)
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.empty.set_words(
            _("Everyone here can still reach their hours.")
            if self._lines and whose == SHORT and not wanted
            else _("No client fits these words.")
            if self._lines
            else _("Nobody was in program in this week.")
        )

    def _on_week(self, weeks: int, checked: bool = False) -> None:
        self._day += weeks * says.WEEK
        self.refresh()

    def _on_now(self) -> None:
        self._day = self.desk.services.store.clock.today()
        self.refresh()

    def _on_filter(self, _what: object) -> None:
        self._show_filtered()

    def _on_opened(self, line: DoseLine) -> None:
        self.desk.navigation.open("client", line.client_id, tab="attendance")

    def _on_make_up(self, line: DoseLine) -> None:
        self.desk.navigation.open("appointment", line.client_id)

    def _on_make_up_key(self) -> None:
        line = self.table.current_row()
        if line is not None:
            self._on_make_up(line)


def _columns() -> list[Column[DoseLine]]:
    return [
        Column(_("Client"), lambda line: line.name, "name", bold=True, stretch=True),
        Column(_("Counselor"), lambda line: line.counselor, "counselor", soft=True, minor=True),
        Column(
            _("Hours"),
            says.hours_words,
            "share",
            kind=Kind.BAR,
            tone=lambda line: says.state_words(line)[1],
            share=lambda line: line.dose.share,
            reach=lambda line: line.dose.part(line.dose.at_most),
            order=lambda line: line.dose.share,
            minor=True,
            units=76,
        ),
        Column(_("Attended"), says.hours_words, "attended", order=lambda line: line.dose.attended),
        Column(
            _("Possible"),
            says.reach_words,
            "reach",
            soft=True,
            minor=True,
            order=lambda line: line.dose.at_most,
        ),
        Column(_("Made up"), says.made_up_words, "made_up", soft=True, minor=True, when_used=True),
        Column(_("Days"), says.days_words, "days", order=lambda line: line.dose.days_attended),
        Column(
            _("Meetings"),
            says.meetings_words,
            "meetings",
            order=lambda line: line.meetings,
            when_used=True,
            minor=True,
        ),
        Column(
            _("Payer"),
            lambda line: says.payer_words(line)[0],
            "payer",
            kind=Kind.CHIP,
            tone=lambda line: says.payer_words(line)[1],
            order=lambda line: line.dose.payer_days,
            minor=True,
        ),
        Column(
            _("Week"),
            lambda line: says.state_words(line)[0],
            "state",
            kind=Kind.CHIP,
            tone=lambda line: says.state_words(line)[1],
            order=says.urgency_of,
        ),
        Column("", _button, kind=Kind.BUTTON),
    ]


def _button(line: DoseLine) -> str:
    return _("Make-up") if line.dose.is_out_of_reach else ""
