"""A counselor's appointments by keyboard: booked, moved, kept, and the week printed."""

from datetime import date, time, timedelta
from pathlib import Path

from iopdesk.domain.appointment import AppointmentState
from iopdesk.domain.client import ClientDraft
from iopdesk.domain.episode import AdmissionDraft
from tests.folder_for_tests import THURSDAY
from tests.journeys.office import Office
from tests.journeys.person import Person

TODAY = THURSDAY.date()
EVER = (date(2026, 1, 1), date(2027, 12, 31))


def test_a_weekly_session_is_booked_moved_kept_and_printed(ready: Office, tmp_path: Path) -> None:
    person = ready.signed_in()
    services = ready.desks[0].services
    client_id = services.client.create(ClientDraft("Dolores", "Quiñones"))
    program = services.episode.programs()[0]
    services.episode.admit(client_id, AdmissionDraft(program.program_id, TODAY))

    person.key("Ctrl+K")
    person.types("book an")
    person.sees("Book an appointment")
    person.settles()
    person.key("Return")
    person.is_at("appointment")
    book_weekly(person)
    stored = services.appointment.appointments(client_id, *EVER)
    assert [each.day for each in stored] == [TODAY + timedelta(weeks=at) for at in range(3)]

    person.key("Ctrl+K")
    person.types("calendar")
    person.sees("Calendar")
    person.settles()
    person.key("Return")
    person.is_at("calendar")
    person.go_to("Calendar, Nov 16 – Nov 22, 2026")
    person.key("M")
    for key in ("Down", "Down"):
        person.key(key)
    with person.answering("Return") as read:
        person.key("Return")
    assert "Move Dolores Quiñones?" in read
    person.settles()
    moved = services.appointment.appointments(client_id, *EVER)[0]
    assert (moved.day, moved.start) == (TODAY, time(9, 30))

    person.key("Return")
    person.is_at("appointment")
    person.sees("Dolores Quiñones")
    person.go_to("Minutes it lasted")
    person.clears()
    person.types("50")
    person.key("Alt+K")
    person.sees("Kept, 50 minutes")
    kept = services.appointment.appointments(client_id, *EVER)[0]
    assert (kept.state, kept.minutes_kept) == (AppointmentState.KEPT, 50)

    person.key("Alt+C")
    person.is_at("client")
    assert person.page_of_chart == "Schedule"
    person.key("Alt+E")
    text = person.saves_paper(tmp_path / "week.pdf")
    assert "My week" in text
    assert "9:30–10:15 AM" in text


def book_weekly(person: Person) -> None:
    """The client by a few letters, today at nine, every week until two weeks on."""
    person.go_to("Name, chart number, phone or birth date")
    person.types("dolores")
    person.sees("Dolores Quiñones")
    person.settles()
    person.key("Return")
    person.key("Return")
    person.settles()
    for name, words in (("Day", "11/19/2026"), ("Time", "9 AM")):
        person.go_to(name)
        person.clears()
        person.types(words)
    person.go_to("Once")
    person.key("Right")
    person.key("Space")
    person.go_to("Last day")
    person.types("12/3/2026")
    person.key("Ctrl+S")
    person.sees("3 appointments are booked.")
    person.settles()
