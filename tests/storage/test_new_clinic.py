"""Building beside a place: the disk is waited for once, and from then on at each commit again."""

from iopdesk.storage.new_clinic import waiting_once
from iopdesk.storage.store import Store
from tests.clinic_for_tests import TestClinic

OFF, FULL = 0, 2


def synchronous(store: Store) -> int:
    with store.engine.connect() as connection:
        return int(connection.exec_driver_sql("PRAGMA synchronous").scalar_one())


def test_after_the_block_each_commit_waits_for_the_disk_again(clinic: TestClinic) -> None:
    with waiting_once(clinic.store):
        assert synchronous(clinic.store) == OFF
        clinic.store.log_access("looked", by=None)
    assert synchronous(clinic.store) == FULL


def test_all_that_was_written_stands_in_the_database_itself(clinic: TestClinic) -> None:
    with waiting_once(clinic.store):
        clinic.store.log_access("looked", by=None)
    with clinic.store.engine.connect() as connection:
        file = connection.exec_driver_sql("PRAGMA database_list").one()[2]
    with open(f"{file}-wal", "rb") as waiting:
        assert waiting.read() == b""
