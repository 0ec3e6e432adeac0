"""The week of a counselor, day by day and by keyboard: from Monday's group to Friday's report."""

import csv
import io
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from iopdesk.domain.client import ClientDraft
from iopdesk.domain.episode import AdmissionDraft
from iopdesk.domain.group import GroupDraft, SlotDraft
from iopdesk.domain.outreach import Outcome
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.storage.appointment_tables import AppointmentRow
from iopdesk.ui.reports.reports_screen import ReportsScreen
from tests.folder_for_tests import THURSDAY
from tests.journeys.office import Office
from tests.journeys.person import Person
from tests.journeys.test_duties import unfold

ADMITTED = date(2026, 10, 12)
MONDAY, FRIDAY = date(2026, 11, 16), date(2026, 11, 20)
PEOPLE = (("Aaron", "Beck"), ("Dolores", "Quiñones"), ("Priya", "Shah"))


def test_the_week_of_a_counselor(ready: Office, tmp_path: Path) -> None:
    come_in(ready, MONDAY)
    person = ready.signed_in()
    services = ready.desks[0].services
    clients = group_of_three(services)
    monday(person, services)
    come_in(ready, MONDAY + timedelta(days=1))
    tuesday(person, services, clients["Quiñones"])
    come_in(ready, MONDAY + timedelta(days=2))
    wednesday(person, services, clients["Quiñones"])
    come_in(ready, MONDAY + timedelta(days=3))
    thursday(person, services, clients["Quiñones"])
    come_in(ready, FRIDAY)
    friday(person, tmp_path)


def come_in(office: Office, day: date) -> None:
    """Another morning."""
    office.clock.set(datetime.combine(day, time(9, 0), THURSDAY.tzinfo))


def group_of_three(services: ClinicServices) -> dict[str, UUID]:
    """Three clients in their second phase, in a group on Monday, Tuesday and Thursday."""
    me = services.signed_in.staff_id
    slots = [
        SlotDraft(day, time(10, 0), 180, ADMITTED, leader_id=me, room="B") for day in (0, 1, 3)
    ]
    group_id = services.group.create(GroupDraft("Early recovery"), slots)
    program = services.episode.programs()[0]
    found = {}
    for first, last in PEOPLE:
        found[last] = services.client.create(ClientDraft(first, last, born=date(1990, 1, 2)))
        draft = AdmissionDraft(program.program_id, ADMITTED, phase=2, counselor_id=me)
        services.episode.admit(found[last], draft)
        services.roster.add(group_id, found[last], MONDAY)
    return found


def go_to_today(person: Person) -> None:
    """Look elsewhere first: Today asks anew when one comes to it."""
    person.key("Ctrl+2")
    person.is_at("clients")
    person.key("Ctrl+1")
    person.is_at("today")


def monday(person: Person, services: ClinicServices) -> None:
    """Open the session, mark three people, write, sign."""
    go_to_today(person)
    person.go_to("Groups")
    person.key("Return")
    person.is_at("group_session")
    for key in ("P", "A", "L"):
        person.key(key)
        person.settles()
    person.go_to("Topic")
    person.types("Cravings after work")
    person.key("Tab")
    person.types("The three named the hour that is hardest and what they do instead.")
    person.settles()
    person.key("Alt+G")
    person.sees("Sign anyway")
    person.key("Alt+Y")
    person.sees("Notes signed")
    (line,) = services.today.today().groups
    assert (line.marked, line.is_signed) == (3, True)


def tuesday(person: Person, services: ClinicServices, absent: UUID) -> None:
    """Yesterday's absence waits on Today; Enter leads to the call."""
    go_to_today(person)
    table = "Needs someone today"
    person.go_to(table)
    unfold(person)
    rows = [" ".join(row) for row in person.rows(table)]
    at = next(n for n, row in enumerate(rows) if "Dolores" in row and "missed" in row)
    for _step in range(at):
        person.key("Down")
    person.key("Return")
    person.is_at("outreach")
    person.sees("Dolores Quiñones")
    person.chooses("Outcome", "coming")
    person.go_to("Note")
    person.types("bus was late")
    person.key("Return")
    person.is_at("today")
    (call,) = services.outreach.calls(absent)
    assert (call.outcome, call.note) == (Outcome.COMING_BACK, "bus was late")


def wednesday(person: Person, services: ClinicServices, short: UUID) -> None:
    """Who can't reach the hours; M books a make-up for Monday."""
    person.key("Ctrl+K")
    person.types("weekly dose")
    person.settles()
    person.key("Return")
    person.is_at("dose")
    person.go_to("Weekly dose")
    at = next(n for n, row in enumerate(person.rows("Weekly dose")) if "Quiñones" in row[0])
    for _step in range(at):
        person.key("Down")
    person.key("M")
    person.is_at("appointment")
    person.sees("Dolores Quiñones")
    for name, words in (("Day", "11/20/2026"), ("Time", "2 pm"), ("Minutes", "180")):
        person.go_to(name)
        person.clears()
        person.types(words)
    person.chooses("Makes up for", "Nov 16")
    person.settles()
    person.key("Ctrl+S")
    person.waits(lambda: bool(made_up(services, short)))
    assert made_up(services, short) == [(FRIDAY, 180)]
    person.settles()


def made_up(services: ClinicServices, client_id: UUID) -> list[tuple[date, int]]:
    """The appointments that make up for a missed session."""
    with services.store.read() as db:
        rows = db.execute(
            select(AppointmentRow.day, AppointmentRow.minutes).where(
                AppointmentRow.client_id == client_id, AppointmentRow.makes_up_id.is_not(None)
            )
        )
        return [(day, minutes) for day, minutes in rows.all()]


def thursday(person: Person, services: ClinicServices, client_id: UUID) -> None:
    """A setback, safety first, and more hours from today on."""
    person.key("Ctrl+K")
    person.types("quinones")
    person.settles()
    person.key("Return")
    person.is_at("client")
    person.turns_to("Course of care")
    person.presses("Record a setback…")
    person.is_at("setback")
    person.go_to("What happened, in plain words")
    person.types("Two drinks on Wednesday evening")
    person.key("Ctrl+S")
    person.settles()
    person.presses("Safe now")
    person.key("Ctrl+S")
    person.settles()
    person.presses("Change level or hours…")
    person.is_at("placement")
    person.go_to("Reason")
    person.types("Asked for more days")
    person.key("Return")
    person.is_at("setback")
    now = services.placement.view(client_id).now
    assert (now.phase, now.minutes_a_week, now.reason) == (1, 900, "Asked for more days")
    assert services.setback.view(client_id).setback is not None


def friday(person: Person, folder: Path) -> None:
    """Attendance of the week by client, into a file for the supervisor's spreadsheet."""
    person.key("Ctrl+5")
    person.is_at("reports")
    assert isinstance(person.screen, ReportsScreen)
    person.chooses("Which days", "This week")
    person.go_to("Reports")
    person.key("Home")
    person.key("Down")
    person.waits(lambda: "Attendance by client" in person.texts())
    person.waits(person.button("Save as CSV…").isEnabled)
    file = folder / "week.csv"
    with person.in_dialog(person.agree_and_name(file)):
        person.key("Ctrl+Shift+S")
    person.sees("Saved. The file is not encrypted.")
    rows = list(csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")))
    assert rows[0][:4] == ["Name", "Chart", "Present", "Late"]
    assert [row[0] for row in rows[1:5]] == [
        "Beck, Aaron",
        "Quiñones, Dolores",
        "Shah, Priya",
        "All together",
    ]
    assert rows[4][2:] == ["1", "1", "0", "0", "1", "5.75", "67%"]
