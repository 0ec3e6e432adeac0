"""Text as runs of letters: each in a face that has them, words of a leftward script tied."""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfmetrics import stringWidth

from iopdesk.documents.clean_text import NO_BREAK_SPACE, clean, tied
from iopdesk.documents.fonts import (
    Run,
    Script,
    in_main_face,
    run_in,
    runs_of_word,
    whole_face,
)

NAME_LENGTH = 48
"""Shorter texts that need another face are set in it as a whole: half a name looks broken."""

_POINTS = ".,;:!?"


class Letter(NamedTuple):
    """A run of letters without a blank inside, or " " or a new line between such runs."""

    run: Run
    size: float
    colour: Color

    @property
    def width(self) -> float:
        """Width in points."""
        return float(stringWidth(self.run.text, self.run.font, self.size))

    def looks_like(self, other: "Letter") -> bool:
        """Whether both can be set in one go."""
        mine = (self.run.font, self.size, self.colour)
        return mine == (other.run.font, other.size, other.colour)

    @property
    def is_gap(self) -> bool:
        """Whether the line may end here."""
        return self.run.text in (" ", "\n")


def letters_of(text: str, font: str, size: float, colour: Color) -> Iterator[Letter]:
    """The text, cleaned, in `font` or where that lacks a character in a face that has it."""
    for run in _runs(tied(clean(text)), font):
        yield Letter(run, size, colour)


def _runs(text: str, font: str) -> Iterator[Run]:
    if all(map(in_main_face, text)):
        yield from (Run(part, font) for part in _parts(text))
        return
    script = whole_face(text) if len(text) < NAME_LENGTH else None
    leftward = _starts_leftward(text)
    waiting: Run | None = None
    gap = ""
    for part in _parts(text):
        if part in (" ", "\n"):
            gap += part
            continue
        for run in _runs_of_part(part, font, script):
            if waiting is not None and waiting.rtl and run.rtl and gap == " ":
                # Tied by a blank that does not break, HarfBuzz orders the words of the run.
                waiting = waiting._replace(text=waiting.text + NO_BREAK_SPACE + run.text)
            else:
                yield from _ended(waiting, font, leftward)
                yield from (Run(blank, font) for blank in gap)
                waiting = run
            gap = ""
    yield from _ended(waiting, font, leftward)
    yield from (Run(blank, font) for blank in gap)


def _starts_leftward(text: str) -> bool:
    strong = (unicodedata.bidirectional(c) for c in text)
    return next((d != "L" for d in strong if d in ("L", "R", "AL")), False)


def _ended(run: Run | None, font: str, leftward: bool) -> Iterator[Run]:
    """The run; in a rightward text the point after a leftward word goes to its right."""
    if run is None:
        return
    words = run.text.rstrip(_POINTS)
    if leftward or not run.rtl or words == run.text or not words:
        yield run
        return
    yield run._replace(text=words)
    yield Run(" ", font)
    yield Run(run.text[len(words) :], font)


def _parts(text: str) -> Iterator[str]:
    """Words, with each blank and new line a part of its own."""
    start = 0
    for index, character in enumerate(text):
        if character in " \n":
            if start < index:
                yield text[start:index]
            yield character
            start = index + 1
    if start < len(text):
        yield text[start:]


def _runs_of_part(part: str, font: str, script: Script | None) -> Iterator[Run]:
    if script is not None:
        yield run_in(part, script, font)
        return
    runs = runs_of_word(part, font)
    for index, run in enumerate(runs):
        if index and (run.shaped or runs[index - 1].shaped):
            # Shaped together, letters of the second face would come out as others.
            yield Run(" ", font)
        yield run
