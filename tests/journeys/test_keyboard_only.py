"""Every place without a mouse: reached, left, walked through with Tab, told by F1."""

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QScrollArea,
    QWidget,
)

from iopdesk.domain.client import ClientDraft
from iopdesk.domain.episode import AdmissionDraft
from iopdesk.domain.group import GroupDraft, SlotDraft
from iopdesk.domain.language import Language
from iopdesk.ui.areas import PLACES
from iopdesk.ui.look import Look, keep_look
from iopdesk.ui.main_window import MainWindow
from tests.folder_for_tests import THURSDAY
from tests.journeys.office import Office
from tests.journeys.person import Person, name_of

TODAY = THURSDAY.date()
AREAS = ("today", "clients", "groups", "meetings", "reports", "satellites", "clinic")
MOST_STOPS = 150
SIGN_IN = {Language.ENGLISH: ("Login", "Password"), Language.SPANISH: ("Usuario", "Contraseña")}


@pytest.fixture
def person(ready: Office) -> Person:
    """Someone signed in, in a clinic with a client in a group that meets today."""
    made = ready.signed_in()
    services = ready.desks[0].services
    client_id = services.client.create(ClientDraft("Tanya", "Brooks"))
    program = services.episode.programs()[0]
    services.episode.admit(client_id, AdmissionDraft(program.program_id, TODAY))
    group_id = services.group.create(
        GroupDraft("Early recovery"), [SlotDraft(3, THURSDAY.time(), 90, TODAY)]
    )
    services.roster.add(group_id, client_id, TODAY)
    services.plan.start(client_id)
    services.step_down.start(client_id)
    services.client.create(ClientDraft("Sam", "Reed"))
    return made


def record_of(office: Office, place: str) -> dict[str, object]:
    """What a place is opened with."""
    services = office.desks[-1].services
    (line,) = services.today.today().groups
    clients = {client.name: client.client_id for client in services.client.clients(None)}
    ids = {"group": line.group_id, "group_session": line.slot_id, "admit": clients["Sam Reed"]}
    ids["group_topics"] = line.group_id
    for name in ("client", "find_groups", "placement", "plan", "refer", "setback", "step_down"):
        ids[name] = clients["Tanya Brooks"]
    return {"record_id": ids.get(place)}


def stops(person: Person) -> list[QWidget]:
    """Where Tab stops, from the first stop around to it again."""
    met: list[QWidget] = []
    person.key("Tab")
    while len(met) < MOST_STOPS:
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus in met:
            return met
        met.append(focus)
        person.key("Tab")
    raise AssertionError("Tab never came around")


def test_keys_go_to_every_area_and_back(person: Person) -> None:
    for number, place in enumerate(AREAS, start=1):
        person.key(f"Ctrl+{number}")
        person.is_at(place)
    person.key("Alt+Left")
    person.is_at("satellites")
    person.key("Esc")
    person.is_at("reports")


def test_the_find_box_opens_clients_groups_and_commands(person: Person) -> None:
    for words, shown, place in (
        ("tanya", "M-00001", "client"),
        ("early", "Early recovery", "group"),
        ("import", "Import", "import_meetings"),
    ):
        person.key("Ctrl+K")
        person.types(words)
        person.sees(shown)
        person.settles()
        person.key("Return")
        person.is_at(place)


@pytest.mark.parametrize("place", sorted(PLACES))
def test_a_place_is_walked_through_with_tab(ready: Office, person: Person, place: str) -> None:
    window = person.window
    assert isinstance(window, MainWindow)
    window.navigation.open(place, **record_of(ready, place))  # type: ignore[arg-type]
    person.is_at(place)
    met = stops(person)
    nameless = [
        type(each).__name__
        for each in met
        if not name_of(each) and not isinstance(each, QAbstractScrollArea)
    ]
    assert nameless == []
    unreached = [
        name_of(each)
        for each in window.findChildren(QAbstractButton)
        if each.isVisible() and each.isEnabled() and each not in met and not is_in_group(each)
    ]
    assert unreached == []


def is_in_group(button: QAbstractButton) -> bool:
    """One of several choices, of which arrows reach the others; or part of a field."""
    return button.group() is not None or not button.focusPolicy()


def clashes(window: QWidget) -> list[list[str]]:
    """Things on the window that claim the same letter with Alt."""
    labels = [each for each in window.findChildren(QLabel) if each.isVisible() and each.buddy()]
    buttons = [b for b in window.findChildren(QAbstractButton) if b.isVisible() and b.isEnabled()]
    by_key: dict[str, list[str]] = {}
    for each in (*labels, *buttons):
        by_key.setdefault(QKeySequence.mnemonic(each.text()).toString(), []).append(each.text())
    return [words for key, words in by_key.items() if key and len(words) > 1]


@pytest.mark.parametrize("language", Language)
def test_no_letter_is_claimed_twice(ready: Office, person: Person, language: Language) -> None:
    person.key("Ctrl+L")
    keep_look(Look("light", 100, language))
    again = ready.signed_in(words=SIGN_IN[language])
    window = again.window
    assert isinstance(window, MainWindow)
    found = {}
    for place in PLACES:
        window.navigation.open(place, **record_of(ready, place))  # type: ignore[arg-type]
        again.is_at(place)
        found[place] = clashes(window)
    window.navigation.open("group")
    again.settles()
    found["new group"] = clashes(window)
    window.navigation.open("group", **record_of(ready, "group"))  # type: ignore[arg-type]
    again.is_at("group")
    screen = again.screen
    for button in (screen.schedule.add, screen.facts.edit):  # type: ignore[attr-defined]
        button.click()
        again.settles()
        found[button.text()] = clashes(window)
        cancel = screen.schedule if button is screen.schedule.add else screen.facts  # type: ignore[attr-defined]
        cancel.cancel.click()
        again.settles()
    assert {place: letters for place, letters in found.items() if letters} == {}


def test_focus_is_seen(ready: Office, person: Person) -> None:
    """What has the focus is drawn otherwise than without it."""
    for place in ("today", "clients", "client", "group_session", "refer"):
        window = person.window
        assert isinstance(window, MainWindow)
        window.navigation.open(place, **record_of(ready, place))  # type: ignore[arg-type]
        person.is_at(place)
        for widget in stops(person):
            if isinstance(widget, QScrollArea):
                continue  # has the focus only to be scrolled
            widget.setFocus()
            QApplication.processEvents()
            focused = widget.grab().toImage()
            widget.clearFocus()
            QApplication.processEvents()
            assert widget.grab().toImage() != focused, f"{place}: {name_of(widget)}"


@pytest.mark.parametrize(
    ("place", "words"),
    [("group_session", "undo the last mark"), ("clients", "New client"), ("refer", "Ctrl+P")],
)
def test_f1_tells_the_keys_of_the_place(
    ready: Office, person: Person, place: str, words: str
) -> None:
    window = person.window
    assert isinstance(window, MainWindow)
    window.navigation.open(place, **record_of(ready, place))  # type: ignore[arg-type]
    person.is_at(place)
    with person.answering("Escape") as read:
        person.key("F1")
    assert words in read
    assert {"Everywhere", "Ctrl+K", "Ctrl+L", "lock"} <= set(read)
