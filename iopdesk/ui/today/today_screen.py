"""The first screen: today's groups, what needs someone, where clients are, next discharges."""

from functools import partial

from PySide6.QtWidgets import QWidget

from iopdesk.domain.duty import MUST_BE_DONE, Answer, Duty, DutyAnswer, DutyKey, GoTo
from iopdesk.domain.language import Language
from iopdesk.domain.problems import EditConflict, UserProblem
from iopdesk.domain.staff import Right
from iopdesk.domain.today import ComingDischarge, Today, TodayAppointment, TodayGroup
from iopdesk.services.duty_words import what_words
from iopdesk.ui.desk import Desk
from iopdesk.ui.screen import Screen
from iopdesk.ui.today.duties_card import ALL, MINE
from iopdesk.ui.today.today_view import TodayView
from iopdesk.ui.widgets.duty_dialog import DutyDialog
from iopdesk.ui.wording import _, ngettext_, screen_wording


class TodayScreen(Screen):
    """Every line names where to go; Enter goes there."""

    shows = frozenset(
        {
            "appointment",
            "attendance",
            "client_note",
            "closed_day",
            "consent",
            "drug_screen",
            "duty_answer",
            "episode",
            "evaluation",
            "follow_up",
            "group_note",
            "group_session",
            "group_slot",
            "next_step",
            "outreach_call",
            "payer_authorization",
            "placement",
            "plan",
            "roster_place",
            "setback",
            "setting",
            "step_down",
            "treatment_group",
        }
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        may = desk.services.signed_in.may
        # who has no clients of their own has nothing to choose
        usual = "" if not may(Right.WRITE_NOTES) else ALL if may(Right.COSIGN) else MINE
        self.view = TodayView(desk.services.signed_in.staff_id, usual, self)
        self.page_layout().addWidget(self.view)
        self._today: Today | None = None
        self._answers: list[tuple[DutyKey, int]] = []
        view = self.view
        for table in (view.groups, view.appointments, view.discharges):
            table.opened.connect(self._on_opened)
            table.pressed.connect(self._on_opened)
        view.duties.opened.connect(self._on_opened)
        view.duties.answered.connect(self._on_answered)
        view.duties.undone.connect(self._on_undone)
        view.duties.taken_up.connect(self._on_taken_up)
        view.new_client.clicked.connect(partial(desk.navigation.open, "new_client"))
        view.sheets.clicked.connect(self._on_sheets)
        view.dose.clicked.connect(partial(desk.navigation.open, "dose"))
        view.new_client.setEnabled(desk.services.signed_in.may(Right.EDIT_CLIENTS))

    def refresh(self) -> None:
        """Ask for the day."""
        self.desk.background.run(self, self.desk.services.today.today, self._show, ticket="today")

    def reflow(self, narrow: bool) -> None:
        """One column in narrow windows."""
        self.view.reflow(narrow)

    def keys(self) -> list[tuple[str, str]]:
        """The keys of its lists."""
        return [
            ("Enter", _("go where the line leads")),
            ("O", _("put a duty off")),
            ("D", _("a duty is done")),
            ("N", _("a duty is not needed")),
            ("T", _("take up again what was put off")),
            ("Ctrl+Z", _("take the last answer back")),
        ]

    def place(self) -> str:
        """Its name in back links."""
        return _("Today")

    def _show(self, today: Today) -> None:
        self._today = today
        self.view.show_today(today)
        # arrows work at once, until the person goes elsewhere
        if self.hasFocus():
            self.view.start()

    def _on_opened(self, line: TodayGroup | TodayAppointment | Duty | ComingDischarge) -> None:
        self._go(line.go_to)

    def _go(self, to: GoTo) -> None:
        self.desk.navigation.open(to.place, to.record_id, **to.more)

    def _on_answered(self, duty: Duty, answer: Answer) -> None:
        draft = DutyAnswer(Answer.DONE, seen=duty.version)
        if answer is not Answer.DONE or duty.kind in MUST_BE_DONE:
            words = screen_wording()
            told = f"{duty.who}: {what_words(duty, words)}"
            today = self.desk.services.store.clock.today()
            dialog = DutyDialog(answer, told, today, duty.version, self.window())
            dialog.exec()
            if dialog.answer != 0:
                return
            draft = dialog.draft()
        call = partial(self.desk.services.duty.answer, duty, draft)
        self.desk.background.run(self, call, partial(self._on_kept, duty, answer), self._on_refused)

    def _on_kept(self, duty: Duty, answer: Answer, entry: int) -> None:
        self._answers.append((duty.key, entry))
        told = {
            Answer.DONE: _("Undo: {who} done", who=duty.who),
            Answer.PUT_OFF: _("Undo: {who} put off", who=duty.who),
            Answer.NOT_NEEDED: _("Undo: {who} not needed", who=duty.who),
        }
        self.view.duties.show_undo(told[answer])

    def _on_taken_up(self, duty: Duty) -> None:
        call = partial(self.desk.services.duty.take_up, duty)
        said = _("{who} waits again.", who=duty.who)
        self.desk.background.run(self, call, lambda _done: self.desk.messages.say(said))

    def _on_refused(self, error: BaseException) -> None:
        if isinstance(error, EditConflict):
            error = UserProblem(
                "Someone answered this meanwhile.", "Their answer was kept; the list is new now."
            )
            self.refresh()
        self.desk.messages.error(error)

    def _on_undone(self) -> None:
        if self._answers:
            key, entry = self._answers.pop()
            self.view.duties.show_undo("")
            self.desk.background.run(
                self, partial(self.desk.services.duty.take_back, key, entry), self._on_taken_back
            )

    def _on_taken_back(self, _nothing: None) -> None:
        self.desk.messages.say(_("The answer was taken back."))

    def _on_sheets(self) -> None:
        groups = [g for g in (self._today.groups if self._today else ()) if g.expected]
        if not groups:
            self.desk.messages.say(_("No group with clients meets today."))
            return
        chosen = self._choose(groups)
        if chosen is not None:
            sheet = self.desk.services.sign_in_sheet.sheet
            self.desk.preview.show(
                partial(sheet, chosen.slot_id, chosen.planned_day),
                languages=(Language.ENGLISH, Language.SPANISH),
            )

    def _choose(self, groups: list[TodayGroup]) -> TodayGroup | None:
        if len(groups) == 1:
            return groups[0]
        at = self.desk.messages.choose(
            _("Which sign-in sheet?"),
            ngettext_("{n} group meets today.", "{n} groups meet today.", len(groups)),
            [group.name for group in groups],
        )
        return groups[at] if at is not None else None
