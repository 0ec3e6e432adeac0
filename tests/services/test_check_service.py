"""The check of a whole clinic finds what was changed behind the journal's back."""

from sqlalchemy import text

from iopdesk.services.check_service import ClinicCheck
from tests.clinic_for_tests import TestClinic
from tests.factories.people import new_client


def check(clinic: TestClinic) -> ClinicCheck:
    return clinic.services("director").check.check()


def tamper(clinic: TestClinic, table: str, statement: str) -> None:
    """What someone with the key could do to the file, past every guard."""
    named = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = :table"
    with clinic.store.engine.connect() as db, db.begin():
        guards = db.execute(text(named), {"table": table}).all()
        for guard in guards:
            db.exec_driver_sql(f'DROP TRIGGER "{guard.name}"')
        db.exec_driver_sql(statement)
        for guard in guards:
            db.exec_driver_sql(guard.sql)


def test_a_clinic_that_was_only_used_is_sound(clinic: TestClinic) -> None:
    new_client(clinic)
    found = check(clinic)
    assert found.is_sound
    assert found.journal_entries >= 2


def test_a_row_that_was_changed_alone_is_named(clinic: TestClinic) -> None:
    tamper(clinic, "clinic", "UPDATE clinic SET name = 'Other'")
    found = check(clinic)
    assert not found.is_sound
    assert [(fault.table, fault.field) for fault in found.row_faults] == [("clinic", "name")]
    assert found.journal_faults == ()


def test_an_entry_that_was_taken_out_is_named(clinic: TestClinic) -> None:
    new_client(clinic)
    new_client(clinic)
    tamper(clinic, "change", "DELETE FROM change WHERE dot = (SELECT max(dot) - 1 FROM change)")
    found = check(clinic)
    assert not found.is_sound
    assert [fault.site_letter for fault in found.journal_faults][:1] == ["M"]


def test_an_access_that_was_rewritten_is_named(clinic: TestClinic) -> None:
    clinic.store.log_access("view client", by=None)
    clinic.store.log_access("view client", by=None)
    tamper(clinic, "access_log", "UPDATE access_log SET what = 'nothing' WHERE seq = 1")
    assert check(clinic).access_fault == 1
