"""Locks between processes that the operating system gives back when a process dies.

A marker file would stay behind after a crash; these never do. The file's content only names the
holders, for a sentence a person can act on.
"""

import contextlib
import getpass
import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_MOST_HOLDERS = 64
# far behind the content, so that Windows, whose locks also stop readers, still shows the names
_LOCKED_FROM = 1 << 30

if sys.platform == "win32":
    import msvcrt

    # Windows has no shared locks here: each holder has one byte, the lone one has all of them

    def _lock(file: BinaryIO, start: int, length: int, how: int) -> bool:
        try:
            file.seek(start)
            msvcrt.locking(file.fileno(), how, length)
        except OSError:
            return False
        return True

    def _try_alone(file: BinaryIO) -> bool:
        return _lock(file, _LOCKED_FROM, _MOST_HOLDERS, msvcrt.LK_NBLCK)

    def _try_share(file: BinaryIO) -> bool:
        places = range(_LOCKED_FROM, _LOCKED_FROM + _MOST_HOLDERS)
        return any(_lock(file, place, 1, msvcrt.LK_NBLCK) for place in places)

    def _wait_alone(file: BinaryIO) -> None:
        while not _lock(file, _LOCKED_FROM, _MOST_HOLDERS, msvcrt.LK_LOCK):
            pass

    def _release(file: BinaryIO) -> None:
        # closing the file gives back a single byte; this one is for the whole range
        _lock(file, _LOCKED_FROM, _MOST_HOLDERS, msvcrt.LK_UNLCK)

else:
    import fcntl

    def _flock(file: BinaryIO, how: int) -> bool:
        try:
            fcntl.flock(file, how)
        except BlockingIOError:
            return False
        return True

    def _try_alone(file: BinaryIO) -> bool:
        return _flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _try_share(file: BinaryIO) -> bool:
        return _flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)

    def _wait_alone(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)

    def _release(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)


class InUseError(Exception):
    """Someone else holds the lock; `holders` says who, as far as known."""

    def __init__(self, holders: str) -> None:
        super().__init__(holders)
        self.holders = holders


class FileLock:
    """One lock file: many may share it, or one may have it alone. Never waits unless told to."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO | None = None

    def share(self) -> None:
        """Take a share; InUseError while someone has the lock alone."""
        file = self._open()
        if _try_alone(file):
            # nobody else is here: forget names that a crash left, then step down to a share
            file.truncate(0)
            _release(file)
        if not _try_share(file):
            holders = _names(file)
            file.close()
            raise InUseError(holders)
        self._sign(file)

    def take_alone(self) -> None:
        """Take the whole lock; InUseError while anyone holds a share."""
        file = self._open()
        if not _try_alone(file):
            holders = _names(file)
            file.close()
            raise InUseError(holders)
        file.truncate(0)
        self._sign(file)

    def release(self) -> None:
        """Give the lock back; harmless when it is not held."""
        if self._file is not None:
            _release(self._file)
            self._file.close()
            self._file = None

    @property
    def is_held(self) -> bool:
        """Whether this object holds the lock or a share of it."""
        return self._file is not None

    def _open(self) -> BinaryIO:
        if self._file is not None:
            raise RuntimeError("the lock is held already")
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        return os.fdopen(descriptor, "r+b", buffering=0)

    def _sign(self, file: BinaryIO) -> None:
        self._file = file
        name = f"{_person()} on {platform.node()} (process {os.getpid()})\n"
        # a full disk must not keep anyone from reading
        with contextlib.suppress(OSError):
            file.seek(0, os.SEEK_END)
            file.write(name.encode("utf-8", "replace"))


@contextlib.contextmanager
def waiting_lock(file: BinaryIO) -> Iterator[None]:
    """Hold an open file alone for a few lines, waiting for its turn."""
    _wait_alone(file)
    try:
        yield
    finally:
        _release(file)


def _names(file: BinaryIO) -> str:
    try:
        file.seek(0)
        lines = file.read(4096).decode("utf-8", "replace").splitlines()
    except OSError:
        return ""
    return "; ".join(line.strip("\0 ") for line in lines if line.strip("\0 "))


def _person() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "someone"
