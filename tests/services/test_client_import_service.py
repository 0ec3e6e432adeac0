"""Clients from a file: added once, told where they are here already, taken back again."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from iopdesk.domain.client import ClientDraft, PhoneDraft
from iopdesk.domain.client_import import guessed
from iopdesk.domain.problems import UserProblem
from iopdesk.services.client_table import read_client_table
from iopdesk.storage.client_tables import ClientRow
from tests.clinic_for_tests import TestClinic

FILE = """Last name;First name;DOB;Phone;Case
Okafor;Ada;1/2/1990;951-555-0101;A1
Ngô;Zoë;12/31/1979;951-555-0102;A2
;Nobody;;;A3
Okafor;Ada;1/2/1990;;A4
Ngo;Zoe;12/30/1979;;A5
""".encode()
COLUMNS = guessed(read_client_table(FILE).heads)


def stored(clinic: TestClinic) -> int:
    with clinic.store.read() as db:
        return db.scalar(select(func.count()).where(ClientRow.void == 0)) or 0


def test_numbers_add_up_and_nothing_is_written_by_looking(clinic: TestClinic) -> None:
    service = clinic.services("front_desk").client_import
    plan = service.preview(FILE, COLUMNS)
    assert plan.read == 5 == len(plan.to_add) + len(plan.here_already) + len(plan.not_read)
    assert [(one.row, one.in_row) for one in plan.here_already] == [(5, 2)]
    assert [one.row for one in plan.not_read] == [4]
    assert plan.not_taken == ("Case",)
    assert stored(clinic) == 0


def test_clients_are_added_found_and_not_added_again(clinic: TestClinic) -> None:
    services = clinic.services("front_desk")
    services.client_import.run(FILE, "old.csv", COLUMNS)
    assert stored(clinic) == 3
    assert [line.chart_number for line in services.client.find("okafor")] == ["M-00001"]
    assert [line.chart_number for line in services.client.find("555-0102")] == ["M-00002"]
    again, _ = services.client_import.run(FILE, "old.csv", COLUMNS)
    assert (len(again.to_add), len(again.here_already)) == (0, 4)
    assert again.imported_before is not None


def test_who_is_here_already_is_named_by_chart_number(clinic: TestClinic) -> None:
    services = clinic.services("front_desk")
    services.client.create(ClientDraft(first_name="ADA", last_name="Okafor"))
    plan = services.client_import.preview(FILE, COLUMNS)
    assert [one.chart_number for one in plan.here_already] == ["M-00001", "M-00001"]


def test_undo_takes_back_all_but_what_was_worked_on(clinic: TestClinic) -> None:
    services = clinic.services("front_desk")
    _, import_id = services.client_import.run(FILE, "old.csv", COLUMNS)
    (ada,) = services.client.find("okafor ada")
    base = services.client.record(ada.client_id)
    services.client.update(
        ada.client_id, base=base, mine=replace(base, phones=(PhoneDraft("951-555-0199"),))
    )
    undone = services.client_import.undo(import_id)
    assert (undone.taken_back, undone.kept) == (2, ("M-00001",))
    assert stored(clinic) == 1
    assert services.client.find("ngo") == ()
    with pytest.raises(UserProblem, match="undone before"):
        services.client_import.undo(import_id)
    (past,) = services.client_import.imports()
    assert (past.file_name, past.added, past.undone_at is not None) == ("old.csv", 3, True)


def test_chart_numbers_go_on_where_they_stopped(clinic: TestClinic) -> None:
    services = clinic.services("front_desk")
    _, import_id = services.client_import.run(FILE, "old.csv", COLUMNS)
    services.client_import.undo(import_id)
    services.client.create(ClientDraft(first_name="Lu", last_name="Ray"))
    assert [line.chart_number for line in services.client.find("ray")] == ["M-00004"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (b"PK\x03\x04rest", "workbook"),
        (b"only one column\nAda\n", "no table"),
        (b'Last name,First name\n"Ngo,Zoe\n' + b"x" * 1_100_000, "quotation mark"),
    ],
)
def test_what_is_no_table_is_told(clinic: TestClinic, data: bytes, told: str) -> None:
    with pytest.raises(UserProblem, match=told):
        clinic.services("front_desk").client_import.look(data)


def test_who_may_not_make_records_may_not_import(clinic: TestClinic) -> None:
    with pytest.raises(UserProblem):
        clinic.services("privacy_officer").client_import.run(FILE, "old.csv", COLUMNS)
