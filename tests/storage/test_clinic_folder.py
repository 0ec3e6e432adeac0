"""A clinic folder opens for the right person, and is left untouched by everyone else."""

import json
import os
import shutil
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import select

from iopdesk.domain.problems import UserProblem
from iopdesk.storage import open_guard
from iopdesk.storage.access_tables import AccessRow
from iopdesk.storage.clinic_files import ClinicFiles
from iopdesk.storage.clinic_folder import unlock
from iopdesk.storage.clinic_tables import ClinicRow
from iopdesk.storage.connection import connect, writing
from iopdesk.storage.journal_tables import ChangeRow, SiteRow
from iopdesk.storage.key_ring import WrongPassword
from iopdesk.storage.new_clinic import FirstPerson, create_clinic
from iopdesk.storage.throttle import SignInHeld
from tests.folder_for_tests import CHEAP, LOGIN, PASSWORD, ClinicHome, contents


def access_log_of(home: ClinicHome) -> list[str]:
    opened = home.open()
    with opened.store.read() as db:
        rows = list(db.scalars(select(AccessRow.what).order_by(AccessRow.seq)))
    opened.close()
    return rows


def refusal(home: ClinicHome) -> str:
    """What a person is told; the folder must be as it was."""
    before = contents(home.folder) if home.folder.is_dir() else {}
    with pytest.raises(UserProblem) as caught:
        home.open()
    assert (contents(home.folder) if home.folder.is_dir() else {}) == before
    assert caught.value.hint
    return str(caught.value)


def test_a_new_clinic_has_its_files_and_nothing_half_made_beside_it(home: ClinicHome) -> None:
    assert sorted(contents(home.folder)) == [
        "clinic.iopdb",
        "clinic.iopdb.auth",
        "clinic.iopdb.head",
        "clinic.iopdb.keys",
        "clinic.iopdb.lock",
    ]
    assert [path.name for path in home.folder.parent.iterdir()] == ["home"]


def test_the_first_person_signs_in_and_it_is_logged(home: ClinicHome) -> None:
    opened = home.open()
    assert opened.staff_id is not None
    assert not opened.must_change_password
    opened.close()
    # made, then opened twice
    assert access_log_of(home) == ["sign-in"] * 3


def test_the_recovery_code_opens_too(home: ClinicHome) -> None:
    opened = home.open_with_code()
    assert opened.staff_id is None
    opened.close()
    assert "recovery code used" in access_log_of(home)


def test_wrong_passwords_are_counted_held_and_logged(home: ClinicHome) -> None:
    for _ in range(5):
        with pytest.raises(WrongPassword):
            home.open("not this one")
    with pytest.raises(SignInHeld) as caught:
        home.open()
    home.clock.set(caught.value.until)
    assert access_log_of(home).count("sign-in failed") == 5


def test_what_was_typed_is_never_kept(home: ClinicHome) -> None:
    with pytest.raises(WrongPassword):
        home.open(login="my secret password typed as login")
    waiting = home.files.refused_tries.read_text(encoding="utf-8")
    assert "secret" not in waiting
    assert access_log_of(home).count("sign-in failed") == 1
    assert not home.files.refused_tries.exists()


def test_a_closed_store_leaves_no_key_and_no_log_file(home: ClinicHome) -> None:
    opened = home.open()
    opened.close()
    assert opened.keys.master.is_empty
    assert not list(home.folder.glob("*-wal"))


def test_a_folder_that_is_taken_is_refused(home: ClinicHome) -> None:
    before = contents(home.folder)
    person = FirstPerson("A", "ana", PASSWORD)
    with pytest.raises(UserProblem, match="isn't empty"):
        create_clinic(home.folder, "Other", person, home.clock, cost=CHEAP)
    assert contents(home.folder) == before


def test_an_empty_folder_is_taken(home: ClinicHome, tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    person = FirstPerson("A", "ana", PASSWORD)
    opened, _ = create_clinic(folder, "Other", person, home.clock, cost=CHEAP)
    opened.close()
    assert (folder / "clinic.iopdb").exists()


# What isn't a clinic (A9)


def test_no_folder_and_an_empty_folder_hold_no_clinic(home: ClinicHome, tmp_path: Path) -> None:
    for folder in (tmp_path / "missing", tmp_path / "empty"):
        (tmp_path / "empty").mkdir(exist_ok=True)
        other = ClinicHome(ClinicFiles(folder), home.code, home.clock)
        assert "no clinic in this folder" in refusal(other)
    assert not (tmp_path / "missing").exists()


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "empty (0 bytes)"), (1, "cut off"), (1000, "cut off"), (4095, "cut off")],
)
def test_a_database_cut_to_nothing_is_not_taken_for_a_new_one(
    home: ClinicHome, size: int, words: str
) -> None:
    os.truncate(home.files.database, size)
    told = refusal(home)
    assert words in told
    assert "restore the newest backup" in told


def test_a_missing_database_is_not_made_anew(home: ClinicHome) -> None:
    home.files.database.unlink()
    assert "missing" in refusal(home)


def test_a_plain_sqlite_file_is_refused(home: ClinicHome) -> None:
    home.files.database.unlink()
    plain = sqlcipher.connect(str(home.files.database))
    plain.execute("PRAGMA journal_mode=WAL")
    plain.execute("CREATE TABLE client (name TEXT)")
    plain.close()
    assert "not encrypted" in refusal(home)


def test_another_kind_of_file_is_refused(home: ClinicHome) -> None:
    home.files.database.write_bytes(b"%PDF-1.7 " * 2000)
    with pytest.raises(UserProblem, match="damaged"):
        home.open()
    assert home.files.database.read_bytes() == b"%PDF-1.7 " * 2000


def test_a_folder_in_place_of_the_database_is_refused(home: ClinicHome) -> None:
    home.files.database.unlink()
    home.files.database.mkdir()
    assert "not a file" in refusal(home)


def test_the_database_of_another_clinic_is_refused(home: ClinicHome, tmp_path: Path) -> None:
    person = FirstPerson("A", LOGIN, PASSWORD)
    opened, _ = create_clinic(tmp_path / "b", "Other", person, home.clock, cost=CHEAP)
    opened.close()
    shutil.copy(tmp_path / "b" / "clinic.iopdb", home.files.database)
    with pytest.raises(UserProblem, match="damaged"):
        home.open()


def alter(home: ClinicHome, *statements: str) -> None:
    """Change the closed database behind the program's back, with its key."""
    opened = home.open()
    raw = connect(home.files.database, opened.keys.master.database_key())
    for statement in statements:
        raw.execute(statement)
    raw.close()
    opened.close()


@pytest.mark.parametrize(
    "statement", ["PRAGMA user_version = 9999", "UPDATE alembic_version SET version_num = '9999'"]
)
def test_a_newer_clinic_says_update_first(home: ClinicHome, statement: str) -> None:
    alter(home, statement)
    with pytest.raises(UserProblem, match="newer version") as caught:
        home.open()
    assert "Update IOP Desk" in caught.value.hint


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("PRAGMA application_id = 7", "wasn't made by IOP Desk"),
        ("DROP TABLE alembic_version", "never finished"),
        ("UPDATE store_fact SET value = 'x' WHERE name = 'file_id'", "different clinics"),
        ("DROP TRIGGER staff_upd", "altered by another program"),
        (
            "CREATE TRIGGER spy AFTER INSERT ON touch BEGIN SELECT 1; END",
            "altered by another program",
        ),
    ],
)
def test_a_store_altered_outside_is_refused(home: ClinicHome, statement: str, words: str) -> None:
    alter(home, statement)
    with pytest.raises(UserProblem, match=words):
        home.open()


def test_a_trigger_put_back_weaker_is_noticed(home: ClinicHome) -> None:
    alter(
        home,
        "DROP TRIGGER staff_del",
        "CREATE TRIGGER staff_del BEFORE DELETE ON staff BEGIN SELECT 1; END",
    )
    with pytest.raises(UserProblem, match="altered by another program"):
        home.open()


# The key ring on disk (D3)


def test_a_lost_ring_is_taken_from_the_one_before_or_the_store(home: ClinicHome) -> None:
    content = home.files.ring.read_bytes()
    home.files.previous_ring.write_bytes(content)
    home.files.ring.unlink()
    home.open().close()
    assert home.files.ring.read_bytes() == content


@pytest.mark.parametrize("damage", ["half", "empty", "flipped", "zeros"])
def test_a_damaged_ring_is_replaced_by_the_one_before(home: ClinicHome, damage: str) -> None:
    content = home.files.ring.read_bytes()
    home.files.previous_ring.write_bytes(content)
    flipped = content.replace(b'"ring_seq":2', b'"ring_seq":3')
    assert flipped != content
    home.files.ring.write_bytes(
        {
            "half": content[: len(content) // 2],
            "empty": b"",
            "flipped": flipped,
            "zeros": bytes(len(content)),
        }[damage]
    )
    home.open().close()
    assert home.files.ring.read_bytes() == content


def test_with_every_ring_lost_the_sentence_names_the_backup(home: ClinicHome) -> None:
    home.files.ring.unlink()
    told = refusal(home)
    assert "key file is missing or damaged" in told
    assert "backup" in told


def test_an_old_ring_put_back_does_not_bring_an_old_password_back(home: ClinicHome) -> None:
    old = home.files.ring.read_bytes()
    opened = home.open()
    keys = opened.keys
    staff_id = opened.staff_id
    assert staff_id is not None
    with writing(opened.store.engine).connect() as db, db.begin():
        keys.ring_file.change(
            db,
            keys.master,
            lambda ring: ring.with_user(
                keys.master, staff_id, LOGIN, "quiet purple otters", created="x"
            ),
        )
    opened.close()
    current = home.files.ring.read_bytes()
    home.files.ring.write_bytes(old)
    home.files.previous_ring.unlink()
    with pytest.raises(WrongPassword):
        home.open(PASSWORD)
    # the copy inside the store is newer and has been put back
    assert home.files.ring.read_bytes() == current
    home.open("quiet purple otters").close()
    opened = home.open("quiet purple otters")
    with opened.store.read() as db:
        assert "sign-in failed" in db.scalars(select(AccessRow.what)).all()
    opened.close()


def test_a_ring_newer_than_the_store_is_the_truth(home: ClinicHome) -> None:
    """A crash between the ring and the commit leaves this behind (D4)."""
    opened = home.open()
    keys, staff_id = opened.keys, opened.staff_id
    assert staff_id is not None

    class CrashError(Exception):
        pass

    with pytest.raises(CrashError), writing(opened.store.engine).connect() as db, db.begin():
        keys.ring_file.change(
            db,
            keys.master,
            lambda ring: ring.with_user(
                keys.master, staff_id, LOGIN, "quiet purple otters", created="x"
            ),
        )
        raise CrashError
    opened.close()
    home.open("quiet purple otters").close()
    ring = json.loads(home.files.ring.read_bytes())
    opened = home.open("quiet purple otters")
    with opened.store.read() as db:
        copy = opened.keys.ring_file.genuine(db.connection(), opened.keys.master)
    opened.close()
    assert copy.ring_seq == ring["ring_seq"] == 3


# One lock for maintenance (C3)


def test_an_upgrade_waits_until_other_windows_are_closed(
    home: ClinicHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = home.open()
    monkeypatch.setattr(open_guard, "head_revision", lambda: "9999")
    with pytest.raises(UserProblem, match="other windows have it open") as caught:
        home.open()
    assert f"process {os.getpid()}" in caught.value.hint
    first.close()


def test_two_windows_work_at_the_same_time(home: ClinicHome) -> None:
    first, second = home.open(), home.open()
    first.store.log_access("view client", by=first.staff_id)
    second.store.log_access("view client", by=second.staff_id)
    first.close()
    second.close()
    assert access_log_of(home).count("view client") == 2


def test_a_strict_reader_refuses_a_cheap_ring(home: ClinicHome) -> None:
    with pytest.raises(UserProblem, match="key file"):
        unlock(home.files, LOGIN, PASSWORD, home.clock)


def test_what_a_crash_left_half_written_is_swept_at_the_next_sign_in(home: ClinicHome) -> None:
    for name in ("clinic.iopdb.keys.77-ab.tmp", "clinic.iopdb.keys.prev.77-ab.tmp"):
        (home.folder / name).write_bytes(b"half")
    home.open().close()
    assert not list(home.folder.glob("*.tmp"))


# An older database put back (A12)


def test_an_older_database_put_back_is_noticed_and_goes_on_as_a_new_site(
    home: ClinicHome,
) -> None:
    old = home.files.database.read_bytes()
    opened = home.open()
    assert not opened.was_put_back
    with opened.store.write("clinic.rename", opened.staff_id) as db:
        db.scalars(select(ClinicRow)).one().phone = "951-555-0100"
    opened.close()
    home.files.database.write_bytes(old)
    opened = home.open()
    assert opened.was_put_back
    with opened.store.write("clinic.rename", opened.staff_id) as db:
        db.scalars(select(ClinicRow)).one().phone = "951-555-0111"
    with opened.store.read() as db:
        assert db.scalars(select(SiteRow.letter).order_by(SiteRow.site_no)).all() == ["M", "M2"]
        assert (
            db.scalars(select(ChangeRow.dot).order_by(ChangeRow.dot.desc())).first()
            == (2 << 32) + 1
        )
    opened.close()
    opened = home.open()
    assert not opened.was_put_back
    opened.close()


@pytest.mark.parametrize("content", [b"", b"[]", b'{"heads":{"1":99999999999},"mac":"00"}'])
def test_a_damaged_or_forged_record_raises_no_alarm(home: ClinicHome, content: bytes) -> None:
    home.files.last_head.write_bytes(content)
    opened = home.open()
    assert not opened.was_put_back
    opened.close()
