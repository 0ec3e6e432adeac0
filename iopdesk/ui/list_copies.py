"""Takes a list out of the window: to paper by the preview, or into a file for spreadsheets."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton

from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.shown_list import ShownColumn, ShownList
from iopdesk.domain.staff import Right
from iopdesk.ui.screen import Screen
from iopdesk.ui.widgets.buttons import menu_button
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import _, screen_wording

_PRINT_KEYS, _SAVE_KEYS = "Ctrl+P", "Ctrl+Shift+S"


def shown_list(
    table: TableView,
    file_stem: str,
    title: str,
    criteria: tuple[tuple[str, str], ...] = (),
    instead: Mapping[str, Callable[[Any], str]] | None = None,
) -> ShownList:
    """The columns and rows of a table exactly as they stand on the screen.

    `instead` has other words for columns, by their key, that say what only staff may know.
    """
    columns = table.shown_columns()
    texts = [(instead or {}).get(column.key, column.text) for column in columns]
    return ShownList(
        file_stem,
        title,
        tuple(ShownColumn(column.head, column.right) for column in columns),
        tuple(tuple(text(row) for text in texts) for row in table.shown_rows()),
        criteria=criteria,
    )


class ListCopies(QObject):
    """Ctrl+P and Ctrl+Shift+S of a screen; `shown` gives the list as it stands when asked.

    `about` is the one client that all of it is about, if there is one.
    """

    def __init__(
        self,
        screen: Screen,
        shown: Callable[[], ShownList],
        about: Callable[[], UUID | None] = lambda: None,
    ) -> None:
        super().__init__(screen)
        self._screen = screen
        self._desk = screen.desk
        self._shown = shown
        self._about = about
        for keys, slot in ((_PRINT_KEYS, self.print_list), (_SAVE_KEYS, self.save_list)):
            shortcut = QShortcut(QKeySequence(keys), screen)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    @property
    def may_save(self) -> bool:
        """Whether the person's roles allow files of lists."""
        return self._desk.services.signed_in.may(Right.EXPORT)

    def menu(self) -> QPushButton:
        """A button that offers both, for the title bar of a list."""
        button = menu_button(_("This list"), "printer", self._screen)
        # told beside the words only: the keys themselves are the screen's
        menu = button.menu()
        menu.addAction(f"{_('Print what is shown…')}\t{_PRINT_KEYS}", self.print_list)
        save = menu.addAction(f"{_('Save as CSV…')}\t{_SAVE_KEYS}", self.save_list)
        save.setEnabled(self.may_save)
        return button

    def keys(self) -> list[tuple[str, str]]:
        """Its lines in the list of keys."""
        lines = [(_PRINT_KEYS, _("print what is shown"))]
        if self.may_save:
            lines.append((_SAVE_KEYS, _("save what is shown as CSV")))
        return lines

    def print_list(self) -> None:
        """Show the list as a paper."""
        shown = self._shown()
        if self._is_empty(shown):
            return
        language = Language(screen_wording().language)

        def make(reader: Language) -> Paper:
            return self._desk.services.lists.paper(shown, reader, self._about())

        self._desk.preview.show(make, languages=(language,), language=language)

    def save_list(self) -> None:
        """Ask where, then write what is shown."""
        shown = self._shown()
        if self._is_empty(shown):
            return
        if not self.may_save:
            self._desk.messages.problem(
                UserProblem(
                    _("Your roles don't include saving files of lists."),
                    _("Print the list, or ask a supervisor or the director to save it."),
                )
            )
            return
        if not self._desk.messages.ask(
            _("Save this list outside the encrypted store?"),
            _(
                "The file can be read by anyone who can open it on this computer or wherever it"
                " is copied. Print it instead if you only need it on paper."
            ),
            _("&Save as…"),
        ):
            return
        name = f"{shown.file_stem}.csv"
        file = self._desk.messages.file_to_save(_("Save the list"), name, _("CSV (*.csv)"))
        if file is None:
            return
        call = partial(
            self._desk.services.lists.spreadsheet,
            shown,
            Language(screen_wording().language),
            self._about(),
        )
        wanted = file if file.suffix else file.with_suffix(".csv")
        self._desk.background.run(self, call, partial(self._write, wanted))

    def _is_empty(self, shown: ShownList) -> bool:
        if not shown.rows:
            self._desk.messages.say(_("The list is empty: there is nothing to print or save."))
        return not shown.rows

    def _write(self, file: Path, data: bytes) -> None:
        try:
            file.write_bytes(data)
        except OSError as error:
            self._desk.messages.problem(
                UserProblem(
                    _("The file could not be written."),
                    _("Choose another folder. The system says: {words}", words=error.strerror),
                )
            )
            return
        self._desk.messages.say(_("Saved. The file is not encrypted."))
