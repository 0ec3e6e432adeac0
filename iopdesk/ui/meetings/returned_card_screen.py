"""Entering a returned attendance card, or what a client tells: number keys say which meetings."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from iopdesk.domain.meeting_visit import LONGEST_WORDS, Proof, VisitDraft
from iopdesk.services.meeting_visit_service import Entered, ReturnedCard
from iopdesk.ui.desk import Desk
from iopdesk.ui.meetings.meeting_words import line_when_words
from iopdesk.ui.meetings.returned_card_table import (
    MOST_NUMBERED,
    CardLine,
    CardLines,
    ReturnedCardTable,
    numbered_words,
)
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.fact_list import FactList
from iopdesk.ui.widgets.fields import DateField, text_field
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.scroll_page import ScrollPage
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.wording import _, ngettext_, screen_wording


class ReturnedCardScreen(Screen):
    """The place "returned_card": type a code, then the numbers of the meetings."""

    scrolls = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._lines: CardLines | None = None
        self._is_card = True
        column = ScrollPage(self).column
        self.title_bar = TitleBar(_("Returned card"), self)
        self.title_bar.set_back(_("Meetings"), partial(desk.navigation.open, "meetings"))
        self.save = self.title_bar.add_action(primary_button(_("&Save the card"), "save", self))
        self.save.clicked.connect(self._on_save)
        column.addWidget(self.title_bar)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(current_theme().px(12))
        self._columns.addWidget(self._card_side(), 3)
        self._columns.addWidget(self._list_side(), 5)
        column.addLayout(self._columns, 1)
        self._connect()
        self._show_nothing()

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Begin with an empty code, with a card that was found, or with what a client tells."""
        self.code.clear()
        self._show_nothing()
        self.code.setFocus()
        visits = self.desk.services.meeting_visit
        client_id = more.get("client_id")
        self._show_words(is_card=not isinstance(client_id, UUID))
        if record_id is not None:
            self._ask(partial(visits.card_of, record_id))
        elif isinstance(client_id, UUID):
            self._ask(partial(visits.sheet, client_id))

    def refresh(self) -> None:
        """Nothing is asked for until a code is typed."""
        if self._lines is None:
            self.code.setFocus()

    def reflow(self, narrow: bool) -> None:
        """One column in narrow windows."""
        self.title_bar.reflow(narrow)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)
        self.table.reflow(narrow)
        # Below each other they need a page that scrolls, not two slits.
        self._right.setMinimumHeight(current_theme().px(330 if narrow else 0))

    def has_unsaved(self) -> bool:
        """Whether lines were typed that are not stored."""
        return self._lines is not None and bool(self._lines.drafts)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the card."""
        return [
            ("1 … 9", _("the client went to this meeting")),
            ("0", _("another meeting")),
            ("← →", _("week before or after")),
            ("I S R O", _("initials, signature, client's word, online certificate")),
            ("Del", _("take the line off")),
            ("Ctrl+S", _("save the card")),
        ]

    def place(self) -> str:
        """Its name in back links."""
        return _("Returned card") if self._is_card else _("Note meetings")

    def _show_words(self, *, is_card: bool) -> None:
        """A card is looked for by its code; what a client tells needs none."""
        self._is_card = is_card
        self.title_bar.set_title(_("Returned card") if is_card else _("Note meetings"))
        if is_card:
            to_meetings = partial(self.desk.navigation.open, "meetings")
            self.title_bar.set_back(_("Meetings"), to_meetings)
        else:
            self.title_bar.set_back(_("Back"), self.desk.navigation.back)
        self.save.setText(_("&Save the card") if is_card else _("&Save"))
        self._left.set_title(_("The card") if is_card else _("The client"))
        self._right.set_title(_("Meetings on the card") if is_card else _("Meetings attended"))
        for part in (self._code_label, self.code, self.find_card):
            part.setVisible(is_card)
        waiting = _("Type the code of a card that came back.")
        self.nothing.set_words(waiting if is_card else _("Looking for the client…"))

    def _card_side(self) -> QWidget:
        self._left = card = Card(_("The card"), self)
        self.code = text_field(12, _("Code, such as K7QPM"), card)
        self.code.setAccessibleName(_("Code on the card"))
        self.find_card = plain_button(_("Find the &card"), "search", card)
        self._code_label = label(_("C&ode on the card"), "label", card)
        self._code_label.setBuddy(self.code)
        line = QHBoxLayout()
        line.addWidget(self.code, 1)
        line.addWidget(self.find_card)
        self.facts = FactList((), card)
        self.numbers = QVBoxLayout()
        self._numbered: list[QWidget] = []
        card.body.addWidget(self._code_label)
        card.body.addLayout(line)
        card.body.addWidget(self.facts)
        card.body.addLayout(self.numbers)
        card.body.addStretch(1)
        return card

    def _list_side(self) -> QWidget:
        self._right = card = Card(_("Meetings on the card"), self)
        self.weeks = Segmented([], card)
        self.weeks.set_name(_("Week that number keys enter into"))
        self.table = ReturnedCardTable(card)
        self.nothing = EmptyState(_("Type the code of a card that came back."), None, card)
        self.other = QWidget(card)
        self.other.setProperty("bare", "true")
        self.other_day = DateField(self.other)
        self.other_day.setAccessibleName(_("Day of the other meeting"))
        self.other_words = text_field(LONGEST_WORDS, _("Which meeting, and where"), self.other)
        self.other_words.setAccessibleName(_("Which meeting, and where"))
        self.add = plain_button(_("&Add it"), "plus", self.other)
        line = QHBoxLayout(self.other)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.other_day, 1)
        line.addWidget(self.other_words, 3)
        line.addWidget(self.add)
        told = _("1 to 9 add a meeting, 0 another one; ← → week; I S R O proof; Ctrl+S saves.")
        self.told = label(told, "soft", card, wrap=True)
        for part in (self.weeks, self.told, self.table, self.other, self.nothing):
            card.body.addWidget(part, 1 if part in (self.table, self.nothing) else 0)
        return card

    def _connect(self) -> None:
        self.code.returnPressed.connect(self._on_find)
        self.find_card.clicked.connect(self._on_find)
        self.weeks.changed.connect(self._on_week)
        self.table.numbered.connect(self._on_number)
        self.table.proven.connect(self._on_proof)
        self.table.week_stepped.connect(self._on_step)
        self.table.removed.connect(self._on_remove)
        self.add.clicked.connect(self._on_add)
        self.other_words.returnPressed.connect(self._on_add)
        saving = QShortcut(QKeySequence.StandardKey.Save, self)
        saving.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        saving.activated.connect(self._on_save)

    def _show_nothing(self) -> None:
        self._lines = None
        self.facts.set_facts([])
        self._show_numbers(None)
        self._show_parts()

    def _show_parts(self) -> None:
        has_card = self._lines is not None
        for part in (self.weeks, self.told, self.table, self.other):
            part.setVisible(has_card)
        self.nothing.setVisible(not has_card)
        self.save.setEnabled(has_card)

    def _on_find(self) -> None:
        code = self.code.text().strip()
        if not code:
            return
        self._ask(partial(self.desk.services.meeting_visit.card, code))

    def _ask(self, call: Callable[[], ReturnedCard]) -> None:
        self.desk.background.run(self, call, self._show_card, ticket="card")

    def _show_card(self, card: ReturnedCard) -> None:
        words = screen_wording()
        self._lines = CardLines(card)
        returned = words.date(card.returned) if card.returned else _("not yet")
        facts = [(_("Client"), card.client)]
        if card.printed is not None:
            facts += [(_("Printed"), words.date(card.printed)), (_("Came back"), returned)]
        else:
            facts.append((_("Proof"), _("No card: what the client tells")))
        self.facts.set_facts(facts)
        self._show_numbers(card)
        self.weeks.set_choices(
            [(at, words.day_month(monday)) for at, monday in enumerate(card.mondays)]
        )
        if card.card_id is None:
            # what a client tells is mostly of the present week
            self._lines.week = len(card.mondays) - 1
            self.weeks.set_value(self._lines.week)
        self._show_parts()
        self.other_day.set_value(self._lines.monday)
        self.table.show_lines(self._lines)
        self.table.setFocus()

    def _show_numbers(self, card: ReturnedCard | None) -> None:
        for old in self._numbered:
            old.hide()
            old.deleteLater()
        self._numbered = []
        for number, line in enumerate(card.meetings[:MOST_NUMBERED] if card else (), start=1):
            name = label(numbered_words(number, line), "strong", self, wrap=True)
            when = label(line_when_words(line), "soft", self)
            self._numbered += [name, when]
            self.numbers.addWidget(name)
            self.numbers.addWidget(when)
        if card and not card.meetings:
            words = _("No meeting is chosen for this client. Add what the card says with 0.")
            self._numbered.append(label(words, "soft", self, wrap=True))
            self.numbers.addWidget(self._numbered[-1])

    def _on_week(self, week: object) -> None:
        if self._lines is not None and isinstance(week, int):
            self._lines.week = week
            self.other_day.set_value(self._lines.monday)
            self.table.setFocus()

    def _on_step(self, steps: int) -> None:
        if self._lines is None:
            return
        week = min(max(self._lines.week + steps, 0), len(self._lines.card.mondays) - 1)
        self.weeks.set_value(week)
        self._on_week(week)
        day = screen_wording().day_month(self._lines.monday)
        self.desk.messages.say(_("Week of {day}", day=day))

    def _on_number(self, number: int) -> None:
        if self._lines is None:
            return
        if number == 0:
            self.other_words.setFocus()
            return
        line = self._lines.add_number(number)
        if line is None and (meeting := self._lines.meeting(number)):
            self.other_words.setText(meeting.name)
            self.other_day.setFocus()
            self.desk.messages.say(_("This meeting has no fixed day: give the day."))
            return
        if line is None:
            self.desk.messages.say(_("There is no meeting {n} on this list.", n=number))
            return
        if line.draft.day > self.desk.services.store.clock.today():
            self._lines.remove(line)
            self.desk.messages.say(_("This day is still to come."))
            return
        self.table.show_lines(self._lines, line)

    def _on_add(self) -> None:
        day, words = self.other_day.value, self.other_words.text().strip()
        if self._lines is None or day is None or not words:
            self.desk.messages.say(_("Give the day and say which meeting it was."))
            return
        line = self._lines.add(VisitDraft(day, words=words, proof=self._lines.usual_proof), words)
        self.other_words.clear()
        self.table.show_lines(self._lines, line)
        self.table.setFocus()

    def _on_proof(self, proof: object) -> None:
        line = self.table.current_row()
        if self._lines is None or not isinstance(line, CardLine) or not isinstance(proof, Proof):
            return
        if line.is_kept:
            self.desk.messages.say(_("This line was kept before; the chart can take it back."))
            return
        self.table.show_lines(self._lines, self._lines.prove(line, proof))

    def _on_remove(self) -> None:
        line = self.table.current_row()
        if self._lines is None or not isinstance(line, CardLine):
            return
        if not self._lines.remove(line):
            self.desk.messages.say(_("This line was kept before; the chart can take it back."))
        self.table.show_lines(self._lines)

    def _on_save(self) -> None:
        if self._lines is None:
            return
        visits, card, drafts = (
            self.desk.services.meeting_visit,
            self._lines.card,
            self._lines.drafts,
        )
        if card.card_id is None:
            call = partial(visits.add, card.client_id, drafts)
        else:
            call = partial(visits.enter, card.card_id, drafts)
        self.desk.background.run(self, call, self._show_saved)

    def _show_saved(self, entered: Entered) -> None:
        words = ngettext_("{n} meeting kept", "{n} meetings kept", entered.new)
        if self._lines is not None and self._lines.card.card_id is None:
            client_id = self._lines.card.client_id
            self._show_nothing()
            self.desk.messages.say(words)
            self.desk.navigation.open("client", client_id, tab="meetings")
            return
        self.desk.messages.say(_("{meetings}. The next card, please.", meetings=words))
        self.code.clear()
        self._show_nothing()
        self.code.setFocus()
