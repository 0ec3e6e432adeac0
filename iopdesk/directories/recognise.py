"""Tells by its content what a file is, and opens it once for whoever reads it."""

import io
import re
import zipfile
from dataclasses import dataclass, field, replace

from iopdesk.directories.clean_text import clean_line
from iopdesk.directories.column_map import ColumnMap
from iopdesk.directories.directory_kind import Kind
from iopdesk.directories.json_text import (
    looks_like_json,
    looks_like_jsonp,
    read_json,
    without_call,
)
from iopdesk.directories.table_text import (
    KNOWN_COLUMNS,
    Table,
    any_table,
    column_name,
    read_table,
    table_of_rows,
)
from iopdesk.directories.text_encoding import decoded

_GUIDE_KEYS = frozenset(
    ["name", "slug", "day", "time", "formatted_address", "types", "conference_url", "location"]
)
_BMLT_KEYS = frozenset(
    ["id_bigint", "weekday_tinyint", "meeting_name", "start_time", "duration_time"]
)
_BMLT_ADMIN_KEYS = frozenset({"serviceBodyId", "startTime", "venueType", "formatIds"})
_REFUSAL_KEYS = frozenset({"code", "message", "error", "errors", "status", "statusCode"})
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's kind with what reading it needs: entries of a list, or a table."""

    kind: Kind
    entries: tuple[object, ...] = ()
    table: Table | None = None
    formats: tuple[object, ...] = ()
    columns: ColumnMap = field(default_factory=dict)


def recognise(data: bytes, file_name: str = "") -> Kind:
    """What kind of file this is, by its content; the name only breaks ties. Never raises."""
    return open_directory(data, file_name).kind


def open_directory(data: bytes, file_name: str = "") -> Opened:
    """The kind of a file and, for those we read, its rows. Never raises."""
    if opened := _by_signature(data):
        return opened
    text = decoded(data)
    if not text.strip("\ufeff \t\n"):
        return Opened(Kind.EMPTY_FILE)
    start = text.lstrip("\ufeff \t\n")[:2048]
    if start.startswith("<"):
        is_page = re.search(r"<!doctype html|<html|<head|<body|<script", start, re.I)
        return Opened(Kind.XML if start.startswith("<?xml") and not is_page else Kind.HTML)
    if looks_like_jsonp(start):
        return _opened_json(without_call(text))
    if looks_like_json(start):
        return _opened_json(text.lstrip("\ufeff \t\n"))
    return _opened_table(text, file_name)


def _by_signature(data: bytes) -> Opened | None:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _opened_workbook(data)
    if data.startswith(b"%PDF"):
        return Opened(Kind.PDF)
    if data.startswith((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")):
        return Opened(Kind.ARCHIVE)
    return None


def _opened_workbook(data: bytes) -> Opened:
    if data.startswith(b"PK") and not _is_workbook(data):
        return Opened(Kind.ARCHIVE)
    # The library is 2 MB and needed once a month.
    from iopdesk.directories.workbook import BrokenWorkbook, read_workbook  # noqa: PLC0415

    try:
        table = read_workbook(data)
    except BrokenWorkbook:
        table = None
    opened = _of_table(table)
    if opened.kind is Kind.OTHER_TABLE:
        return Opened(Kind.SPREADSHEET, table=table)
    kinds = {Kind.NAWS_CSV: Kind.NAWS_XLSX, Kind.TSML_CSV: Kind.TSML_XLSX}
    return replace(opened, kind=kinds.get(opened.kind, opened.kind))


def _is_workbook(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = parts.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return False
    return any(name.startswith("xl/") or name == "content.xml" for name in names)


def _opened_json(text: str) -> Opened:
    read = read_json(text)
    if read.broken == "lines":
        lines = read.value if isinstance(read.value, list) else []
        is_list = _kind_of_list(lines) is Kind.MEETING_GUIDE_JSON
        return Opened(Kind.JSON_LINES, tuple(lines)) if is_list else Opened(Kind.OTHER_JSON)
    if read.broken:
        entries = tuple(read.value) if isinstance(read.value, list) else ()
        return Opened(Kind.BROKEN_JSON, entries)
    if isinstance(read.value, list):
        return _opened_list(read.value)
    return _opened_object(read.value)


def _opened_list(entries: list[object]) -> Opened:
    kind = _kind_of_list(entries)
    if kind is Kind.GOOGLE_VALUES_JSON:
        return _opened_values(entries)
    return Opened(kind, tuple(entries) if kind.is_read else ())


def _opened_values(rows: list[object]) -> Opened:
    """Cells of a sheet as a web service hands them over: lists in a list."""
    cells = [[clean_line(cell) for cell in row] for row in rows if isinstance(row, list)]
    opened = _of_table(table_of_rows(cells))
    if opened.table is None:
        return opened
    return replace(opened, kind=Kind.GOOGLE_VALUES_JSON)


def _kind_of_list(entries: list[object]) -> Kind:
    if not entries:
        return Kind.EMPTY_LIST
    rows = [entry for entry in entries[:_LOOKED_AT] if isinstance(entry, dict)]
    keys = {key for row in rows for key in row}
    if len(keys & _BMLT_KEYS) >= 2 or len(keys & _BMLT_ADMIN_KEYS) >= 2:
        return Kind.BMLT_JSON
    if {"key_string", "name_string"} <= keys:
        return Kind.BMLT_FORMATS
    if len(keys & _GUIDE_KEYS) >= 2 or (keys & {"name", "slug"}):
        return Kind.MEETING_GUIDE_JSON
    if isinstance(entries[0], list):
        return Kind.GOOGLE_VALUES_JSON
    return Kind.OTHER_JSON


def _opened_object(value: object) -> Opened:
    if not isinstance(value, dict):
        return Opened(Kind.OTHER_JSON)
    if isinstance(value.get("records"), list):
        records = tuple(_airtable_row(record) for record in value["records"])
        return Opened(Kind.AIRTABLE_JSON if records else Kind.EMPTY_LIST, records)
    if isinstance(value.get("meetings"), list):
        opened = _opened_list(value["meetings"])
        formats = value.get("formats")
        return replace(opened, formats=tuple(formats) if isinstance(formats, list) else ())
    if isinstance(value.get("formats"), list):
        return Opened(Kind.BMLT_FORMATS)
    if isinstance(value.get("values"), list):
        return _opened_values(value["values"])
    feed = value.get("feed")
    if isinstance(feed, dict) and isinstance(feed.get("entry"), list):
        entries = tuple(_sheet_entry(entry) for entry in feed["entry"])
        return Opened(Kind.GOOGLE_VALUES_JSON if entries else Kind.EMPTY_LIST, entries)
    if _REFUSAL_KEYS.intersection(value):
        return Opened(Kind.REFUSAL)
    return Opened(Kind.OTHER_JSON)


def _airtable_row(record: object) -> object:
    fields = record.get("fields") if isinstance(record, dict) else None
    if not isinstance(record, dict) or not isinstance(fields, dict):
        return record
    row = {column_name(str(name)): value for name, value in fields.items()}
    return {"slug": row.get("slug") or row.get("id") or record.get("id"), **row}


def _sheet_entry(entry: object) -> object:
    """An entry of the old feed of a Google sheet: {"gsx$name": {"$t": "Sunrise"}}."""
    if not isinstance(entry, dict):
        return entry
    return {
        column_name(name.removeprefix("gsx$")): value.get("$t")
        for name, value in entry.items()
        if name.startswith("gsx$") and isinstance(value, dict)
    }


def _opened_table(text: str, file_name: str) -> Opened:
    table = read_table(text)
    if table is None:
        is_table = file_name.lower().endswith((".csv", ".tsv")) or _has_columns(text)
        if not is_table:
            return Opened(Kind.UNKNOWN)
        table = any_table(text)
    return _of_table(table)


def _of_table(table: Table | None) -> Opened:
    if table is None:
        return Opened(Kind.OTHER_TABLE)
    columns = KNOWN_COLUMNS.intersection(table.columns)
    named = columns & {"name", "group", "location"}
    timed = columns & {"day", "time", "address", "formatted_address", "city"}
    if not table.is_naws() and not (named and timed):
        return Opened(Kind.OTHER_TABLE, table=table if table.rows else None)
    if not table.rows:
        return Opened(Kind.HEADERS_ONLY)
    return Opened(Kind.NAWS_CSV if table.is_naws() else Kind.TSML_CSV, table=table)


def _has_columns(text: str) -> bool:
    lines = [line for line in text[:4096].split("\n") if line.strip()][:5]
    return any(len(lines) >= 2 and all(mark in line for line in lines) for mark in ",;\t")
