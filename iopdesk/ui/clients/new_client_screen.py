"""A new client: the form, and beside it who may already be here."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from iopdesk.domain.client import ClientDraft
from iopdesk.domain.problems import InvalidDraft
from iopdesk.services.client_records import PossibleDuplicate
from iopdesk.services.draft_service import KeptDraft
from iopdesk.ui.clients.client_form import ClientForm, draft_from, draft_values
from iopdesk.ui.clients.duplicate_panel import DuplicatePanel
from iopdesk.ui.desk import Desk
from iopdesk.ui.screen import Screen
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.widgets.two_panes import TwoPanes
from iopdesk.ui.wording import _, screen_wording

_PAUSE_MS = 120
_KEEP_MS = 2000
_DRAFT = "new_client"


class NewClientScreen(Screen):
    """Save makes the record and opens its chart; what is typed is kept over a lock."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        column = self.page_layout()
        self.title_bar = TitleBar(_("New client"), self)
        self.title_bar.set_back(_("Clients"), self._on_back)
        self.discard = self.title_bar.add_action(plain_button(_("&Discard"), "", self))
        self.save = self.title_bar.add_action(primary_button(_("&Save"), "check", self))
        column.addWidget(self.title_bar)
        card = Card("", self)
        self.form = ClientForm(card)
        card.body.addWidget(self.form)
        self.duplicates = DuplicatePanel(desk.services.store.clock.today(), self)
        self._panes = TwoPanes(card, self.duplicates, self)
        column.addWidget(self._panes, 1)
        self._pause = self._timer(_PAUSE_MS, self._on_pause)
        self._keep = self._timer(_KEEP_MS, self.keep_draft)
        self._connect()

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Start with what was typed into the search, unless a draft is waiting."""
        typed = str(more.get("typed") or "")
        if not self.form.is_dirty:
            self._start(_from_search(typed))
            self.desk.background.run(
                self, partial(self.desk.services.draft.load, _DRAFT), self._show_kept
            )
        self.form.field("first_name").setFocus()

    def reflow(self, narrow: bool) -> None:
        """The panel goes under the form."""
        self._panes.reflow(narrow)
        self.title_bar.reflow(narrow)

    def keep_draft(self) -> None:
        """Keep what is typed."""
        self._keep.stop()
        if self.form.is_dirty:
            values = draft_values(self.form.draft())
            self.desk.background.run(
                self, partial(self.desk.services.draft.keep, _DRAFT, "", values)
            )

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the form."""
        return [("Ctrl+S", _("Save"))]

    def place(self) -> str:
        """Its name in back links."""
        return _("New client")

    def _connect(self) -> None:
        self.form.edited.connect(self._on_edited)
        self.save.clicked.connect(self._on_save)
        self.discard.clicked.connect(self._on_discard)
        self.duplicates.opened.connect(self._on_open_other)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._on_save)

    def _timer(self, milliseconds: int, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    def _start(self, draft: ClientDraft) -> None:
        self.form.load(draft)
        self.duplicates.show_duplicates(())
        if draft != ClientDraft():
            self._pause.start()

    def _show_kept(self, kept: KeptDraft | None) -> None:
        if kept is None or self.form.is_dirty:
            return
        self.form.load(draft_from(kept.values))
        self.form.is_dirty = True
        self._pause.start()
        at = kept.kept_at.astimezone(self.desk.services.store.clock.now().tzinfo)
        words = screen_wording()
        self.desk.messages.say(
            _(
                "What you typed on {date} at {time} is back.",
                date=words.date(at.date()),
                time=words.time(at.time()),
            )
        )

    def _show_duplicates(self, found: tuple[PossibleDuplicate, ...]) -> None:
        draft = self.form.draft()
        typed = bool(draft.last_name or draft.born or draft.phones)
        self.duplicates.show_duplicates(found, typed=typed)

    def _on_edited(self) -> None:
        self._pause.start()
        self._keep.start()

    def _on_pause(self) -> None:
        call = partial(self.desk.services.client.possible_duplicates, self.form.draft())
        self.desk.background.run(self, call, self._show_duplicates, ticket="duplicates")

    def _on_save(self) -> None:
        self._pause.stop()
        problems = self.form.problems(self.desk.services.store.clock.today())
        if problems:
            self.form.show_problems(problems)
            return
        self.form.clear_problems()
        draft = self.form.draft()
        # the panel may lag behind the last key
        call = partial(self.desk.services.client.possible_duplicates, draft)
        # its own ticket: a comparison while typing must not take the place of a save
        self.desk.background.run(self, call, partial(self._make, draft), ticket="save")

    def _make(self, draft: ClientDraft, found: tuple[PossibleDuplicate, ...]) -> None:
        self.duplicates.show_duplicates(found, typed=True)
        if any(one.is_likely for one in found) and not self.desk.messages.ask(
            _("Someone like this is already here."),
            _("A second record would split the person's history. Look at the panel first."),
            _("&Make a new record"),
            _("&Look first"),
        ):
            return

        def create() -> UUID:
            client_id = self.desk.services.client.create(draft)
            self.desk.services.draft.drop(_DRAFT)
            return client_id

        self.desk.background.run(self, create, self._on_created, self._on_failed)

    def _on_created(self, client_id: UUID) -> None:
        self._clear()
        self.desk.messages.say(_("The record was made."))
        self.desk.navigation.open("client", client_id)

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            self.form.show_problems(error.problems)
        else:
            self.desk.messages.error(error)

    def _on_discard(self) -> None:
        if self.form.is_dirty and not self.desk.messages.ask(
            _("Discard what you typed?"),
            "",
            _("&Discard"),
            _("&Keep typing"),
            takes_away=True,
        ):
            return
        self._clear()
        self.desk.background.run(self, partial(self.desk.services.draft.drop, _DRAFT))
        self.desk.navigation.open("clients")

    def _clear(self) -> None:
        self._keep.stop()
        self._pause.stop()
        self._start(ClientDraft())

    def _on_open_other(self, client_id: object) -> None:
        self.keep_draft()
        self.desk.navigation.open("client", client_id)  # type: ignore[arg-type]

    def _on_back(self) -> None:
        self.keep_draft()
        self.desk.navigation.open("clients")


def _from_search(typed: str) -> ClientDraft:
    words = typed.replace(",", " ").split()
    if not words or any(sign.isdigit() for sign in typed):
        return ClientDraft()
    first, *rest = [word[:1].upper() + word[1:] for word in words]
    return ClientDraft(first_name=first, last_name=" ".join(rest))
