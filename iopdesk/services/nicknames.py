"""Everyday short forms of first names, English and Spanish."""

from functools import cache

from iopdesk.domain.resources import resource_path
from iopdesk.domain.search import words_of


def other_names(word: str) -> tuple[str, ...]:
    """Names that a person called `word` may be written down under."""
    return _groups().get(word, ())


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    groups: dict[str, dict[str, None]] = {}
    lines = resource_path("nicknames.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        names = words_of(line.partition("#")[0])
        for name in names:
            others = groups.setdefault(name, {})
            others.update(dict.fromkeys(other for other in names if other != name))
    return {name: tuple(others) for name, others in groups.items()}
