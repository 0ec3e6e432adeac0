"""Names and links wider than their column: where they may break, and nowhere else."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from iopdesk.documents.clean_text import NO_BREAK_SPACE
from iopdesk.documents.lettering import Letter

_AFTER = re.compile(r"(?<=[-/@.,;:_&?=])(?=[^\s])")


def fitted(letters: Sequence[Letter], width: float) -> Iterator[Letter]:
    """The letters with new lines inside each stretch that is wider than `width` points."""
    stretch: list[Letter] = []
    for letter in letters:
        if letter.is_gap:
            yield from _fitted_stretch(stretch, width)
            stretch = []
            yield letter
        else:
            stretch.append(letter)
    yield from _fitted_stretch(stretch, width)


def longest_stretch(letters: Sequence[Letter]) -> float:
    """Points that no stretch between two blanks is wider than; a cheap guess, never too small."""
    longest = most = 0.0
    for letter in letters:
        most = 0.0 if letter.is_gap else most + len(letter.run.text) * letter.size
        longest = max(longest, most)
    return longest


def _fitted_stretch(stretch: list[Letter], width: float) -> Iterator[Letter]:
    # No letter is wider than its size, which spares measuring nearly every word.
    most = sum(len(letter.run.text) * letter.size for letter in stretch)
    if most <= width or sum(letter.width for letter in stretch) <= width:
        yield from stretch
        return
    used = 0.0
    for atom in (atom for letter in stretch for atom in _atoms(letter)):
        room = atom.width
        if used and used + room > width:
            yield atom._replace(run=atom.run._replace(text="\n"))
            atom = _without_blank(atom)
            used = 0.0
        used += room
        yield atom


def _atoms(letter: Letter) -> Iterator[Letter]:
    for text in _breakable(letter):
        yield letter._replace(run=letter.run._replace(text=text))


def _breakable(letter: Letter) -> Iterator[str]:
    """Pieces that stay whole; a blank that ties words stands at the start of the next piece."""
    text = letter.run.text
    for words in re.split(f"(?={NO_BREAK_SPACE})", text):
        if not letter.run.shaped:
            yield from _AFTER.split(words)
        elif letter.run.rtl:
            yield words
        else:
            yield from _clusters(words)


def _clusters(text: str) -> Iterator[str]:
    """Letters with the marks that belong to them."""
    start = 0
    for index in range(1, len(text)):
        joins = unicodedata.combining(text[index - 1]) == 9 or text[index - 1] in "\u200c\u200d"
        if not joins and unicodedata.category(text[index]) not in ("Mn", "Mc", "Cf"):
            yield text[start:index]
            start = index
    yield text[start:]


def _without_blank(atom: Letter) -> Letter:
    return atom._replace(run=atom.run._replace(text=atom.run.text.lstrip(NO_BREAK_SPACE)))
