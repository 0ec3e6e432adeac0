"""What an import would change, as lists to look through before saying yes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from iopdesk.directories.directory_kind import Kind
from iopdesk.domain.meeting import Note, Refused
from iopdesk.services.meeting_import import ImportLine, ImportPreview
from iopdesk.ui.meetings.meeting_words import field_words, when_words
from iopdesk.ui.widgets.buttons import quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.rows_model import Column, RowsModel
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import _, ngettext_

_TABLES = frozenset({Kind.TSML_CSV, Kind.TSML_XLSX, Kind.MAPPED_TABLE, Kind.GOOGLE_VALUES_JSON})
PAGES = ("added", "changed", "gone", "noted", "not_read")


@dataclass(frozen=True)
class _Page:
    table: TableView
    model: RowsModel[Any]


class ImportLists(Card):
    """Five lists behind five counts; shows an ImportPreview.

    `columns_asked` when a person wants to say what the columns of a table hold.
    """

    columns_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.told = label("", "strong", self, wrap=True)
        self.body.addWidget(self.told)
        self.unknown = label("", "soft", self, wrap=True)
        self.body.addWidget(self.unknown)
        self.columns = quiet_button(_("What the columns &hold…"), "", self)
        self.columns.clicked.connect(self.columns_asked)
        self.pages = Segmented([(name, name) for name in PAGES], self)
        self.pages.set_name(_("What the file brings"))
        line = QHBoxLayout()
        line.addWidget(self.pages)
        line.addStretch(1)
        line.addWidget(self.columns)
        self.body.addLayout(line)
        self._stack = QStackedLayout()
        self._empty = EmptyState("", None, self)
        self._stack.addWidget(self._empty)
        self._lists = {name: self._list(name) for name in PAGES}
        self.body.addLayout(self._stack, 1)
        self.pages.changed.connect(self._on_page)
        self.clear(_("Choose the file that you were sent or have downloaded."))

    def clear(self, words: str) -> None:
        """Show nothing but a sentence."""
        self.told.setText("")
        self.told.hide()
        self.unknown.hide()
        self.columns.hide()
        self.pages.hide()
        self._empty.set_words(words)
        self._stack.setCurrentWidget(self._empty)

    def show_preview(self, told: ImportPreview) -> None:
        """Show the counts, and the first list that has anything in it."""
        rows: dict[str, Sequence[Any]] = {
            "added": told.added_meetings,
            "changed": told.changed_meetings,
            "gone": told.no_longer_listed,
            "noted": told.noted,
            "not_read": told.not_read,
        }
        for name, page in self._lists.items():
            page.model.set_rows(rows[name])
        self.told.setText(_counts(told))
        self.told.show()
        self._say_columns(told)
        heads = {
            "added": _("New ({n})", n=len(told.added_meetings)),
            "changed": _("Changed ({n})", n=len(told.changed_meetings)),
            "gone": _("No longer listed ({n})", n=len(told.no_longer_listed)),
            "noted": _("Read with a note ({n})", n=len(told.noted)),
            "not_read": _("Not read ({n})", n=len(told.not_read)),
        }
        self.pages.set_choices([(name, heads[name]) for name in PAGES])
        self.pages.show()
        first = next((name for name in PAGES if rows[name]), "added")
        self.pages.set_value(first)
        self._on_page(first)

    def _say_columns(self, told: ImportPreview) -> None:
        self.columns.setVisible(told.kind in _TABLES)
        heads = ", ".join(told.unknown_columns)
        words = _("Columns that were not understood and are left out: {heads}.", heads=heads)
        self.unknown.setText(words if heads else "")
        self.unknown.setVisible(bool(heads))

    def table(self, name: str) -> TableView:
        """One of the five lists."""
        return self._lists[name].table

    def reflow(self, narrow: bool) -> None:
        """Columns of lesser worth go."""
        for page in self._lists.values():
            page.table.reflow(narrow)

    def _list(self, name: str) -> _Page:
        columns: list[Column[Any]] = _COLUMNS[name]()
        model: RowsModel[Any] = RowsModel(columns, self)
        table = TableView(model, f"import-{name}", self)
        self._stack.addWidget(table)
        return _Page(table, model)

    def _on_page(self, name: object) -> None:
        page = self._lists[str(name)]
        if page.model.rowCount():
            self._stack.setCurrentWidget(page.table)
            return
        self._empty.set_words(_("Nothing here."))
        self._stack.setCurrentWidget(self._empty)


def _counts(told: ImportPreview) -> str:
    parts = [
        ngettext_("{n} row read", "{n} rows read", told.read),
        ngettext_("{n} new", "{n} new", told.added),
        ngettext_("{n} changed", "{n} changed", told.changed),
        _("{n} as before", n=told.unchanged),
        ngettext_("{n} not read", "{n} not read", len(told.not_read)),
    ]
    return f"{parts[0]}: {', '.join(parts[1:])}."


def _start(text: str) -> time | None:
    return time.fromisoformat(text) if text else None


def _when(line: ImportLine) -> str:
    return when_words(line.day, _start(line.start))


def _line_columns() -> list[Column[ImportLine]]:
    return [
        Column(_("Row"), lambda line: str(line.row or ""), "row", order=lambda m: m.row),
        Column(_("When"), _when, "when"),
        Column(_("Meeting"), lambda line: line.name, "name", bold=True, stretch=True),
    ]


def _changed_columns() -> list[Column[ImportLine]]:
    return [
        *_line_columns(),
        Column(
            _("What changed"),
            lambda line: ", ".join(dict.fromkeys(field_words(name) for name in line.fields)),
            "fields",
            soft=True,
        ),
    ]


def _gone_columns() -> list[Column[ImportLine]]:
    return _line_columns()[1:]


def _row_number(row: int) -> str:
    return str(row) if row else _("all")


def _note_columns() -> list[Column[Note]]:
    return [
        Column(_("Row"), lambda note: _row_number(note.row), "row", order=lambda n: n.row),
        Column(_("Field"), lambda note: field_words(note.field), "field"),
        Column(_("Written"), lambda note: note.was, "was", soft=True),
        Column(_("Read as"), lambda note: _(note.read_as), "read_as", stretch=True),
    ]


def _refused_columns() -> list[Column[Refused]]:
    return [
        Column(_("Row"), lambda row: _row_number(row.row), "row", order=lambda r: r.row),
        Column(_("Written"), lambda row: row.was, "was", soft=True),
        Column(_("Why"), lambda row: _(row.reason), "reason", stretch=True),
    ]


_COLUMNS: dict[str, Callable[[], list[Column[Any]]]] = {
    "added": _line_columns,
    "changed": _changed_columns,
    "gone": _gone_columns,
    "noted": _note_columns,
    "not_read": _refused_columns,
}
