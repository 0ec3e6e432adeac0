"""`iopdesk duties` and `iopdesk dose`: the same lists as the window's, in words and as JSON."""

from datetime import date, timedelta
from pathlib import Path

from iopdesk.domain.clock import SystemClock
from iopdesk.domain.episode import AdmissionDraft
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.sign_in_service import SignInService
from tests.commands.conftest import LOGIN, PASSWORD, Desk


def _admit(folder: Path) -> None:
    opened = SignInService(SystemClock()).sign_in(folder, LOGIN, PASSWORD)
    services = ClinicServices(opened.store, opened.signed_in)
    (client, *_rest) = services.client.find("Porter", 5)
    services.episode.admit(
        client.client_id,
        AdmissionDraft(
            program_id=services.episode.programs()[0].program_id,
            admitted=date.today() - timedelta(days=40),
            counselor_id=opened.signed_in.staff_id,
        ),
    )
    opened.close()


def test_nothing_waits_in_an_empty_clinic(desk: Desk) -> None:
    assert desk("duties").out == "Nothing is waiting.\n"
    assert desk("duties", "--json").data == []
    assert desk("dose").out == "Nobody was in program.\n"


def test_what_waits_and_whose_it_is(desk: Desk) -> None:
    _admit(desk.clinic)
    told = desk("duties")
    assert "Dwayne P.  has no treatment plan yet" in told.out
    data = desk("duties", "--for", LOGIN, "--json").data
    assert {line["kind"] for line in data} == {
        "plan",
        "evaluation",
        "patient_notice",
        "network",
        "screen",
    }
    plan = next(line for line in data if line["kind"] == "plan")
    assert (plan["urgency"], plan["whose"]) == ("now", "T. Okafor")
    admitted = date.today() - timedelta(days=40)
    assert plan["due"] == (admitted + timedelta(days=30)).isoformat()
    early = desk("duties", "--on", (admitted + timedelta(days=2)).isoformat(), "--json").data
    assert {line["kind"] for line in early} == {"patient_notice", "screen"}
    refused = desk("duties", "--for", "nobody")
    assert (refused.status, "okafor" in refused.err) == (1, True)


def test_the_dose_of_a_week(desk: Desk) -> None:
    _admit(desk.clinic)
    monday = date.today() - timedelta(days=date.today().weekday() + 14)
    (line,) = desk("dose", "--week", monday.isoformat(), "--json").data
    assert (line["week"], line["attended_minutes"]) == (monday.isoformat(), 0)
    assert line["prescribed_minutes"] >= 540
    assert line["is_below_level"] is True
    assert "below the level" in desk("dose", "--week", monday.isoformat(), "--short").out
    assert desk("dose", "--week", "monday").status == 2
