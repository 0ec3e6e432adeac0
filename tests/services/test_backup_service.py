"""Backups by hand and by themselves, as the screens and commands ask for them."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from iopdesk.domain.problems import UserProblem
from iopdesk.services.backup_service import (
    BackupService,
    restore_with_password,
    restore_with_recovery,
)
from iopdesk.services.sign_in_service import SignedInClinic, SignInService
from iopdesk.storage.access_tables import AccessRow
from tests.folder_for_tests import CHEAP, LOGIN, PASSWORD, ClinicHome

HALF_HOUR = timedelta(minutes=30)


@pytest.fixture
def opened(home: ClinicHome) -> Iterator[SignedInClinic]:
    clinic = SignInService(home.clock, floor=CHEAP).sign_in(home.folder, LOGIN, PASSWORD)
    yield clinic
    clinic.close()


@pytest.fixture
def backups(opened: SignedInClinic) -> BackupService:
    return BackupService(opened.store, opened.signed_in)


def test_a_backup_by_hand_is_logged_and_restores(
    backups: BackupService, opened: SignedInClinic, home: ClinicHome, tmp_path: Path
) -> None:
    made = backups.back_up(tmp_path / "monday")
    assert made.path == tmp_path / "monday"
    assert made.bytes == made.path.stat().st_size
    with opened.store.read() as db:
        assert "backup made" in db.scalars(select(AccessRow.what)).all()
    for name, restore in (
        (
            "a",
            lambda to: restore_with_password(
                made.path, to, LOGIN, PASSWORD, home.clock, floor=CHEAP
            ),
        ),
        ("b", lambda to: restore_with_recovery(made.path, to, home.code, home.clock, floor=CHEAP)),
    ):
        restore(tmp_path / name)
        SignInService(home.clock, floor=CHEAP).sign_in(tmp_path / name, LOGIN, PASSWORD).close()


def test_places_where_a_backup_makes_no_sense_are_refused(
    backups: BackupService, home: ClinicHome, tmp_path: Path
) -> None:
    with pytest.raises(UserProblem, match="doesn't exist"):
        backups.back_up(tmp_path / "nowhere" / "b.iopbackup")
    with pytest.raises(UserProblem, match="inside the clinic folder"):
        backups.back_up(home.folder / "b.iopbackup")
    with pytest.raises(UserProblem, match="inside the clinic folder"):
        backups.back_up(home.files.backups / "b.iopbackup")
    with pytest.raises(UserProblem, match="something else of this name"):
        backups.back_up(tmp_path)


def test_only_an_older_backup_is_replaced(backups: BackupService, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("keep me", encoding="utf-8")
    with pytest.raises(UserProblem, match="something else of this name"):
        backups.back_up(letter)
    assert letter.read_text(encoding="utf-8") == "keep me"
    first = backups.back_up(tmp_path / "stick")
    assert backups.back_up(tmp_path / "stick").path == first.path


def test_it_backs_up_by_itself_once_in_half_an_hour_of_change(
    backups: BackupService, opened: SignedInClinic, home: ClinicHome
) -> None:
    assert backups.last_backup() is None
    assert backups.back_up_by_itself() is not None
    assert backups.last_backup() == home.clock.now()
    opened.store.log_access("view client", by=opened.signed_in.staff_id)
    home.clock.advance(HALF_HOUR - timedelta(seconds=1))
    assert backups.back_up_by_itself() is None
    home.clock.advance(timedelta(seconds=1))
    assert backups.back_up_by_itself() is not None
    home.clock.advance(5 * HALF_HOUR)
    assert backups.back_up_by_itself() is None
    opened.store.log_access("view client", by=opened.signed_in.staff_id)
    assert backups.back_up_by_itself() is not None
    assert len(backups.kept_backups()) == 3


def test_a_clock_set_back_does_not_stop_backups(
    backups: BackupService, opened: SignedInClinic, home: ClinicHome
) -> None:
    backups.back_up_by_itself()
    opened.store.log_access("view client", by=opened.signed_in.staff_id)
    home.clock.advance(timedelta(days=-400))
    assert backups.back_up_by_itself() is not None


def test_a_removed_backup_folder_is_made_again(backups: BackupService, home: ClinicHome) -> None:
    home.files.backups.rmdir()
    assert backups.last_backup() is None
    assert backups.back_up_by_itself() is not None
