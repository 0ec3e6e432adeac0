"""Help that someone was to look after again, and clients with too few people to call."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Select, func, select

from iopdesk.domain.client import short_name
from iopdesk.domain.duty import Duty, DutyKey, DutyKind, GoTo, Urgency
from iopdesk.domain.help import STILL_OPEN
from iopdesk.services.duty_facts import FIRST_NAME, DutyFacts
from iopdesk.services.duty_query import DAY, DutyQuery, Of
from iopdesk.storage.client_tables import ClientRow, SupportPersonRow
from iopdesk.storage.support_tables import SupportServiceRow


def help_duties(facts: DutyFacts) -> list[Duty]:
    """Help that is on its way and was to be looked at again by today."""
    counselors = {stay.client_id: stay.counselor_id for stay in facts.stays}
    return [
        Duty(
            DutyKey(DutyKind.HELP, help_id, due),
            Urgency.NOW if due < facts.day else Urgency.SOON,
            short_name(first, last),
            GoTo("client", client_id, tab="support"),
            client_id=client_id,
            staff_id=counselors.get(client_id),
            what=kind,
        )
        for help_id, client_id, kind, due, first, last in _help.rows(facts)
    ]


@DutyQuery
def _help(of: Of) -> Select[*tuple[Any, ...]]:
    row = SupportServiceRow
    return (
        select(row.id, row.client_id, row.kind, row.next_date, FIRST_NAME, ClientRow.last_name)
        .join(ClientRow, ClientRow.id == row.client_id)
        .where(
            row.void == 0,
            row.next_date <= DAY,
            row.state.in_(STILL_OPEN),
            *of(row.client_id),
        )
    )


def network_duties(facts: DutyFacts) -> list[Duty]:
    """Clients in program of whom fewer people can be reached when at risk than the rules want.

    People are found in the first weeks; before that their want is no lapse.
    """
    person, wanted = SupportPersonRow, facts.rules.network_people
    time_to_find = timedelta(days=facts.rules.network_days)
    rows = facts.db.execute(
        select(person.client_id, func.count())
        .where(
            person.client_id.in_([stay.client_id for stay in facts.stays]),
            person.is_reachable_at_risk.is_(True),
            person.phone != "",
            person.void == 0,
        )
        .group_by(person.client_id)
    )
    reachable = {client_id: count for client_id, count in rows}
    return [
        Duty(
            DutyKey(DutyKind.NETWORK, stay.episode_id, stay.admitted + time_to_find),
            Urgency.LATER,
            stay.who,
            GoTo("client", stay.client_id, tab="support"),
            client_id=stay.client_id,
            staff_id=stay.counselor_id,
            count=reachable.get(stay.client_id, 0),
            of=wanted,
        )
        for stay in facts.stays
        if stay.admitted + time_to_find <= facts.day and reachable.get(stay.client_id, 0) < wanted
    ]
