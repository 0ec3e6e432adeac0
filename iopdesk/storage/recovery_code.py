"""The printed recovery code: 160 random bits as eight groups of four letters and a check letter."""

import os

from iopdesk.domain.problems import UserProblem

GROUPS = 8
_LETTERS_A_GROUP = 4
# Crockford's base 32: no I, L, O, U, which are misread on paper
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})
_FIELD_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1: the field of 32 elements


def new_code() -> str:
    """A fresh code as printed: ``7QK2M-0XV4A-…``."""
    return printed(os.urandom(20))


def printed(secret: bytes) -> str:
    """The 20 secret bytes as eight groups with dashes."""
    number = int.from_bytes(secret, "big")
    values = [(number >> (5 * place)) & 31 for place in reversed(range(32))]
    groups = [values[start : start + _LETTERS_A_GROUP] for start in range(0, 32, _LETTERS_A_GROUP)]
    return "-".join(
        "".join(_ALPHABET[value] for value in [*group, _check(place, group)])
        for place, group in enumerate(groups)
    )


def groups_of(code: str) -> list[str]:
    """The groups as typed, in capitals, with look-alike letters read as the digits they mean."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum()).translate(_READ_AS)
    size = _LETTERS_A_GROUP + 1
    return [plain[start : start + size] for start in range(0, len(plain), size)]


def secret_of(code: str) -> bytes:
    """The 20 bytes of a typed code; UserProblem naming the group that has a typing mistake."""
    groups = groups_of(code)
    if len(groups) != GROUPS or any(len(group) != _LETTERS_A_GROUP + 1 for group in groups):
        raise UserProblem(
            "This recovery code isn't complete.",
            "It has 8 groups of 5 letters and digits, as printed at first run.",
        )
    number = 0
    for place, group in enumerate(groups):
        values = [_ALPHABET.find(letter) for letter in group]
        if min(values) < 0 or _check(place, values[:-1]) != values[-1]:
            raise UserProblem(
                "Group {group} of the recovery code has a typing mistake.",
                "Compare it with the printed code, letter by letter.",
                group=place + 1,
            )
        for value in values[:-1]:
            number = number << 5 | value
    return number.to_bytes(20, "big")


def _check(place: int, values: list[int]) -> int:
    # finds every single wrong letter, and every two letters or two groups that changed places
    total = place
    for value in values:
        total = _double(total) ^ value
    return _double(total)


def _double(value: int) -> int:
    value <<= 1
    return value ^ _FIELD_POLYNOMIAL if value & 32 else value
