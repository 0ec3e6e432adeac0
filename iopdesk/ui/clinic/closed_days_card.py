"""Days on which the clinic holds no groups: add one, take it back, a year's holidays at once."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from iopdesk.domain.holiday_words import closed_words
from iopdesk.domain.problems import InvalidDraft
from iopdesk.domain.staff import Right
from iopdesk.services.closed_day_service import Closed, ClosedDay
from iopdesk.ui.desk import Desk
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.fields import ChoiceField, DateField, text_field
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import _, ngettext_, screen_wording

_LONGEST_WORDS = 80


class ClosedDaysCard(Card):
    """Everyone sees the days; who manages the clinic changes them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Closed days"), parent)
        self._desk = desk
        self._may = desk.services.signed_in.may(Right.MANAGE_CLINIC)
        self._year = desk.services.store.clock.today().year
        years: list[tuple[object, str]] = [
            (year, str(year)) for year in range(self._year - 1, self._year + 3)
        ]
        self.year = ChoiceField(years, self)
        self.year.setAccessibleName(_("Year"))
        self.year.set_value(self._year)
        self.add_to_head(self.year)
        self._model: RowsModel[ClosedDay] = RowsModel(
            self._columns(), self, identity=lambda closed: closed.id
        )
        self.table = TableView(self._model, "closed_days", self, row_units=36)
        self.table.setAccessibleName(_("Closed days"))
        self.body.addWidget(self.table)
        self.empty = EmptyState(_("No closed day in this year."), None, self)
        self.empty.hide()
        self.body.addWidget(self.empty)
        self._build_form()
        self.year.currentIndexChanged.connect(self._on_year)
        self.table.pressed.connect(self._on_open_again)
        self.holidays.clicked.connect(self._on_holidays)
        self.close_.clicked.connect(self._on_close)
        self.offered.activated.connect(self._on_offered)
        for field in (self.day, self.words):
            field.returnPressed.connect(self._on_close)

    def refresh(self) -> None:
        """Ask for the days of the year, and what else the state keeps."""
        service, run = self._desk.services.closed_day, self._desk.background.run
        run(self, partial(service.of_year, self._year), self._show_days, ticket="days")
        if self._may:
            run(self, partial(service.offered, self._year), self._show_offered, ticket="offered")

    def _build_form(self) -> None:
        self.form = Form(self)
        self.offered = self.form.add("offered", _("Also kept in this state"), ChoiceField())
        self.day = self.form.add("day", _("Day"), DateField())
        self.words = self.form.add(
            "words", _("Why closed"), text_field(_LONGEST_WORDS), beside=True, stretch=2
        )
        line = QHBoxLayout()
        line.setSpacing(current_theme().px(8))
        self.holidays = plain_button(_("Close all federal holidays"), "calendar-x", self)
        self.close_ = primary_button(_("Close this day"), parent=self)
        line.addWidget(self.holidays)
        line.addStretch(1)
        line.addWidget(self.close_)
        self.body.addWidget(self.form)
        self.body.addLayout(line)
        for widget in (self.form, self.holidays, self.close_):
            widget.setVisible(self._may)

    def _show_days(self, days: tuple[ClosedDay, ...]) -> None:
        self._model.set_rows(days)
        self.table.setVisible(bool(days))
        self.table.setFixedHeight(self.table.height_of_rows())
        self.empty.setVisible(not days)

    def _show_offered(self, offered: tuple[tuple[date, str], ...]) -> None:
        wording = screen_wording()
        choices: list[tuple[object, str]] = [(None, _("Choose, or type a day below"))]
        choices += [
            ((day, words), f"{wording.date(day)}: {closed_words(words, wording)}")
            for day, words in offered
        ]
        self.offered.set_choices(choices)
        self.form.show_field("offered", bool(offered))

    def _on_offered(self, at: int) -> None:
        chosen = self.offered.value
        if isinstance(chosen, tuple):
            self.day.set_value(chosen[0])
            self.words.setText(chosen[1])

    def _on_year(self, at: int) -> None:
        self._year = int(str(self.year.value))
        self.refresh()

    def _on_holidays(self) -> None:
        call = partial(self._desk.services.closed_day.close_holidays, self._year)
        self._desk.background.run(self, call, self._on_closed)

    def _on_close(self) -> None:
        call = partial(self._desk.services.closed_day.close, self.day.value, self.words.text())
        self._desk.background.run(self, call, self._on_closed, self._on_failed)

    def _on_closed(self, done: Closed) -> None:
        with self.form.loading():
            self.day.set_value(None)
            self.words.clear()
        self.form.clear_problems()
        days = ngettext_("{n} day closed", "{n} days closed", done.days)
        sessions = ngettext_("{n} session is not held", "{n} sessions are not held", done.sessions)
        self._desk.messages.say(f"{days}; {sessions}.")
        if done.kept_open:
            wording = screen_wording()
            kept = ", ".join(wording.day_month(day) for day in done.kept_open)
            self._desk.messages.say(
                _("Attendance is marked on {days}: these stay open.", days=kept)
            )
        self.refresh()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            self.form.show_problems(error.problems)
        else:
            self._desk.messages.error(error)

    def _on_open_again(self, closed: ClosedDay) -> None:
        call = partial(self._desk.services.closed_day.open_again, closed.id)
        self._desk.background.run(self, call, lambda _done: self.refresh())

    def _columns(self) -> list[Column[ClosedDay]]:
        wording = screen_wording()
        return [
            Column(_("Day"), lambda closed: wording.date(closed.day), order=lambda c: c.day),
            Column(_("Why"), lambda day: closed_words(day.words, wording), bold=True, stretch=True),
            Column("", lambda closed: _("Open again") if self._may else "", kind=Kind.BUTTON),
        ]
