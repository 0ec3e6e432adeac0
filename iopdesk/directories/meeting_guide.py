"""Meeting Guide feeds: a bare JSON list of meetings, as code4recovery/spec describes them."""

from collections.abc import Iterator, Sequence

from iopdesk.directories.clean_text import clean_line


def guide_rows(entries: Sequence[object]) -> Iterator[tuple[int, object]]:
    """Each entry with its number, counted from 1."""
    yield from enumerate(entries, start=1)


def listed_by(entries: Sequence[object]) -> str:
    """Who publishes the list, where it says so: to be printed as its source."""
    for entry in entries:
        if isinstance(entry, dict) and (entity := clean_line(entry.get("entity"))):
            return entity
    return ""
