"""A chart's history: who did what, when, and what was there before."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from iopdesk.services.history_service import HistoryLine
from iopdesk.ui.clients.overview_words import moment_words
from iopdesk.ui.desk import Desk
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.fact_list import FactList
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.search_field import SearchField
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.widgets.two_panes import TwoPanes
from iopdesk.ui.wording import _, screen_wording


@dataclass(frozen=True)
class _Filter:
    text: str = ""

    def fits(self, line: HistoryLine) -> bool:
        wanted = self.text.casefold()
        return not wanted or wanted in " ".join((line.words, *line.details, line.by)).casefold()


class HistoryTab(Screen):
    """The lines at the left, all of the chosen one at the right."""

    shows = frozenset({"client", "episode", "attendance", "plan", "support_person", "phone"})
    scrolls = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._lines: tuple[HistoryLine, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card("", self)
        self.search = SearchField(_("Search in this history"), card)
        card.body.addWidget(self.search)
        self._model = RowsModel[HistoryLine](
            _columns(desk.services.store.clock.today()), self, identity=lambda line: line.dot
        )
        self.table = TableView(self._model, "history", card)
        self.table.setAccessibleName(_("History"))
        card.body.addWidget(self.table, 1)
        self.table.setMinimumHeight(current_theme().px(220))
        self._detail = Card(_("In full"), self)
        self.facts = FactList((), self._detail)
        self._detail.body.addWidget(self.facts)
        self._detail.body.addStretch(1)
        self._panes = TwoPanes(card, self._detail, self)
        column.addWidget(self._panes)
        self.search.asked.connect(self._on_asked)
        self.search.left_down.connect(self.table.setFocus)
        self.table.chosen.connect(self._show_one)

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Another client: nothing of the one before stays."""
        if record_id != self._client_id:
            self._client_id = record_id
            self._lines = ()
            self._model.set_rows(())
            self.search.clear()
            self.facts.set_facts(())

    def refresh(self) -> None:
        """Ask for the whole history."""
        if self._client_id is not None:
            call = partial(
                self.desk.services.history.client_history, self._client_id, screen_wording()
            )
            self.desk.background.run(self, call, self._show_history, ticket="history")

    def reflow(self, narrow: bool) -> None:
        """The details go under the list."""
        self._panes.reflow(narrow)
        self.table.reflow(narrow)

    def _show_history(self, lines: tuple[HistoryLine, ...]) -> None:
        self._lines = lines
        self._on_asked(self.search.text())

    def _show_one(self, line: HistoryLine | None) -> None:
        if line is None:
            self.facts.set_facts(())
            return
        words = screen_wording()
        when = f"{words.date_year(line.at.date())}, {words.time(line.at.time())}"
        facts = [
            (_("When"), when),
            (_("Who"), line.by or _("The program")),
            (_("What"), line.words),
        ]
        facts.extend(("", detail) for detail in line.details)
        if line.reason:
            facts.append((_("Reason"), line.reason))
        self.facts.set_facts(facts)

    def _on_asked(self, typed: str) -> None:
        wanted = _Filter(typed.strip())
        self._model.set_rows([line for line in self._lines if wanted.fits(line)])
        if self.table.current_row() is None:
            self.table.choose_first()


def _columns(today: date) -> list[Column[HistoryLine]]:
    return [
        Column(
            _("When"),
            lambda line: moment_words(line, today),
            "when",
            soft=True,
            order=lambda line: line.at,
        ),
        Column(
            "",
            lambda line: "",
            kind=Kind.ICON,
            icon=lambda line: line.icon,
            tone=lambda line: "neutral",
            units=32,
        ),
        Column(_("What"), _what, "what", stretch=True),
        Column(_("Who"), lambda line: line.by, "by", soft=True, minor=True),
    ]


def _what(line: HistoryLine) -> str:
    if not line.details:
        return line.words
    return _("{what}: {first}", what=line.words, first=line.details[0])
