"""An answer on its way into the store: kept over a lock, and its fields in words."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import cast

from iopdesk.domain.eligibility import Conclusion, TestDraft
from iopdesk.services.draft_service import Value
from iopdesk.ui.intake.test_list import OUTCOME
from iopdesk.ui.wording import _

Draft = TestDraft | Conclusion


def kept_values(step: str, draft: Draft) -> dict[str, Value]:
    """What is typed on a page, as it is kept."""
    values = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(draft).items()
    }
    return {"step": step, "mine": cast(Value, values)}


def kept_test(values: Mapping[str, Value]) -> TestDraft | None:
    """The answer to a test that was kept; None for anything else."""
    step, mine = values.get("step"), values.get("mine")
    if not isinstance(step, str) or not isinstance(mine, dict) or step == OUTCOME:
        return None
    due = mine.pop("remedy_due", None)
    day = date.fromisoformat(due) if isinstance(due, str) else None
    texts = {name: str(value or "") for name, value in mine.items()}
    return replace(TestDraft(step), **{**texts, "criterion": step}, remedy_due=day)


def field_words() -> dict[str, str]:
    """The fields by name, for two people who changed one."""
    return {
        "result": _("What was found"),
        "evidence": _("Evidence"),
        "remedy": _("What is done about it"),
        "remedy_words": _("Where and how"),
        "remedy_due": _("Stands by"),
        "outcome": _("What is decided"),
        "conditions": _("Conditions"),
        "conditional_until": _("Met by"),
        "note": _("Note"),
    }
