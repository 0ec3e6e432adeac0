"""All groups with their times, next session and how full they are."""

import uuid
from functools import partial

from PySide6.QtWidgets import QBoxLayout, QCheckBox, QWidget

from iopdesk.domain.group import GroupLine
from iopdesk.domain.group_kinds import KIND_WORDS, POPULATION_WORDS
from iopdesk.domain.shown_list import ShownList
from iopdesk.domain.staff import Right
from iopdesk.ui.desk import Desk
from iopdesk.ui.groups.group_words import (
    kind_words,
    next_words,
    population_words,
    track_words,
    weekly_words,
)
from iopdesk.ui.list_copies import ListCopies, shown_list
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.fields import ChoiceField
from iopdesk.ui.widgets.flow_layout import FlowLayout
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.search_field import SearchField
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.wording import _, ngettext_


class GroupListScreen(Screen):
    """Enter opens a group; the button opens its next session."""

    shows = frozenset(
        {"treatment_group", "group_slot", "roster_place", "group_session", "closed_day"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._lines: tuple[GroupLine, ...] = ()
        column = self.page_layout()
        self.title = TitleBar(_("Groups"), self)
        self.calendar = self.title.add_action(plain_button(_("Calen&dar"), "calendar-days", self))
        self.copies = ListCopies(self, self._shown)
        self.title.add_action(self.copies.menu())
        self.new = self.title.add_action(primary_button(_("&New group"), "plus", self))
        self.new.setEnabled(desk.services.signed_in.may(Right.EDIT_GROUPS))
        column.addWidget(self.title)
        card = Card("", self)
        card.body.addLayout(self._build_filters(card))
        self._model: RowsModel[GroupLine] = RowsModel(
            _columns(), self, identity=lambda line: line.id
        )
        self.table = TableView(self._model, "groups", card, row_units=40)
        self.table.setAccessibleName(_("Groups"))
        card.body.addWidget(self.table, 1)
        self.empty = EmptyState("", None, card)
        card.body.addWidget(self.empty, 1)
        column.addWidget(card, 1)
        self._connect()

    def _build_filters(self, card: Card) -> QBoxLayout:
        self._filters = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._filters.setSpacing(current_theme().px(8))
        self.search = SearchField(_("Filter by name or day"), card)
        self.ended = QCheckBox(_("Show &ended groups"), card)
        kinds: list[tuple[object, str]] = [("", _("All kinds"))]
        self.kind = ChoiceField(kinds + [(each, kind_words(each)) for each in KIND_WORDS], card)
        self.kind.setAccessibleName(_("Kind"))
        tracks: list[tuple[object, str]] = [("", _("All tracks"))]
        tracks += [(each, track_words(each)) for each in ("day", "evening")]
        self.track = ChoiceField(tracks, card)
        self.track.setAccessibleName(_("Track"))
        people: list[tuple[object, str]] = [("", _("All people"))]
        people += [(each, population_words(each)) for each in POPULATION_WORDS]
        self.population = ChoiceField(people, card)
        self.population.setAccessibleName(_("For whom"))
        self.population.setVisible(self.desk.services.signed_in.may(Right.VIEW_CLINICAL))
        self._filters.addWidget(self.search, 1)
        box = QWidget(card)
        box.setProperty("bare", "true")
        choices = FlowLayout(box)
        for choice in (self.kind, self.track, self.population, self.ended):
            choices.addWidget(choice)
        self._filters.addWidget(box)
        return self._filters

    def refresh(self) -> None:
        """Ask for the groups."""
        call = partial(self.desk.services.group.groups, ended=self.ended.isChecked())
        self.desk.background.run(self, call, self._show_lines, ticket="groups")

    def reflow(self, narrow: bool) -> None:
        """Fewer columns in narrow windows, and the search on a line of its own."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._filters.setDirection(way)
        self.title.reflow(narrow)
        self.table.reflow(narrow)

    def keys(self) -> list[tuple[str, str]]:
        """The keys of the list."""
        return [("Enter", _("open the group")), *self.copies.keys()]

    def place(self) -> str:
        """Its name in back links."""
        return _("Groups")

    def _connect(self) -> None:
        self.new.clicked.connect(self._on_new)
        self.calendar.clicked.connect(self._on_calendar)
        self.search.asked.connect(self._on_filter)
        self.search.left_down.connect(self.table.setFocus)
        for choice in (self.kind, self.track, self.population):
            choice.currentIndexChanged.connect(self._show_filtered)
        self.ended.toggled.connect(self._on_ended)
        self.table.opened.connect(self._on_opened)
        self.table.pressed.connect(self._on_pressed)

    def _shown(self) -> ShownList:
        typed = self.search.text().strip()
        criteria = ((_("Search"), typed),) if typed else ()
        # a list that leaves the screen never says whom a group is for
        titles = {"name": lambda line: line.title}
        return shown_list(self.table, "groups", _("Groups"), criteria, titles)

    def _show_lines(self, lines: tuple[GroupLine, ...]) -> None:
        self._lines = lines
        open_groups = [line for line in lines if not line.is_ended]
        clients = sum(line.on_roster for line in open_groups)
        self.title.set_title(
            _("Groups"),
            ngettext_("{n} group", "{n} groups", len(open_groups))
            + ", "
            + ngettext_("{n} place taken", "{n} places taken", clients),
        )
        self._show_filtered()

    def _show_filtered(self, *_at: object) -> None:
        words = self.search.text().casefold().split()
        wanted = (self.kind.value, self.track.value, self.population.value)
        found = [line for line in self._lines if _fits(line, words) and _is_one(line, wanted)]
        self._model.set_rows(found)
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.empty.set_words(
            _("No group fits these words.")
            if self._lines
            else _("There are no groups yet. Add the first one with its weekly times.")
        )

    def _on_new(self) -> None:
        self.desk.navigation.open("group")

    def _on_calendar(self) -> None:
        self.desk.navigation.open("calendar")

    def _on_filter(self, text: str) -> None:
        self._show_filtered()

    def _on_ended(self, shown: bool) -> None:
        self.refresh()

    def _on_opened(self, line: GroupLine) -> None:
        self.desk.navigation.open("group", line.id)

    def _on_pressed(self, line: GroupLine) -> None:
        coming = line.at_hand
        if coming is not None:
            self._open_session(coming.slot_id, coming.planned_day)

    def _open_session(self, slot_id: uuid.UUID, day: object) -> None:
        self.desk.navigation.open("group_session", slot_id, date=day)


def _columns() -> list[Column[GroupLine]]:
    return [
        Column(_("Group"), lambda line: line.name, key="name", bold=True, stretch=True),
        Column(_("Track"), lambda line: track_words(line.track), key="track", minor=True),
        Column(_("Weekly times"), lambda line: weekly_words(line.weekly), key="times", minor=True),
        Column(
            _("Next session"), lambda line: next_words(line.next_session), key="next", order=_when
        ),
        Column(_("Leader"), _leader, key="leader", minor=True),
        Column(
            _("Roster"),
            _roster,
            key="roster",
            order=lambda line: line.on_roster,
            minor=True,
        ),
        Column(_("Places"), _places, kind=Kind.CHIP, tone=_tone, key="places"),
        Column("", _button, kind=Kind.BUTTON),
    ]


def _fits(line: GroupLine, words: list[str]) -> bool:
    text = f"{line.name} {weekly_words(line.weekly)} {_leader(line)} {track_words(line.track)}"
    return all(word in text.casefold() for word in words)


def _is_one(line: GroupLine, wanted: tuple[object, ...]) -> bool:
    mine = (line.kind, line.track, line.population)
    return all(not each or each == own for each, own in zip(wanted, mine, strict=True))


def _when(line: GroupLine) -> tuple[str, str]:
    coming = line.next_session
    return (str(coming.day), str(coming.start)) if coming else ("9999", "")


def _leader(line: GroupLine) -> str:
    return line.next_session.leader if line.next_session else ""


def _roster(line: GroupLine) -> str:
    return _("{taken} of {all}", taken=line.on_roster, all=line.capacity)


def _places(line: GroupLine) -> str:
    if line.is_ended:
        return _("Ended")
    if line.waiting:
        return ngettext_("{n} waiting", "{n} waiting", line.waiting)
    if not line.places_left:
        return _("Full")
    return ngettext_("{n} place free", "{n} places free", line.places_left)


def _tone(line: GroupLine) -> str:
    if line.is_ended:
        return "neutral"
    if line.waiting or not line.places_left:
        return "warn"
    return "good"


def _button(line: GroupLine) -> str:
    return _("Attendance") if line.at_hand else ""
