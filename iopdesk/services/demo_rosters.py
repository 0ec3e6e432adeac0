"""What makes the demo's groups whole: topics, holidays, a pair, a waitlist, a moved session."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from random import Random
from uuid import UUID

from iopdesk.domain.group import PlaceState, Slot
from iopdesk.domain.group_session import MoveDraft
from iopdesk.domain.keep_apart import KeepApartDraft
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.week import sunday_of
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.demo_groups import DemoGroup
from iopdesk.services.topic_starters import starter

_TOPICS = {
    "Early recovery": "early_recovery",
    "Relapse prevention": "relapse_prevention",
    "Living skills": "life_skills",
    "Family and recovery": "family",
    "Women": "coping",
    "Veterans": "trauma_skills",
}
_PAIR_REASON = "Both asked for it: a shared past that one of them does not want to meet in group."


def add_topics(supervisor: ClinicServices, groups: Sequence[DemoGroup]) -> dict[UUID, list[str]]:
    """A rotation for every group; its titles by group, for the sessions to come."""
    names = {line.id: line.name for line in supervisor.group.groups()}
    titles = {}
    for group in groups:
        code = next(
            code for begin, code in _TOPICS.items() if names[group.group_id].startswith(begin)
        )
        supervisor.topic.add_starter(group.group_id, code)
        titles[group.group_id] = [topic.title for topic in starter(code).topics]
    return titles


def close_holidays(director: ClinicServices, first: date, last: date) -> None:
    """The federal holidays of the demo's years."""
    for year in range(first.year, last.year + 1):
        director.closed_day.close_holidays(year)


def join(counselor: ClinicServices, client_id: UUID, group: DemoGroup) -> None:
    """A place, or the waitlist of a full group; a specialised group is asked for first."""
    if group.kind in ("women", "veterans"):
        counselor.group_wish.save(client_id, base=(), mine=(group.kind,))
    try:
        counselor.roster.add(group.group_id, client_id)
    except UserProblem:
        if group.kind != "long":
            counselor.roster.wait(group.group_id, client_id)


def finishing_steps(
    supervisor: ClinicServices, groups: Sequence[DemoGroup], chance: Random
) -> tuple[Callable[[], None], ...]:
    """What is done on the last day of the demo."""
    return (
        partial(_keep_apart, supervisor, groups, chance),
        partial(_change_two_sessions, supervisor, groups),
    )


def _keep_apart(supervisor: ClinicServices, groups: Sequence[DemoGroup], chance: Random) -> None:
    """Two clients of different tracks, who don't meet anyway."""
    people = []
    for track in ("day", "evening"):
        group = next((each for each in groups if each.track == track), None)
        if group is None:
            return
        places = supervisor.roster.roster(group.group_id).places
        here = [place.client_id for place in places if place.state is PlaceState.HERE]
        if not here:
            return
        people.append(chance.choice(here))
    supervisor.keep_apart.add(people[0], KeepApartDraft(people[1], _PAIR_REASON))


def _change_two_sessions(supervisor: ClinicServices, groups: Sequence[DemoGroup]) -> None:
    """Next week one session is called off, and another is held a day later."""
    core = [group for group in groups if group.track == "evening"] or list(groups)
    if not core:
        return
    slots = supervisor.group.group(core[0].group_id).slots
    monday = sunday_of(supervisor.store.clock.today()) + timedelta(days=1)
    first, last = slots[0], slots[-1]
    _quietly(
        partial(
            supervisor.session_plan.call_off, first.id, _day(first, monday), "Staff training day"
        )
    )
    moved = MoveDraft(
        _day(last, monday) + timedelta(days=1), last.start, last.minutes, last.room, "Holiday week"
    )
    _quietly(partial(supervisor.session_plan.move, last.id, _day(last, monday), moved))


def _day(slot: Slot, monday: date) -> date:
    return monday + timedelta(days=slot.weekday)


def _quietly(change: Callable[[], None]) -> None:
    try:
        change()
    except UserProblem:
        return  # a holiday: nothing is held that day anyway
