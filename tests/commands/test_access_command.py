"""`iopdesk access`: who looked and who received, in words and as JSON."""

from pathlib import Path

from tests.commands.conftest import Desk


def test_who_looked_is_told_to_those_who_may_know(desk: Desk) -> None:
    found = desk("clients", "find", "Porter", "--json").data
    chart = found[0]["chart"]
    desk("journal", "--client", chart)
    told = desk("access", "--client", chart)
    assert "read the history" in told.out
    data = desk("access", "--client", chart, "--json").data
    assert data["chart"] == chart
    assert data["disclosed"] == []


def test_a_paper_for_someone_outside_needs_a_consent(desk: Desk, tmp_path: Path) -> None:
    chart = desk("clients", "find", "Porter", "--json").data[0]["chart"]
    out = tmp_path / "week.pdf"
    whole = ("print", "weekly-schedule", "--client", chart, "--out", out, "--to", "Dana Hall")
    assert "to whom, and what for?" in desk(*whole).err
    told = desk(*whole, "--purpose", "employer")
    assert told.status == 1
    assert "There is no consent for this recipient." in told.err
    assert not out.exists()
    notice = tmp_path / "notice.pdf"
    printed = desk("print", "patient-notice", "--client", chart, "--out", notice)
    assert "Patient notice" in printed.out
    assert "for anyone else say --to and --purpose" in printed.err
