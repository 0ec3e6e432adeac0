"""Which specialised groups a client asked for, and whom they are kept apart from in groups.

Only clinicians get this card.
"""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from iopdesk.domain.group_kinds import POPULATION_WORDS
from iopdesk.domain.keep_apart import LONGEST_REASON, KeepApartDraft, KeptApart
from iopdesk.domain.problems import InvalidDraft
from iopdesk.domain.staff import Right
from iopdesk.services.client_records import ClientLine
from iopdesk.ui.desk import Desk
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button, quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.fields import ChoiceField, text_field
from iopdesk.ui.widgets.flow_layout import FlowLayout
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.search_field import SearchField
from iopdesk.ui.wording import _, screen_wording

_FOUND = 8


class GroupWishesCard(Card):
    """A tick is saved at once; a pair is saved with its reason."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Groups asked for, and keeping apart"), parent)
        self._desk = desk
        self._client_id: UUID | None = None
        self._wishes: frozenset[str] = frozenset()
        self._lines: list[QWidget] = []
        self._may = desk.services.signed_in.may(Right.EDIT_CLIENTS)
        self.add = quiet_button(_("Keep apart from…"), "user-x", self)
        self.add.setVisible(self._may)
        self.add_to_head(self.add)
        self.body.addWidget(self._build_wishes())
        self._pairs = QVBoxLayout()
        self._pairs.setSpacing(current_theme().px(8))
        self.body.addLayout(self._pairs)
        self.body.addWidget(self._build_form())
        self.add.clicked.connect(self._on_add)
        self.search.asked.connect(self._on_search)
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self.close_form)

    def open_client(self, client_id: UUID | None) -> None:
        """Another client."""
        if client_id != self._client_id:
            self._client_id = client_id
            self._show_pairs(())
            self.close_form()

    def refresh(self) -> None:
        """Ask for wishes and pairs."""
        if self._client_id is None:
            return
        services, run = self._desk.services, self._desk.background.run
        run(self, partial(services.group_wish.wishes, self._client_id), self._show_wishes)
        run(self, partial(services.keep_apart.pairs, self._client_id), self._show_pairs)

    @property
    def is_editing(self) -> bool:
        """Whether a pair is being typed."""
        return self._box.isVisibleTo(self) and bool(self.reason.text() or self.search.text())

    def close_form(self) -> None:
        """Put the form away."""
        self._box.hide()
        self.search.clear()
        self.reason.clear()
        self.other.set_choices([])
        self.form.clear_problems()

    def _build_wishes(self) -> QWidget:
        box = QWidget(self)
        box.setProperty("bare", "true")
        flow = FlowLayout(box)
        self.ticks: dict[str, QCheckBox] = {}
        for population, words in POPULATION_WORDS.items():
            tick = QCheckBox(_(words), box)
            tick.setEnabled(self._may)
            tick.clicked.connect(self._on_tick)
            self.ticks[population] = tick
            flow.addWidget(tick)
        return box

    def _build_form(self) -> QWidget:
        self._box = QWidget(self)
        self._box.setProperty("bare", "true")
        self.form = Form(self._box)
        self.search = SearchField(_("Name, chart number, phone or birth date"), self._box)
        self.form.add_widget(self.search)
        self.other = self.form.add("other_id", _("Other client"), ChoiceField())
        self.reason = self.form.add(
            "reason",
            _("Reason"),
            text_field(LONGEST_REASON),
            hint=_("Only clinicians see it; the front desk is told to ask the counselor."),
        )
        line = QHBoxLayout()
        line.setSpacing(current_theme().px(8))
        self.save = primary_button(_("Keep apart"), parent=self._box)
        self.cancel = plain_button(_("Cancel"), parent=self._box)
        line.addWidget(self.save)
        line.addWidget(self.cancel)
        line.addStretch(1)
        outer = QVBoxLayout(self._box)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.form)
        outer.addLayout(line)
        self._box.hide()
        return self._box

    def _show_wishes(self, wishes: frozenset[str]) -> None:
        self._wishes = wishes
        for population, tick in self.ticks.items():
            tick.setChecked(population in wishes)

    def _show_pairs(self, pairs: tuple[KeptApart, ...]) -> None:
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [self._line(pair) for pair in pairs]
        for line in self._lines:
            self._pairs.addWidget(line)

    def _line(self, pair: KeptApart) -> QWidget:
        box = QWidget(self)
        box.setProperty("bare", "true")
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        told = _(
            "Kept apart from {name}, {chart}, since {day}: {reason}",
            name=pair.other_name,
            chart=pair.other_chart,
            day=screen_wording().day_month_year(pair.since),
            reason=pair.reason,
        )
        line.addWidget(label(told, "", box, wrap=True), 1)
        end = quiet_button(_("End"), "", box)
        end.setAccessibleName(_("End keeping apart from {name}", name=pair.other_name))
        end.setVisible(self._may)
        end.clicked.connect(partial(self._on_end, pair))
        line.addWidget(end)
        return box

    def _on_tick(self) -> None:
        if self._client_id is None:
            return
        own = {each for each in self._wishes if each not in self.ticks}
        ticked = {each for each, tick in self.ticks.items() if tick.isChecked()}
        save = self._desk.services.group_wish.save
        call = partial(save, self._client_id, base=self._wishes, mine=own | ticked)
        self._desk.background.run(self, call, lambda _done: self.refresh(), self._on_failed)

    def _on_add(self) -> None:
        self._box.show()
        self.search.setFocus()

    def _on_search(self, text: str) -> None:
        if not text.strip():
            self.other.set_choices([])
            return
        call = partial(self._desk.services.client.find, text, _FOUND)
        self._desk.background.run(self, call, self._show_found, ticket="find")

    def _show_found(self, lines: Sequence[ClientLine]) -> None:
        self.other.set_choices(
            [
                (line.client_id, f"{line.name}, {line.chart_number}")
                for line in lines
                if line.client_id != self._client_id
            ]
        )

    def _on_save(self) -> None:
        other = self.other.value
        draft = KeepApartDraft(other if isinstance(other, UUID) else None, self.reason.text())
        problems = draft.problems()
        self.form.show_problems(problems)
        if problems or self._client_id is None:
            return
        call = partial(self._desk.services.keep_apart.add, self._client_id, draft)
        self._desk.background.run(self, call, self._on_saved, self._on_failed)

    def _on_saved(self, shared: tuple[str, ...]) -> None:
        self.close_form()
        self.refresh()
        if shared:
            groups = ", ".join(shared)
            self._desk.messages.say(
                _("Both are in {groups} now: give one of them another place.", groups=groups)
            )

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            self.form.show_problems(error.problems)
        else:
            self._desk.messages.error(error)
            self.refresh()

    def _on_end(self, pair: KeptApart, checked: bool = False) -> None:
        reason = self._desk.messages.ask_text(
            _("May these two share a group again?"),
            _("The pair stays in the record, with your reason."),
            _("Reason"),
            _("&They may"),
        )
        if reason is not None:
            call = partial(self._desk.services.keep_apart.end, pair.pair_id, reason)
            self._desk.background.run(self, call, lambda _done: self.refresh())
