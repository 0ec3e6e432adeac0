"""A setback's draft in and out of its fields, and as plain values for a kept draft."""

from dataclasses import asdict, replace
from datetime import date
from typing import cast
from uuid import UUID

from iopdesk.domain.setback import Safety, SetbackDraft, SetbackKind
from iopdesk.services.draft_service import Value
from iopdesk.ui.course.setback_steps import SetbackSteps
from iopdesk.ui.wording import _


def load_draft(steps: SetbackSteps, draft: SetbackDraft) -> None:
    """Show a draft on all pages; nothing of it counts as typed."""
    for page in steps.pages.values():
        page.form.set_loading(True)
    steps.day.set_value(draft.day)
    steps.kind.set_value(draft.kind)
    steps.learned.setText(draft.learned_from)
    steps.happened.setPlainText(draft.what_happened)
    if draft.safety is Safety.UNKNOWN:
        steps.safety.clear()
    else:
        steps.safety.set_value(draft.safety)
    steps.safety_words.setPlainText(draft.safety_words)
    steps.level.setPlainText(draft.level_words)
    steps.groups.setPlainText(draft.groups_words)
    steps.supports.setPlainText(draft.supports_words)
    steps.plan.setPlainText(draft.plan_words)
    for page in steps.pages.values():
        page.form.set_loading(False)
        page.form.clear_problems()


def typed_draft(steps: SetbackSteps, base: SetbackDraft) -> SetbackDraft:
    """What the fields say now, over what was loaded."""
    return replace(
        base,
        day=steps.day.value,
        kind=cast(SetbackKind, steps.kind.value or base.kind),
        learned_from=steps.learned.text().strip(),
        what_happened=steps.happened.toPlainText().strip(),
        safety=cast(Safety, steps.safety.value or Safety.UNKNOWN),
        safety_words=steps.safety_words.toPlainText().strip(),
        level_words=steps.level.toPlainText().strip(),
        groups_words=steps.groups.toPlainText().strip(),
        supports_words=steps.supports.toPlainText().strip(),
        plan_words=steps.plan.toPlainText().strip(),
    )


def field_words() -> dict[str, str]:
    """Names of the fields, where two people answered one of them."""
    return {
        "day": _("Day"),
        "kind": _("Kind"),
        "learned_from": _("Learned from"),
        "what_happened": _("What happened"),
        "safety": _("Safety now"),
        "safety_words": _("What was done for safety"),
        "level_words": _("Level and hours"),
        "groups_words": _("Groups"),
        "supports_words": _("People to call"),
        "plan_words": _("Treatment plan"),
    }


def values_of(draft: SetbackDraft) -> dict[str, Value]:
    """The draft as plain values."""
    values = asdict(draft)
    values["day"] = draft.day.isoformat() if draft.day else None
    values["placement_id"] = draft.placement_id.hex if draft.placement_id else None
    return values


def draft_from(values: object) -> SetbackDraft | None:
    """The draft of such values; None for what is none, such as one of another version."""
    if not isinstance(values, dict):
        return None
    day, placement = values.get("day"), values.get("placement_id")
    try:
        return SetbackDraft(
            **{
                **values,
                "day": date.fromisoformat(str(day)) if day else None,
                "placement_id": UUID(str(placement)) if placement else None,
                "kind": SetbackKind(str(values.get("kind"))),
                "safety": Safety(str(values.get("safety") or "")),
            }
        )
    except (TypeError, ValueError):
        return None
