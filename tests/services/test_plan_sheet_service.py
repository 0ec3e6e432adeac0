"""The plan with all that stands around it, and what could not be saved."""

from dataclasses import replace
from uuid import UUID

import pytest

from iopdesk.domain.language import Language
from iopdesk.domain.problems import EditConflict, NotAllowed, NotFound
from tests.clinic_for_tests import TestClinic
from tests.ui.plans.plan_fixtures import fill_plan, make_client


def test_the_sheet_has_client_plan_versions_and_staff(clinic: TestClinic) -> None:
    client_id = make_client(clinic, "Rosa Quiñones", language="es")
    services = clinic.services("counselor")
    assert services.plan_sheet.sheet(client_id).plan is None
    plan = fill_plan(services, client_id)
    sheet = services.plan_sheet.sheet(client_id)
    assert (sheet.client_name, sheet.language) == ("Rosa Quiñones", Language.SPANISH)
    assert (sheet.plan, sheet.is_newest, sheet.is_in_program) == (plan, True, True)
    assert sheet.diagnoses == 1
    assert "R. Alvarez, LCSW" in sheet.staff


def test_an_older_version_is_not_the_newest(clinic: TestClinic) -> None:
    client_id = make_client(clinic)
    services = clinic.services("counselor")
    first = services.plan.sign(fill_plan(services, client_id).id)
    services.plan.new_version(client_id)
    sheet = services.plan_sheet.sheet(client_id, first.id)
    assert not sheet.is_newest
    assert [version.version for version in sheet.versions] == [2, 1]


def test_what_could_not_be_saved_is_kept_until_it_is(clinic: TestClinic) -> None:
    client_id = make_client(clinic)
    services = clinic.services("counselor")
    base = fill_plan(services, client_id)
    clinic.services("supervisor").plan.save(replace(base, needs="hers"), base)
    mine = replace(base, needs="his")
    with pytest.raises(EditConflict):
        services.plan_sheet.save(mine, base)
    kept = services.plan_sheet.sheet(client_id).typed
    assert kept is not None
    assert (kept.mine.needs, kept.base.needs) == ("his", "")
    assert clinic.services("supervisor").plan_sheet.sheet(client_id).typed is None
    services.plan_sheet.save(mine, replace(base, needs="hers"))
    assert services.plan_sheet.sheet(client_id).typed is None


def test_a_removed_problem_comes_back_when_someone_was_writing_on_it(clinic: TestClinic) -> None:
    client_id = make_client(clinic)
    services = clinic.services("counselor")
    base = fill_plan(services, client_id)
    clinic.services("supervisor").plan.save(replace(base, problems=base.problems[1:]), base)
    problem = base.problems[0]
    goal = replace(problem.goals[0], text="Typed meanwhile")
    written = replace(problem, goals=(goal, *problem.goals[1:]))
    saved = services.plan.save(replace(base, problems=(written, *base.problems[1:])), base)
    assert saved.problems[0].goals[0].text == "Typed meanwhile"


def test_only_clinical_staff_and_only_known_clients(clinic: TestClinic) -> None:
    with pytest.raises(NotAllowed):
        clinic.services("front_desk").plan_sheet.sheet(make_client(clinic))
    with pytest.raises(NotFound):
        clinic.services("counselor").plan_sheet.sheet(UUID(int=7))
