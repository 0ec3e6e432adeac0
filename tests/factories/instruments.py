"""Filled-in instruments for tests."""

from datetime import date
from uuid import UUID

from iopdesk.domain.instrument import instruments
from iopdesk.domain.instrument_result import ResultDraft
from tests.clinic_for_tests import TestClinic

TODAY = date(2026, 11, 19)


def answers(key: str, value: int = 0, **others: int | None) -> dict[str, int | None]:
    """The same answer everywhere, but for some."""
    return {item.item_id: value for item in instruments()[key].items} | others


def result(
    clinic: TestClinic,
    client_id: UUID,
    key: str = "phq9",
    *,
    value: int = 0,
    day: date = TODAY,
    **others: int | None,
) -> UUID:
    """Enter a result as the counselor; its id."""
    draft = ResultDraft(key, day, answers=answers(key, value, **others))
    return clinic.services().instrument.save(client_id, draft)
