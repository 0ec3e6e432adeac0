"""A chart as data: one JSON document, or one CSV file for each table in a ZIP file."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from iopdesk.domain.shown_list import harmless
from iopdesk.services.chart_rows import Row

_MOMENT = (1980, 1, 1, 0, 0, 0)


def as_json(rows: Mapping[str, Sequence[Row]], about: Mapping[str, Any]) -> bytes:
    """One object: `about` (what this is, the notice, the scope) and a list of rows a table."""
    made = {
        "about": about,
        **{name: [_plain(row) for row in found] for name, found in rows.items()},
    }
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def as_csv_zip(rows: Mapping[str, Sequence[Row]], about: Mapping[str, Any]) -> bytes:
    """A ZIP file with a README and one CSV file (RFC 4180, UTF-8 with a mark) for each table."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "README.txt", json.dumps(about, ensure_ascii=False, indent=1).encode())
        for name, found in rows.items():
            if found:
                _put(archive, f"{name}.csv", _table(found))
    return made.getvalue()


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def _table(rows: Sequence[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    heads = list(rows[0])
    writer.writerow(heads)
    for row in rows:
        plain = _plain(row)
        writer.writerow([_cell(plain[head]) for head in heads])
    return ("\N{ZERO WIDTH NO-BREAK SPACE}" + text.getvalue()).encode()


def _cell(value: object) -> object:
    return harmless(value) if isinstance(value, str) else value


def _plain(row: Row) -> dict[str, Any]:
    return {key: _value(value) for key, value in row.items()}


def _value(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    return value
