"""Words of notes compared: names of other clients in them, and what was copied from where."""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache

from iopdesk.domain.client import fold
from iopdesk.domain.resources import resource_path

_RUN = 4
_NEARLY_ALL = 90
_ENOUGH_TO_COMPARE = 5
_SHORTEST_PART = 4
_WORD = re.compile(r"\w+")
_SENTENCE_ENDS = '.!?:;\n•*-–—"“«¿¡('


def words_of(text: str, names: Iterable[str] = ()) -> list[str]:
    """The words of a text for comparing; a client's own names all count as the same word."""
    own = {part for name in names for part in _WORD.findall(fold(name))}
    return ["·" if word in own else word for word in _WORD.findall(fold(text))]


def copied_share(words: Sequence[str], earlier: Sequence[str]) -> int:
    """How many percent of the words stand in runs of four or more that were there before."""
    if not words:
        return 0
    if len(words) < _RUN:
        return 100 if list(words) == list(earlier) else 0
    known = {tuple(earlier[at : at + _RUN]) for at in range(len(earlier) - _RUN + 1)}
    copied: set[int] = set()
    for at in range(len(words) - _RUN + 1):
        if tuple(words[at : at + _RUN]) in known:
            copied.update(range(at, at + _RUN))
    return round(100 * len(copied) / len(words))


def are_nearly_the_same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two texts say the same with a word or two changed."""
    if list(one) == list(other):
        return bool(one)
    if min(len(one), len(other)) < _ENOUGH_TO_COMPARE:
        return False
    return min(copied_share(one, other), copied_share(other, one)) >= _NEARLY_ALL


def names_someone(text: str, names: Collection[str], own: Collection[str] = ()) -> bool:
    """Whether a text speaks of someone by one of these names, accents and most cases ignored.

    `own` are names of the person whom the text is about: "Ana" in Ana García's line is no
    mention of Ana Lee.
    """
    spoken = [(found[0], _is_inside(text, found.start())) for found in _WORD.finditer(text)]
    folded = [fold(word) for word, _inside in spoken]
    mine = {part for name in own for part in _WORD.findall(fold(name))}
    for name in _sayings(names):
        if mine.issuperset(name):
            continue
        for at in range(len(folded) - len(name) + 1):
            if folded[at : at + len(name)] == list(name) and _is_meant(spoken[at], name):
                return True
    return False


def _sayings(names: Collection[str]) -> set[tuple[str, ...]]:
    """Each name as its words; of a name of several words also each longer one by itself."""
    found: set[tuple[str, ...]] = set()
    for name in names:
        parts = tuple(_WORD.findall(fold(name)))
        if not parts or (len(parts) == 1 and len(parts[0]) < 2):
            continue
        found.add(parts)
        if len(parts) > 1:
            found.update((part,) for part in parts if len(part) >= _SHORTEST_PART)
    return found


def _is_meant(spoken: tuple[str, bool], name: tuple[str, ...]) -> bool:
    word, is_inside = spoken
    is_ordinary = len(name) == 1 and name[0] in _ordinary()
    # Case tells such a name from a word: "asked Grace" names someone, "with grace" does not.
    if is_ordinary:
        return word[:1].isupper() and is_inside
    return word[:1].isupper() or not word[:1].islower() or len(name[0]) > 2


def _is_inside(text: str, at: int) -> bool:
    """Whether a sentence has begun before this word, so that a capital says something."""
    before = text[:at].rstrip(" \t'’")
    return bool(before) and before[-1] not in _SENTENCE_ENDS


@cache
def _ordinary() -> frozenset[str]:
    lines = resource_path("ordinary_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if line[:1] != "#" for word in line.split())
