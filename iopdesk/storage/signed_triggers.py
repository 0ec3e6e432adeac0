"""Triggers that keep what was signed as it was signed: plans, notes, assessments, disclosures.

A signed plan may still be replaced, a signed note may be co-signed once, a final step-down may
note that the client got the copy, and the conditions of an eligibility decision may be met;
everything else is a new version or an addendum. `client_id` alone may change on all of them: two
records of one person become one.
"""

from iopdesk.storage.schema import Base

_PLAN_PARTS = {
    "problem": "{row}.plan_id",
    "goal": "(SELECT plan_id FROM problem WHERE id={row}.problem_id)",
    "planned_service": "(SELECT plan_id FROM problem WHERE id={row}.problem_id)",
    "objective": (
        "(SELECT problem.plan_id FROM goal JOIN problem ON problem.id=goal.problem_id"
        " WHERE goal.id={row}.goal_id)"
    ),
}
_STEP_DOWN_PARTS = ("next_step", "prevention_item")
_NOTES = ("group_note", "client_note")
_WRITTEN_ONCE = (
    "addendum",
    "disclosure",
    "eligibility_opinion",
    "instrument_result",
    "signature",
)
_REFUSED = "BEGIN SELECT RAISE(ABORT,'signed: a new version or an addendum instead'); END"


def expected() -> dict[str, str]:
    """The text of each trigger that a store must have, by name."""
    found: dict[str, str] = {}
    for table, plan in _PLAN_PARTS.items():
        found |= _part(table, f"(SELECT state FROM plan WHERE id={plan}) <> 'draft'")
    for table in _STEP_DOWN_PARTS:
        found |= _part(
            table, "(SELECT state FROM step_down WHERE id={row}.step_down_id) <> 'draft'"
        )
    found |= _assessments()
    found |= _row("plan", f"OLD.state <> 'draft' AND ({_differs('plan', 'state')} OR {_MOVED})")
    found |= _row(
        "step_down", f"OLD.state <> 'draft' AND ({_differs('step_down', 'client_copy_given')})"
    )
    for table in _NOTES:
        cosigned = _differs(table, "cosigned_by", "cosigned_at")
        found |= _row(
            table, f"OLD.signed_at IS NOT NULL AND (OLD.cosigned_at IS NOT NULL OR {cosigned})"
        )
    for table in _WRITTEN_ONCE:
        # taken back as a whole, as when it was entered for the wrong client
        found |= _row(table, _differs(table, "void"))
    return found


_MOVED = "(NEW.state IS NOT OLD.state AND NOT (OLD.state = 'signed' AND NEW.state = 'replaced'))"


def _assessments() -> dict[str, str]:
    signed = "(SELECT signed_at FROM dimension_assessment WHERE id={row}.assessment_id) IS NOT NULL"
    decided = "(SELECT decided_at FROM eligibility WHERE id={row}.eligibility_id) IS NOT NULL"
    remedy = ("remedy_due", "remedy_done")
    conditions = ("conditions_met", "conditional_until", "void")
    return (
        _part("dimension_rating", signed)
        | _row(
            "dimension_assessment",
            f"OLD.signed_at IS NOT NULL AND ({_differs('dimension_assessment', 'void')})",
        )
        | _part("eligibility_test", decided, *remedy)
        | _row(
            "eligibility",
            f"OLD.decided_at IS NOT NULL AND ({_differs('eligibility', *conditions)})",
        )
    )


def _part(table: str, is_signed: str, *may_change: str) -> dict[str, str]:
    found = {}
    changed = {"INSERT": "", "UPDATE": f"\nAND ({_differs(table, *may_change)})"}
    for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD")):
        name = f"{table}_signed_{event[:3].lower()}"
        found[name] = (
            f"CREATE TRIGGER {name} BEFORE {event} ON {table}\n"
            f"WHEN {is_signed.format(row=row)}{changed[event]}\n"
            f"{_REFUSED}"
        )
    return found


def _row(table: str, when: str) -> dict[str, str]:
    name = f"{table}_signed"
    return {name: f"CREATE TRIGGER {name} BEFORE UPDATE ON {table}\nWHEN {when}\n{_REFUSED}"}


def _differs(table: str, *may_change: str) -> str:
    columns = [c.name for c in Base.metadata.tables[table].columns]
    kept = [name for name in columns if name not in {*may_change, "client_id", "op"}]
    return "\n OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in kept)
