"""Adding the clients of another program's table: say what the columns are, look, add, undo."""

from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from iopdesk.domain.client_import import FIELDS, ColumnMap, ReadClient, Remark
from iopdesk.domain.problems import UserProblem
from iopdesk.services.client_import_service import HereAlready, ImportPlan, PastImport, Undone
from iopdesk.services.client_table import LARGEST_FILE, ClientTable
from iopdesk.ui.background import Progress
from iopdesk.ui.desk import Desk
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.elided import ElidedLabel
from iopdesk.ui.widgets.fields import ChoiceField
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.notice_list import Notice, NoticeList
from iopdesk.ui.widgets.paged_lists import PagedLists
from iopdesk.ui.widgets.rows_model import Column
from iopdesk.ui.widgets.scroll_page import ScrollPage
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.wording import _, ngettext_, screen_wording

_SAMPLES = 3
_NO_LIMIT = 16_777_215  # Qt's own


class ImportClientsScreen(Screen):
    """The place "import_clients": the columns at the left, what would be added at the right."""

    shows = frozenset({"client_import", "client"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._data = b""
        self._name = ""
        self._table: ClientTable | None = None
        self._plan: ImportPlan | None = None
        page = ScrollPage(self)
        self.title_bar = TitleBar(_("Clients from a file"), page.inside)
        self.title_bar.set_back(_("Clients"), partial(desk.navigation.open, "clients"))
        self.add = self.title_bar.add_action(primary_button(_("&Add clients"), "download", self))
        self.add.setEnabled(False)
        self.add.clicked.connect(self._on_add)
        page.column.addWidget(self.title_bar)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(current_theme().px(12))
        page.column.addLayout(self._body, 1)
        self._left = self._left_side(page.inside)
        self._body.addWidget(self._left, 0)
        self.lists = PagedLists("import-clients", _pages(), page.inside)
        self._body.addWidget(self.lists, 1)
        QShortcut(QKeySequence.StandardKey.Open, self).activated.connect(self._on_choose)
        self._forget()

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Begin again."""
        self._forget()

    def refresh(self) -> None:
        """Ask which imports there were."""
        self.desk.background.run(
            self, self.desk.services.client_import.imports, self._show_past, ticket="past"
        )

    def reflow(self, narrow: bool) -> None:
        """The lists go below the columns."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._body.setDirection(way)
        self.title_bar.reflow(narrow)
        self.lists.reflow(narrow)
        theme = current_theme()
        self.lists.setMinimumHeight(theme.px(330 if narrow else 0))
        self._left.setMaximumWidth(_NO_LIMIT if narrow else theme.px(440))

    def keys(self) -> list[tuple[str, str]]:
        """The key for the file."""
        return [("Ctrl+O", _("choose a file"))]

    def place(self) -> str:
        """Its name in back links."""
        return _("Clients from a file")

    def take(self, path: Path) -> None:
        """Read the table at `path` and show what its columns seem to be."""
        self._name = path.name
        call = partial(_read, path, self.desk)
        self.desk.background.run(self, call, self._show_table, ticket="file")

    def columns(self) -> ColumnMap:
        """What the fields say now."""
        heads = self._table.heads if self._table else ()
        chosen = {head: str(self.field(head).value or "") for head in heads if head}
        return ColumnMap(chosen, day_first=self.order.value == "day_first")

    def _left_side(self, parent: QWidget) -> QWidget:
        theme = current_theme()
        side = QWidget(parent)
        side.setProperty("bare", "true")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        card = Card(_("The file"), side)
        line = QHBoxLayout()
        self.choose = plain_button(_("&Choose file…"), "folder-open", card)
        self.choose.clicked.connect(self._on_choose)
        self.file_name = ElidedLabel(_("No file chosen"), card, role="soft")
        line.addWidget(self.choose)
        line.addWidget(self.file_name)
        line.addStretch(1)
        card.body.addLayout(line)
        self.order = Segmented(
            [("month_first", _("Month first")), ("day_first", _("Day first"))], card
        )
        self.order.set_name(_("How birth dates are written"))
        self.order.changed.connect(self._ask_plan)
        card.body.addWidget(self.order)
        self._columns_card = Card(_("What the columns are"), side)
        self.form = Form(self._columns_card)
        self._columns_card.body.addWidget(self.form)
        self._past_card = Card(_("Earlier imports"), side)
        self.past = NoticeList(self._past_card)
        self._past_card.body.addWidget(self.past)
        for each in (card, self._columns_card, self._past_card):
            column.addWidget(each)
        column.addStretch(1)
        side.setMinimumWidth(theme.px(380))
        side.setMaximumWidth(theme.px(440))
        return side

    def _forget(self) -> None:
        self._data, self._table, self._plan = b"", None, None
        self.file_name.setText(_("No file chosen"))
        self.order.hide()
        self._columns_card.hide()
        self.add.setEnabled(False)
        self.lists.clear(
            _("Save the clients of your other program as CSV, then choose that file here.")
        )

    def _on_choose(self) -> None:
        path = self.desk.messages.file_to_open(
            _("Choose a list of clients"), _("Tables (*.csv *.txt *.tsv);;All files (*)")
        )
        if path is not None:
            self.take(path)

    def _show_table(self, read: tuple[bytes, ClientTable, ColumnMap]) -> None:
        self._data, self._table, columns = read
        self.file_name.setText(self._name)
        self._columns_card.body.removeWidget(self.form)
        self.form.hide()
        self.form.deleteLater()
        self.form = Form(self._columns_card)
        choices = [("", _("Leave out")), *((name, _(words)) for name, words in FIELDS.items())]
        for head in self._table.heads:
            if not head:
                continue
            field = ChoiceField(choices, self.form)
            field.set_value(columns.columns.get(head, ""))
            samples = ", ".join(self._table.samples(head, _SAMPLES))
            self.form.add(head, head.replace("&", "&&"), field, hint=samples)
        self.form.edited.connect(self._ask_plan)
        self._columns_card.body.addWidget(self.form)
        self._columns_card.show()
        self.order.show()
        self._ask_plan()

    def field(self, head: str) -> ChoiceField:
        """The field that says what a column is."""
        field = self.form.field(head)
        assert isinstance(field, ChoiceField)
        return field

    def _ask_plan(self, *_changed: object) -> None:
        if self._table is None:
            return
        self._plan = None
        self.add.setEnabled(False)
        try:
            self.columns().refuse_problems(self._table.heads)
        except UserProblem as problem:
            self.lists.clear("\n".join(problem.in_words(_)).strip())
            return
        call = partial(self.desk.services.client_import.preview, self._data, self.columns())
        self.desk.background.run(self, call, self._show_plan, ticket="plan")

    def _show_plan(self, plan: ImportPlan) -> None:
        self._plan = plan
        self.add.setEnabled(bool(plan.to_add))
        self._show_lists(plan, _counts(plan))

    def _show_lists(self, plan: ImportPlan, told: str) -> None:
        self.lists.show_lists(
            told,
            {
                "added": (_("New ({n})", n=len(plan.to_add)), plan.to_add),
                "here": (_("Here already ({n})", n=len(plan.here_already)), plan.here_already),
                "noted": (_("Read with a note ({n})", n=len(plan.noted)), plan.noted),
                "not_read": (_("Not read ({n})", n=len(plan.not_read)), plan.not_read),
            },
        )

    def _on_add(self) -> None:
        if self._plan is None:
            return
        self.add.setEnabled(False)
        call = partial(self.desk.services.client_import.run, self._data, self._name, self.columns())

        def job(progress: Progress) -> tuple[ImportPlan, UUID]:
            progress.step(0, 0, _("Adding clients"))
            return call()

        self.desk.background.run_job(
            self, job, self._show_added, self._on_failed, _("Clients from a file")
        )

    def _show_added(self, done: tuple[ImportPlan, UUID]) -> None:
        plan, _import_id = done
        words = ngettext_("{n} client was added.", "{n} clients were added.", len(plan.to_add))
        self._show_lists(plan, words)
        self.desk.messages.say(words)

    def _on_failed(self, error: BaseException) -> None:
        self.add.setEnabled(True)
        self.desk.messages.error(error)

    def _show_past(self, imports: tuple[PastImport, ...]) -> None:
        self._past_card.setVisible(bool(imports))
        self.past.show_notices([self._past_notice(one) for one in imports])

    def _past_notice(self, one: PastImport) -> Notice:
        day = screen_wording().day_month_year(one.at.date())
        count = ngettext_("{n} client", "{n} clients", one.added)
        words = f"{one.file_name}: {count}, {day}, {one.by}"
        if one.undone_at is not None:
            return Notice(_("{what}; taken back", what=words))
        return Notice(words, "good", _("Take this import back"), partial(self._on_undo, one))

    def _on_undo(self, one: PastImport) -> None:
        wanted = self.desk.messages.ask(
            _("Take this import back?"),
            _("Records that someone worked on since stay. Nothing is erased from the journal."),
            _("&Take it back"),
            _("Leave it"),
        )
        if wanted:
            call = partial(self.desk.services.client_import.undo, one.id)
            self.desk.background.run(self, call, self._show_undone)

    def _show_undone(self, undone: Undone) -> None:
        words = ngettext_("{n} record taken back.", "{n} records taken back.", undone.taken_back)
        if undone.kept:
            words += " " + _("Worked on since, and kept: {charts}.", charts=", ".join(undone.kept))
        self._forget()
        self.lists.clear(words)


def _read(path: Path, desk: Desk) -> tuple[bytes, ClientTable, ColumnMap]:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError:
        raise UserProblem("This file can't be opened.", "Choose another one.") from None
    table, columns = desk.services.client_import.look(data)
    return data, table, columns


def _counts(plan: ImportPlan) -> str:
    parts = [
        ngettext_("{n} row read", "{n} rows read", plan.read),
        ngettext_("{n} new", "{n} new", len(plan.to_add)),
        _("{n} here already", n=len(plan.here_already)),
        ngettext_("{n} not read", "{n} not read", len(plan.not_read)),
    ]
    words = f"{parts[0]}: {', '.join(parts[1:])}."
    if plan.not_taken:
        words += " " + _("Left out: {columns}.", columns=", ".join(plan.not_taken))
    if plan.imported_before is not None:
        words += " " + _("This file was imported before.")
    return words


def _name(one: ReadClient) -> str:
    return f"{one.draft.last_name}, {one.draft.first_name}" if one.draft else ""


def _born(one: ReadClient) -> str:
    born = one.draft.born if one.draft else None
    return screen_wording().day_month_year(born) if born else ""


def _phone(one: ReadClient) -> str:
    return one.draft.phones[0].number if one.draft and one.draft.phones else ""


def _where(one: HereAlready) -> str:
    return one.chart_number or _("the same person as row {row}", row=one.in_row)


def _noted_field(noted: tuple[int, Remark]) -> str:
    return _(FIELDS.get(noted[1].field, noted[1].field))


def _pages() -> dict[str, list[Column[Any]]]:
    row = _("Row")
    pages: dict[str, list[Column[Any]]] = {
        "added": [
            Column(row, lambda one: str(one.row), "row"),
            Column(_("Name"), _name, "name", bold=True, stretch=True),
            Column(_("Birth date"), _born, "born"),
            Column(_("Phone"), _phone, "phone", soft=True),
        ],
        "here": [
            Column(row, lambda one: str(one.row), "row"),
            Column(_("Who it is"), _where, "where", stretch=True),
        ],
        "noted": [
            Column(row, lambda noted: str(noted[0]), "row"),
            Column(_("Field"), _noted_field, "field"),
            Column(_("Written"), lambda noted: noted[1].was, "was", stretch=True),
            Column(_("Read as"), lambda noted: _(noted[1].read_as), "read_as", soft=True),
        ],
        "not_read": [
            Column(row, lambda one: str(one.row), "row"),
            Column(_("Why"), lambda one: _(one.reason), "reason", stretch=True),
        ],
    }
    return pages
