"""The only way in which screens tell and ask: problems, quiet words, decisions, files."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from iopdesk.domain.problems import EditConflict, UserProblem
from iopdesk.ui.incident import Incident, incident_of
from iopdesk.ui.widgets.conflict_dialog import ConflictDialog
from iopdesk.ui.widgets.decision_dialog import DecisionDialog, add_text_field, text_of
from iopdesk.ui.widgets.incident_dialog import IncidentDialog
from iopdesk.ui.wording import _


class Messages(QObject):
    """Speaks over `window`; quiet words go out as `said` and are shown at its foot."""

    said = Signal(str)

    def __init__(self, window: QWidget | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window

    def problem(self, problem: UserProblem) -> None:
        """Say what happened and what to do; waits for OK."""
        title, hint = problem.in_words(_)
        self._decide(title, hint, [_("&OK")], icon=("triangle-alert", "warn"))

    def error(self, error: BaseException) -> None:
        """The one path of errors that nobody else took: problems are told, bugs reported."""
        if isinstance(error, UserProblem):
            self.problem(error)
        else:
            self.incident(incident_of(error))

    def incident(self, incident: Incident) -> None:
        """Tell of a bug by its number, with a report that can be copied."""
        IncidentDialog(incident, self._window).exec()

    def say(self, words: str) -> None:
        """Say something that needs no answer."""
        self.said.emit(words)

    def ask(
        self, title: str, hint: str, yes: str, no: str = "", *, takes_away: bool = False
    ) -> bool:
        """Ask for a decision between two verbs; Esc is `no`."""
        icon = ("triangle-alert", "warn") if takes_away else ("info", "info")
        answers = [yes, no or _("Cancel")]
        return self._decide(title, hint, answers, icon=icon, takes_away=takes_away) == 0

    def choose(self, title: str, hint: str, answers: Sequence[str]) -> int | None:
        """Which of several answers; None if the person went back with Esc."""
        at = self._decide(title, hint, answers)
        return at if at >= 0 else None

    def ask_text(
        self, title: str, hint: str, field: str, yes: str, *, long: bool = False
    ) -> str | None:
        """Ask for words, such as a reason; None if the person went back."""
        dialog = DecisionDialog(title, hint, [yes, _("Cancel")], self._window)
        box = add_text_field(dialog, field, long=long)
        dialog.exec()
        return text_of(box).strip() if dialog.answer == 0 else None

    def settle(self, conflict: EditConflict, words: Mapping[str, str]) -> dict[str, object] | None:
        """Which value of each field to keep; None if the person goes back to the form.

        `words` names the fields. Save again with `theirs` as base and the kept values as mine.
        """
        dialog = ConflictDialog(conflict, words, self._window)
        dialog.exec()
        return dialog.kept() if dialog.answer == 0 else None

    def file_to_open(self, title: str, kinds: str) -> Path | None:
        """Which file to read; `kinds` as Qt writes them: "Meetings (*.json *.csv)"."""
        name, _kind = QFileDialog.getOpenFileName(self._window, title, "", kinds)
        return Path(name) if name else None

    def file_to_save(self, title: str, name: str, kinds: str) -> Path | None:
        """Where to write a file; Qt asks before one is overwritten."""
        chosen, _kind = QFileDialog.getSaveFileName(self._window, title, name, kinds)
        return Path(chosen) if chosen else None

    def folder(self, title: str) -> Path | None:
        """Which folder."""
        name = QFileDialog.getExistingDirectory(self._window, title)
        return Path(name) if name else None

    def _decide(
        self,
        title: str,
        hint: str,
        answers: Sequence[str],
        *,
        icon: tuple[str, str] = ("info", "info"),
        takes_away: bool = False,
    ) -> int:
        dialog = DecisionDialog(
            title, hint, answers, self._window, icon=icon, takes_away=takes_away
        )
        dialog.exec()
        return dialog.answer


class RecordedMessages(Messages):
    """Keeps what was said for tests; answers come from `answers`, first in first out."""

    def __init__(self, window: QWidget | None = None, parent: QObject | None = None) -> None:
        super().__init__(window, parent)
        self.problems: list[UserProblem] = []
        self.errors: list[BaseException] = []
        self.words: list[str] = []
        self.asked: list[tuple[str, str]] = []
        self.answers: list[object] = []

    def problem(self, problem: UserProblem) -> None:
        """Keep it."""
        self.problems.append(problem)

    def error(self, error: BaseException) -> None:
        """Keep a problem; let a bug fail the test."""
        if isinstance(error, UserProblem):
            self.problem(error)
            return
        self.errors.append(error)
        raise error

    def say(self, words: str) -> None:
        """Keep it, and tell like the real one."""
        self.words.append(words)
        super().say(words)

    def ask(
        self, title: str, hint: str, yes: str, no: str = "", *, takes_away: bool = False
    ) -> bool:
        """The next answer; yes where none was prepared."""
        return bool(self._answer(title, hint, True))

    def choose(self, title: str, hint: str, answers: Sequence[str]) -> int | None:
        """The next answer; the first where none was prepared."""
        answer = self._answer(title, hint, 0)
        return answer if isinstance(answer, int) else None

    def ask_text(
        self, title: str, hint: str, field: str, yes: str, *, long: bool = False
    ) -> str | None:
        """The next answer; None where none was prepared."""
        answer = self._answer(title, hint, None)
        return answer if isinstance(answer, str) else None

    def settle(self, conflict: EditConflict, words: Mapping[str, str]) -> dict[str, object] | None:
        """The next answer, "mine" or "theirs" for all fields; None where none was prepared."""
        self.problems.append(conflict)
        answer = self._answer(conflict.title, conflict.hint, None)
        if answer not in ("mine", "theirs"):
            return None
        return {each.field: getattr(each, str(answer)) for each in conflict.fields}

    def file_to_open(self, title: str, kinds: str) -> Path | None:
        """The next answer."""
        return self._path(title)

    def file_to_save(self, title: str, name: str, kinds: str) -> Path | None:
        """The next answer."""
        return self._path(title)

    def folder(self, title: str) -> Path | None:
        """The next answer."""
        return self._path(title)

    def _path(self, title: str) -> Path | None:
        answer = self._answer(title, "", None)
        return Path(str(answer)) if answer is not None else None

    def _answer(self, title: str, hint: str, usual: object) -> object:
        self.asked.append((title, hint))
        return self.answers.pop(0) if self.answers else usual
