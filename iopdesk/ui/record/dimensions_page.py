"""Six dimensions of a client: how the ratings went, every assessment, and one in full."""

from functools import partial
from uuid import UUID

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
from iopdesk.ui.record.list_page import ListPage
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.rows_model import Column, Kind
from iopdesk.ui.widgets.svg_view import SvgView
from iopdesk.ui.wording import _, screen_wording

_ONE_EDITION_UNITS = 190


class DimensionsPage(ListPage):
    """Enter on an unsigned assessment goes on with it."""

    shows = frozenset({"dimension_assessment", "dimension_rating", "setting"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            _("Six dimensions"),
            _("&Go on"),
            "dimensions",
            _columns(),
            lambda one: one.assessment_id,
            desk.services.dimension.take_back,
            A_PAGE,
            parent,
        )

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Another client: nothing of the one before stays."""
        if record_id != self.client_id:
            self.strip_card.hide()
        super().open_record(record_id, **more)

    def refresh(self) -> None:
        """Ask for a page of assessments."""
        if self.client_id is not None:
            call = partial(self.desk.services.dimension.view, self.client_id, self.most)
            self.desk.background.run(self, call, self._show_view, ticket="dimensions")

    def keys(self) -> list[tuple[str, str]]:
        """The key of the list."""
        return [("Enter", _("go on with a draft"))]

    def build_list(self) -> QWidget:
        """The drawing above the list."""
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
        self.new = primary_button(_("New a&ssessment…"), "plus", self.card)
        self.new.clicked.connect(self._on_new)
        self.card.add_to_head(self.new)
        mark = label(_(TRADEMARK), "hint", self.card, wrap=True)
        self.fill_card(_("Not rated so far. Begin an assessment."), mark)
        column.addWidget(self.strip_card)
        column.addWidget(self.card, 1)
        return left

    def _show_view(self, view: DimensionView) -> None:
        if view.client_id != self.client_id:
            return
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
        self.show_rows(view.assessments, has_more=view.has_more)

    def show_one(self, one: DimensionAssessment | None) -> None:
        """Levels, ratings and notes of one."""
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
        pairs = []
        for each in edition.dimensions:
            rated = draft.ratings.get(each.key, Rating())
            told = rating_words(rated, edition, words) if each.is_rated else ""
            line = ". ".join(part for part in (told, rated.note) if part)
            if line:
                pairs.append((dimension_words(each, words), line))
        self.full.set_pairs(pairs)
        self.go_on.setVisible(not one.is_signed)

    def _on_new(self) -> None:
        self.desk.navigation.open("dimensions", self.client_id)

    def open_one(self, one: DimensionAssessment | None) -> None:
        """Go on with one that is not signed."""
        if one is not None and not one.is_signed:
            self.desk.navigation.open("dimensions", self.client_id, assessment=one.assessment_id)


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
