"""Every text of a paper's record, so that no field is forgotten when letters are checked."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum

from iopdesk.documents.fonts import missing_glyphs


def record_texts(record: object) -> Iterator[str]:
    """All texts in a dataclass, in its tuples and in the dataclasses inside them."""
    if isinstance(record, Enum):
        return
    if isinstance(record, str):
        yield record
    elif isinstance(record, tuple | list):
        for part in record:
            yield from record_texts(part)
    elif is_dataclass(record) and not isinstance(record, type):
        for field in fields(record):
            yield from record_texts(getattr(record, field.name))


def missing_letters(record: object) -> tuple[str, ...]:
    """The characters of a record that no bundled face has: they print as codes, so say it first."""
    return missing_glyphs(record_texts(record))
