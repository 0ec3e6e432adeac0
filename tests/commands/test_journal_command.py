"""`iopdesk journal`: who did what, and never the values."""

from tests.commands.conftest import Desk


def test_the_newest_entry_comes_first_with_who_and_what(desk: Desk) -> None:
    entries = desk("journal", "--json").data
    assert [entry["action"] for entry in entries][:2] == ["client.create", "client.create"]
    assert entries[0]["by"] == "T. Okafor"
    assert entries[0]["changed"][0]["table"] == "client"
    assert "first_name" in entries[0]["changed"][0]["fields"]
    assert entries[0]["at"] >= entries[-1]["at"]


def test_a_client_has_only_their_own_entries(desk: Desk) -> None:
    assert [entry["action"] for entry in desk("journal", "--client", "M-00002", "--json").data] == [
        "client.create"
    ]


def test_no_value_is_shown(desk: Desk) -> None:
    told = desk("journal").out + desk("journal", "--json").out
    assert "client.create" in told
    assert "Porter" not in told
    assert "Dwayne" not in told


def test_no_more_entries_are_shown_than_asked_for(desk: Desk) -> None:
    assert len(desk("journal", "--limit", "1", "--json").data) == 1
