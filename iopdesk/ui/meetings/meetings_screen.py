"""Meetings: find one in the directories, see what is known of it, begin a referral."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea, QSplitter, QWidget

from iopdesk.domain.distance import Point
from iopdesk.domain.language import Language
from iopdesk.domain.meeting import SignsCards
from iopdesk.domain.paper import Paper
from iopdesk.domain.shown_list import ShownList
from iopdesk.domain.staff import Right
from iopdesk.services.learnt_places import FoundPlace
from iopdesk.services.meeting_booklet_service import BookletWish
from iopdesk.services.meeting_search import MeetingFilter, MeetingLine, MeetingList
from iopdesk.services.meeting_service import DirectoryLine
from iopdesk.ui.desk import Desk
from iopdesk.ui.list_copies import ListCopies, shown_list
from iopdesk.ui.meetings.meeting_filters import MeetingFilters
from iopdesk.ui.meetings.meeting_list_view import (
    MeetingListView,
    directories_words,
    stale_chips,
)
from iopdesk.ui.meetings.meeting_panel import MeetingPanel
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, quiet_button
from iopdesk.ui.widgets.scroll_page import ScrollPage
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.wording import _, ngettext_, screen_wording

MOST_SHOWN = 1000


@dataclass(frozen=True)
class Directories:
    """What every meeting screen asks first."""

    lines: tuple[DirectoryLine, ...]
    point: Point | None


class MeetingBrowser(Screen):
    """Filters, list and a panel beside it; the two meeting screens differ in the panel."""

    shows = frozenset({"meeting", "directory", "meeting_note", "meeting_correction"})

    def __init__(self, desk: Desk, parent: QWidget | None, *, with_marks: bool) -> None:
        super().__init__(desk, parent)
        page = ScrollPage(self)
        inside = page.inside
        column = page.column
        self.title_bar = TitleBar(_("Meetings"), inside)
        self.filters = MeetingFilters(inside)
        self.list = MeetingListView(inside, with_marks=with_marks)
        self.table = self.list.table
        self.splitter = QSplitter(Qt.Orientation.Horizontal, inside)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(current_theme().px(12))
        self.splitter.addWidget(self.list)
        self._sides: list[QWidget] = [self.list]
        column.addWidget(self.title_bar)
        column.addWidget(self.filters)
        column.addWidget(self.splitter, 1)
        self.directories = Directories((), None)
        self._place: FoundPlace | None = None
        self.filters.changed.connect(self.search)
        self.filters.place_asked.connect(self._on_place)
        self.filters.search.left_down.connect(self._on_to_list)
        self.list.import_asked.connect(self._on_import)
        self.list.all_asked.connect(self._on_all)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.filters.search.setFocus)

    def add_panel(self, panel: QWidget) -> None:
        """Put the panel beside the list, below it in narrow windows."""
        self.splitter.addWidget(panel)
        self._sides.append(panel)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        wide = current_theme().px(390)
        self.splitter.setSizes([wide * 2, wide])

    def refresh(self) -> None:
        """Ask for the directories, then for the list."""
        self.desk.background.run(
            self, self._ask_directories, self._show_directories, ticket="directories"
        )

    def reflow(self, narrow: bool) -> None:
        """The panel goes below the list."""
        self.title_bar.reflow(narrow)
        self.table.reflow(narrow)
        way = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        self.splitter.setOrientation(way)
        # Below each other they need a page that scrolls, not two slits.
        for side in self._sides:
            side.setMinimumHeight(current_theme().px(330 if narrow else 0))

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the list."""
        return [("Ctrl+F", _("to the search field")), ("↓", _("to the list"))]

    def place(self) -> str:
        """Its name in back links."""
        return _("Meetings")

    def near(self) -> Point | None:
        """Where distances are measured from: the typed place, else what the screen knows."""
        return self._place.point if self._place else self.usual_point()

    def usual_point(self) -> Point | None:
        """Where distances are measured from while no place is typed."""
        return self.directories.point

    def wanted(self) -> MeetingFilter:
        """What the list shows."""
        return replace(self.filters.wanted(self.near()), limit=MOST_SHOWN)

    def search(self) -> None:
        """Ask for the list again."""
        call = partial(self.desk.services.meeting.meetings, self.wanted())
        self.desk.background.run(self, call, self.show_found, ticket="meetings")

    def show_found(self, found: MeetingList) -> None:
        """Show what was found."""
        self.list.show_list(found, any_directory=bool(self.directories.lines))

    def _ask_directories(self) -> Directories:
        service = self.desk.services.meeting
        return Directories(service.directories(), service.clinic_point())

    def _show_directories(self, directories: Directories) -> None:
        self.directories = directories
        held = sorted({d.fellowship for d in directories.lines}, key=lambda f: f.short_name)
        self.filters.offer_fellowships(held)
        self.filters.offer_distance(self.near() is not None)
        self.search()

    def forget_filters(self) -> None:
        """Look for everything again, measured from the usual place."""
        self._place = None
        self.filters.clear()
        self.list.say_place("")

    def _on_place(self, text: str) -> None:
        if not text.strip():
            self._show_place(None)
            return
        call = partial(self.desk.services.meeting.place, text)
        self.desk.background.run(self, call, self._show_place, ticket="place")

    def _show_place(self, place: FoundPlace | None) -> None:
        self._place = place
        typed = bool(self.filters.place.text().strip())
        self.filters.place.setAccessibleDescription(_place_words(place) if typed else "")
        self.list.say_place(_place_words(place) if typed else "")
        self.filters.offer_distance(self.near() is not None)
        self.search()

    def _on_to_list(self) -> None:
        self.table.setFocus()

    def _on_import(self) -> None:
        self.desk.navigation.open("import_meetings")

    def _on_all(self) -> None:
        self.forget_filters()
        self.search()


def _place_words(place: FoundPlace | None) -> str:
    """Where a typed place is taken to be, and by how many meetings."""
    if place is None:
        return _("This place is not known: type a ZIP code or town of the lists, or coordinates.")
    if not place.meetings:
        return _("Distances are from {place}.", place=place.words)
    return ngettext_(
        "Distances are from the middle of {place}, by {n} meeting there.",
        "Distances are from the middle of {place}, by {n} meetings there.",
        place.meetings,
        place=place.words,
    )


class MeetingsScreen(MeetingBrowser):
    """The place "meetings"; its record is a meeting to show."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent, with_marks=False)
        self._wanted_id: UUID | None = None
        self._shown_id: UUID | None = None
        self.panel = MeetingPanel(self)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(self.panel)
        area.setMinimumWidth(current_theme().px(280))
        self.add_panel(area)
        self.copies = ListCopies(self, self._shown)
        this_list = self.title_bar.add_action(self.copies.menu())
        self.booklet = this_list.menu().addAction(_("Booklet by day…"), self._on_booklet)
        self.booklet.setEnabled(desk.services.signed_in.may(Right.PRINT))
        self.add = quiet_button(_("&New meeting…"), "plus", self)
        self.add.clicked.connect(partial(desk.navigation.open, "meeting"))
        self.list.foot.addWidget(self.add)
        update = plain_button(_("&Update directories…"), "download", self)
        update.clicked.connect(self._on_import)
        self.title_bar.add_action(update)
        update.setEnabled(desk.services.signed_in.may(Right.IMPORT_MEETINGS))
        may_refer = desk.services.signed_in.may(Right.REFER_TO_MEETINGS)
        cards = self.title_bar.add_action(plain_button(_("Returned &card…"), "id-card", self))
        cards.clicked.connect(partial(desk.navigation.open, "returned_card"))
        cards.setVisible(may_refer)
        self.add.setVisible(may_refer)
        self.panel.change_asked.connect(self._on_change)
        self.panel.signs.setEnabled(may_refer)
        self.panel.search.setVisible(may_refer)
        self.table.chosen.connect(self._on_chosen)
        self.panel.signs_told.connect(self._on_signs)
        self.panel.client_asked.connect(self._on_client_asked)
        self.panel.client_chosen.connect(self._on_client_chosen)

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Look for one meeting, or show all of them again."""
        self._wanted_id = record_id
        if record_id is not None:
            self.forget_filters()
        self.panel.search.clear()
        self.panel.show_clients(())

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the list, and those to print or save it."""
        return [*super().keys(), *self.copies.keys()]

    def show_found(self, found: MeetingList) -> None:
        """Show the list; go to the meeting that was asked for."""
        super().show_found(found)
        if self._wanted_id is not None:
            if not self.table.choose(self._wanted_id):
                self._ask_facts(self._wanted_id)
            self._wanted_id = None
        elif self.table.current_row() is None:
            self.panel.show_line(None)

    def _on_booklet(self) -> None:
        size = self.desk.messages.choose(
            _("A booklet of these meetings, by day?"),
            _("It holds what the filters find now, and names no client and no clinic."),
            [_("&Usual type"), _("&Large type")],
        )
        if size is None:
            return
        wanted, service = self.wanted(), self.desk.services.meeting_booklet

        def make(language: Language) -> Paper:
            return service.booklet(BookletWish(wanted, "", language, size == 1))

        mine = screen_wording().language
        self.desk.preview.show(make, languages=tuple(Language), language=mine)

    def _shown(self) -> ShownList:
        typed = self.filters.search.text().strip()
        criteria = ((_("Search"), typed),) if typed else ()
        return shown_list(self.table, "meetings", _("Meetings"), criteria)

    def _show_directories(self, directories: Directories) -> None:
        super()._show_directories(directories)
        self.title_bar.set_title(_("Meetings"), directories_words(directories.lines))
        self.title_bar.set_chips(stale_chips(directories.lines))

    def _ask_facts(self, meeting_id: UUID) -> None:
        self._shown_id = meeting_id
        call = partial(self.desk.services.meeting.meeting, meeting_id)
        self.desk.background.run(self, call, self.panel.show_facts, ticket="facts")

    def _on_chosen(self, line: MeetingLine | None) -> None:
        self.panel.show_line(line)
        if line is not None:
            self._ask_facts(line.id)

    def _on_change(self) -> None:
        self.desk.navigation.open("meeting", self._shown_id)

    def _on_signs(self, known: object) -> None:
        if self._shown_id is None or not isinstance(known, SignsCards):
            return
        call = partial(self.desk.services.meeting.note_signs_cards, self._shown_id, known)
        self.desk.background.run(self, call)

    def _on_client_asked(self, text: str) -> None:
        if not text.strip():
            self.panel.show_clients(())
            return
        call = partial(self.desk.services.client.find, text, 6)
        self.desk.background.run(self, call, self._show_clients, ticket="clients")

    def _show_clients(self, clients: Sequence[object]) -> None:
        self.panel.show_clients(clients)  # type: ignore[arg-type]

    def _on_client_chosen(self, client_id: object) -> None:
        if isinstance(client_id, UUID):
            self.desk.navigation.open("refer", client_id)
