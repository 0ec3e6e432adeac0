"""The type codes of one row, read inside its fellowship only."""

import re
from dataclasses import dataclass

from iopdesk.directories import reasons
from iopdesk.directories.clean_text import clean_line
from iopdesk.directories.remarks import Remarks
from iopdesk.domain.meeting_codes import CLOSED, ONLINE, OPEN, TEMPORARILY_CLOSED, CodeBook

_SEPARATORS = re.compile(r"[,;|>\n]")
_LONGEST_CODE = 60
_MOST_KEPT = 5000


@dataclass(frozen=True, slots=True)
class KindsRead:
    """Known kinds, codes nobody explains, languages, and the two that say how to attend."""

    kinds: tuple[str, ...]
    others: tuple[str, ...]
    languages: tuple[str, ...]
    says_online: bool
    says_closed: bool


class KindsReader:
    """Reads the codes of one fellowship; lists write the same few sets of codes again and again."""

    def __init__(self, book: CodeBook) -> None:
        self._book = book
        self._read: dict[object, KindsRead] = {}

    def read(self, value: object, remarks: Remarks) -> KindsRead:
        """What `read_kinds` reads, from memory where the same was read without a note."""
        key = tuple(map(str, value)) if isinstance(value, list) else value
        if not isinstance(key, (tuple, str)):
            return read_kinds(value, self._book, remarks)
        found = self._read.get(key)
        if found is None:
            before = len(remarks.notes)
            found = read_kinds(value, self._book, remarks)
            if len(remarks.notes) == before and len(self._read) < _MOST_KEPT:
                self._read[key] = found
        return found


def read_kinds(value: object, book: CodeBook, remarks: Remarks) -> KindsRead:
    """Codes or names, in a list or in one text; unknown ones are kept apart as written."""
    codes: list[str] = []
    others: list[str] = []
    for part in _parts(value, book):
        code = book.code(part)
        if code is None and all(book.code(word) for word in part.split()):
            codes += [book.code(word) or "" for word in part.split()]
        elif code is None:
            others.append(part[:_LONGEST_CODE])
            remarks.note("types", part, reasons.OTHER_KIND)
        else:
            codes.append(code)
    known = list(dict.fromkeys(codes))
    if OPEN in known and CLOSED in known:
        known.remove(OPEN)
        remarks.note("types", "O, C", reasons.CLOSED_NOT_OPEN)
    spoken = {code: book.spoken(code) for code in known}
    return KindsRead(
        tuple(c for c in known if not spoken[c] and c not in (ONLINE, TEMPORARILY_CLOSED)),
        tuple(dict.fromkeys(others)),
        tuple(language for language in spoken.values() if language),
        ONLINE in known,
        TEMPORARILY_CLOSED in known,
    )


def _parts(value: object, book: CodeBook) -> list[str]:
    if isinstance(value, (list, tuple)):
        texts = [clean_line(part) for part in value if not isinstance(part, (list, dict))]
        return [part for text in texts for part in _split(text, book)]
    if isinstance(value, (dict, bool)):
        return []
    text = clean_line(value)
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    return _split(text, book)


def _split(text: str, book: CodeBook) -> list[str]:
    """Parts between separators; a name that holds a comma itself stays whole."""
    if not text or book.code(text):
        return [text] if text else []
    pieces = [piece.strip().strip("\"'") for piece in _SEPARATORS.split(text)]
    parts: list[str] = []
    while pieces:
        for length in range(min(3, len(pieces)), 0, -1):
            joined = ", ".join(pieces[:length])
            if length == 1 or book.code(joined):
                parts.append(joined)
                del pieces[:length]
                break
    return [part for part in parts if part]
