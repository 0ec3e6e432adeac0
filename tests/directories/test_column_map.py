"""Tables with columns of their own names: guesses, reading by a map, and what stays unknown."""

import pytest

from iopdesk.directories.column_map import ColumnMap, TableHeads
from iopdesk.directories.directory_setting import DirectorySetting
from iopdesk.directories.read_directory import DeclinedFile, read_directory, table_heads
from iopdesk.domain.fellowship import Fellowship
from tests.directories.test_wrapped_lists import workbook

CHURCH = (
    "Recovery meetings of our churches\n\n"
    "Encuentro;Cuándo;Sala;Calle;Tipo;Idioma;Contacto\n"
    "Celebrate Corona;Fri 7:00 PM;Hall 2;1 Main St;Open;Spanish;Ana\n"
    "Camino;Lunes a las 18:30;;9 Oak Ave;Women;;Luz\n"
    ";Tue noon;;2 Elm St;;;\n"
).encode("utf-8-sig")
COLUMNS: ColumnMap = {
    "Encuentro": "name",
    "Cuándo": "day_time",
    "Sala": "location_notes",
    "Calle": "address",
    "Tipo": "types",
    "Idioma": "types",
}


def setting(columns: ColumnMap | None) -> DirectorySetting:
    return DirectorySetting(Fellowship.CELEBRATE, columns=lambda heads: columns)


def test_an_unknown_table_is_declined_with_its_heads_and_guesses() -> None:
    with pytest.raises(DeclinedFile) as declined:
        read_directory(CHURCH, "x.csv", setting(None))
    heads = declined.value.heads
    assert heads is not None
    assert heads.heads[:3] == ("Encuentro", "Cuándo", "Sala")
    assert heads.samples[1] == ("Fri 7:00 PM", "Lunes a las 18:30", "Tue noon")
    assert heads.guesses["Cuándo"] == "day_time"
    assert heads.guesses["Calle"] == "address"
    assert heads.guesses["Tipo"] == "types"
    assert "Contacto" not in heads.guesses


def test_a_map_reads_it_and_the_rows_add_up() -> None:
    read = read_directory(CHURCH, "x.csv", setting(COLUMNS))
    assert (read.kind, read.rows_read, read.rows_kept, len(read.not_read)) == (
        "mapped-table",
        3,
        2,
        1,
    )
    friday, monday = read.meetings
    assert (friday.name, friday.day, f"{friday.start}") == ("Celebrate Corona", 4, "19:00:00")
    assert (friday.kinds, friday.languages) == (("O",), ("es",))
    assert (friday.address, friday.place_notes) == ("1 Main St", "Hall 2")
    assert (monday.day, f"{monday.start}", monday.kinds) == (0, "18:30:00", ("W",))
    assert read.not_read[0].row == 6


def test_a_map_without_a_name_is_no_map() -> None:
    with pytest.raises(DeclinedFile):
        read_directory(CHURCH, "x.csv", setting({"Calle": "address"}))


def test_a_workbook_can_be_mapped_too() -> None:
    data = workbook((["Group of people", "Begins", "Corner"], ["Dawn", "7:00", "1 A St"]))
    heads = table_heads(data, "x.xlsx")
    assert heads is not None
    assert heads.guesses["Begins"] == "time"
    columns = {"Group of people": "name", "Corner": "address"}
    assert read_directory(data, "x", setting(columns)).rows_kept == 1


def test_a_known_sheet_says_which_columns_it_does_not_understand() -> None:
    sheet = b"Name,Day,Time,Address,Babysitter,Contact 1 Name,Empty\nDawn,Mon,7:00,1 A St,Yes,Jo,\n"
    read = read_directory(sheet, "x", DirectorySetting(Fellowship.AA))
    assert read.unknown_columns == ("Babysitter",)


def test_the_same_heads_in_another_order_and_case_are_one_make() -> None:
    a = TableHeads(("A", "B"), ((), ()), {})
    assert a.key == TableHeads(("b", "a"), ((), ()), {}).key
    assert a.key != TableHeads(("A", "C"), ((), ()), {}).key


def test_a_letter_is_no_table() -> None:
    with pytest.raises(DeclinedFile) as declined:
        read_directory(b"Dear all.\nWe meet, as ever, on Friday.\n", "x", setting(None))
    assert declined.value.heads is None
