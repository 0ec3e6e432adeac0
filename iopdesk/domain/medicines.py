"""Medicines that help against substance use, by name; no dose is ever suggested."""

import json
from dataclasses import dataclass
from functools import cache

from iopdesk.domain.client import fold
from iopdesk.domain.resources import resource_path


@dataclass(frozen=True)
class KnownMedicine:
    """A medicine, its brands, and the analytes of a drug screen that it explains."""

    generic: str
    brands: tuple[str, ...]
    helps_against: str
    shows_as: frozenset[str]

    @property
    def words(self) -> str:
        """As it is offered: "buprenorphine/naloxone (Suboxone film, Zubsolv)"."""
        return f"{self.generic} ({', '.join(self.brands)})" if self.brands else self.generic


@cache
def known_medicines() -> tuple[KnownMedicine, ...]:
    """All of them, as listed."""
    path = resource_path("medicines.json")
    data = json.loads(path.read_text(encoding="utf-8"))["medicines"]
    return tuple(
        KnownMedicine(
            each["generic"], tuple(each["brands"]), each["for"], frozenset(each["shows_as"])
        )
        for each in data
    )


def known_medicine(generic: str, name: str = "") -> KnownMedicine | None:
    """The listed medicine that a record names by its generic name, or by a brand in its name."""
    for one in known_medicines():
        if generic and fold(generic) == fold(one.generic):
            return one
    typed = fold(name)
    for one in known_medicines():
        names = (one.generic, *(brand.split()[0] for brand in one.brands))
        if typed and any(fold(each) in typed for each in names):
            return one
    return None
