"""`iopdesk roster`: names in the order of the sheet, marks, visitors, refusals."""

from datetime import date, time, timedelta

import pytest

from iopdesk.domain.attendance import CameAs, Mark, MarkDraft
from iopdesk.domain.clock import SystemClock
from iopdesk.domain.episode import AdmissionDraft, Track
from iopdesk.domain.group import GroupDraft, SlotDraft
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.sign_in_service import SignInService
from tests.commands.conftest import LOGIN, PASSWORD, Desk


@pytest.fixture
def today(desk: Desk) -> date:
    """A group that meets today with one client present by video and one who walked in."""
    opened = SignInService(SystemClock()).sign_in(desk.clinic, LOGIN, PASSWORD)
    services = ClinicServices(opened.store, opened.signed_in)
    day = services.store.clock.today()
    slot = SlotDraft(day.weekday(), time(0, 0), 60, day - timedelta(days=14), "B")
    group_id = services.group.create(GroupDraft("Early recovery, day"), [slot])
    slot_id = services.group.group(group_id).slots[0].id
    program = services.episode.programs()[0]
    clients = [services.client.with_chart_number(chart) for chart in ("M-00001", "M-00002")]
    for client in clients:
        assert client is not None
        admission = AdmissionDraft(program.program_id, day, track=Track.DAY)
        services.episode.admit(client.client_id, admission)
    listed, guest = (client.client_id for client in clients if client is not None)
    services.roster.add(group_id, listed, day)
    services.attendance.mark_many(
        slot_id,
        day,
        [
            MarkDraft(listed, Mark.PRESENT, came_as=CameAs.REMOTE),
            MarkDraft(guest, Mark.LATE, 40, "Bus", came_as=CameAs.WALK_IN),
        ],
    )
    services.visitor.add(slot_id, day, "Trainee", 60)
    opened.close()
    return day


def test_who_was_there_for_people_and_machines(desk: Desk, today: date) -> None:
    told = desk("roster", "--group", "early").out.splitlines()
    assert told[0] == f"Early recovery, day, {today}, 00:00, 60 minutes"
    assert [line.split()[:2] for line in told[2:]] == [["Dwayne", "Porter"], ["Zoë", "Ngô"]]
    assert told[3].split()[-3:] == ["late", "40", "Bus"]
    data = desk("roster", "--group", "early", "--date", today.isoformat(), "--json").data
    assert [(row["name"], row["mark"], row["came_as"]) for row in data["clients"]] == [
        ("Dwayne Porter", "present", "remote"),
        ("Zoë Ngô", "late", "walk_in"),
    ]
    assert data["visitors"] == [{"words": "Trainee", "minutes": 60}]


def test_what_is_refused(desk: Desk, today: date) -> None:
    tomorrow = today + timedelta(days=1)
    refused = desk("roster", "--group", "early", "--date", tomorrow.isoformat())
    assert (refused.status, refused.out) == (1, "")
    assert "does not meet" in refused.err
    week = timedelta(days=7)
    assert f"nearest to it on: {today}, {today + week}." in refused.err
    far = desk("roster", "--group", "early", "--date", "1950-01-01")
    assert "no session near that day" in far.err
    assert "no such group" in desk("roster", "--group", "Painting").err
    assert desk("roster").status == 2
