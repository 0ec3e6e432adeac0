"""Reports: choose one, say which days and whom, look at its numbers and at who is behind them."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from iopdesk.domain.problems import UserProblem
from iopdesk.domain.report import Report, ReportAsk, ReportChoices, ReportClient
from iopdesk.domain.report_names import REPORTS, Narrowing, ReportName
from iopdesk.domain.shown_list import ShownList
from iopdesk.domain.staff import Right
from iopdesk.ui.background import JobCancelledError, Progress
from iopdesk.ui.desk import Desk
from iopdesk.ui.list_copies import ListCopies
from iopdesk.ui.reports.client_panel import ClientPanel
from iopdesk.ui.reports.report_filters import ReportFilters
from iopdesk.ui.reports.report_list import ReportList
from iopdesk.ui.reports.report_table import ReportTable
from iopdesk.ui.screen import Screen
from iopdesk.ui.settings import screen_settings
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.scroll_page import ScrollPage
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.wording import _, screen_wording


class ReportsScreen(Screen):
    """The place "reports"; with a client's id it counts only this client."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        staff_id = desk.services.signed_in.staff_id
        self._kept = f"reports/{staff_id.hex}/name"
        self._ask: ReportAsk | None = None
        self._count = 0
        self._progress: Progress | None = None
        self.table: ReportTable | None = None
        page = ScrollPage(self)
        column = page.column
        self.title = TitleBar(_("Reports"), page.inside)
        self.copies = ListCopies(self, self._shown, self._about)
        self.save = self.title.add_action(plain_button(_("Save as &CSV…"), "download", self))
        self.print = self.title.add_action(primary_button(_("&Print…"), "printer", self))
        column.addWidget(self.title)
        self.list = ReportList(page.inside)
        self.filters = ReportFilters(staff_id, page.inside)
        self.panel = ClientPanel(page.inside)
        self._line = QHBoxLayout()
        self._line.setSpacing(current_theme().px(12))
        self._line.addWidget(self._list_card())
        self._line.addLayout(self._right_side(), 1)
        column.addLayout(self._line, 1)
        self.list.set_value(self._kept_name())
        self._connect()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The list of reports is where one begins."""
        super().focusInEvent(event)
        self.list.setFocus()

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Narrow to a client, by the name given; choose a report by its name."""
        if record_id is not None:
            self.filters.narrow_to(record_id, str(more.get("name", "")))
        report = more.get("report")
        if isinstance(report, ReportName):
            self.list.set_value(report)
            self._make_room(False)

    def refresh(self) -> None:
        """Ask what can be chosen, then for the report."""
        if not self.desk.services.signed_in.may(Right.SEE_REPORTS):
            self._say(_("Your roles don't include reports. Ask the director."), again=False)
            self._enable(False)
            return
        call = partial(self.desk.services.report.choices, screen_wording())
        self.desk.background.run(self, call, self._show_choices, ticket="choices")

    def reflow(self, narrow: bool) -> None:
        """The list above the table, the clients below it."""
        self.title.reflow(narrow)
        ways = QHBoxLayout.Direction
        self._line.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        self.splitter.setOrientation(
            Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        )
        theme = current_theme()
        self._list.setMaximumHeight(theme.px(190) if narrow else 16_777_215)
        # below each other they need a page that scrolls, not three slits
        self._list.setMinimumHeight(theme.px(190 if narrow else 0))
        for side in (self.card, self.panel):
            side.setMinimumHeight(theme.px(330 if narrow else 0))

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this screen."""
        return [
            (_("Enter"), _("from the list to the numbers; on a number: its clients")),
            (_("Enter"), _("on a client: the chart")),
            ("Esc", _("close the list of clients")),
            *self.copies.keys(),
        ]

    def place(self) -> str:
        """Its name in back links."""
        return _("Reports")

    def _list_card(self) -> Card:
        self._list = Card("", self)
        self._list.body.addWidget(self.list, 1)
        return self._list

    def _right_side(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(current_theme().px(12))
        column.addWidget(self.filters)
        self.card = Card("", self)
        pages = QWidget(self.card)
        self._pages = QStackedLayout(pages)
        self._table_place = QWidget(pages)
        self._table_column = QVBoxLayout(self._table_place)
        self._table_column.setContentsMargins(0, 0, 0, 0)
        self.again = plain_button(_("Count again"), "refresh-cw", pages)
        self.empty = EmptyState("", self.again, pages)
        self._pages.addWidget(self._table_place)
        self._pages.addWidget(self.empty)
        self.card.body.addWidget(pages, 1)
        self.card.body.addWidget(self._definitions_area())
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(current_theme().px(12))
        self.splitter.addWidget(self.card)
        self.splitter.addWidget(self.panel)
        self.splitter.setStretchFactor(0, 1)
        self.panel.setMinimumWidth(current_theme().px(260))
        self.panel.hide()
        column.addWidget(self.splitter, 1)
        return column

    def _definitions_area(self) -> QScrollArea:
        self.definitions = label("", "hint", self, wrap=True)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.definitions)
        area.setMaximumHeight(current_theme().px(92))
        return area

    def _connect(self) -> None:
        self.list.chosen.connect(self._on_chosen)
        self.list.left.connect(self._on_to_table)
        self.filters.changed.connect(self._run)
        self.again.clicked.connect(self._run)
        self.save.clicked.connect(self.copies.save_list)
        self.print.clicked.connect(self.copies.print_list)
        self.panel.opened.connect(self._on_client)
        self.panel.narrowed.connect(self._on_narrowed)
        self.panel.closed.connect(self._on_closed)

    def _show_choices(self, choices: ReportChoices) -> None:
        self.filters.offer(choices)
        self._run()

    def _run(self) -> None:
        """Count what is asked now; an older count is stopped."""
        name = self.list.value or ReportName.ATTENDANCE_BY_GROUP
        self.filters.show_for(name)
        self.card.set_title(_(REPORTS[name].title))
        if self._progress is not None:
            self._progress.cancel()
        ask = self.filters.ask(self.desk.services.store.clock.today())
        if ask is None:
            self._say(_("Give the first and the last day, such as 11/1/2026."), again=False)
            return
        self._ask = ask
        self._count += 1
        self._enable(False)
        if self.table is not None and self.table.report.name is not name:
            # numbers of one report must not stand under the name of another
            self._say(_("Counting…"), again=False)
        words, report = screen_wording(), self.desk.services.report.report

        def job(progress: Progress) -> Report | None:
            try:
                return report(name, ask, words, progress.step)
            except JobCancelledError:
                return None

        told, failed = partial(self._show, self._count), partial(self._on_failed, self._count)
        self._progress = self.desk.background.run_job(self, job, told, failed, title=_("Counting…"))

    def _show(self, count: int, report: Report | None) -> None:
        if count != self._count:
            return
        if report is None:
            self._say(_("The count was stopped."), again=True)
            return
        self.card.set_title(report.title, _span_words(report))
        self.definitions.setText("\n".join(report.definitions))
        if not report.rows:
            words = _("Nothing was recorded on these days. Choose a longer span or fewer limits.")
            self._say(words, again=False)
            self.definitions.show()
            return
        self._show_table(report)
        self._enable(True)

    def _show_table(self, report: Report) -> None:
        self.definitions.show()
        if self.table is None or not self.table.fits(report):
            had_focus = self.table is not None and self.table.hasFocus()
            if self.table is not None:
                self._table_column.removeWidget(self.table)
                self.table.hide()
                self.table.deleteLater()
            self.table = ReportTable(report, self._table_place)
            self.table.opened.connect(self._on_opened)
            self._table_column.addWidget(self.table)
            self.table.reflow(self.is_narrow)
            self.table.show()
            if had_focus:
                self.table.setFocus()
        else:
            self.table.show_report(report)
        self._pages.setCurrentIndex(0)

    def _say(self, words: str, *, again: bool) -> None:
        self.empty.set_words(words)
        self.again.setVisible(again)
        self.definitions.hide()
        self._pages.setCurrentIndex(1)
        self._make_room(False)
        self._enable(False)

    def _enable(self, is_shown: bool) -> None:
        self.print.setEnabled(is_shown)
        self.save.setEnabled(is_shown and self.copies.may_save)
        self.save.setToolTip(
            "" if self.copies.may_save else _("Your roles don't include saving files of lists.")
        )
        if self.table is not None:
            self.table.setEnabled(is_shown)

    def _shown(self) -> ShownList:
        if self.table is None or self._pages.currentIndex() != 0:
            return ShownList("report", _("Reports"), (), ())
        return self.table.shown()

    def _about(self) -> UUID | None:
        return self._ask.client_id if self._ask else None

    def _kept_name(self) -> ReportName:
        kept = screen_settings().text(self._kept)
        return ReportName(kept) if kept in set(ReportName) else ReportName.ATTENDANCE_BY_GROUP

    def _on_failed(self, count: int, error: BaseException) -> None:
        if count != self._count:
            return
        if isinstance(error, UserProblem):
            self._say(" ".join(error.in_words(_)), again=False)
            return
        self._say(_("The report could not be made."), again=True)
        self.desk.messages.error(error)

    def _on_chosen(self, name: ReportName) -> None:
        screen_settings().keep(self._kept, name.value)
        self._run()

    def _on_to_table(self) -> None:
        if self.table is not None and self._pages.currentIndex() == 0:
            self.table.setFocus()

    def _on_opened(self) -> None:
        assert self.table is not None
        clients, title = self.table.current_clients()
        if not clients:
            self.desk.messages.say(_("There is nobody behind this number."))
            return
        call = partial(self.desk.services.report.clients, clients, screen_wording())
        self.desk.background.run(
            self, call, partial(self._show_clients, title), ticket="report-clients"
        )

    def _show_clients(self, title: str, clients: tuple[ReportClient, ...]) -> None:
        narrowings = REPORTS[self.list.value or ReportName.RETENTION].narrowings
        may_narrow = Narrowing.CLIENT in narrowings and not self._about()
        self._make_room(True)
        self.panel.show_clients(title, clients, may_narrow=may_narrow)
        if self.table is not None:
            self.table.scrollTo(self.table.currentIndex())

    def _on_client(self, client: ReportClient) -> None:
        self.desk.navigation.open("client", client.client_id)

    def _on_narrowed(self, client: ReportClient) -> None:
        self.filters.narrow_to(client.client_id, client.name)
        self._on_closed()
        self._run()

    def _on_closed(self) -> None:
        self._make_room(False)
        self._on_to_table()

    def _make_room(self, for_clients: bool) -> None:
        """The list of reports gives its place to the clients: the number stays in sight."""
        self.panel.setVisible(for_clients)
        self._list.setVisible(not for_clients)


def _span_words(report: Report) -> str:
    (_from, first), (_to, last) = report.criteria[:2]
    return f"{first} – {last}"
