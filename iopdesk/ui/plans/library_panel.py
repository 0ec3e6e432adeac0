"""Add from library: search the suggestions, tick what fits, put it into the plan."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QListView,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from iopdesk.domain.client import fold
from iopdesk.domain.language import Language
from iopdesk.domain.plan import Problem
from iopdesk.domain.plan_library import LibraryProblem, plan_library, problem_from_library
from iopdesk.ui.plans.plan_words import short_dimension
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button, quiet_button
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.search_field import SearchField
from iopdesk.ui.wording import _, ngettext_, screen_wording


@dataclass(frozen=True)
class LibraryPick:
    """What a person ticked: a suggestion with some of its objectives and services."""

    suggestion: LibraryProblem

    def problem(self, begun: date, language: Language, new_id: Callable[[], UUID]) -> Problem:
        """The plan's own copy, in the plan's language."""
        return problem_from_library(self.suggestion, begun, language, new_id)


class LibraryPanel(QWidget):
    """`added` carries a LibraryPick for a new problem, `joined` one for the problem open now."""

    added = Signal(object)
    joined = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setProperty("bare", "true")
        self._found: list[LibraryProblem] = []
        self._shown: LibraryProblem | None = None
        self._inside: QWidget | None = None
        self.objectives: list[QCheckBox] = []
        self.services: list[QCheckBox] = []
        self.search = SearchField(_("Search the library"), self)
        self.count = label("", "soft", self)
        self.close_button = quiet_button(_("&Back to the plan"), "arrow-left", self)
        self._names = QStringListModel(self)
        self.list = QListView(self)
        self.list.setModel(self._names)
        self.list.setAccessibleName(_("Suggestions"))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setMinimumHeight(theme.px(110))
        self.list.setMaximumHeight(theme.px(200))
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self.add = primary_button(_("Add as a new problem"), "plus", self)
        self.join = plain_button(_("Add to this problem"), "", self)
        self._lay_out()
        self._connect()

    def open(self, problem_name: str, language: Language) -> None:
        """Begin a new search; `problem_name` is the problem that texts may be added to."""
        self._language = language
        self.join.setVisible(bool(problem_name))
        self.join.setText(_("Add to “{problem}”", problem=_short(problem_name)))
        self.join.setToolTip(problem_name)
        self.search.clear()
        self.look_for("")
        self.search.setFocus()

    def look_for(self, text: str) -> None:
        """List the suggestions that have all the words, in the screen's language."""
        language = screen_wording().language
        words = fold(text).split()
        self._found = [
            each
            for each in plan_library().problems
            if all(word in _searched(each, language) for word in words)
        ]
        self._names.setStringList([each.titles[language] for each in self._found])
        self.count.setText(ngettext_("{n} suggestion", "{n} suggestions", len(self._found)))
        if self._found:
            self.list.setCurrentIndex(self._names.index(0))
        else:
            self._show(None)

    def _lay_out(self) -> None:
        theme = current_theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        head = QHBoxLayout()
        head.addWidget(label(_("Add from library"), "head", self))
        head.addStretch(1)
        head.addWidget(self.close_button)
        find = QHBoxLayout()
        find.addWidget(self.search, 1)
        find.addWidget(self.count)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.join)
        foot.addWidget(self.add)
        column.addLayout(head)
        column.addLayout(find)
        column.addWidget(self.list)
        line = QFrame(self)
        line.setProperty("role", "rule")
        column.addWidget(line)
        column.addWidget(self._area, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.search.asked.connect(self.look_for)
        self.search.left_down.connect(self.list.setFocus)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.activated.connect(self._on_add)
        self.add.clicked.connect(self._on_add)
        self.join.clicked.connect(self._on_join)
        self.close_button.clicked.connect(self.closed)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed)

    def _show(self, suggestion: LibraryProblem | None) -> None:
        self._shown = suggestion
        self.objectives, self.services = [], []
        inside = QWidget(self._area)
        inside.setProperty("bare", "true")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, current_theme().px(6), 0)
        column.setSpacing(current_theme().px(4))
        language = screen_wording().language
        self.add.setEnabled(suggestion is not None)
        self.join.setEnabled(suggestion is not None)
        if suggestion is None:
            words = _("Nothing like this in the library. Type the problem yourself.")
            column.addWidget(label(words, "soft", inside, wrap=True))
        else:
            self._fill(column, inside, suggestion, language)
        column.addStretch(1)
        self._area.setWidget(inside)

    def _fill(
        self, column: QVBoxLayout, inside: QWidget, each: LibraryProblem, language: Language
    ) -> None:
        column.addWidget(label(f"“{each.statements[language]}”", "", inside, wrap=True))
        column.addWidget(label(short_dimension(each.dimension), "soft", inside))
        for key, texts in each.goals.items():
            words = _("Goal: {goal}", goal=texts[language])
            column.addWidget(label(words, "strong", inside, wrap=True))
            for objective in each.objectives:
                if objective.goal == key:
                    words = objective.texts[language]
                    self.objectives.append(self._tick(column, inside, words))
        column.addWidget(label(_("What staff will do"), "strong", inside))
        for service in each.services:
            words = f"{service.texts[language]} ({service.doses[language]})"
            self.services.append(self._tick(column, inside, words))

    def _tick(self, column: QVBoxLayout, inside: QWidget, words: str) -> QCheckBox:
        line = QHBoxLayout()
        line.setSpacing(current_theme().px(4))
        box = QCheckBox(inside)
        box.setAccessibleName(words)
        box.setChecked(True)
        text = label(words, "", inside, wrap=True)
        text.mousePressEvent = partial(_toggle, box)  # type: ignore[method-assign]
        line.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(text, 1)
        column.addLayout(line)
        return box

    def _pick(self) -> LibraryPick | None:
        each = self._shown
        if each is None:
            return None
        by_goal = [o for key in each.goals for o in each.objectives if o.goal == key]
        objectives = [o for o, box in zip(by_goal, self.objectives, strict=True) if box.isChecked()]
        services = [
            s for s, box in zip(each.services, self.services, strict=True) if box.isChecked()
        ]
        return LibraryPick(replace(each, objectives=tuple(objectives), services=tuple(services)))

    def _on_current(self, current: object, _before: object) -> None:
        at = self.list.currentIndex().row()
        self._show(self._found[at] if 0 <= at < len(self._found) else None)

    def _on_add(self, *_what: object) -> None:
        pick = self._pick()
        if pick is not None:
            self.added.emit(pick)

    def _on_join(self) -> None:
        pick = self._pick()
        if pick is not None:
            self.joined.emit(pick)


def _toggle(box: QCheckBox, _event: object) -> None:
    box.toggle()


def _short(name: str) -> str:
    return name if len(name) <= 28 else f"{name[:27]}…"


def _searched(each: LibraryProblem, language: Language) -> str:
    texts = [each.titles[language], each.statements[language], *each.tags]
    texts += [goal[language] for goal in each.goals.values()]
    texts += [objective.texts[language] for objective in each.objectives]
    texts += [service.texts[language] for service in each.services]
    return fold(" ".join(texts))
