"""Questionnaires of a client: what is due, how the scores went, every result."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from iopdesk.domain.duty import Answer, Duty, DutyAnswer
from iopdesk.domain.instrument import instruments
from iopdesk.domain.instrument_result import HOWS, OCCASIONS, Result
from iopdesk.domain.staff import Right
from iopdesk.services.duty_words import what_words
from iopdesk.services.instrument_paper_service import TrendDrawing, trend_drawing
from iopdesk.services.instrument_queries import InstrumentLine
from iopdesk.services.instrument_service import A_PAGE, InstrumentView
from iopdesk.services.instrument_words import answers_words, critical_words, scores_words
from iopdesk.ui.desk import Desk
from iopdesk.ui.record.drawing_colours import drawing_colours
from iopdesk.ui.record.instrument_screen import ask_what_was_done
from iopdesk.ui.record.questionnaire_columns import line_columns, result_columns
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button, quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.fact_list import FactList
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.notice_list import Notice, NoticeList
from iopdesk.ui.widgets.pair_list import PairList
from iopdesk.ui.widgets.rows_model import RowsModel
from iopdesk.ui.widgets.svg_view import SvgView
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.widgets.two_panes import TwoPanes
from iopdesk.ui.wording import _, screen_wording

_LEAST_ROWS = 150


class QuestionnairesPage(Screen):
    """Enter on a line fills one in; what a result asks for stands on top until it is closed."""

    shows = frozenset({"instrument_result", "duty_answer", "instrument_schedule", "episode"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._view: InstrumentView | None = None
        self._most = A_PAGE
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        self._ask_frame = QFrame(self)
        self._ask_frame.setProperty("notice", "bad")
        self.asking = NoticeList(self._ask_frame)
        QVBoxLayout(self._ask_frame).addWidget(self.asking)
        self._ask_frame.hide()
        column.addWidget(self._ask_frame)
        self._panes = TwoPanes(self._build_lists(), self._build_side(), self)
        column.addWidget(self._panes, 1)
        self._connect()

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Another client: nothing of the one before stays."""
        if record_id != self._client_id:
            self._client_id, self._view, self._most = record_id, None, A_PAGE
            self.lines.set_rows(())
            self.results.set_rows(())
            self._show_asking(())
            self._show_one(None)

    def refresh(self) -> None:
        """Ask for a page of results and what is due."""
        if self._client_id is not None:
            call = partial(self.desk.services.instrument.view, self._client_id, self._most)
            self.desk.background.run(self, call, self._show_view, ticket="instruments")

    def reflow(self, narrow: bool) -> None:
        """The result in full goes under the lists."""
        self._panes.reflow(narrow)
        self.table.reflow(narrow)
        self.past.reflow(narrow)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the lists."""
        return [("Enter", _("fill in")), ("N", _("another questionnaire"))]

    def _build_lists(self) -> QWidget:
        left = QWidget(self)
        left.setProperty("bare", "true")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        card = Card(_("Questionnaires"), left)
        self.another = primary_button(_("Fill &in…"), "clipboard-check", card)
        self.blank = plain_button(_("&Blank form…"), "printer", card)
        card.add_to_head(self.blank)
        card.add_to_head(self.another)
        self.lines: RowsModel[InstrumentLine] = RowsModel(
            line_columns(self._is_flagged), self, identity=lambda line: line.key
        )
        self.table = TableView(self.lines, "instruments", card)
        self.table.setAccessibleName(_("Questionnaires"))
        self.empty = EmptyState(_("None so far. Fill one in, or print a blank form."), None, card)
        for widget in (self.table, self.empty):
            card.body.addWidget(widget)
        column.addWidget(card)
        column.addWidget(self._build_past(left), 1)
        return left

    def _build_past(self, parent: QWidget) -> Card:
        card = Card(_("Results"), parent)
        self.results: RowsModel[Result] = RowsModel(
            result_columns(), self, identity=lambda one: one.result_id
        )
        self.past = TableView(self.results, "instrument_results", card)
        self.past.setAccessibleName(_("Results"))
        self.past.setMinimumHeight(current_theme().px(_LEAST_ROWS))
        self.older = quiet_button(_("Show ol&der results"), "history", card)
        self.older.hide()
        card.body.addWidget(self.past, 1)
        card.body.addWidget(self.older, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _build_side(self) -> QWidget:
        side = QWidget(self)
        side.setProperty("bare", "true")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        self.course = Card("", side)
        self.trend = SvgView(self.course)
        self.trend_words = label("", "soft", self.course, wrap=True)
        self.course.body.addWidget(self.trend)
        self.course.body.addWidget(self.trend_words)
        self.course.hide()
        column.addWidget(self.course)
        self.one = Card(_("In full"), side)
        self.facts = FactList((), self.one)
        self.answers = PairList(self.one)
        self.take_back = quiet_button(_("&Take back…"), "undo-2", self.one)
        self.credit = label("", "hint", self.one, wrap=True)
        for widget in (self.facts, self.answers, self.credit):
            self.one.body.addWidget(widget)
        self.one.body.addWidget(self.take_back, 0, Qt.AlignmentFlag.AlignLeft)
        self.one.hide()
        column.addWidget(self.one)
        column.addStretch(1)
        return side

    def _connect(self) -> None:
        self.table.opened.connect(lambda line: self._fill_in(line.key))
        self.table.chosen.connect(self._show_trend)
        self.past.chosen.connect(self._show_one)
        self.another.clicked.connect(self._on_another)
        self.blank.clicked.connect(self._on_blank)
        self.older.clicked.connect(self._on_older)
        self.take_back.clicked.connect(self._on_take_back)
        shortcut = QShortcut(QKeySequence("N"), self.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self._on_another)

    def _show_view(self, view: InstrumentView) -> None:
        if view.client_id != self._client_id:
            return
        self._view = view
        self._show_asking([self._asks(duty, view) for duty in view.open_duties])
        self.lines.set_rows(view.lines)
        self.table.setVisible(bool(view.lines))
        self.table.setFixedHeight(self.table.height_of_rows())
        self.empty.setVisible(not view.lines)
        self.results.set_rows(view.results)
        self.older.setVisible(view.has_more)
        self.another.setVisible(view.may_write)
        self.blank.setVisible(self.desk.services.signed_in.may(Right.PRINT))
        if self.table.current_row() is None:
            told = next((line.key for line in view.lines if len(line.trend) > 1), None)
            if told is None or not self.table.choose(told):
                self.table.choose_first()
        if self.past.current_row() is None:
            self.past.choose_first()
        self._show_trend(self.table.current_row())
        self._show_one(self.past.current_row())

    def _show_asking(self, notices: Sequence[Notice]) -> None:
        self.asking.show_notices(notices)
        self._ask_frame.setVisible(bool(notices))

    def _asks(self, duty: Duty, view: InstrumentView) -> Notice:
        result = next((one for one in view.results if one.result_id == duty.key.subject_id), None)
        told = what_words(duty, screen_wording())
        more = " ".join(critical_words(result, screen_wording())) if result else ""
        return Notice(
            f"{told}. {more}".strip(), "bad", _("Say what was done…"), partial(self._on_done, duty)
        )

    def _is_flagged(self, line: InstrumentLine) -> bool:
        gender = self._view.gender if self._view else ""
        scores = line.latest.scores if line.latest else {}
        return any(
            scale.needs_a_look(scores[scale.scale_id], gender)
            for scale in line.form.scales
            if scale.scale_id in scores
        )

    def _show_trend(self, line: InstrumentLine | None) -> None:
        drawing = TrendDrawing("", "")
        if line is not None:
            colours = drawing_colours()
            drawing = trend_drawing(line.form, line.trend, screen_wording().language, colours)
        self.course.setVisible(bool(drawing.svg))
        if line is not None and drawing.svg:
            self.course.set_title(_("How {form} went", form=line.form.name))
            self.trend.show_drawing(drawing.svg, drawing.words)
            self.trend_words.setText(drawing.words)

    def _show_one(self, result: Result | None) -> None:
        form = result.form if result else None
        self.one.setVisible(form is not None)
        if result is None or form is None:
            return
        words = screen_wording()
        self.one.set_title(form.name, words.date_year(result.day))
        score = scores_words(form, result.scores, words)
        if result.is_estimated:
            score = _("{score} (estimated, some answers are missing)", score=score)
        facts = [
            (_("Score"), score),
            (_("Occasion"), _(OCCASIONS.get(result.occasion, result.occasion))),
            (_("How"), _(HOWS.get(result.how, result.how))),
            (_("Entered by"), result.by),
            (_("Note"), result.note),
            (_("What was done"), result.closed),
            (_("Written down by"), result.closed_by),
        ]
        self.facts.set_facts([(name, fact) for name, fact in facts if fact])
        self.answers.set_pairs(answers_words(result, words))
        self.credit.setText(f"{_('Screening, not a diagnosis.')} {form.credit}")
        self.take_back.setVisible(self._view is not None and self._view.may_write)

    def _fill_in(self, key: str) -> None:
        if self._view is not None and self._view.may_write:
            self.desk.navigation.open("instrument", self._client_id, about=key)

    def _on_another(self) -> None:
        menu = QMenu(self)
        for one in instruments().values():
            words = one.name if one.ships_items else _("{form}, score only", form=one.name)
            menu.addAction(words).triggered.connect(partial(self._on_chosen, one.key))
        menu.popup(self.another.mapToGlobal(self.another.rect().bottomLeft()))

    def _on_chosen(self, key: str, _checked: bool = False) -> None:
        self._fill_in(key)

    def _on_blank(self) -> None:
        menu = QMenu(self)
        for one in instruments().values():
            if one.ships_items:
                menu.addAction(one.name).triggered.connect(partial(self._on_print, one.key))
        menu.popup(self.blank.mapToGlobal(self.blank.rect().bottomLeft()))

    def _on_print(self, key: str, _checked: bool = False) -> None:
        paper, client_id = self.desk.services.instrument_paper, self._client_id
        form = instruments()[key]
        wanted = self._view.language if self._view else "en"
        self.desk.preview.show(
            lambda language: paper.blank(key, language, client_id),
            languages=form.languages,
            language=next((each for each in form.languages if each == wanted), form.languages[0]),
            printed=lambda _language: paper.note_printed(key, client_id),
            saved=lambda _language: paper.note_printed(key, client_id),
        )

    def _on_older(self) -> None:
        self._most += A_PAGE
        self.refresh()

    def _on_done(self, duty: Duty) -> None:
        done = ask_what_was_done(self.desk, duty)
        if done:
            draft = DutyAnswer(Answer.DONE, done, seen=duty.version)
            call = partial(self.desk.services.duty.answer, duty, draft)
            self.desk.background.run(self, call)

    def _on_take_back(self) -> None:
        result = self.past.current_row()
        if result is None or self._client_id is None:
            return
        form = instruments()[result.instrument]
        reason = self.desk.messages.ask_text(
            _("Take this result back?"),
            _("{form} stays in the record's history, with your reason.", form=form.name),
            _("Reason"),
            _("&Take back"),
        )
        if reason is not None:
            take_back = self.desk.services.instrument.take_back
            call = partial(take_back, self._client_id, result.result_id, reason)
            self.desk.background.run(self, call)
