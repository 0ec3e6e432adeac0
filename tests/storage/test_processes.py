"""Several processes write one clinic at once, and some are killed (A1, C1)."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.clinic_folder import OpenClinic
from iopdesk.storage.journal_check import compare_rows, verify_chain
from iopdesk.storage.journal_tables import ChangeRow
from iopdesk.storage.key_ring import WrongPassword
from tests.folder_for_tests import ClinicHome

WRITER = """
import sys
from pathlib import Path
from iopdesk.domain.clock import SystemClock
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.clinic_files import ClinicFiles
from iopdesk.storage.clinic_folder import unlock
from tests.folder_for_tests import CHEAP, LOGIN, PASSWORD
from sqlalchemy import select
opened = unlock(ClinicFiles(Path(sys.argv[1])), LOGIN, PASSWORD, SystemClock(), floor=CHEAP)
store = opened.store
print("open", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[2])):
    with store.write("client.edit", opened.staff_id) as db:
        row = db.scalars(select(ClientRow).where(ClientRow.chart_number == "M-COUNT")).one()
        row.last_name = str(int(row.last_name) + 1)
    print(number, flush=True)
opened.close()
"""
ROOT = Path(__file__).resolve().parents[2]


def writer(home: ClinicHome, times: int) -> "subprocess.Popen[bytes]":
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(home.folder), str(times)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"open\n"
    return process


def start(process: "subprocess.Popen[bytes]") -> None:
    assert process.stdin is not None
    process.stdin.write(b"\n")
    process.stdin.flush()


def with_counter(home: ClinicHome) -> OpenClinic:
    opened = home.open()
    store = opened.store
    with store.write("client.create", opened.staff_id) as db:
        db.add(
            ClientRow(
                id=store.new_id(),
                chart_number="M-COUNT",
                first_name="Invented",
                last_name="0",
                sort_name="x",
            )
        )
    return opened


def counted(opened: OpenClinic) -> int:
    with opened.store.read() as db:
        assert verify_chain(db.connection()) == []
        assert compare_rows(db.connection()) == []
        name = db.scalars(
            select(ClientRow.last_name).where(ClientRow.chart_number == "M-COUNT")
        ).one()
        edits = db.scalars(
            select(func.count()).select_from(ChangeRow).where(ChangeRow.action == "client.edit")
        ).one()
    assert int(name) == edits
    return edits


@pytest.mark.parametrize("times", [15, pytest.param(500, marks=pytest.mark.soak)])
def test_four_processes_lose_no_update(home: ClinicHome, times: int) -> None:
    opened = with_counter(home)
    writers = [writer(home, times) for _ in range(4)]
    for process in writers:
        start(process)
    for process in writers:
        process.communicate()
        assert process.returncode == 0
    assert counted(opened) == 4 * times
    opened.close()


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
@pytest.mark.parametrize("kills", [3, pytest.param(200, marks=pytest.mark.soak)])
def test_killed_writers_lose_nothing_that_was_saved(home: ClinicHome, kills: int) -> None:
    with_counter(home).close()
    rng, acknowledged = random.Random(kills), 0
    for _ in range(kills):
        process = writer(home, 1_000_000)
        start(process)
        assert process.stdout is not None
        process.stdout.readline()
        # any moment will do; nothing is asserted about how long it took
        deadline = time.monotonic() + rng.random() / 5
        while time.monotonic() < deadline:
            pass
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate()
        acknowledged += 1 + len([line for line in rest.split(b"\n")[:-1] if line.isdigit()])
        opened = home.open()
        found = counted(opened)
        opened.close()
        # saves may have been finished without their process living to say so, never the reverse
        assert acknowledged <= found
        acknowledged = found


PASSWORD_CHANGER = """
import sys
from pathlib import Path
from iopdesk.domain.clock import SystemClock
from iopdesk.storage.clinic_files import ClinicFiles
from iopdesk.storage.clinic_folder import unlock
from iopdesk.storage.connection import writing
from tests.folder_for_tests import CHEAP, LOGIN
folder, present, new = sys.argv[1:]
opened = unlock(ClinicFiles(Path(folder)), LOGIN, present, SystemClock(), floor=CHEAP)
keys, user = opened.keys, opened.staff_id
print("open", flush=True)
while True:
    with writing(opened.store.engine).connect() as db, db.begin():
        keys.ring_file.change(
            db, keys.master,
            lambda ring: ring.with_user(keys.master, user, LOGIN, new, created="x"))
    present, new = new, present
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
@pytest.mark.parametrize("kills", [3, pytest.param(300, marks=pytest.mark.soak)])
def test_killed_while_changing_the_password_one_of_the_two_works(
    home: ClinicHome, kills: int
) -> None:
    """D4: old or new, never neither."""
    rng = random.Random(kills)
    present, new = "seven green kayaks", "quiet purple otters"
    for _ in range(kills):
        process = subprocess.Popen(
            [sys.executable, "-c", PASSWORD_CHANGER, str(home.folder), present, new],
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"open\n"
        deadline = time.monotonic() + rng.random() / 10
        while time.monotonic() < deadline:
            pass
        process.kill()
        process.communicate()
        works = []
        for password in (present, new):
            with contextlib.suppress(WrongPassword):
                home.open(password).close()
                works.append(password)
        assert len(works) == 1
        if works == [new]:
            present, new = new, present
        assert json.loads(home.files.ring.read_bytes())["v"] == 1
