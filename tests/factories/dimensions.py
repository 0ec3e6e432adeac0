"""Six-dimension assessments for tests."""

from datetime import date
from uuid import UUID

from iopdesk.domain.six_dimensions import AssessmentDraft, Rating, editions
from tests.clinic_for_tests import TestClinic

TODAY = date(2026, 11, 19)


def assessment(
    *, day: date = TODAY, rating: str = "1", edition: str = "3", **more: object
) -> AssessmentDraft:
    """A full assessment of the level that this clinic offers."""
    values: dict[str, object] = {
        "ratings": {
            each.key: Rating(rating, "" if edition == "3" else "2.1", "Own words")
            for each in editions()[edition].dimensions
            if each.is_rated
        },
        "level_indicated": "2.1",
        "level_offered": "2.1",
        "level_accepted": "2.1",
    }
    return AssessmentDraft(day=day, edition=edition, **{**values, **more})  # type: ignore[arg-type]


def signed(clinic: TestClinic, client_id: UUID, **more: object) -> UUID:
    """A signed assessment; its id."""
    draft = assessment(**more)  # type: ignore[arg-type]
    return clinic.services().dimension.sign(client_id, None, base=AssessmentDraft(), mine=draft)
