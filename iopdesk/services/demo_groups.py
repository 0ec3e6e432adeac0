"""The demo clinic's groups and weekly schedule, for as many clients as it has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from iopdesk.domain.group import GroupDraft, SlotDraft
from iopdesk.domain.group_kinds import GroupKind
from iopdesk.services.group_service import GroupService

PLACES = 12
_MON, _TUE, _WED, _THU, _FRI = range(5)
_DAYS = {"day": (_MON, _WED, _FRI), "evening": (_MON, _TUE, _THU)}
_FIRST = {"day": time(9), "evening": time(17, 30)}
_SECOND = {"day": time(10, 30), "evening": time(19)}
_LONG_DAYS = {"day": (_TUE, _THU), "evening": (_WED, _FRI)}


@dataclass(frozen=True)
class DemoGroup:
    """A group of the demo clinic; `cohort` is which dozen of clients belongs to it."""

    group_id: UUID
    track: str
    cohort: int
    kind: str


def make_groups(
    groups: GroupService, leaders: Sequence[UUID], cohorts: dict[str, int], starts: date
) -> list[DemoGroup]:
    """Two groups and a long one a cohort and track, and two special ones."""
    made = []
    for track, count in cohorts.items():
        for cohort in range(count):
            made += _cohort_groups(groups, leaders, track, cohort, count, starts)
        made += [
            DemoGroup(
                groups.create(
                    GroupDraft(
                        _long_name(track, at), kind=GroupKind.SKILLS, track=track, capacity=15
                    ),
                    [
                        SlotDraft(
                            day,
                            _FIRST[track],
                            180,
                            starts,
                            "CD"[at % 2],
                            leaders[(at + 1) % len(leaders)],
                        )
                        for day in _LONG_DAYS[track]
                    ],
                ),
                track,
                at,
                "long",
            )
            for at in range(count)
        ]
    return made + _special_groups(groups, leaders, starts)


def _long_name(track: str, at: int) -> str:
    name = "Living skills, day" if track == "day" else "Family and recovery, evening"
    return name if at == 0 else f"{name} {at + 1}"


def _cohort_groups(
    groups: GroupService,
    leaders: Sequence[UUID],
    track: str,
    cohort: int,
    count: int,
    starts: date,
) -> list[DemoGroup]:
    suffix = f" {cohort + 1}" if count > 1 and cohort else ""
    room = "AB"[cohort % 2]
    leader = leaders[cohort % len(leaders)]
    made = []
    for name, kind, start in (
        ("Early recovery", GroupKind.PSYCHOEDUCATIONAL, _FIRST[track]),
        ("Relapse prevention", GroupKind.CBT, _SECOND[track]),
    ):
        draft = GroupDraft(f"{name}, {track}{suffix}", kind=kind, track=track, capacity=PLACES)
        slots = [SlotDraft(day, start, 90, starts, room, leader) for day in _DAYS[track]]
        made.append(DemoGroup(groups.create(draft, slots), track, cohort, "core"))
    return made


def _special_groups(groups: GroupService, leaders: Sequence[UUID], starts: date) -> list[DemoGroup]:
    special = (
        ("Women’s group", "Thursday group", "women", _THU, time(13), "B"),
        ("Veterans’ group", "Friday group", "veterans", _FRI, time(13), "B"),
    )
    made = []
    for at, (name, neutral, population, day, start, room) in enumerate(special):
        draft = GroupDraft(name, neutral, GroupKind.SUPPORT, population=population, capacity=10)
        slot = SlotDraft(day, start, 90, starts, room, leaders[(at + 1) % len(leaders)])
        made.append(DemoGroup(groups.create(draft, [slot]), "", 0, population))
    return made
