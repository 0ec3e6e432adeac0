"""A first contact: a short form, and beside it who may already be here and so comes back."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iopdesk.domain.client import ClientDraft, PhoneDraft
from iopdesk.domain.inquiry import FirstContact
from iopdesk.domain.problems import InvalidDraft
from iopdesk.services.client_records import PossibleDuplicate
from iopdesk.services.draft_service import KeptDraft
from iopdesk.ui.clients.duplicate_panel import DuplicatePanel
from iopdesk.ui.clients.first_contact_form import FirstContactForm, draft_from, draft_values
from iopdesk.ui.desk import Desk
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.notice_list import Notice, NoticeList
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.widgets.two_panes import TwoPanes
from iopdesk.ui.wording import _

_PAUSE_MS = 120
_KEEP_MS = 2000
_DRAFT = "first_contact"


class FirstContactScreen(Screen):
    """Save makes a thin record, or goes on with the one that is here: a return."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._same: UUID | None = None
        column = self.page_layout()
        self.title_bar = TitleBar(_("First contact"), self)
        self.title_bar.set_back(_("First contacts"), self._on_back)
        self.discard = self.title_bar.add_action(plain_button(_("&Discard"), "", self))
        self.save = self.title_bar.add_action(primary_button(_("&Save"), "check", self))
        column.addWidget(self.title_bar)
        card = Card("", self)
        self.form = FirstContactForm(card)
        card.body.addWidget(self.form)
        self._panes = TwoPanes(card, self._build_side(), self)
        column.addWidget(self._panes, 1)
        self._pause = self._timer(_PAUSE_MS, self._on_pause)
        self._keep = self._timer(_KEEP_MS, self.keep_draft)
        self._connect()

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """A new contact, or of the record that is given: someone who comes back."""
        if not self.form.is_dirty or record_id != self._same:
            self._start()
            if record_id is not None:
                load = partial(self.desk.services.client.record, record_id)
                self.desk.background.run(self, load, partial(self._show_record, record_id))
            else:
                load_kept = partial(self.desk.services.draft.load, _DRAFT)
                self.desk.background.run(self, load_kept, self._show_kept)
        self.form.field("first_name").setFocus()

    def reflow(self, narrow: bool) -> None:
        """The panel goes under the form."""
        self._panes.reflow(narrow)
        self.title_bar.reflow(narrow)

    def keep_draft(self) -> None:
        """Keep what is typed."""
        self._keep.stop()
        if self.form.is_dirty:
            keep = partial(
                self.desk.services.draft.keep, _DRAFT, "", draft_values(self.form.draft())
            )
            self.desk.background.run(self, keep)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the form."""
        return [("Ctrl+S", _("Save"))]

    def place(self) -> str:
        """Its name in back links."""
        return _("First contact")

    def _build_side(self) -> QWidget:
        side = QWidget(self)
        side.setProperty("bare", "true")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        safety = Card(_("First: is the person safe?"), side)
        self.notices = NoticeList(safety)
        self.notices.show_notices(
            [
                Notice(_("Overdose or danger now: 911. Stay on the line."), "bad"),
                Notice(_("Thoughts of suicide or a crisis: 988, call or text."), "warn"),
                Notice(_("Never say who we are before you know whom you speak with."), "info"),
            ]
        )
        safety.body.addWidget(self.notices)
        today = self.desk.services.store.clock.today()
        self.duplicates = DuplicatePanel(today, side, offers_return=True)
        column.addWidget(self.duplicates)
        column.addWidget(safety)
        column.addStretch(1)
        return side

    def _connect(self) -> None:
        self.form.edited.connect(self._on_edited)
        self.save.clicked.connect(self._on_save)
        self.discard.clicked.connect(self._on_discard)
        self.duplicates.opened.connect(self._on_open_other)
        self.duplicates.same.connect(self._on_same)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._on_save)

    def _timer(self, milliseconds: int, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    def _start(self) -> None:
        self._same = None
        self.title_bar.set_chips([])
        self.form.load(FirstContact(day=self.desk.services.store.clock.today()))
        self.duplicates.show_duplicates(())

    def _show_kept(self, kept: KeptDraft | None) -> None:
        if kept is None or self.form.is_dirty:
            return
        self.form.load(draft_from(kept.values))
        self.form.is_dirty = True
        self._pause.start()
        self.desk.messages.say(_("What you typed before is still here, not saved yet."))

    def _show_record(self, client_id: UUID, record: ClientDraft) -> None:
        day = self.desk.services.store.clock.today()
        phone = record.phones[0] if record.phones else PhoneDraft("")
        self.form.load(
            FirstContact(
                record.first_name,
                record.last_name,
                born=record.born,
                language=record.language,
                phone=phone.number,
                may_leave_message=phone.may_leave_message,
                safe_times=phone.safe_times,
                say_we_are=phone.say_we_are,
                day=day,
            )
        )
        self._show_same(client_id)

    def _show_same(self, client_id: UUID) -> None:
        self._same = client_id
        self.title_bar.set_chips([(_("Comes back: goes on with the record"), "good")])

    def _show_duplicates(self, found: tuple[PossibleDuplicate, ...]) -> None:
        draft = self.form.draft()
        typed = bool(draft.last_name or draft.born or draft.phone)
        self.duplicates.show_duplicates(found, typed=typed)

    def _on_edited(self) -> None:
        self._pause.start()
        self._keep.start()

    def _on_pause(self) -> None:
        call = partial(self.desk.services.client.possible_duplicates, self.form.draft().client())
        self.desk.background.run(self, call, self._show_duplicates, ticket="duplicates")

    def _on_same(self, client_id: object) -> None:
        if isinstance(client_id, UUID):
            self._show_same(client_id)
            self.form.field("phone").setFocus()

    def _on_save(self) -> None:
        self._pause.stop()
        problems = self.form.problems(self.desk.services.store.clock.today())
        self.form.show_problems(problems)
        if problems:
            return
        draft = self.form.draft()
        if self._same is not None:
            self._make(draft, ())
            return
        call = partial(self.desk.services.client.possible_duplicates, draft.client())
        then = partial(self._make, draft)
        # its own ticket: a comparison while typing must not take the place of a save
        self.desk.background.run(self, call, then, ticket="save")

    def _make(self, draft: FirstContact, found: tuple[PossibleDuplicate, ...]) -> None:
        if self._same is None:
            self.duplicates.show_duplicates(found, typed=True)
        if any(one.is_likely for one in found) and not self.desk.messages.ask(
            _("Someone like this is already here."),
            _("If it is the same person, choose “It is this person” in the panel."),
            _("&Make a new record"),
            _("&Look first"),
        ):
            return
        services, same = self.desk.services, self._same

        def keep() -> UUID:
            client_id = services.inquiry.first_contact(draft, same)
            services.draft.drop(_DRAFT)
            return client_id

        self.desk.background.run(self, keep, self._on_saved, self._on_failed)

    def _on_saved(self, client_id: UUID) -> None:
        self._clear()
        self.desk.messages.say(_("The first contact is kept."))
        self.desk.navigation.open("client", client_id, tab="intake")

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            self.form.show_problems(error.problems)
        else:
            self.desk.messages.error(error)

    def _on_discard(self) -> None:
        if self.form.is_dirty and not self.desk.messages.ask(
            _("Discard what you typed?"), "", _("&Discard"), _("&Keep typing"), takes_away=True
        ):
            return
        self._clear()
        self.desk.background.run(self, partial(self.desk.services.draft.drop, _DRAFT))
        self.desk.navigation.open("pipeline")

    def _clear(self) -> None:
        self._keep.stop()
        self._pause.stop()
        self._start()

    def _on_open_other(self, client_id: object) -> None:
        self.keep_draft()
        self.desk.navigation.open("client", client_id)  # type: ignore[arg-type]

    def _on_back(self) -> None:
        self.keep_draft()
        self.desk.navigation.open("pipeline")
