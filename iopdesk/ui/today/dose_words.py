"""How a client's week reads: hours, days, and whether it can still be reached."""

from datetime import timedelta

from iopdesk.domain.week import DoseLine, WeekDose, sunday_of
from iopdesk.ui.wording import _, ngettext_, screen_wording


def week_words(dose: WeekDose) -> str:
    """The week in two days: "Nov 16 – Nov 22"."""
    words = screen_wording()
    return f"{words.day_month(dose.monday)} – {words.day_month(sunday_of(dose.monday))}"


def hours_words(line: DoseLine) -> str:
    """Attended of prescribed."""
    hours = screen_wording().hours
    dose = line.dose
    return _("{done} of {all} h", done=hours(dose.attended), all=hours(dose.prescribed))


def reach_words(line: DoseLine) -> str:
    """What is still possible, with what nobody marked yet."""
    hours = screen_wording().hours
    dose = line.dose
    if dose.unmarked:
        told = {"n": hours(dose.reachable), "more": hours(dose.unmarked)}
        return _("{n} h, {more} not marked", **told)
    return _("{n} h", n=hours(dose.reachable))


def made_up_words(line: DoseLine) -> str:
    """Hours that were made up, and that were excused."""
    hours = screen_wording().hours
    parts = []
    if line.dose.made_up:
        parts.append(_("{n} h made up", n=hours(line.dose.made_up)))
    if line.dose.excused:
        parts.append(_("{n} h excused", n=hours(line.dose.excused)))
    return ", ".join(parts)


def days_words(line: DoseLine) -> str:
    """Days attended of days prescribed."""
    dose = line.dose
    return _("{done} of {all}", done=dose.days_attended, all=dose.days_prescribed)


def meetings_words(line: DoseLine) -> str:
    """Mutual-help meetings of those asked for; empty where none are and none were."""
    if line.meetings_excused:
        return _("{done}, excused", done=line.meetings)
    if not line.meetings_asked:
        return str(line.meetings) if line.meetings else ""
    return _("{done} of {all}", done=line.meetings, all=line.meetings_asked)


def payer_words(line: DoseLine) -> tuple[str, str]:
    """Days that a payer counts, and the tone of the chip."""
    dose = line.dose
    if not dose.payer_days_asked:
        return "", "neutral"
    told = _("{done} of {all} days", done=dose.payer_days, all=dose.payer_days_asked)
    if dose.payer_days >= dose.payer_days_asked:
        return told, "good"
    return told, "bad" if dose.is_below_payer else "neutral"


def state_words(line: DoseLine) -> tuple[str, str]:
    """How the week stands, and the tone of the chip."""
    dose = line.dose
    if not dose.prescribed:
        return _("Nothing prescribed"), "neutral"
    if dose.attended >= dose.prescribed:
        return _("Reached"), "good"
    if not dose.scheduled:
        return _("In no group"), "warn"
    if dose.is_below_level:
        return _("Below {n} h", n=screen_wording().hours(min(dose.prescribed, dose.least))), "bad"
    if dose.is_out_of_reach:
        return _("Can't reach it"), "warn"
    return _("On the way"), "neutral"


def urgency_of(line: DoseLine) -> int:
    """For sorting by state, the worst first."""
    dose = line.dose
    if not dose.prescribed:
        return 4
    if dose.is_below_level:
        return 0
    if dose.is_out_of_reach:
        return 1
    return 3 if dose.attended >= dose.prescribed else 2


def facts_words(lines: tuple[DoseLine, ...]) -> str:
    """How many clients, and how many can't reach their week."""
    short = sum(1 for line in lines if line.dose.is_out_of_reach)
    told = ngettext_("{n} client", "{n} clients", len(lines))
    if not short:
        return told
    return _("{clients}, {n} can't reach their hours", clients=told, n=short)


def closed_words(lines: tuple[DoseLine, ...]) -> str:
    """The closed days of the week."""
    closed = lines[0].dose.closed if lines else ()
    if not closed:
        return ""
    words = screen_wording()
    return _("Closed: {days}", days=", ".join(words.date(day) for day in closed))


WEEK = timedelta(weeks=1)
