"""The fixed words of the client's papers stay plain: grade 6 at most, in both languages."""

import ast
import re
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import read_po

import iopdesk.documents
from iopdesk.domain.resources import resource_path
from iopdesk.domain.wording import Wording

FOLDER = Path(iopdesk.documents.__file__).parent
CLIENT_PAPERS = (
    "attendance_card.py",
    "meeting_days.py",
    "meeting_list.py",
    "plan_client_copy.py",
    "step_down_client_copy.py",
)
HARDEST_GRADE = 6
LEAST_INFLESZ = 65
NEVER_ENGLISH = (
    "abstain abstinence abuse abuser addict addiction ambulatory clean compliance compliant "
    "dirty discharge discharged intervention objective objectives prescriber provider refused "
    "relapse relapsed shall triggers utilize"
)
NEVER_SPANISH = (
    "abstener abstenerse adicto adicta adicción ambulatorio ambulatoria cumplimiento limpio "
    "limpia medicamento objetivo objetivos prescriptor proveedor recaída sucio sucia alta"
)


def fixed_words(names: tuple[str, ...]) -> list[str]:
    """The English keys that modules give to their wording."""
    found: list[str] = []
    for name in names:
        path = FOLDER / name
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _is_wording(node.func):
                texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
                found += [text for text in texts if isinstance(text, str)]
    return sorted(set(found))


def _is_wording(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        return function.attr in ("plural", "words", "_words")
    return isinstance(function, ast.Name) and function.id == "words"


def sentences(texts: list[str]) -> list[list[str]]:
    """The words of each whole sentence of five words or more; fragments flatter the formulas."""
    filled = [re.sub(r"\{\w+\}", "5", text) for text in texts]
    parts = [part for text in filled for part in re.split(r"(?<=[.?!:])\s+", text)]
    words = [re.findall(r"[^\W\d_]+", part) for part in parts]
    return [found for found in words if len(found) >= 5]


def english_syllables(word: str) -> int:
    low = word.lower()
    count = len(re.findall(r"[aeiouy]+", low))
    if low.endswith("e") and not low.endswith(("le", "ee")) and count > 1:
        count -= 1
    return max(count, 1)


def spanish_syllables(word: str) -> int:
    low = word.lower().replace("qu", "q").replace("gue", "ge").replace("gui", "gi")
    groups = re.findall(r"[aeiouáéíóúü]+", low)
    strong = sum(max(len(re.findall(r"[aeoáéíóú]", group)), 1) for group in groups)
    return max(strong, 1)


def spanish_of(texts: list[str]) -> list[str]:
    words = Wording("es")
    return [words(text) for text in texts]


def test_english_is_at_most_grade_six() -> None:
    said = sentences(fixed_words(CLIENT_PAPERS))
    words = [word for sentence in said for word in sentence]
    syllables = sum(english_syllables(word) for word in words)
    grade = 0.39 * len(words) / len(said) + 11.8 * syllables / len(words) - 15.59
    assert len(said) > 10
    assert grade <= HARDEST_GRADE


def test_spanish_is_fairly_easy() -> None:
    said = sentences(spanish_of(fixed_words(CLIENT_PAPERS)))
    words = [word for sentence in said for word in sentence]
    syllables = sum(spanish_syllables(word) for word in words)
    inflesz = 206.835 - 62.3 * syllables / len(words) - len(words) / len(said)
    assert inflesz >= LEAST_INFLESZ


def test_words_that_blame_or_puzzle_are_left_out() -> None:
    english = fixed_words(CLIENT_PAPERS)
    for texts, never in ((english, NEVER_ENGLISH), (spanish_of(english), NEVER_SPANISH)):
        used = {word for text in texts for word in re.findall(r"\w+", text.lower())}
        assert not used & set(never.split())


def test_every_fixed_word_of_the_papers_has_spanish() -> None:
    catalogue = (resource_path("translations") / "es/LC_MESSAGES/iopdesk.po").read_text("utf-8")
    with BytesIO(catalogue.encode()) as file:
        known = {
            text
            for message in read_po(file)
            if message.string and all(message.string)
            for text in ((message.id,) if isinstance(message.id, str) else message.id)
        }
    every = tuple(path.name for path in FOLDER.glob("*.py"))
    assert not [text for text in fixed_words(every) if text not in known]
