from datetime import date, time
from uuid import UUID

from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from iopdesk.domain.episode import Track
from iopdesk.domain.program import AgeGroup, PhaseDraft, ProgramDraft
from iopdesk.services.roster_checks import PlaceClash
from iopdesk.ui.clients.admit_screen import AdmitScreen
from iopdesk.ui.desk import Desk
from iopdesk.ui.navigation import Visit
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import member, new_group
from tests.factories.people import new_client


def test_an_admission_through_the_form(qtbot: QtBot, desk: Desk, clinic: TestClinic) -> None:
    client_id = new_client(clinic)
    visits: list[Visit] = []
    desk.navigation.requested.connect(visits.append)
    screen = AdmitScreen(desk)
    qtbot.addWidget(screen)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.arrive(client_id)
    assert screen.title_bar.title() == "Admit Dwayne Porter"
    assert screen.form.field("planned_end").text() == "2/16/2027"  # type: ignore[attr-defined]
    screen.form.field("admitted").setText("11/23/2026")  # type: ignore[attr-defined]
    screen.admit.click()
    episode = desk.services.episode.current(client_id)
    assert episode is not None
    assert (episode.admitted, episode.planned_end) == (date(2026, 11, 23), date(2027, 2, 20))
    assert episode.counselor == "R. Alvarez"
    assert visits == [Visit("client", client_id)]


def test_a_wrong_date_is_told_beside_the_field(
    qtbot: QtBot, desk: Desk, clinic: TestClinic
) -> None:
    client_id = new_client(clinic)
    screen = AdmitScreen(desk)
    qtbot.addWidget(screen)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.arrive(client_id)
    screen.form.field("admitted").setText("soon")  # type: ignore[attr-defined]
    screen.admit.click()
    assert screen.form.problems_shown() == {"admitted": "This is not a date. Type month/day/year."}
    assert desk.services.episode.current(client_id) is None


def _shown(qtbot: QtBot, desk: Desk, client_id: UUID) -> AdmitScreen:
    screen = AdmitScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1170, 700)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.arrive(client_id)
    return screen


def test_groups_of_the_track_with_free_places_are_joined_at_once(
    qtbot: QtBot, desk: Desk, clinic: TestClinic
) -> None:
    day = new_group(clinic, "Living skills", track="day")
    new_group(clinic, "Evening group", start=time(18), track="evening")
    new_group(clinic, "Moms", neutral_title="Thursday group", population="women")
    full = new_group(clinic, "Full group", start=time(16), capacity=2)
    for name in ("Ada", "Bea"):
        member(clinic, full, name)
    client_id = new_client(clinic)
    screen = _shown(qtbot, desk, client_id)
    (box,) = screen.groups.boxes()
    assert box.text().startswith("Living skills\nMon, Tue, Thu")
    box.click()
    assert screen.has_unsaved()
    screen.admit.click()
    (place,) = clinic.services().roster.roster(day).places
    assert (place.client_id, place.starts) == (client_id, date(2026, 11, 19))


def test_two_groups_at_one_time_are_refused_and_the_form_stays(
    qtbot: QtBot, desk: Desk, clinic: TestClinic
) -> None:
    for name in ("Living skills", "Early recovery"):
        new_group(clinic, name)
    client_id = new_client(clinic)
    screen = _shown(qtbot, desk, client_id)
    for box in screen.groups.boxes():
        box.click()
    screen.admit.click()
    assert [type(p) for p in desk.messages.problems] == [PlaceClash]  # type: ignore[attr-defined]
    assert clinic.services().episode.current(client_id) is None
    assert all(box.isChecked() for box in screen.groups.boxes())


def test_adolescents_are_offered_their_programs_first(
    qtbot: QtBot, desk: Desk, clinic: TestClinic
) -> None:
    youth = ProgramDraft(
        "Youth", 45, age_group=AgeGroup.ADOLESCENT, phases=(PhaseDraft("All", 45, 330, 2),)
    )
    clinic.services("director").program.save(None, base=ProgramDraft(), mine=youth)
    young, grown = new_client(clinic, "Ada", born=date(2010, 1, 2)), new_client(clinic, "Bea")
    screen = _shown(qtbot, desk, young)
    field = screen.form.field("program_id")
    assert field.currentText() == "Youth"  # type: ignore[attr-defined]
    assert screen.notices.texts() == ["Level 2.1 begins at 6 hours a week at this age."]
    screen.form.set_clean()
    screen.arrive(grown)
    assert field.currentText() == "90 days, day"  # type: ignore[attr-defined]
    assert screen.notices.texts() == []
    field.setCurrentIndex(1)  # type: ignore[attr-defined]
    assert screen.notices.texts()[0] == "This program is for adolescents. Check the birth date."


def test_the_program_follows_the_track(qtbot: QtBot, desk: Desk, clinic: TestClinic) -> None:
    phases = (PhaseDraft("All", 90, 540, 3),)
    other = ProgramDraft("90 days, evening", track=Track.EVENING, phases=phases)
    clinic.services("director").program.save(None, base=ProgramDraft(), mine=other)
    client_id = new_client(clinic)
    screen = _shown(qtbot, desk, client_id)
    program = screen.form.field("program_id")
    assert program.currentText() == "90 days, day"  # type: ignore[attr-defined]
    screen.form.field("planned_end").setText("3/1/2027")  # type: ignore[attr-defined]
    (evening,) = [each for each in screen.findChildren(QAbstractButton) if each.text() == "Evening"]
    evening.click()
    assert program.currentText() == "90 days, evening"  # type: ignore[attr-defined]
    assert screen.form.field("planned_end").text() == "3/1/2027"  # type: ignore[attr-defined]
    screen.admit.click()
    episode = desk.services.episode.current(client_id)
    assert episode is not None
    assert (episode.program, episode.planned_end) == ("90 days, evening", date(2027, 3, 1))
