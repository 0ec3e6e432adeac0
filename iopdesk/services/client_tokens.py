"""What a client can be found by, as tokens; pure, and used alike by services and bulk writers.

Tokens of names have no accents and no case. A *pair* token ("m garcia aria" for Maria Garcia, and
"g maria arcia") lets two typed beginnings, in any order, be one walk over one short stretch of the
index; it makes single tokens of whole names needless.
"""

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import combinations, permutations

import jellyfish

from iopdesk.domain.search import words_of
from iopdesk.services.phone_numbers import search_digits

SHORTEST_INSIDE = 3
SHORTEST_CODE = 2
LONGEST_TOKEN = 40
MOST_PAIRED = 6


class TokenKind(IntEnum):
    """What a token stands for."""

    WORD = 0
    PAIR = 1
    NUMBER = 2
    INSIDE = 3
    SOUND = 4
    SOUND_PAIR = 5

    def stored(self, in_program: bool) -> int:
        """The number in the table: those in program come right before all others."""
        return self * 2 + (0 if in_program else 1)


@dataclass(frozen=True)
class SearchSubject:
    """All of a client that a search looks at; `merged_charts` were numbers of merged records."""

    chart_number: str
    names: tuple[str, ...]
    born: date | None = None
    phones: tuple[str, ...] = ()
    in_program: bool = False
    merged_charts: tuple[str, ...] = ()


def tokens_of(subject: SearchSubject) -> Iterator[tuple[int, str]]:
    """Every (stored kind, token) of a client, each once."""
    words = [word[:LONGEST_TOKEN] for word in _name_words(subject.names)]
    found: list[tuple[TokenKind, str]] = []
    found.extend((TokenKind.WORD, word) for word in words)
    found.extend((TokenKind.INSIDE, part) for word in words for part in _insides(word))
    paired = words[:MOST_PAIRED]
    found.extend((TokenKind.PAIR, pair_token(a, b)) for a, b in permutations(paired, 2))
    codes = list(dict.fromkeys(code for code in map(sound_code, paired) if code))
    found.extend((TokenKind.SOUND, code) for code in codes if len(code) >= SHORTEST_CODE)
    found.extend((TokenKind.SOUND_PAIR, sound_pair(a, b)) for a, b in combinations(codes, 2))
    found.extend((TokenKind.NUMBER, number) for number in _numbers(subject))
    for kind, token in dict.fromkeys(found):
        yield kind.stored(subject.in_program), token


def token_rows(client_id: uuid.UUID, subject: SearchSubject) -> list[dict[str, object]]:
    """The rows of `search_token` for a client, ready for an insert."""
    return [
        {"kind": kind, "token": token, "client_id": client_id} for kind, token in tokens_of(subject)
    ]


def pair_token(first: str, second: str) -> str:
    """One letter of a word, another word whole, the rest of the first."""
    return f"{first[:1]} {second} {first[1:]}"


def sound_pair(one: str, other: str) -> str:
    """Two sound codes, whichever was said first."""
    return " ".join(sorted((one, other)))


def sound_code(word: str) -> str:
    """How a word sounds to an English or Spanish ear; empty where that can't be told."""
    if not word.isascii() or not word.isalpha():
        return ""
    # Spanish: h is silent, b and v are one sound, an x or g may stand for j; Duane is Dwayne
    spoken = re.sub(r"^h(?=[aeiou])", "", word).replace("v", "b")
    spoken = re.sub(r"^(x|g(?=[ei]))", "j", spoken)
    spoken = re.sub(r"(?<=.)w", "", spoken)
    return jellyfish.metaphone(spoken)[:LONGEST_TOKEN]


def _name_words(names: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    for name in names:
        found.update(dict.fromkeys(words_of(name)))
    return list(found)


def _insides(word: str) -> Iterator[str]:
    for start in range(1, len(word) - SHORTEST_INSIDE + 1):
        yield word[start:]


def _numbers(subject: SearchSubject) -> Iterator[str]:
    for chart in (subject.chart_number, *subject.merged_charts):
        letter, _, counter = chart.casefold().partition("-")
        yield letter + counter
        yield counter
        if counter.lstrip("0"):
            yield counter.lstrip("0")
    if subject.born is not None:
        yield date_token(subject.born)
    for phone in subject.phones:
        yield from search_digits(phone)


def date_token(day: date) -> str:
    """A birth date as it stands among the numbers: "19880303"."""
    return f"{day.year:04}{day.month:02}{day.day:02}"
