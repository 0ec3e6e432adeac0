"""The chart's pages of intake and support: papers, reports, a return, people, help."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from iopdesk.domain.carried import CarriedAnswer
from iopdesk.domain.evaluation import Evaluation
from iopdesk.domain.language import Language
from iopdesk.domain.program_paper import ProgramPaper
from iopdesk.domain.support import SupportPerson
from iopdesk.ui.desk import Desk
from iopdesk.ui.intake.client_intake_tab import ClientIntakeTab
from iopdesk.ui.intake.client_support_tab import ClientSupportTab
from iopdesk.ui.preview import PaperRequest
from iopdesk.ui.widgets.fields import ChoiceField
from tests.clinic_for_tests import TestClinic
from tests.factories.people import admitted_client
from tests.factories.scans import pdf_scan
from tests.services.test_return_service import back_after_years
from tests.ui.intake.test_pipeline import shown


def button(widget: object, words: str) -> QPushButton:
    found = widget.findChildren(QPushButton)  # type: ignore[attr-defined]
    return next(one for one in found if one.text().replace("&", "") == words and not one.isHidden())


def test_a_printed_agreement_waits_for_its_signature(
    clinic: TestClinic, desk: Desk, qtbot: QtBot
) -> None:
    client_id = admitted_client(clinic)
    tab = ClientIntakeTab(desk)
    shown(qtbot, tab, client_id)
    asked: list[PaperRequest] = []
    desk.preview.asked.connect(asked.append)
    tab.papers.agreement.click()
    assert asked[0].printed is not None
    assert desk.services.intake_paper.given(client_id) == ()
    asked[0].printed(Language.SPANISH)
    button(tab.papers, "Signed today").click()
    (given,) = desk.services.intake_paper.given(client_id)
    assert (given.kind, given.language) == (ProgramPaper.AGREEMENT, "es")
    assert tab.papers.lines()[0].endswith("signed Nov 19, 2026")


def test_a_report_is_attached_and_opened_in_the_window(
    clinic: TestClinic, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    client_id = admitted_client(clinic)
    done = Evaluation("medical", done=clinic.clock.today(), done_by="Dr. Lee")
    evaluation_id = desk.services.evaluation.save(client_id, done)
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf_scan())
    tab = ClientIntakeTab(desk)
    shown(qtbot, tab, client_id)
    desk.messages.answers.append(file)  # type: ignore[attr-defined]
    button(tab.reports.card, "Attach a report…").click()
    assert evaluation_id in desk.services.attachment.reports(client_id)
    asked: list[PaperRequest] = []
    desk.preview.asked.connect(asked.append)
    button(tab.reports.card, "report.pdf").click()
    assert len(asked) == 1
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".pdf"] == ["report.pdf"]


def test_items_of_a_return_are_answered_by_keys(
    clinic: TestClinic, desk: Desk, qtbot: QtBot
) -> None:
    client_id = back_after_years(clinic)
    tab = ClientIntakeTab(desk)
    shown(qtbot, tab, client_id)
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    table = tab.returns.card.table
    table.setFocus()
    for key in (Qt.Key.Key_Y, Qt.Key.Key_C, Qt.Key.Key_N):
        qtbot.keyClick(table, key)
    answers = [one.answer for one in desk.services.returns.items(client_id)][:3]
    assert answers == [CarriedAnswer.CONFIRMED, CarriedAnswer.CHANGED, CarriedAnswer.ENDED]
    assert tab.returns.last_time.isVisible()


@pytest.mark.parametrize("people", [0, 2])
def test_support_says_how_many_can_be_reached(
    clinic: TestClinic, desk: Desk, qtbot: QtBot, people: int
) -> None:
    client_id = admitted_client(clinic)
    for at in range(people):
        person = SupportPerson(f"P {at}", phone=f"951-555-010{at}", is_reachable_at_risk=True)
        desk.services.support.save(client_id, person)
    tab = ClientSupportTab(desk)
    shown(qtbot, tab, client_id)
    assert bool(tab.notices.texts()) == (people < 2)
    tab.helps.add.click()
    provider = tab.helps.form.field("provider")
    qtbot.keyClicks(provider, "Harbor House")
    tab.helps.save.click()
    assert tab.helps.lines() == ["Sober-living bed, Harbor House: asked for"]
    if people:
        tab.family.add.click()
        who = tab.family.form.field("support_person_id")
        assert isinstance(who, ChoiceField)
        who.setCurrentIndex(1)
        tab.family.save.click()
        assert tab.family.lines() == ["Nov 19, 2026: P 0"]
