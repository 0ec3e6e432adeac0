"""The words of consents as data: elements of 42 CFR 2.31(a), kinds, information, purposes, grounds.

Each has its citation and says itself in both languages; each clinic's counsel approves its forms.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from iopdesk.domain.language import Language
from iopdesk.domain.resources import resource_path

Texts = dict[Language, str]


@dataclass(frozen=True)
class Term:
    """One word of the law with its citation; `only_kind` is the one consent that may hold it.

    `missing` says that an element is not there, `limit` how far a ground without consent goes.
    """

    key: str
    texts: Texts
    cite: str = ""
    missing: Texts | None = None
    limit: Texts | None = None
    only_kind: str = ""
    shares: bool = True
    is_tpo: bool = False
    asks_supervisor: bool = False


@dataclass(frozen=True)
class ConsentLibrary:
    """All terms by key, in the order in which people are asked."""

    form_version: str
    elements: dict[str, Term]
    kinds: dict[str, Term]
    information: dict[str, Term]
    purposes: dict[str, Term]
    grounds: dict[str, Term]
    signers: dict[str, Term]
    statements: dict[str, Texts]
    tpo_recipient: Texts

    def kind_words(self, kind: str, language: Language) -> str:
        """A kind of consent in words."""
        return _words(self.kinds, kind, language)

    def information_words(self, keys: Iterable[str], language: Language) -> tuple[str, ...]:
        """Kinds of information in words, in the order of the form."""
        held = set(keys)
        return tuple(t.texts[language] for key, t in self.information.items() if key in held)

    def purpose_words(self, keys: Iterable[str], language: Language) -> tuple[str, ...]:
        """Purposes in words, in the order of the form."""
        held = set(keys)
        return tuple(t.texts[language] for key, t in self.purposes.items() if key in held)

    def missing_words(self, element: str, language: Language) -> str:
        """A sentence that an element is not there, with its citation."""
        term = self.elements[element]
        said = (term.missing or term.texts)[language]
        return f"{said.rstrip('.')} ({term.cite})."


@cache
def consent_library() -> ConsentLibrary:
    """The library that ships with the program."""
    data = json.loads(resource_path("consent_elements.json").read_text("utf-8"))
    parts = ("elements", "kinds", "information", "purposes", "grounds", "signers")
    terms = {part: {each["key"]: _term(each) for each in data[part]} for part in parts}
    return ConsentLibrary(
        form_version=data["form_version"],
        statements={key: _texts(each) for key, each in data["statements"].items()},
        tpo_recipient=_texts(data["tpo_recipient"]),
        **terms,
    )


def _term(each: dict[str, Any]) -> Term:
    return Term(
        key=each["key"],
        texts=_texts(each),
        cite=each.get("cite", ""),
        missing=_texts(each, "missing_") if "missing_en" in each else None,
        limit=_texts(each, "limit_") if "limit_en" in each else None,
        only_kind=each.get("only_kind", ""),
        shares=each.get("shares", True),
        is_tpo=each.get("is_tpo", False),
        asks_supervisor=each.get("asks_supervisor", False),
    )


def _texts(each: dict[str, Any], before: str = "") -> Texts:
    return {language: str(each[f"{before}{language.value}"]) for language in Language}


def _words(terms: dict[str, Term], key: str, language: Language) -> str:
    return terms[key].texts[language] if key in terms else key
