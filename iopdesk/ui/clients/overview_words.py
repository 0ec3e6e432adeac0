"""How the cards of a chart's first page read."""

from collections.abc import Sequence
from datetime import date

from iopdesk.domain.attendance import AttendanceStrip, Mark, StripMark
from iopdesk.domain.episode import LEVEL_WORDS
from iopdesk.domain.evaluation import Papers
from iopdesk.domain.plan import PlanState
from iopdesk.domain.support import RELATIONS, SupportPerson
from iopdesk.domain.week import WeekDose
from iopdesk.services.client_records import Stay
from iopdesk.services.history_service import HistoryLine
from iopdesk.services.overview_service import Overview
from iopdesk.services.plan_service import PlanSummary
from iopdesk.ui.clients.fact_lines import FactLine
from iopdesk.ui.wording import _, ngettext_, screen_wording

_TOKENS = {
    Mark.PRESENT: "mark_good",
    Mark.LATE: "mark_good",
    Mark.LEFT_EARLY: "mark_good",
    Mark.EXCUSED: "mark_warn",
    Mark.ABSENT: "mark_bad",
}
_NOT_MARKED = "track"


def mark_words(mark: Mark | None) -> str:
    """A mark in a word."""
    if mark is None:
        return _("not marked")
    return {
        Mark.PRESENT: _("present"),
        Mark.LATE: _("late"),
        Mark.LEFT_EARLY: _("left early"),
        Mark.EXCUSED: _("excused"),
        Mark.ABSENT: _("absent"),
    }[mark]


def legend() -> list[tuple[str, str]]:
    """What the colours of the squares mean."""
    return [
        ("mark_good", _("present")),
        ("mark_warn", _("excused")),
        ("mark_bad", _("absent")),
        (_NOT_MARKED, _("not marked")),
    ]


def squares(strip: AttendanceStrip) -> list[tuple[str, str]]:
    """One square a session, with what its tool tip says."""
    return [
        (_TOKENS[one.mark] if one.mark else _NOT_MARKED, _session_words(one))
        for one in strip.since_first_mark
    ]


def _session_words(one: StripMark) -> str:
    day = screen_wording().date(one.day)
    return _("{day}, {group}: {mark}", day=day, group=one.group, mark=mark_words(one.mark))


def strip_words(strip: AttendanceStrip) -> str:
    """The text twin of the squares."""
    return _(
        "{present} present, {excused} excused, {absent} absent of {n} sessions",
        present=sum(1 for one in strip.marks if one.mark and one.mark.is_attended),
        excused=strip.count(Mark.EXCUSED),
        absent=strip.count(Mark.ABSENT),
        n=len(strip.since_first_mark),
    )


def share_words(strip: AttendanceStrip) -> str:
    """Such as "88%"; nothing before the first mark."""
    return "" if strip.share is None else f"{strip.share:.0%}"


def since_words(strip: AttendanceStrip) -> str:
    """From when to when the squares go."""
    if strip.admitted is None:
        return ""
    shown = strip.since_first_mark
    first = shown[0].day if shown and len(shown) < len(strip.marks) else strip.admitted
    words = screen_wording()
    if strip.discharged is not None:
        return f"{words.day_month_year(first)} – {words.day_month_year(strip.discharged)}"
    return _("{date} – today", date=words.day_month(first))


def plan_note(plan: PlanSummary) -> str:
    """Such as "version 2, signed Oct 26"."""
    if plan.signed is None:
        return _("version {n}, draft", n=plan.version)
    signed = screen_wording().day_month(plan.signed)
    return _("version {n}, signed {date}", n=plan.version, date=signed)


def plan_chip(plan: PlanSummary, today: date) -> tuple[str, str]:
    """The chip of the plan card: what is due."""
    if plan.state is PlanState.DRAFT:
        return _("Not signed"), "warn"
    if plan.next_review is None:
        return "", "neutral"
    days = (plan.next_review - today).days
    if days < 0:
        return ngettext_("Review {n} day overdue", "Review {n} days overdue", -days), "bad"
    if days == 0:
        return _("Review due today"), "warn"
    if days == 1:
        return _("Review due tomorrow"), "warn"
    tone = "warn" if days <= 7 else "neutral"
    return _("Review {date}", date=screen_wording().day_month(plan.next_review)), tone


def plan_lines(plan: PlanSummary) -> list[FactLine]:
    """One line a problem: its goal, and how many objectives are met."""
    return [
        FactLine(
            f"{line.number}  {line.text}",
            right=_("{met} of {total} objectives met", met=line.met, total=line.total),
            share=line.met / line.total if line.total else 0.0,
        )
        for line in plan.lines
    ]


def people_lines(people: Sequence[SupportPerson]) -> list[FactLine]:
    """One line a person: name, relation, phone."""
    return [
        FactLine(
            one.name,
            ", ".join(
                part for part in (_(RELATIONS.get(one.relation, one.relation)), one.phone) if part
            )
            if one.relation
            else one.phone,
        )
        for one in people
    ]


def moment_words(line: HistoryLine, today: date) -> str:
    """Such as "Nov 18, 6:04 PM"; of another year "Nov 18, 2025"."""
    words = screen_wording()
    if line.at.year != today.year:
        return words.day_month_year(line.at.date())
    return f"{words.day_month(line.at.date())}, {words.time(line.at.time())}"


def latest_lines(latest: Sequence[HistoryLine], today: date) -> list[FactLine]:
    """One line an action: when, what, by whom."""
    return [FactLine(moment_words(one, today), one.words, one.by, one.icon) for one in latest]


def week_rows(overview: Overview) -> list[tuple[str, float, str]]:
    """The bars of this week: name, share, numbers."""
    rows = []
    dose = overview.dose
    if dose is not None:
        hours = screen_wording().hours
        numbers = f"{hours(dose.attended)} / {hours(dose.prescribed)}"
        rows.append((_("Treatment hours"), dose.share, numbers))
    week = overview.meetings
    if week.asked or week.attended:
        share = min(week.attended / week.asked, 1.0) if week.asked else 1.0
        rows.append((_("Meetings"), share, f"{week.attended} / {week.asked}"))
    return rows


def authorized_row(papers: Papers, today: date) -> tuple[str, float, str] | None:
    """The bar of the authorization that holds today, if it counts units."""
    for one in papers.authorizations:
        if one.units is None or one.starts is None or one.ends is None:
            continue
        if one.starts <= today <= one.ends and one.authorization_id is not None:
            used = papers.used.get(one.authorization_id, 0)
            name = {
                "days": _("Authorized days"),
                "hours": _("Authorized hours"),
                "sessions": _("Authorized sessions"),
            }[one.unit_kind]
            return name, min(used / one.units, 1.0), f"{used} / {one.units}"
    return None


def reach_words(dose: WeekDose | None) -> str:
    """The days of this week, or a warning where its hours can't be reached any more."""
    if dose is None:
        return ""
    if not dose.is_out_of_reach:
        if not dose.days_prescribed:
            return ""
        done, asked = dose.days_attended, dose.days_prescribed
        return _("{done} of {all} days so far", done=done, all=asked)
    if not dose.scheduled:
        return _("In no group this week.")
    hours = screen_wording().hours
    return _(
        "At most {hours} of {prescribed} hours can still be reached.",
        hours=hours(dose.reachable),
        prescribed=hours(dose.prescribed),
    )


def stay_facts(stay: Stay | None) -> list[tuple[str, str]]:
    """Days, counselor and level of the open episode."""
    if stay is None:
        return []
    words = screen_wording()
    facts = [
        (_("Admitted"), words.day_month_year(stay.admitted)),
        (_("Planned end"), words.day_month_year(stay.planned_end)),
        (_("Counselor"), stay.counselor or _("Not yet chosen")),
        (_("Level of care"), _(LEVEL_WORDS.get(stay.level_of_care, stay.level_of_care))),
    ]
    if stay.number > 1:
        facts.append((_("Stay"), _("Number {n}", n=stay.number)))
    return facts
