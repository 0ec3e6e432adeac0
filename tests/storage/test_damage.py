"""A cut, flipped or exchanged page is found, and never read as if it were right (A10, A12)."""

import os
import random
import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from iopdesk.domain.problems import UserProblem
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.connection import make_engine
from iopdesk.storage.journal_check import compare_rows, verify_chain
from iopdesk.storage.open_guard import refuse_damaged
from tests.folder_for_tests import ClinicHome

PAGE = 4096
NAMES = [f"Invented {number:03}" for number in range(300)]


@pytest.fixture(scope="module")
def full_home(home_template: ClinicHome, tmp_path_factory: pytest.TempPathFactory) -> ClinicHome:
    """A closed clinic with some hundred clients."""
    home = home_template.copy_to(tmp_path_factory.mktemp("full") / "home")
    opened = home.open()
    store = opened.store
    for start in range(0, len(NAMES), 50):
        with store.write("client.create", None) as db:
            for name in NAMES[start : start + 50]:
                client = ClientRow(
                    id=store.new_id(),
                    chart_number=f"M-{name[-3:]}",
                    first_name=name,
                    last_name="Example",
                    sort_name=name.casefold(),
                )
                db.add(client)
    opened.close()
    return home


@pytest.fixture
def damaged(full_home: ClinicHome, tmp_path: Path) -> ClinicHome:
    return full_home.copy_to(tmp_path / "damaged")


def is_found(home: ClinicHome) -> bool:
    """Whether opening or the full check refuses the store; right answers only until then."""
    try:
        opened = home.open()
    except UserProblem:
        return True
    try:
        with opened.store.read() as db:
            assert set(db.scalars(select(ClientRow.first_name))) == set(NAMES)
        with opened.store.engine.connect() as db:
            refuse_damaged(db)
    except UserProblem:
        return True
    finally:
        opened.close()
    return False


def test_an_undamaged_store_passes(damaged: ClinicHome) -> None:
    assert not is_found(damaged)
    opened = damaged.open()
    with opened.store.read() as db:
        assert verify_chain(db.connection()) == []
        assert compare_rows(db.connection()) == []
    opened.close()


@pytest.mark.parametrize("left", [1000, 4095, 4096, "half", "half page", "last page", "last byte"])
def test_a_cut_off_file_is_refused_at_opening(damaged: ClinicHome, left: int | str) -> None:
    size = damaged.files.database.stat().st_size
    lengths = {
        "half": size // 2 // PAGE * PAGE,
        "half page": size // 2 // PAGE * PAGE + PAGE // 2,
        "last page": size - PAGE,
        "last byte": size - 1,
    }
    os.truncate(damaged.files.database, lengths.get(str(left), left) if left else 0)
    with pytest.raises(UserProblem) as caught:
        damaged.open()
    assert "backup" in caught.value.hint


@pytest.mark.parametrize("flips", [30, pytest.param(1000, marks=pytest.mark.soak)])
def test_every_flipped_bit_is_found(full_home: ClinicHome, tmp_path: Path, flips: int) -> None:
    rng = random.Random(flips)
    home = full_home.copy_to(tmp_path / "flipped")
    good = home.files.database.read_bytes()
    key_home = full_home.copy_to(tmp_path / "keys").open()
    engine = make_engine(home.files.database, key_home.keys.master.database_key())
    for _ in range(flips):
        flipped = bytearray(good)
        flipped[rng.randrange(len(flipped))] ^= 1 << rng.randrange(8)
        home.files.database.write_bytes(flipped)
        with pytest.raises(Exception) as caught, engine.connect() as db:  # noqa: PT011, B017
            refuse_damaged(db)
        assert "UNIQUE" not in str(caught.value)
        engine.dispose()
    key_home.close()


def test_swapped_pages_are_found(damaged: ClinicHome) -> None:
    content = bytearray(damaged.files.database.read_bytes())
    one, other = slice(10 * PAGE, 11 * PAGE), slice(20 * PAGE, 21 * PAGE)
    content[one], content[other] = content[other], content[one]
    damaged.files.database.write_bytes(content)
    assert is_found(damaged)


def test_a_garbage_page_is_found(damaged: ClinicHome) -> None:
    content = bytearray(damaged.files.database.read_bytes())
    content[12 * PAGE : 13 * PAGE] = random.Random(1).randbytes(PAGE)
    damaged.files.database.write_bytes(content)
    assert is_found(damaged)


def test_a_lost_or_foreign_log_gives_an_earlier_moment_or_a_refusal(
    damaged: ClinicHome, tmp_path: Path
) -> None:
    """A11: what is read is always a committed moment, never a mixture."""
    opened = damaged.open()
    with opened.store.write("clinic.note", None) as db:
        row = db.scalars(select(ClientRow).where(ClientRow.first_name == NAMES[0])).one()
        row.last_name = "Later"
    # as a crash would leave it: the database without its end, with half of its log
    rng = random.Random(2)
    for number in range(6):
        crashed = tmp_path / f"crashed{number}"
        crashed.mkdir()
        for path in damaged.folder.iterdir():
            if path.is_file():
                shutil.copy(path, crashed / path.name)
        log = crashed / "clinic.iopdb-wal"
        (crashed / "clinic.iopdb-shm").unlink(missing_ok=True)
        content = bytearray(log.read_bytes())
        if number == 0:
            log.unlink()
        elif number % 2:
            log.write_bytes(content[: rng.randrange(len(content))])
        else:
            content[rng.randrange(len(content))] ^= 255
            log.write_bytes(content)
        assert_committed_moment(crashed, damaged)
    opened.close()


def assert_committed_moment(folder: Path, home: ClinicHome) -> None:
    crashed = ClinicHome(type(home.files)(folder), home.code, home.clock)
    try:
        opened = crashed.open()
    except UserProblem:
        return
    with opened.store.read() as db:
        last = db.scalars(select(ClientRow.last_name).where(ClientRow.first_name == NAMES[0])).one()
        assert last in {"Example", "Later"}
        assert verify_chain(db.connection()) == []
        assert compare_rows(db.connection()) == []
    opened.close()
