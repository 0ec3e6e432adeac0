"""Importing directories and finding meetings, in a real store."""

import json
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from iopdesk.directories.read_directory import DeclinedFile
from iopdesk.domain.distance import Point
from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.meeting import MeetingMode, SignsCards, TimeOfDay
from iopdesk.domain.meeting_need import MeetingNeed
from iopdesk.domain.problems import NotAllowed, UserProblem
from iopdesk.domain.staff import Role
from iopdesk.domain.week import WeekBlock
from iopdesk.services import directory_file
from iopdesk.services.directory_file import DirectoryFile, open_directory_file
from iopdesk.services.meeting_import import ImportPreview
from iopdesk.services.meeting_search import MeetingFilter, MeetingLine
from iopdesk.services.meeting_service import ShrinkNotConfirmed
from iopdesk.storage.journal_tables import ChangeRow
from iopdesk.storage.meeting_tables import MeetingRow
from tests.clinic_for_tests import TestClinic
from tests.factories.meetings import (
    ROWS,
    directory,
    import_rows,
    meeting_named,
    request,
    row,
)


def _counts(told: ImportPreview) -> tuple[int, int, int, int, int]:
    assert told.read == told.added + told.changed + told.unchanged + len(told.not_read)
    gone = len(told.no_longer_listed)
    return told.added, told.changed, told.unchanged, len(told.not_read), gone


def _names(clinic: TestClinic, **wanted: object) -> list[str]:
    found = clinic.services().meeting.meetings(MeetingFilter(**wanted))  # type: ignore[arg-type]
    return [line.name for line in found.lines]


def test_a_preview_counts_and_writes_nothing(clinic: TestClinic) -> None:
    told = clinic.services().meeting.preview_import(request(ROWS))
    assert _counts(told) == (len(ROWS), 0, 0, 0, 0)
    assert [line.name for line in told.added_meetings][:2] == ["Sunrise", "Clean & Serene"]
    assert clinic.services().meeting.directories() == ()
    assert _names(clinic) == []


def test_an_import_gives_what_its_preview_said(clinic: TestClinic) -> None:
    told = clinic.services().meeting.preview_import(request(ROWS))
    assert clinic.services().meeting.import_directory(request(ROWS)) == told
    assert len(_names(clinic)) == len(ROWS)
    (line,) = clinic.services().meeting.directories()
    assert (line.source, line.meetings, line.age_days) == ("Inland AA", len(ROWS), 0)


def test_the_same_file_again_changes_nothing_at_all(clinic: TestClinic) -> None:
    import_rows(clinic, ROWS)
    told = clinic.services().meeting.preview_import(request(ROWS))
    assert _counts(told) == (0, 0, len(ROWS), 0, 0)
    assert told.is_same_file
    assert told.changes_nothing


def test_a_new_list_tells_which_fields_changed(clinic: TestClinic) -> None:
    import_rows(clinic, ROWS)
    meeting_id = meeting_named(clinic, "Sunrise").id
    rows = [{**ROWS[0], "time": "06:30", "location": "Grace Hall"}, *ROWS[1:], row("New One")]
    told = import_rows(clinic, rows)
    assert _counts(told) == (1, 1, len(ROWS) - 1, 0, 0)
    assert told.changed_meetings[0].fields == ("start", "place")
    changed = meeting_named(clinic, "Sunrise")
    assert (changed.id, changed.start, changed.place) == (meeting_id, time(6, 30), "Grace Hall")


def test_a_new_stamp_alone_is_no_change(clinic: TestClinic) -> None:
    import_rows(clinic, [{**r, "updated": "2026-01-01 00:00:00"} for r in ROWS])
    told = import_rows(clinic, [{**r, "updated": "2026-11-01 00:00:00"} for r in ROWS])
    assert _counts(told) == (0, 0, len(ROWS), 0, 0)


def test_what_left_the_list_is_kept_and_comes_back(clinic: TestClinic) -> None:
    rows = [row(f"Group {n}") for n in range(20)]
    import_rows(clinic, rows)
    gone = meeting_named(clinic, "Group 3")
    told = import_rows(clinic, [r for r in rows if r["name"] != "Group 3"])
    assert [line.name for line in told.no_longer_listed] == ["Group 3"]
    assert "Group 3" not in _names(clinic)
    facts = clinic.services().meeting.meeting(gone.id)
    assert facts.listed_until == date(2026, 11, 19)
    back = import_rows(clinic, rows)
    assert _counts(back) == (0, 1, 19, 0, 0)
    assert back.changed_meetings[0].fields == ("listed",)
    assert meeting_named(clinic, "Group 3").id == gone.id


def test_a_list_that_shrinks_must_be_confirmed(clinic: TestClinic) -> None:
    rows = [row(f"Group {n}") for n in range(20)]
    import_rows(clinic, rows)
    with pytest.raises(ShrinkNotConfirmed, match="3 of 20 meetings are missing"):
        clinic.services().meeting.import_directory(request(rows[3:]))
    assert len(_names(clinic)) == 20
    clinic.services().meeting.import_directory(request(rows[3:]), shrink_confirmed=True)
    assert len(_names(clinic)) == 17


def test_a_row_with_several_days_counts_once(clinic: TestClinic) -> None:
    rows = [{**row("Often"), "day": [1, 3, 5]}, row("Once")]
    assert _counts(import_rows(clinic, rows)) == (2, 0, 0, 0, 0)
    assert _names(clinic).count("Often") == 3
    rows[0] = {**row("Often"), "day": [1, 3, 6]}
    told = clinic.services().meeting.preview_import(request(rows))
    assert _counts(told) == (0, 1, 1, 0, 0)
    assert told.changed_meetings[0].fields == ("day",)
    rows[0] = {**row("Often"), "day": [1, 3]}
    told = clinic.services().meeting.preview_import(request(rows))
    assert _counts(told) == (0, 0, 2, 0, 1)


def test_rows_that_cannot_be_read_are_listed(clinic: TestClinic) -> None:
    told = import_rows(clinic, [*ROWS, {**row("Bad"), "day": "Thursay"}, None])
    assert _counts(told) == (len(ROWS), 0, 0, 2, 0)
    assert [refused.row for refused in told.not_read] == [len(ROWS) + 1, len(ROWS) + 2]


def test_two_sources_may_use_the_same_keys(clinic: TestClinic) -> None:
    import_rows(clinic, ROWS)
    told = import_rows(clinic, [{**ROWS[0], "name": "Other"}], source="Desert AA")
    assert _counts(told) == (1, 0, 0, 0, 0)
    assert {"Sunrise", "Other"} <= set(_names(clinic))


def test_a_list_without_keys_knows_its_meetings_again(clinic: TestClinic) -> None:
    rows = [{k: v for k, v in r.items() if k != "slug"} for r in ROWS]
    import_rows(clinic, rows)
    sunrise = meeting_named(clinic, "Sunrise").id
    rows[0]["time"] = "06:45"
    told = import_rows(clinic, list(reversed(rows)))
    assert _counts(told) == (0, 1, len(ROWS) - 1, 0, 0)
    assert meeting_named(clinic, "Sunrise").id == sunrise


def test_twins_stay_twins(clinic: TestClinic) -> None:
    import_rows(clinic, [row("Twin"), row("Twin")])
    assert _names(clinic) == ["Twin", "Twin"]
    told = import_rows(clinic, [row("Twin"), row("Twin")])
    assert _counts(told) == (0, 0, 2, 0, 0)


@pytest.mark.parametrize("data", [b"", b"<html>", b"[]", b'[{"name":"A","day":1}'])
def test_a_file_that_is_declined_changes_nothing(clinic: TestClinic, data: bytes) -> None:
    import_rows(clinic, ROWS)
    before = _entries(clinic)
    with pytest.raises(DeclinedFile):
        clinic.services().meeting.import_directory(directory(data))
    assert _entries(clinic) == before


def _entries(clinic: TestClinic) -> int:
    with clinic.store.read() as db:
        return db.scalar(select(func.count()).select_from(ChangeRow)) or 0


def test_the_readable_part_is_read_when_a_person_wants_it(clinic: TestClinic) -> None:
    broken = replace(directory(json.dumps(ROWS).encode() + b"}"), readable_part=True)
    assert _counts(clinic.services().meeting.import_directory(broken))[0] == len(ROWS)


def test_large_lists_are_written_in_several_entries(clinic: TestClinic) -> None:
    import_rows(clinic, [row(f"Group {n}") for n in range(1100)])
    with clinic.store.read() as db:
        assert db.scalar(select(func.count()).select_from(MeetingRow)) == 1100
        actions = db.scalars(select(ChangeRow.action)).all()
    assert list(actions).count("meeting.import") == 3


def test_only_those_who_may_import(clinic: TestClinic) -> None:
    with pytest.raises(NotAllowed):
        clinic.services(Role.PRIVACY_OFFICER).meeting.preview_import(request(ROWS))


def test_an_old_list_is_stale(clinic: TestClinic) -> None:
    import_rows(clinic, ROWS)
    clinic.clock.advance(timedelta(days=15))
    (line,) = clinic.services().meeting.directories()
    assert line.is_stale
    assert line.age_days == 15


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("orange-county.meeting-guide.json", "orange county"),
        ("meetings (3).csv", "meetings"),
        ("AA_Riverside_2026-11-16.json", "AA Riverside"),
        ("???.json", "???"),
        (".json", "directory"),
    ],
)
def test_a_source_is_named_after_its_file(name: str, source: str) -> None:
    assert DirectoryFile(name, b"").source == source


def test_files_that_cannot_be_had(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.json", tmp_path / ("x" * 300)):
        with pytest.raises(UserProblem):
            open_directory_file(path)
    good = tmp_path / "list.json"
    good.write_bytes(b"[]")
    assert open_directory_file(good).data == b"[]"


def test_the_list_is_in_the_order_of_the_week(clinic: TestClinic) -> None:
    import_rows(
        clinic,
        [row("Midnight", day=1, time="00:00"), row("Early", day=1, time="06:00")]
        + [row("Sunday", day=0), row("Ask", day=None, time=None), row("Late", day=1, time="23:00")],
    )
    assert _names(clinic) == ["Early", "Late", "Midnight", "Sunday", "Ask"]
    assert _names(clinic, limit=3) == ["Early", "Late", "Midnight"]


def test_filters(clinic: TestClinic) -> None:
    import_rows(clinic, ROWS)
    import_rows(clinic, [row("Tools", types=[])], Fellowship.SMART, "SMART")
    assert _names(clinic, days=frozenset({1})) == ["Mujeres en Recuperación"]
    assert _names(clinic, time_of_day=TimeOfDay.NOON) == ["Mujeres en Recuperación"]
    assert _names(clinic, text="recuperacion") == ["Mujeres en Recuperación"]
    assert _names(clinic, text="BELLE ave") == ["Mujeres en Recuperación"]
    assert _names(clinic, text="nobody has this") == []
    assert _names(clinic, languages=frozenset({"es"})) == ["Mujeres en Recuperación"]
    assert set(_names(clinic, needs=frozenset({MeetingNeed.WOMEN}))) == {
        "Mujeres en Recuperación",
        "Step Sisters",
    }
    both = frozenset({MeetingNeed.WOMEN, MeetingNeed.STEPS})
    assert _names(clinic, needs=both) == ["Step Sisters"]
    assert _names(clinic, needs=frozenset({MeetingNeed.SECULAR})) == ["Tools"]
    assert _names(clinic, fellowships=frozenset({Fellowship.SMART})) == ["Tools"]
    assert _names(clinic, in_person=False) == ["Late Night"]


def test_proof_of_attendance_is_not_parents_of_alcoholics(clinic: TestClinic) -> None:
    import_rows(clinic, [row("Court friendly", types=["POA"])])
    import_rows(clinic, [row("Parents", types=["POA"])], Fellowship.AL_ANON, "Al-Anon")
    assert _names(clinic, needs=frozenset({MeetingNeed.PROOF_OF_ATTENDANCE})) == ["Court friendly"]


def test_distance(clinic: TestClinic) -> None:
    import_rows(clinic, ROWS)
    here = Point(33.8753, -117.5664)
    near = clinic.services().meeting.meetings(MeetingFilter(near=here, within_miles=1.0)).lines
    assert near
    assert all(line.miles is not None and line.miles <= 1.0 for line in near)
    everything = clinic.services().meeting.meetings(MeetingFilter(near=here)).lines
    assert len(everything) == len(ROWS)


def test_meetings_at_the_time_of_groups_are_counted_not_shown(clinic: TestClinic) -> None:
    import_rows(clinic, ROWS)
    group = WeekBlock(0, time(6, 0), 90, "Early recovery")
    found = clinic.services().meeting.meetings(MeetingFilter(leave_out=(group,)))
    assert found.clashing == 1
    assert "Sunrise" not in {line.name for line in found.lines}
    assert found.total == len(ROWS) - 1


def test_closed_meetings_are_not_offered(clinic: TestClinic) -> None:
    import_rows(clinic, [row("Shut", types=["TC"]), row("Fine")])
    assert _names(clinic) == ["Fine"]


def test_finding_by_a_few_letters(clinic: TestClinic) -> None:
    import_rows(clinic, [row("After Sunset"), row("Sunset")])
    found = clinic.services().meeting.find("sunset")
    assert [line.name for line in found] == ["Sunset", "After Sunset"]


def test_whether_a_meeting_signs_cards_survives_new_lists(clinic: TestClinic) -> None:
    import_rows(clinic, ROWS)
    services = clinic.services()
    line = meeting_named(clinic, "Sunrise")
    assert line.signs_cards is SignsCards.UNKNOWN
    services.meeting.note_signs_cards(line.id, SignsCards.YES, "after the closing")
    services.meeting.note_signs_cards(line.id, SignsCards.NO)
    import_rows(clinic, [{**ROWS[0], "time": "06:00"}, *ROWS[1:]])
    assert meeting_named(clinic, "Sunrise").signs_cards is SignsCards.NO
    assert services.meeting.meeting(line.id).clinic_note == "after the closing"


def test_all_fields_survive_the_store(clinic: TestClinic) -> None:
    full = row(
        "Full",
        end_time="08:15",
        conference_url="https://meet.example.org/j/5",
        conference_url_notes="password: hope",
        conference_phone="951-555-0148",
        notes="line one\nline two",
        location_notes="side door",
        types=["O", "S", "QQ"],
        timezone="America/Denver",
        region="Riverside",
        group="Group",
    )
    import_rows(clinic, [full])
    facts = clinic.services().meeting.meeting(meeting_named(clinic, "Full").id)
    told = clinic.services().meeting.preview_import(request([full]))
    assert told.unchanged == 1
    assert facts.meeting.mode is MeetingMode.HYBRID
    assert facts.meeting.zone == "America/Denver"
    assert facts.meeting.other_kinds == ("QQ",)


def test_a_line_knows_its_street(clinic: TestClinic) -> None:
    import_rows(clinic, ROWS)
    line: MeetingLine = meeting_named(clinic, "Sunrise")
    assert line.street == "210 W Grand Blvd"


def test_a_meeting_of_another_time_zone_says_whose_clock_it_is(clinic: TestClinic) -> None:
    import_rows(clinic, [row("East", timezone="America/New_York"), row("Here")])
    assert meeting_named(clinic, "East").elsewhere == "New York"
    assert meeting_named(clinic, "Here").elsewhere == ""


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_a_device_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory_file, "LARGEST_FILE", 1000)
    with pytest.raises(UserProblem, match="too large"):
        open_directory_file(Path("/dev/zero"))
