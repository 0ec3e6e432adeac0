"""The list of meetings: filters, what is shown of one, the way to a referral."""

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.meeting import SignsCards
from iopdesk.domain.meeting_need import MeetingNeed
from iopdesk.storage.clinic_tables import ClinicRow
from iopdesk.ui.desk import Desk
from iopdesk.ui.meetings.meeting_words import kinds_and_sources_words
from iopdesk.ui.meetings.meetings_screen import MeetingsScreen
from iopdesk.ui.navigation import Visit
from tests.clinic_for_tests import TestClinic
from tests.factories.meetings import ROWS, import_rows, meeting_named, row
from tests.factories.people import admitted_client


@pytest.fixture
def visits(desk: Desk) -> list[Visit]:
    seen: list[Visit] = []
    desk.navigation.requested.connect(seen.append)
    return seen


def opened(desk: Desk, qtbot: QtBot, record_id: UUID | None = None) -> MeetingsScreen:
    screen = MeetingsScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1180, 700)
    screen.arrive(record_id)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.activateWindow()
    return screen


def names(screen: MeetingsScreen) -> list[str]:
    return [line.name for line in screen.table.lines.rows()]


def cells(screen: MeetingsScreen, row_at: int) -> list[str]:
    model = screen.table.lines
    return [column.text(model.rows()[row_at]) for column in model.columns]


def test_without_a_directory_it_says_what_to_do(
    desk: Desk, qtbot: QtBot, visits: list[Visit]
) -> None:
    screen = opened(desk, qtbot)
    assert screen.list._no_directory.isVisible()  # noqa: SLF001
    button = next(
        b for b in screen.findChildren(type(screen.list.show_clashes)) if "Import" in b.text()
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert visits[-1].place == "import_meetings"


def test_a_line_says_day_time_name_program_place_and_kind(
    desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    import_rows(clinic)
    screen = opened(desk, qtbot)
    assert screen.title_bar.facts() == "8 meetings from 1 directory, newest from Nov 19"
    shown = cells(screen, 0)
    assert shown[0] == "Mon"
    assert shown[2:5] == ["Sunrise", "AA", "Grace Church, 210 W Grand Blvd"]
    assert shown[6] == "Open, Discussion"


def test_typing_finds_by_name_or_street(desk: Desk, clinic: TestClinic, qtbot: QtBot) -> None:
    import_rows(clinic)
    screen = opened(desk, qtbot)
    qtbot.keyClicks(screen.filters.search, "belle")
    qtbot.waitUntil(lambda: names(screen) == ["Mujeres en Recuperación"])
    screen.filters.search.setText("nobody")
    qtbot.waitUntil(lambda: names(screen) == [])
    assert screen.list._nothing.isVisible()  # noqa: SLF001


def test_a_window_of_time_is_typed(desk: Desk, clinic: TestClinic, qtbot: QtBot) -> None:
    import_rows(clinic, [*ROWS, row("Owls", day=5, time="00:30")])
    screen = opened(desk, qtbot)
    first, last = screen.filters.first, screen.filters.last
    qtbot.keyClicks(first, "6 pm")
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert names(screen) == ["Clean & Serene", "Candlelight", "Step Sisters", "Late Night"]
    qtbot.keyClicks(last, "8")
    qtbot.keyClick(last, Qt.Key.Key_Return)
    assert last.text() == "8:00 AM"
    last.clear()
    qtbot.keyClicks(last, "7:30 pm")
    qtbot.keyClick(last, Qt.Key.Key_Return)
    assert names(screen) == ["Clean & Serene", "Step Sisters"]
    first.setText("10 pm")
    last.setText("1 am")
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert sorted(names(screen)) == ["Late Night", "Owls"]
    first.setText("late")
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert first.toolTip() == "This is no time: type 5 PM or 17:00."
    screen.forget_filters()
    assert (first.text(), last.text()) == ("", "")


def test_day_time_and_kind_narrow_the_list(desk: Desk, clinic: TestClinic, qtbot: QtBot) -> None:
    import_rows(clinic)
    screen = opened(desk, qtbot)
    qtbot.mouseClick(screen.filters.days.button(0), Qt.MouseButton.LeftButton)
    assert names(screen) == ["Sunrise", "Clean & Serene"]
    evening = screen.filters.times.button(screen.filters.times._values[3])  # noqa: SLF001
    qtbot.mouseClick(evening, Qt.MouseButton.LeftButton)
    assert names(screen) == ["Clean & Serene"]
    screen.filters.clear()
    screen.filters.kinds.set_values(frozenset({MeetingNeed.WOMEN, "language:es"}))
    screen.search()
    assert names(screen) == ["Mujeres en Recuperación"]
    assert screen.filters.kinds.text() == "Women, Spanish"


def test_fellowships_of_the_directories_are_offered(
    desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    import_rows(clinic)
    import_rows(clinic, [row("Tools")], Fellowship.SMART, "SMART")
    screen = opened(desk, qtbot)
    screen.filters.fellowships.menu().actions()[1].trigger()
    assert screen.filters.fellowships.text() == "SMART Recovery"
    assert names(screen) == ["Tools"]


def test_distance_is_offered_once_the_clinic_is_on_the_map(
    desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    import_rows(clinic)
    assert not opened(desk, qtbot).filters.distance.isVisible()
    with clinic.store.write("clinic.edit", None) as db:
        clinic_row = db.scalars(select(ClinicRow)).one()
        clinic_row.latitude_e6, clinic_row.longitude_e6 = 33_875_300, -117_566_400
    screen = opened(desk, qtbot)
    screen.filters.distance.set_value(1)
    assert "Vets in Recovery" not in names(screen)
    assert cells(screen, 0)[5] == "0.0 mi"


def test_the_panel_shows_a_meeting_and_keeps_whether_it_signs_cards(
    desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    import_rows(clinic)
    line = meeting_named(clinic, "Late Night")
    screen = opened(desk, qtbot, line.id)
    assert screen.panel.title() == "Late Night"
    assert "password: hope" in screen.panel.notes.text()
    qtbot.mouseClick(screen.panel.signs.button(SignsCards.YES), Qt.MouseButton.LeftButton)
    assert meeting_named(clinic, "Late Night").signs_cards is SignsCards.YES


def test_a_meeting_no_longer_listed_is_still_shown(
    desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    import_rows(clinic)
    gone = meeting_named(clinic, "Sunrise").id
    import_rows(clinic, ROWS[1:])
    screen = opened(desk, qtbot, gone)
    assert "No longer listed since Nov 19, 2026." in screen.panel.notes.text()


def test_a_client_is_found_and_referred(
    desk: Desk, clinic: TestClinic, qtbot: QtBot, visits: list[Visit]
) -> None:
    import_rows(clinic)
    client_id = admitted_client(clinic, "Dolores", "Quiñones")
    screen = opened(desk, qtbot)
    qtbot.keyClicks(screen.panel.search, "quin")
    qtbot.waitUntil(lambda: screen.panel._found.count() == 1)  # noqa: SLF001
    qtbot.keyClick(screen.panel.search, Qt.Key.Key_Return)
    assert visits[-1] == Visit("refer", client_id)


def test_an_old_directory_is_marked(desk: Desk, clinic: TestClinic, qtbot: QtBot) -> None:
    import_rows(clinic)
    clinic.clock.set(clinic.clock.now().replace(month=12, day=20))
    screen = opened(desk, qtbot)
    assert any("31 days old" in text for text in _chips(screen))


def _chips(screen: MeetingsScreen) -> list[str]:
    return [label.text() for label in screen.findChildren(type(screen.panel.facts))]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_cut_off_sideways(
    desk: Desk, clinic: TestClinic, qtbot: QtBot, scale: float
) -> None:
    import_rows(clinic)
    screen = opened(desk, qtbot)
    screen.set_narrow(scale > 1)
    screen.resize(640 if scale > 1 else 1180, 700)
    assert not screen.table.horizontalScrollBar().isVisible()


def test_a_typed_place_is_measured_from_and_an_unknown_one_is_told(
    desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    import_rows(clinic)
    screen = opened(desk, qtbot)
    assert not screen.filters.distance.isVisible()
    qtbot.keyClicks(screen.filters.place, "Corona")
    screen.filters.place.asked.emit("Corona")
    assert screen.list.place.text().startswith("Distances are from the middle of Corona")
    assert screen.filters.distance.isVisible()
    screen.filters.place.setText("Atlantis")
    screen.filters.place.asked.emit("Atlantis")
    assert screen.list.place.text().startswith("This place is not known")


def test_the_map_is_walked_by_keys_and_says_where_it_is(
    desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    import_rows(clinic)
    screen = opened(desk, qtbot)
    screen.filters.place.setText("33.87, -117.572")
    screen.filters.place.asked.emit("33.87, -117.572")
    qtbot.mouseClick(screen.list.show_map, Qt.MouseButton.LeftButton)
    plot = screen.list.map.plot
    assert plot.isVisible()
    nearest = screen.list.map.told.text()
    assert "Centro Corona" in nearest
    assert " NE: " in nearest
    qtbot.keyClick(plot, Qt.Key.Key_Down)
    assert screen.list.map.told.text() != nearest
    qtbot.keyClick(plot, Qt.Key.Key_Up)
    qtbot.keyClick(plot, Qt.Key.Key_Return)
    assert screen.panel.title() == "Mujeres en Recuperación"


def test_a_meeting_of_two_directories_names_both(
    desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    import_rows(clinic)
    import_rows(clinic, [{**ROWS[0], "slug": "x", "name": "Sunrise Group"}], source="OC AA")
    screen = opened(desk, qtbot)
    line = screen.table.lines.row(0)
    assert line is not None
    assert kinds_and_sources_words(line) == "Inland AA, OC AA · Open, Discussion"
