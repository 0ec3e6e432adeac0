"""Units of an authorization, counted from attendance as it stands after every correction."""

import random
from datetime import date, time, timedelta
from uuid import UUID

import pytest

from iopdesk.domain.attendance import Mark, MarkDraft
from iopdesk.domain.evaluation import Authorization
from iopdesk.domain.group_session import MoveDraft
from iopdesk.domain.staff import Role
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import MONDAY, THURSDAY, member, new_group, slot_on

_MINUTES = {Mark.PRESENT: 90, Mark.LATE: 75, Mark.LEFT_EARLY: 75}


def _used(clinic: TestClinic, client_id: UUID, number: str) -> int:
    papers = clinic.services(Role.FRONT_DESK).evaluation.papers(client_id)
    (one,) = (each for each in papers.authorizations if each.number == number)
    assert one.authorization_id is not None
    return papers.used[one.authorization_id]


@pytest.fixture
def group_id(clinic: TestClinic) -> UUID:
    return new_group(clinic, weekdays=(0, 1, 3))


def test_a_session_held_on_another_day_counts_on_that_day(
    clinic: TestClinic, group_id: UUID
) -> None:
    client_id = member(clinic, group_id)
    service = clinic.services(Role.FRONT_DESK).evaluation
    week_end = MONDAY + timedelta(days=1)
    service.save(client_id, Authorization("A", "old", MONDAY, week_end, 9, "sessions"))
    service.save(
        client_id, Authorization("B", "new", MONDAY + timedelta(days=2), THURSDAY, 9, "sessions")
    )
    tuesday = slot_on(clinic, group_id, 1)
    clinic.services().session_plan.move(
        tuesday, week_end, MoveDraft(MONDAY + timedelta(days=2), time(9), 90)
    )
    clinic.services().attendance.mark(tuesday, week_end, MarkDraft(client_id, Mark.PRESENT))
    assert (_used(clinic, client_id, "old"), _used(clinic, client_id, "new")) == (0, 1)


def test_it_follows_marks_corrections_and_what_was_taken_back(
    clinic: TestClinic, group_id: UUID
) -> None:
    client_id = member(clinic, group_id)
    spans = {
        "days": (date(2026, 10, 26), date(2026, 11, 10)),
        "sessions": (date(2026, 11, 3), date(2026, 11, 18)),
        "hours": (date(2026, 10, 26), date(2026, 11, 19)),
    }
    for kind, (starts, ends) in spans.items():
        draft = Authorization(f"Payer of {kind}", kind, starts, ends, 40, kind)
        clinic.services(Role.FRONT_DESK).evaluation.save(client_id, draft)
    slots = {weekday: slot_on(clinic, group_id, weekday) for weekday in (0, 1, 3)}
    days = [MONDAY - timedelta(weeks=w) + timedelta(days=d) for w in range(4) for d in slots]
    stands: dict[date, Mark] = {}
    attendance, chance = clinic.services().attendance, random.Random(5)
    for _turn in range(40):
        day = chance.choice(days)
        slot_id = slots[day.weekday()]
        if day in stands and chance.random() < 0.3:
            attendance.clear(slot_id, day, client_id, seen=None)
            del stands[day]
        else:
            given = chance.choice(list(Mark))
            attendance.mark(slot_id, day, MarkDraft(client_id, given, why="Corrected"))
            stands[day] = given
    came = {day: _MINUTES[given] for day, given in stands.items() if given in _MINUTES}
    within = {
        kind: [came[day] for day in came if starts <= day <= ends]
        for kind, (starts, ends) in spans.items()
    }
    assert _used(clinic, client_id, "days") == len(within["days"]) > 0
    assert _used(clinic, client_id, "sessions") == len(within["sessions"]) > 0
    assert _used(clinic, client_id, "hours") == sum(within["hours"]) // 60 > 0
