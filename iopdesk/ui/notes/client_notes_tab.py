"""The Notes tab of a chart: every note of the client, newest first, and one's counseling notes."""

import uuid
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from iopdesk.domain.note_list import NoteEntry, NotePage, NotePlace, NoteQuery, NoteText
from iopdesk.domain.staff import Right
from iopdesk.services.note_list_service import PAGE
from iopdesk.ui.desk import Desk
from iopdesk.ui.notes.counseling_card import CounselingCard
from iopdesk.ui.notes.note_columns import client_columns
from iopdesk.ui.notes.note_reader import NoteReader
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.fields import ChoiceField
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.rows_model import RowsModel
from iopdesk.ui.widgets.search_field import SearchField
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import _, ngettext_

_UNSIGNED, _MINE = "unsigned", "mine"


class ClientNotesTab(Screen):
    """Shows one client; the group's part and the own line stand together as in the record."""

    shows = frozenset({"group_note", "client_note", "addendum", "attendance", "appointment"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: uuid.UUID | None = None
        self._entries: list[NoteEntry] = []
        self._page = NotePage(())
        signed_in = desk.services.signed_in
        self._may_read = signed_in.may(Right.VIEW_CLINICAL)
        self._panes = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._panes.setContentsMargins(0, 0, 0, 0)
        self._panes.setSpacing(current_theme().px(12))
        self._panes.addWidget(self._build_list(), 3)
        side = QVBoxLayout()
        side.setSpacing(current_theme().px(12))
        self.reader = NoteReader(self)
        self.counseling = CounselingCard(desk, self)
        self.counseling.setVisible(signed_in.may(Right.WRITE_NOTES))
        side.addWidget(self.reader, 1)
        side.addWidget(self.counseling)
        self._panes.addLayout(side, 2)

    def open_record(self, record_id: uuid.UUID | None, **more: object) -> None:
        """A client."""
        if record_id != self._client_id:
            self._client_id = record_id
            self._rows.set_rows([])
            self.reader.clear(_("Choose a note in the list to read it."))
            self.counseling.open(record_id)

    def refresh(self) -> None:
        """Ask for the newest notes."""
        if self._client_id is None:
            return
        if not self._may_read:
            self.empty.set_words(_("Your roles don't include clinical notes."))
            return
        self._entries = []
        self._ask(False)
        if not self.counseling.isHidden():
            self.counseling.refresh()

    def reflow(self, narrow: bool) -> None:
        """One column in narrow windows."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._panes.setDirection(way)
        self.table.reflow(narrow)

    def keep_draft(self) -> None:
        """Keep a counseling note that is half typed."""
        self.counseling.keep_draft()

    def place(self) -> str:
        """Its name."""
        return _("Notes")

    def _build_list(self) -> Card:
        card = Card(_("Notes"), self)
        line = QHBoxLayout()
        line.setSpacing(current_theme().px(8))
        self.words = SearchField(_("Words in this client's notes"), card)
        self.kind = ChoiceField(
            [
                (None, _("All notes")),
                (NotePlace.SESSION, _("Of sessions")),
                (NotePlace.APPOINTMENT, _("Of appointments")),
                (_UNSIGNED, _("Not signed")),
                (_MINE, _("By me")),
            ],
            card,
        )
        self.kind.setAccessibleName(_("Which notes"))
        line.addWidget(self.words, 1)
        line.addWidget(self.kind)
        card.body.addLayout(line)
        self._rows: RowsModel[NoteEntry] = RowsModel(
            client_columns(), self, identity=lambda entry: entry.key
        )
        self.table = TableView(self._rows, "client_notes", card)
        self.table.setAccessibleName(_("Notes"))
        self.empty = EmptyState("", None, card)
        self.told = label("", "hint", card)
        self.more = plain_button(_("Show ol&der notes"), "history", card)
        self.more.hide()
        foot = QHBoxLayout()
        foot.addWidget(self.told, 1)
        foot.addWidget(self.more, 0, Qt.AlignmentFlag.AlignRight)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.empty, 1)
        card.body.addLayout(foot)
        self.words.asked.connect(self._on_filter)
        self.words.left_down.connect(self.table.setFocus)
        self.kind.currentIndexChanged.connect(self._on_filter)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.more.clicked.connect(self._on_more)
        return card

    def _query(self) -> NoteQuery:
        kind = self.kind.value
        me = self.desk.services.signed_in.staff_id
        return NoteQuery(
            words=self.words.text(),
            client_id=self._client_id,
            place=kind if isinstance(kind, NotePlace) else None,
            author_id=me if kind == _MINE else None,
            is_unsigned=kind == _UNSIGNED,
        )

    def _ask(self, go_on: bool) -> None:
        if self._client_id is not None:
            older = self._page.older_than if go_on else None
            call = partial(
                self.desk.services.note_list.of_client, self._client_id, self._query(), older
            )
            self.desk.background.run(self, call, self._show, ticket="notes")

    def _show(self, page: NotePage) -> None:
        self._page = page
        self._entries += page.entries
        is_first = not self._rows.rows()
        self._rows.set_rows(self._entries)
        has_any = bool(self._entries)
        self.table.setVisible(has_any)
        self.empty.setVisible(not has_any)
        words = _("No notes yet. They are written in a group's session or after an appointment.")
        if self._query().wanted or self.kind.value is not None:
            words = _("No note fits. Choose all notes, or other words.")
        if page.older_than is not None:
            words = _("Looking…")
        self.empty.set_words(words)
        count = len(self._entries)
        self.told.setText(ngettext_("{n} note", "{n} notes", count) if has_any else "")
        self.more.setVisible(page.older_than is not None)
        if has_any and is_first:
            self.table.choose_first()
        # a search goes on by itself, a year at a time, until there is something to show
        if self._query().wanted and page.older_than is not None and count < PAGE:
            self._ask(True)

    def _on_filter(self, *what: object) -> None:
        self._entries = []
        self._rows.set_rows([])
        self._ask(False)

    def _on_more(self) -> None:
        self._ask(True)

    def _on_chosen(self, entry: NoteEntry | None) -> None:
        if entry is not None:
            call = partial(self.desk.services.note_list.text, entry)
            self.desk.background.run(self, call, self._show_text, ticket="text")

    def _show_text(self, text: NoteText) -> None:
        self.reader.show_text(text)

    def _on_opened(self, entry: NoteEntry) -> None:
        if entry.place is NotePlace.APPOINTMENT:
            self.desk.navigation.open("appointment_note", entry.place_id)
        else:
            self.desk.navigation.open("group_session", entry.place_id, date=entry.planned_day)
