"""Groups, slots and rosters for tests, made through services."""

from datetime import date, time
from uuid import UUID

from iopdesk.domain.attendance import Mark, MarkDraft
from iopdesk.domain.group import GroupDraft, SlotDraft
from iopdesk.domain.staff import Role
from tests.clinic_for_tests import TestClinic
from tests.factories.people import admitted_client

THURSDAY = date(2026, 11, 19)
MONDAY = date(2026, 11, 16)
BEGUN = date(2026, 9, 7)


def slot(weekday: int, start: time = time(13, 0), minutes: int = 90, **more: object) -> SlotDraft:
    """A weekly time that has held since September."""
    values: dict[str, object] = {"starts": BEGUN, "room": "B", **more}
    return SlotDraft(weekday, start, minutes, **values)  # type: ignore[arg-type]


def new_group(
    clinic: TestClinic,
    name: str = "Early recovery",
    weekdays: tuple[int, ...] = (0, 1, 3),
    *,
    start: time = time(13, 0),
    minutes: int = 90,
    **more: object,
) -> UUID:
    """A group led by the supervisor; Monday, Tuesday and Thursday unless told otherwise."""
    leader = clinic.staff[Role.SUPERVISOR].staff_id
    slots = [slot(day, start, minutes, leader_id=leader) for day in weekdays]
    return clinic.services(Role.COUNSELOR).group.create(GroupDraft(name, **more), slots)  # type: ignore[arg-type]


def slot_on(clinic: TestClinic, group_id: UUID, weekday: int = 3) -> UUID:
    """The slot of a group on a weekday."""
    group = clinic.services().group.group(group_id)
    return next(each.id for each in group.slots if each.weekday == weekday)


def member(
    clinic: TestClinic,
    group_id: UUID,
    first_name: str = "Tanya",
    last_name: str = "Brooks",
    *,
    starts: date | None = None,
    **more: object,
) -> UUID:
    """An admitted client with a place in the group since admission, asked for where it must be."""
    client_id = admitted_client(clinic, first_name, last_name, **more)  # type: ignore[arg-type]
    services = clinic.services()
    if population := services.group.group(group_id).draft.population:
        services.group_wish.save(client_id, base=frozenset(), mine=frozenset({population}))
    clinic.services().roster.add(group_id, client_id, starts or date(2026, 10, 22))
    return client_id


def mark(
    clinic: TestClinic,
    slot_id: UUID,
    client_id: UUID,
    given: Mark,
    day: date = THURSDAY,
    role: Role = Role.COUNSELOR,
) -> int:
    """Give a mark; the entry that undoes it."""
    return clinic.services(role).attendance.mark(slot_id, day, MarkDraft(client_id, given)).entry
