"""Invented clients for tests, made through the services as staff would make them."""

from datetime import date
from uuid import UUID

from iopdesk.domain.client import ClientDraft, PhoneDraft
from iopdesk.domain.episode import AdmissionDraft, Track
from iopdesk.domain.staff import Role
from tests.clinic_for_tests import TestClinic

ADMITTED = date(2026, 10, 22)  # Thu, Nov 19, 2026 is day 29


def new_client(
    clinic: TestClinic,
    first_name: str = "Dwayne",
    last_name: str = "Porter",
    *,
    born: date | None = date(1988, 3, 3),
    phone: str = "951-555-0123",
    **more: object,
) -> UUID:
    """A client who is not admitted yet; `more` are fields of ClientDraft."""
    phones = (PhoneDraft(phone),) if phone else ()
    draft = ClientDraft(
        first_name=first_name,
        last_name=last_name,
        born=born,
        **{"phones": phones, **more},  # type: ignore[arg-type]
    )
    return clinic.services(Role.FRONT_DESK).client.create(draft)


def admit(
    clinic: TestClinic,
    client_id: UUID,
    *,
    admitted: date = ADMITTED,
    track: Track = Track.DAY,
    **more: object,
) -> UUID:
    """Admit a client to the first program, with the test clinic's counselor; the episode's id."""
    services = clinic.services(Role.COUNSELOR)
    values: dict[str, object] = {
        "program_id": services.episode.programs()[0].program_id,
        "admitted": admitted,
        "track": track,
        "counselor_id": clinic.staff[Role.COUNSELOR].staff_id,
    }
    return services.episode.admit(client_id, AdmissionDraft(**{**values, **more}))  # type: ignore[arg-type]


def admitted_client(
    clinic: TestClinic,
    first_name: str = "Dwayne",
    last_name: str = "Porter",
    *,
    admitted: date = ADMITTED,
    track: Track = Track.DAY,
    **more: object,
) -> UUID:
    """A client in program since `admitted`."""
    client_id = new_client(clinic, first_name, last_name, **more)  # type: ignore[arg-type]
    admit(clinic, client_id, admitted=admitted, track=track)
    return client_id
