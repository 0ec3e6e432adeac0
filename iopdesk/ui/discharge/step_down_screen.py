"""Step-down and discharge of one client: written together, saved as it is typed, printed."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from iopdesk.domain.disclosure import Document
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.staff import Right
from iopdesk.domain.step_down import StepDown
from iopdesk.services.step_down_paper_service import StepDownPaperService
from iopdesk.services.step_down_service import FollowUp
from iopdesk.ui.desk import Desk
from iopdesk.ui.discharge.discharge_dialog import DischargeDialog
from iopdesk.ui.discharge.follow_ups import ask_and_record
from iopdesk.ui.discharge.step_down_keeper import StepDownKeeper
from iopdesk.ui.discharge.step_down_page import StepDownPage
from iopdesk.ui.discharge.step_down_view import CALLS_DRAFT, DRAFT, StepDownView, load_view
from iopdesk.ui.preview import Outside
from iopdesk.ui.screen import Screen
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.wording import _, screen_wording


class StepDownScreen(Screen):
    """The place "step_down"; its record is the client."""

    shows = frozenset(
        {
            "step_down",
            "next_step",
            "prevention_item",
            "follow_up",
            "signature",
            "support_person",
            "medication",
            "meeting_referral",
            "attendance",
            "objective",
            "episode",
        }
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._view: StepDownView | None = None
        column = self.page_layout()
        self.title_bar = TitleBar(_("Step-down"), self)
        self.preview = self.title_bar.add_action(plain_button(_("&Preview summary"), "eye", self))
        self.copy = self.title_bar.add_action(plain_button(_("Client's cop&y"), "", self))
        self.discharge = self.title_bar.add_action(
            primary_button(_("&Discharge and print"), "printer", self)
        )
        column.addWidget(self.title_bar)
        self.page = StepDownPage(desk.services.step_down.new_id, self)
        self.start = primary_button(_("&Start the step-down"), "footprints", self)
        self.nothing = EmptyState("", self.start, self)
        column.addWidget(self.page, 1)
        column.addWidget(self.nothing, 1)
        self.keeper = StepDownKeeper(desk, self.page.draft, self)
        self._show_only(None)
        self._connect()

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Show another client; what was typed of the last one is saved first."""
        if record_id != self._client_id:
            self.keeper.let_go()
            self._client_id = record_id
            self._view = None
            self.title_bar.set_title(_("Step-down"))
            self.title_bar.set_chips([])
            self._show_only(None)

    def refresh(self) -> None:
        """Ask for the record and all around it."""
        if self._client_id is not None:
            call = partial(load_view, self.desk.services, self._client_id)
            self.desk.background.run(self, call, self._show_view, ticket="step-down")

    def reflow(self, narrow: bool) -> None:
        """One column in narrow windows."""
        self.title_bar.reflow(narrow)
        self.page.reflow(narrow)

    def keep_draft(self) -> None:
        """Keep what is typed, also a date that can't be read yet."""
        self.keeper.keep_draft(self.page.appointments.typed())

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the form."""
        return [("Ctrl+S", _("save now")), ("Ctrl+P", _("discharge and print, or print again"))]

    def place(self) -> str:
        """Its name in back links."""
        return _("Step-down")

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Leaving saves."""
        self.keeper.save()
        super().hideEvent(event)

    def _connect(self) -> None:
        self.page.edited.connect(self.keeper.edited)
        self.page.removal_asked.connect(self._on_removal)
        self.page.well.meetings_asked.connect(partial(self._go, "refer"))
        self.page.well.people_asked.connect(partial(self._go, "client"))
        self.page.call_days.changed.connect(self._on_call_days)
        self.page.call_list.record_asked.connect(self._on_record_call)
        self.page.signed.clicked.connect(partial(self._on_signature, "paper"))
        self.page.refused.clicked.connect(partial(self._on_signature, "refused"))
        self.page.given.clicked.connect(self._on_given)
        self.keeper.changed.connect(self.page.show_step_down)
        self.keeper.told.connect(self._on_told)
        self.preview.clicked.connect(partial(self._on_preview, False, True))
        self.copy.clicked.connect(partial(self._on_preview, True, False))
        self.discharge.clicked.connect(self._on_discharge)
        self.start.clicked.connect(self._on_start)
        for keys, act in (
            (QKeySequence.StandardKey.Save, self.keeper.save),
            (QKeySequence.StandardKey.Print, self._on_discharge),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _show_view(self, view: StepDownView) -> None:
        self._view = view
        name = view.head.name
        self.title_bar.set_back(name, partial(self._go, "client"))
        step_down = view.step_down
        if not view.may_see:
            self._show_only(_("Step-downs are written and seen by counselors."))
        elif view.episode is None:
            self._show_only(_("This client is not in program. A step-down ends an episode."))
        elif step_down is None:
            may_start = view.is_open and self._may_write()
            words = (
                _("No step-down has been started. Start it early: best with the client.")
                if view.is_open
                else _("This stay ended without a step-down.")
            )
            self._show_only(words, may_start=may_start)
        else:
            self._show_step_down(view, step_down)
        self.title_bar.set_chips(_chips(view))

    def _show_step_down(self, view: StepDownView, step_down: StepDown) -> None:
        is_over = step_down.state != "draft"
        self.page.show_view(view)
        if not self.keeper.is_busy:
            self.keeper.begin(None if is_over else step_down)
            self.page.show_step_down(step_down)
            self._restore(view, is_over)
        else:
            self.page.show_checks()
        read_only = is_over or not self._may_write()
        self.page.set_read_only(read_only)
        for button in (self.page.signed, self.page.refused, self.page.given):
            button.setEnabled(self._may_write())
        may_record = self.desk.services.signed_in.may(Right.EDIT_CLIENTS)
        self.page.call_list.show_calls(view.calls, view.today, may_record=may_record)
        self.discharge.setText(_("&Print both") if is_over else _("&Discharge and print"))
        self._show_only(None, page=True)
        self.discharge.setVisible(is_over or self._may_write())

    def _restore(self, view: StepDownView, is_over: bool) -> None:
        if view.kept is None or is_over:
            return
        typed = view.kept.get("typed")
        mine = self.keeper.restore(dict(view.kept))
        if mine is not None:
            self.page.show_step_down(mine)
        if isinstance(typed, dict):
            self.page.appointments.show_typed(typed)  # type: ignore[arg-type]

    def _show_only(self, words: str | None, *, may_start: bool = False, page: bool = False) -> None:
        self.page.setVisible(page)
        self.nothing.setVisible(words is not None)
        self.nothing.set_words(words or "")
        self.start.setVisible(may_start)
        for button in (self.preview, self.copy, self.discharge):
            button.setVisible(page)

    def _may_write(self) -> bool:
        return self.desk.services.signed_in.may(Right.DISCHARGE)

    def _go(self, place: str) -> None:
        self.desk.navigation.open(place, self._client_id)

    def _on_told(self, words: str) -> None:
        self.title_bar.set_title(_("Step-down"), words)

    def _on_start(self) -> None:
        if self._client_id is not None:
            call = partial(self.desk.services.step_down.start, self._client_id)
            self.desk.background.run(self, call, lambda _started: self.refresh())

    def _on_removal(self, step_id: object) -> None:
        step = next((s for s in self.page.appointments.steps() if s.id == step_id), None)
        if step is None:
            return
        row = next(r for r in self.page.appointments.rows() if r.step_id == step_id)
        if self.desk.messages.ask(
            _("Take away {what}?", what=row.name()),
            _("Its day, place and phone go with it."),
            _("&Take away"),
            takes_away=True,
        ):
            self.page.take_away(step_id)
        else:
            self.page.where.show_choices(self.page.draft())

    def _on_call_days(self) -> None:
        days = list(self.page.call_days.chosen())
        if self._client_id is not None:
            keep = self.desk.services.draft.keep
            record = str(self._client_id)
            self.desk.background.run(self, partial(keep, CALLS_DRAFT, record, {"days": days}))  # type: ignore[dict-item]

    def _on_preview(self, copy: bool, summary: bool) -> None:
        self.keeper.flush(partial(self._show_paper, copy, summary))

    def _show_paper(self, copy: bool, summary: bool) -> None:
        view = self._view
        if view is None:
            return
        papers = self.desk.services.step_down_paper
        client_id, calls = view.client_id, self.page.call_days.chosen()

        def make(language: Language) -> Paper:
            if copy and summary:
                return papers.preview_both(client_id, language, calls)
            preview = papers.preview_client_copy if copy else papers.preview_summary
            return preview(client_id, language, calls)

        def left(_language: Language) -> None:
            papers.note_printed(client_id, copy=copy, summary=summary)

        self.desk.preview.show(
            make,
            languages=tuple(Language),
            language=view.language,
            printed=left,
            saved=left,
            outside=_outside(client_id, papers, calls, is_copy_alone=copy and not summary),
        )

    def _on_discharge(self) -> None:
        view = self._view
        if view is None or view.step_down is None or not self.discharge.isVisible():
            return
        if view.step_down.state != "draft":
            self._show_paper(True, True)
        else:
            self.keeper.flush(self._ask_discharge)

    def _ask_discharge(self) -> None:
        view = self._view
        if view is None or view.step_down is None or view.episode is None or view.around is None:
            return
        checks = self.page.current_checks()
        days = (view.episode.admitted, view.today)
        dialog = DischargeDialog(view.head.name, days, checks, self)
        dialog.exec()
        day = dialog.chosen_day()
        if dialog.answer != 0 or day is None:
            return
        call = partial(
            self.desk.services.step_down.discharge,
            view.step_down.id,
            day,
            self.page.call_days.chosen(),
        )
        self.desk.background.run(self, call, self._on_discharged)

    def _on_discharged(self, _final: StepDown) -> None:
        client_id = str(self._client_id)
        for draft in (DRAFT, CALLS_DRAFT):
            drop = self.desk.services.draft.drop
            self.desk.background.run(self, partial(drop, draft, client_id))
        self.title_bar.set_title(_("Step-down"))
        self.desk.messages.say(_("Discharged. The papers are ready to print."))
        self.refresh()
        self._show_paper(True, True)

    def _on_record_call(self, call: FollowUp) -> None:
        ask_and_record(self.desk, self, call)

    def _on_signature(self, how: str) -> None:
        if self._view is not None and self._view.step_down is not None:
            record = self.desk.services.step_down.record_client_signature
            self.desk.background.run(self, partial(record, self._view.step_down.id, how))

    def _on_given(self) -> None:
        if self._view is not None and self._view.step_down is not None:
            record = self.desk.services.step_down.record_copy_given
            self.desk.background.run(self, partial(record, self._view.step_down.id))


def _outside(
    client_id: UUID, papers: StepDownPaperService, calls: Sequence[int], *, is_copy_alone: bool
) -> Outside:
    """Of both papers only the summary is for others; the copy is the client's own."""
    if is_copy_alone:
        return Outside(client_id, Document.STEP_DOWN_COPY)
    summary = partial(papers.preview_summary, client_id, calls=calls)
    return Outside(client_id, Document.DISCHARGE_SUMMARY, summary)


def _chips(view: StepDownView) -> list[tuple[str, str]]:
    chips: list[tuple[str, str]] = []
    episode = view.episode
    if episode is None or not view.may_see:
        return chips
    if episode.discharged is not None:
        day = screen_wording().date_year(episode.discharged)
        chips.append((_("Discharged {day}", day=day), "neutral"))
    elif episode.day is not None:
        tone = "warn" if episode.day.is_over else "good"
        chips.append((_("Day {day} of {of}", day=episode.day.day, of=episode.day.of), tone))
    around = view.around
    if around is not None and around.goals:
        if around.goals_met == around.goals:
            chips.append((_("All plan goals met"), "good"))
        else:
            met = _("{n} of {all} objectives met", n=around.goals_met, all=around.goals)
            chips.append((met, "info"))
    return chips
