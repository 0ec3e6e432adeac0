"""Short pieces of wording for notes; never a whole note that only needs a signature."""

import json
from dataclasses import dataclass
from functools import cache

from iopdesk.domain.client import fold
from iopdesk.domain.language import Language
from iopdesk.domain.resources import resource_path
from iopdesk.domain.wording import later

LONGEST_FRAGMENT = 120
MOST_OWN = 100
OWN = "own"
KIND_WORDS = {
    OWN: later("My own"),
    "mood": later("Mood"),
    "participation": later("Participation"),
    "response": later("Reaction"),
    "insight": later("Insight"),
    "risk": later("Risk"),
    "plan": later("Next step"),
    "intervention": later("What staff did"),
}


@dataclass(frozen=True)
class Fragment:
    """A few words and the kind they are found under."""

    kind: str
    words: str

    def filled(self, name: str) -> str:
        """The words with {name}, where someone's own fragment has it, replaced."""
        return self.words.replace("{name}", name)


@cache
def fragments(language: Language) -> tuple[Fragment, ...]:
    """The program's own, in the language of the writer."""
    text = resource_path("fragments.json").read_text(encoding="utf-8")
    return tuple(
        Fragment(kind, each[language.value])
        for kind, several in json.loads(text).items()
        for each in several
    )


def own_fragments(kept: object) -> tuple[Fragment, ...]:
    """A person's own fragments from what was kept for them; anything else counts as none."""
    words = kept if isinstance(kept, list) else []
    return tuple(Fragment(OWN, each) for each in words if isinstance(each, str) and each.strip())


def with_own(own: tuple[Fragment, ...], words: str) -> tuple[Fragment, ...]:
    """One's own fragments with one more, the newest first; a long text is no fragment."""
    short = " ".join(words.split())[:LONGEST_FRAGMENT].strip()
    others = tuple(each for each in own if each.words != short)
    return ((Fragment(OWN, short), *others) if short else others)[:MOST_OWN]


def fitting(all_of_them: tuple[Fragment, ...], typed: str, kinds: dict[str, str]) -> list[Fragment]:
    """Those that hold every word typed, in themselves or in the name of their kind."""
    wanted = fold(typed).split()
    return [
        each
        for each in all_of_them
        if all(word in fold(f"{kinds.get(each.kind, '')} {each.words}") for word in wanted)
    ]
