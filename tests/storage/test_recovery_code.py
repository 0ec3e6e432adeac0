"""The printed recovery code survives handwriting: look-alikes are read, mistakes are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.problems import UserProblem
from iopdesk.storage.recovery_code import groups_of, new_code, printed, secret_of

secrets = st.binary(min_size=20, max_size=20)
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(secrets)
def test_what_is_printed_reads_back(secret: bytes) -> None:
    code = printed(secret)
    assert [len(group) for group in code.split("-")] == [5] * 8
    assert secret_of(code) == secret


@given(secrets)
def test_spaces_capitals_and_look_alikes_do_not_matter(secret: bytes) -> None:
    code = printed(secret)
    typed = code.lower().replace("-", "  ").replace("0", "o").replace("1", "l")
    assert secret_of(typed) == secret


@given(secrets, st.integers(0, 39), st.sampled_from(LETTERS))
def test_one_wrong_letter_is_found_and_its_group_named(
    secret: bytes, place: int, letter: str
) -> None:
    letters = list(printed(secret).replace("-", ""))
    if letters[place] == letter:
        return
    letters[place] = letter
    with pytest.raises(UserProblem, match=f"Group {place // 5 + 1} "):
        secret_of("".join(letters))


@given(secrets, st.integers(0, 7), st.integers(0, 4), st.integers(0, 4))
def test_swapped_letters_are_found(secret: bytes, group: int, one: int, other: int) -> None:
    letters = list(printed(secret).replace("-", ""))
    a, b = group * 5 + one, group * 5 + other
    if letters[a] == letters[b]:
        return
    letters[a], letters[b] = letters[b], letters[a]
    with pytest.raises(UserProblem, match=f"Group {group + 1} "):
        secret_of("".join(letters))


@given(secrets, st.integers(0, 7), st.integers(0, 7))
def test_swapped_groups_are_found(secret: bytes, one: int, other: int) -> None:
    groups = printed(secret).split("-")
    if one == other:
        return
    groups[one], groups[other] = groups[other], groups[one]
    with pytest.raises(UserProblem, match="typing mistake"):
        secret_of("-".join(groups))


@given(st.text(max_size=60))
def test_anything_else_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(UserProblem):
        secret_of(typed)


def test_codes_differ_and_come_in_groups() -> None:
    codes = {new_code() for _ in range(100)}
    assert len(codes) == 100
    assert all(len(groups_of(code)) == 8 for code in codes)
