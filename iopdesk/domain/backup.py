"""A finished backup, as screens and commands tell of it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True)
class BackupMade:
    """A backup that was verified by opening it; `bytes` is its size."""

    path: Path
    created: datetime
    bytes: int
