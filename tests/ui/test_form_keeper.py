"""What is typed into a form stands there again after a lock, for the same person alone."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from iopdesk.storage.client_tables import DraftRow
from iopdesk.ui.calendar.appointment_screen import AppointmentScreen
from iopdesk.ui.clients.admit_screen import AdmitScreen
from iopdesk.ui.consents.consent_screen import ConsentScreen
from iopdesk.ui.desk import Desk
from iopdesk.ui.navigation import Visit
from iopdesk.ui.screen import Screen
from tests.clinic_for_tests import TestClinic
from tests.factories.consents import whole_consent
from tests.factories.groups import new_group
from tests.factories.people import admitted_client, new_client

Made = tuple[type[Screen], str, Callable[[TestClinic], UUID]]

SCREENS: dict[str, Made] = {
    "consent": (ConsentScreen, "to_whom", admitted_client),
    "admit": (AdmitScreen, "reason", new_client),
    "appointment": (AppointmentScreen, "words", admitted_client),
}


def _opened(
    made: type[Screen], desk: Desk, client_id: UUID | None, qtbot: QtBot, **more: object
) -> Any:
    screen = made(desk)
    qtbot.addWidget(screen)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.arrive(client_id, **more)
    return screen


def _form(screen: Any) -> Any:
    return screen.form if hasattr(screen, "form") else screen.view.form


def _words(screen: Any, name: str) -> str:
    field = _form(screen).field(name)
    return str(field.text() if hasattr(field, "text") else field.toPlainText())


def _drafts(clinic: TestClinic) -> int:
    with clinic.store.read() as db:
        return db.scalar(select(func.count()).select_from(DraftRow)) or 0


@pytest.mark.parametrize("which", SCREENS)
def test_a_half_typed_form_stands_again_after_a_lock(
    desk: Desk, clinic: TestClinic, qtbot: QtBot, which: str
) -> None:
    made, name, client = SCREENS[which]
    client_id = client(clinic)
    desk.navigation.visits += [Visit("today"), Visit(which)]
    first = _opened(made, desk, client_id, qtbot)
    qtbot.keyClicks(_form(first).field(name), "Half a sent")
    assert first.has_unsaved()
    first.keep_draft()

    other = replace(desk, services=clinic.services("supervisor"))
    assert _words(_opened(made, other, client_id, qtbot), name) == ""
    again = _opened(made, desk, client_id, qtbot)
    assert _words(again, name) == "Half a sent"
    assert again.has_unsaved()

    again.give_up()
    assert not again.has_unsaved()
    assert _drafts(clinic) == 0
    assert _words(_opened(made, desk, client_id, qtbot), name) == ""


def test_a_saved_consent_leaves_no_draft_and_choices_come_back(
    desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    client_id = admitted_client(clinic)
    first = _opened(ConsentScreen, desk, client_id, qtbot)
    first.form.kind.set_value("criminal_justice")
    first.form.field("to_whom").setText("Court 5")
    first.form.field("until").setText("5/1/20")
    first.form.information.boxes["attendance"].setChecked(True)
    first.keep_draft()
    again = _opened(ConsentScreen, desk, client_id, qtbot)
    draft = again.form.draft()
    assert (draft.kind, draft.to_whom, draft.information) == (
        "criminal_justice",
        "Court 5",
        "attendance",
    )
    assert again.form.field("until").text() == "5/1/20"
    again.form.field("until").setText("5/1/2027")
    again.save.click()
    assert _drafts(clinic) == 0
    (line,) = clinic.services().consent.folder(client_id).lines
    assert line.consent.to_whom == "Court 5"


def test_only_what_was_typed_is_laid_over_what_another_saved_meanwhile(
    desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    client_id = admitted_client(clinic)
    consent_id = clinic.services().consent.save(client_id, whole_consent(), None)
    first = _opened(ConsentScreen, desk, client_id, qtbot, consent=consent_id)
    first.form.field("note").setText("Mine")
    first.keep_draft()
    service = clinic.services("supervisor").consent
    (line,) = service.folder(client_id).lines
    service.save(client_id, replace(line.consent, recipient_contact="Pier 1"), line.consent)
    again = _opened(ConsentScreen, desk, client_id, qtbot, consent=consent_id)
    assert _words(again, "note") == "Mine"
    assert _words(again, "recipient_contact") == "Pier 1"


def test_ticked_groups_of_an_admission_come_back(
    desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    new_group(clinic)
    client_id = new_client(clinic)
    first = _opened(AdmitScreen, desk, client_id, qtbot)
    first.groups.boxes()[0].click()
    first.form.field("planned_end").setText("3/1/2027")
    first.keep_draft()
    again = _opened(AdmitScreen, desk, client_id, qtbot)
    assert again.groups.boxes()[0].isChecked()
    assert _words(again, "planned_end") == "3/1/2027"
    again.cancel.click()
    assert _drafts(clinic) == 0
