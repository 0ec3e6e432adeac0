"""How a command answers: lines for people, JSON for machines, progress aside."""

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence

Json = str | int | float | bool | None | Sequence["Json"] | dict[str, "Json"]


def answer(as_json: bool, data: Json, lines: Iterable[str]) -> None:
    """Print `data` as JSON, or else the lines."""
    if as_json:
        print(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        for line in lines:
            print(line)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines of columns under their heads; each column as wide as its widest cell."""
    cells = [heads, *([printable(cell) for cell in row] for row in rows)]
    widths = [max(_width(row[column]) for row in cells) for column in range(len(heads))]
    return ["  ".join(map(_padded, row, widths)).rstrip() for row in cells]


def printable(text: str) -> str:
    """The text on one line, without what a terminal would obey instead of show."""
    return "".join(
        letter if letter.isprintable() else " " if letter.isspace() else "\ufffd" for letter in text
    )


def show_progress(words: str, part: float) -> None:
    """A line on the error stream that is written over; nothing when nobody watches."""
    if sys.stderr.isatty():
        end = "\n" if part >= 1 else ""
        print(f"\r{words} {part:4.0%}", end=end, file=sys.stderr, flush=True)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    return sum(_cells(letter) for letter in text)


def _cells(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
