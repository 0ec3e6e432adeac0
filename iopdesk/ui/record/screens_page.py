"""Drug screens of a client: what was found, what explains it, what is still to come."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from iopdesk.domain.drug_screen import FINDINGS, VALIDITIES, Screen, screen_codes
from iopdesk.domain.evaluation import SCREEN_RESULTS, SCREEN_STATES, SPECIMENS
from iopdesk.domain.instrument import text_in
from iopdesk.services.drug_screen_service import A_PAGE, ScreensView
from iopdesk.ui.desk import Desk
from iopdesk.ui.record.list_page import ListPage
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.rows_model import Column, Kind
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


class ScreensPage(ListPage):
    """Enter on a line goes on with it: a result that came back, or a correction."""

    shows = frozenset({"drug_screen", "screen_result", "medication"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            _("Drug screens"),
            _("&Go on or correct…"),
            "drug_screens",
            _columns(),
            lambda one: one.screen_id,
            desk.services.drug_screen.take_back,
            A_PAGE,
            parent,
        )

    def refresh(self) -> None:
        """Ask for a page of screens."""
        if self.client_id is not None:
            call = partial(self.desk.services.drug_screen.view, self.client_id, self.most)
            self.desk.background.run(self, call, self._show_view, ticket="screens")

    def keys(self) -> list[tuple[str, str]]:
        """The key of the list."""
        return [("Enter", _("enter what came back, or correct it"))]

    def build_list(self) -> QWidget:
        """What medicines explain, above the list."""
        self.draw = plain_button(_("Draw by &lot…"), "refresh-cw", self.card)
        self.new = primary_button(_("&Enter a screen…"), "flask-conical", self.card)
        self.card.add_to_head(self.draw)
        self.card.add_to_head(self.new)
        self.expected = label("", "soft", self.card, wrap=True)
        self.card.body.addWidget(self.expected)
        self.fill_card(_("None so far."))
        self.new.clicked.connect(self._on_new)
        self.draw.clicked.connect(self._on_draw)
        return self.card

    def below(self) -> Sequence[QWidget]:
        """What a result is for."""
        hint = _("A screen is to help, not to punish. A result alone ends nobody's treatment.")
        return (label(hint, "hint", self.one, wrap=True),)

    def _show_view(self, view: ScreensView) -> None:
        if view.client_id != self.client_id:
            return
        for button in (self.new, self.draw, self.go_on, self.take_back):
            button.setVisible(view.may_write)
        names = [f"{_analyte(code)} ({name})" for code, name in view.expected.items()]
        words = _("Explained by an active medicine: {what}", what=", ".join(names))
        self.expected.setText(words)
        self.expected.setVisible(bool(names))
        self.show_rows(view.screens, has_more=view.has_more)

    def show_one(self, one: Screen | None) -> None:
        """All that is known of one."""
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
        self.full.set_pairs(_findings(one))

    def _on_new(self) -> None:
        self.desk.navigation.open("drug_screen", self.client_id)

    def _on_draw(self) -> None:
        self.desk.navigation.open("screen_draw")

    def open_one(self, one: Screen | None) -> None:
        """Enter what came back, or correct it."""
        if one is not None and not self.new.isHidden():
            self.desk.navigation.open("drug_screen", self.client_id, screen=one.screen_id)


def _findings(one: Screen) -> list[tuple[str, str]]:
    pairs = []
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
        pairs.append((_analyte(code), told))
    return pairs


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
        Column(
            _("Panel"),
            lambda one: _code("panels", one.draft.panel),
            "panel",
            minor=True,
            when_used=True,
        ),
        Column(
            _("Reason"),
            lambda one: _code("reasons", one.draft.reason),
            "reason",
            soft=True,
            minor=True,
            when_used=True,
        ),
    ]


def _result(one: Screen) -> str:
    if one.draft.state == "collected":
        return _(SCREEN_RESULTS.get(one.result, one.result))
    return _(SCREEN_STATES.get(one.draft.state, one.draft.state))


def _tone(one: Screen) -> str:
    if one.draft.state != "collected":
        return "info" if one.draft.state == "drawn" else "neutral"
    return _TONES.get(one.result, "info")
