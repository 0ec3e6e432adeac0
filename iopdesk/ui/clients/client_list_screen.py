"""All clients: one list, a search that asks at each key, states to choose from."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from iopdesk.domain.client import ClientState, fold
from iopdesk.domain.shown_list import ShownList
from iopdesk.services.client_records import ClientLine
from iopdesk.ui.clients.client_words import (
    born_words,
    day_words,
    line_state,
    placement_words,
    state_tone,
)
from iopdesk.ui.desk import Desk
from iopdesk.ui.list_copies import ListCopies, shown_list
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.search_field import SearchField
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.wording import _, ngettext_

_PAGE = 200
_FOUND = 50
_EVERYONE = "everyone"


class ClientListScreen(Screen):
    """Type to search everyone, discharged included; or look through one state."""

    shows = frozenset({"client", "episode", "placement"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._wanted = _PAGE
        column = self.page_layout()
        self.title_bar = TitleBar(_("Clients"), self)
        self.copies = ListCopies(self, self._shown)
        self.title_bar.add_action(self.copies.menu())
        self.first_contacts = self.title_bar.add_action(
            plain_button(_("First contact&s"), "phone", self)
        )
        self.new_client = self.title_bar.add_action(
            primary_button(_("&New client"), "user-plus", self)
        )
        column.addWidget(self.title_bar)
        column.addLayout(self._build_filters())
        column.addWidget(self._build_list(), 1)
        self._connect()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Whoever comes here types; a focus proxy would take the button above out of Tab's way."""
        super().focusInEvent(event)
        self.search.setFocus()

    def refresh(self) -> None:
        """Ask for what the search field and the state say."""
        typed = self.search.text().strip()
        client = self.desk.services.client
        if typed:
            self.desk.background.run(
                self, partial(client.find, typed, _FOUND), self._show_found, ticket="list"
            )
            return
        state, wanted = self._state(), self._wanted

        def page() -> tuple[tuple[ClientLine, ...], int]:
            return client.clients(state, limit=wanted), client.count(state)

        self.desk.background.run(self, page, self._show_page, ticket="list")

    def reflow(self, narrow: bool) -> None:
        """Filters under the search, columns of lesser worth hidden."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._filters.setDirection(way)
        self.table.reflow(narrow)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the list."""
        return [
            ("Ctrl+F", _("Search")),
            ("Ctrl+N", _("New client")),
            (_("Down"), _("From the search to the list")),
            (_("Enter"), _("Open the chart")),
            *self.copies.keys(),
        ]

    def place(self) -> str:
        """Its name in back links."""
        return _("Clients")

    def _build_filters(self) -> QBoxLayout:
        self._filters = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._filters.setSpacing(current_theme().px(12))
        self.search = SearchField(_("Name, birth date, phone or chart number"), self)
        self.states = Segmented(
            [
                (ClientState.IN_PROGRAM, _("In program")),
                (ClientState.WAITING, _("Not admitted")),
                (ClientState.DISCHARGED, _("Discharged")),
                (_EVERYONE, _("Everyone")),
            ],
            self,
        )
        self.states.set_name(_("Which clients"))
        self.found = label("", "soft", self)
        self._filters.addWidget(self.search, 1)
        self._filters.addWidget(self.states)
        self._filters.addWidget(self.found)
        return self._filters

    def _build_list(self) -> Card:
        card = Card("", self)
        today = self.desk.services.store.clock.today()
        self._model = RowsModel[ClientLine](
            _columns(today), self, identity=lambda line: line.client_id
        )
        self.table = TableView(self._model, "clients", card)
        self.table.setAccessibleName(_("Clients"))
        self.more = plain_button("", "chevron-down", card)
        self.more.hide()
        pages = QWidget(card)
        self._pages = QStackedLayout(pages)
        full = QWidget(pages)
        rows = QVBoxLayout(full)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.table, 1)
        rows.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._nobody_button = plain_button(_("New &client"), "user-plus", pages)
        self._nobody = EmptyState("", self._nobody_button, pages)
        self._pages.addWidget(full)
        self._pages.addWidget(self._nobody)
        card.body.addWidget(pages, 1)
        return card

    def _connect(self) -> None:
        self.search.asked.connect(self._on_asked)
        self.search.left_down.connect(self._on_left_down)
        self.states.changed.connect(self._on_state)
        self.table.opened.connect(self._on_opened)
        self.new_client.clicked.connect(self._on_new)
        self.first_contacts.clicked.connect(self._on_first_contacts)
        self._nobody_button.clicked.connect(self._on_new)
        self.more.clicked.connect(self._on_more)
        for keys, slot in (("Ctrl+F", self._on_find), ("Ctrl+N", self._on_new)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _shown(self) -> ShownList:
        typed = self.search.text().strip()
        state = self.states.button(self.states.value).text()
        criteria = (_("Search"), typed) if typed else (_("Which clients"), state)
        shown = (_("Shown"), ngettext_("{n} client", "{n} clients", self._model.rowCount()))
        return shown_list(self.table, "clients", _("Clients"), (criteria, shown))

    def _state(self) -> ClientState | None:
        value = self.states.value
        return value if isinstance(value, ClientState) else None

    def _show_found(self, lines: tuple[ClientLine, ...]) -> None:
        words = ngettext_("{n} found among everyone", "{n} found among everyone", len(lines))
        if len(lines) >= _FOUND:
            words = _("The first {n}; type more to narrow it", n=_FOUND)
        self.found.setText(words)
        self.more.hide()
        self._show_lines(lines, _("Nobody fits what you typed, discharged clients included."))

    def _show_page(self, page: tuple[tuple[ClientLine, ...], int]) -> None:
        lines, count = page
        self.found.setText(ngettext_("{n} client", "{n} clients", count))
        self.more.setText(_("Show {n} more", n=min(_PAGE, count - len(lines))))
        self.more.setVisible(count > len(lines))
        empty = {
            ClientState.IN_PROGRAM: _("Nobody is in program. Add a client and admit them."),
            ClientState.WAITING: _("Nobody waits to be admitted."),
            ClientState.DISCHARGED: _("Nobody was discharged yet."),
        }
        state = self._state()
        self._show_lines(lines, empty[state] if state else _("There are no clients yet."))

    def _show_lines(self, lines: tuple[ClientLine, ...], empty: str) -> None:
        self._model.set_rows(lines)
        self._nobody.set_words(empty)
        self._pages.setCurrentIndex(0 if lines else 1)

    def _on_asked(self, typed: str) -> None:
        self.states.setEnabled(not typed.strip())
        self.refresh()

    def _on_left_down(self) -> None:
        if self._model.rowCount():
            self.table.setFocus()

    def _on_state(self, state: object) -> None:
        self._wanted = _PAGE
        self.refresh()

    def _on_more(self) -> None:
        self._wanted += _PAGE
        self.refresh()

    def _on_opened(self, line: ClientLine) -> None:
        self.desk.navigation.open("client", line.client_id)

    def _on_new(self) -> None:
        self.desk.navigation.open("new_client", typed=self.search.text().strip())

    def _on_first_contacts(self) -> None:
        self.desk.navigation.open("pipeline")

    def _on_find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()


def _columns(today: date) -> list[Column[ClientLine]]:
    return [
        Column(
            _("Name"),
            lambda line: line.sorted_name,
            "name",
            bold=True,
            stretch=True,
            order=lambda line: fold(line.sorted_name),
        ),
        Column(_("Chart"), lambda line: line.chart_number, "chart"),
        Column(
            _("Born"),
            lambda line: born_words(line.born, today),
            "born",
            order=lambda line: line.born,
        ),
        Column(
            _("State"),
            line_state,
            "state",
            kind=Kind.CHIP,
            tone=lambda line: state_tone(line.state),
            spoken=line_state,
        ),
        Column(
            _("Day"),
            lambda line: day_words(line.stay.day) if line.stay else "",
            "day",
            order=lambda line: line.stay.day.day if line.stay and line.stay.day else None,
        ),
        Column(_("Phase"), lambda line: placement_words(line.stay), "phase", minor=True),
        Column(
            _("Counselor"),
            lambda line: line.stay.counselor if line.stay else "",
            "counselor",
            soft=True,
            minor=True,
        ),
    ]
