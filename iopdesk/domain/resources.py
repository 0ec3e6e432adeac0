"""Where the files that ship with the program are, installed or in a checkout."""

from functools import cache
from pathlib import Path


@cache
def _root(name: str) -> Path:
    package = Path(__file__).resolve().parent.parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name


def resource_path(name: str) -> Path:
    """The path of a shipped file such as "icons/lock.svg"."""
    return _root("resources") / name


def migrations_path() -> Path:
    """The folder of the store's migrations."""
    return _root("migrations")
