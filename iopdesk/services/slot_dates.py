"""On which days a weekly slot meets: every week or every n weeks, without the closed days."""

from collections.abc import Collection
from datetime import date, timedelta

from iopdesk.domain.group import Slot
from iopdesk.domain.week import monday_of


def slot_dates(slot: Slot, first: date, last: date, closed: Collection[date] = ()) -> list[date]:
    """Days from `first` to `last` (both included) on which the slot meets."""
    begin, end = max(first, slot.starts), min(last, slot.ends or last)
    if begin > end:
        return []
    # A slot may be years old: start at the last of its weeks before `begin`, which keeps the
    # rhythm of every n weeks.
    day = monday_of(slot.starts) + timedelta(days=slot.weekday)
    rhythm = timedelta(weeks=slot.every_weeks)
    if day < begin:
        day += -((day - begin) // rhythm) * rhythm
    days = []
    while day <= end:
        if day not in closed:
            days.append(day)
        day += rhythm
    return days


def meets_on(slot: Slot, day: date, closed: Collection[date] = ()) -> bool:
    """Whether the slot meets on a day."""
    return day.weekday() == slot.weekday and bool(slot_dates(slot, day, day, closed))
