"""What was signed stays as it was signed, whoever writes to the store."""

from dataclasses import replace
from datetime import date, time

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from iopdesk.domain.language import Language
from iopdesk.domain.plan_library import plan_library, problem_from_library
from iopdesk.storage.attendance_tables import GroupSessionRow
from iopdesk.storage.client_tables import DiagnosisRow
from iopdesk.storage.group_tables import TreatmentGroupRow
from iopdesk.storage.note_tables import GroupNoteRow
from iopdesk.storage.plan_tables import (
    GoalRow,
    ObjectiveRow,
    PlannedServiceRow,
    PlanRow,
    ProblemRow,
    SignatureRow,
)
from iopdesk.storage.step_down_tables import StepDownRow
from tests.clinic_for_tests import TestClinic
from tests.factories.people import admitted_client


def sign_a_plan(clinic: TestClinic) -> None:
    services = clinic.services("counselor")
    client_id = admitted_client(clinic)
    store = clinic.store
    with store.write("test.diagnosis", None) as db:
        db.add(DiagnosisRow(id=store.new_id(), client_id=client_id, code="F10.20", words="x"))
    base = services.plan.start(client_id)
    problem = problem_from_library(
        plan_library().problems[0], date(2026, 11, 19), Language.ENGLISH, services.plan.new_id
    )
    saved = services.plan.save(replace(base, strengths="x", problems=(problem,)), base)
    services.plan.sign(saved.id)


@pytest.mark.parametrize(
    ("row_class", "field"),
    [
        (ProblemRow, "client_words"),
        (GoalRow, "text"),
        (ObjectiveRow, "text"),
        (PlannedServiceRow, "dose"),
        (PlanRow, "strengths"),
    ],
)
def test_no_part_of_a_signed_plan_changes(
    clinic: TestClinic, row_class: type[PlanRow], field: str
) -> None:
    sign_a_plan(clinic)
    with pytest.raises(IntegrityError, match="signed"), clinic.store.write("x.y", None) as db:
        row = db.scalars(select(row_class)).first()
        setattr(row, field, "changed afterwards")


def test_nothing_is_added_to_a_signed_plan(clinic: TestClinic) -> None:
    sign_a_plan(clinic)
    store = clinic.store
    with pytest.raises(IntegrityError, match="signed"), store.write("x.y", None) as db:
        plan = db.scalars(select(PlanRow)).one()
        db.add(ProblemRow(id=store.new_id(), client_id=plan.client_id, plan_id=plan.id, position=9))


def test_a_signed_plan_can_be_replaced(clinic: TestClinic) -> None:
    sign_a_plan(clinic)
    with clinic.store.write("x.y", None) as db:
        db.scalars(select(PlanRow)).one().state = "replaced"
    with clinic.store.read() as db:
        assert db.scalars(select(PlanRow.state)).one() == "replaced"


def test_a_signed_note_never_changes(clinic: TestClinic) -> None:
    store = clinic.store
    staff = clinic.staff["counselor"]  # type: ignore[index]
    with store.write("x.y", None) as db:
        group = TreatmentGroupRow(id=store.new_id(), name="A group")
        db.add(group)
        db.flush()
        held = GroupSessionRow(
            id=store.new_id(), group_id=group.id, day=date(2026, 11, 19), start=time(9), minutes=90
        )
        db.add(held)
        db.flush()
        note = GroupNoteRow(
            id=store.new_id(),
            session_id=held.id,
            text="as signed",
            signed_by=staff.staff_id,
            signed_at=store.clock.now(),
        )
        db.add(note)
    with pytest.raises(IntegrityError, match="signed"), store.write("x.y", None) as db:
        db.get_one(GroupNoteRow, note.id).text = "other"


def test_a_replaced_plan_is_not_in_force_again(clinic: TestClinic) -> None:
    sign_a_plan(clinic)
    with clinic.store.write("x.y", None) as db:
        db.scalars(select(PlanRow)).one().state = "replaced"
    with pytest.raises(IntegrityError, match="signed"), clinic.store.write("x.y", None) as db:
        db.scalars(select(PlanRow)).one().state = "signed"


def test_a_signature_is_taken_back_whole_or_stays(clinic: TestClinic) -> None:
    sign_a_plan(clinic)
    with pytest.raises(IntegrityError, match="signed"), clinic.store.write("x.y", None) as db:
        db.scalars(select(SignatureRow)).one().name = "Someone else"
    with clinic.store.write("x.y", None) as db:
        db.scalars(select(SignatureRow)).one().void = 1


def test_a_final_step_down_only_notes_the_copy(clinic: TestClinic) -> None:
    services = clinic.services("counselor")
    base = services.step_down.start(admitted_client(clinic))
    saved = services.step_down.save(replace(base, reason="completed"), base)
    services.step_down.discharge(saved.id, date(2026, 11, 19))
    with clinic.store.write("x.y", None) as db:
        db.get_one(StepDownRow, saved.id).client_copy_given = date(2026, 11, 19)
    with pytest.raises(IntegrityError, match="signed"), clinic.store.write("x.y", None) as db:
        db.get_one(StepDownRow, saved.id).reason = "other"
