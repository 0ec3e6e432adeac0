"""A drug screen is entered: what happened, who took it, each analyte, what the laboratory said."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iopdesk.domain.drug_screen import (
    COLDEST,
    VALIDITIES,
    WARMEST,
    ScreenDraft,
    screen_codes,
)
from iopdesk.domain.evaluation import LONGEST_WORDS, SCREEN_RESULTS, SCREEN_STATES, SPECIMENS
from iopdesk.domain.instrument import text_in
from iopdesk.domain.problems import FieldProblem, InvalidDraft
from iopdesk.services.drug_screen_service import ScreensView
from iopdesk.ui.desk import Desk
from iopdesk.ui.record.conflict_words import conflict_told
from iopdesk.ui.record.finding_rows import FindingRows
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.fields import ChoiceField, DateField, NumberField, TimeField, text_field
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.widgets.two_panes import TwoPanes
from iopdesk.ui.wording import _, screen_wording

_TEXTS = ("collected_by", "lab", "lab_number", "note")
_CHOICES = ("state", "specimen", "panel", "method", "collection", "reason", "validity", "result")


class DrugScreenScreen(Screen):
    """Opened with a client; `screen` is the one to go on with, else a new one."""

    shows = frozenset({"client"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._screen_id: UUID | None = None
        self._base = ScreenDraft()
        self._is_loaded = False
        column = self.page_layout()
        self.title_bar = TitleBar(_("Drug screen"), self)
        self.title_bar.set_back(_("Drug screens"), self._on_back)
        self.save = self.title_bar.add_action(primary_button(_("&Save"), "check", self))
        column.addWidget(self.title_bar)
        self._panes = TwoPanes(self._build_form(), self._build_findings(), self, stretch=(2, 3))
        column.addWidget(self._panes, 1)
        self.save.clicked.connect(self._on_save)
        self.negative.clicked.connect(self.findings.all_negative)
        self.findings.edited.connect(self._on_edited)
        self._choice("state").currentIndexChanged.connect(self._show_parts)
        self._choice("panel").currentIndexChanged.connect(self._on_panel)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self._on_save)

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Another client or another screen: begin anew."""
        screen = more.get("screen")
        self._client_id = record_id
        self._screen_id = screen if isinstance(screen, UUID) else None
        self._base, self._is_loaded = ScreenDraft(), False
        self.form.set_clean()
        self.title_bar.set_title(_("Drug screen"))

    def refresh(self) -> None:
        """Ask for the screen, unless something is being entered."""
        if self._client_id is not None and not self._is_loaded:
            view = self.desk.services.drug_screen.view
            call = partial(view, self._client_id, 1, only=self._screen_id)
            self.desk.background.run(self, call, self._show_view, self._on_gone, ticket="view")

    def reflow(self, narrow: bool) -> None:
        """Findings go under the form."""
        self._panes.reflow(narrow)
        self.title_bar.reflow(narrow)

    def has_unsaved(self) -> bool:
        """Whether anything was changed."""
        return self.form.is_dirty

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the findings."""
        return [("N  P  U", _("negative, positive, unclear")), ("Ctrl+S", _("save"))]

    def place(self) -> str:
        """Its name in back links."""
        return _("Drug screen")

    def draft(self) -> ScreenDraft:
        """The screen as it stands."""
        is_collected = self._choice("state").value == "collected"
        values = {name: str(self._choice(name).value or "") for name in _CHOICES}
        values |= {name: self._text(name) for name in _TEXTS}
        findings = self.findings.values() if is_collected else {}
        values["result"] = values["result"] if is_collected and not findings else ""
        return ScreenDraft(
            day=self.day.value,
            collected=self.at.value,
            temperature_f=self.temperature.value,
            result_day=self.back.value,
            findings=findings,
            **values,
        )

    def _build_form(self) -> QWidget:
        card = Card(_("What happened"), self)
        self.form = form = Form(card)
        self.day = form.add("day", _("&Day"), DateField())
        form.add("state", _("&What happened"), _choices(SCREEN_STATES), beside=True)
        form.add("specimen", _("Sa&mple"), _choices(SPECIMENS))
        form.add("panel", _("&Panel"), _coded("panels", _("None")), beside=True)
        self.at = form.add("collected", _("&At"), TimeField())
        form.add("collected_by", _("Taken &by"), text_field(LONGEST_WORDS), beside=True)
        form.add("collection", _("&Observed"), _coded("collection", _("Not said")))
        form.add("reason", _("&Reason"), _coded("reasons", _("Not said")), beside=True)
        field = NumberField(COLDEST, WARMEST)
        self.temperature = form.add("temperature_f", _("&Temperature, °F"), field)
        form.add("validity", _("Sample &check"), _choices(VALIDITIES), beside=True)
        form.add("method", _("Met&hod"), _coded("methods", _("Not said")))
        form.add("lab", _("&Laboratory"), text_field(LONGEST_WORDS))
        form.add("lab_number", _("N&umber"), text_field(LONGEST_WORDS), beside=True)
        self.back = form.add("result_day", _("Bac&k on"), DateField())
        form.add("result", _("Result, without analytes"), _choices(SCREEN_RESULTS), beside=True)
        form.add("note", _("Not&e"), text_field(LONGEST_WORDS))
        card.body.addWidget(form)
        return card

    def _build_findings(self) -> QWidget:
        side = QWidget(self)
        side.setProperty("bare", "true")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        self.found = Card(_("What was found"), side)
        self.negative = plain_button(_("The rest is negati&ve"), "check", self.found)
        self.found.add_to_head(self.negative)
        self.findings = FindingRows(self.found)
        self.hint = label(_("Choose a panel, or the result without analytes."), "soft", self.found)
        self.found.body.addWidget(self.hint)
        self.found.body.addWidget(self.findings)
        column.addWidget(self.found)
        words = _("Refused, missed and unable are results of their own, never a positive one.")
        column.addWidget(label(words, "hint", side, wrap=True), 0, Qt.AlignmentFlag.AlignTop)
        column.addStretch(1)
        return side

    def _show_view(self, view: ScreensView) -> None:
        if view.client_id != self._client_id or self._is_loaded:
            return
        self.title_bar.set_title(_("Drug screen of {name}", name=view.name))
        stored = next((one for one in view.screens if one.screen_id == self._screen_id), None)
        if stored is not None:
            self._base = shown = stored.draft
        else:
            self._screen_id = None
            by = self.desk.services.signed_in.printed_name
            shown = ScreenDraft(day=view.today, collected_by=by, panel="13", method="poc")
        self._is_loaded = True
        self._load(shown)
        if shown.state == "drawn":
            # whoever opens a drawn one is about to say what happened
            self._choice("state").set_value("collected")
        self.save.setEnabled(view.may_write)
        first = next(iter(self.findings.quick.values()), None)
        (first or self._choice("state")).setFocus()

    def _load(self, draft: ScreenDraft) -> None:
        with self.form.loading():
            self.day.set_value(draft.day)
            self.at.set_value(draft.collected)
            self.temperature.set_value(draft.temperature_f)
            self.back.set_value(draft.result_day)
            for name in _CHOICES:
                self._choice(name).set_value(getattr(draft, name))
            for name in _TEXTS:
                field = self.form.field(name)
                field.setText(getattr(draft, name))  # type: ignore[attr-defined]
            self.findings.show_panel(draft.panel, draft.findings)
        self._show_parts()
        self.form.set_clean()

    def _show_parts(self) -> None:
        is_collected = self._choice("state").value == "collected"
        self.found.setVisible(is_collected)
        self.hint.setVisible(not self.findings.quick)
        self.negative.setVisible(bool(self.findings.quick))
        self.form.show_field("result", is_collected and not self.findings.quick)

    def _on_panel(self) -> None:
        if not self.form.is_loading:
            self.findings.show_panel(str(self._choice("panel").value), self.findings.values())
            self._show_parts()

    def _on_edited(self) -> None:
        if not self.form.is_loading:
            self.form.is_dirty = True

    def _choice(self, name: str) -> ChoiceField:
        field = self.form.field(name)
        assert isinstance(field, ChoiceField)
        return field

    def _text(self, name: str) -> str:
        return str(self.form.field(name).text()).strip()  # type: ignore[attr-defined]

    def _on_save(self) -> None:
        if self._client_id is None or not self.save.isEnabled():
            return
        wrong = [
            FieldProblem(name, words)
            for name, field, words in (
                ("day", self.day, "This is not a date. Type month/day/year."),
                ("result_day", self.back, "This is not a date. Type month/day/year."),
                ("collected", self.at, "This is not a time. Type it as 9:00 AM."),
                ("temperature_f", self.temperature, "Give the temperature in °F, 60 to 120."),
            )
            if field.is_wrong
        ]
        self.form.show_problems(wrong)
        if wrong:
            return
        save = self.desk.services.drug_screen.save
        call = partial(save, self._client_id, self._screen_id, base=self._base, mine=self.draft())
        self.desk.background.run(self, call, self._on_saved, self._on_failed)

    def _on_saved(self, screen_id: UUID) -> None:
        self.form.set_clean()
        self.desk.messages.say(_("Saved."))
        self._go_back(screen_id)

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            homeless = self.form.show_problems(error.problems)
            if homeless:
                self.desk.messages.error(InvalidDraft(homeless))
        else:
            self.desk.messages.error(conflict_told(error))

    def _on_gone(self, error: BaseException) -> None:
        self.desk.messages.error(error)
        self._on_back()

    def _on_back(self) -> None:
        self._go_back(self._screen_id)

    def _go_back(self, chosen: UUID | None) -> None:
        self.form.set_clean()
        self._is_loaded = False
        self.desk.navigation.open(
            "client", self._client_id, tab="assessment", about="screens", chosen=chosen
        )


def _choices(words: dict[str, str]) -> ChoiceField:
    return ChoiceField([(value, _(text)) for value, text in words.items()])


def _coded(kind: str, none: str) -> ChoiceField:
    language = screen_wording().language
    first: list[tuple[object, str]] = [("", none)]
    codes = [(code, text_in(texts, language)) for code, texts in screen_codes(kind).items()]
    return ChoiceField(first + list(codes))
