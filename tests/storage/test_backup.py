"""A backup is whole and proved, or there is none; restoring makes a new site (A12, D6, D9)."""

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from iopdesk.domain.problems import UserProblem
from iopdesk.storage import backup as backup_module
from iopdesk.storage.backup import automatic_backups, head_of, make_backup
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.clinic_folder import OpenClinic
from iopdesk.storage.journal_check import compare_rows, verify_chain
from iopdesk.storage.journal_tables import ChangeRow, JournalGate, SiteRow
from iopdesk.storage.key_ring import WrongPassword
from iopdesk.storage.restore import restore
from iopdesk.storage.storage_errors import ClinicDamaged
from tests.folder_for_tests import CHEAP, LOGIN, PASSWORD, ClinicHome, contents

NAME = "Invented Person"


def add_client(opened: OpenClinic, number: int) -> None:
    store = opened.store
    with store.write("client.create", opened.staff_id) as db:
        db.add(
            ClientRow(
                id=store.new_id(),
                chart_number=f"M-{number}",
                first_name=NAME,
                last_name=str(number),
                sort_name="x",
            )
        )


@pytest.fixture
def opened(home: ClinicHome) -> OpenClinic:
    clinic = home.open()
    for number in range(5):
        add_client(clinic, number)
    return clinic


@pytest.fixture
def backup(opened: OpenClinic, tmp_path: Path) -> Path:
    path = tmp_path / "stick" / "harbor.iopbackup"
    path.parent.mkdir()
    make_backup(opened.store.engine, opened.keys, path, opened.store.clock.now())
    return path


def restored(home: ClinicHome, backup: Path, folder: Path, password: str = PASSWORD) -> ClinicHome:
    files = restore(
        backup, folder, home.clock, lambda ring: ring.unlock(LOGIN, password), floor=CHEAP
    )
    return replace(home, files=files)


def test_a_backup_is_one_file_and_holds_no_plain_word(opened: OpenClinic, backup: Path) -> None:
    assert [path.name for path in backup.parent.iterdir()] == ["harbor.iopbackup"]
    content = backup.read_bytes()
    assert NAME.encode() not in content
    assert b"SQLite format 3" not in content
    head = head_of(backup)
    assert head.created == opened.store.clock.now()
    facts = head.unsealed(opened.keys.master)
    counts = facts["counts"]
    assert isinstance(counts, dict)
    assert counts["client"] == 5
    opened.close()


def test_a_restored_backup_has_everything_and_is_a_new_site(
    opened: OpenClinic, backup: Path, home: ClinicHome, tmp_path: Path
) -> None:
    add_client(opened, 99)
    opened.close()
    copy = restored(home, backup, tmp_path / "restored").open()
    with copy.store.read() as db:
        assert len(db.scalars(select(ClientRow.id)).all()) == 5
        sites = db.execute(select(SiteRow).order_by(SiteRow.site_no)).scalars().all()
        local = db.scalars(select(JournalGate.local_site)).one()
    assert [site.letter for site in sites] == ["M", "M2"]
    assert sites[1].restored_from == sites[0].site_id
    assert local == 2
    add_client(copy, 100)
    with copy.store.read() as db:
        newest = db.scalars(select(ChangeRow.dot).order_by(ChangeRow.dot.desc())).first()
        assert newest == (2 << 32) + 1
        assert verify_chain(db.connection()) == []
        assert compare_rows(db.connection()) == []
    copy.close()


def test_restoring_twice_makes_two_sites(
    opened: OpenClinic, backup: Path, home: ClinicHome, tmp_path: Path
) -> None:
    opened.close()
    site_ids = set()
    for name in ("one", "two"):
        copy = restored(home, backup, tmp_path / name).open()
        with copy.store.read() as db:
            site_ids.update(db.scalars(select(SiteRow.site_id)))
        copy.close()
    assert len(site_ids) == 3


def test_the_recovery_code_restores_on_an_empty_machine(
    opened: OpenClinic, backup: Path, home: ClinicHome, tmp_path: Path
) -> None:
    opened.close()
    shutil.rmtree(home.folder)
    files = restore(
        backup,
        tmp_path / "restored",
        home.clock,
        lambda ring: ring.unlock_with_recovery(home.code),
        floor=CHEAP,
    )
    replace(home, files=files).open_with_code().close()


def test_a_folder_that_is_taken_and_a_wrong_password_change_nothing(
    opened: OpenClinic, backup: Path, home: ClinicHome, tmp_path: Path
) -> None:
    opened.close()
    before = contents(home.folder)
    with pytest.raises(UserProblem, match="isn't empty"):
        restored(home, backup, home.folder)
    assert contents(home.folder) == before
    with pytest.raises(WrongPassword):
        restored(home, backup, tmp_path / "restored", "not this one")
    assert not (tmp_path / "restored").exists()
    assert not list(tmp_path.glob(".restored*"))


@pytest.mark.parametrize("rounds", [25, pytest.param(1000, marks=pytest.mark.soak)])
def test_a_damaged_backup_is_refused_whole(
    opened: OpenClinic, backup: Path, home: ClinicHome, tmp_path: Path, rounds: int
) -> None:
    opened.close()
    good = backup.read_bytes()
    rng = random.Random(rounds)
    damaged = tmp_path / "damaged.iopbackup"
    for number in range(rounds):
        content = bytearray(good)
        if number % 3 == 0:
            content = content[: rng.randrange(len(content))]
        elif number % 3 == 1:
            content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
        else:
            content[rng.randrange(4000)] ^= 1 << rng.randrange(8)
        damaged.write_bytes(content)
        with pytest.raises(UserProblem):
            restored(home, damaged, tmp_path / "restored")
        assert not (tmp_path / "restored").exists()
        assert not list(tmp_path.glob(".restored*"))


@pytest.mark.parametrize(
    "content",
    [b"", b"x", b"IOPDESK BACKUP 1\n", b"IOPDESK BACKUP 1\n\xff\xff\xff\xff", b"PK\x03\x04" * 99],
)
def test_another_file_is_no_backup(home: ClinicHome, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "other.iopbackup"
    file.write_bytes(content)
    with pytest.raises(UserProblem, match="backup") as caught:
        restored(home, file, tmp_path / "restored")
    assert "Nothing was changed" in caught.value.hint


def test_a_missing_file_and_a_folder_are_no_backups(home: ClinicHome, tmp_path: Path) -> None:
    for path in (tmp_path / "missing", tmp_path):
        with pytest.raises(UserProblem, match="no such backup"):
            restored(home, path, tmp_path / "restored")


def test_a_copy_that_is_not_equal_is_no_backup(
    opened: OpenClinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "b.iopbackup"
    target.write_bytes(b"the backup before")
    real = backup_module.facts_of
    calls = []

    def one_row_less(raw: object) -> dict[str, object]:
        facts = real(raw)
        calls.append(1)
        return {**facts, "access": [0, ""]} if len(calls) == 2 else facts

    monkeypatch.setattr(backup_module, "facts_of", one_row_less)
    with pytest.raises(ClinicDamaged):
        make_backup(opened.store.engine, opened.keys, target, opened.store.clock.now())
    assert target.read_bytes() == b"the backup before"
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["b.iopbackup"]
    opened.close()


def test_a_backup_while_another_window_saves_is_one_moment(
    opened: OpenClinic, home: ClinicHome, tmp_path: Path
) -> None:
    other = home.open()
    path = tmp_path / "b.iopbackup"
    with other.store.write("client.create", other.staff_id) as db:
        db.add(
            ClientRow(
                id=other.store.new_id(),
                chart_number="M-77",
                first_name=NAME,
                last_name="unsaved",
                sort_name="x",
            )
        )
        db.flush()
        make_backup(opened.store.engine, opened.keys, path, home.clock.now())
    other.close()
    opened.close()
    copy = restored(home, path, tmp_path / "restored").open()
    with copy.store.read() as db:
        assert "unsaved" not in db.scalars(select(ClientRow.last_name)).all()
    copy.close()


def test_names_of_automatic_backups_are_read_back(home: ClinicHome) -> None:
    opened = home.open()
    now = home.clock.now()
    path = backup_module.automatic_path(opened.keys, now)
    make_backup(opened.store.engine, opened.keys, path, now)
    (home.files.backups / "mine.iopbackup").write_bytes(b"kept by hand")
    assert automatic_backups(opened.keys) == [(now, path)]
    backup_module.thin_out(opened.keys, now)
    assert (home.files.backups / "mine.iopbackup").exists()
    opened.close()
