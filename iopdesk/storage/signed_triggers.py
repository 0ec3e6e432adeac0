"""Triggers that keep what was signed as it was signed: plans, notes, step-downs.

A plan's state may still move from signed to replaced; everything else is a new version or an
addendum.
"""

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
_REFUSED = "BEGIN SELECT RAISE(ABORT,'signed: a new version or an addendum instead'); END"


def expected() -> dict[str, str]:
    """The text of each trigger that a store must have, by name."""
    found: dict[str, str] = {}
    for table, plan in _PLAN_PARTS.items():
        for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD")):
            name = f"{table}_signed_{event[:3].lower()}"
            found[name] = (
                f"CREATE TRIGGER {name} BEFORE {event} ON {table}\n"
                f"WHEN (SELECT state FROM plan WHERE id={plan.format(row=row)}) <> 'draft'\n"
                f"{_REFUSED}"
            )
    found["plan_signed"] = (
        "CREATE TRIGGER plan_signed BEFORE UPDATE ON plan\n"
        "WHEN OLD.state <> 'draft' AND (NEW.state = 'draft'\n"
        " OR NEW.content_hash IS NOT OLD.content_hash OR NEW.signed_at IS NOT OLD.signed_at\n"
        " OR NEW.strengths IS NOT OLD.strengths OR NEW.needs IS NOT OLD.needs\n"
        " OR NEW.abilities IS NOT OLD.abilities OR NEW.preferences IS NOT OLD.preferences\n"
        " OR NEW.step_down_when IS NOT OLD.step_down_when\n"
        " OR NEW.next_review IS NOT OLD.next_review)\n"
        f"{_REFUSED}"
    )
    for table in _NOTES:
        name = f"{table}_signed"
        found[name] = (
            f"CREATE TRIGGER {name} BEFORE UPDATE ON {table}\n"
            f"WHEN OLD.signed_at IS NOT NULL\n{_REFUSED}"
        )
    for table in _STEP_DOWN_PARTS:
        for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD")):
            name = f"{table}_signed_{event[:3].lower()}"
            found[name] = (
                f"CREATE TRIGGER {name} BEFORE {event} ON {table}\n"
                f"WHEN (SELECT state FROM step_down WHERE id={row}.step_down_id) <> 'draft'\n"
                f"{_REFUSED}"
            )
    return found
