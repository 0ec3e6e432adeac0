"""Notices due at admission, emergencies to look at, consents to sign again or taken back."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select

from iopdesk.domain.client import short_name
from iopdesk.domain.consent import OF_AGE, to_sign_again
from iopdesk.domain.disclosure import MEDICAL_EMERGENCY, Document
from iopdesk.domain.duty import Duty, DutyKey, DutyKind, GoTo, Urgency
from iopdesk.domain.privacy import PATIENT_NOTICE
from iopdesk.services.consent_queries import consents_of
from iopdesk.services.duty_facts import FIRST_NAME, DutyFacts
from iopdesk.services.duty_query import DAY, DutyQuery, Of
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.consent_tables import ConsentRow, DisclosureRow, PaperGivenRow

# A notice given at the first talks counts for the admission that follows them.
_BEFORE_ADMISSION = timedelta(days=60)
_GRACE = timedelta(days=3)
# Who was not told of a revocation within a month is a matter of the chart, not of the day.
_TOLD_WITHIN = timedelta(days=30)
# A consent of a minor is looked at on the birthday; a year later nobody waits for it any more.
_YEAR_OF_AGE = timedelta(days=365)
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
    found = []
    for disclosure_id, client_id, at, to_whom, first, last in _emergencies.rows(facts):
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


@DutyQuery
def _emergencies(of: Of) -> Select[*tuple[Any, ...]]:
    row, client = DisclosureRow, ClientRow
    return (
        select(row.id, row.client_id, row.at, row.to_whom, FIRST_NAME, client.last_name)
        .join(client, client.id == row.client_id)
        .where(row.basis == MEDICAL_EMERGENCY, row.void == 0, *of(row.client_id))
    )


def of_age_duties(facts: DutyFacts) -> list[Duty]:
    """Clients in program who came of age and whose consents were signed before (42 CFR 2.14)."""
    stays = {stay.client_id: stay for stay in facts.stays}
    born_by = facts.day.replace(year=facts.day.year - OF_AGE, day=min(facts.day.day, 28))
    client = ClientRow
    rows = facts.db.execute(
        select(client.id, client.born).where(
            client.id.in_(list(stays)),
            client.born.between(born_by - _YEAR_OF_AGE, born_by + timedelta(days=4)),
        )
    )
    found = []
    for client_id, born in rows.all():
        waiting = to_sign_again(consents_of(facts.db, client_id), born, facts.day)
        if born is not None and waiting:
            stay = stays[client_id]
            found.append(
                Duty(
                    DutyKey(DutyKind.OF_AGE, client_id, _of_age_on(born)),
                    Urgency.SOON,
                    stay.who,
                    GoTo("client", client_id, tab="consents"),
                    client_id=client_id,
                    staff_id=stay.counselor_id,
                    count=len(waiting),
                )
            )
    return found


def taken_back_duties(facts: DutyFacts) -> list[Duty]:
    """Consents taken back under which someone received something: they are told of it.

    Whoever has the notice is not named any more.
    """
    rows = _taken_back.rows(facts, since=facts.day - _TOLD_WITHIN)
    noticed = {(row[0], row[5]) for row in rows if row[6] == Document.REVOCATION_NOTICE}
    people: dict[UUID, list[str]] = {}
    found = {}
    for consent_id, client_id, revoked, first, last, to_whom, _document in rows:
        named = people.setdefault(consent_id, [])
        if to_whom in named or (consent_id, to_whom) in noticed:
            continue
        named.append(to_whom)
        found[consent_id] = Duty(
            DutyKey(DutyKind.TAKEN_BACK, consent_id, revoked),
            Urgency.SOON,
            short_name(first, last),
            GoTo("consent", client_id, about=str(consent_id)),
            client_id=client_id,
            detail=", ".join(named),
        )
    return list(found.values())


@DutyQuery
def _taken_back(of: Of) -> Select[*tuple[Any, ...]]:
    row, consent, client = DisclosureRow, ConsentRow, ClientRow
    return (
        select(
            consent.id,
            consent.client_id,
            consent.revoked,
            FIRST_NAME,
            client.last_name,
            row.to_whom,
            row.document,
        )
        .join(client, client.id == consent.client_id)
        .join(row, row.consent_id == consent.id)
        .where(
            consent.revoked.between(bindparam("since"), DAY),
            consent.void == 0,
            row.void == 0,
            *of(consent.client_id),
        )
        .order_by(consent.id, row.to_whom)
        .distinct()
    )


def _of_age_on(born: date) -> date:
    """The day on which someone is of age; Mar 1 for who was born on Feb 29."""
    year = born.year + OF_AGE
    is_leap_day = (born.month, born.day) == (2, 29)
    return date(year, 3, 1) if is_leap_day else born.replace(year=year)
