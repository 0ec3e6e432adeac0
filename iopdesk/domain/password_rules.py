"""What a password must be: long, and not the first thing an attacker tries.

NIST SP 800-63B: at least 12 characters, no rules about kinds of characters, no forced change, and
a list of words that are refused.
"""

import re
import unicodedata
from collections.abc import Iterable

from iopdesk.domain.wording import later

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 1_000
_FEWEST_OWN_CHARACTERS = 5
_FEWEST_DIFFERENT = 5
_COMMON_WORDS = (
    "password passwort contrasena clave secret letmein welcome bienvenido changeme iloveyou "
    "admin administrator master login access guest user default system computer internet "
    "qwerty qwertz azerty asdfgh zxcvbn football baseball basketball princess dragon monkey "
    "sunshine shadow superman batman trustno freedom whatever starwars pokemon michael jennifer "
    "jesus heaven angel summer winter spring autumn monday friday january december "
    "clinic clinica counselor recovery sober sobriety recuperacion treatment program outpatient "
    "intensive iopdesk iop desk onedayatatime serenity"
)
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
)


def password_problem(password: str, known_words: Iterable[str] = ()) -> str:
    """What is wrong with a password, or "" when it is good.

    `known_words` are the person's and the clinic's names and the login: anyone could guess them.
    """
    normal = unicodedata.normalize("NFKC", password)
    if len(normal) < SHORTEST_PASSWORD:
        return later("A password needs at least 12 characters; several words are easy to remember.")
    if len(normal) > LONGEST_PASSWORD:
        return later("This password is too long.")
    folded = normal.casefold()
    if len(set(folded)) < _FEWEST_DIFFERENT or _is_in_a_row(folded):
        return later(
            "This password repeats itself; choose several words that don't belong together."
        )
    if _is_easy_to_guess(folded, known_words):
        return later(
            "This password is easy to guess; choose several words that don't belong together."
        )
    return ""


def _is_in_a_row(folded: str) -> bool:
    plain = re.sub(r"[\W_]", "", folded)
    if not plain:
        return False
    return any(plain in row * 2 or plain in row[::-1] * 2 for row in _ROWS) or any(
        plain == (plain[:size] * len(plain))[: len(plain)] for size in range(1, 5)
    )


def _is_easy_to_guess(folded: str, known_words: Iterable[str]) -> bool:
    words = set(_COMMON_WORDS.split())
    for known in known_words:
        parts = re.split(r"[\W_]+", unicodedata.normalize("NFKC", known).casefold())
        words.update(part for part in parts if len(part) >= 3)
    left = folded
    for word in sorted(words, key=len, reverse=True):
        left = left.replace(word, " ")
    if left == folded:
        return False
    # what is left beside known words must not be a year, a number or a few signs
    return len(re.sub(r"[\W_\d]", "", left)) < _FEWEST_OWN_CHARACTERS
