"""Bringing a meeting directory up to date: choose a file, see what it changes, import it."""

from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from iopdesk.directories.column_map import ColumnMap, TableHeads
from iopdesk.directories.read_directory import DeclinedFile
from iopdesk.domain.problems import UserProblem
from iopdesk.services.directory_file import DirectoryFile, open_directory_file
from iopdesk.services.meeting_import import ImportPreview, ImportRequest
from iopdesk.services.meeting_service import DirectoryLine
from iopdesk.ui.background import Progress
from iopdesk.ui.desk import Desk
from iopdesk.ui.meetings.column_form import ColumnForm
from iopdesk.ui.meetings.import_form import ImportForm
from iopdesk.ui.meetings.import_lists import ImportLists
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.chip import Chip
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.scroll_page import ScrollPage
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.wording import _, ngettext_, screen_wording

_NO_LIMIT = 16_777_215  # Qt's own


class ImportScreen(Screen):
    """The place "import_meetings": form at the left, what would change at the right."""

    shows = frozenset({"directory", "meeting"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme = current_theme()
        self._known: tuple[DirectoryLine, ...] = ()
        self._preview: ImportPreview | None = None
        self._request: ImportRequest | None = None
        self._readable_part = False
        self._columns: ColumnMap | None = None
        page = ScrollPage(self)
        column = page.column
        self.title_bar = TitleBar(_("Update meeting directories"), page.inside)
        self.title_bar.set_back(_("Meetings"), self._on_back)
        self.do_import = self.title_bar.add_action(primary_button(_("&Import"), "download", self))
        column.addWidget(self.title_bar)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(theme.px(12))
        column.addLayout(self._body, 1)
        self._form_side = self._left(page.inside)
        self._body.addWidget(self._form_side, 0)
        self.lists = ImportLists(page.inside)
        self._body.addWidget(self.lists, 1)
        self.columns = ColumnForm(page.inside)
        self.columns.hide()
        self._body.addWidget(self.columns, 1)
        self.columns.told.connect(self._on_columns)
        self.lists.columns_asked.connect(self._on_columns_asked)
        self.form.choose.clicked.connect(self._on_choose)
        self.form.edited.connect(self._on_edited)
        self.do_import.clicked.connect(self._on_import)
        self.do_import.setEnabled(False)
        open_file = QShortcut(QKeySequence.StandardKey.Open, self)
        open_file.activated.connect(self._on_choose)

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Begin again."""
        self._forget()

    def refresh(self) -> None:
        """Ask which directories there are."""
        self.desk.background.run(
            self, self.desk.services.meeting.directories, self._show_known, ticket="known"
        )

    def reflow(self, narrow: bool) -> None:
        """The lists go below the form."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._body.setDirection(way)
        self.title_bar.reflow(narrow)
        self.lists.reflow(narrow)
        theme = current_theme()
        for side in (self.lists, self.columns):
            side.setMinimumHeight(theme.px(330 if narrow else 0))
        self._form_side.setMaximumWidth(_NO_LIMIT if narrow else theme.px(380))

    def keys(self) -> list[tuple[str, str]]:
        """The key for the file."""
        return [("Ctrl+O", _("choose a file"))]

    def place(self) -> str:
        """Its name in back links."""
        return _("Import")

    def _left(self, parent: QWidget) -> QWidget:
        theme = current_theme()
        side = QWidget(parent)
        side.setProperty("bare", "true")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        card = Card(_("The new list"), side)
        self.form = ImportForm(card)
        card.body.addWidget(self.form)
        self.known = Card(_("What the clinic has"), side)
        column.addWidget(card)
        column.addWidget(self.known)
        column.addStretch(1)
        side.setMinimumWidth(theme.px(340))
        side.setMaximumWidth(theme.px(380))
        return side

    def _show_known(self, directories: tuple[DirectoryLine, ...]) -> None:
        self._known = directories
        self.form.offer_sources(directories)
        while self.known.body.count():
            item = self.known.body.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for directory in directories:
            count = ngettext_("{n} meeting", "{n} meetings", directory.meetings)
            day = screen_wording().day_month_year(directory.day)
            words = f"{directory.source} ({directory.fellowship.short_name})\n{count}, {day}"
            self.known.body.addWidget(label(words, "", self.known, wrap=True))
            if directory.is_stale:
                old = ngettext_("{n} day old", "{n} days old", directory.age_days)
                self.known.body.addWidget(Chip(old, "warn", self.known))
        if not directories:
            self.known.body.addWidget(label(_("No directory yet."), "soft", self.known))

    def _on_back(self) -> None:
        self.desk.navigation.open("meetings")

    def _on_choose(self) -> None:
        kinds = _(
            "Meeting directories (*.json *.csv *.txt *.tsv *.xlsx *.xls *.ods);;All files (*)"
        )
        path = self.desk.messages.file_to_open(_("Choose a meeting directory"), kinds)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Read the file at `path` and show what it would change."""
        call = partial(open_directory_file, path)
        self.desk.background.run(self, call, self._show_file, ticket="file")

    def _show_file(self, file: DirectoryFile) -> None:
        self._readable_part = False
        self._columns = None
        self.form.set_file(file, self._known)
        self._ask_preview()

    def _on_edited(self) -> None:
        self._ask_preview()

    def _ask_preview(self) -> None:
        self._preview = None
        self.do_import.setEnabled(False)
        self._show_columns(None)
        request = self.form.request(readable_part=self._readable_part, columns=self._columns)
        self._request = request
        if request is None:
            waiting = _("Say whose meetings these are.") if self.form.file else ""
            self.lists.clear(waiting or _("Choose the file that you were sent or have downloaded."))
            return
        self.lists.clear(_("Reading {file}…", file=request.file.name))
        service = self.desk.services.meeting

        def job(progress: Progress) -> tuple[ImportRequest, ImportPreview]:
            words = _("Reading {file}…", file=request.file.name)

            def told(done: int, of: int) -> None:
                progress.step(done, of, words)

            told(0, 0)
            return request, service.preview_import(request, told)

        # A list of ten thousand rows takes seconds: beside the store's thread, not on it.
        self.desk.background.run_job(
            self,
            job,
            self._show_preview,
            self._on_declined,
            _("Read the list"),
            partial(self._on_reading_stopped, request),
        )

    def _on_reading_stopped(self, request: ImportRequest) -> None:
        if request is self._request:
            told = _("Reading was stopped. Nothing was changed; choose the file again to read it.")
            self.lists.clear(told)

    def _show_preview(self, answer: tuple[ImportRequest, ImportPreview]) -> None:
        request, told = answer
        if request is not self._request:
            return  # another file or fellowship was chosen meanwhile
        self._preview = told
        self.lists.show_preview(told)
        self.do_import.setEnabled(not told.changes_nothing)
        if told.changes_nothing:
            self.lists.told.setText(
                _("The clinic already has all of this list: nothing would change.")
            )

    def _on_declined(self, error: BaseException) -> None:
        if isinstance(error, DeclinedFile) and error.heads is not None:
            self._show_columns(error.heads)
            return
        if isinstance(error, DeclinedFile):
            told = (_(error.kind.sentence), _("Nothing was changed."), _(error.kind.advice))
            self.lists.clear("\n".join(told))
            if error.readable and not self._readable_part:
                self._offer_readable_part(error.readable)
            return
        if isinstance(error, UserProblem):
            self.lists.clear("\n".join(error.in_words(_)))
        self.desk.messages.error(error)

    def _show_columns(self, heads: TableHeads | None) -> None:
        """The step before the lists: which column holds what."""
        self.lists.setVisible(heads is None)
        self.columns.setVisible(heads is not None)
        if heads is not None:
            self.columns.load(heads)

    def _on_columns_asked(self) -> None:
        if self._request is not None:
            call = partial(self.desk.services.meeting.table_heads, self._request)
            self.desk.background.run(self, call, self._show_columns, ticket="heads")

    def _on_columns(self, columns: ColumnMap) -> None:
        self._columns = columns
        self._ask_preview()
        self.do_import.setFocus()

    def _offer_readable_part(self, entries: int) -> None:
        wanted = self.desk.messages.ask(
            _("This list is damaged."),
            ngettext_(
                "Its first entry can be read, what comes after can't. A whole list is better:"
                " try to download it again first.",
                "Its first {n} entries can be read, what comes after can't. A whole list is"
                " better: try to download it again first.",
                entries,
            ),
            _("&Look at the readable part"),
            _("Leave it"),
        )
        if wanted:
            self._readable_part = True
            self._ask_preview()

    def _on_import(self) -> None:
        told, request = self._preview, self._request
        if told is None or request is None or not self._may_shrink(told):
            return
        self.do_import.setEnabled(False)
        service = self.desk.services.meeting

        def job(progress: Progress) -> ImportPreview:
            words = _("Writing the meetings")

            def how_far(done: int, of: int) -> None:
                progress.step(done, of, words)

            how_far(0, 0)
            return service.import_directory(request, shrink_confirmed=told.shrinks, told=how_far)

        self.desk.background.run_job(
            self,
            job,
            self._show_imported,
            self._on_failed,
            _("Import meetings"),
            self._on_import_stopped,
        )

    def _on_import_stopped(self) -> None:
        self.do_import.setEnabled(self._preview is not None)
        self.desk.messages.say(_("The import was stopped. The clinic's meetings are as before."))

    def _may_shrink(self, told: ImportPreview) -> bool:
        if not told.shrinks:
            return True
        return self.desk.messages.ask(
            _(
                "{gone} of {all} meetings are missing from this list.",
                gone=len(told.no_longer_listed),
                all=told.known_before,
            ),
            _(
                "So many at once are more often a broken file than closed meetings. Nothing is"
                " deleted: they stay with their referrals, marked as no longer listed."
            ),
            _("&Import it all the same"),
            takes_away=True,
        )

    def _show_imported(self, told: ImportPreview) -> None:
        self.desk.messages.say(
            _(
                "{source}: {added} new, {changed} changed, {gone} no longer listed.",
                source=told.source,
                added=len(told.added_meetings),
                changed=len(told.changed_meetings),
                gone=len(told.no_longer_listed),
            )
        )
        self._forget()
        self.desk.navigation.open("meetings")

    def _on_failed(self, error: BaseException) -> None:
        self.do_import.setEnabled(self._preview is not None)
        self.desk.messages.error(error)

    def _forget(self) -> None:
        self._preview = None
        self._request = None
        self._readable_part = False
        self._columns = None
        self._show_columns(None)
        self.form.file = None
        self.form.file_name.setText(_("No file chosen"))
        self.do_import.setEnabled(False)
        self.lists.clear(_("Choose the file that you were sent or have downloaded."))
