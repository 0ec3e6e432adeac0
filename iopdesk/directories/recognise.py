"""Tells by its content what a file is, and opens it once for whoever reads it."""

import io
import re
import zipfile
from dataclasses import dataclass

from iopdesk.directories.directory_kind import Kind
from iopdesk.directories.json_text import looks_like_json, looks_like_jsonp, read_json
from iopdesk.directories.table_text import KNOWN_COLUMNS, Table, read_table
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
_HEAD_OF_WORKBOOK = 256 * 1024


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's kind with what reading it needs: entries of a list, or a table."""

    kind: Kind
    entries: tuple[object, ...] = ()
    table: Table | None = None


def recognise(data: bytes, file_name: str = "") -> Kind:
    """What kind of file this is, by its content; the name only breaks ties. Never raises."""
    return open_directory(data, file_name).kind


def open_directory(data: bytes, file_name: str = "") -> Opened:
    """The kind of a file and, for those we read, its rows. Never raises."""
    if kind := _by_signature(data):
        return Opened(kind)
    text = decoded(data)
    if not text.strip("\ufeff \t\n"):
        return Opened(Kind.EMPTY_FILE)
    start = text.lstrip("\ufeff \t\n")[:2048]
    if start.startswith("<"):
        is_page = re.search(r"<!doctype html|<html|<head|<body|<script", start, re.I)
        return Opened(Kind.XML if start.startswith("<?xml") and not is_page else Kind.HTML)
    if looks_like_jsonp(start):
        return Opened(Kind.JSONP)
    if looks_like_json(start):
        return _opened_json(text.lstrip("\ufeff \t\n"))
    return _opened_table(text, file_name)


def _by_signature(data: bytes) -> Kind | None:
    if data.startswith(b"PK\x03\x04"):
        return _workbook_kind(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return Kind.SPREADSHEET
    if data.startswith(b"%PDF"):
        return Kind.PDF
    if data.startswith((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")):
        return Kind.ARCHIVE
    return None


def _workbook_kind(data: bytes) -> Kind:
    """Reads no more than the head of the shared texts: a workbook may unpack to anything."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = set(parts.namelist())
            if "xl/workbook.xml" not in names:
                is_sheet = any(name.startswith("xl/") or name == "content.xml" for name in names)
                return Kind.SPREADSHEET if is_sheet else Kind.ARCHIVE
            words = b""
            for name in ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"):
                if name in names:
                    with parts.open(name) as part:
                        words += part.read(_HEAD_OF_WORKBOOK)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return Kind.ARCHIVE
    except Exception:  # noqa: BLE001  # zlib.error and what else a damaged archive may raise
        return Kind.ARCHIVE
    if b">CommitteeName<" in words or b">AreaRegion<" in words:
        return Kind.NAWS_XLSX
    known = sum(f">{name}<".encode() in words for name in ("Name", "Day", "Time", "Address"))
    return Kind.TSML_XLSX if known >= 3 else Kind.SPREADSHEET


def _opened_json(text: str) -> Opened:
    read = read_json(text)
    if read.broken == "lines":
        return Opened(Kind.JSON_LINES)
    if read.broken:
        entries = tuple(read.value) if isinstance(read.value, list) else ()
        return Opened(Kind.BROKEN_JSON, entries)
    if isinstance(read.value, list):
        kind = _kind_of_list(read.value)
        return Opened(kind, tuple(read.value) if kind.is_read else ())
    return Opened(_kind_of_object(read.value))


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


def _kind_of_object(value: object) -> Kind:
    if not isinstance(value, dict):
        return Kind.OTHER_JSON
    if isinstance(value.get("records"), list):
        return Kind.AIRTABLE_JSON
    if isinstance(value.get("meetings"), list):
        return _BY_WRAPPED.get(_kind_of_list(value["meetings"]), Kind.OTHER_JSON)
    if isinstance(value.get("formats"), list):
        return Kind.BMLT_FORMATS
    if isinstance(value.get("values"), list) or isinstance(value.get("feed"), dict):
        return Kind.GOOGLE_VALUES_JSON
    if _REFUSAL_KEYS.intersection(value):
        return Kind.REFUSAL
    return Kind.OTHER_JSON


_BY_WRAPPED = {Kind.BMLT_JSON: Kind.BMLT_JSON, Kind.EMPTY_LIST: Kind.EMPTY_LIST}


def _opened_table(text: str, file_name: str) -> Opened:
    table = read_table(text)
    if table is None:
        is_table = file_name.lower().endswith((".csv", ".tsv")) or _has_columns(text)
        return Opened(Kind.OTHER_TABLE if is_table else Kind.UNKNOWN)
    if table.is_naws():
        return Opened(Kind.NAWS_CSV)
    columns = KNOWN_COLUMNS.intersection(table.columns)
    named = columns & {"name", "group", "location"}
    if not named or not columns & {"day", "time", "address", "formatted_address", "city"}:
        return Opened(Kind.OTHER_TABLE)
    if not table.rows:
        return Opened(Kind.HEADERS_ONLY)
    return Opened(Kind.TSML_CSV, table=table)


def _has_columns(text: str) -> bool:
    lines = [line for line in text[:4096].split("\n") if line.strip()][:5]
    return any(len(lines) >= 2 and all(mark in line for line in lines) for mark in ",;\t")
