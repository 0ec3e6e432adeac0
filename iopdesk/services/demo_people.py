"""Invented people and words for the demo clinic; nobody here is real, numbers are 555 numbers."""

import json
import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from iopdesk.domain.client import ClientDraft, PhoneDraft
from iopdesk.domain.resources import resource_path

_SAFE_WAYS = (
    "Mobile only; say it is about the appointment.",
    "Text first, then call.",
    "After 4 PM; not at work.",
    "Any time; ask for the client alone.",
    "",
)


@cache
def demo_words() -> dict[str, Any]:
    """The lists that ship with the program, by name."""
    text = resource_path("demo/people.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@dataclass(frozen=True)
class Person:
    """An invented client: what the form holds, and how reliably they come."""

    draft: ClientDraft
    is_woman: bool
    reliability: float


def invent(chance: random.Random, taken: set[tuple[str, str]], today: date) -> Person:
    """A person whose name nobody in `taken` has yet, 19 to 64 years old."""
    words = demo_words()
    is_woman = chance.random() < 0.45
    first, last = _new_name(chance, taken, is_woman)
    city, postal_code = chance.choice(words["cities"])
    spanish = last[-1] in "zaoeé" and chance.random() < 0.35
    draft = ClientDraft(
        first_name=first,
        last_name=last,
        born=today - timedelta(days=chance.randrange(19 * 365, 64 * 365)),
        gender="woman" if is_woman else "man",
        pronouns="she/her" if is_woman else "he/him",
        language="es" if spanish else "en",
        street=f"{chance.randrange(100, 2400)} {chance.choice(words['streets'])}",
        city=city,
        state="CA",
        postal_code=postal_code,
        safe_contact=chance.choice(_SAFE_WAYS),
        transport=chance.choice(("Own car", "Bus 3", "Clinic ride", "Family drives")),
        living_arrangement=chance.choice(("with_family", "own_home", "sober_living", "own_home")),
        employment=chance.choice(("full_time", "part_time", "looking", "student")),
        phones=(
            PhoneDraft(
                f"951-555-{chance.randrange(100, 9999):04}",
                may_leave_message=chance.random() < 0.5,
            ),
        ),
    )
    return Person(draft, is_woman, chance.triangular(0.6, 1.0, 0.93))


def _new_name(
    chance: random.Random, taken: set[tuple[str, str]], is_woman: bool
) -> tuple[str, str]:
    words = demo_words()
    firsts = words["first_names_women" if is_woman else "first_names_men"]
    lasts = words["last_names"]
    for _ in range(200):
        name = (chance.choice(firsts), chance.choice(lasts))
        if name not in taken:
            break
        if chance.random() < 0.02:
            name = (name[0], f"{name[1]} {chance.choice(lasts)}")
            break
    taken.add(name)
    return name
