"""Fixed words of the papers that clients take home: short, plain, and in the bundled face."""

import ast
import re
from pathlib import Path

import pytest

from iopdesk.documents import fonts
from iopdesk.domain.language import Language
from iopdesk.domain.wording import Wording

DOCUMENTS = Path(__file__).parents[2] / "iopdesk" / "documents"
CLIENT_PAPERS = (
    "attendance_card",
    "crisis_band",
    "day_time",
    "meeting_days",
    "meeting_list",
    "plan_client_copy",
    "step_down_client_copy",
    "weekly_schedule",
)
HARDEST_GRADE = 6.0
LEAST_INFLESZ = 65.0
NOT_TO_CLIENTS = {
    Language.ENGLISH: [
        "discharge",
        "objective",
        "intervention",
        "relapse",
        "clean",
        "dirty",
        "addict",
        "addicts",
        "abuser",
        "abuse",
        "abstain",
        "medication",
        "administer",
        "prescriber",
        "provider",
        "compliance",
        "non-compliant",
        "ambulatory",
        "shall",
        "utilize",
        "facilitate",
        "ensure",
        "regarding",
    ],
    Language.SPANISH: [
        "alta",
        "recaída",
        "adicto",
        "adicta",
        "adictos",
        "abusador",
        "sucia",
        "limpio",
        "abstenerse",
        "medicamento",
        "prescriptor",
        "proveedor",
        "cumplimiento",
        "ambulatorio",
        "deberá",
    ],
}


def fixed_words(modules: tuple[str, ...]) -> set[str]:
    """Every text that a module prints through its wording, in English."""
    found: set[str] = set()
    for module in modules:
        tree = ast.parse((DOCUMENTS / f"{module}.py").read_text("utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            function = node.func
            name = function.id if isinstance(function, ast.Name) else ""
            name = function.attr if isinstance(function, ast.Attribute) else name
            if name in {"words", "own", "other", "plural"}:
                found |= {a.value for a in node.args if isinstance(a, ast.Constant)} - {None}
    return {text for text in found if isinstance(text, str)}


ENGLISH = fixed_words(CLIENT_PAPERS)
SPANISH = {text: Wording(Language.SPANISH)(text) for text in ENGLISH}
PLURALS = {text for text in ENGLISH if "{n}" in text}


def sentences(texts: set[str]) -> list[str]:
    """Whole sentences of five words or more; fragments flatter the formulas."""
    parts = [part for text in texts for part in re.split(r"(?<=[.!?])\s+", text)]
    return [p for p in parts if p.endswith((".", "!", "?")) and len(p.split()) >= 5]


def syllables(word: str, vowels: str) -> int:
    groups = len(re.findall(f"[{vowels}]+", word.casefold()))
    silent = vowels == "aeiouy" and re.search(r"[^l]e$", word.casefold()) and groups > 1
    return max(1, groups - (1 if silent else 0))


def counted(texts: list[str], vowels: str) -> tuple[float, float]:
    """Words a sentence, and syllables a word."""
    words = [w for text in texts for w in re.findall(r"[^\W\d_]+", text)]
    return len(words) / len(texts), sum(syllables(w, vowels) for w in words) / len(words)


def test_english_sentences_read_at_sixth_grade_or_lower() -> None:
    each, long = counted(sentences(ENGLISH), "aeiouy")
    assert 0.39 * each + 11.8 * long - 15.59 <= HARDEST_GRADE


def test_spanish_sentences_are_rather_easy() -> None:
    each, long = counted(sentences(set(SPANISH.values())), "aeiouáéíóúü")
    assert 206.835 - 62.3 * long - each >= LEAST_INFLESZ


@pytest.mark.parametrize("language", list(Language))
def test_words_that_blame_or_puzzle_are_not_used(language: Language) -> None:
    texts = ENGLISH if language is Language.ENGLISH else set(SPANISH.values())
    for text in texts:
        used = set(re.findall(r"[\w-]+", text.casefold()))
        assert not used & set(NOT_TO_CLIENTS[language]), text


def test_every_fixed_text_has_its_spanish() -> None:
    same = {text for text in ENGLISH - PLURALS if SPANISH[text] == text and len(text) > 3}
    assert same <= {"{miles} mi", "Sponsor"}
    spanish = Wording(Language.SPANISH)
    one, many = "My goal is {n} meeting a week.", "My goal is {n} meetings a week."
    assert spanish.plural(one, many, 2) == "Mi meta es 2 reuniones por semana."


def test_blanks_to_fill_in_are_the_same_in_both_languages() -> None:
    for english, spanish in SPANISH.items():
        assert set(re.findall(r"{\w+}", english)) == set(re.findall(r"{\w+}", spanish)), english


def test_the_fixed_words_need_no_other_face() -> None:
    modules = tuple(file.stem for file in DOCUMENTS.glob("*.py"))
    for text in fixed_words(modules):
        for shown in (text, Wording(Language.SPANISH)(text)):
            assert all(fonts.in_main_face(character) for character in shown), shown
