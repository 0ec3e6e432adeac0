"""What to look at before signing: a line a client, Enter goes there, one key signs all the same."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from iopdesk.domain.note_guards import Concern, NoteConcern
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import _

_MOST_ROWS = 6
_ABOUT_GROUP = frozenset({NoteConcern.NO_TEXT, NoteConcern.NAMES_A_CLIENT})


@dataclass(frozen=True)
class ConcernRow:
    """One line: what it is, and the client whose line it leads to (None: the group's note)."""

    kind: NoteConcern
    client_id: uuid.UUID | None
    words: str


class ConcernsCard(Card):
    """`opened` carries a ConcernRow, `anyway` says that the rest was seen."""

    opened = Signal(object)
    anyway = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Before signing"), parent)
        self._rows: RowsModel[ConcernRow] = RowsModel(
            [
                Column(
                    "",
                    _weight,
                    kind=Kind.ICON,
                    icon=lambda row: "triangle-alert",
                    tone=lambda row: "bad" if row.kind.blocks else "warn",
                    units=30,
                ),
                Column(_("What"), lambda row: row.words, stretch=True),
            ],
            self,
            identity=lambda row: (row.kind, row.client_id, row.words),
        )
        self.table = TableView(self._rows, "concerns", self, row_units=28)
        self.table.setSortingEnabled(False)
        self.table.horizontalHeader().hide()
        self.table.setAccessibleName(_("Before signing"))
        self.body.addWidget(self.table)
        self._hint = label("", "hint", self, wrap=True)
        self.body.addWidget(self._hint)
        line = QHBoxLayout()
        line.setSpacing(current_theme().px(8))
        self.back = plain_button(_("Go &back"), parent=self)
        self.sign = primary_button(_("Sign an&yway"), "pencil", self)
        line.addWidget(self.back)
        line.addStretch(1)
        line.addWidget(self.sign)
        self.body.addLayout(line)
        self.table.opened.connect(self.opened)
        self.sign.clicked.connect(self.anyway)
        self.back.clicked.connect(self._on_back)
        self.hide()

    @property
    def blocks(self) -> bool:
        """Whether something has to be mended first."""
        return any(row.kind.blocks for row in self._rows.rows())

    def show_concerns(self, found: Sequence[Concern], names: Mapping[uuid.UUID, str]) -> None:
        """Show what was found and take the focus."""
        self._rows.set_rows(concern_rows(found, names))
        self.sign.setEnabled(not self.blocks)
        hint = _("Enter goes there. Ctrl+Shift+S signs all the same; what you saw is kept.")
        if self.blocks:
            hint = _("Enter goes there. What is marked red has to be mended first.")
        self._hint.setText(hint)
        high = current_theme().px(28) * min(self._rows.rowCount(), _MOST_ROWS) + 4
        self.table.setFixedHeight(high)
        self.show()
        self.table.choose_first()
        self.table.setFocus()

    def _on_back(self) -> None:
        self.hide()
        self.closed.emit()


def _weight(row: ConcernRow) -> str:
    return _("has to be mended") if row.kind.blocks else _("to look at")


def concern_rows(found: Sequence[Concern], names: Mapping[uuid.UUID, str]) -> list[ConcernRow]:
    """A line for each client that a concern is about; those that block come first."""
    rows: list[ConcernRow] = []
    for concern in found:
        rows += _rows_of(concern, names)
    return sorted(rows, key=lambda row: not row.kind.blocks)


def _rows_of(concern: Concern, names: Mapping[uuid.UUID, str]) -> list[ConcernRow]:
    kind, clients = concern.kind, concern.clients
    if kind is NoteConcern.NAMES_ANOTHER:
        one, other = clients
        told = _("{name}: names {other}", name=_name(names, one), other=_name(names, other))
        return [ConcernRow(kind, one, told)]
    if kind in _ABOUT_GROUP or not clients:
        called = [_name(names, each) for each in clients] or [""]
        return [ConcernRow(kind, None, _group_words(concern, name)) for name in called]
    return [
        ConcernRow(kind, each, f"{_name(names, each)}: {_client_words(concern, each, names)}")
        for each in clients
    ]


def _name(names: Mapping[uuid.UUID, str], client_id: uuid.UUID) -> str:
    return names.get(client_id, _("someone else"))


def _group_words(concern: Concern, name: str) -> str:
    return {
        NoteConcern.NO_TEXT: _("Nothing is written about the group yet."),
        NoteConcern.NAMES_A_CLIENT: _(
            "The group note names {name}; every client has it", name=name
        ),
        NoteConcern.CHANGED_MEANWHILE: _(
            "{who} changed the group note meanwhile: look again", who=concern.words
        ),
        NoteConcern.WRITTEN_BY_OTHERS: _(
            "{who} wrote the group note; you sign it as your own", who=concern.words
        ),
    }.get(concern.kind, "")


def _client_words(concern: Concern, of: uuid.UUID, names: Mapping[uuid.UUID, str]) -> str:
    others = ", ".join(_name(names, each) for each in concern.clients if each != of)
    return {
        NoteConcern.NO_TEXT: _("nothing is written yet"),
        NoteConcern.UNMARKED: _("attendance is not marked"),
        NoteConcern.NOT_KEPT: _("not marked as kept"),
        NoteConcern.CHANGED_MEANWHILE: _(
            "{who} changed it meanwhile: look again", who=concern.words
        ),
        NoteConcern.SAME_LINES: _("same words as {others}", others=others),
        NoteConcern.COPIED: _("{n} % as in the note before", n=concern.words),
        NoteConcern.NO_LINE: _("no words of their own"),
        NoteConcern.LINE_OF_ABSENT: _("has a note but was absent"),
        NoteConcern.NO_OBJECTIVE: _("no plan objective"),
        NoteConcern.OLD_OBJECTIVE: _("objective of an earlier plan"),
        NoteConcern.WRITTEN_BY_OTHERS: _(
            "{who} wrote this; you sign it as your own", who=concern.words
        ),
    }.get(concern.kind, "")
