"""The coming and the past sessions of a group: open, call off, move to another day, restore."""

import uuid
from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from iopdesk.domain.group_clash import GroupClash
from iopdesk.domain.group_session import MoveDraft, SeenSession, SessionLine, SessionState
from iopdesk.domain.problems import EditConflict, UserProblem
from iopdesk.domain.staff import Right
from iopdesk.ui.desk import Desk
from iopdesk.ui.groups.clash_words import goes_on_despite
from iopdesk.ui.groups.move_dialog import MoveDialog
from iopdesk.ui.moved_meanwhile import settled_move
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import _, ngettext_, screen_wording

_ROW, _ROWS = 40, 6


class SessionsCard(Card):
    """Asks by itself once it knows its group."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Sessions"), parent)
        self._desk = desk
        self._group_id: uuid.UUID | None = None
        self.which = Segmented([("coming", _("Coming")), ("past", _("Past"))], self)
        self.which.set_name(_("Sessions"))
        self.which.set_value("coming")
        self.add_to_head(self.which)
        self._model: RowsModel[SessionLine] = RowsModel(
            self._columns(), self, identity=lambda line: (line.slot_id, line.planned_day)
        )
        self.table = TableView(self._model, "group_sessions", self, row_units=40)
        self.table.setAccessibleName(_("Sessions"))
        self.body.addWidget(self.table, 1)
        self._empty = EmptyState("", None, self)
        self.body.addWidget(self._empty)
        self.about = label("", "soft", self, wrap=True)
        self.body.addWidget(self.about)
        self.body.addLayout(self._build_actions())
        self.table.opened.connect(self._on_opened)
        self.table.pressed.connect(self._on_opened)
        self.table.chosen.connect(self._show_actions)
        self.which.changed.connect(self._on_which)

    def open_group(self, group_id: uuid.UUID | None) -> None:
        """Go to another group."""
        if group_id != self._group_id:
            self.which.set_value("coming")
            self._model.set_rows([])
        self._group_id = group_id

    def refresh(self) -> None:
        """Ask for the sessions."""
        if self._group_id is not None:
            services = self._desk.services.group
            asked = services.coming_sessions if self._is_coming else services.sessions
            call = partial(asked, self._group_id)
            self._desk.background.run(self, call, self._show_lines, ticket="sessions")

    @property
    def _is_coming(self) -> bool:
        return self.which.value == "coming"

    def _build_actions(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(current_theme().px(8))
        self.call_off = plain_button(_("Call off…"), parent=self)
        self.move_ = plain_button(_("Move…"), parent=self)
        self.restore = plain_button(_("Restore as planned"), parent=self)
        actions: tuple[tuple[QPushButton, Callable[[], None]], ...] = (
            (self.call_off, self._on_call_off),
            (self.move_, self._on_move),
            (self.restore, self._on_restore),
        )
        for button, act in actions:
            button.clicked.connect(act)
            line.addWidget(button)
            button.hide()
        line.addStretch(1)
        self.topics = quiet_button(_("Topics"), "list", self)
        self.topics.clicked.connect(self._on_topics)
        line.addWidget(self.topics)
        return line

    def _on_topics(self) -> None:
        self._desk.navigation.open("group_topics", self._group_id)

    def _show_lines(self, lines: tuple[SessionLine, ...]) -> None:
        self._model.set_rows(lines)
        self.table.setVisible(bool(lines))
        self.table.setMinimumHeight(current_theme().px(_ROW * min(len(lines) + 1, _ROWS)))
        self._empty.setVisible(not lines)
        self._empty.set_words(
            _("No session in the next four weeks.")
            if self._is_coming
            else _("No sessions in the last four weeks.")
        )
        if lines and self.table.current_row() is None:
            self.table.choose_first()
        self._show_actions(self.table.current_row())

    def _show_actions(self, line: SessionLine | None) -> None:
        self.about.setText(_about(line) if line else "")
        self.about.setVisible(bool(self.about.text()))
        may = line is not None and self._desk.services.signed_in.may(Right.EDIT_GROUPS)
        is_open = line is not None and not line.marked and not line.is_signed
        is_off = line is not None and line.state is SessionState.CANCELLED
        self.call_off.setVisible(may and is_open and not is_off)
        self.move_.setVisible(may and is_open and not is_off)
        self.restore.setVisible(may and is_open and line is not None and (is_off or line.is_moved))

    def _on_which(self, value: object) -> None:
        self._model.set_rows([])
        self.refresh()

    def _on_opened(self, line: SessionLine) -> None:
        self._desk.navigation.open("group_session", line.slot_id, date=line.planned_day)

    def _on_call_off(self) -> None:
        line: SessionLine | None = self.table.current_row()
        if line is None:
            return
        reason = self._desk.messages.ask_text(
            _("Call off the session of {day}?", day=screen_wording().date(line.day)),
            _("Nobody is expected there, and no attendance is taken. It can be restored."),
            _("Why"),
            _("&Call it off"),
        )
        if reason is not None:
            plan = self._desk.services.session_plan
            self._run(
                partial(plan.call_off, line.slot_id, line.planned_day, reason, seen=line.seen)
            )

    def _on_restore(self) -> None:
        line: SessionLine | None = self.table.current_row()
        if line is not None:
            plan = self._desk.services.session_plan
            self._run(partial(plan.restore, line.slot_id, line.planned_day, seen=line.seen))

    def _on_move(self) -> None:
        line: SessionLine | None = self.table.current_row()
        if line is None:
            return
        dialog = MoveDialog(line, self.window())
        dialog.exec()
        if dialog.answer == 0 and dialog.draft is not None:
            clashes = self._desk.services.group_clash
            ask = partial(clashes.of_move, line.slot_id, line.planned_day, dialog.draft)
            self._desk.background.run(self, ask, partial(self._on_clashes, line, dialog.draft))

    def _on_clashes(
        self, line: SessionLine, draft: MoveDraft, clashes: tuple[GroupClash, ...]
    ) -> None:
        if goes_on_despite(self._desk.messages, clashes):
            self._save_move(line, draft, line.seen)

    def _save_move(self, line: SessionLine, draft: MoveDraft, seen: SeenSession) -> None:
        plan = self._desk.services.session_plan
        call = partial(plan.move, line.slot_id, line.planned_day, draft, seen=seen)
        failed = partial(self._on_move_failed, line, draft, seen)
        self._desk.background.run(self, call, self._on_changed, failed)

    def _on_move_failed(
        self, line: SessionLine, draft: MoveDraft, seen: SeenSession, error: BaseException
    ) -> None:
        if not isinstance(error, EditConflict):
            self._desk.messages.error(error)
            return
        settled = settled_move(self._desk.messages, error, draft, seen)
        if settled is None:
            self.refresh()
        else:
            self._save_move(line, *settled)

    def _run(self, change: Callable[[], None]) -> None:
        self._desk.background.run(self, change, self._on_changed, self._on_failed)

    def _on_changed(self, done: None) -> None:
        self.refresh()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, EditConflict):
            error = UserProblem(
                "Someone else changed this session meanwhile.",
                "Nothing was changed. Look at it again.",
            )
        self._desk.messages.error(error)
        self.refresh()

    def _state(self, line: SessionLine) -> tuple[str, str]:
        if line.state is SessionState.CANCELLED:
            return _("Called off"), "neutral"
        if line.is_signed:
            return _("Signed"), "good"
        if line.marked:
            return ngettext_("{n} marked", "{n} marked", line.marked), "warn"
        if line.day >= self._desk.services.store.clock.today():
            return _("To come"), "info"
        return _("Not marked"), "bad"

    def _columns(self) -> list[Column[SessionLine]]:
        return [
            Column(_("Day"), _when, bold=True, stretch=True, order=lambda line: line.day),
            Column(
                _("Attendance"),
                lambda line: self._state(line)[0],
                kind=Kind.CHIP,
                tone=lambda line: self._state(line)[1],
            ),
            Column("", lambda line: _("Open"), kind=Kind.BUTTON),
        ]


def _when(line: SessionLine) -> str:
    wording = screen_wording()
    when = f"{wording.date(line.day)}, {wording.time(line.start)}"
    return _("{when}, moved", when=when) if line.is_moved else when


def _about(line: SessionLine) -> str:
    """All about a session that its row has no room for."""
    told = []
    if line.is_moved:
        day = screen_wording().date(line.planned_day)
        told.append(_("Moved from {day}: {reason}", day=day, reason=line.reason or "–"))
    elif line.state is SessionState.CANCELLED:
        told.append(_("Called off: {reason}", reason=line.reason))
    if line.state is not SessionState.CANCELLED and (line.topic or line.proposed):
        told.append(
            _("Topic: {topic}", topic=line.topic)
            if line.topic
            else _("Topic proposed: {topic}", topic=line.proposed)
        )
    return "\n".join(told)
