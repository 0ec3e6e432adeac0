"""Six dimensions of a client: how the ratings went, every assessment, and one in full."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iopdesk.domain.six_dimensions import (
    EDITIONS,
    OCCASIONS,
    TRADEMARK,
    DimensionAssessment,
    Rating,
    editions,
    highest,
)
from iopdesk.domain.step_down import step_down_options
from iopdesk.services.dimension_service import A_PAGE, DimensionView
from iopdesk.services.dimension_words import (
    dimension_words,
    level_words,
    rating_words,
    strip_drawing,
    strip_key_words,
)
from iopdesk.ui.desk import Desk
from iopdesk.ui.record.drawing_colours import drawing_colours
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button, quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.fact_list import FactList
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.svg_view import SvgView
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.widgets.two_panes import TwoPanes
from iopdesk.ui.wording import _, screen_wording

_ONE_EDITION_UNITS = 190


class DimensionsPage(Screen):
    """Enter on an unsigned assessment goes on with it."""

    shows = frozenset({"dimension_assessment", "dimension_rating", "setting"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._most = A_PAGE
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._panes = TwoPanes(self._build_list(), self._build_side(), self)
        column.addWidget(self._panes)
        self.table.chosen.connect(self._show_one)
        self.table.opened.connect(self._on_opened)
        self.new.clicked.connect(self._on_new)
        self.older.clicked.connect(self._on_older)
        self.go_on.clicked.connect(lambda: self._on_opened(self.table.current_row()))
        self.take_back.clicked.connect(self._on_take_back)

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Another client: nothing of the one before stays."""
        if record_id != self._client_id:
            self._client_id, self._most = record_id, A_PAGE
            self.model.set_rows(())
            self.strip_card.hide()
            self._show_one(None)

    def refresh(self) -> None:
        """Ask for a page of assessments."""
        if self._client_id is not None:
            call = partial(self.desk.services.dimension.view, self._client_id, self._most)
            self.desk.background.run(self, call, self._show_view, ticket="dimensions")

    def reflow(self, narrow: bool) -> None:
        """One in full goes under the list."""
        self._panes.reflow(narrow)
        self.table.reflow(narrow)

    def keys(self) -> list[tuple[str, str]]:
        """The key of the list."""
        return [("Enter", _("go on with a draft"))]

    def _build_list(self) -> QWidget:
        left = QWidget(self)
        left.setProperty("bare", "true")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        self.strip_card = Card(_("How the ratings went"), left)
        self.strip = SvgView(self.strip_card)
        self.key = label("", "hint", self.strip_card, wrap=True)
        self.strip_card.body.addWidget(self.strip)
        self.strip_card.body.addWidget(self.key)
        self.strip_card.hide()
        card = Card(_("Six dimensions"), left)
        self.new = primary_button(_("New a&ssessment…"), "plus", card)
        card.add_to_head(self.new)
        self.model: RowsModel[DimensionAssessment] = RowsModel(
            _columns(), self, identity=lambda one: one.assessment_id
        )
        self.table = TableView(self.model, "dimensions", card)
        self.table.setAccessibleName(_("Six dimensions"))
        self.empty = EmptyState(_("Not rated so far. Begin an assessment."), None, card)
        self.older = quiet_button(_("Show ol&der ones"), "history", card)
        self.older.hide()
        mark = label(_(TRADEMARK), "hint", card, wrap=True)
        for widget in (self.table, self.empty):
            card.body.addWidget(widget, 1)
        card.body.addWidget(self.older, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(mark)
        column.addWidget(self.strip_card)
        column.addWidget(card, 1)
        return left

    def _build_side(self) -> QWidget:
        side = QWidget(self)
        side.setProperty("bare", "true")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        self.one = Card(_("In full"), side)
        self.facts = FactList((), self.one)
        self.ratings = label("", "", self.one, wrap=True)
        self.go_on = plain_button(_("&Go on"), "pencil", self.one)
        self.take_back = quiet_button(_("&Take back…"), "undo-2", self.one)
        self.one.body.addWidget(self.facts)
        self.one.body.addWidget(self.ratings)
        for button in (self.go_on, self.take_back):
            self.one.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.one.hide()
        column.addWidget(self.one)
        column.addStretch(1)
        return side

    def _show_view(self, view: DimensionView) -> None:
        if view.client_id != self._client_id:
            return
        self.model.set_rows(view.assessments)
        self.table.setVisible(bool(view.assessments))
        self.empty.setVisible(not view.assessments)
        self.older.setVisible(view.has_more)
        self.new.setVisible(view.may_write)
        drawing = strip_drawing(view.assessments, screen_wording(), drawing_colours())
        self.strip_card.setVisible(bool(drawing.svg))
        if drawing.svg:
            self.strip.show_drawing(drawing.svg, drawing.words)
            # one edition may take the room of the card, two are as small as paper has them
            hint = self.strip.sizeHint().height()
            least = current_theme().px(_ONE_EDITION_UNITS)
            self.strip.setFixedHeight(max(hint, least))
            self.key.setText(strip_key_words(view.assessments, screen_wording()))
        if self.table.current_row() is None:
            self.table.choose_first()
        self._show_one(self.table.current_row())

    def _show_one(self, one: DimensionAssessment | None) -> None:
        self.one.setVisible(one is not None)
        if one is None:
            return
        draft, words = one.draft, screen_wording()
        edition = editions()[draft.edition]
        self.one.set_title(words.date_year(draft.day) if draft.day else "")
        signed = _("Not signed yet")
        if one.signed_at is not None:
            zone = self.desk.services.store.clock.now().tzinfo
            day = words.day_month_year(one.signed_at.astimezone(zone).date())
            signed = _("{name}, {day}", name=one.signed_by, day=day)
        facts = [
            (_("Edition"), _(EDITIONS[draft.edition])),
            (_("Occasion"), _(OCCASIONS.get(draft.occasion, draft.occasion))),
            (_("Level indicated"), level_words(edition, draft.level_indicated, words)),
            (_("Level offered"), level_words(edition, draft.level_offered, words)),
            (_("Level accepted"), level_words(edition, draft.level_accepted, words)),
            (_("Why they differ"), _reason(draft.reason_level_differs)),
            (_("Note"), draft.note),
            (_("Assessed by"), one.assessor),
            (_("Signed by"), signed),
        ]
        self.facts.set_facts([(name, fact) for name, fact in facts if fact])
        lines = []
        for each in edition.dimensions:
            rated = draft.ratings.get(each.key, Rating())
            told = rating_words(rated, edition, words) if each.is_rated else ""
            line = ". ".join(part for part in (told, rated.note) if part)
            if line:
                lines.append(f"{dimension_words(each, words)} → {line}")
        self.ratings.setText("\n".join(lines))
        self.go_on.setVisible(not one.is_signed)

    def _on_new(self) -> None:
        self.desk.navigation.open("dimensions", self._client_id)

    def _on_opened(self, one: DimensionAssessment | None) -> None:
        if one is not None and not one.is_signed:
            self.desk.navigation.open("dimensions", self._client_id, assessment=one.assessment_id)

    def _on_older(self) -> None:
        self._most += A_PAGE
        self.refresh()

    def _on_take_back(self) -> None:
        one = self.table.current_row()
        if one is None or self._client_id is None:
            return
        reason = self.desk.messages.ask_text(
            _("Take this assessment back?"),
            _("It stays in the record's history, with your reason."),
            _("Reason"),
            _("&Take back"),
        )
        if reason is not None:
            take_back = self.desk.services.dimension.take_back
            call = partial(take_back, self._client_id, one.assessment_id, reason)
            self.desk.background.run(self, call)


def _reason(code: str) -> str:
    language = screen_wording().language
    options = step_down_options().level_differs
    return next((each.texts[language] for each in options if each.code == code), code)


def _columns() -> list[Column[DimensionAssessment]]:
    words = screen_wording()
    return [
        Column(
            _("Day"),
            lambda one: words.day_month_year(one.draft.day) if one.draft.day else "",
            "day",
            order=lambda one: one.draft.day,
        ),
        Column(
            _("Occasion"),
            lambda one: _(OCCASIONS.get(one.draft.occasion, "")),
            "occasion",
            stretch=True,
        ),
        Column(_("Edition"), lambda one: one.draft.edition, "edition", minor=True),
        Column(_("Highest"), _highest, "highest", minor=True, when_used=True),
        Column(_("Level"), lambda one: one.draft.level_accepted, "level", bold=True),
        Column(
            "",
            lambda one: _("signed") if one.is_signed else _("draft"),
            "state",
            kind=Kind.CHIP,
            tone=lambda one: "good" if one.is_signed else "warn",
        ),
    ]


def _highest(one: DimensionAssessment) -> str:
    value = highest(one)
    return "" if value is None else str(value)
