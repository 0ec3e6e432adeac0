"""A list exactly as it is shown, on its way to a sheet of paper or to a spreadsheet."""

import csv
import io
from dataclasses import dataclass

# A spreadsheet takes a cell that begins like this for a formula and runs it; the wide forms are
# those of East Asian keyboards.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


@dataclass(frozen=True)
class ShownColumn:
    """The head of a column; numbers stand at the right."""

    head: str
    is_number: bool = False


@dataclass(frozen=True)
class ShownList:
    """The columns and rows that stand on the screen, in that order, in the reader's language.

    `criteria` say what was asked, name and value, `definitions` what the figures mean. `total`
    is the row below all others, empty where there is none. `file_stem` and `title` hold no
    client's name.
    """

    file_stem: str
    title: str
    columns: tuple[ShownColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()
    criteria: tuple[tuple[str, str], ...] = ()
    definitions: tuple[str, ...] = ()


def as_csv(shown: ShownList, about: tuple[tuple[str, str], ...] = ()) -> bytes:
    """The list for spreadsheets: RFC 4180, UTF-8 with a byte order mark.

    The table comes first, so that its heads are the first row as every spreadsheet expects; then,
    after an empty row, title, criteria, `about` and definitions.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    table = [tuple(column.head for column in shown.columns), *shown.rows]
    if shown.total:
        table.append(shown.total)
    facts = [(shown.title,), *shown.criteria, *about, *((line,) for line in shown.definitions)]
    for row in (*table, (), *facts):
        writer.writerow([harmless(cell) for cell in row])
    return (_BYTE_ORDER_MARK + text.getvalue()).encode("utf-8")


def harmless(cell: str) -> str:
    """The cell, with an apostrophe before what a spreadsheet would run."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell
