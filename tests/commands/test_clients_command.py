"""`iopdesk clients` from a closed clinic to answers for people and machines."""

from pathlib import Path

import pytest

from tests.commands.conftest import Desk


def test_a_client_is_found_without_accents_and_in_any_order(desk: Desk) -> None:
    found = desk("clients", "find", "ngo zoe", "--json")
    assert found.status == 0
    assert found.data == [
        {"chart": "M-00002", "name": "Zoë Ngô", "born": "1979-12-31", "state": "waiting"}
    ]


def test_people_read_columns(desk: Desk) -> None:
    assert desk("clients", "find", "porter").out.splitlines() == [
        "Chart    Name           Born        State",
        "M-00001  Dwayne Porter  1988-03-03  waiting",
    ]


def test_options_may_stand_before_the_command(desk: Desk) -> None:
    clinic = ("--clinic", desk.clinic, "--as", "okafor", "--json")
    assert len(desk.bare(*clinic, "clients", "find", "porter").data) == 1


@pytest.mark.parametrize("text", ["", "nobody at all", "' OR 1=1 --", "%_\\", "\x1b[2J", "王"])
def test_nobody_found_is_an_empty_answer(desk: Desk, text: str) -> None:
    found = desk("clients", "find", text, "--json")
    assert (found.status, found.data) == (0, [])
    assert desk("clients", "find", text).out == "No client was found.\n"


def test_no_more_are_listed_than_asked_for(desk: Desk) -> None:
    assert len(desk("clients", "find", "M-0000", "--limit", "1", "--json").data) == 1


def test_a_client_is_shown_by_chart_number_in_any_case(desk: Desk) -> None:
    shown = desk("clients", "show", "m-00001", "--json").data
    assert (shown["chart"], shown["name"], shown["state"]) == (
        "M-00001",
        "Dwayne Porter",
        "waiting",
    )
    assert shown["admitted"] is None


def test_a_chart_number_that_nobody_has_is_refused(desk: Desk) -> None:
    shown = desk("clients", "show", "M-99999")
    assert (shown.status, shown.out) == (1, "")
    assert shown.err.startswith("There is no client with the chart number M-99999.")


def test_clients_are_imported_by_a_map_and_taken_back(desk: Desk, tmp_path: Path) -> None:
    table, columns = tmp_path / "old.csv", tmp_path / "map.json"
    table.write_text("Fam,Giv,Geb\nPorter,Dwayne,3/3/1988\nRay,Lu,31.1.1990\n,,x\n", "utf-8")
    columns.write_text('{"Fam": "last_name", "Giv": "first_name", "Geb": "born"}')
    asked = ("clients", "import", table, "--map", columns, "--day-first", "--json")
    dry = desk(*asked, "--dry-run").data
    assert (dry["read"], dry["added"], dry["import"]) == (3, 1, None)
    assert dry["here_already"] == [{"row": 2, "chart": "M-00001", "same_as_row": None}]
    assert [row["row"] for row in dry["not_read"]] == [4]
    done = desk(*asked).data
    assert desk("clients", "find", "1990-01-31", "--json").data[0]["name"] == "Lu Ray"
    undone = desk("clients", "undo-import", done["import"], "--json").data
    assert undone == {"taken_back": 1, "kept": []}
    assert desk("clients", "find", "Ray", "--json").data == []


def test_an_import_without_names_is_refused(desk: Desk, tmp_path: Path) -> None:
    table = tmp_path / "old.csv"
    table.write_text("Fam,Giv\nRay,Lu\n")
    refused = desk("clients", "import", table)
    assert (refused.status, refused.out) == (1, "")
    assert "first and the last name" in refused.err
