"""What a person says about a directory file, because no file says it itself."""

from dataclasses import dataclass

from iopdesk.directories.column_map import MapFinder
from iopdesk.domain.fellowship import Fellowship

LARGEST_FILE = 256 * 1024 * 1024
MOST_ROWS = 500_000


@dataclass(frozen=True, slots=True)
class DirectorySetting:
    """Whose meetings these are, and the zone of those that name none.

    `columns` answers which column of a table holds what, where a person has said it.
    """

    fellowship: Fellowship
    zone: str = "America/Los_Angeles"
    columns: MapFinder | None = None
