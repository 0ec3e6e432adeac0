"""Which failures of disk and database a person can mend, in plain words; the rest are bugs."""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DBAPIError

from iopdesk.domain.problems import UserProblem
from iopdesk.domain.wording import later


class DiskFull(UserProblem):
    """There is no room to write; what was saved before is whole."""

    def __init__(self, title: str = later("The disk is full, so this was not saved.")) -> None:
        super().__init__(
            title,
            "Everything saved before is safe. Free some space on the disk, then try again.",
        )


class CantWrite(UserProblem):
    """The folder or the file may not be written to."""

    def __init__(self) -> None:
        super().__init__(
            "The clinic folder can't be written to, so this was not saved.",
            "Nothing was changed. Ask whoever looks after this computer to let you write to "
            "the folder, then try again.",
        )


class ClinicBusy(UserProblem):
    """Another process held the write lock for longer than the store waits."""

    def __init__(self) -> None:
        super().__init__(
            "Another window of IOP Desk is saving at this moment, so this was not saved.",
            "Wait a few seconds and save again.",
        )


class ClinicDamaged(UserProblem):
    """The database's bytes are not what was written."""

    def __init__(self) -> None:
        super().__init__(
            "The clinic file is damaged.",
            "Stop working in it, keep the folder as it is, and restore the newest backup into "
            "a new folder.",
        )


class DiskTrouble(UserProblem):
    """The disk reported an error."""

    def __init__(self) -> None:
        super().__init__(
            "The disk reported an error, so this was not saved.",
            "Check that the disk is connected and not full. Make a backup to another disk before "
            "you go on.",
        )


class CantOpen(UserProblem):
    """The database file is gone or may not be opened."""

    def __init__(self) -> None:
        super().__init__(
            "The clinic file can't be opened.",
            "It was moved or removed, or this computer account may not read it. Nothing was "
            "changed.",
        )


_Made = Callable[[], UserProblem]
_BY_SQLITE: tuple[tuple[str, _Made], ...] = (
    ("SQLITE_FULL", DiskFull),
    ("SQLITE_BUSY", ClinicBusy),
    ("SQLITE_LOCKED", ClinicBusy),
    ("SQLITE_READONLY", CantWrite),
    ("SQLITE_PERM", CantWrite),
    ("SQLITE_CORRUPT", ClinicDamaged),
    ("SQLITE_NOTADB", ClinicDamaged),
    ("SQLITE_CANTOPEN", CantOpen),
    ("SQLITE_IOERR", DiskTrouble),
)
_BY_ERRNO: dict[int, _Made] = {
    errno.ENOSPC: DiskFull,
    getattr(errno, "EDQUOT", errno.ENOSPC): DiskFull,
    errno.EFBIG: DiskFull,
    errno.EROFS: CantWrite,
    errno.EACCES: CantWrite,
    errno.EPERM: CantWrite,
    errno.EIO: DiskTrouble,
    errno.ENOENT: CantOpen,
}


def as_problem(error: BaseException) -> UserProblem | None:
    """What to tell a person about this failure; None when it is a bug of the program."""
    if isinstance(error, UserProblem):
        return error
    if isinstance(error, DBAPIError):
        return as_problem(error.orig) if error.orig is not None else None
    if isinstance(error, sqlcipher.Error):
        name = getattr(error, "sqlite_errorname", "")
        return next((made() for start, made in _BY_SQLITE if name.startswith(start)), None)
    if isinstance(error, OSError) and error.errno in _BY_ERRNO:
        return _BY_ERRNO[error.errno]()
    return None


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn what a person can mend into a UserProblem; bugs pass through as they are."""
    try:
        yield
    except (DBAPIError, sqlcipher.Error, OSError) as error:
        problem = as_problem(error)
        if problem is None:
            raise
        # the original stays as the cause for a report; it holds no client text (hide_parameters)
        raise problem from error
