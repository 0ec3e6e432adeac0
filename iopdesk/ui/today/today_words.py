"""What the lines of the Today screen say."""

from iopdesk.domain import episode
from iopdesk.domain.appointment import KIND_WORDS, STATE_WORDS, AppointmentKind, AppointmentState
from iopdesk.domain.today import (
    ComingDischarge,
    PhaseCount,
    Readiness,
    TodayAppointment,
    TodayGroup,
)
from iopdesk.ui.wording import _, ngettext_, screen_wording


def attendance_words(group: TodayGroup) -> tuple[str, str]:
    """How far a group's attendance is, and the tone of its chip."""
    if group.is_cancelled:
        return _("Called off"), "neutral"
    if not group.expected and not group.marked:
        return _("Nobody on the roster"), "neutral"
    if not group.marked:
        return _("Not started"), "neutral"
    if group.marked < group.expected:
        told = _("{marked} of {all} marked", marked=group.marked, all=group.expected)
        return told, "warn"
    if group.is_signed:
        return ngettext_("{n} marked, signed", "{n} marked, signed", group.marked), "good"
    return ngettext_("{n} marked, notes open", "{n} marked, notes open", group.marked), "info"


def button_words(group: TodayGroup) -> str:
    """What the button of a group does."""
    if group.is_cancelled or group.is_signed:
        return ""
    return _("Continue") if group.marked else _("Open")


def appointment_words(line: TodayAppointment) -> str:
    """What an appointment is for, or what became of it."""
    if line.state == AppointmentState.PLANNED:
        return _(KIND_WORDS[AppointmentKind(line.kind)])
    return _(STATE_WORDS[AppointmentState(line.state)])


def phase_words(phase: PhaseCount) -> str:
    """A phase and its days: "Phase 1, 5 days"."""
    days = ngettext_("{n} day", "{n} days", phase.days_a_week)
    return f"{episode.phase_words(phase.phase, _)}, {days}"


def discharge_words(coming: ComingDischarge) -> str:
    """When, and on which day of the program: "Nov 24, day 88"."""
    day = screen_wording().day_month(coming.planned_end)
    return _("{day}, day {number}", day=day, number=coming.number_of_days)


def readiness_words(coming: ComingDischarge) -> tuple[str, str]:
    """How far a discharge is prepared, and the tone of its chip."""
    if coming.readiness is Readiness.READY:
        return _("Booked"), "good"
    if coming.readiness is Readiness.NO_APPOINTMENT:
        return _("Not booked"), "warn"
    return _("Not begun"), "bad" if coming.is_overdue else "warn"
