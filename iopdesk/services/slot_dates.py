"""On which days a weekly slot meets: every week or every n weeks, without the closed days."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from dateutil.rrule import MO, WEEKLY, rrule

from iopdesk.domain.group import Slot
from iopdesk.domain.week import DAYS_OF_WEEK, monday_of


def slot_dates(slot: Slot, first: date, last: date, closed: Collection[date] = ()) -> list[date]:
    """Days from `first` to `last` (both included) on which the slot meets."""
    begin, end = max(first, slot.starts), min(last, slot.ends or last)
    if begin > end:
        return []
    rule = rrule(
        WEEKLY,
        interval=slot.every_weeks,
        wkst=MO,
        byweekday=slot.weekday,
        dtstart=_anchor(slot, begin),
        until=datetime.combine(end, time.min),
    )
    days = (found.date() for found in rule)
    return [day for day in days if day >= begin and day not in closed]


def meets_on(slot: Slot, day: date, closed: Collection[date] = ()) -> bool:
    """Whether the slot meets on a day."""
    return day.weekday() == slot.weekday and bool(slot_dates(slot, day, day, closed))


def _anchor(slot: Slot, begin: date) -> datetime:
    # A slot may be years old: the rule starts at the last of its weeks before `begin`, which
    # keeps the rhythm of every n weeks and spares the walk from its first day.
    origin = monday_of(slot.starts)
    span = DAYS_OF_WEEK * slot.every_weeks
    steps = (monday_of(begin) - origin).days // span
    return datetime.combine(origin + timedelta(days=steps * span), time.min)
