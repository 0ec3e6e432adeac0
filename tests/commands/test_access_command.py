"""`iopdesk access`: who looked and who received, in words and as JSON."""

from tests.commands.conftest import Desk


def test_who_looked_is_told_to_those_who_may_know(desk: Desk) -> None:
    found = desk("clients", "find", "Porter", "--json").data
    chart = found[0]["chart"]
    desk("journal", "--client", chart)
    told = desk("access", "--client", chart)
    if told.status:
        assert "Your roles don't include this." in told.err
        return
    assert "read the history" in told.out
    data = desk("access", "--client", chart, "--json").data
    assert data["chart"] == chart
    assert data["disclosed"] == []
