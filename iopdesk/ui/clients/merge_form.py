"""A form after a person chose, field by field, between their value and someone else's."""

from collections.abc import Mapping
from dataclasses import replace

from iopdesk.domain.client import ClientDraft
from iopdesk.domain.problems import EditConflict


def is_about_record(conflict: EditConflict) -> bool:
    """Whether every field is one of the form's own, not of a phone or another name."""
    return all(hasattr(ClientDraft, one.field) for one in conflict.fields)


def merged(
    base: ClientDraft, mine: ClientDraft, conflict: EditConflict, kept: Mapping[str, object]
) -> tuple[ClientDraft, ClientDraft]:
    """The new base and draft to save: the other's values are known now, the chosen ones wanted."""
    theirs = {one.field: one.theirs for one in conflict.fields}
    return replace(base, **theirs), replace(mine, **kept)  # type: ignore[arg-type]
