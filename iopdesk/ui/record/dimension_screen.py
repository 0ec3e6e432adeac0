"""Six dimensions rated on a day: ratings with own words, three levels, and the signature."""

from functools import partial
from uuid import UUID

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iopdesk.domain.problems import FieldProblem, InvalidDraft
from iopdesk.domain.six_dimensions import (
    EDITIONS,
    LONGEST_NOTE,
    OCCASIONS,
    SCALE,
    TRADEMARK,
    AssessmentDraft,
    editions,
)
from iopdesk.domain.step_down import step_down_options
from iopdesk.services.dimension_service import DimensionView
from iopdesk.services.dimension_words import dimension_words, level_words
from iopdesk.ui.desk import Desk
from iopdesk.ui.record.conflict_words import conflict_told
from iopdesk.ui.record.rating_rows import RatingRows
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.fields import ChoiceField, DateField, text_field
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.notice_list import Notice, NoticeList
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.widgets.two_panes import TwoPanes
from iopdesk.ui.wording import _, screen_wording

_LEVELS = ("level_indicated", "level_offered", "level_accepted")


class DimensionScreen(Screen):
    """Opened with a client; `assessment` is the unsigned one to go on with, else a new one."""

    shows = frozenset({"client"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._assessment_id: UUID | None = None
        self._base = AssessmentDraft()
        self._is_loaded = False
        column = self.page_layout()
        self.title_bar = TitleBar(_("Six dimensions"), self)
        self.title_bar.set_back(_("Assessment"), self._on_back)
        self.save = self.title_bar.add_action(plain_button(_("Save &draft"), "save", self))
        self.sign = self.title_bar.add_action(primary_button(_("&Sign"), "signature", self))
        column.addWidget(self.title_bar)
        left = Card("", self)
        self.legend = label("", "label", left, wrap=True)
        self.rows = RatingRows(left)
        left.body.addWidget(self.legend)
        left.body.addWidget(self.rows)
        left.body.addStretch(1)
        self._panes = TwoPanes(left, self._build_side(), self)
        column.addWidget(self._panes, 1)
        self._connect()

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Another client or another assessment: begin anew."""
        assessment = more.get("assessment")
        self._client_id = record_id
        self._assessment_id = assessment if isinstance(assessment, UUID) else None
        self._base, self._is_loaded = AssessmentDraft(), False
        self.form.set_clean()
        self.open_points.show_notices(())
        self.title_bar.set_title(_("Six dimensions"))

    def refresh(self) -> None:
        """Ask for the assessment, unless something is being written."""
        if self._client_id is not None and not self._is_loaded:
            view = self.desk.services.dimension.view
            call = partial(view, self._client_id, only=self._assessment_id)
            self.desk.background.run(self, call, self._show_view, self._on_gone, ticket="view")

    def reflow(self, narrow: bool) -> None:
        """Levels go under the ratings."""
        self._panes.reflow(narrow)
        self.title_bar.reflow(narrow)

    def has_unsaved(self) -> bool:
        """Whether anything was changed."""
        return self.form.is_dirty

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the ratings."""
        return [("0–4", _("rate, and go on")), ("Ctrl+S", _("save"))]

    def place(self) -> str:
        """Its name in back links."""
        return _("Six dimensions")

    def draft(self) -> AssessmentDraft:
        """The assessment as it stands on the screen."""
        form = self.form.field
        levels = {name: str(getattr(form(name), "value", "") or "") for name in _LEVELS}
        return AssessmentDraft(
            day=self.day.value,
            edition=str(self.edition.value),
            occasion=str(self.occasion.value),
            ratings=self.rows.values(),
            reason_level_differs=str(self.why.value or "") if self._differ(levels) else "",
            note=self.note.text().strip(),
            **levels,
        )

    def _build_side(self) -> QWidget:
        side = QWidget(self)
        side.setProperty("bare", "true")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        self.look = Card(_("Before it can be signed"), side)
        self.open_points = NoticeList(self.look)
        self.look.body.addWidget(self.open_points)
        self.look.hide()
        card = Card(_("Day and level"), side)
        self.form = Form(card)
        self.day = self.form.add("day", _("Da&y"), DateField())
        occasions: list[tuple[object, str]] = [(k, _(words)) for k, words in OCCASIONS.items()]
        self.occasion = self.form.add(
            "occasion", _("&Occasion"), ChoiceField(occasions), beside=True
        )
        kinds: list[tuple[object, str]] = [(k, _(words)) for k, words in EDITIONS.items()]
        self.edition = self.form.add("edition", _("&Edition"), ChoiceField(kinds))
        self.form.add("level_indicated", _("Level &indicated"), ChoiceField())
        self.form.add("level_offered", _("Level o&ffered"), ChoiceField())
        self.form.add("level_accepted", _("Level &accepted"), ChoiceField())
        language = screen_wording().language
        reasons: list[tuple[object, str]] = [("", _("Choose"))]
        reasons += [(each.code, each.texts[language]) for each in step_down_options().level_differs]
        self.why = self.form.add(
            "reason_level_differs", _("&Why they differ"), ChoiceField(reasons)
        )
        self.note = self.form.add("note", _("&Note"), text_field(LONGEST_NOTE))
        card.body.addWidget(self.form)
        mark = label(_(TRADEMARK), "hint", side, wrap=True)
        for widget in (self.look, card, mark):
            column.addWidget(widget)
        column.addStretch(1)
        return side

    def _connect(self) -> None:
        self.save.clicked.connect(self._on_save)
        self.sign.clicked.connect(self._on_sign)
        self.form.edited.connect(self._show_differing)
        self.rows.edited.connect(self._on_rated)
        self.edition.currentIndexChanged.connect(self._on_edition)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self._on_save)

    def _show_view(self, view: DimensionView) -> None:
        if view.client_id != self._client_id or self._is_loaded:
            return
        self.title_bar.set_title(_("Six dimensions of {name}", name=view.name))
        found = {one.assessment_id: one for one in view.assessments}
        stored = found.get(self._assessment_id) if self._assessment_id else None
        if stored is not None:
            self._base = shown = stored.draft
        else:
            is_first = not view.assessments
            shown = AssessmentDraft(
                day=view.today,
                edition=view.usual_edition,
                occasion="admission" if is_first else "review",
            )
        self._is_loaded = True
        self._load(shown)
        self.save.setEnabled(view.may_write)
        self.sign.setEnabled(view.may_sign)
        next(iter(self.rows.rows.values())).first().setFocus()

    def _load(self, draft: AssessmentDraft) -> None:
        with self.form.loading():
            self.day.set_value(draft.day)
            self.occasion.set_value(draft.occasion)
            self.edition.blockSignals(True)
            self.edition.set_value(draft.edition)
            self.edition.blockSignals(False)
            self.edition.setEnabled(self._assessment_id is None)
            self._show_edition()
            self.rows.show_values(draft.ratings)
            for name in _LEVELS:
                self._choice(name).set_value(getattr(draft, name))
            self.why.set_value(draft.reason_level_differs)
            self.note.setText(draft.note)
        self._show_differing()
        self.form.set_clean()

    def _show_edition(self) -> None:
        edition, words = editions()[str(self.edition.value or "3")], screen_wording()
        self.rows.show_edition(edition)
        levels: list[tuple[object, str]] = [("", _("Choose"))]
        levels += [(each, level_words(edition, each, words)) for each in edition.levels]
        for name in _LEVELS:
            self._choice(name).set_choices(levels)
        told = "    ".join(f"{value} {_(each)}" for value, each in SCALE.items())
        self.legend.setText(
            told
            if edition.has_scale
            else _("Write each rating as the criteria name it, and the least level it points to.")
        )

    def _choice(self, name: str) -> ChoiceField:
        field = self.form.field(name)
        assert isinstance(field, ChoiceField)
        return field

    def _differ(self, levels: dict[str, str]) -> bool:
        return len(set(levels.values()) - {""}) > 1

    def _show_differing(self) -> None:
        levels = {name: str(self._choice(name).value or "") for name in _LEVELS}
        self.form.show_field("reason_level_differs", self._differ(levels))

    def _on_rated(self) -> None:
        self.form.is_dirty = True

    def _on_edition(self) -> None:
        """Ratings of one edition are never carried to the other."""
        before = self.rows.values()
        if before and not self._may_begin_anew():
            self.edition.blockSignals(True)
            self.edition.set_value("3" if self.edition.value == "4" else "4")
            self.edition.blockSignals(False)
            return
        self._show_edition()

    def _may_begin_anew(self) -> bool:
        return (
            self.desk.messages.choose(
                _("Begin the ratings anew?"),
                _("Dimensions of the two editions do not mean the same. Ratings can't be kept."),
                [_("&Begin anew"), _("&Keep this edition")],
            )
            == 0
        )

    def _on_save(self) -> None:
        if self.save.isEnabled():
            self._send(self.desk.services.dimension.save, self._base, self.draft())

    def _on_sign(self) -> None:
        self._send(self.desk.services.dimension.sign, self._base, self.draft())

    def _send(self, call: object, base: AssessmentDraft, mine: AssessmentDraft) -> None:
        if self._client_id is None or not callable(call):
            return
        if self.day.is_wrong:
            problem = FieldProblem("day", "This is not a date. Type month/day/year.")
            self.form.show_problems([problem])
            return
        self.form.clear_problems()
        self.look.hide()
        send = partial(call, self._client_id, self._assessment_id, base=base, mine=mine)
        self.desk.background.run(self, send, self._on_sent, partial(self._on_failed, call, mine))

    def _on_sent(self, assessment_id: UUID) -> None:
        self.form.set_clean()
        self.desk.messages.say(_("Saved."))
        self._go_back(assessment_id)

    def _on_failed(self, call: object, mine: AssessmentDraft, error: BaseException) -> None:
        if not isinstance(error, InvalidDraft):
            self.desk.messages.error(conflict_told(error))
            return
        homeless = self.form.show_problems(error.problems)
        names = {each.key: each for each in editions()[mine.edition].dimensions}
        words = screen_wording()
        self.open_points.show_notices(
            [
                Notice(f"{dimension_words(names[each.field], words)}: {_(each.words)}", "warn")
                for each in homeless
                if each.field in names
            ]
        )
        self.look.setVisible(bool(homeless))

    def _on_gone(self, error: BaseException) -> None:
        self.desk.messages.error(error)
        self._on_back()

    def _on_back(self) -> None:
        self._go_back(self._assessment_id)

    def _go_back(self, chosen: UUID | None) -> None:
        self.form.set_clean()
        self._is_loaded = False
        self.desk.navigation.open(
            "client", self._client_id, tab="assessment", about="dimensions", chosen=chosen
        )
