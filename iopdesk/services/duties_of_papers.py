"""Authorizations that run out, and consents that expire."""

import uuid
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from iopdesk.domain.duty import Duty, DutyKey, DutyKind, GoTo, Urgency
from iopdesk.services.authorization_use import Allowed, used_units
from iopdesk.services.duty_facts import DutyFacts
from iopdesk.storage.consent_tables import ConsentRow
from iopdesk.storage.payer_tables import PayerAuthorizationRow

# However many were allowed: with two units left someone has to ask for more.
_LEAST_LEFT = 2
# What ended longer ago is a matter of the chart, not of the day.
_SHOWN_AFTER_END = timedelta(days=30)


def authorization_duties(facts: DutyFacts) -> list[Duty]:
    """Of each client and payer the newest: its last day is near, or few units are left.

    A renewal on file that goes on from its last day ends the reminder of that day.
    """
    stays = {stay.client_id: stay for stay in facts.stays}
    if not stays:
        return []
    newest, renewed = _newest(facts, list(stays))
    kept = {row.client_id for row in newest.values() if row.ends >= facts.day}
    used = used_units(
        facts.db,
        [
            Allowed(each.id, each.client_id, each.starts, each.ends, each.unit_kind)
            for each in newest.values()
            if each.units is not None and each.ends >= facts.day
        ],
    )
    warn = timedelta(days=facts.rules.authorization_warn_days)
    found = []
    for each in newest.values():
        stay = stays[each.client_id]
        has_ended = each.ends < facts.day
        if has_ended and (each.client_id in kept or each.ends < stay.admitted):
            continue
        left = None if each.units is None else max(each.units - used.get(each.id, 0), 0)
        few = (each.units or 0) * facts.rules.authorization_warn_percent // 100
        is_short = left is not None and left <= max(_LEAST_LEFT, few)
        is_near = facts.day >= each.ends - warn and each.id not in renewed
        if has_ended or is_short or is_near:
            found.append(
                Duty(
                    DutyKey(DutyKind.AUTHORIZATION, each.id, each.ends),
                    Urgency.NOW if has_ended or left == 0 else Urgency.SOON,
                    stay.who,
                    GoTo("client", each.client_id, tab="details"),
                    client_id=each.client_id,
                    staff_id=stay.counselor_id,
                    what=each.unit_kind,
                    detail=each.payer,
                    count=left or 0,
                    of=(each.units or 0) if is_short else 0,
                )
            )
    return found


def _newest(
    facts: DutyFacts, clients: list[uuid.UUID]
) -> tuple[dict[tuple[uuid.UUID, str], Any], set[uuid.UUID]]:
    """Of each client and payer the newest that has begun; which of them are renewed already."""
    row = PayerAuthorizationRow
    rows = facts.db.execute(
        select(row.id, row.client_id, row.payer, row.starts, row.ends, row.units, row.unit_kind)
        .where(row.client_id.in_(clients), row.void == 0)
        .order_by(row.ends, row.starts)
    ).all()
    newest: dict[tuple[uuid.UUID, str], Any] = {
        (each.client_id, each.payer.casefold()): each for each in rows if each.starts <= facts.day
    }
    renewed = {
        old.id
        for each in rows
        if (old := newest.get((each.client_id, each.payer.casefold()))) is not None
        and facts.day < each.starts <= old.ends + timedelta(days=1)
        and each.ends > old.ends >= facts.day
    }
    return newest, renewed


def consent_duties(facts: DutyFacts) -> list[Duty]:
    """Consents of those in program whose last day is near or just past, and nothing newer holds."""
    stays = {stay.client_id: stay for stay in facts.stays}
    if not stays:
        return []
    row = ConsentRow
    rows = facts.db.execute(
        select(row.id, row.client_id, row.kind, row.to_whom, row.until)
        .where(
            row.client_id.in_(list(stays)),
            row.void == 0,
            row.signed.is_not(None),
            row.revoked.is_(None),
            row.event_happened.is_(None),
            row.declined.is_(None),
        )
        .order_by(row.signed, row.id)
    )
    newest: dict[tuple[uuid.UUID, str, str], tuple[uuid.UUID, str, date | None]] = {}
    for consent_id, client_id, kind, to_whom, until in rows:
        newest[client_id, kind, to_whom.casefold()] = (consent_id, to_whom, until)
    warn = timedelta(days=facts.rules.consent_warn_days)
    return [
        Duty(
            DutyKey(DutyKind.CONSENT, consent_id, until),
            Urgency.NOW if until < facts.day else Urgency.SOON,
            stays[client_id].who,
            GoTo("client", client_id, tab="consents"),
            client_id=client_id,
            staff_id=stays[client_id].counselor_id,
            what=kind,
            detail=to_whom,
            count=(until - facts.day).days,
        )
        for (client_id, kind, _), (consent_id, to_whom, until) in newest.items()
        if until is not None and until - warn <= facts.day <= until + _SHOWN_AFTER_END
    ]
