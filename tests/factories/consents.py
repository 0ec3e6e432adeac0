"""Consents for tests: whole ones, as the form of the program has them."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from iopdesk.domain.consent import Consent
from iopdesk.domain.consent_library import consent_library
from iopdesk.domain.privacy import NoticeGiven
from iopdesk.domain.staff import Role
from iopdesk.services.consent_service import Signing
from tests.clinic_for_tests import TestClinic

SIGNED = date(2026, 11, 2)


def whole_consent(to_whom: str = "Dana Hall", **more: object) -> Consent:
    """A release with every element but signature and date."""
    made = Consent(
        to_whom=to_whom,
        discloser="Harbor Light IOP",
        information="attendance,diagnosis,meetings,treatment_plan",
        purposes="care_coordination",
        until=date(2027, 5, 1),
        form_version=consent_library().form_version,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def signed_consent(clinic: TestClinic, client_id: UUID, to_whom: str = "", **more: object) -> UUID:
    """A whole release, prepared and signed on paper."""
    service = clinic.services().consent
    consent_id = service.save(client_id, whole_consent(to_whom or "Dana Hall", **more))
    seen = consent_in(clinic, client_id, consent_id)
    service.sign(client_id, seen, Signing(SIGNED))
    return consent_id


def consent_in(clinic: TestClinic, client_id: UUID, consent_id: UUID) -> Consent:
    """A consent as it is stored."""
    lines = clinic.services().consent.folder(client_id).lines
    return next(line.consent for line in lines if line.consent.consent_id == consent_id)


def give_notice(clinic: TestClinic, client_id: UUID, day: date) -> None:
    """The patient notice was given and its receipt signed, so that nobody is reminded of it."""
    clinic.services(Role.FRONT_DESK).privacy.save_notice(client_id, NoticeGiven(day, signed=day))
