"""Attendance cards that did not come back."""

from datetime import timedelta

from iopdesk.domain.duty import Duty, DutyKey, DutyKind, GoTo, Urgency
from iopdesk.services.duty_facts import DutyFacts
from iopdesk.services.meeting_cards import cards_out_of


def card_duties(facts: DutyFacts) -> list[Duty]:
    """Of each client in program the newest week whose card is not back; older ones are counted."""
    stays = {stay.client_id: stay for stay in facts.stays}
    if not stays:
        return []
    within = timedelta(days=facts.rules.card_days)
    found = []
    for client_id, weeks in cards_out_of(facts.db, facts.day, list(stays)).items():
        stay, newest = stays[client_id], weeks[-1]
        due = newest.sunday + within
        found.append(
            Duty(
                DutyKey(DutyKind.CARD, newest.card_id, due),
                Urgency.NOW if due < facts.day else Urgency.SOON,
                stay.who,
                GoTo("returned_card", newest.card_id),
                client_id=client_id,
                staff_id=stay.counselor_id,
                count=len(weeks),
                day=newest.monday,
            )
        )
    return found
