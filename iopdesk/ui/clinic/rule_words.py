"""A rule of what is due by when, in a line that a director can check."""

from iopdesk.domain.duty import DutyKind
from iopdesk.domain.duty_rule import Preset, Rule, Unit
from iopdesk.domain.evaluation import EVALUATIONS, EvaluationKind
from iopdesk.ui.wording import _


def rule_facts(preset: Preset) -> list[tuple[str, str]]:
    """Each rule as its name and what it asks."""
    return [(_name(rule), _asked(rule)) for rule in preset.rules]


def unchecked_words(preset: Preset) -> str:
    """What nobody has compared with the present law yet; sources stand as the law names them."""
    sources = list(dict.fromkeys(r.source for r in preset.rules if r.verify and r.source))
    if not sources:
        return ""
    return _(
        "Have counsel check these against the present text: {sources}.", sources="; ".join(sources)
    )


def _name(rule: Rule) -> str:
    if rule.kind is DutyKind.EVALUATION:
        return _(EVALUATIONS[EvaluationKind(rule.about)])
    return {
        (DutyKind.PLAN, ""): _("First treatment plan"),
        (DutyKind.REVIEW, "intensive"): _("Plan review, intensive level"),
        (DutyKind.REVIEW, "step_down"): _("Plan review after step-down"),
        (DutyKind.REVIEW, "level_change"): _("Plan review after a change of level"),
        (DutyKind.REVIEW, "setback"): _("Plan review after a setback"),
        (DutyKind.SCREEN, ""): _("Drug screens of a week"),
    }[rule.kind, rule.about]


def _asked(rule: Rule) -> str:
    if rule.kind is DutyKind.SCREEN:
        return _("by Friday, shown from Wednesday")
    if rule.unit is Unit.CALENDAR_DAYS:
        if rule.warn >= rule.n:
            return _("within {n} days, shown at once", n=rule.n)
        return _("within {n} days, shown from day {first}", n=rule.n, first=rule.n - rule.warn)
    told = {"n": rule.n, "first": rule.n - rule.warn, "cap": rule.cap}
    if rule.unit is Unit.TREATMENT_DAYS:
        return _("by treatment day {n}, at most {cap} days, shown from day {first}", **told)
    return _("by session {n}, at most {cap} days, shown from session {first}", **told)
