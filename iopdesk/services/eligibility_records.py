"""Reading decisions about eligibility: with tests and opinions, the open one and those before."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import tzinfo
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from iopdesk.domain.eligibility import (
    Conclusion,
    Eligibility,
    Opinion,
    Test,
    TestDraft,
    criteria,
)
from iopdesk.services.paper_facts import named
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.intake_tables import (
    EligibilityOpinionRow,
    EligibilityRow,
    EligibilityTestRow,
)


def eligibilities(db: Session, client_id: UUID, zone: tzinfo | None) -> tuple[Eligibility, ...]:
    """All of a client, the oldest first."""
    assessor, decider = aliased(StaffRow), aliased(StaffRow)
    row = EligibilityRow
    rows = db.execute(
        select(
            row.id,
            row.day,
            row.assessor_id,
            assessor.name.label("assessor"),
            assessor.credential.label("credential"),
            row.outcome,
            row.conditions,
            row.conditional_until,
            row.note,
            row.decided_at,
            decider.name.label("decider"),
            decider.credential.label("decider_credential"),
            row.conditions_met,
        )
        .join(assessor, assessor.id == row.assessor_id)
        .outerjoin(decider, decider.id == row.decided_by)
        .where(row.client_id == client_id, row.void == 0)
        .order_by(row.day, row.decided_at.is_(None), row.decided_at)
    ).all()
    ids = [each.id for each in rows]
    tests, opinions = _tests(db, ids), _opinions(db, ids, zone)
    return tuple(
        Eligibility(
            each.id,
            each.day,
            named(each.assessor, each.credential),
            each.assessor_id,
            Conclusion(each.outcome, each.conditions, each.conditional_until, each.note),
            tuple(tests[each.id]),
            tuple(opinions[each.id]),
            each.decided_at.astimezone(zone) if each.decided_at else None,
            named(each.decider, each.decider_credential),
            each.conditions_met,
        )
        for each in rows
    )


def _tests(db: Session, ids: Sequence[UUID]) -> dict[UUID, list[Test]]:
    row = EligibilityTestRow
    found: dict[UUID, list[Test]] = defaultdict(list)
    for each in db.execute(
        select(
            row.eligibility_id,
            row.id,
            row.remedy_done,
            row.criterion,
            row.result,
            row.evidence,
            row.remedy,
            row.remedy_words,
            row.remedy_due,
        )
        .where(row.eligibility_id.in_(ids), row.void == 0)
        .order_by(row.criterion)
    ):
        found[each[0]].append(Test(each[1], TestDraft(*each[3:]), each[2]))
    order = {one.key: at for at, one in enumerate(criteria())}
    for tests in found.values():
        tests.sort(key=lambda test: order.get(test.draft.criterion, len(order)))
    return found


def _opinions(db: Session, ids: Sequence[UUID], zone: tzinfo | None) -> dict[UUID, list[Opinion]]:
    """The newest opinion of each person, in the order in which they spoke."""
    row = EligibilityOpinionRow
    newest: dict[UUID, dict[UUID, Opinion]] = defaultdict(dict)
    for of, staff_id, name, credential, at, agrees, words in db.execute(
        select(
            row.eligibility_id,
            row.staff_id,
            StaffRow.name,
            StaffRow.credential,
            row.at,
            row.agrees,
            row.words,
        )
        .join(StaffRow, StaffRow.id == row.staff_id)
        .where(row.eligibility_id.in_(ids), row.void == 0)
        .order_by(row.at, row.op)
    ):
        said = newest[of]
        said.pop(staff_id, None)
        by = named(name, credential)
        said[staff_id] = Opinion(staff_id, by, at.astimezone(zone), agrees, words)
    return defaultdict(list, {of: list(said.values()) for of, said in newest.items()})
