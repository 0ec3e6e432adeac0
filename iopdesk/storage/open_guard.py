"""The checks between a right password and an open store; each refusal says what to do."""

from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, select

from iopdesk.domain.problems import UserProblem
from iopdesk.storage import trigger_set
from iopdesk.storage.access_tables import StoreFact
from iopdesk.storage.clinic_files import ClinicUnreadable
from iopdesk.storage.connection import APPLICATION_ID
from iopdesk.storage.storage_errors import ClinicBusy, ClinicDamaged
from iopdesk.storage.upgrade import head_revision, revision_of

FILE_ID = "file_id"
RING_SEQ = "ring_seq"
_WHOLE = "ok"


class NewerClinic(UserProblem):
    """The store was written by a newer program."""

    def __init__(self) -> None:
        super().__init__(
            "This clinic was last opened by a newer version of IOP Desk.",
            "Update IOP Desk on this computer, then open it again. Nothing was changed.",
        )


def check_identity(connection: Connection, database: Path, file_id: UUID) -> bool:
    """Refuse a foreign, newer or cut-off store; True when an older one must be upgraded first."""
    if _pragma(connection, "application_id") != APPLICATION_ID:
        raise ClinicUnreadable("This database wasn't made by IOP Desk.")
    revision = revision_of(connection)
    if revision is None:
        raise ClinicUnreadable("The clinic's database was never finished.")
    if int(_pragma(connection, "user_version")) > int(head_revision()) or (
        int(revision) > int(head_revision())
    ):
        raise NewerClinic
    if fact(connection, FILE_ID) != file_id.hex:
        raise ClinicUnreadable("The database and the key file belong to different clinics.")
    refuse_cut_off(connection, database)
    return revision != head_revision()


def check_triggers(connection: Connection) -> None:
    """Refuse a store whose protecting triggers aren't exactly the program's."""
    if trigger_set.stored(connection) != trigger_set.expected():
        raise ClinicUnreadable("The clinic's database was altered by another program.")


def refuse_cut_off(connection: Connection, database: Path) -> None:
    """Refuse a file that is shorter than its own page count; page checks alone don't see that."""
    pages, page_size = _pragma(connection, "page_count"), _pragma(connection, "page_size")
    log = database.with_name(f"{database.name}-wal")
    in_log = log.stat().st_size if log.exists() else 0
    if database.stat().st_size + in_log < int(pages) * int(page_size):
        raise ClinicDamaged


def refuse_damaged(connection: Connection) -> None:
    """Read every page: ClinicDamaged unless the encryption and the structure are whole.

    The log is emptied first, since the page check reads the main file only; both checks are
    needed, since the first one misses pages that were cut off.
    """
    raw = connection.connection.dbapi_connection
    if raw is None or connection.in_transaction():
        raise RuntimeError("the check needs a connection outside a transaction")
    execute = raw.execute
    (is_busy, *_) = execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if is_busy:
        # pages still in the log would look like damage
        raise ClinicBusy
    if execute("PRAGMA cipher_integrity_check").fetchall():
        raise ClinicDamaged
    if execute("PRAGMA integrity_check").fetchall() != [(_WHOLE,)]:
        raise ClinicDamaged
    if execute("PRAGMA foreign_key_check").fetchall():
        raise ClinicDamaged


def fact(connection: Connection, name: str) -> str | None:
    """A fact of the file itself."""
    return connection.execute(
        select(StoreFact.value).where(StoreFact.name == name)
    ).scalar_one_or_none()


def _pragma(connection: Connection, name: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
