"""Lays out a call after an absence: what to know before it, what to say, what came of it."""

import uuid
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from iopdesk.domain.client import PHONE_KINDS
from iopdesk.domain.language import Language
from iopdesk.domain.outreach import (
    HOWS,
    LONGEST_NOTE,
    OUTCOMES,
    SCRIPT,
    How,
    Outcome,
    OutreachCall,
    OutreachDraft,
)
from iopdesk.domain.support import RELATIONS
from iopdesk.domain.wording import Wording
from iopdesk.services.outreach_service import Allowed, CallPhone, MissedSession, OutreachCase
from iopdesk.ui.groups.group_words import mark_words
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import primary_button, quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.fact_list import FactList
from iopdesk.ui.widgets.fields import ChoiceField, text_field
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.widgets.two_panes import TwoPanes
from iopdesk.ui.wording import _, screen_wording

_LANGUAGE_NAMES = {Language.ENGLISH: "English", Language.SPANISH: "Español"}


class OutreachView(QWidget):
    """Widgets only; outreach_screen.py connects them. `taken_back` carries an earlier call."""

    taken_back = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self._case: OutreachCase | None = None
        self._own_name = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        self.title = TitleBar(_("Reach the client"), self)
        column.addWidget(self.title)
        left, right = QWidget(self), QWidget(self)
        _stack(left, self._build_before(left), self._build_script(left))
        _stack(right, self._build_form(right), self._build_earlier(right))
        self.panes = TwoPanes(left, right, self, stretch=(1, 1))
        column.addWidget(self.panes, 1)

    def show_case(self, case: OutreachCase, own_name: str, today: date) -> None:
        """Show all that is known before a call."""
        self._case, self._own_name = case, own_name
        self.title.set_title(case.name)
        self._safe.setText(case.safe_contact)
        self._notice.setVisible(bool(case.safe_contact))
        self.phones.set_facts([_phone_fact(phone) for phone in case.phones])
        self._no_phone.setVisible(not case.phones)
        self.supports.set_facts([_support_fact(each) for each in case.supports])
        self.phones.setVisible(bool(case.phones))
        self.supports.setVisible(bool(case.supports))
        self.missed.setVisible(bool(case.missed))
        self._no_support.setVisible(not case.supports)
        self.missed.set_facts([_missed_fact(each) for each in case.missed])
        self._no_missed.setVisible(not case.missed)
        self._fill_choices(case, today)
        self._show_script(case.language)
        self.show_calls(case.calls)

    def show_calls(self, calls: Sequence[OutreachCall]) -> None:
        """Show the earlier tries."""
        while self._calls.count():
            item = self._calls.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for call in calls:
            self._calls.addWidget(self._call_line(call))
        self.no_calls.setVisible(not calls)

    def clear_form(self) -> None:
        """Ready for the next call."""
        with self.form.loading():
            self.note.clear()
            self.outcome.setCurrentIndex(0)

    def told_calls(self) -> list[str]:
        """The words of the earlier tries, newest first."""
        items = [self._calls.itemAt(at) for at in range(self._calls.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [each.text() for w in widgets if w is not None for each in w.findChildren(QLabel)]

    def draft(self) -> OutreachDraft | None:
        """What was typed; None until the outcome is chosen."""
        about, through = self.about.value, self.through.value
        if self.outcome.value is None or not isinstance(about, date):
            return None
        # Qt hands enums back as plain text.
        how, outcome = How(str(self.how.value)), Outcome(str(self.outcome.value))
        is_through = how is How.SUPPORT
        person = through if is_through and isinstance(through, uuid.UUID) else None
        return OutreachDraft(about, how, outcome, self.note.text(), person)

    def show_through(self) -> None:
        """Whom the client allowed to be asked, only where that is the way."""
        is_through = self.how.value == How.SUPPORT
        self.through.setEnabled(is_through and self.through.count() > 0)

    def _fill_choices(self, case: OutreachCase, today: date) -> None:
        wording = screen_wording()
        # A client may be called without an absence: then the call is about today.
        days = dict.fromkeys(each.day for each in case.missed) or {today: None}
        with self.form.loading():
            self.about.set_choices([(day, wording.date(day)) for day in days])
            self.through.set_choices([(each.person_id, each.name) for each in case.supports])
            ways = [how for how in How if how is not How.SUPPORT or case.supports]
            self.how.set_choices([(how, _(HOWS[how])) for how in ways])
        self.show_through()

    def _show_script(self, language: str) -> None:
        self.script_language.set_value(Language(language))
        self.say_script()

    def say_script(self) -> None:
        """What to say, in the chosen language."""
        if self._case is None:
            return
        words = Wording(str(self.script_language.value))
        values = {
            "name": self._case.first_name,
            "own": self._own_name,
            "phone": self._case.clinic_phone,
        }
        self.script.set_facts([(_(part.when), words(part.words, **values)) for part in SCRIPT])

    def _build_before(self, page: QWidget) -> Card:
        card = Card(_("Before you call"), page)
        notice = self._notice = QFrame(card)
        notice.setProperty("notice", "warn")
        inside = QVBoxLayout(notice)
        self._safe = label("", "", notice, wrap=True)
        inside.addWidget(label(_("Safe ways to reach"), "strong", notice))
        inside.addWidget(self._safe)
        card.body.addWidget(notice)
        self.phones, self._no_phone = self._facts(card, _("Phones"), _("No phone is known."))
        self.supports, self._no_support = self._facts(
            card,
            _("Allowed by a release"),
            _("Nobody: without a signed release no support person may be asked."),
        )
        self.missed, self._no_missed = self._facts(
            card, _("Missed lately"), _("Nothing in the last six weeks.")
        )
        return card

    def _build_script(self, page: QWidget) -> Card:
        card = Card(_("What to say"), page, note=_("never names the clinic"))
        self.script_language = Segmented(list(_LANGUAGE_NAMES.items()), card)
        self.script_language.set_name(_("Language of the call"))
        self.script = FactList((), card)
        card.body.addWidget(self.script_language)
        card.body.addWidget(self.script)
        return card

    def _build_form(self, page: QWidget) -> Card:
        card = Card(_("What came of it"), page)
        self.form = Form(card)
        outcomes: list[tuple[object, str]] = [(None, _("Choose…"))]
        outcomes += [(outcome, _(words)) for outcome, words in OUTCOMES.items()]
        self.outcome = self.form.add("outcome", _("&Outcome"), ChoiceField(outcomes))
        self.how = self.form.add("how", _("Ho&w"), ChoiceField())
        self.through = self.form.add(
            "support_person_id", _("Throu&gh whom"), ChoiceField(), beside=True
        )
        self.about = self.form.add("about_day", _("A&bout the absence of"), ChoiceField())
        self.note = self.form.add("note", _("&Note"), text_field(LONGEST_NOTE))
        self.save = primary_button(_("&Save the call"), "check", card)
        card.body.addWidget(self.form)
        card.body.addWidget(self.save)
        return card

    def _build_earlier(self, page: QWidget) -> Card:
        card = Card(_("Earlier tries"), page)
        self._calls = QVBoxLayout()
        self._calls.setSpacing(current_theme().px(6))
        self.no_calls = label(_("Nobody has tried yet."), "hint", card)
        card.body.addLayout(self._calls)
        card.body.addWidget(self.no_calls)
        return card

    def _call_line(self, call: OutreachCall) -> QWidget:
        line = QFrame(self)
        line.setProperty("bare", "true")
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(2))
        wording = screen_wording()
        when = f"{wording.date(call.at.date())}, {wording.time(call.at.time())}"
        column.addWidget(label(call_words(call), "strong", line, wrap=True))
        about = _("about {day}", day=wording.day_month(call.about_day))
        told = ", ".join(part for part in (when, call.by, about) if part)
        column.addWidget(label(told, "hint", line, wrap=True))
        if call.note:
            column.addWidget(label(call.note, "", line, wrap=True))
        back = quiet_button(_("Take back"), "undo-2", line)
        back.setAccessibleName(_("Take back the call of {when}", when=when))
        back.clicked.connect(lambda _checked=False, call=call: self.taken_back.emit(call))
        column.addWidget(back)
        return line

    def _facts(self, card: Card, head: str, empty: str) -> tuple[FactList, QLabel]:
        card.body.addWidget(label(head, "label", card))
        facts = FactList((), card)
        none = label(empty, "hint", card, wrap=True)
        card.body.addWidget(facts)
        card.body.addWidget(none)
        return facts, none


def call_words(call: OutreachCall) -> str:
    """A try in a line: "By phone: No answer"."""
    how = _(HOWS[call.how])
    if call.through:
        how = f"{how} ({call.through})"
    return _("{how}: {outcome}", how=how, outcome=_(OUTCOMES[call.outcome]))


def _stack(page: QWidget, *cards: Card) -> None:
    page.setProperty("bare", "true")
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(current_theme().px(12))
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)


def _phone_fact(phone: CallPhone) -> tuple[str, str]:
    kind = _(PHONE_KINDS.get(phone.kind, "Other"))
    may = _("a message may be left") if phone.may_leave_message else _("no message")
    return kind, ", ".join(part for part in (phone.number, may, phone.note) if part)


def _support_fact(each: Allowed) -> tuple[str, str]:
    relation = _(RELATIONS.get(each.relation, "Other"))
    return each.name, ", ".join(part for part in (relation, each.phone, each.what) if part)


def _missed_fact(each: MissedSession) -> tuple[str, str]:
    told = f"{each.group}, {mark_words(each.mark).lower()}"
    day = screen_wording().date(each.day)
    return day, f"{told} ({each.reason})" if each.reason else told
