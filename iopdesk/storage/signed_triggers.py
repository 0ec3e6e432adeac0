"""Triggers that keep what was signed as it was signed: plans, notes, step-downs, signatures.

A signed plan may still be replaced, a signed note may be co-signed once, and a final step-down may
note that the client got the copy; everything else is a new version or an addendum.
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
_WRITTEN_ONCE = ("signature", "addendum")
_REFUSED = "BEGIN SELECT RAISE(ABORT,'signed: a new version or an addendum instead'); END"


def expected() -> dict[str, str]:
    """The text of each trigger that a store must have, by name."""
    found: dict[str, str] = {}
    for table, plan in _PLAN_PARTS.items():
        found |= _part(table, "plan", plan)
    for table in _STEP_DOWN_PARTS:
        found |= _part(table, "step_down", "{row}.step_down_id")
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


def _part(table: str, whole: str, whole_id: str) -> dict[str, str]:
    found = {}
    for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD")):
        name = f"{table}_signed_{event[:3].lower()}"
        found[name] = (
            f"CREATE TRIGGER {name} BEFORE {event} ON {table}\n"
            f"WHEN (SELECT state FROM {whole} WHERE id={whole_id.format(row=row)}) <> 'draft'\n"
            f"{_REFUSED}"
        )
    return found


def _row(table: str, when: str) -> dict[str, str]:
    name = f"{table}_signed"
    return {name: f"CREATE TRIGGER {name} BEFORE UPDATE ON {table}\nWHEN {when}\n{_REFUSED}"}


def _differs(table: str, *may_change: str) -> str:
    columns = [c.name for c in Base.metadata.tables[table].columns]
    kept = [name for name in columns if name not in {*may_change, "op"}]
    return "\n OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in kept)
