"""A table of clients as another program saved it: its column heads and its rows as text."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from iopdesk.directories.text_encoding import decoded
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.wording import later

LARGEST_FILE = 64 * 1024 * 1024
_DELIMITERS = (",", ";", "\t", "|")
_LARGEST_CELL = 1024 * 1024
_WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class ClientTable:
    """Column heads, and the rows under them; a row is numbered by its last line in the file."""

    heads: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def records(self) -> Iterator[tuple[int, Mapping[str, str]]]:
        """Each row by column head; what stands beyond the last column is under ""."""
        for number, cells in self.rows:
            record = dict(zip(self.heads, cells, strict=False))
            record[""] = "\n".join(cells[len(self.heads) :])
            yield number, record

    def samples(self, head: str, most: int = 3) -> tuple[str, ...]:
        """The first different values of a column, for someone who says what it is."""
        at = self.heads.index(head)
        values = dict.fromkeys(cells[at].strip() for _, cells in self.rows if len(cells) > at)
        return tuple(value for value in values if value)[:most]


def read_client_table(data: bytes) -> ClientTable:
    """The table in a CSV file with any delimiter and encoding; UserProblem where there is none."""
    if len(data) > LARGEST_FILE:
        raise UserProblem(
            later("This file is too large to be a list of clients."), later("Nothing was read.")
        )
    if data.startswith(_WORKBOOK):
        raise UserProblem(
            later("This is a workbook."),
            later("Save its sheet as CSV (UTF-8), then choose that file."),
        )
    rows = _rows(decoded(data))
    if not rows:
        raise UserProblem(later("This file is empty."), later("Nothing was read."))
    heads = tuple(_distinct(cell.strip() for cell in rows[0][1]))
    if len([head for head in heads if head]) < 2:
        raise UserProblem(
            later("This is no table of clients."),
            later("Its first line must name the columns, such as “Last name, First name”."),
        )
    return ClientTable(heads, tuple((n, cells) for n, cells in rows[1:]))


def _rows(text: str) -> list[tuple[int, tuple[str, ...]]]:
    csv.field_size_limit(_LARGEST_CELL)
    head = text.lstrip("\n").partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=head.count))
    rows: list[tuple[int, tuple[str, ...]]] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((reader.line_num, tuple(cells)))
    except csv.Error:
        raise UserProblem(
            later("A quotation mark is missing in this file, so its rows run into each other."),
            later("Nothing was read. Save the table again as CSV."),
        ) from None
    return rows


def _distinct(heads: Iterator[str]) -> Iterator[str]:
    """Heads that can be told apart: "Phone", "Phone (2)"."""
    seen: dict[str, int] = {}
    for head in heads:
        seen[head] = seen.get(head, 0) + 1
        yield head if seen[head] == 1 or not head else f"{head} ({seen[head]})"
