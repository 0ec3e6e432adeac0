"""A questionnaire filled in on the screen, by number keys, with its score as it grows."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iopdesk.domain.duty import Answer, Duty, DutyAnswer
from iopdesk.domain.instrument import Instrument, instruments, text_in
from iopdesk.domain.instrument_result import ResultDraft
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.problems import InvalidDraft
from iopdesk.domain.staff import Right
from iopdesk.services.draft_service import KeptDraft, Value
from iopdesk.services.duty_words import what_words
from iopdesk.services.instrument_service import InstrumentView
from iopdesk.services.instrument_words import score_words
from iopdesk.ui.desk import Desk
from iopdesk.ui.record.answer_list import AnswerList, as_answers
from iopdesk.ui.record.result_form import ResultForm, ScoreForm
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.fact_list import FactList
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.notice_list import Notice, NoticeList
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.widgets.two_panes import TwoPanes
from iopdesk.ui.wording import _, ngettext_, screen_wording

_DRAFT = "instrument"


class InstrumentScreen(Screen):
    """Opened with a client and `about`, the instrument's key."""

    shows = frozenset({"client"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._key = ""
        self._view: InstrumentView | None = None
        column = self.page_layout()
        self.title_bar = TitleBar("", self)
        self.title_bar.set_back(_("Assessment"), self._on_back)
        self.print = self.title_bar.add_action(plain_button(_("&Print blank"), "printer", self))
        self.save = self.title_bar.add_action(primary_button(_("&Save"), "check", self))
        column.addWidget(self.title_bar)
        self._panes = TwoPanes(self._build_items(), self._build_side(), self, stretch=(5, 2))
        column.addWidget(self._panes, 1)
        self._connect()

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Another client or another questionnaire: begin anew."""
        about = more.get("about")
        self._client_id, self._view = record_id, None
        self._key = about if isinstance(about, str) and about in instruments() else "phq9"
        self.form.begin(self._instrument, self.desk.services.store.clock.today())
        self.title_bar.set_title(self._instrument.name)
        self._show_form()

    def refresh(self) -> None:
        """Ask for the client's name, gender and language."""
        if self._client_id is not None:
            call = partial(self.desk.services.instrument.view, self._client_id, 1)
            self.desk.background.run(self, call, self._show_view, self._on_gone, ticket="view")

    def reflow(self, narrow: bool) -> None:
        """The score goes under the questions."""
        self._panes.reflow(narrow)
        self.title_bar.reflow(narrow)
        self.answers.reflow(narrow)

    def has_unsaved(self) -> bool:
        """Whether anything is answered; a draft keeps it over a lock only."""
        return self.answers.is_answered() or bool(self._typed_scores())

    def keep_draft(self) -> None:
        """Keep the answers over a lock."""
        if self._client_id is not None and self.answers.is_answered():
            answers: dict[str, Value] = {**self.answers.answers()}
            keep = self.desk.services.draft.keep
            call = partial(keep, _DRAFT, self._record, {"answers": answers})
            self.desk.background.run(self, call)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the questions."""
        return [
            ("0–4", _("answer, and go on")),
            ("Backspace", _("go back")),
            (_("Space"), _("no answer")),
            ("Ctrl+Z", _("take the last answer back")),
            ("Ctrl+S", _("save")),
        ]

    def place(self) -> str:
        """Its name in back links."""
        return self._instrument.name

    @property
    def _instrument(self) -> Instrument:
        return instruments()[self._key or "phq9"]

    @property
    def _record(self) -> str:
        return f"{self._client_id} {self._key}"

    def _build_items(self) -> QWidget:
        card = Card("", self)
        self.told = label("", "", card, wrap=True)
        self.answers = AnswerList(card)
        self.end = label(_("That was the last question. Ctrl+S saves."), "soft", card)
        self.end.hide()
        self.scores: ScoreForm | None = None
        self._items = card
        card.body.setSpacing(current_theme().px(6))
        card.body.addWidget(self.told)
        card.body.addWidget(self.answers)
        card.body.addWidget(self.end)
        return card

    def _build_side(self) -> QWidget:
        side = QWidget(self)
        side.setProperty("bare", "true")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        self.score_card = Card(_("Score so far"), side)
        self.facts = FactList((), self.score_card)
        self.notices = NoticeList(self.score_card)
        self.score_card.body.addWidget(self.facts)
        self.score_card.body.addWidget(self.notices)
        given = Card(_("How it was given"), side)
        self.form = ResultForm(given)
        given.body.addWidget(self.form)
        about = Card(_("About this questionnaire"), side)
        self.about = label("", "soft", about, wrap=True)
        about.body.addWidget(self.about)
        for card in (self.score_card, given, about):
            column.addWidget(card)
        column.addStretch(1)
        return side

    def _connect(self) -> None:
        self.save.clicked.connect(self._on_save)
        self.print.clicked.connect(self._on_print)
        self.answers.changed.connect(self._show_score)
        self.answers.finished.connect(self._on_finished)
        self.form.edited.connect(self._show_score)
        self.form.language_chosen.connect(self._show_form)
        for keys, go in (("Ctrl+S", self._on_save), ("Ctrl+Z", self.answers.undo)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(go)

    def _show_view(self, view: InstrumentView) -> None:
        if view.client_id != self._client_id:
            return
        is_first, self._view = self._view is None, view
        form = self._instrument
        self.title_bar.set_title(_("{form} of {name}", form=form.name, name=view.name))
        may_print = self.desk.services.signed_in.may(Right.PRINT)
        self.print.setVisible(may_print and form.ships_items)
        self.save.setEnabled(view.may_write)
        if is_first:
            self.form.offer_language(form, view.language)
            self._show_form()
            load = partial(self.desk.services.draft.load, _DRAFT, self._record)
            self.desk.background.run(self, load, self._show_kept, ticket="kept")

    def _show_kept(self, kept: KeptDraft | None) -> None:
        answers = kept.values.get("answers") if kept else None
        if isinstance(answers, dict) and not self.answers.is_answered():
            self.answers.set_answers(as_answers(answers))
            self.desk.messages.say(_("What you typed before is still here, not saved yet."))
            self._show_score()
            self.answers.focus_first()

    def _show_form(self) -> None:
        form, language = self._instrument, self.form.language
        self.answers.show_form(form, language)
        self.answers.reflow(self.is_narrow)
        told = text_in(form.instructions, language)
        self.told.setText(told)
        self.told.setVisible(bool(told))
        self.answers.setVisible(form.ships_items)
        self._show_scales(form)
        self.end.hide()
        screen = screen_wording().language
        # a licence mostly begins with the words of the credit
        credit = "" if form.credit in form.licence else form.credit
        lines = [text_in(form.titles, screen), form.version, form.check, credit, form.licence]
        self.about.setText("\n".join(dict.fromkeys(line for line in lines if line)))
        self._show_score()
        if self.scores is not None:
            self.scores.first().setFocus()
        else:
            self.answers.focus_first()

    def _show_scales(self, form: Instrument) -> None:
        """Fields for the scores of a form whose questions may not stand here."""
        if self.scores is not None:
            self.scores.hide()
            self.scores.deleteLater()
            self.scores = None
        if form.ships_items:
            return
        self.told.setText(_("Its questions are not in IOP Desk. Enter the score of its own form."))
        self.told.show()
        self.scores = ScoreForm(form, self._items)
        self.scores.edited.connect(self._show_score)
        self._items.body.addWidget(self.scores)

    def _typed_scores(self) -> dict[str, int]:
        return self.scores.scores() if self.scores is not None else {}

    def _show_score(self) -> None:
        form, words = self._instrument, screen_wording()
        answers = self._given()
        scores = form.scores(answers) if form.ships_items else self._typed_scores()
        gender = self._view.gender if self._view else ""
        facts = []
        for scale in form.scales:
            value = scores.get(scale.scale_id)
            told = score_words(scale, value, words) if value is not None else "–"
            name = text_in(scale.texts, words.language)
            # what a form of others measures takes many words: they may wrap as a fact
            facts.append((name, told) if form.ships_items else ("", f"{name}: {told}"))
        missing = len(form.missing(answers)) if form.ships_items else 0
        if missing:
            facts.append((_("Without an answer"), str(missing)))
        self.facts.set_facts(facts)
        self.notices.show_notices(self._notices(answers, scores, gender))

    def _notices(
        self, answers: dict[str, int | None], scores: dict[str, int], gender: str
    ) -> list[Notice]:
        form, words = self._instrument, screen_wording()
        if form.ships_items and form.missing(answers):
            # while it is being filled in, what is still empty asks for nothing
            answers = {name: value for name, value in answers.items() if value is not None}
            alerts = [
                alert
                for alert in form.alerts_of(
                    answers, scores, gender=gender, was_abstinent=self._was_abstinent
                )
                if not alert.or_missing or any(answers.get(item) for item in alert.items)
            ]
        else:
            alerts = list(
                form.alerts_of(answers, scores, gender=gender, was_abstinent=self._was_abstinent)
            )
        return [
            Notice(text_in(alert.texts, words.language), "bad" if alert.is_urgent else "warn")
            for alert in alerts
        ]

    def _given(self) -> dict[str, int | None]:
        return self.answers.answers() if self._instrument.ships_items else {}

    @property
    def _was_abstinent(self) -> bool:
        return self._view is not None and self._view.was_abstinent

    def _on_finished(self) -> None:
        self.end.show()
        self.save.setFocus()

    def _on_save(self) -> None:
        if self._client_id is None or not self.save.isEnabled():
            return
        draft = self.form.draft(self._key, self._given(), self._typed_scores())
        form = self._instrument
        problems = draft.problems(self.desk.services.store.clock.today())
        problems += self.form.typing_problems()
        homeless = self.form.show_problems(problems)
        if self.scores is not None:
            homeless = self.scores.show_problems(homeless)
        if homeless:
            self.desk.messages.error(InvalidDraft(homeless))
        if problems:
            return
        missing = len(form.missing(draft.answers)) if form.ships_items else 0
        if missing and not self._is_meant(missing):
            self.answers.focus_first()
            return
        services, client_id = self.desk.services, self._client_id
        call = partial(_save, self.desk, client_id, draft)
        self.desk.background.run(self, call, self._on_saved)
        drop = partial(services.draft.drop, _DRAFT, self._record)
        self.desk.background.run(self, drop)

    def _is_meant(self, missing: int) -> bool:
        words = ngettext_("{n} question has no answer.", "{n} questions have no answer.", missing)
        return self.desk.messages.choose(
            _("Save it all the same?"), words, [_("&Save with gaps"), _("&Go on answering")]
        ) in (0,)

    def _on_saved(self, duties: tuple[Duty, ...]) -> None:
        self.answers.set_answers({})
        self._show_scales(self._instrument)
        self.form.set_clean()
        self.desk.messages.say(_("{form} saved.", form=self._instrument.name))
        for duty in duties:
            self._ask_what_was_done(duty)
        self._on_back()

    def _ask_what_was_done(self, duty: Duty) -> None:
        done = ask_what_was_done(self.desk, duty)
        if done:
            draft = DutyAnswer(Answer.DONE, done, seen=duty.version)
            self.desk.background.run(self, partial(self.desk.services.duty.answer, duty, draft))

    def _on_print(self) -> None:
        paper, key, client_id = self.desk.services.instrument_paper, self._key, self._client_id
        self.desk.preview.show(
            partial(_blank, self.desk, key, client_id),
            languages=self._instrument.languages,
            language=Language(self.form.language),
            printed=lambda _language: paper.note_printed(key, client_id),
            saved=lambda _language: paper.note_printed(key, client_id),
        )

    def _on_gone(self, error: BaseException) -> None:
        self.desk.messages.error(error)
        self._on_back()

    def _on_back(self) -> None:
        self.desk.navigation.open("client", self._client_id, tab="assessment")


def ask_what_was_done(desk: Desk, duty: Duty) -> str:
    """What someone did about a result, and who; empty while nobody says it: the duty stays."""
    return (
        desk.messages.ask_text(
            _("What was done?"),
            what_words(duty, screen_wording()),
            _("What was done, and who did it"),
            _("&Keep"),
        )
        or ""
    )


def _save(desk: Desk, client_id: UUID, draft: ResultDraft) -> tuple[Duty, ...]:
    """Keep a result; the duties it opened."""
    result_id = desk.services.instrument.save(client_id, draft)
    waiting = desk.services.instrument.view(client_id, 1).open_duties
    return tuple(duty for duty in waiting if duty.key.subject_id == result_id)


def _blank(desk: Desk, key: str, client_id: UUID | None, language: Language) -> Paper:
    return desk.services.instrument_paper.blank(key, language, client_id)
