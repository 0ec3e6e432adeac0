"""The window: rail, top bar, one screen at a time, and the quiet lines at its foot."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from iopdesk.domain.problems import UserProblem
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.find_service import Found
from iopdesk.services.site_service import SiteFacts
from iopdesk.ui.areas import PLACES, Area
from iopdesk.ui.background import Background
from iopdesk.ui.changes import Changes
from iopdesk.ui.commands_found import commands_like, record_hits
from iopdesk.ui.desk import Desk
from iopdesk.ui.find_box import Hit
from iopdesk.ui.job_bar import JobBar
from iopdesk.ui.keys_dialog import KeysDialog
from iopdesk.ui.messages import Messages
from iopdesk.ui.navigation import Navigation, Visit
from iopdesk.ui.preview import PaperRequest, Preview
from iopdesk.ui.rail import Rail, RailItem
from iopdesk.ui.screen import Screen, screen_class
from iopdesk.ui.settings import screen_settings
from iopdesk.ui.site_line import site_lines
from iopdesk.ui.theme import Theme
from iopdesk.ui.toast import Toast
from iopdesk.ui.top_bar import TopBar
from iopdesk.ui.wording import _

_NARROW_UNITS = 980
_SMALLEST = (640, 400)
_PREVIEW = "preview"


def rail_items() -> list[RailItem]:
    """The seven areas in their order."""
    return [
        RailItem("today", _("Today"), "sun"),
        RailItem("clients", _("Clients"), "users"),
        RailItem("groups", _("Groups"), "calendar-days"),
        RailItem("meetings", _("Meetings"), "map-pin"),
        RailItem("reports", _("Reports"), "chart-column"),
        RailItem("satellites", _("Satellites"), "refresh-cw"),
        RailItem("clinic", _("Clinic"), "settings"),
    ]


class MainWindow(QMainWindow):
    """`lock_asked` and `look_changed` are for whoever made the window (app.py)."""

    lock_asked = Signal()
    look_changed = Signal()
    closed = Signal()

    def __init__(
        self,
        services: ClinicServices,
        theme: Theme,
        *,
        background: Background | None = None,
        messages: Messages | None = None,
    ) -> None:
        super().__init__()
        # Titles are shown by the system and kept in its logs: never a client's name.
        self.setWindowTitle("IOP Desk")
        self.setMinimumSize(*_SMALLEST)
        self.messages = messages or Messages(self, self)
        self.background = background or Background(self.messages.error, self)
        self.navigation = Navigation(self)
        self.changes = Changes(self)
        self.desk = Desk(
            services=services,
            background=self.background,
            messages=self.messages,
            navigation=self.navigation,
            changes=self.changes,
            theme=theme,
            preview=Preview(self),
        )
        self._screens: dict[str, Screen] = {}
        self._is_narrow: bool | None = None
        self._build()
        self._connect()

    def open(self, place: str = "today") -> None:
        """Show the first screen and the facts around it."""
        self.show_site()
        self.navigation.open(place)

    def screen_shown(self) -> Screen | None:
        """The screen that is shown."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Screen) else None

    def keep_drafts(self) -> None:
        """Let every open screen keep what is typed."""
        for screen in self._screens.values():
            screen.keep_draft()

    def keep_place(self) -> None:
        """Remember size and place on disk, before a lock or a close."""
        settings = screen_settings()
        settings.keep("window/place", self.saveGeometry())
        settings.sync()

    def show_site(self) -> None:
        """Ask for the site's facts again, such as the time of the last backup."""
        self.background.run(self, self.desk.services.site.facts, self._show_site_facts)

    def cover(self, words: str) -> None:
        """Take every record off the screen in one frame."""
        page = QLabel(words, self)
        page.setProperty("role", "title")
        page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        body = self.takeCentralWidget()
        self.setCentralWidget(page)
        if body is not None:
            # Without an owner it would outlive the window, with every record it shows.
            body.setParent(self)
        self.repaint()

    def retire(self) -> None:
        """Give way to another window over the same services, without closing them."""
        self.hide()
        self.background.close()
        self.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Reflow where the window became narrow or wide."""
        super().resizeEvent(event)
        self._reflow()
        if self._toast.isVisible():
            self._toast.place()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Ask about what is not saved, keep drafts and place."""
        if not self._may_leave():
            event.ignore()
            return
        self.keep_drafts()
        self.keep_place()
        self.closed.emit()
        super().closeEvent(event)

    def _build(self) -> None:
        body = QWidget(self)
        body.setProperty("canvas", "true")
        across = QHBoxLayout(body)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        self.rail = Rail(rail_items(), body)
        across.addWidget(self.rail)
        column = QVBoxLayout()
        column.setSpacing(0)
        self.top_bar = TopBar(self.desk.services.signed_in.printed_name, body)
        self._stack = QStackedWidget(body)
        self._stack.setProperty("canvas", "true")
        self._job_bar = JobBar(body)
        column.addWidget(self.top_bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self._job_bar)
        across.addLayout(column, 1)
        self.setCentralWidget(body)
        self._toast = Toast(body)

    def _connect(self) -> None:
        self.navigation.requested.connect(self._on_requested)
        self.rail.asked.connect(self.navigation.open)
        self.top_bar.lock.clicked.connect(self.lock_asked)
        self.top_bar.find_box.asked.connect(self._on_find)
        self.top_bar.find_box.opened.connect(self._on_hit)
        self.messages.said.connect(self._toast.say)
        self.background.job_told.connect(self._job_bar.tell)
        self.desk.preview.asked.connect(self._on_preview)
        self.changes.committed.connect(self._on_committed)
        self.changes.look_changed.connect(self.look_changed, Qt.ConnectionType.QueuedConnection)
        self.desk.services.store.on_commit.append(self.changes.tell)
        for keys, slot in (
            ("Ctrl+L", self.lock_asked),
            ("F1", self._on_keys),
            ("?", self._on_keys),
            ("Esc", self._on_back),
            ("Alt+Left", self._on_back),
            ("F5", self._on_refresh),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def _reflow(self) -> None:
        narrow = self.width() < _NARROW_UNITS * self.desk.theme.scale
        if narrow == self._is_narrow:
            return
        self._is_narrow = narrow
        self.rail.reflow(narrow)
        self.top_bar.reflow(narrow)
        for screen in self._screens.values():
            screen.set_narrow(narrow)

    def _may_leave(self) -> bool:
        screen = self.screen_shown()
        if screen is None or not screen.has_unsaved():
            return True
        may_leave = self.messages.ask(
            _("Leave without saving?"),
            _("What you typed on this screen is not saved yet."),
            _("&Leave"),
            _("&Stay"),
        )
        if may_leave:
            screen.give_up()
        return may_leave

    def _on_requested(self, visit: Visit) -> None:
        here = self.navigation.current
        area = self._area(visit.place)
        if area is None:
            self.messages.problem(UserProblem(_("This place is not part of this version.")))
            return
        if here is not None and here != visit and not self._may_leave():
            self._light(here.place)
            return
        screen = self._screen(visit.place, area)
        self.navigation.arrived(visit)
        self._light(visit.place)
        self._stack.setCurrentWidget(screen)
        screen.setFocus()
        screen.arrive(visit.record_id, **visit.more)

    def _area(self, place: str) -> Area | None:
        return Area("", "preview_screen:PreviewScreen") if place == _PREVIEW else PLACES.get(place)

    def _light(self, place: str) -> None:
        area = self._area(place)
        # A preview keeps the light of the area it was opened from.
        self.rail.show_place((area.rail if area else "") or self.rail.lit())

    def _screen(self, place: str, area: Area) -> Screen:
        if place not in self._screens:
            screen = screen_class(area.screen)(self.desk, self._stack)
            screen.set_narrow(bool(self._is_narrow))
            self._screens[place] = screen
            self._stack.addWidget(screen)
        return self._screens[place]

    def _on_preview(self, request: PaperRequest) -> None:
        self.navigation.open(_PREVIEW, None, request=request)

    def _on_find(self, text: str) -> None:
        call = partial(self.desk.services.find.everything, text)
        self.background.run(self, call, partial(self._show_hits, text), ticket="find")

    def _show_hits(self, text: str, found: Sequence[Found]) -> None:
        today = self.desk.services.store.clock.today()
        hits = [*record_hits(found, today), *commands_like(text)]
        self.top_bar.find_box.show_hits(hits, text)

    def _on_hit(self, hit: Hit) -> None:
        if hit.place == "lock":
            self.lock_asked.emit()
        elif hit.place == "keys":
            self._on_keys()
        else:
            self.navigation.open(hit.place, hit.record_id)

    def _on_keys(self) -> None:
        screen = self.screen_shown()
        place, keys = (screen.place(), screen.keys()) if screen else ("", [])
        KeysDialog(place, keys, self).exec()

    def _on_back(self) -> None:
        self.navigation.back()

    def _on_refresh(self) -> None:
        screen = self.screen_shown()
        if screen is not None:
            screen.refresh()

    def _show_site_facts(self, facts: SiteFacts) -> None:
        today = self.desk.services.store.clock.today()
        self.top_bar.show_date(today)
        site, *lines = site_lines(facts, today)
        self.rail.set_foot(site, lines)

    def _on_committed(self, tables: frozenset[str]) -> None:
        if "clinic" in tables:
            self.show_site()
