"""A client in program and a plan in the state of the pictures, made through services."""

from dataclasses import replace
from uuid import UUID

from iopdesk.domain.health import Diagnosis
from iopdesk.domain.language import Language
from iopdesk.domain.plan import ObjectiveStatus, Plan
from iopdesk.domain.plan_library import plan_library, problem_from_library
from iopdesk.services.clinic_services import ClinicServices
from tests.clinic_for_tests import TestClinic
from tests.factories.people import admitted_client


def make_client(clinic: TestClinic, name: str = "Dwayne Porter", language: str = "en") -> UUID:
    """An admitted client with a diagnosis and a counselor."""
    first, _space, last = name.partition(" ")
    client_id = admitted_client(clinic, first, last, language=language)
    diagnosis = Diagnosis(code="F10.20", words="Alcohol use disorder, moderate")
    clinic.services("counselor").health.save(client_id, diagnosis)
    return client_id


def fill_plan(services: ClinicServices, client_id: UUID, *, many: bool = False) -> Plan:
    """A draft with the problems of the library, the first objective met."""
    plans = services.plan
    draft = plans.start(client_id)
    wanted = 12 if many else 4
    problems = tuple(
        problem_from_library(each, draft.begun, Language.ENGLISH, plans.new_id)
        for each in plan_library().problems[:wanted]
    )
    if many:
        long = "I want to say all of it in my own words. " * 90
        problems = (replace(problems[0], client_words=long), *problems[1:])
    mine = replace(draft, strengths="I keep my word to my kids.", problems=problems)
    saved = plans.save(mine, draft)
    first = saved.problems[0].objectives[0]
    return plans.set_objective_status(saved.id, first.lineage_id, ObjectiveStatus.MET)
