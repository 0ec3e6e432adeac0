"""Drug screens of a client: what was found, what explains it, what is still to come."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iopdesk.domain.drug_screen import FINDINGS, VALIDITIES, Screen, screen_codes
from iopdesk.domain.evaluation import SCREEN_RESULTS, SCREEN_STATES, SPECIMENS
from iopdesk.domain.instrument import text_in
from iopdesk.services.drug_screen_service import A_PAGE, ScreensView
from iopdesk.ui.desk import Desk
from iopdesk.ui.screen import Screen as Page
from iopdesk.ui.widgets.buttons import plain_button, primary_button, quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.fact_list import FactList
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.widgets.two_panes import TwoPanes
from iopdesk.ui.wording import _, screen_wording

_TONES = {
    "negative": "good",
    "as_prescribed": "good",
    "presumptive": "warn",
    "confirmed": "bad",
    "expected_missing": "warn",
    "dilute": "warn",
    "invalid": "neutral",
}


class ScreensPage(Page):
    """Enter on a line goes on with it: a result that came back, or a correction."""

    shows = frozenset({"drug_screen", "screen_result", "medication"})

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
        self.draw.clicked.connect(self._on_draw)
        self.older.clicked.connect(self._on_older)
        self.change.clicked.connect(lambda: self._on_opened(self.table.current_row()))
        self.take_back.clicked.connect(self._on_take_back)

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Another client: nothing of the one before stays."""
        if record_id != self._client_id:
            self._client_id, self._most = record_id, A_PAGE
            self.model.set_rows(())
            self._show_one(None)

    def refresh(self) -> None:
        """Ask for a page of screens."""
        if self._client_id is not None:
            call = partial(self.desk.services.drug_screen.view, self._client_id, self._most)
            self.desk.background.run(self, call, self._show_view, ticket="screens")

    def reflow(self, narrow: bool) -> None:
        """One in full goes under the list."""
        self._panes.reflow(narrow)
        self.table.reflow(narrow)

    def keys(self) -> list[tuple[str, str]]:
        """The key of the list."""
        return [("Enter", _("enter what came back, or correct it"))]

    def _build_list(self) -> QWidget:
        card = Card(_("Drug screens"), self)
        self.draw = plain_button(_("Draw by &lot…"), "refresh-cw", card)
        self.new = primary_button(_("&Enter a screen…"), "flask-conical", card)
        card.add_to_head(self.draw)
        card.add_to_head(self.new)
        self.expected = label("", "soft", card, wrap=True)
        self.model: RowsModel[Screen] = RowsModel(
            _columns(), self, identity=lambda one: one.screen_id
        )
        self.table = TableView(self.model, "drug_screens", card)
        self.table.setAccessibleName(_("Drug screens"))
        self.empty = EmptyState(_("None so far."), None, card)
        self.older = quiet_button(_("Show ol&der ones"), "history", card)
        self.older.hide()
        card.body.addWidget(self.expected)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.empty, 1)
        card.body.addWidget(self.older, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _build_side(self) -> QWidget:
        side = QWidget(self)
        side.setProperty("bare", "true")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        self.one = Card(_("In full"), side)
        self.facts = FactList((), self.one)
        self.found = label("", "", self.one, wrap=True)
        hint = _("A screen is to help, not to punish. A result alone ends nobody's treatment.")
        self.hint = label(hint, "hint", self.one, wrap=True)
        self.change = plain_button(_("&Go on or correct…"), "pencil", self.one)
        self.take_back = quiet_button(_("&Take back…"), "undo-2", self.one)
        for widget in (self.facts, self.found, self.hint):
            self.one.body.addWidget(widget)
        for button in (self.change, self.take_back):
            self.one.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.one.hide()
        column.addWidget(self.one)
        column.addStretch(1)
        return side

    def _show_view(self, view: ScreensView) -> None:
        if view.client_id != self._client_id:
            return
        self.model.set_rows(view.screens)
        self.table.setVisible(bool(view.screens))
        self.empty.setVisible(not view.screens)
        self.older.setVisible(view.has_more)
        for button in (self.new, self.draw, self.change, self.take_back):
            button.setVisible(view.may_write)
        names = [f"{_analyte(code)} ({name})" for code, name in view.expected.items()]
        words = _("Explained by an active medicine: {what}", what=", ".join(names))
        self.expected.setText(words)
        self.expected.setVisible(bool(names))
        if self.table.current_row() is None:
            self.table.choose_first()
        self._show_one(self.table.current_row())

    def _show_one(self, one: Screen | None) -> None:
        self.one.setVisible(one is not None)
        if one is None:
            return
        draft, words = one.draft, screen_wording()
        self.one.set_title(words.date_year(draft.day) if draft.day else "")
        facts = [
            (_("What happened"), _(SCREEN_STATES.get(draft.state, draft.state))),
            (_("Result"), _(SCREEN_RESULTS[one.result]) if draft.state == "collected" else ""),
            (_("Sample"), _(SPECIMENS[draft.specimen]) if draft.state == "collected" else ""),
            (_("Panel"), _code("panels", draft.panel)),
            (_("Method"), _code("methods", draft.method)),
            (_("Taken by"), draft.collected_by),
            (_("At"), words.time(draft.collected) if draft.collected else ""),
            (_("Observed"), _code("collection", draft.collection)),
            (_("Reason"), _code("reasons", draft.reason)),
            (_("Temperature"), f"{draft.temperature_f} °F" if draft.temperature_f else ""),
            (_("Sample check"), _(VALIDITIES[draft.validity]) if draft.validity else ""),
            (_("Laboratory"), ", ".join(x for x in (draft.lab, draft.lab_number) if x)),
            (_("Back on"), words.day_month_year(draft.result_day) if draft.result_day else ""),
            (_("Note"), draft.note),
        ]
        self.facts.set_facts([(name, fact) for name, fact in facts if fact])
        self.found.setText("\n".join(_finding_lines(one)))
        self.found.setVisible(bool(draft.findings))

    def _on_new(self) -> None:
        self.desk.navigation.open("drug_screen", self._client_id)

    def _on_draw(self) -> None:
        self.desk.navigation.open("screen_draw")

    def _on_opened(self, one: Screen | None) -> None:
        if one is not None and not self.new.isHidden():
            self.desk.navigation.open("drug_screen", self._client_id, screen=one.screen_id)

    def _on_older(self) -> None:
        self._most += A_PAGE
        self.refresh()

    def _on_take_back(self) -> None:
        one = self.table.current_row()
        if one is None or self._client_id is None:
            return
        reason = self.desk.messages.ask_text(
            _("Take this screen back?"),
            _("It stays in the record's history, with your reason."),
            _("Reason"),
            _("&Take back"),
        )
        if reason is not None:
            take_back = self.desk.services.drug_screen.take_back
            call = partial(take_back, self._client_id, one.screen_id, reason)
            self.desk.background.run(self, call)


def _finding_lines(one: Screen) -> list[str]:
    lines = []
    for code, each in one.draft.findings.items():
        told = _(FINDINGS[each.confirmed or each.presumptive])
        if each.confirmed:
            told = _("{result}, confirmed", result=told)
        elif each.presumptive == "positive":
            told = _("{result}, quick test", result=told)
        if each.level:
            told = f"{told}, {each.level}"
        if code in one.explained:
            told = _("{result}, explained by {medicine}", result=told, medicine=one.explained[code])
        lines.append(f"{_analyte(code)} → {told}")
    return lines


def _analyte(code: str) -> str:
    return text_in(screen_codes("analytes").get(code, {}), screen_wording().language) or code


def _code(kind: str, code: str) -> str:
    return text_in(screen_codes(kind).get(code, {}), screen_wording().language) or code


def _columns() -> list[Column[Screen]]:
    return [
        Column(
            _("Day"),
            lambda one: screen_wording().day_month_year(one.draft.day) if one.draft.day else "",
            "day",
            order=lambda one: one.draft.day,
        ),
        Column(_("Result"), _result, "result", kind=Kind.CHIP, tone=_tone, stretch=True),
        Column(_("Panel"), lambda one: _code("panels", one.draft.panel), "panel", minor=True),
        Column(
            _("Reason"),
            lambda one: _code("reasons", one.draft.reason),
            "reason",
            soft=True,
            minor=True,
        ),
    ]


def _reason(one: Screen) -> str:
    return _code("reasons", one.draft.reason)


def _result(one: Screen) -> str:
    if one.draft.state == "collected":
        return _(SCREEN_RESULTS.get(one.result, one.result))
    return _(SCREEN_STATES.get(one.draft.state, one.draft.state))


def _tone(one: Screen) -> str:
    if one.draft.state != "collected":
        return "info" if one.draft.state == "drawn" else "neutral"
    return _TONES.get(one.result, "info")
