"""What a person can be told and can mend; every other exception is a bug."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


class UserProblem(Exception):  # noqa: N818 -- a sentence for people, not a fault of the program
    """Something that a person can fix: what happened, and what to do next.

    Never holds client data: titles and hints may be shown, logged and copied.
    """

    def __init__(self, title: str, hint: str = "") -> None:
        super().__init__(f"{title} {hint}".strip())
        self.title = title
        self.hint = hint


class NotAllowed(UserProblem):
    """The signed-in person's roles don't include what they asked for."""


class NotFound(UserProblem):
    """The record that was asked for is not in this store."""


@dataclass(frozen=True)
class FieldProblem:
    """What is wrong with one field of a form; `field` is the draft's attribute name."""

    field: str
    words: str


class InvalidDraft(UserProblem):
    """A draft was refused; all its problems at once, nothing was written."""

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        super().__init__("Some fields need another look.", "; ".join(p.words for p in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class FieldConflict:
    """One field that two people changed to different values since the form was opened."""

    field: str
    mine: object
    theirs: object
    theirs_by: str
    theirs_at: datetime | None


class EditConflict(UserProblem):
    """Someone else changed the same fields meanwhile; both values are kept for a decision."""

    def __init__(self, fields: Sequence[FieldConflict]) -> None:
        super().__init__(
            "Someone else changed this record while you were editing it.",
            "Choose which value to keep.",
        )
        self.fields = tuple(fields)
