"""The patient notice that is due at admission, and emergency disclosures to look at afterwards."""

from datetime import timedelta

from sqlalchemy import select

from iopdesk.domain.client import short_name
from iopdesk.domain.disclosure import MEDICAL_EMERGENCY
from iopdesk.domain.duty import Duty, DutyKey, DutyKind, GoTo, Urgency
from iopdesk.domain.privacy import PATIENT_NOTICE
from iopdesk.services.duty_facts import FIRST_NAME, DutyFacts
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.consent_tables import DisclosureRow, PaperGivenRow

# A notice given at the first talks counts for the admission that follows them.
_BEFORE_ADMISSION = timedelta(days=60)
_GRACE = timedelta(days=3)
# 42 CFR 2.51(c) has it written down at once; who did not look within a month won't any more.
_LOOKED_AT_WITHIN = timedelta(days=30)


def notice_duties(facts: DutyFacts) -> list[Duty]:
    """Everyone in program who was not given the patient notice for this stay (42 CFR 2.22)."""
    stays = {stay.client_id: stay for stay in facts.stays}
    if not stays:
        return []
    given = PaperGivenRow
    rows = facts.db.execute(
        select(given.client_id, given.day).where(
            given.client_id.in_(list(stays)), given.kind == PATIENT_NOTICE, given.void == 0
        )
    )
    told = {
        client_id for client_id, day in rows if day >= stays[client_id].admitted - _BEFORE_ADMISSION
    }
    return [
        Duty(
            DutyKey(DutyKind.PATIENT_NOTICE, stay.episode_id, stay.admitted),
            Urgency.NOW if facts.day > stay.admitted + _GRACE else Urgency.SOON,
            stay.who,
            GoTo("client", client_id, tab="consents"),
            client_id=client_id,
            staff_id=stay.counselor_id,
        )
        for client_id, stay in stays.items()
        if client_id not in told
    ]


def emergency_duties(facts: DutyFacts) -> list[Duty]:
    """What was told without a consent in an emergency, for a supervisor the day after."""
    row, client = DisclosureRow, ClientRow
    rows = facts.db.execute(
        select(row.id, row.client_id, row.at, row.to_whom, FIRST_NAME, client.last_name)
        .join(client, client.id == row.client_id)
        .where(
            row.basis == MEDICAL_EMERGENCY,
            row.void == 0,
            *facts.of_client(row.client_id),
        )
    )
    found = []
    for disclosure_id, client_id, at, to_whom, first, last in rows:
        day = at.astimezone(facts.zone).date()
        if not day <= facts.day <= day + _LOOKED_AT_WITHIN:
            continue
        found.append(
            Duty(
                DutyKey(DutyKind.EMERGENCY, disclosure_id, day + timedelta(days=1)),
                Urgency.NOW,
                short_name(first, last),
                GoTo("client", client_id, tab="consents"),
                client_id=client_id,
                detail=to_whom,
            )
        )
    return found
