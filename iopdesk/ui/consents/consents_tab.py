"""A chart's Consents tab: who may receive what, and what left the program for whom."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QWidget

from iopdesk.domain.consent_library import consent_library
from iopdesk.domain.disclosure import Disclosed
from iopdesk.services.consent_service import ConsentFolder, ConsentLine
from iopdesk.ui.consents.consent_words import (
    TONES,
    end_words,
    kind_words,
    name_words,
    state_words,
)
from iopdesk.ui.desk import Desk
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import _, screen_wording


class ConsentsTab(Screen):
    """Enter opens a consent; those in force come first."""

    shows = frozenset({"consent", "disclosure", "client"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(current_theme().px(12))
        self._columns.addWidget(self._consents_card(), 3)
        self._columns.addWidget(self._disclosures_card(), 2)
        keys = QShortcut(QKeySequence("Ctrl+N"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self._on_new)

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Show another client."""
        if record_id != self._client_id:
            self._client_id = record_id
            self.consents.set_rows([])
            self.disclosures.set_rows([])

    def refresh(self) -> None:
        """Ask for consents and disclosures."""
        if self._client_id is None:
            return
        run, services = self.desk.background.run, self.desk.services
        folder = partial(services.consent.folder, self._client_id)
        run(self, folder, self._show_folder, ticket="consents")
        left = partial(services.disclosure.disclosures, self._client_id)
        run(self, left, self._show_disclosures, ticket="disclosures")

    def reflow(self, narrow: bool) -> None:
        """Fewer columns in narrow windows."""
        self.table.reflow(narrow)
        self.left_table.reflow(narrow)
        self._fit()

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the list."""
        return [("Enter", _("open the consent")), ("Ctrl+N", _("prepare a consent"))]

    def place(self) -> str:
        """Its name in back links."""
        return _("Consents")

    def _consents_card(self) -> Card:
        card = Card(_("Consents and releases"), self)
        self.new = primary_button(_("Prepare a &consent…"), "plus", card)
        self.new.clicked.connect(self._on_new)
        card.add_to_head(self.new)
        self.consents: RowsModel[ConsentLine] = RowsModel(
            [
                Column(_("To"), lambda line: name_words(line.consent), bold=True),
                Column(_("Kind"), lambda line: kind_words(line.consent.kind), minor=True),
                Column(_("Information"), _information, stretch=True),
                Column(
                    _("State"),
                    lambda line: state_words(line.state),
                    kind=Kind.CHIP,
                    tone=lambda line: TONES[line.state],
                ),
                Column(_("Until"), self._until, soft=True),
                Column(_("To look at"), _missing, when_used=True),
            ],
            card,
            identity=lambda line: line.consent.consent_id,
        )
        self.table = TableView(self.consents, "consents", card)
        self.table.setAccessibleName(_("Consents and releases"))
        self.table.opened.connect(self._on_open)
        self.nothing = EmptyState(
            _("No consent yet. Without one nothing about this client may leave the program."),
            None,
            card,
        )
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.nothing, 1)
        return card

    def _disclosures_card(self) -> Card:
        card = Card(_("Given to others"), self, note=_("the accounting of 42 CFR 2.25"))
        words = screen_wording()
        self.disclosures: RowsModel[Disclosed] = RowsModel(
            [
                Column(
                    _("When"),
                    lambda d: f"{words.day_month_year(d.at.date())}, {words.time(d.at.time())}",
                    order=lambda d: d.at,
                ),
                Column(_("To"), lambda d: d.to_whom, bold=True),
                Column(_("What"), lambda d: d.what, stretch=True),
                Column(_("Purpose"), lambda d: d.purpose),
                Column(_("Ground"), lambda d: d.ground, minor=True),
                Column(_("How"), lambda d: d.how, minor=True),
                Column(_("By"), lambda d: d.by, soft=True),
            ],
            card,
            identity=lambda d: d.disclosure_id,
        )
        self.left_table = TableView(self.disclosures, "disclosures", card)
        self.left_table.setAccessibleName(_("Given to others"))
        self.none_left = EmptyState(_("Nothing has left the program yet."), None, card)
        card.body.addWidget(self.left_table, 1)
        card.body.addWidget(self.none_left, 1)
        return card

    def _show_folder(self, folder: ConsentFolder) -> None:
        self._today = folder.today
        self.consents.set_rows(folder.lines)
        self.new.setVisible(folder.may_write)
        self.table.setVisible(bool(folder.lines))
        self.nothing.setVisible(not folder.lines)
        self._fit()

    def _show_disclosures(self, found: tuple[Disclosed, ...]) -> None:
        self.disclosures.set_rows(found)
        self.left_table.setVisible(bool(found))
        self.none_left.setVisible(not found)
        self._fit()

    def _until(self, line: ConsentLine) -> str:
        return end_words(line.consent, self._today)

    def _fit(self) -> None:
        for table in (self.table, self.left_table):
            table.setMinimumHeight(table.height_of_rows() if self.is_narrow else 0)

    def _on_new(self) -> None:
        self.desk.navigation.open("consent", self._client_id)

    def _on_open(self, line: ConsentLine) -> None:
        self.desk.navigation.open("consent", self._client_id, consent=line.consent.consent_id)


def _information(line: ConsentLine) -> str:
    consent, language = line.consent, screen_wording().language
    told = consent_library().information_words(consent.categories, language)
    return "; ".join(told) or consent.what


def _missing(line: ConsentLine) -> str:
    return _("not whole") if line.consent.shares and line.gaps_to_print else ""
