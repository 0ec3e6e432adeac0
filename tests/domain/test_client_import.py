"""Rows of a table as clients: what is guessed, read, noted and refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.client_import import (
    FIELDS,
    ColumnMap,
    guessed,
    read_client,
    read_day,
)
from iopdesk.domain.problems import UserProblem

HEADS = ("Surname", "Given Name", "DOB", "Sex", "Cell", "Phone", "Comments", "Shoe size")


def test_usual_column_heads_are_guessed() -> None:
    assert guessed(HEADS).columns == {
        "Surname": "last_name",
        "Given Name": "first_name",
        "DOB": "born",
        "Sex": "gender",
        "Cell": "phone",
        "Phone": "second_phone",
        "Comments": "note",
        "Shoe size": "",
    }


def test_spanish_heads_are_guessed() -> None:
    found = guessed(("Apellidos", "Nombre", "Fecha de nacimiento", "Teléfono")).columns
    assert list(found.values()) == ["last_name", "first_name", "born", "phone"]


def test_a_row_becomes_a_record() -> None:
    cells = dict(
        zip(HEADS, ("Ngô", "Zoë", "12/31/1979", "F", "951 555 0123", "", "Hi", "9"), strict=True)
    )
    read = read_client(2, cells, guessed(HEADS))
    assert read.draft is not None
    assert (read.draft.last_name, read.draft.born, read.draft.gender) == (
        "Ngô",
        date(1979, 12, 31),
        "woman",
    )
    assert [phone.number for phone in read.draft.phones] == ["951 555 0123"]
    assert read.draft.note == "Hi"
    assert not read.remarks


@pytest.mark.parametrize("name", ["Diaz, Ana María", "Ana María Diaz"])
def test_a_whole_name_is_taken_apart(name: str) -> None:
    draft = read_client(2, {"Client": name, "": ""}, guessed(("Client",))).draft
    assert draft is not None
    assert (draft.last_name, draft.first_name, draft.middle_name) == ("Diaz", "Ana", "María")


def test_what_is_not_understood_is_kept_in_the_note_and_told() -> None:
    heads = ("Last name", "First name", "DOB", "E-mail", "Phone", "Sex")
    cells = dict(zip(heads, ("Diaz", "Ana", "31/31/80", "none", "n/a", "see file"), strict=True))
    read = read_client(7, cells, guessed(heads))
    assert read.draft is not None
    assert read.draft.note.splitlines() == [
        "DOB: 31/31/80",
        "E-mail: none",
        "Phone: n/a",
        "Sex: see file",
    ]
    assert [remark.field for remark in read.remarks] == ["born", "email", "phone", "gender"]


def test_a_row_without_a_name_or_with_shifted_cells_is_not_read() -> None:
    columns = guessed(("Last name", "First name"))
    assert read_client(2, {"Last name": " ", "First name": "Ana"}, columns).draft is None
    shifted = read_client(3, {"Last name": "a", "First name": "b", "": "c"}, columns)
    assert (shifted.draft, bool(shifted.reason)) == (None, True)


@pytest.mark.parametrize(
    ("text", "day_first", "expected"),
    [
        ("1980-04-03", False, date(1980, 4, 3)),
        ("1980-04-03T00:00:00", False, date(1980, 4, 3)),
        ("4/3/1980", False, date(1980, 4, 3)),
        ("4/3/1980 12:00:00 AM", False, date(1980, 4, 3)),
        ("4/3/1980", True, date(1980, 3, 4)),
        ("3-Apr-1980", False, date(1980, 4, 3)),
        ("4/3/80", False, None),
        ("13/31/1980", False, None),
        ("yesterday", False, None),
        ("", False, None),
    ],
)
def test_days(text: str, day_first: bool, expected: date | None) -> None:
    assert read_day(text, day_first=day_first) == expected


@given(st.dates(date(1900, 1, 1)), st.booleans())
def test_every_day_is_read_in_both_orders(day: date, day_first: bool) -> None:
    order = (day.day, day.month) if day_first else (day.month, day.day)
    assert read_day(f"{order[0]}/{order[1]}/{day.year}", day_first=day_first) == day
    assert read_day(day.isoformat(), day_first=day_first) == day


@given(st.dictionaries(st.sampled_from([*FIELDS, "x", ""]), st.text(max_size=30), max_size=12))
def test_no_word_of_a_read_row_is_lost(cells: dict[str, str]) -> None:
    columns = ColumnMap({head: head for head in cells if head in FIELDS})
    read = read_client(2, cells, columns)
    assert (read.draft is None) == bool(read.reason)
    if read.draft is not None:
        kept = repr(read.draft)
        for remark in read.remarks:
            assert repr(remark.was)[1:-1] in kept


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"Surname": "last_name"}, "Say which columns"),
        ({"Surname": "last_name", "No such": "first_name"}, "no column “No such”"),
        ({"Surname": "last_name", "Sex": "blood"}, "“blood” is no field"),
        ({"Surname": "last_name", "Sex": "last_name"}, "Two columns"),
    ],
)
def test_a_map_that_does_not_fit_is_refused_in_words(columns: dict[str, str], told: str) -> None:
    with pytest.raises(UserProblem, match=told):
        ColumnMap(columns).refuse_problems(("Surname", "Sex"))
