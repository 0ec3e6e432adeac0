"""The place where a call after an absence is prepared and recorded."""

import uuid
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from iopdesk.domain.outreach import OpenAbsence, Outcome, OutreachCall, OutreachDraft
from iopdesk.domain.problems import InvalidDraft
from iopdesk.domain.staff import Right
from iopdesk.services.outreach_service import OutreachCase
from iopdesk.ui.desk import Desk
from iopdesk.ui.groups.outreach_view import OutreachView
from iopdesk.ui.screen import Screen
from iopdesk.ui.wording import _, ngettext_, screen_wording


class OutreachScreen(Screen):
    """Opened with a client and the `date` of the absence it is about."""

    shows = frozenset({"attendance", "outreach_call", "phone", "support_person", "consent"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.view = OutreachView(self)
        self.page_layout().addWidget(self.view)
        self._client_id: uuid.UUID | None = None
        self._about: date | None = None
        self._case: OutreachCase | None = None
        self._is_saving = False
        self._connect()

    def open_record(self, record_id: uuid.UUID | None, **more: object) -> None:
        """A client, and the absence that the call is about."""
        about = more.get("date") or more.get("day")
        self._client_id, self._case = record_id, None
        self._about = about if isinstance(about, date) else None
        self._is_saving = False
        self.view.clear_form()

    def refresh(self) -> None:
        """Ask for all that a caller needs."""
        if self._client_id is not None:
            call = partial(self.desk.services.outreach.case, self._client_id)
            self.desk.background.run(self, call, self._show_case, ticket="case")

    def reflow(self, narrow: bool) -> None:
        """One column in narrow windows."""
        self.view.title.reflow(narrow)
        self.view.panes.reflow(narrow)

    def has_unsaved(self) -> bool:
        """Whether an outcome or a note was typed and not saved."""
        return self.view.form.is_dirty

    def keys(self) -> list[tuple[str, str]]:
        """The keys of the form."""
        return [("Enter", _("save the call")), ("Esc", _("go back"))]

    def place(self) -> str:
        """Its name."""
        return _("Reach the client")

    def _connect(self) -> None:
        view = self.view
        view.title.set_back(_("Back"), self.desk.navigation.back)
        view.save.clicked.connect(self._on_save)
        view.note.returnPressed.connect(self._on_save)
        view.how.currentIndexChanged.connect(self._on_how)
        view.script_language.changed.connect(self._on_language)
        view.taken_back.connect(self._on_taken_back)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(QKeySequence(key), view.form)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._on_save)

    def _show_case(self, case: OutreachCase) -> None:
        is_first = self._case is None
        self._case = case
        was_dirty = self.view.form.is_dirty
        services = self.desk.services
        self.view.show_case(case, services.signed_in.name, services.store.clock.today())
        self.view.form.is_dirty = was_dirty and not is_first
        self.view.title.set_chips(_chips(case.absence))
        self.view.save.setEnabled(services.signed_in.may(Right.MARK_ATTENDANCE))
        if is_first:
            with self.view.form.loading():
                self.view.about.set_value(self._about)
            self.view.outcome.setFocus()

    def _on_how(self, *_at: object) -> None:
        self.view.show_through()

    def _on_language(self, *_language: object) -> None:
        self.view.say_script()

    def _on_save(self) -> None:
        draft = self.view.draft()
        if draft is None:
            self.desk.messages.say(_("Choose what came of the call first."))
            self.view.outcome.setFocus()
            return
        # A second Enter while it is saved must not record the call twice.
        if self._client_id is not None and self.view.save.isEnabled() and not self._is_saving:
            self._is_saving = True
            self.desk.background.run(
                self,
                partial(self.desk.services.outreach.record, self._client_id, draft),
                then=partial(self._on_saved, self._client_id, draft),
                failed=self._on_refused,
            )

    def _on_saved(self, client_id: uuid.UUID, draft: OutreachDraft, call_id: uuid.UUID) -> None:
        self._is_saving = False
        self.view.clear_form()
        self.desk.messages.say(_("The call is recorded."))
        if draft.outcome is Outcome.NEEDS_HELP and self.desk.services.signed_in.may(
            Right.VIEW_CLINICAL
        ):
            self.desk.navigation.open("setback", client_id)
            return
        self.desk.navigation.back()

    def _on_refused(self, error: BaseException) -> None:
        self._is_saving = False
        if isinstance(error, InvalidDraft):
            self.view.form.show_problems(error.problems)
            return
        self.desk.messages.error(error)

    def _on_taken_back(self, call: OutreachCall) -> None:
        why = self.desk.messages.ask_text(
            _("Take this call back?"),
            _("The record keeps it with your reason."),
            _("Reason"),
            _("&Take back"),
        )
        if why:
            call_back = partial(self.desk.services.outreach.take_back, call.id, why)
            self.desk.background.run(self, call_back)


def _chips(absence: OpenAbsence | None) -> list[tuple[str, str]]:
    if absence is None:
        return [(_("No call is due"), "good")]
    wording = screen_wording()
    tone = "bad" if absence.is_alert else "warn"
    absences = ngettext_(
        "{n} absence without notice", "{n} absences without notice", absence.in_a_row
    )
    chips = [(absences, tone)]
    if absence.tries:
        chips.append((ngettext_("{n} try", "{n} tries", absence.tries), "neutral"))
    if absence.last_contact is not None:
        day = wording.date(absence.last_contact)
        chips.append((_("Last contact {day}", day=day), "neutral"))
    return chips
