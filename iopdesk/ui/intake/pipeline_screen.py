"""First contacts on their way to admission: state, age, whom to be in touch with next."""

from datetime import date
from functools import partial
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QStackedLayout, QWidget

from iopdesk.domain.client import fold
from iopdesk.domain.inquiry import InquiryLine, InquiryState
from iopdesk.domain.shown_list import ShownList
from iopdesk.domain.staff import Right
from iopdesk.ui.desk import Desk
from iopdesk.ui.intake import inquiry_words as says
from iopdesk.ui.intake.step_dialog import StepDialog
from iopdesk.ui.list_copies import ListCopies, shown_list
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.fields import ChoiceField
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.scroll_page import ScrollPage
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.wording import _, ngettext_

#: Days since the first contact, at least.
_AGES = (0, 7, 14, 30, 90)


class PipelineScreen(Screen):
    """Enter opens the chart; S notes a step, E opens eligibility."""

    shows = frozenset({"inquiry", "inquiry_step", "client", "phone"})
    scrolls = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._lines: tuple[InquiryLine, ...] = ()
        self._is_clinical = desk.services.signed_in.may(Right.VIEW_CLINICAL)
        page = ScrollPage(self)
        column = page.column
        self.title_bar = TitleBar(_("First contacts"), page.inside)
        self.copies = ListCopies(self, self._shown)
        self.title_bar.add_action(self.copies.menu())
        self.step = self.title_bar.add_action(plain_button(_("Note a &step…"), "", self))
        self.new = self.title_bar.add_action(primary_button(_("&New first contact"), "phone", self))
        column.addWidget(self.title_bar)
        column.addLayout(self._build_filters())
        self._list = self._build_list()
        column.addWidget(self._list, 1)
        self._connect()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Whoever comes here is on the list."""
        super().focusInEvent(event)
        self.table.setFocus()

    def refresh(self) -> None:
        """Ask for those on their way, or for those that ended."""
        call = partial(self.desk.services.inquiry.pipeline, waiting=bool(self.which.value))
        self.desk.background.run(self, call, self._show_lines, ticket="pipeline")

    def reflow(self, narrow: bool) -> None:
        """Columns of lesser worth hide in narrow windows."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._filters.setDirection(way)
        self.table.reflow(narrow)
        self.title_bar.reflow(narrow)
        # in a narrow window the page scrolls: the title is not squeezed, the list keeps some rows
        theme = current_theme()
        self.title_bar.setMinimumHeight(theme.px(84 if narrow else 0))
        self._list.setMinimumHeight(theme.px(330 if narrow else 0))

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the list."""
        own = [("Ctrl+N", _("New first contact")), (_("Enter"), _("Open the chart"))]
        own.append(("S", _("Note a step")))
        if self._is_clinical:
            own.append(("E", _("Eligibility")))
        return [*own, *self.copies.keys()]

    def place(self) -> str:
        """Its name in back links."""
        return _("First contacts")

    def _build_filters(self) -> QBoxLayout:
        self._filters = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._filters.setSpacing(current_theme().px(12))
        self.which = Segmented([(True, _("On the way")), (False, _("Ended"))], self)
        self.which.set_name(_("Which first contacts"))
        self.states = ChoiceField([("", _("Every state"))], self)
        self.states.setAccessibleName(_("State"))
        self.ages = ChoiceField([(days, says.longer_words(days)) for days in _AGES], self)
        self.ages.setAccessibleName(_("Waits"))
        self.count = label("", "soft", self)
        for widget in (self.which, self.states, self.ages, self.count):
            self._filters.addWidget(widget)
        self._filters.addStretch(1)
        return self._filters

    def _build_list(self) -> Card:
        card = Card("", self)
        today = self.desk.services.store.clock.today()
        self._model = RowsModel[InquiryLine](
            _columns(today), self, identity=lambda line: line.inquiry_id
        )
        self.table = TableView(self._model, "pipeline", card)
        self.table.setAccessibleName(_("First contacts"))
        pages = QWidget(card)
        self._pages = QStackedLayout(pages)
        self._begin = plain_button(_("New first &contact"), "phone", pages)
        self.nobody = EmptyState("", self._begin, pages)
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.nobody)
        card.body.addWidget(pages, 1)
        return card

    def _connect(self) -> None:
        self.which.changed.connect(self._on_which)
        self.states.currentIndexChanged.connect(self._show_chosen)
        self.ages.currentIndexChanged.connect(self._show_chosen)
        self.table.opened.connect(self._on_opened)
        self.new.clicked.connect(self._on_new)
        self._begin.clicked.connect(self._on_new)
        self.step.clicked.connect(self._on_step)
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self._on_new)
        for keys, slot in (("S", self._on_step), ("E", self._on_eligibility)):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)

    def _shown(self) -> ShownList:
        which = self.which.button(self.which.value).text()
        shown = ngettext_("{n} first contact", "{n} first contacts", self._model.rowCount())
        criteria = (
            (_("Which"), which),
            (_("State"), self.states.currentText()),
            (_("Waits"), self.ages.currentText()),
        )
        return shown_list(
            self.table, "first-contacts", _("First contacts"), (*criteria, (_("Shown"), shown))
        )

    def _show_lines(self, lines: tuple[InquiryLine, ...]) -> None:
        self._lines = lines
        present = {line.state for line in lines}
        states = [(state, says.state_words(state)) for state in InquiryState if state in present]
        self.states.set_choices([("", _("Every state")), *states])
        if self.states.value not in ("", *present):
            self.states.set_value("")
        self._show_chosen()

    def _show_chosen(self, *_at: int) -> None:
        chosen, longer = self.states.value, cast(int, self.ages.value)
        today = self.desk.services.store.clock.today()
        lines = [
            line for line in self._lines if chosen in ("", line.state) and line.age(today) >= longer
        ]
        self._model.set_rows(lines)
        due = sum(line.is_due(today) for line in lines)
        told = ngettext_("{n} first contact", "{n} first contacts", len(lines))
        if due:
            told += ", " + ngettext_("{n} to be in touch with", "{n} to be in touch with", due)
        self.count.setText(told)
        self.nobody.set_words(self._why_nobody())
        self._pages.setCurrentIndex(0 if lines else 1)
        self.step.setEnabled(bool(lines))
        if lines and not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def _why_nobody(self) -> str:
        if self._lines:
            return _("No first contact is like that. Choose another state or time.")
        if self.which.value:
            return _("Nobody is on the way. Take down the next call here.")
        return _("No first contact has come to an end yet.")

    def _on_which(self, _which: object) -> None:
        self.states.set_value("")
        self.refresh()

    def _on_opened(self, line: InquiryLine) -> None:
        self.desk.navigation.open("client", line.client_id, tab="intake")

    def _on_new(self) -> None:
        self.desk.navigation.open("first_contact")

    def _on_eligibility(self) -> None:
        line = self.table.current_row()
        if line is not None and self._is_clinical:
            self.desk.navigation.open("eligibility", line.client_id)

    def _on_step(self) -> None:
        line = self.table.current_row()
        if line is None:
            return
        dialog = StepDialog(line, self.desk.services.store.clock.today(), self.window())
        dialog.exec()
        if dialog.answer == 0:
            call = partial(self.desk.services.inquiry.take_step, line.inquiry_id, dialog.step())
            self.desk.background.run(self, call, failed=self.desk.messages.error)


def _columns(today: date) -> list[Column[InquiryLine]]:
    return [
        Column(
            _("Name"),
            lambda line: line.name,
            "name",
            bold=True,
            stretch=True,
            order=lambda line: fold(line.name),
        ),
        Column(_("Chart"), lambda line: line.chart_number, "chart", minor=True),
        Column(
            _("State"),
            lambda line: says.state_words(line.state),
            "state",
            kind=Kind.CHIP,
            tone=lambda line: says.state_tone(line.state),
            order=lambda line: list(InquiryState).index(line.state),
        ),
        Column(
            _("Waits"),
            lambda line: says.age_words(line, today),
            "age",
            order=lambda line: line.age(today),
        ),
        Column(
            _("Next contact"),
            lambda line: says.contact_words(line, today),
            "next",
            order=lambda line: line.next_contact,
        ),
        Column(_("Phone"), says.phone_line, "phone", minor=True),
        Column(_("Time of day"), says.track_words, "track", minor=True),
        Column(
            _("Comes from"),
            lambda line: says.source_words(line.referral_source),
            "source",
            soft=True,
            minor=True,
        ),
        Column(
            _("Comes back"),
            lambda line: _("Yes") if line.is_return else "",
            "return",
            when_used=True,
            minor=True,
        ),
        Column(
            _("Last word"),
            lambda line: line.reason,
            "reason",
            soft=True,
            when_used=True,
            minor=True,
        ),
    ]
