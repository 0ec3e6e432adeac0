"""Every figure of every report against counting row by row, over random pasts."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from iopdesk.domain.attendance import Mark
from iopdesk.domain.episode import AdmissionDraft, Track
from iopdesk.domain.language import Language
from iopdesk.domain.problems import NotAllowed
from iopdesk.domain.report import Report, ReportAsk
from iopdesk.domain.report_names import REPORTS, ReportName
from iopdesk.domain.staff import Role
from iopdesk.domain.stay_figures import quartiles
from iopdesk.domain.wording import Wording
from tests.clinic_for_tests import TestClinic, make_clinic
from tests.factories.groups import MONDAY, THURSDAY, mark, member, new_group, slot_on
from tests.factories.history import BEGUN, TODAY, Past, random_past
from tests.factories.people import admitted_client


@dataclass
class Old:
    """A clinic and what was written into it."""

    clinic: TestClinic
    past: Past


DAY = timedelta(days=1)
ENGLISH = Wording(Language.ENGLISH)
# a span within the past, one of a single day, and all of it
SPANS = (
    (BEGUN + timedelta(days=40), BEGUN + timedelta(days=103)),
    (BEGUN + timedelta(days=60), BEGUN + timedelta(days=60)),
    (BEGUN, TODAY),
)


@pytest.fixture(scope="module", params=[1, 2], ids=["one past", "another past"])
def old(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Old]:
    """A clinic with a past; reports only read it."""
    clinic = make_clinic(tmp_path_factory.mktemp("past"))
    yield Old(clinic, random_past(clinic, request.param))
    clinic.store.close()


def report(clinic: TestClinic, name: ReportName, first: date, last: date, **more: object) -> Report:
    ask = ReportAsk(first, last, **more)  # type: ignore[arg-type]
    return clinic.services().report.report(name, ask, ENGLISH)


def table(made: Report) -> dict[str, list[str]]:
    """The rows by their first words."""
    return {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in made.rows}


def marks_of(past: Past, first: date, last: date) -> list[tuple[uuid.UUID, uuid.UUID, Mark, int]]:
    """Session, client, mark and minutes of what counts in the span."""
    return [
        (row.session_id, row.client_id, Mark(row.mark), row.minutes)
        for row in past.marks
        if not row.void and not past.sessions[row.session_id].void and first <= row.day <= last
    ]


def attendance_cells(found: list[tuple[uuid.UUID, uuid.UUID, Mark, int]]) -> list[str]:
    """The cells of one row, counted one by one."""
    counts = Counter(each[2] for each in found)
    attended = sum(1 for each in found if each[2].is_attended)
    known = attended + counts[Mark.ABSENT]
    return [
        str(len({each[0] for each in found})),
        str(len({each[1] for each in found})),
        *(str(counts[mark]) for mark in Mark),
        ENGLISH.hours(sum(each[3] for each in found)),
        f"{round(attended / known * 100)}%" if known else "–",
    ]


@pytest.mark.parametrize(("first", "last"), SPANS)
def test_attendance_is_what_was_marked(old: Old, first: date, last: date) -> None:
    clinic, past = old.clinic, old.past
    marks = marks_of(past, first, last)
    keys: dict[ReportName, Callable[[tuple[uuid.UUID, uuid.UUID, Mark, int]], str]] = {
        ReportName.ATTENDANCE_BY_GROUP: lambda each: past.groups[past.sessions[each[0]].group_id],
        ReportName.ATTENDANCE_BY_LEADER: lambda each: "No leader said",
        ReportName.ATTENDANCE_BY_WEEK: lambda each: ENGLISH.date_year(
            past.sessions[each[0]].day - timedelta(days=past.sessions[each[0]].day.weekday())
        ),
    }
    for name, key in keys.items():
        parts = defaultdict(list)
        for each in marks:
            parts[key(each)].append(each)
        expected = {label: attendance_cells(part) for label, part in parts.items()}
        if len(parts) > 1:
            expected["All together"] = attendance_cells(marks)
        assert table(report(clinic, name, first, last)) == expected


@pytest.mark.parametrize(("first", "last"), SPANS)
def test_every_number_of_attendance_opens_its_clients(old: Old, first: date, last: date) -> None:
    clinic, past = old.clinic, old.past
    made = report(clinic, ReportName.ATTENDANCE_BY_CLIENT, first, last)
    by_client = defaultdict(list)
    for each in marks_of(past, first, last):
        by_client[each[1]].append(each)
    rows = [row for row in made.rows if not row.is_total]
    assert {row.cells[0].clients[0] for row in rows} == set(by_client)
    for row in rows:
        assert [cell.text for cell in row.cells[2:]] == attendance_cells(
            by_client[row.cells[0].clients[0]]
        )[2:]
    total = made.rows[-1] if len(rows) > 1 else None
    for at, kind in enumerate(Mark):
        whose = {each[1] for each in marks_of(past, first, last) if each[2] is kind}
        assert total is None or set(total.cells[2 + at].clients) == whose


def placement_on(past: Past, client_id: uuid.UUID, day: date) -> tuple[str, int]:
    """Track and phase that held on a day."""
    held = [
        (row.starts, row.id, row.track, row.phase)
        for row in past.placements
        if row.client_id == client_id and not row.void and row.starts <= day
    ]
    return max(held)[2:] if held else ("", 0)


def test_reports_are_narrowed_by_what_held_on_the_day(old: Old) -> None:
    clinic, past = old.clinic, old.past
    first, last = SPANS[0]
    marks = marks_of(past, first, last)
    for more, fits in (
        ({"track": "evening"}, lambda placed: placed[0] == "evening"),
        ({"phase": 2}, lambda placed: placed[1] == 2),
    ):
        kept = [
            each for each in marks if fits(placement_on(past, each[1], past.sessions[each[0]].day))
        ]
        made = report(clinic, ReportName.ATTENDANCE_BY_LEADER, first, last, **more)
        assert table(made) == {"No leader said": attendance_cells(kept)}
    group_id = next(iter(past.groups))
    made = report(clinic, ReportName.ATTENDANCE_BY_GROUP, first, last, group_id=group_id)
    assert list(table(made)) == ["Tuesday group"]
    client_id = marks[0][1]
    kept = [each for each in marks if each[1] == client_id]
    made = report(clinic, ReportName.ATTENDANCE_BY_LEADER, first, last, client_id=client_id)
    assert table(made) == {"No leader said": attendance_cells(kept)}


@pytest.mark.parametrize(("first", "last"), SPANS)
def test_topics_and_services_count_what_was_held(old: Old, first: date, last: date) -> None:
    clinic, past = old.clinic, old.past
    marks = marks_of(past, first, last)
    topics = defaultdict(list)
    for each in marks:
        topics[past.sessions[each[0]].topic or "No topic said"].append(each)
    made = report(clinic, ReportName.TOPICS, first, last)
    assert table(made) == {
        topic: [
            str(len({each[0] for each in part})),
            str(len({each[1] for each in part if each[2].is_attended})),
            str(sum(1 for each in part if each[2].is_attended)),
            ENGLISH.hours(sum(each[3] for each in part)),
            ENGLISH.date_year(max(past.sessions[each[0]].day for each in part)),
        ]
        for topic, part in topics.items()
    }
    kept = [
        row
        for row in past.appointments
        if row.state == "kept" and not row.void and first <= row.day <= last
    ]
    made = report(clinic, ReportName.SERVICES, first, last)
    for kind, words in (("individual", "Individual session"), ("family", "Family session")):
        part = [row for row in kept if row.kind == kind]
        minutes = sum(row.minutes if row.minutes_kept is None else row.minutes_kept for row in part)
        expected = [str(len(part)), str(len({row.client_id for row in part})), str(len(part))]
        cells = table(made).get(words, ["", "0", "0", "0", "0"])
        assert cells[1:] == [*expected, ENGLISH.hours(minutes)]


def here_on(past: Past, day: date) -> dict[uuid.UUID, set[int]]:
    """Who is in program on a day, and in which phase."""
    found = defaultdict(set)
    for episode in past.episodes:
        over = episode.discharged is not None and episode.discharged < day
        if not episode.void and episode.admitted <= day and not over:
            phases = [
                row for row in past.placements if row.episode_id == episode.id and row.starts <= day
            ]
            found[episode.client_id].add(max(phases, key=lambda row: row.starts).phase)
    return found


@pytest.mark.parametrize(("first", "last"), SPANS)
def test_the_census_counts_each_day(old: Old, first: date, last: date) -> None:
    clinic, past = old.clinic, old.past
    made = report(clinic, ReportName.CENSUS_BY_DAY, first, last)
    heads = [column.head for column in made.columns]
    for row in made.rows:
        day = date.fromisoformat(str(row.cells[0].order))
        here = here_on(past, day)
        cells = dict(zip(heads, row.cells, strict=True))
        assert set(cells["In program"].clients) == set(here)
        for phase in (1, 2, 3):
            in_phase = {client for client, phases in here.items() if phase in phases}
            if f"Phase {phase}" in cells:
                assert set(cells[f"Phase {phase}"].clients) == in_phase
            else:
                assert in_phase == set()
        came = {e.client_id for e in past.episodes if not e.void and e.admitted == day}
        assert set(cells["Admitted"].clients) == came
    by_phase = table(report(clinic, ReportName.CENSUS_BY_PHASE, first, last))
    days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    for phase in (1, 2, 3):
        counts = [
            sum(1 for phases in here_on(past, day).values() if phase in phases) for day in days
        ]
        if not sum(counts):
            assert f"Phase {phase}" not in by_phase
            continue
        cells = by_phase[f"Phase {phase}"]
        assert (cells[0], cells[1], cells[3]) == (
            str(counts[0]),
            str(counts[-1]),
            f"{sum(counts):,}",
        )
        assert cells[4] == f"{sum(counts) / len(days):.1f}"


@pytest.mark.parametrize(("first", "last"), SPANS)
def test_endings_are_those_of_the_span(old: Old, first: date, last: date) -> None:
    clinic, past = old.clinic, old.past
    ended = [
        row
        for row in past.episodes
        if not row.void and row.discharged and first <= row.discharged <= last
    ]
    reasons = Counter(row.discharge_reason for row in ended)
    made = table(report(clinic, ReportName.DISCHARGE_REASONS, first, last))
    total = made.pop("All together", None)
    assert sorted(cells[2] for cells in made.values()) == sorted(map(str, reasons.values()))
    assert total is None or total[2] == str(len(ended))
    stays = report(clinic, ReportName.LENGTH_OF_STAY, first, last)
    lengths = [((row.last_service or row.admitted) - row.admitted).days + 1 for row in ended]
    assert bool(stays.rows) == bool(ended)
    if ended:
        last_row = stays.rows[-1].cells
        orders = [float(cell.text.replace(",", "")) for cell in last_row[2:]]
        assert orders == pytest.approx([min(lengths), *quartiles(lengths), max(lengths)], abs=0.01)


@pytest.mark.parametrize("name", list(ReportName))
def test_an_empty_clinic_and_a_future_span_have_empty_reports(
    clinic: TestClinic, name: ReportName
) -> None:
    for first in (date(2026, 11, 1), date(2031, 1, 1)):
        made = report(clinic, name, first, first + timedelta(days=40))
        assert made.rows == ()
        assert made.columns
        assert made.definitions
    for language in Language:
        ask = ReportAsk(date(2026, 11, 1), date(2026, 11, 30))
        title = clinic.services().report.report(name, ask, Wording(language)).title
        assert title
    assert Wording(Language.SPANISH)(REPORTS[name].title) != REPORTS[name].title


def test_hours_are_the_weekly_doses_added_up(clinic: TestClinic) -> None:
    group = new_group(clinic, weekdays=(3,))
    came, missed = member(clinic, group), member(clinic, group, "Priya", "Shah")
    thursday = slot_on(clinic, group)
    for week in (0, 1):
        day = THURSDAY - timedelta(days=7 * week)
        mark(clinic, thursday, came, Mark.PRESENT, day)
        mark(clinic, thursday, missed, Mark.ABSENT, day)
    first = THURSDAY - timedelta(days=8)
    made = report(clinic, ReportName.HOURS_BY_CLIENT, first, THURSDAY)
    rows = table(made)
    assert rows["Brooks, Tanya"][1:] == ["2", "30", "3", "3", "2", "10%"]
    assert rows["Shah, Priya"][1:] == ["2", "30", "3", "0", "2", "0%"]
    by_week = table(report(clinic, ReportName.HOURS_BY_WEEK, first, THURSDAY))
    assert [cells[0] for cells in by_week.values()] == ["2", "2", "2"]
    assert by_week["All together"][3] == "3"


def test_a_week_that_can_still_be_reached_is_not_below(clinic: TestClinic) -> None:
    group = new_group(clinic, weekdays=(0, 1, 2, 3, 4), minutes=180)
    client = member(clinic, group, starts=MONDAY)
    for day in (0, 1):
        mark(clinic, slot_on(clinic, group, day), client, Mark.PRESENT, MONDAY + DAY * day)
    assert _below(clinic) == "0"  # Wednesday is not marked, Thursday and Friday are to come
    mark(clinic, slot_on(clinic, group, 2), client, Mark.ABSENT, MONDAY + DAY * 2)
    assert _below(clinic) == "1"


def _below(clinic: TestClinic) -> str:
    made = report(clinic, ReportName.HOURS_BY_CLIENT, MONDAY, THURSDAY)
    return table(made)["Brooks, Tanya"][5]


def test_the_track_is_that_of_the_placement_everywhere(clinic: TestClinic) -> None:
    # the program is a day program
    client = admitted_client(clinic, admitted=date(2026, 10, 22), track=Track.EVENING)
    services = clinic.services(Role.SUPERVISOR)
    step_down = services.step_down.start(client)
    services.step_down.save(replace(step_down, reason="completed"), step_down)
    services.step_down.discharge(step_down.id, THURSDAY - DAY)
    first = date(2026, 10, 1)
    for track, rows in ((Track.EVENING, 1), (Track.DAY, 0)):
        for name in (ReportName.DISCHARGE_REASONS, ReportName.LENGTH_OF_STAY):
            assert len(report(clinic, name, first, THURSDAY, track=track.value).rows) == rows, name
        day = report(clinic, ReportName.CENSUS_BY_DAY, first, THURSDAY, track=track.value).rows
        assert (
            sum(len(row.cells[-1].clients) + len(row.cells[-2].clients) for row in day) == 2 * rows
        )
        made = report(clinic, ReportName.RETENTION, first, THURSDAY, track=track.value)
        assert [row.cells[1].text for row in made.rows[:1]] == ["1"] * rows


def test_a_readmitted_client_counts_twice_in_retention_and_once_among_clients(
    clinic: TestClinic,
) -> None:
    client = admitted_client(clinic, admitted=date(2026, 8, 3))
    services = clinic.services(Role.SUPERVISOR)
    step_down = services.step_down.start(client)
    ready = replace(step_down, reason="completed")
    services.step_down.save(ready, step_down)
    services.step_down.discharge(step_down.id, date(2026, 9, 20))
    services.episode.admit(
        client,
        AdmissionDraft(
            program_id=services.episode.programs()[0].program_id, admitted=date(2026, 10, 1)
        ),
    )
    made = report(clinic, ReportName.RETENTION, date(2026, 8, 1), date(2026, 10, 31))
    first = made.rows[0].cells
    assert (first[1].text, first[1].clients) == ("2", (client,))
    assert [cell.text for cell in made.rows[1].cells[1:]] == ["2", "1", "0", "1", "0", "0%"]


def test_reports_need_the_right_and_clinical_ones_hide_whom_they_are_about(
    clinic: TestClinic,
) -> None:
    random_past(clinic, 3)
    ask = ReportAsk(BEGUN, TODAY)
    for role in (Role.FRONT_DESK, Role.PRIVACY_OFFICER):
        with pytest.raises(NotAllowed):
            clinic.services(role).report.report(ReportName.CENSUS_BY_DAY, ask, ENGLISH)
        with pytest.raises(NotAllowed):
            clinic.services(role).report.clients([], ENGLISH)
    reports = clinic.services(Role.DIRECTOR).report
    reasons = reports.report(ReportName.DISCHARGE_REASONS, ask, ENGLISH)
    assert all(not cell.clients for row in reasons.rows for cell in row.cells)
    assert "clinical staff only" in reasons.definitions[-1]
    groups = reports.report(ReportName.ATTENDANCE_BY_GROUP, ask, ENGLISH)
    assert all(row.cells[2].clients for row in groups.rows)
    told = repr(groups) + repr(reports.choices(ENGLISH))
    assert "Women" not in told


def test_the_clients_behind_a_number_come_in_the_order_of_lists(clinic: TestClinic) -> None:
    ids = [admitted_client(clinic, "Zoë", "Ngô"), admitted_client(clinic, "Ana", "Ávila")]
    found = clinic.services().report.clients([*ids, uuid.uuid4()], ENGLISH)
    assert [each.name for each in found] == ["Ana Ávila", "Zoë Ngô"]
    assert found[0].state == "In program"


def test_a_report_that_is_stopped_stops(clinic: TestClinic) -> None:
    random_past(clinic, 4, clients=2)

    class StoppedError(Exception):
        """The person pressed Cancel."""

    heard = []

    def told(done: int, total: int) -> None:
        heard.append((done, total))
        if done == 2:
            raise StoppedError

    with pytest.raises(StoppedError):
        clinic.services().report.report(
            ReportName.ATTENDANCE_BY_WEEK, ReportAsk(BEGUN, TODAY), ENGLISH, told
        )
    assert heard == [(0, 22), (1, 22), (2, 22)]
