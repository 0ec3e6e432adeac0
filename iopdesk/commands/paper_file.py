"""Where a printed paper is put: written whole or not at all, never over another file unasked."""

import errno
from pathlib import Path

from iopdesk.domain.problems import UserProblem

_REASONS = {
    errno.ENOSPC: ("the disk is full.", "Free some space or choose another disk."),
    getattr(errno, "EDQUOT", errno.ENOSPC): (
        "your share of the disk is used up.",
        "Free some space or choose another disk.",
    ),
    errno.EROFS: ("the disk can only be read.", "Choose another folder."),
    errno.EACCES: ("you may not write there.", "Choose another folder."),
    errno.EPERM: ("you may not write there.", "Choose another folder."),
    errno.ENAMETOOLONG: ("the name is too long.", "Choose a shorter name."),
    errno.ENOENT: ("there is no such folder.", "Make the folder first or choose another."),
    errno.ENOTDIR: ("there is no such folder.", "Make the folder first or choose another."),
    errno.EISDIR: ("there is a folder of this name.", "Give a file name."),
}


def refuse_taken(out: Path, force: bool) -> None:
    """UserProblem when the paper could not be put there, before any work is done."""
    if out.is_dir():
        raise _not_written(out, errno.EISDIR)
    if not out.absolute().parent.is_dir():
        raise _not_written(out, errno.ENOENT)
    if out.exists() and not force:
        raise UserProblem(
            f"{out} is there already and was left as it is.",
            "Choose another name, or say --force to replace it.",
        )


def write_paper(out: Path, pdf: bytes, force: bool) -> None:
    """Put the bytes there durably; on any failure nothing is left and an old file stands."""
    from iopdesk.storage.atomic_file import write_atomically

    refuse_taken(out, force)
    try:
        write_atomically(out, pdf)
    except OSError as error:
        raise _not_written(out, error.errno) from error


def _not_written(out: Path, number: int | None) -> UserProblem:
    reason, hint = _REASONS.get(number or 0, ("the disk reported an error.", "Try another disk."))
    return UserProblem(f"{out} was not written: {reason}", hint)
