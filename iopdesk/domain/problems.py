"""What a person can be told and can mend; every other exception is a bug."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime


class UserProblem(Exception):  # noqa: N818 -- a sentence for people, not a fault of the program
    """Something that a person can fix: what happened, and what to do next.

    Written in English with `values` for its {names}; `in_words` says it in the reader's language.
    Never holds client data: titles and hints may be shown, logged and copied.
    """

    def __init__(self, title: str, hint: str = "", **values: object) -> None:
        self._texts = (title, hint)
        self._values = values
        self.title, self.hint = self.in_words(_in_english)
        super().__init__(f"{self.title} {self.hint}".strip())

    def in_words(self, words: Callable[..., str]) -> tuple[str, str]:
        """Title and hint in the language of `words`: a Wording, or the `_` of the screens."""
        # A value may be a sentence of the program itself, such as what to do with a file.
        told = {
            name: words(value) if isinstance(value, str) else value
            for name, value in self._values.items()
        }
        title, hint = (words(text, **told) for text in self._texts)
        return title, hint


def _in_english(text: str, **values: object) -> str:
    return text.format(**values) if values else text


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
        self.problems = tuple(problems)
        super().__init__("Some fields need another look.")

    def in_words(self, words: Callable[..., str]) -> tuple[str, str]:
        """The hint is all that is wrong."""
        title, _ = super().in_words(words)
        return title, "; ".join(words(problem.words) for problem in self.problems)


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
