"""What the kind codes of meetings mean, fellowship by fellowship, and their names."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.language import Language
from iopdesk.domain.resources import resource_path

OPEN = "O"
CLOSED = "C"
TEMPORARILY_CLOSED = "TC"
ONLINE = "ONL"
PROOF_OF_ATTENDANCE = "POA"

_LANGUAGE_CODES = {
    "Spanish": "es",
    "English": "en",
    "American Sign Language": "ase",
}
_ALIASES = {
    "sign language": "ASL",
    "outdoor meeting": "OUT",
    "step meeting": "ST",
    "step study": "ST",
    "speaker": "SP",
    "wheelchair accessible": "X",
    "wheelchair access": "X",
    "online": ONLINE,
    "online meeting": ONLINE,
    "virtual": ONLINE,
    "vm": ONLINE,
    "location temporarily closed": TEMPORARILY_CLOSED,
    "temporarily closed": TEMPORARILY_CLOSED,
    "temporary closure": TEMPORARILY_CLOSED,
}
_EVERYWHERE = {
    TEMPORARILY_CLOSED: "Location Temporarily Closed",
    ONLINE: "Online Meeting",
}
# Alateen meetings stand in Al-Anon's lists, with its codes.
_SHARED_CODES = {Fellowship.ALATEEN: Fellowship.AL_ANON}
_PLAIN = {OPEN: "Open", CLOSED: "Closed", "M": "Men", "W": "Women"}


@dataclass(frozen=True, slots=True)
class CodeBook:
    """The codes of one fellowship: kinds, languages, and how a file may write either."""

    kinds: Mapping[str, str]
    languages: Mapping[str, str]
    _read_as: Mapping[str, str]

    def code(self, text: str) -> str | None:
        """The code a file means by `text`: a code in any case, or a name; None if unknown."""
        return self._read_as.get(_folded(text))

    def spoken(self, code: str) -> str | None:
        """The ISO language a code stands for, or None for a kind."""
        return self.languages.get(code)


def kind_name(fellowship: Fellowship, code: str, language: Language = Language.ENGLISH) -> str:
    """What `code` means in `fellowship`; the code itself where nobody says."""
    english = code_book(fellowship).kinds.get(code)
    if english is None:
        return code
    if language is Language.ENGLISH:
        return english
    for names in _guide().values():
        if names["en"] == english:
            return names[language]
    return _spanish_names().get(english, english)


@cache
def code_book(fellowship: Fellowship) -> CodeBook:
    """The codes of `fellowship`; one without a published list has the common ones."""
    entry = _fellowships().get(_SHARED_CODES.get(fellowship, fellowship).value, {})
    kinds = {**_EVERYWHERE, **(entry.get("kinds") or _PLAIN)}
    iso = {**_iso_codes(), **_LANGUAGE_CODES}
    spoken = entry.get("languages") or {code.upper(): name for name, code in iso.items()}
    languages = {code: iso[name] for code, name in spoken.items() if name in iso}
    languages = {code: name for code, name in languages.items() if code not in kinds}
    read_as = {_folded(words): code for words, code in _ALIASES.items() if code in kinds}
    if fellowship is Fellowship.AA:
        kinds |= {code: names["en"] for code, names in _proposed().items()}
    for code, english in {**spoken, **kinds}.items():
        if code in kinds or code in languages:
            read_as.update({_folded(name): code for name in _names_of(english)})
    # Codes last: a code that is also another kind's name is the code.
    read_as.update({_folded(code): code for code in (*languages, *kinds)})
    return CodeBook(kinds, languages, read_as)


def _names_of(english: str) -> set[str]:
    """The English name with its translations, where the Meeting Guide or we have any."""
    names = {english, _spanish_names().get(english, english)}
    for translations in _guide().values():
        if translations["en"] == english:
            names.update(translations.values())
    return names


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _iso_codes() -> dict[str, str]:
    """English language names to ISO codes, from a fellowship that uses ISO codes itself."""
    codes = _fellowships()["na"]["languages"]
    return {name: code.lower() for code, name in codes.items()}


@cache
def _fellowships() -> dict[str, dict[str, dict[str, str]]]:
    loaded: dict[str, dict[str, dict[str, str]]] = _load("fellowships.json")
    return loaded


@cache
def _guide() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = _load("meeting-guide-types.json")
    return {**loaded, **_proposed()}


@cache
def _proposed() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = _load("meeting-guide-proposed-new.json")
    return loaded


@cache
def _spanish_names() -> dict[str, str]:
    loaded: dict[str, str] = _load("kind-names-es.json")
    return loaded


def _load(name: str) -> dict:  # type: ignore[type-arg]  # each caller says what the file holds
    text = resource_path(f"meeting-codes/{name}").read_text(encoding="utf-8")
    return dict(json.loads(text))
