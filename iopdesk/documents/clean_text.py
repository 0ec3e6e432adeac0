"""What becomes of typed text before it is set: odd characters cleaned, numbers kept together."""

import re
import unicodedata

from iopdesk.documents.fonts import is_printable, script_of

NO_BREAK_SPACE = "\u00a0"
_JOINERS = "\u200c\u200d"
_LINE_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_KEPT_SPACES = "\u00a0\u2007\u202f"
_PLAIN = re.compile("[ -~\n]*")

_MONTH = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    "|Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
)
_MES = (
    "ene(?:ro)?|feb(?:rero)?|mar(?:zo)?|abr(?:il)?|mayo?|jun(?:io)?|jul(?:io)?|ago(?:sto)?"
    "|sept?(?:iembre)?|oct(?:ubre)?|nov(?:iembre)?|dic(?:iembre)?"
)
_UNIT = "mg|mcg|µg|μg|g|kg|ml|mL|L|mi|miles?|millas?|km|lb|min|AM|PM|a\\.? ?m\\.?|p\\.? ?m\\.?"
_TOGETHER = re.compile(
    "|".join(
        (
            r"(?:\+\d{1,3} )?\(\d{3}\) \d{3}[- ]\d{4}",
            r"(?:\+\d{1,3} )?\b\d{3} \d{3} \d{4}\b",
            r"\b\d{3} \d{4}\b",
            r"\b(?:[Ee]xt|EXT|x)\.? \d+",
            rf"\b(?:{_MONTH}) \d{{1,2}}(?:, \d{{4}})?\b",
            rf"\b\d{{1,2}} (?:de )?(?:{_MES})(?: (?:de )?\d{{4}})?\b",
            rf"\b\d[\d.,:/]* (?:{_UNIT})(?!\w)",
            r"\b\d+ (?:times|veces)\b",
            r"\b\d[\d:]* del día\b",
        )
    )
)


def clean(text: str) -> str:
    """The text as it can be printed: composed letters, one kind of line end, no control characters.

    New lines stay. Bidirectional and other invisible controls go (they could make a name read
    as another); joiners stay inside scripts that need them. A character that no bundled face
    has stands as its code in brackets.
    """
    if _PLAIN.fullmatch(text):
        return text
    composed = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))
    return "".join(
        _printable(character, composed[index - 1] if index else "")
        for index, character in enumerate(composed)
    )


def _printable(character: str, before: str) -> str:
    if character == "\n":
        return character
    category = unicodedata.category(character)
    if category == "Zs" or character == "\t":
        return NO_BREAK_SPACE if character in _KEPT_SPACES else " "
    if character in _JOINERS:
        script = script_of(before) if before else None
        return character if script is not None and script.shaped else ""
    if category in ("Cc", "Cf") or "\ufe00" <= character <= "\ufe0f":
        return ""
    return character if is_printable(character) else f"[U+{ord(character):04X}]"


def no_break(text: str) -> str:
    """The text with blanks that do not break the line."""
    return text.replace(" ", NO_BREAK_SPACE)


def tied(text: str) -> str:
    """The text with phone numbers, dates, times, doses and distances kept on one line each."""
    return _TOGETHER.sub(lambda found: no_break(found.group()), text)
