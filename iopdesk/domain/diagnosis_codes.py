"""The ICD-10-CM codes an IOP uses, in plain words, to choose from, and which of them fit.

Substance use disorders are named as DSM-5-TR names them: the code set's own "abuse" and
"dependence" are not words for a chart that a client may read. Severity and remission are facts of
their own, and decide the code: mild is F1x.1, moderate and severe F1x.2; in remission F1x.11 and
F1x.21 (ICD-10-CM guidelines, I.C.5.b).
"""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from iopdesk.domain.client import fold
from iopdesk.domain.resources import resource_path
from iopdesk.domain.wording import Wording

_SEVERITIES = {
    "mild": ("mild", "leve"),
    "moderate": ("moderate", "moderado"),
    "severe": ("severe", "grave"),
}
_REMISSIONS = {
    "early": ("in early remission", "en remisión temprana"),
    "sustained": ("in sustained remission", "en remisión sostenida"),
}


@dataclass(frozen=True)
class DiagnosisCode:
    """A code with its words in both languages; a use disorder's words leave severity out."""

    code: str
    english: str
    spanish: str
    severity: str = ""
    remission: str = ""

    def name(self, language: str) -> str:
        """The bare words: what a record keeps beside severity and remission."""
        return self.spanish if language == "es" and self.spanish else self.english

    def in_full(self, language: str) -> str:
        """The words in a reader's language, as "Alcohol use disorder, severe"."""
        return told(self.name(language), self.severity, self.remission, language)


@dataclass(frozen=True)
class UseDisorder:
    """One substance use disorder; a code is empty where the code set has none."""

    english: str
    spanish: str
    mild: str
    mild_remission: str
    more: str
    more_remission: str

    @property
    def codes(self) -> frozenset[str]:
        """Every code that says this disorder and none other."""
        mine = {self.mild, self.mild_remission, self.more, self.more_remission}
        return frozenset(code for code in mine if code.startswith("F"))

    def code(self, severity: str, remission: str) -> str:
        """The code of a severity and a remission."""
        if severity == "mild":
            return self.mild_remission if remission else self.mild
        return self.more_remission if remission else self.more


@cache
def use_disorders() -> tuple[UseDisorder, ...]:
    """All of them, as listed."""
    return tuple(
        UseDisorder(
            one["client_label_en"],
            one["client_label_es"],
            one["mild"],
            one["mild_remission"] or "",
            one["moderate_severe"],
            one["moderate_severe_remission"] or "",
        )
        for one in _data()["dsm5tr_to_icd10"]
    )


def use_disorder(code: str) -> UseDisorder | None:
    """The use disorder that a code stands for; None for other codes."""
    wanted = code.strip().upper()
    return next((one for one in use_disorders() if wanted in one.codes), None)


def fitting_code(code: str, severity: str, remission: str) -> str:
    """The code that goes with this severity and remission; any other code stays as it is.

    Where no severity is said, the code keeps its own.
    """
    one = use_disorder(code)
    if one is None:
        return code.strip()
    if not severity and code.strip().upper() in (one.mild, one.mild_remission):
        severity = "mild"
    return one.code(severity, remission) or code.strip()


def told(name: str, severity: str, remission: str, language: str) -> str:
    """Name, severity and remission in one line, none of them twice."""
    at = 1 if language == "es" else 0
    more = [_SEVERITIES.get(severity, ("", ""))[at], _REMISSIONS.get(remission, ("", ""))[at]]
    return ", ".join([name, *(part for part in more if part and fold(part) not in fold(name))])


def diagnosis_words(name: str, severity: str, remission: str, words: Wording) -> str:
    """A stored diagnosis as a reader's paper says it.

    Listed names are said in the reader's language; what someone typed stays as it was typed.
    """
    language = words.language
    name = name.strip()
    listed = _by_name().get(name)
    if listed is not None:
        if name not in (listed.english, listed.spanish):
            severity = severity or listed.severity
        name = listed.name(language)
    return told(name, severity, remission, language)


@cache
def diagnosis_codes() -> tuple[DiagnosisCode, ...]:
    """All codes to choose from: use disorders by severity, the other ones, then remissions."""
    active, past = (
        [
            DiagnosisCode(code, one.english, one.spanish, severity, remission)
            for one in use_disorders()
            for severity in _SEVERITIES
            for remission in remissions
            if (code := one.code(severity, remission))
        ]
        for remissions in (("",), _REMISSIONS)
    )
    return (*active, *_others(), *past)


def find_codes(typed: str, language: str, limit: int = 20) -> tuple[DiagnosisCode, ...]:
    """Codes of which every typed word begins a word, in either language or as people say it."""
    wanted = fold(typed).replace(",", " ").split()
    if not wanted:
        return ()
    known = diagnosis_codes()
    hits = (
        code
        for code, found in zip(known, _searched(), strict=True)
        if all(any(word.startswith(each) for word in found) for each in wanted)
    )
    return tuple(code for _, code in zip(range(limit), hits, strict=False))


@cache
def _others() -> tuple[DiagnosisCode, ...]:
    data = _data()
    known = {code for one in use_disorders() for code in one.codes}
    listed = [*data["extras"]["risk_symptoms"], *data["extras"]["co_occurring_common"]]
    listed += [
        one
        for one in (*data["codes"], *data["z_codes_social"])
        if one.get("common_iop") and one["code"] not in known
    ]
    return tuple(
        DiagnosisCode(one["code"], one["description"], one.get("label_es", "")) for one in listed
    )


@cache
def _by_name() -> dict[str, DiagnosisCode]:
    """Listed diagnoses by their words, those with a severity in them included."""
    found: dict[str, DiagnosisCode] = {}
    for one in diagnosis_codes():
        for language in ("en", "es"):
            found.setdefault(one.name(language), one)
            found.setdefault(told(one.name(language), one.severity, "", language), one)
    return found


@cache
def _searched() -> tuple[frozenset[str], ...]:
    everyday = [(start, words) for start, words in _data()["everyday_words"].items()]
    found = []
    for one in diagnosis_codes():
        said = [words for start, words in everyday if one.code.startswith(start)]
        text = " ".join([one.code, one.in_full("en"), one.in_full("es"), *said])
        found.append(frozenset(fold(text).replace(",", " ").replace("(", " ").split()))
    return tuple(found)


@cache
def _data() -> dict[str, Any]:
    path = resource_path("icd10_sud.json")
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]
