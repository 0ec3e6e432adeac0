"""Formats of notes: sections under fixed heads, kept together as one plain text.

Stored heads are English lines such as "Data:", so that old notes, search and merging see plain
text; screens and papers show them in their reader's language.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

from iopdesk.domain.wording import Wording, later


class NoteFormat(StrEnum):
    """How a note is laid out; empty is free text."""

    FREE = ""
    DAP = "dap"
    SOAP = "soap"
    BIRP = "birp"
    GIRP = "girp"


FORMAT_WORDS = {
    NoteFormat.FREE: later("Free text"),
    NoteFormat.DAP: later("DAP"),
    NoteFormat.SOAP: later("SOAP"),
    NoteFormat.BIRP: later("BIRP"),
    NoteFormat.GIRP: later("GIRP"),
}
WHO_CAME = "Present"
NOTE = "Note"
_HEADS = {
    NoteFormat.FREE: (NOTE,),
    NoteFormat.DAP: ("Data", "Assessment", "Plan"),
    NoteFormat.SOAP: ("Subjective", "Objective", "Assessment", "Plan"),
    NoteFormat.BIRP: ("Behavior", "Intervention", "Response", "Plan"),
    NoteFormat.GIRP: ("Goal", "Intervention", "Response", "Plan"),
}
HEAD_WORDS = {
    WHO_CAME: later("Who came"),
    NOTE: later("Note"),
    "Data": later("Data: what was seen and said"),
    "Assessment": later("Assessment"),
    "Plan": later("Plan: what comes next"),
    "Subjective": later("Subjective: in the client's words"),
    "Objective": later("Objective: what was seen"),
    "Behavior": later("Behavior"),
    "Intervention": later("Intervention"),
    "Response": later("Response"),
    "Goal": later("Goal worked on"),
}
_ALL_HEADS = frozenset(HEAD_WORDS)
_HEAD_LINE = re.compile(r"( *)([A-Z][a-z]+(?: [a-z]+)?):")


def note_format(stored: str) -> NoteFormat:
    """A stored format; one that this program does not know is read as free text."""
    return NoteFormat(stored) if stored in set(NoteFormat) else NoteFormat.FREE


def heads_of(chosen: NoteFormat, *, with_guests: bool = False) -> tuple[str, ...]:
    """The sections of a format; notes of appointments may also say who came."""
    return ((WHO_CAME,) if with_guests else ()) + _HEADS[chosen]


def join_sections(chosen: NoteFormat, sections: Sequence[str], *, with_guests: bool = False) -> str:
    """One text of all sections, in the order of `heads_of`; empty ones leave no head."""
    filled = [
        (head, words)
        for head, words in zip(heads_of(chosen, with_guests=with_guests), sections, strict=True)
        if words
    ]
    if chosen is NoteFormat.FREE and all(head == NOTE for head, _words in filled):
        words = "".join(words for _head, words in filled)
        return _escaped(words) if with_guests else words
    return "\n\n".join(f"{head}:\n{_escaped(words)}" for head, words in filled)


def split_sections(chosen: NoteFormat, text: str, *, with_guests: bool = False) -> tuple[str, ...]:
    """The sections of a text, in the order of `heads_of`; words before any head come first."""
    heads = heads_of(chosen, with_guests=with_guests)
    if heads == (NOTE,):
        return (text,)
    usual = NOTE if chosen is NoteFormat.FREE else _HEADS[chosen][0]
    found: dict[str, list[str]] = {}
    at = ""
    for line in text.split("\n"):
        if line[-1:] == ":" and line[:-1] in heads:
            _close(found, at)
            at = line[:-1]
            found.setdefault(at, [])
        else:
            found.setdefault(at, []).append(_plain(line))
    before = "\n".join(found.pop("", []))
    words = {head: "\n".join(lines) for head, lines in found.items()}
    if before:
        words[usual] = "\n".join(filter(None, (before, words.get(usual, ""))))
    return tuple(words.get(head, "") for head in heads)


def converted(text: str, was: NoteFormat, now: NoteFormat, *, with_guests: bool = False) -> str:
    """The same words under the heads of another format; what has no head there comes first."""
    old = dict(
        zip(
            heads_of(was, with_guests=with_guests),
            split_sections(was, text, with_guests=with_guests),
            strict=True,
        )
    )
    heads = heads_of(now, with_guests=with_guests)
    usual = heads.index(_HEADS[now][0])
    sections = [old.get(head, "") for head in heads]
    homeless = [words for head, words in old.items() if words and head not in heads]
    sections[usual] = "\n\n".join(filter(None, (sections[usual], *homeless)))
    return join_sections(now, sections, with_guests=with_guests)


def shown_sections(
    stored: str, text: str, words: Wording, *, with_guests: bool = False
) -> list[tuple[str, str]]:
    """(head, text) of each filled section in a reader's language; free text has no head."""
    chosen = note_format(stored)
    heads = heads_of(chosen, with_guests=with_guests)
    filled = [
        (head, part.strip())
        for head, part in zip(
            heads, split_sections(chosen, text, with_guests=with_guests), strict=True
        )
        if part.strip()
    ]
    return [("" if head == NOTE else words(HEAD_WORDS[head]), part) for head, part in filled]


def _close(found: dict[str, list[str]], at: str) -> None:
    # the empty line before a head belongs to the heads, not to the words
    if found.get(at) and found[at][-1] == "":
        found[at].pop()


def _escaped(words: str) -> str:
    return "\n".join(f" {line}" if _looks_like_a_head(line) else line for line in words.split("\n"))


def _plain(line: str) -> str:
    return line[1:] if line[:1] == " " and _looks_like_a_head(line) else line


def _looks_like_a_head(line: str) -> bool:
    found = _HEAD_LINE.fullmatch(line)
    return found is not None and found[2] in _ALL_HEADS
