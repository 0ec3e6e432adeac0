"""`iopdesk report`: the names, a report in lines, JSON and CSV, and what is refused."""

from pathlib import Path

from iopdesk.domain.report_names import ReportName
from tests.commands.conftest import Desk


def test_without_a_name_it_lists_the_reports_and_needs_no_clinic(desk: Desk) -> None:
    ended = desk.bare("report", "--json")
    assert ended.status == 0
    assert [each["name"] for each in ended.data] == [name.value for name in ReportName]
    assert "Retention at 30, 60, 90 days" in desk.bare("report").out


def test_a_span_without_anything_says_so(desk: Desk) -> None:
    ended = desk("report", "retention", "--from", "2020-01-01", "--to", "2020-12-31")
    assert ended.status == 0
    assert ended.out.splitlines() == [
        "Retention at 30, 60, 90 days. From Wed, Jan 1, 2020, To Thu, Dec 31, 2020",
        "Nothing was recorded on these days.",
    ]


def test_json_has_heads_rows_and_definitions(desk: Desk) -> None:
    data = desk("report", "attendance-by-group", "--json").data
    assert data["columns"][0] == "Group"
    assert data["rows"] == []
    assert data["total"] is None
    assert data["definitions"][0].startswith("Attended = present")


def test_a_file_is_never_written_over_unasked(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "census.csv"
    assert desk("report", "census-by-day", "--csv", out).status == 0
    text = out.read_bytes().decode("utf-8-sig")
    assert text.startswith("Day,In program,")
    assert "Saved by,T. Okafor" in text
    out.write_bytes(b"mine")
    ended = desk("report", "census-by-day", "--csv", out)
    assert "left as it is" in ended.err
    assert out.read_bytes() == b"mine"


def test_wrong_names_and_days_are_refused_in_words(desk: Desk) -> None:
    assert "no such group" in desk("report", "services", "--group", "Nowhere").err
    assert "no such leader" in desk("report", "services", "--leader", "Nobody").err
    ended = desk("report", "topics", "--from", "2026-02-01", "--to", "2026-01-01")
    assert (ended.status, "comes before the first" in ended.err) == (1, True)
    assert desk("report", "nonsense").status == 2
    assert desk.bare("report", "topics").status == 2


def test_phases_leaders_and_names_that_are_not_there_are_told(desk: Desk, tmp_path: Path) -> None:
    told = desk("report", "topics", "--phase", "99")
    assert (told.status, "no such phase" in told.err) == (1, True)
    assert desk("report", "topics", "--phase", "1").status == 0
    # nobody of the staff leads a group yet
    assert "There are: none yet." in desk("report", "services", "--leader", "T. Okafor").err
    groups = [desk("report", "services", "--group", "Nope"), desk("roster", "--group", "Nope")]
    assert groups[0].err == groups[1].err
    for words in (
        ("report", "topics", "--csv", ""),
        ("report", "services", "--group", " "),
        ("duties", "--for", ""),
    ):
        told = desk(*words)
        assert (told.status, "the name is empty" in told.err) == (2, True)


def test_what_would_be_left_unsaid_is_refused(desk: Desk, tmp_path: Path) -> None:
    told = desk("report", "census-by-phase", "--group", "Early recovery")
    assert told.status == 2
    assert "can't be narrowed by --group" in told.err
    nameless = desk("report", "--csv", tmp_path / "x.csv")
    assert nameless.status == 2
    assert not (tmp_path / "x.csv").exists()
    late = desk("dose", "--week", "9999-12-31")
    assert late.status == 2
    assert "mistyped year" in late.err
