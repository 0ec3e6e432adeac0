"""Notes gathered while one file is read."""

from iopdesk.directories.clean_text import clean_line
from iopdesk.domain.meeting import Note

_SHOWN = 120


def shown(value: object) -> str:
    """`value` as a person can recognise it in their file, at most a line of it."""
    if isinstance(value, bool):
        text = str(value).lower()
    elif isinstance(value, (list, tuple)):
        text = ", ".join(shown(part) for part in value[:20])
    elif isinstance(value, dict):
        text = "{…}"
    elif isinstance(value, int) and value.bit_length() >= 256:
        text = "…"
    else:
        text = clean_line(str(value) if isinstance(value, float) else value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


class Remarks:
    """Collects notes of the row that is being read."""

    def __init__(self) -> None:
        self.notes: list[Note] = []
        self.row = 0

    def note(self, field: str, was: object, read_as: str) -> None:
        """Remember that `field` of this row was read otherwise than it was written."""
        self.notes.append(Note(self.row, field, shown(was), read_as))
