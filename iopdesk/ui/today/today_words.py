"""What the lines of the Today screen say."""

from iopdesk.domain import episode
from iopdesk.domain.today import (
    ComingDischarge,
    DutyKind,
    PhaseCount,
    Readiness,
    TodayDuty,
    TodayGroup,
    Urgency,
)
from iopdesk.ui.wording import _, ngettext_, screen_wording

ICONS = {
    DutyKind.MISSED: "phone-missed",
    DutyKind.PLAN_MISSING: "file-plus",
    DutyKind.PLAN_UNSIGNED: "file-clock",
    DutyKind.NOTES_UNSIGNED: "signature",
    DutyKind.MARKS_MISSING: "clipboard-list",
    DutyKind.WEEK_SHORT: "trending-down",
    DutyKind.CALL_DUE: "phone",
}


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


def who_words(duty: TodayDuty) -> str:
    """Whom a line is about; a session is named by its group and day."""
    if duty.kind in (DutyKind.NOTES_UNSIGNED, DutyKind.MARKS_MISSING):
        return f"{duty.who}, {screen_wording().date(duty.due)}"
    return duty.who


def duty_words(duty: TodayDuty) -> str:
    """What needs someone, after whom it is about."""
    if duty.kind is DutyKind.MISSED:
        if duty.count > 1:
            return ngettext_("missed {n} group in a row", "missed {n} groups in a row", duty.count)
        return _("missed the last group day")
    if duty.kind is DutyKind.PLAN_MISSING:
        return _("has no treatment plan yet")
    if duty.kind is DutyKind.PLAN_UNSIGNED:
        return _("treatment plan is not signed")
    if duty.kind is DutyKind.NOTES_UNSIGNED:
        return _("notes are not signed")
    if duty.kind is DutyKind.MARKS_MISSING:
        return _("attendance is not complete")
    if duty.kind is DutyKind.CALL_DUE:
        return _("call {n} days after discharge", n=duty.count)
    hours = screen_wording().hours
    return _(
        "can reach {can} of {all} hours this week",
        can=hours(duty.count),
        all=hours(duty.of),
    )


def due_words(duty: TodayDuty) -> str:
    """By when, or what is left."""
    if duty.kind is DutyKind.MISSED:
        return _("Call today")
    if duty.kind in (DutyKind.PLAN_MISSING, DutyKind.PLAN_UNSIGNED, DutyKind.CALL_DUE):
        words = screen_wording()
        # a call may be due since last year
        is_call = duty.kind is DutyKind.CALL_DUE
        day = words.date_year(duty.due) if is_call else words.date(duty.due)
        if duty.urgency is Urgency.NOW:
            return _("Was due {day}", day=day)
        return _("Due {day}", day=day)
    if duty.kind is DutyKind.MARKS_MISSING:
        return _("{marked} of {all} marked", marked=duty.count, all=duty.of)
    if duty.kind is DutyKind.NOTES_UNSIGNED:
        return ngettext_("{n} client marked", "{n} clients marked", duty.count)
    return _("Below 9 hours")


def duty_button_words(duty: TodayDuty) -> str:
    """What the button of a line does."""
    return {
        DutyKind.MISSED: _("Open chart"),
        DutyKind.PLAN_MISSING: _("Start plan"),
        DutyKind.PLAN_UNSIGNED: _("Open plan"),
        DutyKind.NOTES_UNSIGNED: _("Sign notes"),
        DutyKind.MARKS_MISSING: _("Mark"),
        DutyKind.WEEK_SHORT: _("Open chart"),
        DutyKind.CALL_DUE: _("Record call"),
    }[duty.kind]


def urgency_words(urgency: Urgency) -> str:
    """An urgency for screen readers."""
    return {
        Urgency.NOW: _("urgent"),
        Urgency.SOON: _("soon"),
        Urgency.LATER: _("to know"),
    }[urgency]


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
        return _("No appointment"), "warn"
    return _("Not begun"), "bad" if coming.is_overdue else "warn"
