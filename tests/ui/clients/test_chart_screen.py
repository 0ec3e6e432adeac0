from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from iopdesk.domain.attendance import AttendanceStrip
from iopdesk.domain.client import NameDraft
from iopdesk.domain.health import Diagnosis
from iopdesk.domain.language import Language
from iopdesk.domain.problems import NotFound
from iopdesk.domain.staff import Role
from iopdesk.domain.support import SupportPerson
from iopdesk.domain.wording import Wording
from iopdesk.ui.clients.chart_screen import ChartScreen
from iopdesk.ui.clients.details_tab import DetailsTab
from iopdesk.ui.clients.history_tab import HistoryTab
from iopdesk.ui.clients.overview_tab import OverviewTab
from iopdesk.ui.clients.overview_words import moment_words, since_words
from iopdesk.ui.clients.tab_strip import lettered
from iopdesk.ui.desk import Desk
from iopdesk.ui.messages import RecordedMessages
from iopdesk.ui.navigation import Visit
from iopdesk.ui.plans.plan_tab import PlanTab
from iopdesk.ui.preview import PaperRequest
from iopdesk.ui.widgets.conflict_dialog import ConflictDialog
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import THURSDAY
from tests.factories.people import admitted_client, new_client


@pytest.fixture
def chart(qtbot: QtBot, desk: Desk) -> ChartScreen:
    screen = ChartScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1178, 700)
    with qtbot.waitExposed(screen):
        screen.show()
    return screen


def details(chart: ChartScreen) -> DetailsTab:
    chart.tabs.set_current("details")
    page = chart.page()
    assert isinstance(page, DetailsTab)
    return page


def field(page: DetailsTab, name: str) -> QLineEdit:
    found = page.form.field(name)
    assert isinstance(found, QLineEdit)
    return found


def test_the_head_says_who_and_where(chart: ChartScreen, clinic: TestClinic) -> None:
    chart.arrive(admitted_client(clinic, pronouns="he/him"))
    assert chart.header.texts() == [
        "Dwayne Porter",
        "Chart M-00001, born Mar 3, 1988 (38), he/him, prefers English",
        "In program, day 29 of 90",
        "Phase 1, day",
    ]
    assert chart.header.add.isVisible()
    assert not chart.header.admit.isVisible()


def test_one_look_is_logged_an_opening(chart: ChartScreen, clinic: TestClinic, desk: Desk) -> None:
    client_id, other = new_client(clinic), new_client(clinic, "Ada", "Young")
    chart.arrive(client_id)
    chart.refresh()
    chart.arrive(other)
    chart.arrive(client_id)
    log = clinic.services("privacy_officer").history.access_log()
    assert [line.client_id for line in log if line.what == "view client"] == [
        client_id,
        other,
        client_id,
    ]


def test_the_overview_shows_people_and_the_latest(
    chart: ChartScreen, clinic: TestClinic, desk: Desk
) -> None:
    client_id = admitted_client(clinic)
    desk.services.support.save(client_id, SupportPerson("Gloria Porter", "mother"))
    chart.arrive(client_id)
    page = chart.page()
    assert isinstance(page, OverviewTab)
    assert page.people.isVisible()
    assert "Gloria Porter, Mother" in _words(page)
    assert "Nov 19, 10:00 AM, Support person added: Gloria Porter, R. Alvarez" in _words(page)


def _words(page: OverviewTab) -> list[str]:
    return [child.accessibleName() for child in page.findChildren(object) if _named(child)]  # type: ignore[type-var]


def _named(child: object) -> bool:
    return hasattr(child, "accessibleName")


def test_an_edit_is_saved_and_shown_above(
    chart: ChartScreen, clinic: TestClinic, desk: Desk
) -> None:
    client_id = new_client(clinic)
    chart.arrive(client_id)
    page = details(chart)
    assert not page.save.isVisible()
    field(page, "last_name").setText("Amaro")
    field(page, "aliases").setText("Tiny, Dee")
    assert page.has_unsaved()
    page.save.click()
    record = desk.services.client.record(client_id)
    assert record.last_name == "Amaro"
    assert [alias.name for alias in record.aliases] == ["Tiny", "Dee"]
    assert chart.header.texts()[0] == "Dwayne Amaro"
    assert not page.has_unsaved()


def test_a_field_that_two_people_changed_is_decided_by_the_second(
    chart: ChartScreen, clinic: TestClinic, desk: Desk
) -> None:
    client_id = new_client(clinic)
    chart.arrive(client_id)
    page = details(chart)
    field(page, "city").setText("Norco")
    other = clinic.services(Role.FRONT_DESK).client
    loaded = other.record(client_id)
    other.update(client_id, base=loaded, mine=replace(loaded, city="Corona", street="1 Elm"))

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ConflictDialog)
        dialog.button(0).click()

    QTimer.singleShot(0, answer)
    page.save.click()
    record = desk.services.client.record(client_id)
    assert (record.city, record.street) == ("Norco", "1 Elm")


def test_a_diagnosis_is_added_in_its_card(
    chart: ChartScreen, clinic: TestClinic, desk: Desk
) -> None:
    client_id = new_client(clinic)
    chart.arrive(client_id)
    card = details(chart).diagnoses
    card.add.click()
    card.save.click()
    assert set(card.form.problems_shown()) == {"words", "code"}
    card.form.field("words").setText("Alcohol use disorder, severe")  # type: ignore[attr-defined]
    card.form.field("code").setText("F10.20")  # type: ignore[attr-defined]
    card.save.click()
    assert card.lines() == ["F10.20, Alcohol use disorder, severe"]
    (stored,) = desk.services.health.health(client_id).diagnoses
    card.edit(stored)
    assert isinstance(desk.messages, RecordedMessages)
    desk.messages.answers.append("wrong chart")
    card.remove.click()
    assert card.lines() == ["Nothing listed."]


def test_everyday_words_offer_codes_and_remission_changes_the_code(
    chart: ChartScreen, clinic: TestClinic, desk: Desk
) -> None:
    client_id = new_client(clinic)
    chart.arrive(client_id)
    card = details(chart).diagnoses
    card.add.click()
    QTest.keyClicks(card.words, "meth severe")
    completer = card.words.completer()
    popup = completer.popup()
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert card.words.text() == "Stimulant use disorder, amphetamine-type or other"
    assert (card.code.text(), card.severity.value) == ("F15.20", "severe")
    card.remission.set_value("early")
    assert card.code.text() == "F15.21"
    card.severity.set_value("mild")
    assert card.code.text() == "F15.11"
    card.code.setText("F15.10")
    card.save.click()
    assert card.form.problems_shown() == {"code": "This severity and remission have another code."}
    card.code.setText("F15.11")
    card.save.click()
    (stored,) = desk.services.health.health(client_id).diagnoses
    assert (stored.code, stored.severity, stored.remission) == ("F15.11", "mild", "early")
    assert card.lines() == [
        "F15.11, Stimulant use disorder, amphetamine-type or other, mild, in early remission"
    ]
    card.add.click()
    assert card.form.field("rank").value == 2  # type: ignore[attr-defined]


def test_the_front_desk_sees_no_health_cards(qtbot: QtBot, desk: Desk, clinic: TestClinic) -> None:
    client_id = new_client(clinic)
    clinic.services().health.save(client_id, Diagnosis("F10.20", "Alcohol use disorder"))
    screen = ChartScreen(replace(desk, services=clinic.services(Role.FRONT_DESK)))
    qtbot.addWidget(screen)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.arrive(client_id)
    assert not hasattr(details(screen), "diagnoses")
    screen.tabs.set_current("history")
    page = screen.page()
    assert isinstance(page, HistoryTab)
    assert page.table.model().rowCount() == 1


@pytest.mark.parametrize(
    ("role", "is_clinical"),
    [
        (Role.FRONT_DESK, False),
        (Role.DIRECTOR, False),
        (Role.PRIVACY_OFFICER, True),
        (Role.COUNSELOR, True),
        (Role.SUPERVISOR, True),
    ],
)
def test_only_pages_that_a_role_may_read_stand_in_the_chart(
    qtbot: QtBot, desk: Desk, clinic: TestClinic, role: Role, is_clinical: bool
) -> None:
    client_id = admitted_client(clinic)
    screen = ChartScreen(replace(desk, services=clinic.services(role)))
    qtbot.addWidget(screen)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.arrive(client_id, tab="plan")
    names = [name for name, _words in screen.tabs.tabs()]
    assert {"assessment", "plan", "notes"} <= set(names) or not is_clinical
    assert not {"assessment", "plan", "notes"} & set(names) or is_clinical
    assert screen.tabs.current == ("plan" if is_clinical else "overview")
    for name in names:
        screen.tabs.set_current(name)
    messages = desk.messages
    assert isinstance(messages, RecordedMessages)
    assert messages.problems == []
    screen.tabs.set_current("overview")
    page = screen.page()
    assert isinstance(page, OverviewTab)
    assert page.plan.isVisible() is is_clinical


def test_nobody_is_offered_to_add_what_their_role_may_not(
    qtbot: QtBot, desk: Desk, clinic: TestClinic
) -> None:
    offered = {}
    for role in (Role.FRONT_DESK, Role.PRIVACY_OFFICER):
        screen = ChartScreen(replace(desk, services=clinic.services(role)))
        qtbot.addWidget(screen)
        offered[role] = [action.text() for action in screen.adds.actions()]
    assert offered[Role.PRIVACY_OFFICER] == ["Consent"]
    assert offered[Role.FRONT_DESK] == [
        "Appointment",
        "Places in groups",
        "Meeting referral",
        "Support person",
        "Consent",
    ]


def test_history_shows_old_and_new(chart: ChartScreen, clinic: TestClinic, desk: Desk) -> None:
    client_id = new_client(clinic, aliases=(NameDraft("Dee"),))
    loaded = desk.services.client.record(client_id)
    desk.services.client.update(client_id, base=loaded, mine=replace(loaded, city="Corona"))
    chart.arrive(client_id)
    chart.tabs.set_current("history")
    page = chart.page()
    assert isinstance(page, HistoryTab)
    assert "City: Corona, before: empty" in page.facts.texts()
    assert "Thu, Nov 19, 2026, 10:00 AM" in page.facts.texts()


def test_someone_not_admitted_is_offered_admission(
    chart: ChartScreen, clinic: TestClinic, desk: Desk
) -> None:
    visits: list[Visit] = []
    desk.navigation.requested.connect(visits.append)
    client_id = new_client(clinic, born=date(1990, 1, 1))
    chart.arrive(client_id)
    assert "Not admitted" in chart.header.texts()
    chart.header.admit.click()
    assert visits == [Visit("admit", client_id)]


def test_tabs_that_do_not_fit_are_in_the_menu(chart: ChartScreen, clinic: TestClinic) -> None:
    chart.arrive(new_client(clinic))
    chart.resize(420, 700)
    QApplication.processEvents()
    hidden = [action.text() for action in chart.tabs.more.menu().actions()]
    assert hidden[-1] == "History"
    assert chart.tabs.more.isVisible()
    chart.tabs.more.menu().actions()[-1].trigger()
    assert chart.tabs.current == "history"


def test_every_page_of_the_chart_is_two_keys_away(
    chart: ChartScreen, clinic: TestClinic, qtbot: QtBot
) -> None:
    chart.arrive(new_client(clinic))
    chart.activateWindow()
    for language in Language:
        listed = lettered([(name, Wording(language)(words)) for name, words in chart.tabs.tabs()])
        letters = [words[words.index("&") + 1].casefold() for _name, words in listed]
        assert len(set(letters)) == len(listed) == 14
    for name, words in lettered(chart.tabs.tabs()):
        qtbot.keyClick(chart, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
        menu = QApplication.activePopupWidget()
        assert menu is not None
        qtbot.keyClick(menu, words[words.index("&") + 1].casefold())
        assert chart.tabs.current == name
        assert chart.tabs.bar.hasFocus()


def test_all_pages_fit_at_the_usual_size(chart: ChartScreen, clinic: TestClinic) -> None:
    chart.arrive(new_client(clinic))
    assert not chart.tabs.more.isVisible()


def test_a_paper_is_shown_unlogged_and_noted_when_printed(
    chart: ChartScreen, clinic: TestClinic, desk: Desk
) -> None:
    requests: list[PaperRequest] = []
    desk.preview.asked.connect(requests.append)
    client_id = new_client(clinic, language="es")
    chart.arrive(client_id)
    actions = {action.text(): action for action in chart.header.print.menu().actions()}
    assert list(actions)[:2] == ["Treatment plan", "Treatment plan, client's copy"]
    actions["Meeting list"].trigger()
    (request,) = requests
    assert request.language is Language.SPANISH
    log = clinic.services("privacy_officer").history.access_log
    assert [line.what for line in log()] == ["view client"]
    assert request.printed is not None
    request.printed(Language.SPANISH)
    assert log()[0].what == "print meeting list"
    actions["Treatment plan"].trigger()
    with pytest.raises(NotFound):
        requests[1].maker(Language.SPANISH)


def test_a_page_in_a_low_window_scrolls_and_is_not_squeezed(
    qtbot: QtBot, desk: Desk, clinic: TestClinic
) -> None:
    screen = ChartScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(700, 320)
    client = admitted_client(clinic)
    clinic.services().plan.start(client)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.set_narrow(True)
    screen.arrive(client, tab="plan")
    page = screen.page()
    assert isinstance(page, PlanTab)
    QApplication.processEvents()
    assert page.open_button.height() >= page.open_button.sizeHint().height()
    assert page.height() > screen.height() - page.mapTo(screen, page.rect().topLeft()).y()


def test_a_stay_that_is_over_tells_its_days_with_the_year(clinic: TestClinic) -> None:
    told = AttendanceStrip(date(2025, 7, 29), (), date(2025, 8, 20))
    assert since_words(told) == "Jul 29, 2025 – Aug 20, 2025"
    assert since_words(AttendanceStrip(date(2026, 7, 29), ())) == "Jul 29 – today"
    line = clinic.services().history.latest(new_client(clinic), Wording("en"))[0]
    assert moment_words(line, THURSDAY) == "Nov 19, 10:00 AM"
    assert moment_words(line, date(2027, 1, 2)) == "Nov 19, 2026"
