"""Changes of a client's placement for tests, made through the service."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from iopdesk.domain.placement import Change
from iopdesk.domain.staff import Role
from tests.clinic_for_tests import TestClinic


def place(clinic: TestClinic, client_id: UUID, starts: date, **more: object) -> UUID:
    """What the client is prescribed from `starts` on; `more` are fields of PlacementDraft."""
    service = clinic.services(Role.COUNSELOR).placement
    view = service.view(client_id)
    values: dict[str, object] = {"starts": starts, "change": Change.OTHER, "reason": "Team review"}
    mine = replace(view.base, **{**values, **more})  # type: ignore[arg-type]
    return service.change(client_id, base=view.base, mine=mine, seen=view.seen)


def extend(clinic: TestClinic, client_id: UUID, planned_end: date) -> UUID:
    """Move the planned end of the open stay."""
    today = clinic.clock.today()
    return place(clinic, client_id, today, planned_end=planned_end)
