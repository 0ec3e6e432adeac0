"""The weekly schedule and the reminder list as services make them."""

from datetime import date, time, timedelta

import pytest

from iopdesk.domain.client import PhoneDraft
from iopdesk.domain.language import Language
from iopdesk.domain.problems import NotFound
from iopdesk.domain.referral import ChosenMeeting, ReferralDraft
from iopdesk.domain.staff import Role
from iopdesk.storage.clinic_tables import ClosedDayRow
from tests.clinic_for_tests import TestClinic
from tests.documents.printed import Printed
from tests.factories.appointments import book, busy
from tests.factories.groups import MONDAY, THURSDAY, member, new_group
from tests.factories.meetings import import_rows, meeting_named, row
from tests.factories.people import admitted_client

FRIDAY = THURSDAY + timedelta(days=1)


def test_the_week_has_neutral_titles_only(clinic: TestClinic) -> None:
    women = new_group(
        clinic, "Women's trauma", (3,), population="women", neutral_title="Thursday group"
    )
    relapse = new_group(clinic, "Relapse prevention", (0,), start=time(17, 30))
    after = new_group(clinic, "Cravings", (0,), start=time(19, 0))
    client_id = member(clinic, women, transport="Bus 3")
    for group_id in (relapse, after):
        clinic.services().roster.add(group_id, client_id, date(2026, 10, 22))
    book(clinic, client_id, FRIDAY, time(9, 0), room="Office 4")
    book(clinic, client_id, FRIDAY, time(11, 0), kind="medication")
    busy(clinic, client_id, weekday=1)
    paper = clinic.services().weekly_schedule_paper.schedule(client_id, None, MONDAY)
    text = Printed(paper.pdf).flat
    assert "5:30–8:30 PM Evening group Room B" in text
    assert "1:00–2:30 PM Thursday group Room B" in text
    assert "9:00–9:45 AM Meet with R. Alvarez Office 4" in text
    assert "11:00–11:45 AM Visit with R. Alvarez" in text
    assert "Bus 3" in text
    for word in ("Women", "Relapse", "Cravings", "Medic", "trauma"):
        assert word not in text
    assert paper.title == "My week"


def test_it_speaks_the_clients_language_and_begins_today(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic, "Eusebio", "Marroquín", language="es")
    with clinic.store.write("closed_day.add", None) as db:
        db.add(ClosedDayRow(id=clinic.store.new_id(), day=FRIDAY, words="Día de la clínica"))
    text = Printed(clinic.services().weekly_schedule_paper.preview(client_id).pdf).flat
    assert "Mi semana" in text
    assert "Jueves 19 a miércoles 25 de noviembre." in text
    assert "Cerrado. Día de la clínica." in text


def test_tomorrows_calls(clinic: TestClinic) -> None:
    phones = (PhoneDraft("951-555-0102", may_leave_message=True, note="The daytime line"),)
    client_id = admitted_client(clinic, "Hana", "Ito", phones=phones, language="es")
    book(clinic, client_id, FRIDAY, time(9, 0))
    book(clinic, client_id, THURSDAY, time(16, 0))
    member(clinic, new_group(clinic, "Early recovery", (4,)))
    service = clinic.services("front_desk").reminder_list_paper
    text = Printed(service.reminders().pdf).flat
    assert "1 call about Friday, November 20, 2026" in text
    assert "Hana Ito Individual session, R. Alvarez" in text
    assert "May leave a message. The daytime line" in text
    assert "M-00001 · Spanish" in text
    assert "Early recovery" not in text
    spanish = Printed(service.preview(FRIDAY, Language.SPANISH).pdf).flat
    assert "Llamadas para recordar" in spanish


def test_each_print_is_in_the_access_log(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    services = clinic.services("front_desk")
    services.weekly_schedule_paper.preview(client_id)
    services.weekly_schedule_paper.schedule(client_id)
    services.reminder_list_paper.reminders()
    log = clinic.services(Role.PRIVACY_OFFICER).history.access_log()
    assert [line.what for line in log] == ["print reminder list", "print weekly schedule"]


def test_a_client_who_is_not_here_has_no_week(clinic: TestClinic) -> None:
    with pytest.raises(NotFound):
        clinic.services().weekly_schedule_paper.preview(clinic.store.new_id())


def test_a_meeting_at_the_time_of_a_group_is_left_out_and_said(clinic: TestClinic) -> None:
    client_id = member(clinic, new_group(clinic, "Early recovery", (0,)))
    rows = [row("Sunrise"), row("Noon Hope", time="13:30", end_time="14:30")]
    import_rows(clinic, rows)
    chosen = tuple(ChosenMeeting(meeting_named(clinic, r["name"]).id) for r in rows)  # type: ignore[arg-type]
    clinic.services().referral.refer(client_id, (), ReferralDraft(chosen, MONDAY))
    paper = clinic.services().weekly_schedule_paper.preview(client_id, None, MONDAY)
    text = Printed(paper.pdf).flat
    assert "My meeting, Sunrise Community Center" in text
    assert "My meeting, Noon Hope" not in text
    assert "Not this week, other things are then: Mon 1:30 PM, Noon Hope." in text
    assert "My meeting card" in text
