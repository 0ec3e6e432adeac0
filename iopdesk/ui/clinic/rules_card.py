"""The clinic's own rules: the state, what is due by when, hours, notes, calls."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from iopdesk.domain.appointment import KIND_WORDS, AppointmentKind
from iopdesk.domain.clinic_rules import (
    LARGEST_GROUP_EVER,
    LONGEST_CONTACT,
    MOST_PEOPLE,
    ClinicRules,
)
from iopdesk.domain.duty_rule import STATE_WORDS, preset_of
from iopdesk.domain.note_format import FORMAT_WORDS, NoteFormat, note_format
from iopdesk.domain.problems import EditConflict, FieldProblem, InvalidDraft
from iopdesk.domain.six_dimensions import EDITIONS
from iopdesk.domain.staff import Right
from iopdesk.ui.clinic.rule_words import rule_facts, unchecked_words
from iopdesk.ui.desk import Desk
from iopdesk.ui.widgets.buttons import primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.fact_list import FactList
from iopdesk.ui.widgets.fields import ChoiceField, NumberField, text_field
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _, screen_wording

_MAY_BE_EMPTY = frozenset({"plan_days", "review_days", "evaluation_days"})
_LONGEST_LIST = 200


class RulesCard(Card):
    """Everyone reads it; who may manage the clinic can change it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Rules"), parent, note=_("what is due by when"))
        self._desk = desk
        self._base = ClinicRules()
        self.form = Form(self)
        self._numbers: dict[str, NumberField] = {}
        self._counted: dict[AppointmentKind, QCheckBox] = {}
        self._build_state()
        self._build_duties()
        self._build_week()
        self.save = primary_button(_("Save r&ules"), "check", self)
        self.save.clicked.connect(self._on_save)
        self.form.edited.connect(self._show_meaning)
        self.body.addWidget(self.form)
        self.add_to_head(self.save)
        may = desk.services.signed_in.may(Right.MANAGE_CLINIC)
        for field in (self._state, self._weekday, *self._numbers.values(), *self._counted.values()):
            field.setEnabled(may)
        self.save.setVisible(may)

    def refresh(self) -> None:
        """Ask for the rules, unless something is being typed."""
        if not self.form.is_dirty:
            self._desk.background.run(self, self._desk.services.rule.rules, self._show)

    def draft(self) -> ClinicRules:
        """The rules as the form holds them; a number that can't be read is -1, and refused."""
        numbers = {}
        for name, field in self._numbers.items():
            empty = 0 if name in _MAY_BE_EMPTY else -1
            typed = field.value
            numbers[name] = (-1 if field.is_wrong else empty) if typed is None else typed
        counted = ",".join(kind.value for kind, box in self._counted.items() if box.isChecked())
        return replace(
            self._base,
            state=str(self._state.value),
            below_dose_from=int(str(self._weekday.value)),
            counted_appointments=counted,
            note_format=str(self._note_format.value or ""),
            dimension_edition=str(self._edition.value or "3"),
            cosign_credentials=self._cosign.text().strip(),
            privacy_contact=self._contact.text().strip(),
            **numbers,
        )

    def _build_state(self) -> None:
        states: list[tuple[object, str]] = [(code, _(name)) for code, name in STATE_WORDS.items()]
        self._state = self.form.add("state", _("State"), ChoiceField(states))
        self._number("plan_days", _("Own days for the plan"), 365, beside=True)
        self._number("review_days", _("Own days for reviews"), 365)
        self._number("evaluation_days", _("Own days for evaluations"), 365, beside=True)
        self.meaning = FactList((), self.form)
        self.form.add_widget(self.meaning)
        self.unchecked = label("", "hint", self.form, wrap=True)
        self.form.add_widget(self.unchecked)

    def _build_duties(self) -> None:
        self.form.section(_("Calls, notes and papers, in days"))
        self._number("call_within_days", _("Call after an absence"), 90)
        self._number("no_contact_alert_days", _("Alert without contact"), 90, beside=True)
        self._number("absences_alert", _("Alert after absences in a row"), 90)
        self._number("note_due_days", _("Notes are signed within"), 90)
        self._number("cosign_due_days", _("Co-signed within"), 90, beside=True)
        self._number("authorization_warn_days", _("Authorization ends: show before"), 90)
        words = _("Or when this percent of its units is left")
        self._number("authorization_warn_percent", words, 90, beside=True)
        self._number("consent_warn_days", _("Consent ends: show before"), 90)
        self._number("copied_share_alert", _("Copied notes: ask from percent"), 100)
        self._number("card_days", _("Meeting cards are back within"), 90, beside=True)
        self._number("carried_days", _("After a return all is asked again within"), 90)
        self._number("team_opinions", _("Opinions before eligibility is decided"), MOST_PEOPLE)
        self._number("network_people", _("People to call when it gets risky"), MOST_PEOPLE)
        self._number("network_days", _("They are found within"), 90, beside=True)
        formats: list[tuple[object, str]] = [(each, _(FORMAT_WORDS[each])) for each in NoteFormat]
        field = ChoiceField(formats)
        words = _("Usual format of notes")
        self._note_format = self.form.add("note_format", words, field)
        kinds: list[tuple[object, str]] = [(each, _(told)) for each, told in EDITIONS.items()]
        words = _("Six dimensions by the")
        field = ChoiceField(kinds)
        self._edition = self.form.add("dimension_edition", words, field, beside=True)
        words = _("Credentials whose notes are co-signed, with commas between")
        self._cosign = self.form.add("cosign_credentials", words, text_field(_LONGEST_LIST))
        words = _("Minors may consent alone from age")
        self._number("minor_consent_age", words, 18)
        words = _("Whom the patient notice names: title, phone, email")
        contact = text_field(LONGEST_CONTACT)
        self._contact = self.form.add("privacy_contact", words, contact, beside=True)

    def _build_week(self) -> None:
        self.form.section(_("The week"))
        self._number("least_hours_adult", _("Least hours, adults"), 60)
        self._number("least_hours_adolescent", _("Least hours, adolescents"), 60, beside=True)
        self._number("most_hours", _("Most hours"), 60)
        words = screen_wording()
        days: list[tuple[object, str]] = [(at, words.long_weekday(at)) for at in range(7)]
        field = ChoiceField(days)
        self._weekday = self.form.add(
            "below_dose_from", _("List short weeks from"), field, beside=True
        )
        self._number("payer_hours_a_day", _("Payer: hours a day"), 24)
        self._number("payer_days_a_week", _("Payer: days a week"), 7, beside=True)
        self._number("smallest_group", _("Smallest group"), LARGEST_GROUP_EVER)
        self._number("largest_group", _("Largest group"), LARGEST_GROUP_EVER, beside=True)
        self._number("screens_least", _("Least drug screens a week"), 7)
        self._number("screens_most", _("Most drug screens a week"), 7, beside=True)
        self.form.add_widget(label(_("Appointments that count as treatment hours"), "label", self))
        for kind in AppointmentKind:
            box = QCheckBox()
            self._counted[kind] = self.form.add(f"counted_{kind.value}", _(KIND_WORDS[kind]), box)

    def _number(self, name: str, words: str, most: int, *, beside: bool = False) -> None:
        field = NumberField(0, most)
        if name in _MAY_BE_EMPTY:
            field.setPlaceholderText(_("the state's"))
        self._numbers[name] = self.form.add(name, words, field, beside=beside)

    def _show(self, rules: ClinicRules) -> None:
        self._base = rules
        with self.form.loading():
            self._state.set_value(rules.state if rules.state in STATE_WORDS else "other")
            self._weekday.set_value(rules.below_dose_from)
            self._note_format.set_value(note_format(rules.note_format))
            self._edition.set_value(rules.dimension_edition)
            self._cosign.setText(rules.cosign_credentials)
            self._contact.setText(rules.privacy_contact)
            for name, field in self._numbers.items():
                number = getattr(rules, name)
                field.set_value(None if name in _MAY_BE_EMPTY and not number else number)
            for kind, box in self._counted.items():
                box.setChecked(kind.value in rules.counted)
        self.form.clear_problems()
        self._show_meaning()

    def _show_meaning(self) -> None:
        draft = self.draft()
        shown = draft if not draft.problems() else replace(self._base, state=draft.state)
        preset = preset_of(shown)
        self.meaning.set_facts(rule_facts(preset))
        self.unchecked.setText(unchecked_words(preset))

    def _on_save(self) -> None:
        self._save(self._base, self.draft())

    def _save(self, base: ClinicRules, mine: ClinicRules) -> None:
        call = partial(self._desk.services.rule.save, base=base, mine=mine)
        failed = partial(self._on_refused, mine)
        self._desk.background.run(self, call, self._on_saved, failed)

    def _on_saved(self, _nothing: None) -> None:
        self.form.set_clean()
        self.form.clear_problems()
        self._desk.messages.say(_("Saved."))
        self.refresh()

    def _on_refused(self, mine: ClinicRules, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            left: list[FieldProblem] = self.form.show_problems(error.problems)
            if left:
                self._desk.messages.error(error)
        elif isinstance(error, EditConflict):
            self._settle(mine, error)
        else:
            self._desk.messages.error(error)

    def _settle(self, mine: ClinicRules, conflict: EditConflict) -> None:
        names = {name: field.accessibleName() for name, field in self._numbers.items()}
        names |= {"state": _("State"), "below_dose_from": _("List short weeks from")}
        names["note_format"] = self._note_format.accessibleName()
        names["dimension_edition"] = self._edition.accessibleName()
        names["cosign_credentials"] = self._cosign.accessibleName()
        names["counted_appointments"] = _("Appointments that count as treatment hours")
        kept = self._desk.messages.settle(conflict, names)
        if kept is not None:
            theirs = {each.field: each.theirs for each in conflict.fields}
            self._save(
                replace(self._base, **theirs),  # type: ignore[arg-type]
                replace(mine, **kept),  # type: ignore[arg-type]
            )
