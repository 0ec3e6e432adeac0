"""The short lists of a chart's details: people, diagnoses, medicines, allergies."""

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCheckBox, QCompleter, QLineEdit, QWidget

from iopdesk.domain.health import REMISSIONS, SEVERITIES, Allergy, Diagnosis, Medication
from iopdesk.domain.support import RELATIONS, SupportPerson
from iopdesk.services.diagnosis_codes import DiagnosisCode, diagnosis_codes
from iopdesk.ui.widgets.fields import ChoiceField, DateField, text_field
from iopdesk.ui.widgets.part_card import PartCard, PartField
from iopdesk.ui.wording import _, screen_wording


def people_card(parent: QWidget) -> PartCard:
    """People around the client, with the four marks."""
    relations = [(value, _(words)) for value, words in RELATIONS.items()]
    return PartCard(
        _("Safety net"),
        SupportPerson(),
        [
            PartField("name", _("Name"), lambda: text_field(80)),
            PartField("relation", _("Relation"), lambda: ChoiceField(relations), True),
            PartField("phone", _("Phone"), lambda: text_field(40)),
            PartField("is_sober", _("Sober"), QCheckBox),
            PartField("is_encouraging", _("Encouraging"), QCheckBox, True),
            PartField("is_reachable_at_risk", _("Reachable when at risk"), QCheckBox),
            PartField("knows_warning_signs", _("Knows the warning signs"), QCheckBox, True),
            PartField("note", _("Note"), text_field),
        ],
        _person_words,
        parent,
    )


def diagnosis_card(parent: QWidget) -> PartCard:
    """Diagnoses; typing part of a code or a word offers the codes."""
    card = PartCard(
        _("Diagnoses"),
        Diagnosis(),
        [
            PartField("words", _("Diagnosis"), lambda: text_field(200)),
            PartField("code", _("ICD-10-CM code"), lambda: text_field(12)),
            PartField("severity", _("Severity"), lambda: _choices(SEVERITIES), True),
            PartField("remission", _("Remission"), lambda: _choices(REMISSIONS)),
            PartField("since", _("Since"), DateField, True),
            PartField("given_by", _("Given by"), lambda: text_field(80)),
            PartField("ended", _("Ended"), DateField, True),
        ],
        lambda one: ", ".join(part for part in (one.code, one.words) if part),
        parent,
    )
    _offer_codes(card)
    return card


def medication_card(parent: QWidget) -> PartCard:
    """Medicines as ordered."""
    return PartCard(
        _("Medicines"),
        Medication(),
        [
            PartField("name", _("Medicine"), lambda: text_field(200)),
            PartField("dose", _("Dose, as ordered"), lambda: text_field(200)),
            PartField("taken_for", _("Taken for"), lambda: text_field(200)),
            PartField("prescriber", _("Prescriber"), lambda: text_field(80), True),
            PartField("is_for_substance_use", _("Helps against substance use"), QCheckBox),
            PartField("started", _("Started"), DateField),
            PartField("ended", _("Ended"), DateField, True),
            PartField("next_refill", _("Next refill"), DateField, True),
        ],
        _medication_words,
        parent,
    )


def allergy_card(parent: QWidget) -> PartCard:
    """Allergies and bad reactions."""
    return PartCard(
        _("Allergies"),
        Allergy(),
        [
            PartField("words", _("Allergic to"), lambda: text_field(200)),
            PartField("reaction", _("Reaction"), lambda: text_field(200)),
        ],
        lambda one: ", ".join(part for part in (one.words, one.reaction) if part),
        parent,
    )


def _choices(words: dict[str, str]) -> ChoiceField:
    return ChoiceField([(value, _(text)) for value, text in words.items()])


def _person_words(one: SupportPerson) -> str:
    relation = _(RELATIONS.get(one.relation, one.relation)) if one.relation else ""
    return ", ".join(part for part in (one.name, relation, one.phone) if part)


def _medication_words(one: Medication) -> str:
    words = ", ".join(part for part in (one.name, one.dose) if part)
    if one.ended is None:
        return words
    return _("{medicine} (ended {date})", medicine=words, date=_day(one))


def _day(one: Medication) -> str:
    return screen_wording().day_month_year(one.ended) if one.ended else ""


def _offer_codes(card: PartCard) -> None:
    language = screen_wording().language
    by_words = {_code_words(code, language): code for code in diagnosis_codes()}
    field = card.form.field("words")
    assert isinstance(field, QLineEdit)
    completer = QCompleter(field)
    completer.setModel(QStringListModel(list(by_words), completer))
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setMaxVisibleItems(10)
    field.setCompleter(completer)
    field.setPlaceholderText(_("Type a word or a code"))

    def take(chosen: str) -> None:
        code = by_words.get(chosen)
        if code is not None:
            _fill(card, code, language)

    # the completer writes its own text first, so the words are set after it
    completer.activated.connect(take, Qt.ConnectionType.QueuedConnection)


def _fill(card: PartCard, code: DiagnosisCode, language: str) -> None:
    words, number = card.form.field("words"), card.form.field("code")
    severity = card.form.field("severity")
    if isinstance(words, QLineEdit) and isinstance(number, QLineEdit):
        words.setText(code.words(language))
        number.setText(code.code)
    if isinstance(severity, ChoiceField):
        severity.set_value(code.severity)


def _code_words(code: DiagnosisCode, language: str) -> str:
    return f"{code.words(language)} ({code.code})"
