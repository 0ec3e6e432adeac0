"""A full or read-only disk costs nothing but the save at hand (A7, A8)."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from iopdesk.domain.problems import UserProblem
from iopdesk.storage.atomic_file import write_atomically
from iopdesk.storage.backup import make_backup
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.clinic_folder import OpenClinic
from iopdesk.storage.connection import writing
from iopdesk.storage.journal_check import compare_rows, verify_chain
from iopdesk.storage.new_clinic import FirstPerson, create_clinic
from iopdesk.storage.open_guard import refuse_damaged
from iopdesk.storage.storage_errors import CantWrite, DiskFull, DiskTrouble
from tests.folder_for_tests import CHEAP, LOGIN, ClinicHome, contents

CLOSED_STEP = 4096


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 6 MB of its own; only root can make one."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode != 0:
        pytest.skip("needs the right to mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place: Path) -> Path:
    """Take every byte that is left."""
    ballast = place / "ballast"
    with contextlib.suppress(OSError), ballast.open("ab", buffering=0) as file:
        while True:
            file.write(bytes(CLOSED_STEP))
    return ballast


def add_client(opened: OpenClinic, number: int) -> None:
    store = opened.store
    with store.write("client.create", opened.staff_id) as db:
        db.add(
            ClientRow(
                id=store.new_id(),
                chart_number=f"M-{number}",
                first_name="Invented",
                last_name="x" * 2000,
                sort_name="x",
            )
        )


def clients(opened: OpenClinic) -> int:
    with opened.store.read() as db:
        return db.scalars(select(func.count()).select_from(ClientRow)).one()


def assert_sound(opened: OpenClinic) -> None:
    with opened.store.engine.connect() as db:
        refuse_damaged(db)
    with opened.store.read() as db:
        assert verify_chain(db.connection()) == []
        assert compare_rows(db.connection()) == []


@pytest.mark.parametrize("step", [0, CLOSED_STEP, 7 * CLOSED_STEP, 40 * CLOSED_STEP])
def test_saving_on_a_full_disk_is_refused_and_reading_goes_on(
    home: ClinicHome, small_disk: Path, step: int
) -> None:
    opened = home.copy_to(small_disk / "home").open()
    add_client(opened, 0)
    ballast = fill(small_disk)
    os.truncate(ballast, max(0, ballast.stat().st_size - step))
    saved = 1
    with pytest.raises((DiskFull, DiskTrouble)):
        for number in range(1, 2000):
            add_client(opened, number)
            saved += 1
    assert clients(opened) == saved
    ballast.unlink()
    add_client(opened, 9999)
    assert clients(opened) == saved + 1
    assert_sound(opened)
    opened.close()


def test_a_new_password_on_a_full_disk_is_refused_and_the_old_one_works(
    home: ClinicHome, small_disk: Path
) -> None:
    here = home.copy_to(small_disk / "home")
    opened = here.open()
    keys, staff_id = opened.keys, opened.staff_id
    assert staff_id is not None
    before = contents(here.folder)["clinic.iopdb.keys"]
    ballast = fill(small_disk)
    with (
        pytest.raises(OSError, match="No space"),
        writing(opened.store.engine).connect() as db,
        db.begin(),
    ):
        write_atomically(keys.files.ring, bytes(3000))
    with pytest.raises(Exception, match=r"full|No space"):  # noqa: SIM117
        with writing(opened.store.engine).connect() as db, db.begin():
            keys.ring_file.change(
                db,
                keys.master,
                lambda ring: ring.with_user(
                    keys.master, staff_id, LOGIN, "quiet purple otters", created="x"
                ),
            )
    ballast.unlink()
    opened.close()
    assert contents(here.folder)["clinic.iopdb.keys"] == before
    assert not list(here.folder.glob("*.tmp"))
    here.open().close()


def test_a_backup_on_a_full_disk_leaves_no_file(home: ClinicHome, small_disk: Path) -> None:
    opened = home.open()
    fill(small_disk)
    before = sorted(small_disk.iterdir())
    with pytest.raises(DiskFull):
        make_backup(opened.store.engine, opened.keys, small_disk / "b.iopbackup", home.clock.now())
    assert sorted(small_disk.iterdir()) == before
    opened.close()


def test_a_new_clinic_on_a_full_disk_leaves_no_folder(home: ClinicHome, small_disk: Path) -> None:
    fill(small_disk)
    before = sorted(small_disk.iterdir())
    person = FirstPerson("A", "ana", "seven green kayaks")
    with pytest.raises(UserProblem, match="full"):
        create_clinic(small_disk / "clinic", "Other", person, home.clock, cost=CHEAP)
    assert sorted(small_disk.iterdir()) == before


def test_signing_in_on_a_full_disk_says_so(home: ClinicHome, small_disk: Path) -> None:
    here = home.copy_to(small_disk / "home")
    ballast = fill(small_disk)
    with pytest.raises(DiskFull):
        here.open()
    ballast.unlink()
    here.open().close()


def test_a_read_only_disk_says_so_and_stays_as_it_is(home: ClinicHome, small_disk: Path) -> None:
    here = home.copy_to(small_disk / "home")
    before = contents(here.folder)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(CantWrite):
        here.open()
    assert contents(here.folder) == before


LIMITED = """
import resource, signal, sys
from pathlib import Path
from iopdesk.storage.storage_errors import DiskFull, DiskTrouble
from tests.folder_for_tests import ClinicHome, CHEAP, THURSDAY
from tests.storage.test_full_disk import add_client, clients
from iopdesk.domain.clock import FixedClock
from iopdesk.storage.clinic_files import ClinicFiles
home = ClinicHome(ClinicFiles(Path(sys.argv[1])), "", FixedClock(THURSDAY))
opened = home.open()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
size = home.files.database.stat().st_size + int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
saved = 0
try:
    while saved < 5000:
        add_client(opened, saved)
        saved += 1
except (DiskFull, DiskTrouble):
    assert clients(opened) == saved
    print(saved)
"""


@pytest.mark.skipif(os.name != "posix", reason="RLIMIT_FSIZE")
@pytest.mark.parametrize("room", [0, 4096, 30_000, 200_000])
def test_a_file_that_may_not_grow_loses_nothing_that_was_saved(home: ClinicHome, room: int) -> None:
    run = subprocess.run(
        [sys.executable, "-c", LIMITED, str(home.folder), str(room)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    opened = home.open()
    assert clients(opened) == int(run.stdout)
    add_client(opened, 9999)
    assert_sound(opened)
    opened.close()


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes everywhere"
)
def test_a_read_only_folder_says_so_and_stays_as_it_is(home: ClinicHome) -> None:
    before = contents(home.folder)
    for path in home.folder.iterdir():
        path.chmod(0o500 if path.is_dir() else 0o400)
    home.folder.chmod(0o500)
    try:
        with pytest.raises(CantWrite):
            home.open()
        assert contents(home.folder) == before
    finally:
        home.folder.chmod(0o700)
