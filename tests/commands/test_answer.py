"""Lines for people: columns that line up, and nothing that a terminal would obey."""

from hypothesis import given
from hypothesis import strategies as st

from iopdesk.commands.answer import printable, table


def test_columns_line_up_in_every_script() -> None:
    lines = table(("Name", "Chart"), [("Zoë", "M-0001"), ("Ng\u0301o", "M-0002"), ("王", "M-0003")])
    assert lines == ["Name  Chart", "Zoë   M-0001", "Ng\u0301o   M-0002", "王    M-0003"]


@given(st.text())
def test_a_cell_is_one_line_that_a_terminal_only_shows(text: str) -> None:
    assert printable(text).isprintable()
    assert len(printable(text)) == len(text)
