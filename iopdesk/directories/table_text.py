"""Tables saved as text: which delimiter, where the header is, and the rows under it."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

DELIMITERS = (",", "\t", ";", "|")
_HEADER_WITHIN = 10
_ENOUGH_COLUMNS = 2
_LARGEST_CELL = 4 * 1024 * 1024
_LINES_OF_A_RUNAWAY = 3

_ALIASES = {
    "zip": "postal_code",
    "zip_code": "postal_code",
    "meeting": "name",
    "meeting_name": "name",
    "location_name": "location",
    "venue": "location",
    "start_time": "time",
    "start": "time",
    "weekday": "day",
    "type": "types",
    "lat": "latitude",
    "lng": "longitude",
    "lon": "longitude",
    "time_zone": "timezone",
}
# Columns of the directories we read; two of them tell a header from a title.
KNOWN_COLUMNS = frozenset(
    ["name", "slug", "day", "time", "end_time", "timezone", "updated", "district"]
    + ["formatted_address", "full_address", "address", "city", "state", "postal_code", "country"]
    + ["region", "sub_region", "regions", "latitude", "longitude", "approximate"]
    + ["conference_url", "conference_url_notes", "conference_phone", "conference_phone_notes"]
    + ["types", "notes", "location", "location_notes", "group", "group_notes"]
)
NAWS_COLUMNS = frozenset({"committeename", "arearegion", "worldid", "meetingid", "committee"})


@dataclass(frozen=True, slots=True)
class Table:
    """A header with our names for its columns, and the numbered rows under it.

    Row numbers are those a spreadsheet shows: the first line of the file is 1.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    delimiter: str
    broken: str = ""
    heads: tuple[str, ...] = ()

    def records(self) -> Iterator[tuple[int, dict[str, object]]]:
        """Each row by column name; a cell beyond the header is under ""."""
        for number, cells in self.rows:
            record: dict[str, object] = {}
            for name, cell in zip(self.columns, cells, strict=False):
                # A sheet with two columns of one name: the first that says something counts.
                if name and (name not in record or not record[name]):
                    record[name] = cell
            extra = [cell for cell in cells[len(self.columns) :] if cell.strip()]
            if extra:
                record[""] = extra
            yield number, record

    def is_naws(self) -> bool:
        """Whether this is a dump for Narcotics Anonymous World Services."""
        return (
            len(NAWS_COLUMNS.intersection(column.replace("_", "") for column in self.columns)) >= 2
        )


def read_table(text: str) -> Table | None:
    """The table in `text`, or None where no known header stands in its first ten rows."""
    best: tuple[int, str, int] | None = None
    for delimiter in DELIMITERS:
        for index, cells in enumerate(_first_rows(text, delimiter)):
            score = _header_score(cells)
            if score >= _ENOUGH_COLUMNS and (best is None or score > best[0]):
                best = (score, delimiter, index)
    if best is None:
        return None
    return _table_under(text, best[1], best[2])


def any_table(text: str) -> Table | None:
    """The table in `text` whatever its columns are called, or None where there is none."""
    best: tuple[int, str] | None = None
    for delimiter in DELIMITERS:
        widths = [_filled(cells) for cells in _first_rows(text, delimiter)]
        wide = max(widths, default=0)
        alike = sum(2 * width > wide for width in widths)
        if wide >= _ENOUGH_COLUMNS and alike >= 2 and (best is None or wide > best[0]):
            best = (wide, delimiter)
    if best is None:
        return None
    rows = _first_rows(text, best[1])
    return _table_under(text, best[1], _header_at(rows))


def any_table_of_rows(rows: Sequence[Sequence[str]]) -> Table | None:
    """The table in rows of cells, whatever its columns are called."""
    first = rows[:_HEADER_WITHIN]
    if max((_filled(cells) for cells in first), default=0) < _ENOUGH_COLUMNS or len(rows) < 2:
        return None
    return _under_header(rows, _header_at(first), "")


def _header_at(rows: Sequence[Sequence[str]]) -> int:
    """The first row that is about as wide as any: titles above it are short."""
    wide = max(_filled(cells) for cells in rows)
    return next(at for at, cells in enumerate(rows) if 3 * _filled(cells) >= 2 * wide)


def _filled(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def _first_rows(text: str, delimiter: str) -> list[list[str]]:
    start = text[: 64 * 1024]
    rows: list[list[str]] = []
    try:
        for cells in csv.reader(io.StringIO(start, newline=""), delimiter=delimiter):
            rows.append(cells)
            if len(rows) == _HEADER_WITHIN:
                break
    except csv.Error:
        return rows
    return rows


def _header_score(cells: Sequence[str]) -> int:
    names = {column_name(cell) for cell in cells}
    naws = {name.replace("_", "") for name in names} & NAWS_COLUMNS
    return len(names & KNOWN_COLUMNS) + 3 * len(naws)


def column_name(cell: str) -> str:
    """Our name for a column head: small letters and _, with the usual other names resolved."""
    name = re.sub(r"[^a-z0-9]+", "_", cell.strip().casefold()).strip("_")
    return _ALIASES.get(name, name)


def table_of_rows(rows: Sequence[Sequence[str]]) -> Table | None:
    """The table in rows of cells, or None where no known header stands in the first ten."""
    scores = [_header_score(cells) for cells in rows[:_HEADER_WITHIN]]
    best = max(scores, default=0)
    if best < _ENOUGH_COLUMNS:
        return None
    return _under_header(rows, scores.index(best), "")


def _table_under(text: str, delimiter: str, header_at: int) -> Table:
    csv.field_size_limit(_LARGEST_CELL)
    rows: list[list[str]] = []
    broken = ""
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        broken = "cell too large"
    return _under_header(rows, header_at, delimiter, broken)


def _under_header(
    rows: Sequence[Sequence[str]], header_at: int, delimiter: str, broken: str = ""
) -> Table:
    header = [cell.strip() for cell in rows[header_at]]
    below = tuple(
        (number, tuple(cells))
        for number, cells in enumerate(rows[header_at + 1 :], start=header_at + 2)
        if any(cell.strip() for cell in cells) and [cell.strip() for cell in cells] != header
    )
    return Table(_columns(header), below, delimiter, broken, _heads(header))


def _heads(header: list[str]) -> tuple[str, ...]:
    """The heads as they stand; a column without one is called by its number."""
    return tuple(head or f"({at})" for at, head in enumerate(header, start=1))


def _columns(header: list[str]) -> tuple[str, ...]:
    names = [column_name(cell) for cell in header]
    if "slug" not in names and "id" in names:
        names[names.index("id")] = "slug"
    return tuple(names)


def runs_away(cells: tuple[str, ...], delimiter: str) -> bool:
    """Whether a cell swallowed the rows after it, as a missing quotation mark makes it."""
    if not delimiter:
        return False
    for cell in cells:
        if cell.count("\n") < _LINES_OF_A_RUNAWAY:
            continue
        alike = [line.count(delimiter) >= 3 for line in cell.split("\n")]
        if sum(alike) >= _LINES_OF_A_RUNAWAY:
            return True
    return False
