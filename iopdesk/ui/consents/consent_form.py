"""The fields of one consent; what a kind does not need is not shown."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from iopdesk.domain.consent import (
    CRIMINAL_JUSTICE,
    INTERMEDIARY,
    LONGEST_NAME,
    LONGEST_WORDS,
    OTHER_FORM,
    TPO,
    Consent,
    joined_keys,
)
from iopdesk.domain.consent_library import consent_library
from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.support import SupportPerson
from iopdesk.ui.consents.consent_words import term_choices
from iopdesk.ui.widgets.fields import ChoiceField, DateField, text_field
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.keys_field import KeysField
from iopdesk.ui.wording import _, screen_wording

_SHARING = ("discloser", "recipient_contact", "support_person_id", "information", "what") + (
    "purposes",
    "purpose",
    "until",
    "until_event",
    "form_version",
    "language",
)
_TEXTS = ("to_whom", "discloser", "recipient_contact", "intermediary", "what", "purpose") + (
    "until_event",
    "revocable_when",
    "note",
)


class ConsentForm(Form):
    """Holds one consent; `load` shows it, `draft` gives it back as typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Consent()
        library = consent_library()
        kinds: list[tuple[object, str]] = [*term_choices(library.kinds)]
        self.kind = self.add("kind", _("&Kind of consent"), ChoiceField(kinds))
        self.add("to_whom", _("&Who may receive it"), text_field(LONGEST_NAME), beside=True)
        contact = text_field(LONGEST_WORDS)
        self.add("recipient_contact", _("Their address, phone, fax"), contact)
        self.person = ChoiceField()
        self.add("support_person_id", _("Person on the list"), self.person, beside=True)
        both = text_field(LONGEST_WORDS)
        self.add("intermediary", _("Intermediary and who takes part"), both)
        self.add("discloser", _("Who may share"), text_field(LONGEST_NAME))
        self.information = KeysField(term_choices(library.information))
        self.add("information", _("What information"), self.information)
        self.add("what", _("In the client's own words"), text_field(LONGEST_WORDS))
        self.purposes = KeysField(term_choices(library.purposes))
        self.add("purposes", _("What for"), self.purposes)
        self.add("purpose", _("Purpose in other words"), text_field(LONGEST_WORDS))
        self.until = self.add("until", _("&Last day"), DateField())
        event = text_field(LONGEST_WORDS)
        self.add("until_event", _("Or until this happens"), event, beside=True)
        when = text_field(LONGEST_WORDS)
        self.add("revocable_when", _("May be taken back only from"), when)
        self.form_version = ChoiceField(_forms())
        self.add("form_version", _("Form"), self.form_version)
        languages: list[tuple[object, str]] = [("en", _("English")), ("es", _("Spanish"))]
        self.language = ChoiceField(languages)
        self.add("language", _("Language of the form"), self.language, beside=True)
        self.add("note", _("Note"), text_field(LONGEST_WORDS))
        for field in (self.information, self.purposes):
            field.changed.connect(self._on_edited)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self._fit()

    def offer_people(self, people: Sequence[SupportPerson]) -> None:
        """Offer these to tie the consent to; one who is off the list stays named as such."""
        choices: list[tuple[object, str]] = [(None, _("Nobody on the list"))]
        choices += [(person.person_id, person.name) for person in people]
        tied = self._shown.support_person_id
        if tied is not None and all(tied != value for value, _words in choices):
            choices.append((tied, _("Someone who is off the list")))
        loading = self.is_loading
        was_dirty = self.is_dirty
        with self.loading():
            self.person.set_choices(choices)
            if not was_dirty:
                self.person.set_value(tied)
        self.is_dirty = was_dirty and not loading

    def load(self, consent: Consent) -> None:
        """Show a consent."""
        self._shown = consent
        with self.loading():
            self.kind.set_value(consent.kind)
            for name in _TEXTS:
                self.field(name).setText(getattr(consent, name))  # type: ignore[attr-defined]
            self.information.set_value(consent.categories)
            self.purposes.set_value(consent.purpose_keys)
            self.until.set_value(consent.until)
            self.person.set_value(consent.support_person_id)
            self.form_version.set_value(consent.form_version)
            self.language.set_value(consent.language or "en")
        self.clear_problems()
        self._fit()

    def draft(self) -> Consent:
        """The consent as typed; what the shown one has beside stays."""
        texts = {
            name: " ".join(self.field(name).text().split())  # type: ignore[attr-defined]
            for name in _TEXTS
            if not self.field(name).isHidden()
        }
        return replace(
            replace(self._shown, **texts),  # type: ignore[arg-type]
            kind=str(self.kind.value),
            information=joined_keys(self.information.value),
            purposes=joined_keys(self.purposes.value),
            until=self.until.value,
            support_person_id=self.person.value,  # type: ignore[arg-type]
            form_version=str(self.form_version.value or ""),
            language=str(self.language.value or "en"),
        )

    def typing_problems(self) -> list[FieldProblem]:
        """What was typed and can't be read."""
        if self.until.is_wrong:
            return [FieldProblem("until", "This is not a date. Type month/day/year.")]
        return []

    def lock(self, is_locked: bool) -> None:
        """A signed consent keeps what it says; only notes beside it change."""
        for name in (*_SHARING, "kind", "to_whom", "intermediary", "revocable_when"):
            if name not in ("support_person_id", "recipient_contact"):
                self.field(name).setEnabled(not is_locked)
        if is_locked:
            self.information.offer(self._shown.categories)
            self.purposes.offer(self._shown.purpose_keys)

    def _on_kind(self) -> None:
        if not self.is_loading and self.kind.value == TPO and not self._text("to_whom"):
            language = screen_wording().language
            self.field("to_whom").setText(  # type: ignore[attr-defined]
                consent_library().tpo_recipient[language]
            )
        self._fit()

    def _fit(self) -> None:
        library, kind = consent_library(), str(self.kind.value or "")
        shares = library.kinds[kind].shares if kind in library.kinds else True
        for name in _SHARING:
            self.show_field(name, shares)
        self.show_field("intermediary", kind == INTERMEDIARY)
        self.show_field("revocable_when", kind == CRIMINAL_JUSTICE)
        told = {k for k, t in library.information.items() if t.only_kind in ("", kind)}
        if kind == "sud_counseling_notes":
            told = {"counseling_notes"}
        self.information.offer(told if shares else ())
        own = {k for k, t in library.purposes.items() if t.only_kind == kind}
        tpo = {k for k, t in library.purposes.items() if t.is_tpo}
        free = {k for k, t in library.purposes.items() if not t.only_kind}
        self.purposes.offer((tpo if kind == TPO else own or free) if shares else ())

    def _text(self, name: str) -> str:
        return str(self.field(name).text()).strip()  # type: ignore[attr-defined]


def _forms() -> list[tuple[object, str]]:
    return [
        (consent_library().form_version, _("Our own form, printed here")),
        (OTHER_FORM, _("Another form; I read that it states the right to take it back")),
        ("", _("Not known")),
    ]
