"""A meeting directory as it lies on a disk or stick, taken into memory whole."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from iopdesk.directories.directory_setting import LARGEST_FILE
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.wording import later

_ENDINGS = re.compile(r"\.(?:json|csv|txt|tsv|meeting-guide|tsml|bmlt|naws)\b.*$", re.I)
_COPY_MARKS = re.compile(r"\s*\(\d+\)|[-_ ]?\d{4}[-_]?\d{2}[-_]?\d{2}|[-_ ]copy\b", re.I)


@dataclass(frozen=True)
class DirectoryFile:
    """A file's bytes, its name, and the day it was saved."""

    name: str
    data: bytes
    day: date | None = None

    @property
    def sha256(self) -> str:
        """Tells whether the very same file was imported before."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def source(self) -> str:
        """A name for where it comes from, for those who give none: the file's, without marks."""
        stem = _COPY_MARKS.sub("", _ENDINGS.sub("", self.name))
        return re.sub(r"[-_\s]+", " ", stem).strip() or "directory"


def open_directory_file(path: Path) -> DirectoryFile:
    """The file at `path`; UserProblem says why it can't be had."""
    try:
        if path.is_dir():
            raise UserProblem(
                later("This is a folder."), later("Choose the meeting directory's file in it.")
            )
        with path.open("rb") as file:
            # a device or a pipe tells no size
            data = file.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            raise UserProblem(
                later("This file is too large to be a meeting directory."),
                later("Nothing was changed."),
            )
        day = date.fromtimestamp(path.stat().st_mtime)
    except FileNotFoundError:
        raise UserProblem(
            later("There is no such file."), later("Check its name and folder.")
        ) from None
    except PermissionError:
        raise UserProblem(
            later("This file may not be read."),
            later("Copy it to a folder of yours and try again."),
        ) from None
    except (OSError, ValueError, OverflowError):
        raise UserProblem(
            later("This file can't be read."),
            later("Copy it to this computer's disk and try again."),
        ) from None
    return DirectoryFile(path.name, data, day)
