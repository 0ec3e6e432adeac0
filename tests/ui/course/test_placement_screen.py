from dataclasses import replace
from datetime import date, time
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iopdesk.domain.episode import Track
from iopdesk.domain.group import GroupDraft, SlotDraft
from iopdesk.domain.placement import Change
from iopdesk.domain.setback import SetbackDraft
from iopdesk.ui.course.placement_screen import PlacementScreen
from iopdesk.ui.desk import Desk
from iopdesk.ui.navigation import Visit
from tests.clinic_for_tests import TestClinic
from tests.factories.people import admitted_client, new_client
from tests.factories.placements import place

TODAY = date(2026, 11, 19)


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot) -> PlacementScreen:
    made = PlacementScreen(desk)
    qtbot.addWidget(made)
    made.resize(1170, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_enter_saves_a_step_down_with_its_reason(
    screen: PlacementScreen, clinic: TestClinic, qtbot: QtBot
) -> None:
    client_id = admitted_client(clinic)
    visits: list[Visit] = []
    screen.desk.navigation.requested.connect(visits.append)
    screen.arrive(client_id)
    form = screen.form
    assert (form.phase.currentText(), form.hours.text(), form.days.text()) == ("Phase 2", "12", "4")
    assert form.decided_by.text() == "R. Alvarez, LCSW"
    assert "15 hours on 5 days, 3 meetings a week" in screen.facts.texts()
    qtbot.keyClicks(form.reason, "Steady attendance")
    qtbot.keyClick(form.reason, Qt.Key.Key_Return)
    now = clinic.services().placement.view(client_id).now
    assert (now.change, now.minutes_a_week, now.reason) == ("step_down", 720, "Steady attendance")
    assert screen.desk.messages.words == [
        "Step down from Thu, Nov 19. Next: look at the treatment plan."
    ]
    assert visits == [Visit("client", client_id, {"tab": "course"})]
    assert not screen.has_unsaved()


def test_a_missing_reason_is_told_and_nothing_is_saved(
    screen: PlacementScreen, clinic: TestClinic
) -> None:
    client_id = admitted_client(clinic)
    screen.arrive(client_id)
    screen.form.starts.setText("soon")
    screen.save.click()
    assert "starts" in screen.form.problems_shown()
    screen.form.starts.setText("11/23/2026")
    screen.save.click()
    assert screen.form.problems_shown() == {"reason": "Say why: the next reader will want to know."}
    assert len(clinic.services().placement.view(client_id).seen) == 1


def test_hours_outside_the_level_are_a_warning_and_never_a_block(
    screen: PlacementScreen, clinic: TestClinic, qtbot: QtBot
) -> None:
    client_id = admitted_client(clinic)
    screen.arrive(client_id, change=Change.STEP_UP)
    assert len(screen.notices.texts()) == 1
    screen.form.hours.selectAll()
    qtbot.keyClicks(screen.form.hours, "20:30")
    assert screen.notices.texts()[0].startswith("More than 19 hours a week is the next level, 2.5.")
    screen.form.hours.selectAll()
    qtbot.keyClicks(screen.form.hours, "8")
    assert screen.notices.texts()[0].startswith("Level 2.1 begins at 9 hours a week for adults.")
    screen.form.hours.selectAll()
    qtbot.keyClicks(screen.form.hours, "20,5")
    qtbot.keyClicks(screen.form.reason, "Asked for more days")
    screen.save.click()
    assert clinic.services().placement.view(client_id).now.minutes_a_week == 1230


def test_another_kind_of_step_proposes_its_dose_and_keeps_the_reason(
    screen: PlacementScreen, clinic: TestClinic, qtbot: QtBot
) -> None:
    client_id = admitted_client(clinic)
    screen.arrive(client_id)
    qtbot.keyClicks(screen.form.reason, "Two goals need more time")
    screen.form.change.button(Change.EXTEND).click()
    assert (screen.form.hours.text(), screen.form.end.text()) == ("15", "2/18/2027")
    assert screen.form.reason.text() == "Two goals need more time"
    screen.save.click()
    view = clinic.services().placement.view(client_id)
    assert (view.now.change, view.episode.planned_end) == ("extend", date(2027, 2, 18))


def test_groups_of_the_other_half_of_the_day_are_named_with_a_way_there(
    screen: PlacementScreen, clinic: TestClinic
) -> None:
    client_id = admitted_client(clinic)
    supervisor = clinic.services("supervisor")
    group_id = supervisor.group.create(
        GroupDraft("Moms", "Thursday group", population="women", track="day"),
        [SlotDraft(3, time(9), 90, TODAY)],
    )
    supervisor.group_wish.save(client_id, base=frozenset(), mine=frozenset({"women"}))
    supervisor.roster.add(group_id, client_id, TODAY)
    visits: list[Visit] = []
    screen.desk.navigation.requested.connect(visits.append)
    screen.arrive(client_id, change=Change.OTHER)
    screen.form.track.button(Track.EVENING).click()
    assert "The group Thursday group no longer fits." in screen.notices.texts()
    screen.notices.links[0].click()
    assert visits == [Visit("group", group_id)]


def test_two_people_at_once_see_both_and_choose(
    screen: PlacementScreen, clinic: TestClinic, qtbot: QtBot
) -> None:
    client_id = admitted_client(clinic)
    screen.arrive(client_id)
    qtbot.keyClicks(screen.form.reason, "Steady")
    place(clinic, client_id, TODAY, minutes_a_week=600, track=Track.EVENING)
    assert screen.form.hours.text() == "12"  # what is typed stays
    screen.desk.messages.answers = ["mine"]
    screen.save.click()
    now = clinic.services().placement.view(client_id).now
    assert (now.minutes_a_week, now.track, now.reason) == (720, Track.EVENING, "Steady")


def test_a_step_that_answers_a_setback_goes_back_to_it(
    screen: PlacementScreen, clinic: TestClinic, qtbot: QtBot
) -> None:
    client_id = admitted_client(clinic)
    begun = SetbackDraft(TODAY, what_happened="Two drinks")
    setback_id = clinic.services().setback.save(client_id, None, base=SetbackDraft(), mine=begun)
    visits: list[Visit] = []
    screen.desk.navigation.requested.connect(visits.append)
    screen.arrive(client_id, change="step_up", setback=setback_id)
    qtbot.keyClicks(screen.form.reason, "More days for now")
    screen.save.click()
    setback = clinic.services().setback.view(client_id).setback
    assert setback is not None
    assert setback.draft.placement_id is not None
    assert visits == [Visit("setback", client_id)]


def test_the_desk_reads_what_holds_and_changes_nothing(
    desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    client_id = admitted_client(clinic)
    made = PlacementScreen(replace(desk, services=clinic.services("front_desk")))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.arrive(client_id)
    assert not made.save.isEnabled()
    assert "15 hours on 5 days, 3 meetings a week" in made.facts.texts()


def test_someone_not_in_program_is_told_so(screen: PlacementScreen, clinic: TestClinic) -> None:
    client_id: UUID = new_client(clinic)
    screen.arrive(client_id)
    assert [p.title for p in screen.desk.messages.problems] == ["This client is not in program."]
