"""`iopdesk meetings`: a list read, read again, read shorter, and looked at."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Desk


def entry(number: int, **more: Any) -> dict[str, Any]:
    """One meeting of a Meeting Guide feed; Sunday is day 0 there."""
    return {
        "name": f"Serenity {number}",
        "slug": f"serenity-{number}",
        "day": number % 7,
        "time": "19:30",
        "types": ["O", "D"],
        "location": "Community Center",
        "formatted_address": "100 N Main St, Corona, CA 92880, USA",
        "latitude": 33.87 + number / 100,
        "longitude": -117.56,
        **more,
    }


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    """Fourteen meetings, two a day; the last one has a day that is none."""
    entries = [entry(number) for number in range(14)]
    entries[-1]["day"] = "Someday"
    file = tmp_path / "corona.json"
    file.write_text(json.dumps(entries), encoding="utf-8")
    return file


def test_the_counts_of_an_import_add_up(desk: Desk, feed: Path) -> None:
    told = desk("meetings", "import", feed, "--fellowship", "aa", "--json")
    assert told.status == 0
    counts = told.data
    assert counts["read"] == 14
    assert counts["read"] == counts["added"] + counts["changed"] + counts["unchanged"] + len(
        counts["not_read"]
    )
    assert counts["no_longer_listed"] == 0
    assert set(counts) == {
        "read",
        "added",
        "changed",
        "unchanged",
        "no_longer_listed",
        "noted",
        "not_read",
    }


def test_a_dry_run_changes_nothing(desk: Desk, feed: Path) -> None:
    command = ("meetings", "import", feed, "--fellowship", "AA", "--json")
    would = desk(*command, "--dry-run").data
    assert desk("meetings", "list", "--json").data == []
    assert desk(*command).data == would
    assert desk(*command).data["unchanged"] == would["added"]


def test_a_list_that_lost_most_of_itself_needs_a_word(desk: Desk, feed: Path) -> None:
    command = ("meetings", "import", feed, "--fellowship", "AA", "--source", "Corona")
    assert desk(*command).status == 0
    before = desk("meetings", "list", "--json").data
    feed.write_text(json.dumps([entry(1)]), encoding="utf-8")
    refused = desk(*command)
    assert refused.status == 1
    assert "--shorter" in refused.err
    assert desk("meetings", "list", "--json").data == before
    assert desk(*command, "--shorter", "--json").data["no_longer_listed"] == len(before) - 1
    assert len(desk("meetings", "list", "--json").data) == 1


def test_meetings_are_listed_by_day_and_by_distance(desk: Desk, feed: Path) -> None:
    desk("meetings", "import", feed, "--fellowship", "AA")
    mondays = desk("meetings", "list", "--day", "Monday", "--json").data
    assert [meeting["day"] for meeting in mondays] == ["mon", "mon"]
    near = desk("meetings", "list", "--near", "33.95,-117.56", "--json").data
    assert near[0]["name"] == "Serenity 8"
    assert near[0]["miles"] == 0.0
    assert [meeting["miles"] for meeting in near] == sorted(m["miles"] for m in near)
    assert desk("meetings", "list", "--fellowship", "NA", "--json").data == []
    assert "Serenity 8" in desk("meetings", "list", "--day", "mon").out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
        (b"%PDF-1.7\n%\xe2\xe3", "Nothing was changed"),
        (b'[{"name": "Serenity", "day": 1, "time": "19:', "Nothing was changed"),
    ],
)
def test_a_file_that_is_no_list_is_declined(
    desk: Desk, tmp_path: Path, content: bytes, words: str
) -> None:
    file = tmp_path / "feed.json"
    file.write_bytes(content)
    told = desk("meetings", "import", file, "--fellowship", "AA")
    assert (told.status, told.out) == (1, "")
    assert words in told.err


def test_of_a_damaged_list_the_readable_part_is_taken_when_asked(
    desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "feed.json"
    file.write_text(json.dumps([entry(1), entry(2)])[:-20], encoding="utf-8")
    command = ("meetings", "import", file, "--fellowship", "AA", "--json")
    assert desk(*command).status == 1
    assert desk(*command, "--readable-part").data["added"] == 1


@pytest.mark.parametrize("place", ["none.json", ""])
def test_a_file_that_cannot_be_had_is_told(desk: Desk, tmp_path: Path, place: str) -> None:
    told = desk("meetings", "import", tmp_path / place, "--fellowship", "AA")
    assert told.status == 1
    assert told.err


def test_every_filter_narrows_the_list(desk: Desk, tmp_path: Path) -> None:
    rows = [
        entry(0, types=["O", "W", "S"], time="19:30"),
        entry(1, types=["O", "M"], time="07:00"),
        entry(2, types=["O", "W"], time="19:30", conference_url="https://meet.example.org/1"),
    ]
    file = tmp_path / "list.json"
    file.write_text(json.dumps(rows), encoding="utf-8")
    desk("meetings", "import", file, "--fellowship", "aa")

    def names(*words: str) -> list[str]:
        told = desk("meetings", "list", "--json", "--text", "serenity", *words)
        assert told.status == 0
        return [line["name"] for line in json.loads(told.out)]

    assert len(names()) == 3
    assert names("--need", "women", "--language", "es") == ["Serenity 0"]
    assert names("--time", "morning") == ["Serenity 1"]
    assert names("--online") == ["Serenity 2"]
    assert names("--near", "33.87,-117.56", "--within", "0.5") == ["Serenity 0"]
    assert names("--near", "92880", "--within", "0.1") == ["Serenity 1"]
    assert desk("meetings", "list", "--near", "Atlantis").status == 1
    assert names("--from", "19:00") == ["Serenity 2", "Serenity 0"]
    assert names("--until", "07:00") == ["Serenity 1"]
    assert names("--signs-cards") == []


def test_a_week_is_suggested_for_a_client_with_its_reasons(desk: Desk, feed: Path) -> None:
    desk("meetings", "import", feed, "--fellowship", "aa")
    chart = json.loads(desk("clients", "find", "porter", "--limit", "1", "--json").out)[0]["chart"]
    told = desk("meetings", "suggest", "--client", chart, "--json")
    assert told.status == 0
    week = json.loads(told.out)
    assert week
    assert all(each["why"] for each in week)
    assert len({(each["day"], each["start"]) for each in week}) == len(week)
    assert desk("meetings", "suggest", "--client", "Z-99999").status == 1


def test_a_table_with_its_own_columns_is_read_by_a_map(desk: Desk, tmp_path: Path) -> None:
    file, said = tmp_path / "list.csv", tmp_path / "map.json"
    file.write_text("Encuentro;Cuando;Calle\nCamino;Lunes 18:30;1 Main St\n", encoding="utf-8")
    command = ("meetings", "import", file, "--fellowship", "celebrate")
    told = desk(*command)
    assert told.status == 1
    assert "Its columns are: Encuentro, Cuando, Calle." in told.err
    said.write_text('{"Encuentro": "title"}', encoding="utf-8")
    assert "names a field that is not known" in desk(*command, "--map", said).err
    said.write_text('{"Encuentro": "name", "Cuando": "day_time"}', encoding="utf-8")
    assert desk(*command, "--map", said, "--json").data["added"] == 1
    # remembered: the next list of this make needs no map
    assert desk(*command, "--json").data["unchanged"] == 1


def test_columns_that_are_not_understood_are_told(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Name,Day,Address,Beginning\nDawn,Mon,1 A St,7:30 AM\n", encoding="utf-8")
    told = desk("meetings", "import", file, "--fellowship", "aa", "--dry-run")
    assert "not understood and left out: Beginning" in told.out
