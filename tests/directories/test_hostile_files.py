"""Whatever bytes come, reading ends with a list that adds up or with a plain sentence."""

import json
import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iopdesk.directories.read_directory import DeclinedFile, read_directory
from iopdesk.domain.meeting import ReadDirectory
from tests.directories.feeds import AA, SUNRISE, guide
from tests.directories.test_bmlt import FORMATS, MEETING, NAWS_HEAD
from tests.directories.test_column_map import CHURCH, COLUMNS
from tests.directories.test_files import SHEET
from tests.directories.test_wrapped_lists import HEAD, ROW, workbook

_ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=30),
    st.lists(st.one_of(st.integers(-1, 9), st.text(max_size=5), st.none()), max_size=4),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
    st.sampled_from(
        ["7:30 PM", "Sunday", "O,C", "0", "24:00", "javascript:x", "=1+1", "\x00", "\ud800"]
    ),
)
_ROW = st.fixed_dictionaries(
    {},
    optional={
        key: _ODD
        for key in [*SUNRISE, "end_time", "timezone"]
        + [
            "conference_url",
            "approximate",
            "regions",
            "updated",
            "postal_code",
            "address",
            "coordinates",
        ]
    },
)
_SEEDS = (
    guide(SUNRISE, {**SUNRISE, "slug": "b", "day": [1, 3], "time": "7:30 PM", "types": "C,W"}),
    SHEET.encode(),
    SHEET.encode("utf-16"),
    SHEET.replace("\n", "\r").encode(),
    json.dumps({"meetings": [MEETING], "formats": FORMATS}).encode(),
    f"{NAWS_HEAD}\nG1,Free,AR1,,,OPEN,FALSE,Monday,0730\n".encode(),
    b"call(" + guide() + b");",
    workbook((HEAD, ROW)),
    CHURCH,
)


# tables of unknown columns are read by a map, others by what they are
_SETTING = replace(AA, columns=lambda heads: COLUMNS if "Encuentro" in heads.heads else None)


def _read(data: bytes, readable_part: bool) -> ReadDirectory | DeclinedFile:
    try:
        return read_directory(data, "x.csv", _SETTING, readable_part=readable_part)
    except DeclinedFile as declined:
        return declined


def read_or_declined(data: bytes) -> None:
    for readable_part in (False, True):
        result = _read(data, readable_part)
        if isinstance(result, DeclinedFile):
            assert result.title
            assert "Nothing was changed" in result.hint
            continue
        assert result.rows_read == result.rows_kept + len(result.not_read)
        for meeting in result.meetings:
            assert meeting.name
            assert (meeting.day is None) == (meeting.start is None)
            assert 0 < meeting.minutes <= 360
            repr(meeting).encode()  # no half characters: the store could not keep them
            assert meeting.link == "" or meeting.link.lower().startswith(("http://", "https://"))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(_ROW, _ODD), max_size=4))
def test_any_values_in_any_fields(rows: list[object]) -> None:
    read_or_declined(json.dumps(rows).encode())


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"[", b"{", b"Name,Day,Time,Address\n", b"PK\x03\x04"]),
)
def test_any_bytes(tail: bytes, head: bytes) -> None:
    read_or_declined(head + tail)


def mutated(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(changed))
        what = chance.randrange(5)
        if what == 0:
            changed[at] ^= 1 << chance.randrange(8)
        elif what == 1:
            del changed[at : at + chance.randint(1, 40)]
        elif what == 2:
            changed[at:at] = chance.choice(
                [b"\x00", b'"', b"[[[[", b"\xff\xfe", b"\r", b"\\u0000", b"},{"]
            )
        elif what == 3:
            start = chance.randrange(len(changed))
            changed[at:at] = changed[start : start + chance.randint(1, 60)]
        else:
            changed[at:] = b""
        if not changed:
            break
    return bytes(changed)


def _try_mutations(count: int, seed: int) -> None:
    chance = random.Random(seed)
    for number in range(count):
        read_or_declined(mutated(_SEEDS[number % len(_SEEDS)], chance))


def test_hundreds_of_damaged_files() -> None:
    _try_mutations(600, seed=1)


@pytest.mark.soak
def test_thousands_of_damaged_files() -> None:
    _try_mutations(20_000, seed=2)
