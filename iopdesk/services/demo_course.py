"""What the demo clinic decided about levels and hours, and the setbacks it stood by in."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import UUID

from iopdesk.domain.placement import Change, proposed
from iopdesk.domain.setback import Safety, SetbackDraft, SetbackKind
from iopdesk.services.clinic_services import ClinicServices

PHASE_DAYS = 30
_STEP_DOWN = (
    "Phase finished: steady attendance, goals of the phase met.",
    "Uses the coping plan, two sober supports, screens clear.",
    "Back at work; keeps three meetings a week.",
    "Team review: ready for fewer hours.",
)


def next_phase(client_id: UUID, counselor: ClinicServices, chance: random.Random) -> None:
    """The weekly dose goes down a step, with the reason."""
    episode = counselor.episode.current(client_id)
    if episode is None:
        return
    view = counselor.placement.view(client_id)
    now = view.episode.placements[-1]
    starts = now.starts + timedelta(days=PHASE_DAYS)
    draft = proposed(Change.STEP_DOWN, view.base, view.phases, starts)
    if draft.phase != now.phase:
        mine = replace(draft, reason=chance.choice(_STEP_DOWN))
        counselor.placement.change(client_id, base=view.base, mine=mine, seen=view.seen)


def course_steps(supervisor: ClinicServices) -> tuple[tuple[int, Callable[[], None]], ...]:
    """How many days ago, and what happened: two setbacks passed, a hold, an extension, an open one.

    Each looks for whom it fits on its day and does nothing where nobody does.
    """
    return (
        (40, partial(_setback, supervisor, 2, _TWO_DRINKS)),
        (18, partial(_setback, supervisor, 6, _MISSED)),
        (12, partial(_hold, supervisor)),
        (6, partial(_extend, supervisor)),
        (1, partial(_setback, supervisor, 4, _ARGUMENT)),
    )


_TWO_DRINKS = SetbackDraft(
    kind=SetbackKind.RETURN_TO_USE,
    learned_from="Said so at check-in",
    what_happened="Two drinks after a family dinner; came the next morning and asked for help.",
    safety=Safety.SAFE,
    safety_words="No withdrawal, no thoughts of self-harm. Stays with a sister tonight.",
    groups_words="Keeps the group; relapse prevention moved up to this week.",
    supports_words="Client called the sponsor from here.",
    plan_words="Plan review due: triggers around family meals.",
)
_MISSED = SetbackDraft(
    kind=SetbackKind.MISSED_DAYS,
    learned_from="Two empty places on the roster",
    what_happened="Missed two days after the car broke down; felt too ashamed to call.",
    safety=Safety.SAFE,
    level_words="Stays as it is: hours are right, the ride was the trouble.",
    groups_words="Stays in the same groups; one session made up on Friday.",
    supports_words="Nobody was called: the client did not want it.",
    plan_words="Ride added to the plan: clinic van on Tuesdays and Thursdays.",
)
_ARGUMENT = SetbackDraft(
    kind=SetbackKind.CRISIS,
    learned_from="Client's call in the afternoon",
    what_happened="An argument at home; afraid of using tonight and wants to stay sober.",
)


def _setback(supervisor: ClinicServices, at: int, told: SetbackDraft) -> None:
    today = supervisor.store.clock.today()
    clients = supervisor.episode.open_episodes()
    settled = [line for line in clients if (today - line.admitted).days > 7]
    if not settled:
        return
    client_id = settled[at % len(settled)].client_id
    draft = replace(told, day=today)
    setback_id = supervisor.setback.save(client_id, None, base=SetbackDraft(), mine=draft)
    if draft.kind is SetbackKind.RETURN_TO_USE:
        view = supervisor.placement.view(client_id)
        mine = replace(
            proposed(Change.STEP_UP, view.base, view.phases, today),
            reason="After a return to use: more days until evenings are steady again.",
        )
        supervisor.placement.change(
            client_id, base=view.base, mine=mine, seen=view.seen, setback_id=setback_id
        )
    if draft.safety is not Safety.UNKNOWN:
        supervisor.setback.close(client_id, setback_id)


def _hold(supervisor: ClinicServices) -> None:
    _decide(supervisor, Change.HOLD, 5, "New job began this week; keep the hours while it settles.")


def _extend(supervisor: ClinicServices) -> None:
    _decide(supervisor, Change.EXTEND, 1, "Two goals need more time; the client asked to go on.")


def _decide(supervisor: ClinicServices, change: Change, at: int, reason: str) -> None:
    today = supervisor.store.clock.today()
    clients = supervisor.episode.open_episodes()
    for episode in (*clients[at:], *clients[:at]):
        view = supervisor.placement.view(episode.client_id)
        if view.base.starts == today:
            # What began today would be taken back by another change of today.
            continue
        mine = replace(proposed(change, view.base, view.phases, today), reason=reason)
        supervisor.placement.change(episode.client_id, base=view.base, mine=mine, seen=view.seen)
        return
