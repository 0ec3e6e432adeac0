"""Meeting sheets as CSV: exports and templates of the 12-step-meeting-list plugin, any year."""

from collections.abc import Iterator

from iopdesk.directories import reasons
from iopdesk.directories.remarks import Remarks
from iopdesk.directories.table_text import Table, runs_away
from iopdesk.domain.meeting import Refused


def sheet_rows(table: Table, remarks: Remarks) -> Iterator[tuple[int, object]]:
    """Each row with its number, or what is wrong with the row itself."""
    for (number, cells), (_, record) in zip(table.rows, table.records(), strict=True):
        if runs_away(cells, table.delimiter):
            yield number, Refused(number, reasons.MISSING_QUOTE, cells[0][:40])
            continue
        if extra := record.pop("", None):
            remarks.row = number
            remarks.note("row", extra, reasons.EXTRA_CELLS)
        yield number, record
