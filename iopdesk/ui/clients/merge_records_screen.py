"""Two records of one person: find the other one, compare, make one of them, undo it."""

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from iopdesk.services.client_records import ClientLine, PossibleDuplicate
from iopdesk.services.history_words import field_words
from iopdesk.services.record_merge_service import MergeLook, PastMerge
from iopdesk.ui.clients.client_words import born_words, state_words
from iopdesk.ui.desk import Desk
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.fact_list import FactList
from iopdesk.ui.widgets.fields import text_field
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.notice_list import Notice, NoticeList
from iopdesk.ui.widgets.rows_model import Column, RowsModel
from iopdesk.ui.widgets.search_field import SearchField
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.widgets.two_panes import TwoPanes
from iopdesk.ui.wording import _, ngettext_, screen_wording

_FOUND = 20


class MergeRecordsScreen(Screen):
    """The place "merge_records", opened with the client whose record is kept."""

    shows = frozenset({"client", "record_merge"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._look: MergeLook | None = None
        column = self.page_layout()
        self.title_bar = TitleBar(_("Two records of one person"), self)
        self.title_bar.set_back(_("Chart"), self._on_back)
        self.merge = self.title_bar.add_action(primary_button(_("&Make one record"), "", self))
        self.merge.clicked.connect(self._on_merge)
        column.addWidget(self.title_bar)
        self._panes = TwoPanes(self._find_side(), self._compare_side(), self, stretch=(1, 1))
        column.addWidget(self._panes, 1)
        self._forget()

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Another client is kept: begin anew."""
        self._client_id = record_id
        self.search.clear()
        self._forget()

    def refresh(self) -> None:
        """Ask for who may be the same person, and for earlier merges."""
        if self._client_id is None:
            return
        service = self.desk.services.record_merge
        self._ask(self.search.text())
        call = partial(service.merges, self._client_id)
        self.desk.background.run(self, call, self._show_past, ticket="past")

    def reflow(self, narrow: bool) -> None:
        """The comparison goes under the list."""
        self._panes.reflow(narrow)
        self.title_bar.reflow(narrow)
        self.table.reflow(narrow)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the list."""
        return [(_("Down"), _("From the search to the list")), (_("Enter"), _("Compare"))]

    def place(self) -> str:
        """Its name in back links."""
        return _("Two records of one person")

    def has_unsaved(self) -> bool:
        """Whether a reason is typed."""
        return bool(self.reason.text().strip())

    def _find_side(self) -> QWidget:
        card = Card(_("The other record"), self)
        self.search = SearchField(_("Name, birth date, phone or chart number"), card)
        self.search.asked.connect(self._ask)
        card.body.addWidget(self.search)
        columns: list[Column[ClientLine]] = [
            Column(_("Chart"), lambda line: line.chart_number, "chart"),
            Column(_("Name"), lambda line: line.name, "name", bold=True, stretch=True),
            Column(_("Born"), self._born, "born"),
            Column(_("State"), lambda line: state_words(line.state), "state", soft=True),
        ]
        self._model = RowsModel[ClientLine](columns, self, identity=lambda line: line.client_id)
        self.table = TableView(self._model, "merge", card)
        self.table.setAccessibleName(_("The other record"))
        self.table.chosen.connect(self._on_chosen)
        self.search.left_down.connect(self.table.setFocus)
        card.body.addWidget(self.table, 1)
        self._nobody = EmptyState("", None, card)
        card.body.addWidget(self._nobody, 1)
        return card

    def _compare_side(self) -> QWidget:
        side = QWidget(self)
        side.setProperty("bare", "true")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        card = Card(_("What differs"), side)
        self.told = label("", "", card, wrap=True)
        self.facts = FactList((), card)
        self.warnings = NoticeList(card)
        self._form = Form(card)
        self.reason = self._form.add(
            "reason", _("How do you &know that this is one person?"), text_field()
        )
        self._form.edited.connect(self._fit)
        for widget in (self.told, self.facts, self.warnings, self._form):
            card.body.addWidget(widget)
        self._past_card = Card(_("Merged into this record"), side)
        self.past = NoticeList(self._past_card)
        self._past_card.body.addWidget(self.past)
        column.addWidget(card)
        column.addWidget(self._past_card)
        column.addStretch(1)
        return side

    def _forget(self) -> None:
        self._look = None
        self.told.setText(_("Choose the other record at the left. Nothing is changed by looking."))
        self.facts.set_facts(())
        self.warnings.show_notices(())
        self._form.hide()
        self.reason.clear()
        self._past_card.hide()
        self._fit()

    def _fit(self) -> None:
        ready = self._look is not None and self._look.obstacle is None
        self.merge.setEnabled(ready and bool(self.reason.text().strip()))

    def _ask(self, typed: str) -> None:
        client_id = self._client_id
        if client_id is None:
            return
        services = self.desk.services
        if typed.strip():
            find = partial(services.client.find, typed, _FOUND)
            self.desk.background.run(self, find, self._show_found, ticket="list")
            return
        likely = partial(services.record_merge.candidates, client_id)
        self.desk.background.run(self, likely, self._show_likely, ticket="list")

    def _show_likely(self, found: tuple[PossibleDuplicate, ...]) -> None:
        self._show_rows(
            [one.line for one in found],
            _("Nobody here looks like the same person. Type a name or number to find anyone."),
        )

    def _show_found(self, found: tuple[ClientLine, ...]) -> None:
        self._show_rows(list(found), _("No client was found."))

    def _show_rows(self, lines: list[ClientLine], nobody: str) -> None:
        others = [line for line in lines if line.client_id != self._client_id]
        self._model.set_rows(others)
        self.table.setVisible(bool(others))
        self._nobody.setVisible(not others)
        self._nobody.set_words(nobody)

    def _on_chosen(self, line: ClientLine | None) -> None:
        if line is None or self._client_id is None:
            return
        call = partial(self.desk.services.record_merge.look, self._client_id, line.client_id)
        self.desk.background.run(self, call, self._show_look, ticket="look")

    def _show_look(self, look: MergeLook) -> None:
        self._look = look
        kept, merged = look.kept, look.merged
        self.told.setText(
            _(
                "{kept_name} ({kept}) stays; all of {merged_name} ({merged}) comes into it and"
                " is found by both names and numbers.",
                kept_name=kept.name,
                kept=kept.chart_number,
                merged_name=merged.name,
                merged=merged.chart_number,
            )
        )
        labels = field_words(screen_wording())
        self.facts.set_facts(
            [
                (
                    labels.get(name, name),
                    _("{one} — {other}", one=one or _("nothing"), other=other or _("nothing")),
                )
                for name, one, other in look.facts
            ]
        )
        self.warnings.show_notices(_warnings(look))
        self._form.setVisible(look.obstacle is None)
        self._fit()

    def _on_merge(self) -> None:
        look = self._look
        if look is None or not self.desk.messages.ask(
            _("Make one record of these two?"),
            _("It can be undone here later; what is written until then stays in the kept one."),
            _("&Make one record"),
            _("Leave both"),
        ):
            return
        self.merge.setEnabled(False)
        call = partial(
            self.desk.services.record_merge.merge,
            look.kept.client_id,
            look.merged.client_id,
            self.reason.text(),
        )
        self.desk.background.run(self, call, self._show_merged)

    def _show_merged(self, _merge_id: UUID) -> None:
        self._forget()
        self.told.setText(_("It is one record now."))
        self.search.clear()
        self.refresh()

    def _show_past(self, merges: tuple[PastMerge, ...]) -> None:
        self._past_card.setVisible(bool(merges))
        self.past.show_notices([self._past_notice(one) for one in merges])

    def _past_notice(self, one: PastMerge) -> Notice:
        day = screen_wording().day_month_year(one.at.date())
        words = f"{one.name} ({one.chart_number}), {day}, {one.by}: {one.reason}"
        if one.undone_at is not None:
            return Notice(_("{what}; undone", what=words))
        return Notice(words, "info", _("Make two records of it again"), partial(self._on_undo, one))

    def _on_undo(self, one: PastMerge) -> None:
        if self.desk.messages.ask(
            _("Make two records again?"),
            _("Everything goes back to where it was. What was written since stays here."),
            _("Make &two records"),
            _("Leave it"),
        ):
            call = partial(self.desk.services.record_merge.undo, one.id)
            self.desk.background.run(self, call, lambda _none: self.refresh())

    def _born(self, line: ClientLine) -> str:
        return born_words(line.born, self.desk.services.store.clock.today())

    def _on_back(self) -> None:
        self.desk.navigation.open("client", self._client_id)


def _warnings(look: MergeLook) -> list[Notice]:
    notices = []
    if look.obstacle:
        notices.append(Notice(" ".join(_(words) for words in look.obstacle), "bad"))
    if look.rows:
        words = ngettext_(
            "{n} entry moves to this record.", "{n} entries move to this record.", look.rows
        )
        notices.append(Notice(words))
    if look.same_sessions:
        words = ngettext_(
            "{n} session is marked in both; this record's mark counts.",
            "{n} sessions are marked in both; this record's marks count.",
            look.same_sessions,
        )
        notices.append(Notice(words, "warn"))
    return notices
