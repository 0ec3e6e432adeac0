"""The main story of a clinic, from first run to discharge, through the real window."""

import json
from datetime import date
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QLabel

from iopdesk.domain.attendance import Mark
from iopdesk.domain.client import ClientDraft, ClientState
from iopdesk.domain.episode import AdmissionDraft
from iopdesk.domain.plan import PlanState
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.meeting_search import MeetingFilter
from iopdesk.ui.sign_in.recovery_code_page import RecoveryCodePage
from tests.factories.meetings import ROWS, row
from tests.folder_for_tests import PASSWORD
from tests.journeys.office import Office
from tests.journeys.person import Person

TODAY = date(2026, 11, 19)
OTHERS = (("Aaron", "Beck"), ("Bea", "Chan"), ("Carl", "Diaz"), ("Dina", "Evans"))


def test_a_clinic_from_first_run_to_discharge(office: Office, tmp_path: Path) -> None:
    person = set_up(office)
    services = office.desks[0].services
    person.sees("No group meets today.")
    client_id = make_client(person, services)
    admit(person, services, client_id)
    others = [admitted(services, *name) for name in OTHERS]
    new_group(person)
    fill_roster(person, services)
    mark_attendance(person, services, client_id, others)
    write_and_sign_notes(person, services)
    import_directory(person, services, tmp_path)
    refer(person, services, client_id, tmp_path)
    write_plan(person, services, client_id, tmp_path)
    step_down(person, services, client_id, tmp_path)
    read_history(person, client_id)
    see_the_returning_client(person)
    lock_and_come_back(office, person)


def set_up(office: Office) -> Person:
    """First run: clinic, name, password, the recovery code typed back; ends on Today."""
    person = office.first_run()
    person.go_to("Clinic name")
    for words in ("Harbor Light IOP", "Rosa Alvarez", PASSWORD, PASSWORD):
        person.types(words)
        person.key("Return")
    person.sees("Keep this recovery code")
    page = person.window.page()
    assert isinstance(page, RecoveryCodePage)
    names = [each.accessibleName() for each in page.findChildren(QLabel)]
    groups = [name.partition(": ")[2].replace(" ", "") for name in names if ": " in name]
    for number in page.asked:
        person.go_to(f"Type back group {number}")
        person.types(groups[number - 1])
    person.key("Return")
    return office.person_inside()


def fill_form(person: Person, *fields: tuple[str, str]) -> None:
    """Go from field to field with Tab and type."""
    for name, words in fields:
        person.go_to(name)
        person.clears()
        person.types(words)


def make_client(person: Person, services: ClinicServices) -> UUID:
    """Ctrl+2, Ctrl+N, the form, Ctrl+S."""
    person.key("Ctrl+2")
    person.is_at("clients")
    person.sees("Nobody is in program. Add a client and admit them.")
    person.key("Ctrl+N")
    person.is_at("new_client")
    fill_form(person, ("First name", "Dolores"), ("Last name", "Quiñones"))
    person.key("Ctrl+S")
    person.is_at("client")
    person.sees("Dolores Quiñones")
    (line,) = services.client.find("dolores quinones")
    assert line.state is ClientState.WAITING
    correct_details(person, services, line.client_id)
    return line.client_id


def correct_details(person: Person, services: ClinicServices, client_id: UUID) -> None:
    """The page Details of the chart: what was left out at first, and a diagnosis."""
    person.turns_to("Details")
    fill_form(
        person,
        ("Birth date", "12/31/1975"),
        ("Phone", "951 555 0123"),
        ("Safe ways to reach", "Text first"),
    )
    person.key("Ctrl+S")
    person.sees("Saved.")
    record = services.client.record(client_id)
    assert (record.born, record.phones[0].number) == (date(1975, 12, 31), "951-555-0123")
    person.presses("Add: Diagnoses")
    fill_form(person, ("Diagnosis", "Alcohol use disorder, moderate"), ("ICD-10-CM code", "F10.20"))
    person.clicks("Save")
    person.waits(lambda: bool(services.health.health(client_id).diagnoses))


def admit(person: Person, services: ClinicServices, client_id: UUID) -> None:
    """Alt+M on the chart, the program by arrows, Ctrl+S."""
    person.key("Alt+M")
    person.is_at("admit")
    person.chooses("Program", "90")
    person.chooses("Primary counselor", "Rosa Alvarez")
    person.sees("90 days, to Tue, Feb 16, 2027")
    person.key("Ctrl+S")
    person.is_at("client")
    person.sees("In program, day 1 of 90")
    episode = services.episode.current(client_id)
    assert episode is not None
    assert (episode.admitted, episode.planned_end) == (TODAY, date(2027, 2, 16))


def admitted(services: ClinicServices, first: str, last: str) -> UUID:
    """What a colleague did meanwhile."""
    client_id = services.client.create(ClientDraft(first, last, born=date(1990, 1, 2)))
    program = services.episode.programs()[0]
    services.episode.admit(client_id, AdmissionDraft(program.program_id, date(2026, 11, 2)))
    return client_id


def new_group(person: Person) -> None:
    """Ctrl+3, Alt+N, the form, a weekly time on Thursdays."""
    person.key("Ctrl+3")
    person.is_at("groups")
    person.key("Alt+N")
    person.is_at("group")
    fill_form(person, ("Name", "Early recovery"))
    person.presses("Save group")
    person.sees("About this group")
    person.presses("Add a time")
    fill_form(person, ("Begins", "1 pm"), ("Room", "B"))
    person.chooses("Leader", "Rosa Alvarez")
    person.presses("Save time")
    person.sees("Next: Thu, Nov 19, 1:00 PM")


def fill_roster(person: Person, services: ClinicServices) -> None:
    """Alt+A, a few letters, Enter, Enter: five times."""
    person.key("Alt+A")
    for words in ("quinones", *(last for _first, last in OTHERS)):
        person.types(words)
        person.settles()
        person.key("Return")
        person.key("Return")
        person.sees("is on the list now.")
        person.settles()
    person.sees("5 of 12 places")
    assert services.group.groups()[0].on_roster == 5


def mark_attendance(
    person: Person, services: ClinicServices, client_id: UUID, others: list[UUID]
) -> None:
    """From Today with Enter; P, L, A, the rest, undo, the rest again."""
    person.key("Ctrl+1")
    person.is_at("today")
    person.sees("1 group, 5 clients expected")
    person.go_to("Groups")
    person.key("Return")
    person.is_at("group_session")
    for key in ("P", "L", "A"):
        person.key(key)
    person.settles()
    person.clicks("Mark the rest present")
    person.sees("Undo: 2 clients present")
    person.key("Ctrl+Z")
    person.sees("Undone: 2 clients present")
    (line,) = services.today.today().groups
    assert (line.marked, line.expected) == (3, 5)
    person.clicks("Mark the rest present")
    person.waits(lambda: services.today.today().groups[0].marked == 5)
    rows = services.attendance.session(line.slot_id, TODAY).rows
    marks = [Mark.PRESENT, Mark.LATE, Mark.ABSENT, Mark.PRESENT, Mark.PRESENT]
    assert [row.mark for row in rows] == marks
    assert {row.client_id for row in rows} == {client_id, *others}


def write_and_sign_notes(person: Person, services: ClinicServices) -> None:
    """The group's note, a line of one client, everything signed at once."""
    person.go_to("Topic")
    person.types("Cravings after work")
    person.key("Tab")
    person.types("Five clients named the hour that is hardest and what they do instead.")
    person.go_to("Response and progress")
    person.types("Took an active part.")
    person.key("Alt+G")
    person.sees("Sign anyway")
    person.key("Alt+Y")
    person.sees("Notes signed")
    (line,) = services.today.today().groups
    assert services.note.notes(line.slot_id, TODAY).group.is_signed


def import_directory(person: Person, services: ClinicServices, folder: Path) -> None:
    """A Meeting Guide file with one row that can't be read."""
    file = folder / "Inland AA.json"
    file.write_text(json.dumps([*ROWS, {**row("Bad"), "day": "Thursay"}]), encoding="utf-8")
    person.key("Ctrl+4")
    person.is_at("meetings")
    person.clicks("Import a directory…")
    person.is_at("import_meetings")
    with person.choosing_file(file):
        person.key("Ctrl+O")
    person.sees("Inland AA.json")
    person.chooses("Whose meetings are these?", "AA")
    person.sees("9 rows read: 8 new")
    person.does_not_see("Reading")
    assert services.meeting.meetings(MeetingFilter()).total == 0
    person.key("Alt+I")
    person.is_at("meetings")
    person.sees("Inland AA: 8 new, 0 changed, 0 no longer listed.")
    assert services.meeting.meetings(MeetingFilter()).total == 8


def open_page(person: Person, client_id: UUID, page: str) -> None:
    """Ctrl+K, the name, Enter; then Ctrl+Tab to a page of the chart."""
    person.key("Ctrl+K")
    person.types("dolor")
    person.sees("M-00001")
    person.key("Return")
    person.is_at("client")
    person.turns_to(page)


def refer(person: Person, services: ClinicServices, client_id: UUID, folder: Path) -> None:
    """Three meetings by Space, Ctrl+P, the pages."""
    open_page(person, client_id, "Meetings")
    person.key("Alt+R")
    person.is_at("refer")
    person.sees("Referral for Dolores Quiñones")
    person.go_to("Meetings")
    for _meeting in range(3):
        person.key("Space")
        person.key("Down")
    person.key("Ctrl+P")
    words = person.saves_paper(folder / "meetings.pdf")
    chosen = [m.line.name for m in services.referral.referral(client_id).meetings]
    assert len(chosen) == 3
    assert all(name in words for name in chosen)
    assert "Dolores" in words


def write_plan(person: Person, services: ClinicServices, client_id: UUID, folder: Path) -> None:
    """One problem from the library and one objective typed; checklist; signed and locked."""
    open_page(person, client_id, "Plan")
    person.key("Alt+S")
    person.is_at("plan")
    person.key("Alt+A")
    person.types("alcohol")
    person.settles()
    person.presses("Add as a new problem")
    person.presses("Add: Objectives")
    person.types("Call my sister before the drive home")
    row, _colon, _words = person.place_of_focus.partition(":")
    fill_form(person, (f"{row}: measured by", "call log"), (f"{row}: by", "12/12/2026"))
    with person.answering("Return") as read:
        person.key("Alt+I")
    assert "This plan can’t be signed yet." in read
    person.waits(lambda: person.place_of_focus == "Strengths")
    person.types("I keep my word to my kids.")
    with person.answering("Return") as read:
        person.key("Alt+I")
    assert "Sign and lock version 1?" in read
    person.sees("Version 1, signed")
    plan = services.plan.newest(client_id)
    assert plan is not None
    assert plan.state is PlanState.SIGNED
    person.key("Ctrl+P")
    words = person.saves_paper(folder / "plan.pdf")
    assert "Call my sister before the drive home" in words
    assert "I keep my word to my kids." in words


def step_down(person: Person, services: ClinicServices, client_id: UUID, folder: Path) -> None:
    """Next steps, an appointment, warning signs, the reason; discharged and printed."""
    open_page(person, client_id, "Discharge")
    person.key("Alt+S")
    person.is_at("step_down")
    person.key("Alt+S")
    person.sees("Where next")
    person.presses("Individual therapy: community provider")
    fill_form(person, ("With whom", "Dr. Amaro"))
    person.go_to("My warning signs")
    person.types("Skipping meals")
    person.chooses("Reason for discharge", "TEDS 1")
    person.go_to("Course of treatment")
    person.types("Came to every group from the first week on.")
    with person.answering("Return") as read:
        person.key("Ctrl+P")
    assert "Discharge Dolores Quiñones?" in read
    assert "No booked appointment within 7 days" in read
    words = person.saves_paper(folder / "discharge.pdf")
    assert "Came to every group from the first week on." in words
    assert "Skipping meals" in words
    (line,) = services.client.find("dolores quinones")
    assert line.state is ClientState.DISCHARGED


def read_history(person: Person, client_id: UUID) -> None:
    """The page History of the chart, in plain words."""
    open_page(person, client_id, "History")
    lines = [what for _when, _icon, what, _by in person.rows("History")]
    for words in (
        "Record made",
        "Diagnosis added: F10.20 Alcohol use disorder, moderate",
        "Admitted: Admitted to 90 days, day on Nov 19, 2026, planned to Feb 16, 2027",
        "In Early recovery from Nov 19, 2026",
        "Early recovery, Nov 19, 2026: mark taken back",
        "Treatment plan begun: Treatment plan, version 1",
    ):
        assert words in lines
    assert any(line.startswith("Meetings chosen: Referred to") for line in lines)
    assert any(line.startswith("Treatment plan signed") for line in lines)
    assert any(line.startswith("Discharged") for line in lines)


def see_the_returning_client(person: Person) -> None:
    """The same name again: the panel knows it, and so does the question at Save."""
    person.key("Ctrl+2")
    person.is_at("clients")
    person.key("Ctrl+N")
    person.is_at("new_client")
    fill_form(person, ("First name", "Dolores"), ("Last name", "Quinones"))
    fill_form(person, ("Birth date", "12/31/1975"))
    person.sees("1 person may be the same")
    person.sees("Discharged")
    with person.answering("Escape") as read:
        person.key("Ctrl+S")
    assert "Someone like this is already here." in read
    person.presses("Open this chart")
    person.is_at("client")
    person.sees("Dolores Quiñones")


def lock_and_come_back(office: Office, person: Person) -> None:
    """Ctrl+L, the password, and the clinic is there again."""
    person.key("Ctrl+L")
    person.waits(lambda: len(office.locks) == 2)
    assert office.locks == [office.folder, 0]
    assert person.window.isHidden()
    again = office.signed_in("alvarez")
    again.sees("1 group, 5 clients expected")
    again.key("Ctrl+2")
    again.is_at("clients")
    again.types("quinones")
    again.sees("Quiñones, Dolores")
