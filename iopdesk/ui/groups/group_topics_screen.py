"""A group's topics in turn, and what each of its clients covered and missed."""

import uuid
from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from iopdesk.domain.group import Group
from iopdesk.domain.problems import EditConflict, InvalidDraft
from iopdesk.domain.staff import Right
from iopdesk.domain.topic_rotation import Topic, TopicDraft, TopicGrid
from iopdesk.services.topic_starters import topic_starters
from iopdesk.ui.desk import Desk
from iopdesk.ui.groups.topic_grid_card import TopicGridCard
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import danger_button, plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.fields import ChoiceField, text_field
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.rows_model import Column, RowsModel
from iopdesk.ui.widgets.scroll_page import ScrollPage
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.wording import _, screen_wording

_LONGEST = 120


class GroupTopicsScreen(Screen):
    """Opened with a group; the list is changed on the left, the grid only shows."""

    shows = frozenset({"group_topic", "group_session", "attendance", "roster_place", "closed_day"})
    scrolls = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._group_id: uuid.UUID | None = None
        self._edited: Topic | None = None
        self._may_edit = desk.services.signed_in.may(Right.EDIT_GROUPS)
        page = ScrollPage(self)
        column = page.column
        self.title = TitleBar(_("Topics"), page.inside)
        column.addWidget(self.title)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(current_theme().px(12))
        self.grid = TopicGridCard(desk, self)
        self._columns.addWidget(self._build_list(), 2)
        self._columns.addWidget(self.grid, 3)
        column.addLayout(self._columns, 1)
        self._connect()

    def open_record(self, record_id: uuid.UUID | None, **more: object) -> None:
        """Another group."""
        if record_id != self._group_id:
            self._group_id = record_id
            self._model.set_rows([])
            self._close_form()
        back = partial(self.desk.navigation.open, "group", record_id)
        self.title.set_back(_("Group"), back)

    def refresh(self) -> None:
        """Ask for the group's name, its topics and the grid."""
        if self._group_id is None:
            return
        services, run = self.desk.services, self.desk.background.run
        run(self, partial(services.group.group, self._group_id), self._show_group, ticket="group")
        run(self, partial(services.topic.grid, self._group_id), self._show_grid, ticket="grid")

    def reflow(self, narrow: bool) -> None:
        """The grid under the list."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)
        self.title.reflow(narrow)
        self.table.reflow(narrow)

    def has_unsaved(self) -> bool:
        """Whether a topic was typed and not saved."""
        return self.form.is_dirty

    def keys(self) -> list[tuple[str, str]]:
        """The keys of the list."""
        return [("Enter", _("change the topic"))]

    def place(self) -> str:
        """Its name in back links."""
        return _("Topics")

    def _build_list(self) -> Card:
        card = Card(_("Topics in turn"), self)
        self._model: RowsModel[Topic] = RowsModel(_columns(), self, identity=lambda t: t.id)
        self.table = TableView(self._model, "group_topics", card, row_units=38)
        self.table.setAccessibleName(_("Topics in turn"))
        card.body.addWidget(self.table, 1)
        self.empty = EmptyState(
            _("No topics yet. Begin with a list that the program brings, or type your own."),
            None,
            card,
        )
        self.empty.hide()
        card.body.addWidget(self.empty, 1)
        card.body.addLayout(self._build_order())
        card.body.addWidget(self._build_form(card))
        card.body.addLayout(self._build_starters(card))
        return card

    def _build_order(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(current_theme().px(8))
        self.up = plain_button(_("&Up"), "arrow-up", self)
        self.down = plain_button(_("&Down"), "arrow-down", self)
        self.remove = danger_button(_("Ta&ke off"), parent=self)
        for button in (self.up, self.down, self.remove):
            button.setVisible(self._may_edit)
            line.addWidget(button)
        line.addStretch(1)
        return line

    def _build_form(self, card: Card) -> QWidget:
        box = QWidget(card)
        box.setProperty("bare", "true")
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        self.form = Form(box)
        self.topic = self.form.add("title", _("&Topic"), text_field(_LONGEST))
        self.spanish = self.form.add(
            "spanish_title", _("In &Spanish"), text_field(_LONGEST), beside=True
        )
        column.addWidget(self.form)
        line = QHBoxLayout()
        self.save = primary_button(_("&Add topic"), "plus", box)
        self.cancel = plain_button(_("&Cancel"), "", box)
        self.cancel.hide()
        line.addWidget(self.save)
        line.addWidget(self.cancel)
        line.addStretch(1)
        column.addLayout(line)
        box.setVisible(self._may_edit)
        return box

    def _build_starters(self, card: Card) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(current_theme().px(8))
        is_spanish = screen_wording().language == "es"
        choices: list[tuple[object, str]] = [
            (each.code, each.spanish_name if is_spanish else each.name) for each in topic_starters()
        ]
        self.starter = ChoiceField(choices, card)
        self.starter.setAccessibleName(_("Lists that the program brings"))
        self.add_starter = plain_button(_("Add the whole &list"), "list", card)
        for widget in (self.starter, self.add_starter):
            widget.setVisible(self._may_edit)
        line.addWidget(self.starter, 1)
        line.addWidget(self.add_starter)
        return line

    def _connect(self) -> None:
        self.table.opened.connect(self._on_edit)
        self.up.clicked.connect(partial(self._on_move, -1))
        self.down.clicked.connect(partial(self._on_move, 1))
        self.remove.clicked.connect(self._on_remove)
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self._close_form)
        self.add_starter.clicked.connect(self._on_add_starter)
        for field in (self.topic, self.spanish):
            field.returnPressed.connect(self._on_save)

    def _show_group(self, group: Group) -> None:
        if group.id == self._group_id:
            self.title.set_title(_("Topics"), group.name)

    def _show_grid(self, grid: TopicGrid) -> None:
        self._model.set_rows(grid.topics)
        self.table.setVisible(bool(grid.topics))
        self.empty.setVisible(not grid.topics)
        for button in (self.up, self.down, self.remove):
            button.setEnabled(bool(grid.topics))
        self.grid.show_grid(grid)

    def _on_edit(self, topic: Topic) -> None:
        if not self._may_edit:
            return
        self._edited = topic
        with self.form.loading():
            self.topic.setText(topic.draft.title)
            self.spanish.setText(topic.draft.spanish_title)
        self.save.setText(_("Sa&ve topic"))
        self.cancel.show()
        self.topic.setFocus()

    def _close_form(self) -> None:
        self._edited = None
        with self.form.loading():
            self.topic.clear()
            self.spanish.clear()
        self.form.clear_problems()
        self.save.setText(_("&Add topic"))
        self.cancel.hide()

    def _on_save(self) -> None:
        draft = TopicDraft(self.topic.text(), self.spanish.text())
        problems = draft.problems()
        self.form.show_problems(problems)
        if problems or self._group_id is None:
            return
        service = self.desk.services.topic
        if self._edited is None:
            call: Callable[[], None] = partial(service.add, self._group_id, [draft])
        else:
            call = partial(service.save, self._edited.id, base=self._edited.draft, mine=draft)
        self.desk.background.run(self, call, self._on_saved, self._on_failed)

    def _on_saved(self, done: None) -> None:
        self._close_form()
        self.topic.setFocus()
        self.refresh()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            self.form.show_problems(error.problems)
        elif isinstance(error, EditConflict) and self._edited is not None:
            words = {"title": _("Topic"), "spanish_title": _("In Spanish")}
            kept = self.desk.messages.settle(error, words)
            if kept is None:
                return
            theirs = {each.field: each.theirs for each in error.fields}
            base = TopicDraft(**{**vars(self._edited.draft), **theirs})
            mine = TopicDraft(
                **{"title": self.topic.text(), "spanish_title": self.spanish.text(), **kept}  # type: ignore[arg-type]
            )
            call = partial(self.desk.services.topic.save, self._edited.id, base=base, mine=mine)
            self.desk.background.run(self, call, self._on_saved, self._on_failed)
        else:
            self.desk.messages.error(error)

    def _on_move(self, by: int) -> None:
        topic: Topic | None = self.table.current_row()
        if topic is not None:
            call = partial(self.desk.services.topic.move, topic.id, by)
            self.desk.background.run(self, call, self._on_done)

    def _on_remove(self) -> None:
        topic: Topic | None = self.table.current_row()
        if topic is not None and self.desk.messages.ask(
            _("Take this topic off the list?"),
            _("Sessions in which it was held keep it."),
            _("&Take off"),
            takes_away=True,
        ):
            call = partial(self.desk.services.topic.remove, topic.id)
            self.desk.background.run(self, call, self._on_done)

    def _on_add_starter(self) -> None:
        if self._group_id is not None:
            code = str(self.starter.value)
            call = partial(self.desk.services.topic.add_starter, self._group_id, code)
            self.desk.background.run(self, call, self._on_done)

    def _on_done(self, done: None) -> None:
        self.refresh()


def _columns() -> list[Column[Topic]]:
    wording = screen_wording()
    return [
        Column(_("Topic"), _title, key="title", bold=True, stretch=True),
        Column(
            _("Last held"),
            lambda topic: wording.day_month(topic.last_held) if topic.last_held else "",
            key="last",
            order=lambda topic: topic.last_held,
        ),
        Column(
            _("Next"),
            lambda topic: wording.day_month(topic.next_day) if topic.next_day else "",
            key="next",
            order=lambda topic: topic.next_day,
        ),
    ]


def _title(topic: Topic) -> str:
    is_spanish = screen_wording().language == "es"
    return topic.draft.spanish_title if is_spanish and topic.draft.spanish_title else topic.title
