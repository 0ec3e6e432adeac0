"""Restoring a backup: always into a new folder, always as a new site, all of it or nothing."""

import shutil
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import delete, insert

from iopdesk.domain.clock import Clock
from iopdesk.storage import access_log
from iopdesk.storage.access_tables import KeyRingCopy
from iopdesk.storage.atomic_file import write_atomically
from iopdesk.storage.backup import head_of, refuse_different
from iopdesk.storage.backup_file import BackupHead, NotABackup, extract_database
from iopdesk.storage.clinic_files import ClinicFiles
from iopdesk.storage.connection import make_engine, writing
from iopdesk.storage.key_cost import STRICT, KeyCost
from iopdesk.storage.key_ring import KeyRing, Unlocked, read_ring
from iopdesk.storage.key_slot import RingDamagedError
from iopdesk.storage.local_site import become_new_site
from iopdesk.storage.new_clinic import built_beside, refuse_taken
from iopdesk.storage.storage_errors import DiskFull, told_plainly
from iopdesk.storage.throttle import Throttle

_SPARE_BYTES = 16 * 1024 * 1024


def restore(
    backup: Path,
    folder: Path,
    clock: Clock,
    opened_by: Callable[[KeyRing], Unlocked],
    *,
    floor: KeyCost = STRICT,
) -> ClinicFiles:
    """Restore a backup into a new or empty folder; sign in there with a password of that time.

    `opened_by` opens the backup's ring, with a password or with the recovery code. Raises the
    UserProblem of what is wrong with the file, the folder or the password; then nothing was made.
    """
    with told_plainly():
        head = head_of(backup)
        refuse_taken(folder)
        ring, unlocked = _unlock(head, opened_by, floor)
        facts = head.unsealed(unlocked.master)
        with built_beside(folder) as unfinished:
            if shutil.disk_usage(unfinished).free < 2 * head.database_bytes + _SPARE_BYTES:
                raise DiskFull
            files = ClinicFiles(unfinished)
            extract_database(backup, head, files.database)
            _become_new_site(files, ring, unlocked, facts, clock)
            _add_companions(files, ring)
    return ClinicFiles(folder)


def _unlock(
    head: BackupHead, opened_by: Callable[[KeyRing], Unlocked], floor: KeyCost
) -> tuple[KeyRing, Unlocked]:
    try:
        ring = read_ring(head.ring, floor=floor)
        if ring.file_id != head.file_id:
            raise NotABackup("This backup was altered.")
        return ring, opened_by(ring)
    except RingDamagedError as error:
        raise NotABackup("The key file in this backup is damaged.") from error


def _become_new_site(
    files: ClinicFiles, ring: KeyRing, unlocked: Unlocked, facts: object, clock: Clock
) -> None:
    key = unlocked.master.database_key()
    refuse_different(files.database, key, facts)
    engine = make_engine(files.database, key)
    copy = {"ring_seq": ring.ring_seq, "ring": ring.to_bytes()}
    try:
        with writing(engine).connect() as connection, connection.begin():
            become_new_site(connection, clock.now())
            connection.execute(delete(KeyRingCopy))
            connection.execute(insert(KeyRingCopy), copy)
            access_log.append(connection, clock.now(), unlocked.slot.user_id, "backup restored")
    finally:
        engine.dispose()
        key.empty()
        unlocked.master.empty()


def _add_companions(files: ClinicFiles, ring: KeyRing) -> None:
    write_atomically(files.ring, ring.to_bytes())
    Throttle(files.throttle).create()
    files.backups.mkdir(mode=0o700)
