"""Workbooks (xlsx, xls, ods): the first sheet that holds a meeting list, as a table."""

import io
import zipfile
from datetime import date, datetime, time, timedelta

import python_calamine

from iopdesk.directories.table_text import Table, any_table_of_rows, table_of_rows

# A workbook is packed: what it unpacks to is looked at before it is unpacked.
_LARGEST_UNPACKED = 512 * 1024 * 1024
_MOST_SHEETS = 20


class BrokenWorkbook(Exception):  # noqa: N818 -- told to the person by recognise.py
    """The workbook is damaged, locked with a password, or unpacks to more than any list holds."""


def read_workbook(data: bytes) -> Table | None:
    """The table of the first sheet with a known header, else of the first with any table."""
    if zipfile.is_zipfile(io.BytesIO(data)) and _unpacked(data) > _LARGEST_UNPACKED:
        raise BrokenWorkbook
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        other: Table | None = None
        for name in book.sheet_names[:_MOST_SHEETS]:
            sheet = book.get_sheet_by_name(name)
            # None where nothing is: the numbers of rows are those that a person sees
            rows = sheet.to_python(skip_empty_area=False)
            cells = [[_text(cell) for cell in row] for row in rows]
            table = table_of_rows(cells)
            if table is not None:
                return table
            other = other or any_table_of_rows(cells)
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise BrokenWorkbook from error
    return other


def _unpacked(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return sum(part.file_size for part in parts.infolist())


def _text(cell: object) -> str:
    """A cell as a person reads it: 7.0 is "7", a time "18:30", a day "2026-11-19"."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, timedelta):
        minutes = round(cell.total_seconds() / 60) % (24 * 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)
