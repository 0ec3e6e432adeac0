"""Real feeds, where a copy of them lies beside the project; they belong to their publishers."""

import json
import random
from collections import Counter
from pathlib import Path

import pytest

from iopdesk.directories.directory_setting import DirectorySetting
from iopdesk.directories.read_directory import DeclinedFile, read_directory
from iopdesk.domain.fellowship import Fellowship
from tests.directories.test_hostile_files import mutated, read_or_declined

FEEDS = Path(__file__).resolve().parents[3] / "shared" / "feeds"
pytestmark = pytest.mark.skipif(not FEEDS.is_dir(), reason="the sample feeds are not here")

READ = {
    "al-anon.meeting-guide.json": 360,
    "by-appointment.meeting-guide.json": 2,
    "fixture-regions.meeting-guide.json": 25,
    "north-west-texas.meeting-guide.json": 613,
    "orange-county.meeting-guide.json": 1967,
    "sussex-uk.meeting-guide.json": 145,
    "times.meeting-guide.json": 9,
    "tsml-cp1252-semicolon.csv": 36,
    "tsml-cr-only.csv": 36,
    "tsml-utf16le-tab.txt": 36,
    "tsml.csv": 36,
    "tsml.xlsx": 34,
    "albany-monday.bmlt.json": 53,
    "berlin.bmlt.json": 108,
    "example.naws.xlsx": 2,
    "cape-cod.naws.csv": 2,
}
NOT_PUBLISHED = {"cape-cod.naws.csv": 1}


@pytest.mark.parametrize("name", READ)
def test_every_row_of_a_feed_is_accounted_for(name: str) -> None:
    of_na = "bmlt" in name or "naws" in name
    fellowship = Fellowship.NA if of_na else Fellowship.AA
    if name.startswith("al-anon"):
        fellowship = Fellowship.AL_ANON
    data = (FEEDS / name).read_bytes()
    result = read_directory(data, name, DirectorySetting(fellowship))
    assert result.rows_read == READ[name]
    assert len(result.not_read) == NOT_PUBLISHED.get(name, 0)
    assert result.rows_kept + len(result.not_read) == READ[name]


def test_how_to_attend_agrees_with_the_feeds_own_program() -> None:
    data = (FEEDS / "orange-county.meeting-guide.json").read_bytes()
    result = read_directory(data, "x", DirectorySetting(Fellowship.AA))
    modes = Counter(meeting.mode.value for meeting in result.meetings)
    assert modes == {"in_person": 1432, "online": 385, "hybrid": 148, "unknown": 2}


def test_all_other_feeds_are_declined_by_name() -> None:
    others = [path for path in FEEDS.iterdir() if path.name not in READ and path.suffix != ".md"]
    assert others
    for path in others:
        with pytest.raises(DeclinedFile) as declined:
            read_directory(path.read_bytes(), path.name, DirectorySetting(Fellowship.AA))
        assert "Nothing was changed." in declined.value.hint


def _small(path: Path) -> bytes:
    """A feed, of a large JSON list its first entries: damage is in bytes, not in numbers."""
    data = path.read_bytes()
    if len(data) <= 60_000 or path.suffix != ".json":
        return data
    try:
        loaded = json.loads(data)
    except ValueError:
        return data[:60_000]  # a feed that is broken on purpose
    return json.dumps(loaded[:25] if isinstance(loaded, list) else loaded).encode()


def _damage_feeds(count: int, seed: int) -> None:
    feeds = [_small(path) for path in sorted(FEEDS.iterdir()) if path.suffix != ".md"]
    chance = random.Random(seed)
    for number in range(count):
        read_or_declined(mutated(feeds[number % len(feeds)], chance))


def test_damaged_feeds_add_up_or_are_declined() -> None:
    _damage_feeds(100, seed=3)


@pytest.mark.soak
def test_ten_thousand_damaged_feeds() -> None:
    _damage_feeds(10_000, seed=4)
