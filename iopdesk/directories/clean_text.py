"""Cell text made plain: no markup, no entities, no control characters, nothing else changed."""

import html
import re
import unicodedata

_SUSPICIOUS = re.compile(
    r"[<&\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_BREAK = re.compile(r"<\s*(?:br\s*/?|/?\s*p|/?\s*div|/?\s*li|/\s*h[1-6])(?:\s[^<>]*)?>", re.I)
_LINK = re.compile(r"<a\s[^<>]*?href\s*=\s*[\"']?([^\"'\s<>]*)[^<>]*>(.*?)</a\s*>", re.I | re.S)
_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--.*?--|![^<>]*)>", re.S)
_NOTHING = (None, "")
LONGEST = 20_000
_PLAIN = re.compile(rf"[ -%'-;=-~]{{1,{LONGEST}}}")  # letters without markup, and not too many


def clean_line(value: object) -> str:
    """`value` as one line: spaces joined, markup and entities resolved."""
    if isinstance(value, str) and _PLAIN.fullmatch(value):
        return " ".join(value.split())  # most fields of most rows
    return " ".join(clean_lines(value).split()) if value not in _NOTHING else ""


def clean_lines(value: object) -> str:
    """`value` as text with its own line breaks, for notes."""
    text = _as_text(value)
    if not text:
        return ""
    if _SUSPICIOUS.search(text):
        text = _resolved(text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if "\n" in text:
        lines = [" ".join(line.split()) for line in text.split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return text.strip()


def _as_text(value: object) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, str):
        return value[:LONGEST]
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, int):
        # Python refuses to write out integers of thousands of digits.
        return str(value) if value.bit_length() < 256 else ""
    return str(value) if isinstance(value, float) else ""


def _resolved(text: str) -> str:
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    # Twice at most: "&amp;#8217;" is common, deeper nesting is somebody's example text.
    for _ in range(2):
        if "&" not in text:
            break
        text = html.unescape(text)
    if "<" in text:
        text = _LINK.sub(_link_words, text)
        text = _TAG.sub("", _BREAK.sub("\n", text))
    return _INVISIBLE.sub("", text.replace("\t", " "))


def _link_words(match: re.Match[str]) -> str:
    address, words = match[1], match[2].strip()
    if not address.startswith(("http://", "https://")) or address in words:
        return words
    return f"{words} ({address})" if words else address
