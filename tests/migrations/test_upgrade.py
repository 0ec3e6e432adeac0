"""Upgrading a clinic: everything or nothing, every row kept, every trigger back (A5, A6)."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select

from iopdesk.domain.problems import UserProblem
from iopdesk.domain.resources import migrations_path
from iopdesk.storage import open_guard, trigger_set, upgrade
from iopdesk.storage.all_tables import metadata
from iopdesk.storage.backup import automatic_backups
from iopdesk.storage.client_tables import ClientRow, PhoneRow
from iopdesk.storage.clinic_folder import OpenClinic
from iopdesk.storage.upgrade import UpgradeError, head_revision, schema_change
from tests.folder_for_tests import ClinicHome

ROOT = Path(__file__).resolve().parents[2]
REBUILD = '''
"""A later release: a table that others point to is rebuilt, and a column added."""

import sqlalchemy as sa
from alembic import op

revision = "{number}"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("client", recreate="always") as table:
        table.add_column(sa.Column("later", sa.String(), server_default="x"))
    {then}
'''


@pytest.fixture
def later_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "LaterRelease":
    folder = tmp_path / "migrations"
    shutil.copytree(migrations_path(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    release = LaterRelease(folder)
    monkeypatch.setattr(upgrade, "migrations_path", lambda: folder)
    head_revision.cache_clear()
    yield release
    head_revision.cache_clear()


class LaterRelease:
    """The program's migrations with one more."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, then: str = "") -> str:
        before = head_revision()
        number = f"{int(before) + 1:04}"
        text = REBUILD.format(number=number, before=before, then=then)
        (self._folder / "versions" / f"{number}_later.py").write_text(text)
        head_revision.cache_clear()
        return number


def with_family(opened: OpenClinic) -> None:
    """Rows that point to a row that will be rebuilt."""
    store = opened.store
    with store.write("client.create", opened.staff_id) as db:
        for number in range(20):
            client = ClientRow(
                id=store.new_id(),
                chart_number=f"M-{number}",
                first_name="Invented",
                last_name=str(number),
                sort_name="x",
            )
            db.add(client)
            db.flush()
            db.add(PhoneRow(id=store.new_id(), client_id=client.id, number="951-555-0100"))


def counts(db: Connection) -> dict[str, int]:
    return {
        table.name: db.execute(select(func.count()).select_from(table)).scalar_one()
        for table in metadata.sorted_tables
        # opening logs a sign-in
        if table.name != "access_log"
    }


def test_the_file_names_and_the_scripts_agree_on_the_head() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations_path()))
    assert ScriptDirectory.from_config(config).get_heads() == [head_revision()]


def test_a_new_clinic_has_exactly_the_tables_of_the_program(home: ClinicHome) -> None:
    opened = home.open()
    with opened.store.engine.connect() as db:
        context = MigrationContext.configure(db, opts={"compare_type": True})
        differences = compare_metadata(context, metadata)
        assert trigger_set.stored(db) == trigger_set.expected()
        version = db.exec_driver_sql("PRAGMA user_version").scalar()
    opened.close()
    assert differences == []
    assert version == int(head_revision())


def test_a_current_clinic_opens_without_the_migration_library(home: ClinicHome) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from iopdesk.domain.clock import SystemClock\n"
        "from iopdesk.storage.clinic_files import ClinicFiles\n"
        "from iopdesk.storage.clinic_folder import unlock\n"
        "from tests.folder_for_tests import CHEAP, LOGIN, PASSWORD\n"
        "o = unlock(ClinicFiles(Path(sys.argv[1])), LOGIN, PASSWORD, SystemClock(), floor=CHEAP)\n"
        "o.close(); print('alembic' in sys.modules)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(home.folder)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert run.stdout.strip() == "False"


def test_an_upgrade_keeps_every_row_and_brings_every_trigger_back(
    home: ClinicHome, later_release: LaterRelease
) -> None:
    opened = home.open()
    with_family(opened)
    with opened.store.engine.connect() as db:
        before = counts(db)
    opened.close()
    later_release.add()
    opened = home.open()
    with opened.store.engine.connect() as db:
        assert counts(db) == before
        assert trigger_set.stored(db) == trigger_set.expected()
        assert db.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert db.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert db.exec_driver_sql("SELECT DISTINCT later FROM client").scalars().all() == ["x"]
    assert len(automatic_backups(opened.keys)) == 1
    opened.close()


@pytest.mark.parametrize(
    ("then", "words"),
    [
        ('op.execute("DELETE FROM phone")', "rows of phone would be lost"),
        ("raise RuntimeError('stop')", "stop"),
        (
            'op.execute("UPDATE phone SET client_id = randomblob(16)")',
            "would point to nothing",
        ),
    ],
)
def test_an_upgrade_that_goes_wrong_leaves_the_clinic_as_it_was(
    home: ClinicHome, later_release: LaterRelease, then: str, words: str
) -> None:
    opened = home.open()
    with_family(opened)
    with opened.store.engine.connect() as db:
        before = counts(db)
    opened.close()
    number = later_release.add(then)
    with pytest.raises((UpgradeError, RuntimeError), match=words):
        home.open()
    (upgrade.migrations_path() / "versions" / f"{number}_later.py").unlink()
    head_revision.cache_clear()
    opened = home.open()
    with opened.store.engine.connect() as db:
        assert counts(db) == before
        assert trigger_set.stored(db) == trigger_set.expected()
        columns = db.exec_driver_sql("SELECT name FROM pragma_table_info('client')").scalars().all()
    opened.close()
    assert "later" not in columns
    assert not [column for column in columns if "tmp" in column]


UPGRADER = """
import sys
from pathlib import Path
from iopdesk.domain.clock import SystemClock
from iopdesk.storage import upgrade
from iopdesk.storage.clinic_files import ClinicFiles
from iopdesk.storage.clinic_folder import unlock
from tests.folder_for_tests import CHEAP, LOGIN, PASSWORD
from sqlalchemy import event
home, migrations, stop_at = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
upgrade.migrations_path = lambda: migrations
import alembic.command
real, seen = upgrade._keys_off, []
def dies_after(engine):
    def count(*_):
        seen.append(1)
        if len(seen) == stop_at:
            import os, signal
            os.kill(os.getpid(), signal.SIGKILL)
    event.listen(engine, "before_cursor_execute", count)
    return real(engine)
upgrade._keys_off = dies_after
unlock(ClinicFiles(home), LOGIN, PASSWORD, SystemClock(), floor=CHEAP).close()
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
@pytest.mark.parametrize(
    "stops", [(60, 250), pytest.param(tuple(range(5, 600, 20)), marks=pytest.mark.soak)]
)
def test_killed_within_an_upgrade_the_clinic_is_old_or_new_and_the_next_start_finishes(
    home: ClinicHome, later_release: LaterRelease, tmp_path: Path, stops: tuple[int, ...]
) -> None:
    opened = home.open()
    with_family(opened)
    with opened.store.engine.connect() as db:
        before = counts(db)
    opened.close()
    number = later_release.add()
    for stop in stops:
        copy = home.copy_to(tmp_path / f"copy{stop}")
        arguments = [str(copy.folder), str(upgrade.migrations_path()), str(stop)]
        run = subprocess.run([sys.executable, "-c", UPGRADER, *arguments], check=False, cwd=ROOT)
        assert run.returncode == -signal.SIGKILL
        opened = copy.open()
        with opened.store.engine.connect() as db:
            assert counts(db) == before
            assert upgrade.revision_of(db) == number
            assert trigger_set.stored(db) == trigger_set.expected()
        opened.close()


def test_without_a_backup_there_is_no_upgrade(
    home: ClinicHome, later_release: LaterRelease
) -> None:
    later_release.add()
    shutil.rmtree(home.files.backups)
    home.files.backups.write_text("a file where the folder should be")
    with pytest.raises((UserProblem, OSError)):
        home.open()
    home.files.backups.unlink()
    home.open().close()


def test_after_an_upgrade_the_program_before_refuses(
    home: ClinicHome, later_release: LaterRelease, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = head_revision()
    later_release.add()
    home.open().close()
    monkeypatch.setattr(open_guard, "head_revision", lambda: before)
    with pytest.raises(UserProblem, match="newer version"):
        home.open()


def test_triggers_are_taken_away_only_within_the_change(home: ClinicHome) -> None:
    opened = home.open()
    with opened.store.engine.connect() as db, db.begin():
        with schema_change(db):
            assert trigger_set.stored(db) == {}
        assert trigger_set.stored(db) == trigger_set.expected()
    opened.close()
