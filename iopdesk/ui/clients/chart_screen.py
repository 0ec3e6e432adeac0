"""A client's chart: who it is at the top, and a page for each area below."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QScrollArea, QStackedWidget, QWidget

from iopdesk.domain.language import Language
from iopdesk.domain.staff import Right
from iopdesk.services.client_records import ChartHead
from iopdesk.ui.chart_tabs import PAGES
from iopdesk.ui.clients.chart_header import ChartHeader
from iopdesk.ui.clients.chart_papers import ChartPaper, chart_papers
from iopdesk.ui.clients.tab_strip import TabStrip
from iopdesk.ui.desk import Desk
from iopdesk.ui.imports_ahead import in_a_quiet_beat, load_papers
from iopdesk.ui.preview import Outside
from iopdesk.ui.screen import Screen, screen_class
from iopdesk.ui.wording import _

_FIRST = "overview"
_CLINICAL = frozenset({"assessment", "plan", "notes"})


class ChartScreen(Screen):
    """Each opening of a record is noted in the access log; its pages are in chart_tabs.py."""

    shows = frozenset({"client", "episode", "placement", "phone", "setback"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._head: ChartHead | None = None
        self._is_logged = False
        self._built: dict[str, Screen] = {}
        column = self.page_layout()
        self.header = ChartHeader(self)
        self.tabs = TabStrip(self._tabs_to_read(), self)
        self._pages = QStackedWidget(self)
        column.addWidget(self.header)
        column.addWidget(self.tabs)
        column.addWidget(self._pages, 1)
        self._build_menus()
        self._connect()
        self.header.clear()
        in_a_quiet_beat(self, load_papers)

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Show this client, on a page if one is named: `tab="plan"`."""
        if record_id != self._client_id:
            self._client_id, self._head, self._is_logged = record_id, None, False
            self.header.clear()
            for page in self._built.values():
                page.open_record(record_id)
            self.tabs.set_current(_FIRST)
        tab = more.get("tab")
        if isinstance(tab, str):
            self.tabs.set_current(tab)
        self._show_page(self.tabs.current, **more)

    def refresh(self) -> None:
        """Ask for the head; the page asks for itself."""
        if self._client_id is None:
            return
        client = self.desk.services.client
        ask = client.chart_head if self._is_logged else client.open_chart
        self._is_logged = True
        call = partial(ask, self._client_id)
        self.desk.background.run(self, call, self._show_head, self._on_failed, ticket="head")

    def reflow(self, narrow: bool) -> None:
        """Header in lines, pages in one column."""
        self.header.reflow(narrow)
        for page in self._built.values():
            page.set_narrow(narrow)

    def has_unsaved(self) -> bool:
        """Whether any page has something unsaved."""
        return any(page.has_unsaved() for page in self._built.values())

    def keep_draft(self) -> None:
        """Let every page keep what is typed."""
        for page in self._built.values():
            page.keep_draft()

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the chart and of its page."""
        own = [
            ("Ctrl+J", _("Page of the chart by its letter")),
            ("Ctrl+Tab", _("Next page of the chart")),
        ]
        page = self._built.get(self.tabs.current)
        return own + (page.keys() if page else [])

    def place(self) -> str:
        """Its name in back links: the client's."""
        return self._head.name if self._head else _("Chart")

    def page(self) -> Screen | None:
        """The page that is shown."""
        return self._built.get(self.tabs.current)

    def _tabs_to_read(self) -> list[tuple[str, str]]:
        """Every page, without those that this person's roles may not read."""
        may_read = self.desk.services.signed_in.may(Right.VIEW_CLINICAL)
        tabs = [
            ("overview", _("Overview")),
            ("details", _("Details")),
            ("intake", _("Intake")),
            ("assessment", _("Assessment")),
            ("course", _("Course of care")),
            ("plan", _("Plan")),
            ("schedule", _("Schedule")),
            ("attendance", _("Attendance")),
            ("notes", _("Notes")),
            ("meetings", _("Meetings")),
            ("consents", _("Consents")),
            ("support", _("Support")),
            ("discharge", _("Discharge")),
            ("history", _("History")),
        ]
        return [tab for tab in tabs if may_read or tab[0] not in _CLINICAL]

    def _build_menus(self) -> None:
        menu = self.header.print.menu()
        for paper in chart_papers(self.desk.services):
            menu.addAction(paper.words).triggered.connect(partial(self._on_print, paper))
        self.header.print.setVisible(self.desk.services.signed_in.may(Right.PRINT))
        self.adds = adds = QMenu(self.header.add)
        may = self.desk.services.signed_in.may
        for words, go, right in (
            (_("Appointment"), self._on_appointment, Right.EDIT_CLIENTS),
            (_("Places in groups"), self._on_groups, Right.ADMIT),
            (_("Meeting referral"), self._on_refer, Right.REFER_TO_MEETINGS),
            (_("Support person"), self._on_support, Right.EDIT_CLIENTS),
            (_("Treatment plan"), self._on_plan, Right.WRITE_PLANS),
            (_("Consent"), self._on_consent, Right.VIEW_CLIENTS),
            (_("Step up or down"), self._on_place, Right.CHANGE_LEVEL),
            (_("Setback"), self._on_setback, Right.CHANGE_LEVEL),
            (_("Discharge"), self._on_discharge, Right.DISCHARGE),
        ):
            if may(right):
                adds.addAction(words).triggered.connect(go)
        if may(Right.MERGE_RECORDS):
            adds.addSeparator()
            adds.addAction(_("Another record of this person…")).triggered.connect(self._on_merge)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._on_tab)
        self.tabs.jumped.connect(self._on_jumped)
        QShortcut(QKeySequence("Ctrl+J"), self).activated.connect(self.tabs.show_jumps)
        self.header.admit.clicked.connect(self._on_admit)
        self.header.add.clicked.connect(self._on_add)
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._on_step, step))

    def _show_head(self, head: ChartHead) -> None:
        self._head = head
        self.header.show_head(head, may_admit=self.desk.services.signed_in.may(Right.ADMIT))

    def _show_page(self, name: str, **more: object) -> None:
        if self._client_id is None:
            return
        if name not in self._built:
            page = screen_class(PAGES[name])(self.desk, self._pages)
            page.set_narrow(self.is_narrow)
            self._built[name] = page
            self._pages.addWidget(page if page.scrolls else self._scrolled(page))
        page = self._built[name]
        self._pages.setCurrentIndex(list(self._built).index(name))
        page.arrive(self._client_id, **{key: more[key] for key in more if key != "tab"})

    def _scrolled(self, page: Screen) -> QScrollArea:
        area = QScrollArea(self._pages)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        return area

    def _on_failed(self, error: BaseException) -> None:
        self.desk.messages.error(error)
        self.desk.navigation.open("clients")

    def _on_tab(self, name: str) -> None:
        # the way back leads to the page that was left
        self.desk.navigation.is_now("client", self._client_id, tab=name)
        self._show_page(name)

    def _on_jumped(self) -> None:
        """The next Tab goes into the page, not to the head of the chart again."""
        self.tabs.bar.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_step(self, step: int) -> None:
        names = [name for name, _words in self.tabs.tabs()]
        at = (names.index(self.tabs.current) + step) % len(names)
        self.tabs.set_current(names[at])

    def _on_admit(self) -> None:
        self.desk.navigation.open("admit", self._client_id)

    def _on_add(self) -> None:
        below = self.header.add.rect().bottomLeft()
        self.adds.popup(self.header.add.mapToGlobal(below))

    def _on_appointment(self) -> None:
        self.desk.navigation.open("appointment", self._client_id)

    def _on_groups(self) -> None:
        self.desk.navigation.open("find_groups", self._client_id)

    def _on_refer(self) -> None:
        self.desk.navigation.open("refer", self._client_id)

    def _on_support(self) -> None:
        # Imported with the page itself, which most visits of a chart never show.
        from iopdesk.ui.clients.details_tab import DetailsTab  # noqa: PLC0415

        self.tabs.set_current("details")
        page = self.page()
        if isinstance(page, DetailsTab):
            page.people.add.click()

    def _on_place(self) -> None:
        self.desk.navigation.open("placement", self._client_id)

    def _on_merge(self) -> None:
        self.desk.navigation.open("merge_records", self._client_id)

    def _on_setback(self) -> None:
        self.desk.navigation.open("setback", self._client_id)

    def _on_consent(self) -> None:
        self.desk.navigation.open("consent", self._client_id)

    def _on_plan(self) -> None:
        self.tabs.set_current("plan")

    def _on_discharge(self) -> None:
        self.tabs.set_current("discharge")

    def _on_print(self, paper: ChartPaper, checked: bool = False) -> None:
        client_id = self._client_id
        if client_id is None:
            return
        spoken = self._head.language if self._head else ""

        def note(_language: Language) -> None:
            paper.note(client_id)

        self.desk.preview.show(
            partial(paper.make, client_id),
            languages=tuple(Language),
            language=Language.SPANISH if spoken == "es" else Language.ENGLISH,
            printed=note,
            saved=note,
            outside=Outside(client_id, paper.document) if paper.document else None,
        )
