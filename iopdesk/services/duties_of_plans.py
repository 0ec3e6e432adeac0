"""Plans that are due, plans to be reviewed, evaluations that are due."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select

from iopdesk.domain.duty import Duty, DutyKey, DutyKind, GoTo
from iopdesk.domain.duty_rule import Deadline, Rule, Unit, deadline, units_passed
from iopdesk.domain.evaluation import EvaluationKind
from iopdesk.services.duty_facts import DutyFacts, Held, OpenStay
from iopdesk.services.duty_query import DAY, DutyQuery, Of
from iopdesk.storage.assessment_tables import EvaluationRow
from iopdesk.storage.episode_tables import EpisodeRow, SetbackRow
from iopdesk.storage.plan_tables import PlanRow

INTENSIVE_LEVELS = ("2.1", "2.5")
# An evaluation shortly before admission, such as the one that led to it, counts for the stay.
_BEFORE_ADMISSION = timedelta(days=30)
_WARN_DAYS = 7

Counted = Mapping[uuid.UUID, list[date]]


@dataclass(frozen=True)
class _Plan:
    plan_id: uuid.UUID
    version: int
    signed: date
    next_review: date | None


def plan_duties(facts: DutyFacts) -> list[Duty]:
    """First plans that nobody signed yet, and signed ones to be looked at again."""
    signed: dict[uuid.UUID, _Plan] = {}
    begun = set()
    for episode, plan_id, version, state, at, review in _plans.rows(facts):
        if state == "signed" and at is not None:
            signed[episode] = _Plan(plan_id, version, _local(facts, at), review)
        begun.add(episode)
    without = [stay for stay in facts.stays if stay.episode_id not in signed]
    setbacks = dict(_newest_setbacks.rows(facts))
    found = _plans_due(facts, without, begun)
    for stay in facts.stays:
        plan = signed.get(stay.episode_id)
        if plan is not None:
            found += _review(facts, stay, plan, setbacks.get(stay.client_id))
    return found


@DutyQuery
def _plans(of: Of) -> Select[*tuple[Any, ...]]:
    return (
        select(
            PlanRow.episode_id,
            PlanRow.id,
            PlanRow.version,
            PlanRow.state,
            PlanRow.signed_at,
            PlanRow.next_review,
        )
        .join(EpisodeRow, EpisodeRow.id == PlanRow.episode_id)
        .where(EpisodeRow.discharged.is_(None), PlanRow.void == 0, *of(PlanRow.client_id))
        .order_by(PlanRow.version)
    )


def evaluation_duties(facts: DutyFacts) -> list[Duty]:
    """Evaluations that someone set a day for, and those that the state's rules ask for."""
    if not facts.stays:
        return []
    rows = facts.db.execute(
        select(
            EvaluationRow.id,
            EvaluationRow.client_id,
            EvaluationRow.episode_id,
            EvaluationRow.kind,
            EvaluationRow.due,
            EvaluationRow.done,
        )
        .where(
            EvaluationRow.client_id.in_([stay.client_id for stay in facts.stays]),
            EvaluationRow.void == 0,
        )
        .order_by(EvaluationRow.due)
    ).all()
    by_client = defaultdict(list)
    for row in rows:
        by_client[row.client_id].append(row)
    rules = {rule.about: rule for rule in facts.preset.of_kind(DutyKind.EVALUATION)}
    counted = _counted(facts, list(rules.values()), facts.stays)
    found = []
    for stay in facts.stays:
        of_stay = [
            row for row in by_client[stay.client_id] if _is_of(stay, row.episode_id, row.done)
        ]
        for kind in EvaluationKind:
            of_kind = [row for row in of_stay if row.kind == kind.value]
            waiting = next((row for row in of_kind if row.done is None and row.due), None)
            rule = rules.get(kind.value)
            if waiting is not None:
                warn = timedelta(days=rule.warn if rule else _WARN_DAYS)
                term = Deadline(waiting.due - warn, waiting.due)
                found += _evaluation(facts, stay, kind, waiting.id, term)
            elif rule is not None and not any(row.done for row in of_kind):
                days = counted.get(stay.client_id, [])
                term = deadline(rule, stay.admitted, days, facts.closed)
                subject = uuid.uuid5(stay.episode_id, kind.value)
                found += _evaluation(facts, stay, kind, subject, term)
    return found


def _plans_due(facts: DutyFacts, without: list[OpenStay], begun: set[uuid.UUID]) -> list[Duty]:
    rule = facts.preset.rule(DutyKind.PLAN)
    if rule is None:
        return []
    counted = _counted(facts, [rule], tuple(without))
    found = []
    for stay in without:
        days = counted.get(stay.client_id, [])
        term = deadline(rule, stay.admitted, days, facts.closed)
        urgency = facts.urgency(term)
        if urgency is not None:
            found.append(
                Duty(
                    DutyKey(DutyKind.PLAN, stay.episode_id, term.due),
                    urgency,
                    stay.who,
                    GoTo("plan", stay.client_id),
                    client_id=stay.client_id,
                    staff_id=stay.counselor_id,
                    what="draft" if stay.episode_id in begun else rule.unit.value,
                    count=units_passed(rule, stay.admitted, facts.day, days),
                    of=rule.n,
                )
            )
    return found


def _review(facts: DutyFacts, stay: OpenStay, plan: _Plan, setback: date | None) -> list[Duty]:
    found = []
    for about, base in _review_bases(facts, stay, plan, setback):
        rule = facts.preset.rule(DutyKind.REVIEW, about)
        if rule is None:
            continue
        term = deadline(rule, base, closed=facts.closed)
        if base == plan.signed and plan.next_review is not None:
            term = Deadline(plan.next_review - timedelta(days=rule.warn), plan.next_review)
        found.append((term.due, about, base, rule, term))
    if not found:
        return []
    due, about, base, rule, term = min(found, key=lambda each: each[0])
    urgency = facts.urgency(term)
    if urgency is None:
        return []
    return [
        Duty(
            DutyKey(DutyKind.REVIEW, plan.plan_id, due),
            urgency,
            stay.who,
            GoTo("plan", stay.client_id),
            client_id=stay.client_id,
            staff_id=stay.counselor_id,
            what=about,
            count=units_passed(rule, base, facts.day),
            of=(due - base).days,
        )
    ]


def _review_bases(
    facts: DutyFacts, stay: OpenStay, plan: _Plan, setback: date | None
) -> list[tuple[str, date]]:
    now = stay.held_on(facts.day)
    is_intensive = now is None or now.level in INTENSIVE_LEVELS
    bases = [("intensive" if is_intensive else "step_down", plan.signed)]
    changed = _level_changed(stay, facts.day)
    if changed is not None and changed > plan.signed:
        bases.append(("level_change", changed))
    if setback is not None and setback > plan.signed:
        bases.append(("setback", setback))
    return bases


def _level_changed(stay: OpenStay, day: date) -> date | None:
    """When the level changed last, or more hours were set; a planned taper is no change."""
    held = [each for each in stay.placements if each.starts <= day]
    for before, after in reversed(list(zip(held, held[1:], strict=False))):
        if _is_change(before, after):
            return after.starts
    return None


def _is_change(before: Held, after: Held) -> bool:
    return before.level != after.level or before.minutes < after.minutes


@DutyQuery
def _newest_setbacks(of: Of) -> Select[*tuple[Any, ...]]:
    return (
        select(SetbackRow.client_id, func.max(SetbackRow.day))
        .join(EpisodeRow, EpisodeRow.id == SetbackRow.episode_id)
        .where(
            SetbackRow.void == 0,
            SetbackRow.day <= DAY,
            EpisodeRow.discharged.is_(None),
            *of(SetbackRow.client_id),
        )
        .group_by(SetbackRow.client_id)
    )


def _evaluation(
    facts: DutyFacts, stay: OpenStay, kind: EvaluationKind, subject: uuid.UUID, term: Deadline
) -> list[Duty]:
    urgency = facts.urgency(term)
    if urgency is None:
        return []
    return [
        Duty(
            DutyKey(DutyKind.EVALUATION, subject, term.due),
            urgency,
            stay.who,
            GoTo("client", stay.client_id, tab="details"),
            client_id=stay.client_id,
            staff_id=stay.counselor_id,
            what=kind.value,
        )
    ]


def _is_of(stay: OpenStay, episode_id: uuid.UUID | None, done: date | None) -> bool:
    if done is not None and episode_id is None:
        return done >= stay.admitted - _BEFORE_ADMISSION
    return episode_id in (None, stay.episode_id)


def _counted(facts: DutyFacts, rules: list[Rule], stays: tuple[OpenStay, ...]) -> Counted:
    if all(rule.unit is Unit.CALENDAR_DAYS for rule in rules):
        return {}
    return facts.treatment_days([stay.client_id for stay in stays])


def _local(facts: DutyFacts, at: datetime) -> date:
    return at.astimezone(facts.zone).date()
