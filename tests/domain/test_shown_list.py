"""Lists for spreadsheets: read back as they were, and nothing in them is run."""

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from iopdesk.domain.shown_list import ShownColumn, ShownList, as_csv

CELLS = st.text(st.characters(codec="utf-8"), max_size=12)
COLUMNS = (ShownColumn("Name"), ShownColumn("Hours", is_number=True))


def read(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


@settings(max_examples=60)
@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_every_cell_comes_back_and_none_is_a_formula(rows: list[tuple[str, str]]) -> None:
    found = read(as_csv(ShownList("list", "List", COLUMNS, tuple(rows))))
    assert found[0] == ["Name", "Hours"]
    for given_row, row in zip(rows, found[1:], strict=False):
        for cell, back in zip(given_row, row, strict=True):
            assert back in (cell, f"'{cell}")
            assert not back.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_hostile_name_is_told_and_not_run() -> None:
    rows = (('=HYPERLINK("http://x","Ana")', "1"), ("-1+1", "2"), ("@SUM(A1)", ""), (" =1", "x"))
    found = read(as_csv(ShownList("list", "List", COLUMNS, rows)))
    assert [row[0] for row in found[1:5]] == [
        '\'=HYPERLINK("http://x","Ana")',
        "'-1+1",
        "'@SUM(A1)",
        "' =1",
    ]


def test_the_table_stands_first_and_what_was_asked_below_it() -> None:
    shown = ShownList(
        "list",
        "Attendance by group",
        COLUMNS,
        (("Núñez, “Ana”", "1,5"),),
        total=("All together", "2"),
        criteria=(("From", "Sun, Nov 1, 2026"),),
        definitions=("Excused are left out.",),
    )
    data = as_csv(shown, (("Saved by", "T. Okafor"),))
    assert data.endswith(b"\r\n")
    assert read(data) == [
        ["Name", "Hours"],
        ["Núñez, “Ana”", "1,5"],
        ["All together", "2"],
        [],
        ["Attendance by group"],
        ["From", "Sun, Nov 1, 2026"],
        ["Saved by", "T. Okafor"],
        ["Excused are left out."],
    ]
