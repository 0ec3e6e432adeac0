"""The files of a clinic folder: their names, and what can be told about them without a key.

The live database is never opened here: not even its header is read but by SQLite itself.
"""

import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from iopdesk.domain.problems import UserProblem
from iopdesk.storage.place_check import refuse_unsafe_place
from iopdesk.storage.storage_errors import DiskFull

DATABASE = "clinic.iopdb"
SMALLEST_DATABASE = 4096
_ROOM_TO_OPEN = 512 * 1024  # for the write-ahead log and its index


class NotAClinic(UserProblem):
    """The folder holds no clinic."""

    def __init__(self) -> None:
        super().__init__(
            "There is no clinic in this folder.",
            "Choose the folder that holds the file clinic.iopdb, or make a new clinic. "
            "Nothing was changed.",
        )


class ClinicUnreadable(UserProblem):
    """The database is there, but it is not a whole clinic file."""

    def __init__(self, title: str) -> None:
        super().__init__(
            title,
            "Nothing was changed. Keep the folder as it is, and restore the newest backup into a "
            "new folder.",
        )


@dataclass(frozen=True)
class ClinicFiles:
    """Where everything of one clinic is; all paths are inside its folder."""

    folder: Path

    @property
    def database(self) -> Path:
        """The encrypted database; only SQLite may open it."""
        return self.folder / DATABASE

    @property
    def ring(self) -> Path:
        """The key ring."""
        return self.folder / f"{DATABASE}.keys"

    @property
    def previous_ring(self) -> Path:
        """The key ring as it was before its last change."""
        return self.folder / f"{DATABASE}.keys.prev"

    @property
    def throttle(self) -> Path:
        """The counter of wrong passwords."""
        return self.folder / f"{DATABASE}.auth"

    @property
    def refused_tries(self) -> Path:
        """Refused sign-ins that wait to be copied into the access log."""
        return self.folder / f"{DATABASE}.tries"

    @property
    def last_head(self) -> Path:
        """How far the store had come when it was last closed."""
        return self.folder / f"{DATABASE}.head"

    @property
    def lock(self) -> Path:
        """The lock that open windows share and maintenance has alone."""
        return self.folder / f"{DATABASE}.lock"

    @property
    def backups(self) -> Path:
        """The folder of automatic backups."""
        return self.folder / "backups"


def looks_like_clinic(folder: Path) -> bool:
    """Whether the folder holds a clinic's database or its key ring."""
    files = ClinicFiles(folder)
    return files.database.exists() or files.ring.exists()


def refuse_unopenable(files: ClinicFiles) -> None:
    """UserProblem when this can't be a whole clinic; nothing is made or changed."""
    if not files.folder.is_dir() or not looks_like_clinic(files.folder):
        raise NotAClinic
    refuse_unsafe_place(files.folder)
    try:
        status = files.database.stat()
    except OSError as error:
        raise ClinicUnreadable("The clinic's database is missing from the folder.") from error
    if not stat.S_ISREG(status.st_mode):
        raise ClinicUnreadable("The clinic's database is not a file.")
    if status.st_size == 0:
        # SQLite would take an empty file for a new database and show an empty clinic
        raise ClinicUnreadable("The clinic's database is empty (0 bytes).")
    if status.st_size < SMALLEST_DATABASE:
        raise ClinicUnreadable("The clinic's database is cut off.")
    if shutil.disk_usage(files.folder).free < _ROOM_TO_OPEN:
        raise DiskFull("The disk is full, so the clinic can't be opened.")
    if _opens_without_key(files.database):
        raise ClinicUnreadable("This database is not encrypted, so it isn't a clinic's.")


def _opens_without_key(database: Path) -> bool:
    # immutable: no lock is taken and no -wal or -shm file is made beside a foreign database
    uri = f"{database.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        connection = sqlcipher.connect(uri, uri=True, isolation_level=None)
    except sqlcipher.Error:
        return False
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlcipher.DatabaseError:
        return False
    finally:
        connection.close()
    return True
