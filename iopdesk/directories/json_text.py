"""JSON from anywhere, read without ever raising anything but BrokenJson."""

import json
import re
from dataclasses import dataclass

_JSONP = re.compile(r"\s*(?:/\*.*?\*/\s*)?[A-Za-z_$][\w$.]{0,80}\s*\(\s*[\[{]", re.S)
_DECODER = json.JSONDecoder(strict=False, parse_constant=lambda _name: None)
_SPACE = re.compile(r"[\s,]*")


@dataclass(frozen=True, slots=True)
class JsonRead:
    """A value, or how it is broken: "", "truncated", "trailing", "lines" or "not json"."""

    value: object
    broken: str = ""


def looks_like_json(text: str) -> bool:
    """Whether the first letter opens a list or an object."""
    return text.lstrip()[:1] in {"[", "{"}


def looks_like_jsonp(text: str) -> bool:
    """Whether the JSON stands inside a call, as web pages fetch it."""
    return _JSONP.match(text[:4096]) is not None


def without_call(text: str) -> str:
    """What stands inside the call of a list that is wrapped for web pages."""
    return text[text.index("(") + 1 :].rstrip().rstrip(";").rstrip().removesuffix(")")


def read_json(text: str) -> JsonRead:
    """The value of `text`; of a broken list its readable entries, of anything else None."""
    text = text.strip()
    try:
        value, end = _DECODER.raw_decode(text)
    except (ValueError, RecursionError):
        if text.startswith("["):
            return JsonRead(_readable_entries(text), "truncated")
        return JsonRead(None, "not json")
    rest = text[end:].strip()
    if not rest:
        return JsonRead(value)
    if isinstance(value, dict) and rest.startswith("{"):
        return JsonRead([_line(line) for line in text.split("\n") if line.strip()], "lines")
    return JsonRead(value, "trailing")


def _line(text: str) -> object:
    """The entry on a line; a line that can't be read stays as it is, to be shown."""
    try:
        return _DECODER.decode(text.strip())
    except (ValueError, RecursionError):
        return text.strip()


def _readable_entries(text: str) -> list[object]:
    """The entries before the first one that can't be read."""
    entries: list[object] = []
    at = _after_space(text, 1)
    while at < len(text):
        try:
            entry, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        entries.append(entry)
        at = _after_space(text, at)
    return entries


def _after_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at
