"""The day's drug screens by lot: who is in the pool, how many are drawn, who was."""

from datetime import tzinfo
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from iopdesk.domain.evaluation import SCREEN_STATES
from iopdesk.domain.staff import Right
from iopdesk.services.screen_draw_service import Draw, DrawnClient, DrawView, PoolLine
from iopdesk.ui.desk import Desk
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.fields import NumberField
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.widgets.two_panes import TwoPanes
from iopdesk.ui.wording import _, ngettext_, screen_wording

_MOST, _USUAL = 200, 3


class ScreenDrawScreen(Screen):
    """Nobody chooses whom; Enter on someone who was drawn enters what happened."""

    shows = frozenset({"drug_screen", "screen_draw", "episode", "setting"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._may = desk.services.signed_in.may(Right.WRITE_NOTES)
        column = self.page_layout()
        self.title_bar = TitleBar(_("Drug screens by lot"), self)
        self.title_bar.set_back(_("Back"), desk.navigation.back)
        column.addWidget(self.title_bar)
        self._panes = TwoPanes(self._build_drawn(), self._build_pool(), self)
        column.addWidget(self._panes, 1)
        self.draw.clicked.connect(self._on_draw)
        self.wanted.returnPressed.connect(self._on_draw)
        self.table.opened.connect(self._on_opened)

    def refresh(self) -> None:
        """Ask for pool and lots of today."""
        if self.desk.services.signed_in.may(Right.VIEW_CLINICAL):
            call = self.desk.services.screen_draw.view
            self.desk.background.run(self, call, self._show_view, ticket="draw")
        else:
            self.empty.set_words(_("Drug screens are clinical records."))

    def reflow(self, narrow: bool) -> None:
        """The pool goes under those drawn."""
        self._panes.reflow(narrow)
        self.table.reflow(narrow)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the screen."""
        return [("Enter", _("draw, or enter what happened"))]

    def place(self) -> str:
        """Its name in back links."""
        return _("Drug screens by lot")

    def _build_drawn(self) -> QWidget:
        card = Card(_("Drawn today"), self)
        line = QHBoxLayout()
        line.setSpacing(current_theme().px(8))
        self.wanted = NumberField(1, _MOST)
        self.wanted.setParent(card)
        self.wanted.set_value(_USUAL)
        self.wanted.setFixedWidth(current_theme().px(64))
        self.wanted.setAccessibleName(_("How many to draw"))
        self.draw = primary_button(_("&Draw"), "refresh-cw", card)
        line.addWidget(label(_("How many"), "", card))
        line.addWidget(self.wanted)
        line.addWidget(self.draw)
        line.addStretch(1)
        for widget in (self.wanted, self.draw):
            widget.setVisible(self._may)
        card.body.addLayout(line)
        self.model: RowsModel[DrawnClient] = RowsModel(
            _drawn_columns(), self, identity=lambda one: one.screen_id
        )
        self.table = TableView(self.model, "screen_draw", card)
        self.table.setAccessibleName(_("Drawn today"))
        self.empty = EmptyState(_("Nobody was drawn today."), None, card)
        self.kept = label("", "soft", card, wrap=True)
        self.kept.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.empty, 1)
        card.body.addWidget(self.kept)
        return card

    def _build_pool(self) -> QWidget:
        side = QWidget(self)
        side.setProperty("bare", "true")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card(_("In the pool"), side)
        self.rule = label("", "soft", card, wrap=True)
        self.pool: RowsModel[PoolLine] = RowsModel(
            _pool_columns(), self, identity=lambda one: one.client_id
        )
        self.pool_table = TableView(self.pool, "screen_pool", card)
        self.pool_table.setAccessibleName(_("In the pool"))
        card.body.addWidget(self.rule)
        card.body.addWidget(self.pool_table, 1)
        column.addWidget(card, 1)
        return side

    def _show_view(self, view: DrawView) -> None:
        self.title_bar.set_title(_("Drug screens by lot"), screen_wording().date_year(view.day))
        people = [one for draw in view.draws for one in draw.people]
        self.model.set_rows(people)
        self.table.setVisible(bool(people))
        self.empty.setVisible(not people)
        zone = self.desk.services.store.clock.now().tzinfo
        self.kept.setText("\n".join(_kept_words(draw, zone) for draw in view.draws))
        self.pool.set_rows(view.pool)
        self.rule.setText(
            _(
                "Each client {least} to {most} times a week. The lot is drawn by the computer "
                "from a seed that is kept with the pool, so that anyone can work it out again.",
                least=view.rules.least,
                most=view.rules.most,
            )
        )

    def _on_draw(self) -> None:
        wanted = self.wanted.value
        if wanted is None or not self._may:
            self.wanted.setFocus()
            return
        call = partial(self.desk.services.screen_draw.draw, wanted)
        self.desk.background.run(self, call, self._on_drawn)

    def _on_drawn(self, _draw_id: object) -> None:
        self.desk.messages.say(_("Drawn. Tell each person in private."))
        self.refresh()

    def _on_opened(self, one: DrawnClient) -> None:
        self.desk.navigation.open("drug_screen", one.client_id, screen=one.screen_id)


def _kept_words(draw: Draw, zone: tzinfo | None) -> str:
    words = screen_wording()
    told = _(
        "{time}, {name}: {n} of {all} drawn. Seed {seed}.",
        time=words.time(draw.at.astimezone(zone).time()),
        name=draw.by,
        n=len(draw.people),
        all=draw.pool_size,
        seed=draw.seed,
    )
    checked = _("Worked out again: the same.") if draw.is_repeated else _("Differs from its seed!")
    return f"{told} {checked}"


def _drawn_columns() -> list[Column[DrawnClient]]:
    return [
        Column(_("Who"), lambda one: one.who, "who", bold=True, stretch=True),
        Column(
            _("What happened"),
            lambda one: _(SCREEN_STATES.get(one.state, one.state)),
            "state",
            kind=Kind.CHIP,
            tone=lambda one: "warn" if one.state == "drawn" else "neutral",
        ),
    ]


def _pool_columns() -> list[Column[PoolLine]]:
    return [
        Column(_("Who"), lambda one: one.who, "who", stretch=True),
        Column(
            _("This week"),
            lambda one: ngettext_("{n} screen", "{n} screens", one.taken),
            "taken",
            order=lambda one: one.taken,
        ),
        Column("", _pool_words, "rule", kind=Kind.CHIP, tone=_pool_tone, when_used=True),
    ]


def _pool_words(one: PoolLine) -> str:
    if one.is_full:
        return _("has the most")
    return _("must be drawn") if one.is_must else ""


def _pool_tone(one: PoolLine) -> str:
    return "neutral" if one.is_full else "info"
