"""The kinds of file people bring when asked for a meeting directory."""

from enum import StrEnum

from iopdesk.domain.wording import later


class Kind(StrEnum):
    """What a file is, known by its content; the name and ending of a file often lie."""

    MEETING_GUIDE_JSON = "meeting-guide-json"
    TSML_CSV = "tsml-csv"
    TSML_XLSX = "tsml-xlsx"
    BMLT_JSON = "bmlt-json"
    BMLT_FORMATS = "bmlt-formats"
    NAWS_CSV = "naws-csv"
    NAWS_XLSX = "naws-xlsx"
    SPREADSHEET = "spreadsheet"
    AIRTABLE_JSON = "airtable-json"
    GOOGLE_VALUES_JSON = "google-values-json"
    JSON_LINES = "json-lines"
    OTHER_JSON = "other-json"
    BROKEN_JSON = "broken-json"
    REFUSAL = "refusal"
    HTML = "html"
    XML = "xml"
    PDF = "pdf"
    ARCHIVE = "archive"
    EMPTY_FILE = "empty-file"
    EMPTY_LIST = "empty-list"
    HEADERS_ONLY = "headers-only"
    OTHER_TABLE = "other-table"
    MAPPED_TABLE = "mapped-table"
    UNKNOWN = "unknown"

    @property
    def is_read(self) -> bool:
        """Whether this version reads such a file."""
        return self in _READ

    @property
    def sentence(self) -> str:
        """What to tell the person who brought it."""
        return _SENTENCES[self]

    @property
    def advice(self) -> str:
        """What to do instead, where it isn't read."""
        return _ADVICE.get(self, _ASK)


_READ = frozenset(
    [
        Kind.MEETING_GUIDE_JSON,
        Kind.TSML_CSV,
        Kind.TSML_XLSX,
        Kind.BMLT_JSON,
        Kind.NAWS_CSV,
        Kind.NAWS_XLSX,
        Kind.AIRTABLE_JSON,
        Kind.GOOGLE_VALUES_JSON,
        Kind.JSON_LINES,
        Kind.MAPPED_TABLE,
    ]
)
_SENTENCES = {
    Kind.MEETING_GUIDE_JSON: later("This file is a Meeting Guide list (JSON)."),
    Kind.TSML_CSV: later("This file is a meeting sheet (CSV)."),
    Kind.TSML_XLSX: later("This file is a meeting sheet saved as an Excel workbook."),
    Kind.BMLT_JSON: later("This file is a BMLT meeting list (JSON)."),
    Kind.BMLT_FORMATS: later("This file is a list of BMLT formats, without meetings."),
    Kind.NAWS_CSV: later("This file is a NAWS export (CSV)."),
    Kind.NAWS_XLSX: later("This file is a NAWS export saved as an Excel workbook."),
    Kind.SPREADSHEET: later("This file is a workbook without a meeting list that can be read."),
    Kind.AIRTABLE_JSON: later("This file is an Airtable list (JSON)."),
    Kind.GOOGLE_VALUES_JSON: later("This file is cell values of a Google sheet (JSON)."),
    Kind.JSON_LINES: later("This file is a file with one JSON entry on each line."),
    Kind.OTHER_JSON: later("This file is JSON, but not a list of meetings."),
    Kind.BROKEN_JSON: later("This list is damaged: it breaks off, or goes on after its end."),
    Kind.REFUSAL: later("This file is an error message of a web server, not a list."),
    Kind.HTML: later("This file is a web page, not a list."),
    Kind.XML: later("This file is an XML file."),
    Kind.PDF: later("This file is a PDF document."),
    Kind.ARCHIVE: later("This file is a compressed file."),
    Kind.EMPTY_FILE: later("This file is an empty file."),
    Kind.EMPTY_LIST: later("This file is a list with no meetings in it."),
    Kind.HEADERS_ONLY: later(
        "This file is a meeting sheet with a header row and nothing under it."
    ),
    Kind.OTHER_TABLE: later("This file is a table, but without the columns of a meeting sheet."),
    Kind.MAPPED_TABLE: later("This file is a table whose columns a person explained."),
    Kind.UNKNOWN: later("This is no kind of file this program knows."),
}
_ASK = later("Ask the intergroup for its Meeting Guide feed (JSON) or its meeting sheet.")
_LOCKED = later(
    "Open it in the spreadsheet program and save its list as CSV, then import that file."
)
_AGAIN = later("Download it again, while signed in where the site asks for it.")
_ADVICE = {
    Kind.SPREADSHEET: _LOCKED,
    Kind.BMLT_FORMATS: later("Ask for the meetings together with their formats."),
    Kind.REFUSAL: _AGAIN,
    Kind.HTML: _AGAIN,
    Kind.EMPTY_FILE: _AGAIN,
    Kind.BROKEN_JSON: _AGAIN,
    Kind.ARCHIVE: later("Unpack it first, then import the file inside."),
    Kind.OTHER_TABLE: later(
        "Say which column holds what: the meeting's name at least; day and time where they are."
    ),
}
