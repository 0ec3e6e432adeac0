"""Small files of the clinic folder are replaced whole: a reader sees the old or the new one."""

import contextlib
import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path

IS_WINDOWS = os.name == "nt"
_LEFTOVER = ".tmp"
_TRIES = 10
_PAUSE_SECONDS = 0.3


def write_atomically(
    path: Path, content: bytes, *, pause: Callable[[float], None] = time.sleep
) -> None:
    """Replace `path` by `content`, durably; on any OSError the old file stands untouched.

    There is no fall-back to delete-then-rename: that is how password stores lost their files.
    """
    temporary = path.with_name(f"{path.name}.{os.getpid()}-{secrets.token_hex(4)}{_LEFTOVER}")
    try:
        write_new(temporary, content)
        replace_durably(temporary, path, pause=pause)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def write_new(path: Path, content: bytes) -> None:
    """Make a file that did not exist, readable by its owner only, flushed and read back."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if path.read_bytes() != content:
        raise OSError(f"{path.name} reads back differently from what was written")


def replace_durably(
    source: Path, target: Path, *, pause: Callable[[float], None] = time.sleep
) -> None:
    """Rename over `target` and flush the folder; waits 3 s for a virus scanner to let go."""
    for last in [False] * (_TRIES - 1) + [True]:
        try:
            os.replace(source, target)
            break
        except PermissionError:
            if last or not IS_WINDOWS:
                raise
            pause(_PAUSE_SECONDS)
    flush_folder(target.parent)


def flush_folder(folder: Path) -> None:
    """Make a rename in `folder` durable, where the system can."""
    if os.name == "nt":  # Windows can't open a folder; its rename is journaled
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep_leftovers(path: Path) -> int:
    """Remove the half-written copies of `path` that a crash left; returns how many."""
    swept = 0
    for leftover in path.parent.glob(f"{path.name}.*{_LEFTOVER}"):
        with contextlib.suppress(OSError):
            leftover.unlink()
            swept += 1
    return swept


_BINARY: int = getattr(os, "O_BINARY", 0)
