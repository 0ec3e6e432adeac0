"""The right groups for a client, with the reasons for and against each; placed in one go."""

import uuid
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from iopdesk.domain.group_matching import REASON_WORDS, Reason
from iopdesk.services.group_suggestion_service import GroupSuggestions, SuggestedGroup
from iopdesk.services.roster_checks import PlaceClash
from iopdesk.ui.desk import Desk
from iopdesk.ui.groups.group_words import weekly_words
from iopdesk.ui.screen import Screen
from iopdesk.ui.widgets.buttons import primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.wording import _, ngettext_, screen_wording


class FindGroupsScreen(Screen):
    """Opened with a client; Space chooses a group, the button places the client in all chosen."""

    shows = frozenset(
        {"roster_place", "group_slot", "treatment_group", "placement", "busy_time", "keep_apart"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: uuid.UUID | None = None
        self._found: GroupSuggestions | None = None
        self._chosen: set[uuid.UUID] | None = None
        column = self.page_layout()
        self.title = TitleBar(_("Find groups"), self)
        self.place_all = self.title.add_action(
            primary_button(_("&Place in groups"), "user-plus", self)
        )
        column.addWidget(self.title)
        card = Card("", self)
        self.hours = label("", "soft", card, wrap=True)
        card.body.addWidget(self.hours)
        self._model: RowsModel[SuggestedGroup] = RowsModel(
            self._columns(), self, identity=lambda line: line.group_id
        )
        self.table = TableView(self._model, "find_groups", card, row_units=44)
        self.table.setAccessibleName(_("Groups that could fit"))
        card.body.addWidget(self.table, 1)
        self.empty = EmptyState(
            _("There is no other group for this client. Add one under Groups."), None, card
        )
        self.empty.hide()
        card.body.addWidget(self.empty, 1)
        self.reasons = label("", "", card, wrap=True)
        card.body.addWidget(self.reasons)
        column.addWidget(card, 1)
        self._connect()

    def open_record(self, record_id: uuid.UUID | None, **more: object) -> None:
        """Another client."""
        if record_id != self._client_id:
            self._client_id = record_id
            self._chosen = None
            self._model.set_rows([])
        self.title.set_back(
            _("Chart"), partial(self.desk.navigation.open, "client", record_id, tab="attendance")
        )
        self._show_button()

    def refresh(self) -> None:
        """Ask for the client's name and the suggestions."""
        if self._client_id is None:
            return
        services, run = self.desk.services, self.desk.background.run
        record = partial(services.client.record, self._client_id)
        run(self, record, self._show_client, ticket="client")
        call = partial(services.group_suggestion.suggestions, self._client_id)
        run(self, call, self._show_found, ticket="found")

    def reflow(self, narrow: bool) -> None:
        """Fewer columns in narrow windows."""
        self.title.reflow(narrow)
        self.table.reflow(narrow)

    def keys(self) -> list[tuple[str, str]]:
        """The keys of the list."""
        return [
            ("Space", _("choose the group, or not")),
            ("Enter", _("open the group")),
            ("Ctrl+Enter", _("place the client in the chosen groups")),
        ]

    def place(self) -> str:
        """Its name in back links."""
        return _("Find groups")

    def _connect(self) -> None:
        self.place_all.clicked.connect(self._on_place_all)
        self.table.opened.connect(self._on_opened)
        self.table.chosen.connect(self._show_reasons)
        self.table.pressed.connect(self._on_toggle)
        for key, slot in (("Space", self._on_toggle_key), ("Ctrl+Return", self._on_place_all)):
            action = QAction(self.table)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(slot)
            self.table.addAction(action)

    def _show_client(self, record: object) -> None:
        used = getattr(record, "name_to_use", "") or getattr(record, "first_name", "")
        self.title.set_title(_("Find groups"), f"{used} {getattr(record, 'last_name', '')}".strip())

    def _show_found(self, found: GroupSuggestions) -> None:
        if found.client_id != self._client_id:
            return
        self._found = found
        if self._chosen is None:
            self._chosen = {line.group_id for line in found.lines if line.is_proposed}
        self._chosen &= {line.group_id for line in found.lines if line.fits}
        hours = screen_wording().hours
        self.hours.setText(
            _(
                "Prescribed: {prescribed} hours a week. The groups so far bring {scheduled}.",
                prescribed=hours(found.prescribed),
                scheduled=hours(found.scheduled),
            )
        )
        self._model.set_rows(found.lines)
        self.table.setVisible(bool(found.lines))
        self.empty.setVisible(not found.lines)
        if found.lines and self.table.current_row() is None:
            self.table.choose_first()
        self._show_reasons(self.table.current_row())
        self._show_button()

    def _show_reasons(self, line: SuggestedGroup | None) -> None:
        told = []
        if line is not None and _for(line):
            told.append(_("For {group}: {reasons}", group=line.name, reasons=_told(_for(line))))
        if line is not None and _against(line):
            told.append(_("Against it: {reasons}", reasons=_told(_against(line))))
        self.reasons.setText("\n".join(told))

    def _show_button(self) -> None:
        count = len(self._chosen or ())
        words = ngettext_("&Place in {n} group", "&Place in {n} groups", count)
        self.place_all.setText(words if count else _("&Place in groups"))
        self.place_all.setEnabled(count > 0)

    def _on_opened(self, line: SuggestedGroup) -> None:
        self.desk.navigation.open("group", line.group_id)

    def _on_toggle_key(self) -> None:
        line: SuggestedGroup | None = self.table.current_row()
        if line is not None:
            self._on_toggle(line)

    def _on_toggle(self, line: SuggestedGroup) -> None:
        if self._chosen is None:
            return
        if not line.fits:
            self.desk.messages.say(_(REASON_WORDS[_against(line)[0]]))
            return
        self._chosen ^= {line.group_id}
        self._model.replace_row(line)
        self._show_button()

    def _on_place_all(self) -> None:
        if self._chosen:
            self._place("")

    def _place(self, despite: str) -> None:
        if self._client_id is None:
            return
        roster = self.desk.services.roster
        chosen = [line.group_id for line in self._model.rows() if self._is_chosen(line)]
        call = partial(roster.add_all, self._client_id, chosen, despite=despite)
        self.desk.background.run(self, call, partial(self._on_placed, len(chosen)), self._on_failed)

    def _on_placed(self, count: int, done: None) -> None:
        self._chosen = None
        self.desk.messages.say(ngettext_("Placed in {n} group.", "Placed in {n} groups.", count))
        self.refresh()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, PlaceClash):
            title, hint = error.in_words(_)
            reason = self.desk.messages.ask_text(title, hint, _("Reason"), _("&Place anyway"))
            if reason is not None:
                self._place(reason)
        else:
            self.desk.messages.error(error)

    def _is_chosen(self, line: SuggestedGroup) -> bool:
        return self._chosen is not None and line.group_id in self._chosen

    def _columns(self) -> list[Column[SuggestedGroup]]:
        return [
            Column("", self._button, kind=Kind.BUTTON),
            Column(_("Group"), lambda line: line.name, key="name", bold=True),
            Column(_("Weekly times"), lambda line: weekly_words(line.weekly), key="times"),
            Column(
                _("Hours"),
                lambda line: screen_wording().hours(line.minutes),
                right=True,
                minor=True,
            ),
            Column(_("Places"), _places, key="places", minor=True),
            Column(_("Why"), _why, key="why", stretch=True, minor=True),
        ]

    def _button(self, line: SuggestedGroup) -> str:
        if not line.fits:
            return ""
        return _("✓ Chosen") if self._is_chosen(line) else _("Choose")


def _for(line: SuggestedGroup) -> list[Reason]:
    return [reason for reason in line.reasons if reason.is_for]


def _against(line: SuggestedGroup) -> list[Reason]:
    return sorted(
        (reason for reason in line.reasons if not reason.is_for), key=lambda r: not r.blocks
    )


def _why(line: SuggestedGroup) -> str:
    """What decides: the first against it, or all for it; the whole stands below the list."""
    return _told(_against(line)[:1] or _for(line))


def _told(reasons: list[Reason]) -> str:
    return "; ".join(_(REASON_WORDS[reason]) for reason in reasons)


def _places(line: SuggestedGroup) -> str:
    if not line.places_left:
        return _("Full")
    return ngettext_("{n} place free", "{n} places free", line.places_left)
