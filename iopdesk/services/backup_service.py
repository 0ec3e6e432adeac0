"""Backing up the open clinic, by hand and by itself; restoring is done without an open clinic."""

from datetime import datetime, timedelta
from pathlib import Path

from iopdesk.domain.backup import BackupMade
from iopdesk.domain.clock import Clock
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.storage import backup
from iopdesk.storage.backup_file import NotABackup
from iopdesk.storage.clinic_keys import ClinicKeys
from iopdesk.storage.key_cost import STRICT, KeyCost
from iopdesk.storage.restore import restore
from iopdesk.storage.storage_errors import told_plainly
from iopdesk.storage.store import Store

EVERY = timedelta(minutes=30)
MADE = "backup made"


class BackupService:
    """Verified backups of the open store; others go on working meanwhile."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def back_up(self, file: Path) -> BackupMade:
        """Back up into exactly this file; an older backup there is replaced only at the end.

        Raises UserProblem (disk full, folder read-only, damaged store, another kind of file in the
        place); then no file is left, and what was there stays.
        """
        self._signed_in.require(Right.BACK_UP)
        self._refuse_place(file)
        made = backup.make_backup(self._store.engine, self._keys, file, self._store.clock.now())
        self._store.log_access(MADE, by=self._signed_in.staff_id)
        return made

    def back_up_by_itself(self) -> BackupMade | None:
        """The automatic backup in the clinic folder, if one is due; None when nothing changed.

        At most every 30 minutes; older ones are thinned out. Anyone's session may do it.
        """
        keys, now = self._keys, self._store.clock.now()
        last = self.last_backup()
        if last is not None and last <= now < last + EVERY:
            return None
        if self._is_unchanged():
            return None
        with told_plainly():
            keys.files.backups.mkdir(mode=0o700, exist_ok=True)
            made = backup.make_backup(
                self._store.engine, keys, backup.automatic_path(keys, now), now
            )
            backup.thin_out(keys, now)
        return made

    def last_backup(self) -> datetime | None:
        """When the newest automatic backup was made; None before the first."""
        with told_plainly():
            made = backup.automatic_backups(self._keys)
        return made[0][0] if made else None

    def kept_backups(self) -> tuple[BackupMade, ...]:
        """The automatic backups in the clinic folder, newest first."""
        with told_plainly():
            made = backup.automatic_backups(self._keys)
            return tuple(BackupMade(path, at, path.stat().st_size) for at, path in made)

    @property
    def _keys(self) -> ClinicKeys:
        if self._store.keys is None:
            raise RuntimeError("the store was not opened from a clinic folder")
        return self._store.keys

    def _refuse_place(self, file: Path) -> None:
        if not file.absolute().parent.is_dir():
            raise UserProblem("The folder for the backup doesn't exist.", "Choose another folder.")
        if self._keys.files.folder.resolve() in file.resolve().parents:
            raise UserProblem(
                "A backup inside the clinic folder would be lost together with it.",
                "Choose another folder, best on another disk.",
            )
        if file.exists() and not _is_backup(file):
            raise UserProblem(
                "There is something else of this name, and it was left as it is.",
                "Choose another name for the backup.",
            )

    def _is_unchanged(self) -> bool:
        made = backup.automatic_backups(self._keys)
        if not made:
            return False
        try:
            last = backup.head_of(made[0][1]).unsealed(self._keys.master)
        except NotABackup:
            return False
        return not backup.has_changed_since(self._store.engine, last)


def _is_backup(file: Path) -> bool:
    try:
        backup.head_of(file)
    except UserProblem:
        return False
    return True


def restore_with_password(
    file: Path, folder: Path, login: str, password: str, clock: Clock, *, floor: KeyCost = STRICT
) -> None:
    """Restore a backup into a new folder with a password of the time of the backup."""
    restore(file, folder, clock, lambda ring: ring.unlock(login, password), floor=floor)


def restore_with_recovery(
    file: Path, folder: Path, code: str, clock: Clock, *, floor: KeyCost = STRICT
) -> None:
    """Restore a backup into a new folder with the printed recovery code of that time."""
    restore(file, folder, clock, lambda ring: ring.unlock_with_recovery(code), floor=floor)
