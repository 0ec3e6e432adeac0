"""Lays out the place of notes: what waits or was found at the left, its text at the right."""

from collections.abc import Callable

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from iopdesk.domain.note_list import NoteEntry, NotePlace
from iopdesk.ui.notes.note_columns import found_columns, queue_columns
from iopdesk.ui.notes.note_reader import NoteReader
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.fields import ChoiceField, DateField
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.rows_model import RowsModel
from iopdesk.ui.widgets.search_field import SearchField
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.wording import _

TO_SIGN, TO_COSIGN, FIND = "to_sign", "to_cosign", "find"
_DATE_UNITS = 110


class NotesView(QWidget):
    """Widgets only; notes_screen.py connects them."""

    def __init__(
        self, is_read: Callable[[NoteEntry], bool], may_cosign: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        self.title = TitleBar(_("Notes"), self)
        self.sign_read = self.title.add_action(primary_button(_("&Sign all read"), "pencil", self))
        column.addWidget(self.title)
        choices: list[tuple[object, str]] = [(TO_SIGN, _("To sign"))]
        if may_cosign:
            choices.append((TO_COSIGN, _("To co-sign")))
        choices.append((FIND, _("Find in notes")))
        self.which = Segmented(choices, self)
        self.which.set_name(_("Which notes"))
        column.addWidget(self.which)
        column.addWidget(self._build_filters())
        self._panes = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._panes.setSpacing(current_theme().px(12))
        self._panes.addWidget(self._build_lists(is_read), 3)
        self._panes.addWidget(self._build_reader(), 2)
        column.addLayout(self._panes, 1)

    def reflow(self, narrow: bool) -> None:
        """The text below the list in narrow windows."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._panes.setDirection(way)
        self._filter_lines.setDirection(way)
        self.title.reflow(narrow)
        self.queue.reflow(narrow)
        self.found.reflow(narrow)

    def show_mode(self, mode: str) -> None:
        """Show what belongs to signing, co-signing or finding."""
        is_find = mode == FIND
        self.filters.setVisible(is_find)
        self.found.setVisible(is_find)
        self.queue.setVisible(not is_find)
        self.sign_read.setVisible(not is_find)
        words = _("Co-&sign all read") if mode == TO_COSIGN else _("&Sign all read")
        self.sign_read.setText(words)
        self.cosign.setVisible(mode == TO_COSIGN)
        self.send_back.setVisible(mode == TO_COSIGN)

    def show_empty(self, words: str, is_empty: bool) -> None:
        """Say what an empty list means."""
        self.empty.set_words(words)
        self.empty.setVisible(is_empty)

    @property
    def table(self) -> TableView:
        """The list that is shown."""
        return self.found if self.which.value == FIND else self.queue

    def _build_filters(self) -> QWidget:
        self.filters = QWidget(self)
        self.filters.setProperty("bare", "true")
        lines = self._filter_lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.filters)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(current_theme().px(8))
        line, days = QHBoxLayout(), QHBoxLayout()
        line.setSpacing(current_theme().px(8))
        days.setSpacing(current_theme().px(8))
        self.words = SearchField(_("Words in notes, in any order"), self.filters)
        self.kind = ChoiceField(
            [
                (None, _("All notes")),
                (NotePlace.SESSION, _("Of sessions")),
                (NotePlace.APPOINTMENT, _("Of appointments")),
            ],
            self.filters,
        )
        self.kind.setAccessibleName(_("Kind of note"))
        self.author = ChoiceField([(None, _("By everyone")), ("me", _("By me"))], self.filters)
        self.author.setAccessibleName(_("Signed by"))
        self.since, self.until = DateField(self.filters), DateField(self.filters)
        lines.addWidget(self.words, 1)
        lines.addLayout(line)
        lines.addLayout(days)
        line.addWidget(self.kind)
        line.addWidget(self.author)
        for words, field in ((_("From"), self.since), (_("To"), self.until)):
            field.setFixedWidth(current_theme().px(_DATE_UNITS))
            field.setAccessibleName(words)
            days.addWidget(label(words, "label", self.filters))
            days.addWidget(field)
        days.addStretch(0)
        return self.filters

    def _build_lists(self, is_read: Callable[[NoteEntry], bool]) -> Card:
        card = Card("", self)
        self.queue_rows: RowsModel[NoteEntry] = RowsModel(
            queue_columns(is_read), self, identity=lambda entry: entry.key
        )
        self.queue = TableView(self.queue_rows, "notes_queue", card)
        self.queue.setAccessibleName(_("Notes that wait"))
        self.found_rows: RowsModel[NoteEntry] = RowsModel(
            found_columns(), self, identity=lambda entry: entry.key
        )
        self.found = TableView(self.found_rows, "notes_found", card)
        self.found.setAccessibleName(_("Notes found"))
        self.empty = EmptyState("", None, card)
        foot = QHBoxLayout()
        self.told = label("", "hint", card, wrap=True)
        self.more = plain_button(_("Look f&urther back"), "history", card)
        self.more.hide()
        foot.addWidget(self.told, 1)
        foot.addWidget(self.more)
        for table in (self.queue, self.found):
            card.body.addWidget(table, 1)
        card.body.addWidget(self.empty, 1)
        card.body.addLayout(foot)
        return card

    def _build_reader(self) -> QWidget:
        side = QWidget(self)
        side.setProperty("bare", "true")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        self.reader = NoteReader(side)
        column.addWidget(self.reader, 1)
        line = QHBoxLayout()
        line.setSpacing(current_theme().px(8))
        self.open = plain_button(_("&Open"), "arrow-right", side)
        self.send_back = plain_button(_("Send &back"), "undo-2", side)
        self.cosign = primary_button(_("&Co-sign"), "pencil", side)
        line.addWidget(self.open)
        line.addStretch(1)
        line.addWidget(self.send_back)
        line.addWidget(self.cosign)
        column.addLayout(line)
        return side
