"""The ICD-10-CM codes an IOP uses, in plain words, to choose from.

Substance use disorders are named as DSM-5-TR names them, with their severity: the code set's own
"abuse" and "dependence" are not words for a chart that a client may read.
"""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from iopdesk.domain.client import fold
from iopdesk.domain.resources import resource_path

_SEVERITY_EN = {"mild": "mild", "moderate": "moderate", "severe": "severe"}
_SEVERITY_ES = {"mild": "leve", "moderate": "moderado", "severe": "grave"}


@dataclass(frozen=True)
class DiagnosisCode:
    """A code with its words in both languages."""

    code: str
    english: str
    spanish: str
    severity: str = ""
    remission: str = ""

    def words(self, language: str) -> str:
        """The words in a reader's language."""
        return self.spanish if language == "es" and self.spanish else self.english


@cache
def diagnosis_codes() -> tuple[DiagnosisCode, ...]:
    """All codes to choose from: use disorders by severity first, then the other common ones."""
    path = resource_path("icd10_sud.json")
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    found = [code for one in data["dsm5tr_to_icd10"] for code in _use_disorder(one)]
    known = {code.code for code in found}
    for section in ("risk_symptoms", "co_occurring_common"):
        found.extend(_plain(one) for one in data["extras"][section])
    found.extend(
        _plain(one)
        for one in (*data["codes"], *data["z_codes_social"])
        if one.get("common_iop") and one["code"] not in known
    )
    return tuple(found)


def find_codes(typed: str, language: str, limit: int = 20) -> tuple[DiagnosisCode, ...]:
    """Codes whose number or words have every typed word."""
    wanted = fold(typed).split()
    if not wanted:
        return ()
    hits = (
        code
        for code in diagnosis_codes()
        if all(word in fold(f"{code.code} {code.words(language)}") for word in wanted)
    )
    return tuple(code for _, code in zip(range(limit), hits, strict=False))


def _use_disorder(one: dict[str, Any]) -> list[DiagnosisCode]:
    codes = {
        "mild": one["mild"],
        "moderate": one["moderate_severe"],
        "severe": one["moderate_severe"],
    }
    # tobacco has one code a product; the first word is the code for products not named
    return [
        DiagnosisCode(
            code.split()[0],
            f"{one['client_label_en']}, {_SEVERITY_EN[severity]}",
            f"{one['client_label_es']}, {_SEVERITY_ES[severity]}",
            severity,
        )
        for severity, code in codes.items()
    ]


def _plain(one: dict[str, Any]) -> DiagnosisCode:
    return DiagnosisCode(one["code"], one["description"], one.get("label_es", ""))
