"""What a person says about a directory file: which file, whose meetings, the source, the zone."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from iopdesk.directories.column_map import ColumnMap
from iopdesk.domain.fellowship import Fellowship
from iopdesk.services.directory_file import DirectoryFile
from iopdesk.services.meeting_import import ImportRequest
from iopdesk.services.meeting_service import DirectoryLine
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button
from iopdesk.ui.widgets.elided import ElidedLabel
from iopdesk.ui.widgets.fields import ChoiceField
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.wording import _, screen_wording

_ZONES = (
    "America/Los_Angeles",
    "America/Phoenix",
    "America/Denver",
    "America/Chicago",
    "America/New_York",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
)
_LONGEST_SOURCE = 80


class ImportForm(Form):
    """The file button and three fields; `request()` is None until all is said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.file: DirectoryFile | None = None
        line = QWidget(self)
        line.setProperty("bare", "true")
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_theme().px(12))
        self.choose = plain_button(_("&Choose file…"), "folder-open", line)
        self.file_name = ElidedLabel(_("No file chosen"), line, role="soft")
        row.addWidget(self.choose)
        row.addWidget(self.file_name)
        row.addStretch(1)
        self.add_widget(line)
        self.fellowship = ChoiceField(_fellowship_choices(), self)
        self.add(
            "fellowship",
            _("Whose &meetings are these?"),
            self.fellowship,
            hint=_("No file says it, and the same letters mean other things elsewhere."),
        )
        self.source = ChoiceField((), self)
        self.source.setEditable(True)
        self.source.setInsertPolicy(ChoiceField.InsertPolicy.NoInsert)
        if line_edit := self.source.lineEdit():
            line_edit.setMaxLength(_LONGEST_SOURCE)
        self.add(
            "source",
            _("&Source"),
            self.source,
            hint=_("The same name as last time brings that list up to date."),
        )
        self.zone = ChoiceField(
            [("", _("The clinic's own")), *((zone, _zone_words(zone)) for zone in _ZONES)], self
        )
        self.add("zone", _("Time &zone of meetings that name none"), self.zone)
        self.add_stretch()

    def offer_sources(self, directories: tuple[DirectoryLine, ...]) -> None:
        """Offer the names of known lists."""
        typed = self.source.currentText()
        with self.loading():
            self.source.set_choices([(d, d.source) for d in directories])
            self.source.setEditText(typed)

    def set_file(self, file: DirectoryFile, known: tuple[DirectoryLine, ...]) -> None:
        """Take a file; a known source of its name fills in the rest."""
        self.file = file
        self.file_name.setText(file.name)
        found = next((d for d in known if d.source.casefold() == file.source.casefold()), None)
        with self.loading():
            self.source.setEditText(found.source if found else file.source)
            if found:
                self.fellowship.set_value(found.fellowship)
                self.zone.set_value(found.zone)

    def request(
        self, *, readable_part: bool = False, columns: ColumnMap | None = None
    ) -> ImportRequest | None:
        """What to import, once there is a file and a fellowship."""
        fellowship = self.fellowship.value
        if self.file is None or fellowship is None:
            return None
        return ImportRequest(
            self.file,
            Fellowship(str(fellowship)),  # Qt hands enums back as plain text
            self.source.currentText(),
            str(self.zone.value or ""),
            readable_part,
            columns,
        )


def _fellowship_choices() -> list[tuple[object, str]]:
    named = [(f, _named(f)) for f in Fellowship if f is not Fellowship.OTHER]
    return [(None, _("Choose…")), *named, (Fellowship.OTHER, _("Another"))]


def _named(fellowship: Fellowship) -> str:
    short, full = fellowship.short_name, fellowship.name_in(screen_wording().language)
    return short if short == full else f"{short} · {full}"


def _zone_words(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")
