"""What a person does to the plan that is open: type, add, move, remove, defer."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from iopdesk.domain.language import Language
from iopdesk.domain.plan import Goal, Objective, Plan, PlannedService, Problem
from iopdesk.domain.plan_editing import added, found, moved, parts_of, with_values, without
from iopdesk.ui.messages import Messages
from iopdesk.ui.plans.library_panel import LibraryPick
from iopdesk.ui.wording import _


class PlanEdits(QObject):
    """Turns what was done into a new plan. `typed` needs no new rows on screen, `rebuilt` does.

    `rebuilt` carries the plan, the problem to show, and the part whose field gets the focus.
    """

    typed = Signal(object)
    rebuilt = Signal(object, object, object)

    def __init__(
        self,
        plan: Callable[[], Plan],
        new_id: Callable[[], UUID],
        messages: Messages,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._plan = plan
        self._new_id = new_id
        self._messages = messages

    def type(self, part_id: UUID, values: dict[str, object]) -> None:
        """Fields of a part were changed."""
        self.typed.emit(with_values(self._plan(), part_id, **values))

    def move(self, part_id: UUID, by: int) -> None:
        """A part goes up or down among its neighbours."""
        plan = self._plan()
        self.rebuilt.emit(moved(plan, part_id, by), self._problem_of(plan, part_id), part_id)

    def remove_row(self, part_id: UUID) -> None:
        """An objective or a service goes; the focus goes to its neighbour."""
        plan = self._plan()
        problem = self._problem_of(plan, part_id)
        rows = [part for part in _rows_of(plan, problem) if part != part_id]
        before = _rows_of(plan, problem)
        at = before.index(part_id) if part_id in before else 0
        focus = rows[min(at, len(rows) - 1)] if rows else None
        self.rebuilt.emit(without(plan, part_id), problem, focus)

    def remove(self, part_id: UUID) -> None:
        """A problem or a goal goes, after asking; what has words is not lost in the store."""
        plan = self._plan()
        part = found(plan, part_id)
        is_problem = isinstance(part, Problem)
        title = _("Remove this problem from the plan?") if is_problem else _("Remove this goal?")
        hint = _("Its objectives go with it. To put a problem off, defer it instead.")
        if part is None or not self._messages.ask(title, hint, _("&Remove"), takes_away=True):
            return
        problem = self._problem_of(plan, part_id)
        if is_problem:
            places = [each.id for each in plan.problems]
            rest = [each for each in places if each != part_id]
            problem = rest[min(places.index(part_id), len(rest) - 1)] if rest else None
        self.rebuilt.emit(without(plan, part_id), problem, None)

    def add_problem(self) -> None:
        """An empty problem with one goal."""
        plan = self._plan()
        problem = Problem(self._new_id(), since=plan.begun, goals=(Goal(self._new_id()),))
        self.rebuilt.emit(added(plan, plan.id, problem), problem.id, problem.id)

    def add_goal(self, problem_id: UUID) -> None:
        """One more goal for a problem."""
        goal = Goal(self._new_id())
        self.rebuilt.emit(added(self._plan(), problem_id, goal), problem_id, goal.id)

    def add_objective(self, goal_id: UUID, after_id: UUID | None) -> None:
        """An empty objective behind another, or at the end."""
        row_id = self._new_id()
        plan = added(self._plan(), goal_id, Objective(row_id, row_id), after_id)
        self.rebuilt.emit(plan, self._problem_of(plan, goal_id), row_id)

    def add_service(self, problem_id: UUID, after_id: UUID | None) -> None:
        """An empty service behind another, or at the end."""
        service = PlannedService(self._new_id())
        plan = added(self._plan(), problem_id, service, after_id)
        self.rebuilt.emit(plan, problem_id, service.id)

    def defer(self, problem_id: UUID) -> None:
        """Put a problem off, with the reason."""
        reason = self._messages.ask_text(
            _("Defer this problem?"),
            _("It stays in the plan, with the reason, and needs no objectives for now."),
            _("&Reason"),
            _("&Defer"),
        )
        if reason:
            plan = with_values(self._plan(), problem_id, deferred_because=reason)
            self.rebuilt.emit(plan, problem_id, None)

    def resume(self, problem_id: UUID) -> None:
        """Work on a deferred problem now."""
        plan = with_values(self._plan(), problem_id, deferred_because="")
        self.rebuilt.emit(plan, problem_id, None)

    def add_pick(self, pick: LibraryPick, language: Language) -> None:
        """Put a suggestion in as a new problem."""
        plan = self._plan()
        problem = pick.problem(plan.begun, language, self._new_id)
        self.rebuilt.emit(added(plan, plan.id, problem), problem.id, None)

    def join_pick(self, pick: LibraryPick, problem_id: UUID, language: Language) -> None:
        """Put a suggestion's objectives and services into a problem of the plan."""
        plan = self._plan()
        there = found(plan, problem_id)
        if not isinstance(there, Problem):
            return
        new = pick.problem(plan.begun, language, self._new_id)
        wanted = tuple(goal for goal in new.goals if goal.objectives)
        goals = there.goals
        if len(wanted) == 1 and len(goals) == 1:
            joined = (*goals[0].objectives, *wanted[0].objectives)
            text = goals[0].text or wanted[0].text
            goals = (Goal(goals[0].id, text, joined),)
        else:
            goals = (*(g for g in goals if g.text.strip() or g.objectives), *wanted) or goals
        plan = with_values(plan, problem_id, goals=goals, services=(*there.services, *new.services))
        self.rebuilt.emit(plan, problem_id, None)

    @staticmethod
    def _problem_of(plan: Plan, part_id: UUID) -> UUID | None:
        for problem in plan.problems:
            if any(part.id == part_id for part in parts_of(problem)):
                return problem.id
        return None


def _rows_of(plan: Plan, problem_id: UUID | None) -> list[UUID]:
    problem = next((each for each in plan.problems if each.id == problem_id), None)
    if problem is None:
        return []
    return [*(o.id for o in problem.objectives), *(s.id for s in problem.services)]
