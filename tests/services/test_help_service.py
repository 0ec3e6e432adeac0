"""Family education, help around treatment, few people to call, reports of evaluations."""

from dataclasses import replace
from datetime import timedelta

import pytest

from iopdesk.domain.duty import DutyKind
from iopdesk.domain.evaluation import Evaluation
from iopdesk.domain.help import FamilyVisit, Help
from iopdesk.domain.problems import EditConflict, InvalidDraft, NotAllowed, UserProblem
from iopdesk.domain.support import SupportPerson
from tests.clinic_for_tests import TestClinic
from tests.factories.people import admitted_client, new_client
from tests.factories.scans import pdf_scan, picture

SHEET, PICTURE = pdf_scan("Evaluation of D. P."), picture()


def test_family_comes_without_a_chart_of_their_own(clinic: TestClinic) -> None:
    services, today = clinic.services(), clinic.clock.today()
    client_id = admitted_client(clinic)
    before = services.client.count()
    mother = services.support.save(client_id, SupportPerson("Inés", "mother"))
    services.help.save(client_id, FamilyVisit(mother, today, "how_to_help", 60))
    assert services.help.around(client_id).visits[0].minutes == 60
    assert services.client.count() == before
    stranger = services.support.save(new_client(clinic, "Hana", "Ito"), SupportPerson("Jen"))
    for wrong in (FamilyVisit(stranger, today), FamilyVisit(mother, today + timedelta(days=1))):
        with pytest.raises(InvalidDraft):
            services.help.save(client_id, wrong)


def test_help_is_looked_after_until_something_came_of_it(clinic: TestClinic) -> None:
    desk, today = clinic.services("front_desk"), clinic.clock.today()
    client_id = admitted_client(clinic)
    bed = Help("sober_living", "Harbor House", asked=today, next_date=today)
    help_id = desk.help.save(client_id, bed)
    kinds = {duty.kind for duty in desk.duty.duties_of(client_id)}
    assert DutyKind.HELP in kinds
    (stored,) = desk.help.around(client_id).helps
    assert stored.help_id == help_id
    with pytest.raises(InvalidDraft) as refused:
        desk.help.save(client_id, Help("sober_living", asked=today, state="done"))
    assert refused.value.problems[0].field == "outcome"
    has = Help(
        "sober_living", "Harbor House", "", today, "done", None, outcome="Moved in", help_id=help_id
    )
    desk.help.save(client_id, has, stored)
    after = {duty.kind for duty in desk.duty.duties_of(client_id)}
    assert after == kinds - {DutyKind.HELP}
    with pytest.raises(EditConflict):
        other = Help("sober_living", "Sea View", asked=today, next_date=today, help_id=help_id)
        desk.help.save(
            client_id,
            Help(
                "sober_living",
                "Hill",
                asked=today,
                next_date=today,
                state="declined",
                help_id=help_id,
            ),
            stored,
        )
        desk.help.save(client_id, other, stored)


def test_fewer_than_two_to_call_asks_for_the_plan(clinic: TestClinic) -> None:
    services = clinic.services()
    client_id = admitted_client(clinic)
    reach = SupportPerson("Inés", phone="951-555-0144", is_reachable_at_risk=True)
    services.support.save(client_id, reach)
    services.support.save(client_id, SupportPerson("No Number", is_reachable_at_risk=True))

    def asked() -> list[int]:
        duties = services.duty.duties_of(client_id)
        return [duty.count for duty in duties if duty.kind is DutyKind.NETWORK]

    assert asked() == [1]
    jen = SupportPerson("Jen", phone="951-555-0145", is_reachable_at_risk=True)
    services.support.save(client_id, jen)
    assert asked() == []


def test_a_report_stays_in_the_store_and_is_for_clinical_eyes(clinic: TestClinic) -> None:
    services, today = clinic.services(), clinic.clock.today()
    client_id = admitted_client(clinic)
    done = Evaluation("medical", done=today, done_by="Dr. Lee")
    evaluation_id = services.evaluation.save(client_id, done)
    for content in (SHEET, PICTURE):
        services.attachment.attach_report(evaluation_id, "report", content)
    with pytest.raises(UserProblem, match="already"):
        services.attachment.attach_report(evaluation_id, "again.pdf", SHEET)
    with pytest.raises(UserProblem):
        services.attachment.attach_report(evaluation_id, "x.exe", b"MZ hostile")
    first, second = services.attachment.reports(client_id)[evaluation_id]
    for line in (first, second):
        assert services.attachment.paper(line.id).pdf.startswith(b"%PDF")
    desk = clinic.services("front_desk")
    with pytest.raises(NotAllowed):
        desk.attachment.paper(first.id)
    with pytest.raises(NotAllowed):
        desk.attachment.reports(client_id)
    services.attachment.take_back(first.id, "Wrong client")
    assert len(services.attachment.reports(client_id)[evaluation_id]) == 1
    raw = b"".join(path.read_bytes() for path in clinic.folder.iterdir() if path.is_file())
    assert SHEET[:200] not in raw


def test_notes_about_help_are_for_clinical_staff(clinic: TestClinic) -> None:
    counselor, desk, today = clinic.services(), clinic.services("front_desk"), clinic.clock.today()
    client_id = admitted_client(clinic)
    counselor.help.save(client_id, Help("ride", "Clinic van", asked=today, note="Drank on the bus"))
    (seen,) = desk.help.around(client_id).helps
    assert (seen.provider, seen.note) == ("Clinic van", "")
    desk.help.save(client_id, replace(seen, provider="Bus pass"), seen)
    with pytest.raises(NotAllowed):
        desk.help.save(client_id, replace(seen, note="x"), seen)
    (kept,) = counselor.help.around(client_id).helps
    assert (kept.provider, kept.note) == ("Bus pass", "Drank on the bus")
