"""The left side of both meeting screens: the table, what was left out, and empty states."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from iopdesk.services.meeting_search import MeetingLine, MeetingList
from iopdesk.services.meeting_service import DirectoryLine
from iopdesk.ui.meetings.meeting_map import MeetingMap
from iopdesk.ui.meetings.meeting_table import MeetingTable
from iopdesk.ui.widgets.buttons import plain_button, primary_button, quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _, ngettext_, screen_wording


class MeetingListView(Card):
    """Shows a MeetingList; `clashes_asked` carries whether clashing ones are wanted too."""

    clashes_asked = Signal(bool)
    import_asked = Signal()
    all_asked = Signal()

    def __init__(self, parent: QWidget | None, *, with_marks: bool) -> None:
        super().__init__("", parent)
        self.table = MeetingTable(self, with_marks=with_marks)
        get = primary_button(_("&Import a directory…"), "download", self)
        get.clicked.connect(self.import_asked)
        everything = plain_button(_("Show &all meetings"), "", self)
        everything.clicked.connect(self.all_asked)
        self._no_directory = EmptyState(
            _(
                "There is no meeting directory yet. Ask the intergroup for its Meeting Guide feed"
                " or meeting sheet, and import the file here."
            ),
            get,
            self,
        )
        self._nothing = EmptyState(_("No meeting fits this search."), everything, self)
        self._stack = QStackedLayout()
        self.map = MeetingMap(self)
        self._found = MeetingList((), 0, 0)
        for page in (self.table, self._nothing, self._no_directory, self.map):
            self._stack.addWidget(page)
        self.place = label("", "soft", self, wrap=True)
        self.place.hide()
        self.body.addWidget(self.place)
        self.body.addLayout(self._stack, 1)
        self.foot = QHBoxLayout()
        self.left_out = label("", "soft", self, wrap=True)
        self.show_clashes = quiet_button("", "", self)
        self.show_clashes.setCheckable(True)
        self.show_clashes.toggled.connect(self.clashes_asked)
        self.foot.addWidget(self.left_out, 1)
        self.foot.addStretch(0)
        self.foot.addWidget(self.show_clashes)
        self.show_map = quiet_button(_("Ma&p"), "map-pin", self)
        self.show_map.setCheckable(True)
        self.show_map.toggled.connect(self._on_map)
        self.foot.addWidget(self.show_map)
        self.map.chosen.connect(self._on_spot)
        self.body.addLayout(self.foot)
        self.show_clashes.hide()

    def show_list(self, found: MeetingList, *, any_directory: bool) -> None:
        """Show these lines and say what isn't shown."""
        self.table.lines.show_list(found)
        self._found = found
        self.show_map.setVisible(found.is_measured)
        if not found.is_measured:
            self.show_map.setChecked(False)
        page: QWidget = self.map if self.show_map.isChecked() else self.table
        if page is self.map:
            self.map.show_lines(found.lines)
        if not any_directory:
            page = self._no_directory
        elif not found.lines:
            page = self._nothing
        self._stack.setCurrentWidget(page)
        self._say_left_out(found)

    def say_place(self, words: str) -> None:
        """Where distances are measured from, where a person typed it."""
        self.place.setText(words)
        self.place.setVisible(bool(words))

    def _on_map(self, shown: bool) -> None:
        if shown:
            self.map.show_lines(self._found.lines)
        self._stack.setCurrentWidget(self.map if shown else self.table)
        (self.map.plot if shown else self.table).setFocus()

    def _on_spot(self, line: MeetingLine) -> None:
        self.table.choose(line.id)

    def _say_left_out(self, found: MeetingList) -> None:
        told = []
        if found.total > len(found.lines):
            told.append(
                _(
                    "The first {shown} of {total} meetings: search to see others.",
                    shown=f"{len(found.lines):,}",
                    total=f"{found.total:,}",
                )
            )
        if found.clashing:
            told.append(
                ngettext_(
                    "{n} meeting at an hour of this client's groups, work or curfew is left out.",
                    "{n} meetings at hours of this client's groups, work or curfew are left out.",
                    found.clashing,
                )
            )
        self.left_out.setText(" ".join(told))
        self.left_out.setVisible(bool(told))
        showing = self.show_clashes.isChecked()
        self.show_clashes.setText(_("&Leave them out") if showing else _("Show the&m"))
        self.show_clashes.setVisible(bool(found.clashing) or showing)


def directories_words(directories: Sequence[DirectoryLine]) -> str:
    """How many meetings from how many directories, and how new the newest is."""
    if not directories:
        return ""
    meetings = sum(directory.meetings for directory in directories)
    told = ngettext_("{count} meeting", "{count} meetings", meetings, count=f"{meetings:,}")
    sources = ngettext_("{n} directory", "{n} directories", len(directories))
    day = screen_wording().day_month(max(directory.day for directory in directories))
    return _(
        "{meetings} from {sources}, newest from {day}", meetings=told, sources=sources, day=day
    )


def stale_chips(directories: Sequence[DirectoryLine]) -> list[tuple[str, str]]:
    """A warning for each list that is too old to send people by."""
    return [
        (
            ngettext_(
                "{source}: {n} day old", "{source}: {n} days old", d.age_days, source=d.source
            ),
            "warn",
        )
        for d in directories
        if d.is_stale
    ][:2]
