"""A chart as data: one JSON document, or one CSV file for each table in a ZIP file."""

import base64
import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from iopdesk.domain.shown_list import harmless
from iopdesk.services.chart_rows import ChartRows, Row

_MOMENT = (1980, 1, 1, 0, 0, 0)


def as_json(chart: ChartRows, about: Mapping[str, Any]) -> bytes:
    """One object: `about` (what this is, the notice, the scope) and a list of rows a table.

    An attachment's row has its file as `content`, in Base64.
    """
    made: dict[str, Any] = {
        "about": about,
        **{name: [_plain(row) for row in found] for name, found in chart.rows.items()},
    }
    for row, content in zip(made["attachment"], _files(chart), strict=True):
        row["content"] = base64.b64encode(content).decode("ascii")
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def as_csv_zip(chart: ChartRows, about: Mapping[str, Any]) -> bytes:
    """A ZIP file with a README and one CSV file (RFC 4180, UTF-8 with a mark) for each table.

    The files of attachments stand in `attachments/`; the column `file` says which is whose.
    """
    rows = dict(chart.rows)
    rows["attachment"] = [
        {**row, "file": f"attachments/{at}-{row['name']}"}
        for at, row in enumerate(chart.rows["attachment"], start=1)
    ]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "README.txt", json.dumps(about, ensure_ascii=False, indent=1).encode())
        for name, found in rows.items():
            if found:
                _put(archive, f"{name}.csv", _table(found))
        for row, content in zip(rows["attachment"], _files(chart), strict=True):
            _put(archive, row["file"], content)
    return made.getvalue()


def _files(chart: ChartRows) -> list[bytes]:
    return [chart.files[row["id"]] for row in chart.rows["attachment"]]


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
