"""One group: its roster from when to when, weekly schedule, sessions and what it is."""

import uuid
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from iopdesk.domain.group import Group
from iopdesk.domain.shown_list import ShownList
from iopdesk.domain.staff import Right
from iopdesk.ui.desk import Desk
from iopdesk.ui.groups.group_facts_card import GroupFactsCard
from iopdesk.ui.groups.group_words import kind_words, next_words, track_words
from iopdesk.ui.groups.roster_card import RosterCard
from iopdesk.ui.groups.schedule_card import ScheduleCard
from iopdesk.ui.groups.sessions_card import SessionsCard
from iopdesk.ui.list_copies import ListCopies, shown_list
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.wording import _

_FORM_UNITS = 560
_BESIDE_UNITS = 1080


class GroupScreen(Screen):
    """Opened with a group, or with none for a new one; `adding` opens the search for clients."""

    shows = frozenset(
        {
            "treatment_group",
            "group_slot",
            "roster_place",
            "group_session",
            "attendance",
            "placement",
            "group_topic",
            "closed_day",
            "appointment",
            "setting",
        }
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._group_id: uuid.UUID | None = None
        self._group: Group | None = None
        column = self.page_layout()
        column.addWidget(self._build_title())
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget(scroll)
        scroll.setWidget(page)
        column.addWidget(scroll, 1)
        self._build_columns(page)
        self._connect()

    def open_record(self, record_id: uuid.UUID | None, **more: object) -> None:
        """A group, or a new one."""
        if record_id != self._group_id or record_id is None:
            self._group = None
            self.schedule.close_form()
            self.facts.close_form()
            self.title.set_title(_("New group") if record_id is None else "")
            self.title.set_chips([])
        self._group_id = record_id
        is_new = record_id is None
        self.roster.open_group(record_id, adding=bool(more.get("adding")))
        self.sessions.open_group(record_id)
        for part in (
            self.roster,
            self.schedule,
            self.sessions,
            self.add,
            self.attendance,
            self.copies_menu,
        ):
            part.setVisible(not is_new)
        self.facts.setMaximumWidth(current_theme().px(_FORM_UNITS) if is_new else 1 << 20)
        if is_new:
            self.facts.begin_new()

    def refresh(self) -> None:
        """Ask for the group, its roster, sessions and who may lead."""
        services = self.desk.services
        self.desk.background.run(
            self, services.group.leaders, self.schedule.show_leaders, ticket="leaders"
        )
        self.desk.background.run(
            self, services.rule.rules, self.facts.form.show_rules, ticket="rules"
        )
        if self._group_id is not None:
            call = partial(services.group.group, self._group_id)
            self.desk.background.run(self, call, self._show_group, ticket="group")
            clashes = partial(services.group_clash.of_group, self._group_id)
            self.desk.background.run(self, clashes, self.schedule.show_clashes, ticket="clashes")
            self.roster.refresh()
            self.sessions.refresh()

    def reflow(self, narrow: bool) -> None:
        """One column in narrow windows."""
        self.title.reflow(narrow)
        self.roster.reflow(narrow)
        self.schedule.table.reflow(narrow)
        self._reflow_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Two tables side by side need more room than other screens do."""
        super().resizeEvent(event)
        self._reflow_columns()

    def _reflow_columns(self) -> None:
        stacked = self.is_narrow or self.width() < current_theme().px(_BESIDE_UNITS)
        way = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        if way != self._columns.direction():
            self._columns.setDirection(way)
        self.roster.scroll_with_page(stacked)

    def has_unsaved(self) -> bool:
        """Whether a form was typed into and not saved."""
        return self.facts.is_dirty or self.schedule.is_dirty

    def keys(self) -> list[tuple[str, str]]:
        """The keys of its lists."""
        return [("Enter", _("open the client or session")), *self.copies.keys()]

    def place(self) -> str:
        """The group's name."""
        return self._group.name if self._group else _("New group")

    def _shown(self) -> ShownList:
        group = self._group
        # a list that leaves the screen never says whom a group is for
        title = (group.draft.neutral_title or group.name) if group else ""
        criteria = ((_("Group"), title),)
        return shown_list(self.roster.table, "roster", _("Roster"), criteria)

    def _build_title(self) -> TitleBar:
        self.title = TitleBar("", self)
        self.title.set_back(_("Groups"), partial(self.desk.navigation.open, "groups"))
        self.copies = ListCopies(self, self._shown)
        self.copies_menu = self.title.add_action(self.copies.menu())
        self.add = self.title.add_action(plain_button(_("&Add to roster"), "user-plus", self))
        self.attendance = self.title.add_action(
            primary_button(_("Atte&ndance"), "list-checks", self)
        )
        return self.title

    def _build_columns(self, page: QWidget) -> None:
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, page)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(current_theme().px(12))
        self.roster = RosterCard(self.desk, page)
        self.schedule = ScheduleCard(self.desk, page)
        self.sessions = SessionsCard(self.desk, page)
        self.facts = GroupFactsCard(self.desk, page)
        side = QVBoxLayout()
        side.setSpacing(current_theme().px(12))
        side.addWidget(self.schedule)
        side.addWidget(self.sessions, 100)
        side.addWidget(self.facts)
        side.addStretch(1)
        self._columns.addWidget(self.roster, 3)
        self._columns.addLayout(side, 2)

    def _connect(self) -> None:
        self.add.clicked.connect(self._on_add)
        self.attendance.clicked.connect(self._on_attendance)
        self.facts.created.connect(self._on_created)
        self.facts.changed.connect(self.refresh)
        self.schedule.changed.connect(self.refresh)

    def _show_group(self, group: Group) -> None:
        if group.id != self._group_id:
            return
        self._group = group
        self.title.set_title(group.name)
        chips = [
            (track_words(group.draft.track), "neutral"),
            (kind_words(group.draft.kind), "neutral"),
        ]
        if group.ended is not None and group.ended < self.desk.services.store.clock.today():
            chips.append((_("Ended"), "warn"))
        elif group.next_session is not None:
            chips.append((_("Next: {when}", when=next_words(group.next_session)), "info"))
        self.title.set_chips(chips)
        self.schedule.show_group(group)
        self.facts.show_group(group)
        self.attendance.setEnabled(group.at_hand is not None)
        self.add.setEnabled(self.desk.services.signed_in.may(Right.ADMIT))

    def _on_add(self) -> None:
        self.roster.show_panel(True)

    def _on_attendance(self) -> None:
        coming = self._group.at_hand if self._group else None
        if coming is not None:
            self.desk.navigation.open("group_session", coming.slot_id, date=coming.planned_day)

    def _on_created(self, group_id: uuid.UUID) -> None:
        self.desk.navigation.open("group", group_id)
