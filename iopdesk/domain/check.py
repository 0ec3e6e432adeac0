"""A line of a checklist: what is asked for, whether it is there, whether its lack stops the act."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Check:
    """One line; `text` is English with {names}, to be translated with `values` when shown."""

    code: str
    text: str
    is_met: bool
    is_needed: bool = True
    values: Mapping[str, object] = field(default_factory=dict)


def missing(checks: Iterable[Check]) -> tuple[Check, ...]:
    """The needed lines that are not met."""
    return tuple(check for check in checks if check.is_needed and not check.is_met)
