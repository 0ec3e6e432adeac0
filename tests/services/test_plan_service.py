"""Treatment plans from the first draft to the next version, on the real store."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from iopdesk.domain.language import Language
from iopdesk.domain.plan import ObjectiveStatus, Plan, PlanState, Problem
from iopdesk.domain.plan_library import plan_library, problem_from_library
from iopdesk.domain.problems import EditConflict, InvalidDraft, NotAllowed, UserProblem
from iopdesk.services.plan_service import PlanService
from iopdesk.storage.client_tables import ClientRow, DiagnosisRow
from iopdesk.storage.clinic_tables import ProgramRow
from iopdesk.storage.episode_tables import EpisodeRow
from iopdesk.storage.journal_check import compare_rows
from tests.clinic_for_tests import TestClinic


@pytest.fixture
def client_id(clinic: TestClinic) -> UUID:
    store = clinic.store
    with store.write("test.client", None) as db:
        client = ClientRow(
            id=store.new_id(), chart_number="M-1", first_name="D", last_name="P", sort_name="p d"
        )
        db.add(client)
        db.flush()
        program = db.scalars(select(ProgramRow.id)).one()
        db.add(
            EpisodeRow(
                id=store.new_id(),
                client_id=client.id,
                number=1,
                program_id=program,
                admitted=date(2026, 10, 21),
                planned_end=date(2027, 1, 19),
            )
        )
        db.add(
            DiagnosisRow(
                id=store.new_id(), client_id=client.id, code="F10.20", words="Alcohol use disorder"
            )
        )
    return client.id


@pytest.fixture
def plans(clinic: TestClinic) -> PlanService:
    return PlanService(clinic.store, clinic.staff["counselor"])  # type: ignore[index]


def from_library(plans: PlanService, at: int = 0) -> Problem:
    suggestion = plan_library().problems[at]
    return problem_from_library(suggestion, date(2026, 11, 19), Language.ENGLISH, plans.new_id)


def written(plans: PlanService, client_id: UUID) -> Plan:
    """A saved draft with one problem of the library and all that signing asks for."""
    draft = plans.start(client_id)
    mine = replace(draft, strengths="Keeps promises", problems=(from_library(plans),))
    return plans.save(mine, draft)


def test_a_draft_comes_back_as_it_was_written(plans: PlanService, client_id: UUID) -> None:
    saved = written(plans, client_id)
    assert plans.newest(client_id) == saved
    assert [len(problem.objectives) for problem in saved.problems] == [3]


def test_signing_locks_the_plan(clinic: TestClinic, plans: PlanService, client_id: UUID) -> None:
    signed = plans.sign(written(plans, client_id).id)
    assert (signed.state, signed.signed_by) == (PlanState.SIGNED, "R. Alvarez, LCSW")
    with pytest.raises(UserProblem, match="Start a new version"):
        plans.save(replace(signed, strengths="other"), signed)
    assert plans.plan(signed.id).strengths == "Keeps promises"
    with clinic.store.read() as db:
        assert compare_rows(db.connection()) == []


def test_an_unfinished_plan_says_all_that_is_missing(plans: PlanService, client_id: UUID) -> None:
    draft = plans.start(client_id)
    with pytest.raises(UserProblem, match="Strengths; At least one problem"):
        plans.sign(draft.id)
    problem = from_library(plans)
    goal = problem.goals[0]
    undated = replace(goal.objectives[1], target=None)
    goal = replace(goal, objectives=(goal.objectives[0], undated, *goal.objectives[2:]))
    mine = replace(draft, strengths="x", problems=(replace(problem, goals=(goal,)),))
    saved = plans.save(mine, draft)
    lacking = [c.text.format(**c.values) for c in plans.checklist(saved) if not c.is_met]
    assert "Objective 1.2 has a date" in lacking


def test_a_deferred_problem_needs_no_objectives(plans: PlanService, client_id: UUID) -> None:
    draft = written(plans, client_id)
    later = Problem(id=plans.new_id(), title="Teeth", deferred_because="No dentist before spring")
    saved = plans.save(replace(draft, problems=(*draft.problems, later)), draft)
    assert plans.sign(saved.id).state is PlanState.SIGNED


def test_removing_a_problem_keeps_its_rows_void(plans: PlanService, client_id: UUID) -> None:
    draft = written(plans, client_id)
    emptied = plans.save(replace(draft, problems=()), draft)
    assert emptied.problems == ()
    assert plans.newest(client_id) == emptied


def test_two_people_who_change_different_fields_both_keep_them(
    plans: PlanService, client_id: UUID
) -> None:
    base = written(plans, client_id)
    plans.save(replace(base, needs="A plan for the evening"), base)
    merged = plans.save(replace(base, abilities="Reads well"), base)
    assert (merged.needs, merged.abilities) == ("A plan for the evening", "Reads well")


def test_two_people_who_change_one_field_see_both_values(
    plans: PlanService, client_id: UUID
) -> None:
    base = written(plans, client_id)
    plans.save(replace(base, needs="Hers"), base)
    with pytest.raises(EditConflict) as refused:
        plans.save(replace(base, needs="His", abilities="kept back"), base)
    conflict = refused.value.fields[0]
    assert (conflict.mine, conflict.theirs, conflict.theirs_by) == ("His", "Hers", "R. Alvarez")
    assert plans.plan(base.id).abilities == ""


def test_a_new_version_copies_and_replaces_at_signing(plans: PlanService, client_id: UUID) -> None:
    first = plans.sign(written(plans, client_id).id)
    lineage = first.problems[0].objectives[0].lineage_id
    plans.set_objective_status(first.id, lineage, ObjectiveStatus.MET, "seen by staff")
    second = plans.new_version(client_id)
    assert (second.version, second.replaces, second.state) == (2, 1, PlanState.DRAFT)
    assert second.problems[0].objectives[0].status is ObjectiveStatus.MET
    assert second.problems[0].id != first.problems[0].id
    plans.sign(second.id)
    states = [(v.version, v.state) for v in plans.versions(client_id)]
    assert states == [(2, PlanState.SIGNED), (1, PlanState.REPLACED)]


def test_the_clients_signature_is_tracked_on_paper(plans: PlanService, client_id: UUID) -> None:
    draft = written(plans, client_id)
    with pytest.raises(UserProblem, match="Sign the plan first"):
        plans.record_client_signature(draft.id, "paper")
    plans.sign(draft.id)
    signed = plans.record_client_signature(draft.id, "refused", "wants to read it at home")
    assert [(s.signer, s.how) for s in signed.signatures] == [
        ("staff", "screen"),
        ("client", "refused"),
    ]
    assert plans.versions(client_id)[0].client_signed == "refused"


def test_a_text_that_is_too_long_is_told_and_nothing_is_written(
    plans: PlanService, client_id: UUID
) -> None:
    draft = written(plans, client_id)
    with pytest.raises(InvalidDraft):
        plans.save(replace(draft, needs="x" * 4001), draft)
    assert plans.plan(draft.id).needs == ""


def test_the_front_desk_may_not_read_plans(clinic: TestClinic, client_id: UUID) -> None:
    desk = PlanService(clinic.store, clinic.staff["front_desk"])  # type: ignore[index]
    with pytest.raises(NotAllowed):
        desk.newest(client_id)


def test_the_summary_counts_met_objectives(plans: PlanService, client_id: UUID) -> None:
    signed = plans.sign(written(plans, client_id).id)
    lineage = signed.problems[0].objectives[0].lineage_id
    plans.set_objective_status(signed.id, lineage, ObjectiveStatus.MET)
    summary = plans.summary(client_id)
    assert summary is not None
    assert [(line.met, line.total) for line in summary.lines] == [(1, 3)]
    assert summary.signed == date(2026, 11, 19)
