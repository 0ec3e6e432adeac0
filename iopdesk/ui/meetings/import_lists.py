"""What an import would change, as lists to look through before saying yes."""

from collections.abc import Callable
from datetime import time
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iopdesk.directories.directory_kind import Kind
from iopdesk.domain.meeting import Note, Refused
from iopdesk.services.meeting_import import ImportLine, ImportPreview
from iopdesk.ui.meetings.meeting_words import field_words, when_words
from iopdesk.ui.widgets.buttons import quiet_button
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.paged_lists import PagedLists
from iopdesk.ui.widgets.rows_model import Column
from iopdesk.ui.wording import _, ngettext_

_TABLES = frozenset({Kind.TSML_CSV, Kind.TSML_XLSX, Kind.MAPPED_TABLE, Kind.GOOGLE_VALUES_JSON})
PAGES = ("added", "changed", "gone", "noted", "not_read")


class ImportLists(PagedLists):
    """Five lists behind five counts; shows an ImportPreview.

    `columns_asked` when a person wants to say what the columns of a table hold.
    """

    columns_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("import", {name: _COLUMNS[name]() for name in PAGES}, parent)
        self.unknown = label("", "soft", self, wrap=True)
        self.body.insertWidget(1, self.unknown)
        self.columns = quiet_button(_("What the columns &hold…"), "", self)
        self.columns.clicked.connect(self.columns_asked)
        self.line.addWidget(self.columns)
        self.clear(_("Choose the file that you were sent or have downloaded."))

    def clear(self, words: str) -> None:
        """Show nothing but a sentence."""
        super().clear(words)
        self.unknown.hide()
        self.columns.hide()

    def show_preview(self, told: ImportPreview) -> None:
        """Show the counts, and the first list that has anything in it."""
        added, changed, gone = told.added_meetings, told.changed_meetings, told.no_longer_listed
        self.show_lists(
            _counts(told),
            {
                "added": (_("New ({n})", n=len(added)), added),
                "changed": (_("Changed ({n})", n=len(changed)), changed),
                "gone": (_("No longer listed ({n})", n=len(gone)), gone),
                "noted": (_("Read with a note ({n})", n=len(told.noted)), told.noted),
                "not_read": (_("Not read ({n})", n=len(told.not_read)), told.not_read),
            },
        )
        self._say_columns(told)

    def _say_columns(self, told: ImportPreview) -> None:
        self.columns.setVisible(told.kind in _TABLES)
        heads = ", ".join(told.unknown_columns)
        words = _("Columns that were not understood and are left out: {heads}.", heads=heads)
        self.unknown.setText(words if heads else "")
        self.unknown.setVisible(bool(heads))


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
