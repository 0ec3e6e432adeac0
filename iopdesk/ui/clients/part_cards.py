"""The short lists of a chart's details: people, medicines, allergies."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QCompleter, QLineEdit, QWidget

from iopdesk.domain.health import (
    ALLERGY_SEVERITIES,
    MEDICINE_STATES,
    TAKEN,
    Allergy,
    Medication,
)
from iopdesk.domain.medicines import known_medicines
from iopdesk.domain.support import RELATIONS, SupportPerson
from iopdesk.ui.widgets.buttons import quiet_button
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


def medication_card(parent: QWidget) -> PartCard:
    """Medicines as ordered; those against substance use are offered by generic or brand name."""
    card = PartCard(
        _("Medicines"),
        Medication(),
        [
            PartField("name", _("Medicine"), lambda: text_field(200)),
            PartField("generic", _("Generic name"), lambda: text_field(120), True),
            PartField("dose", _("Dose, as ordered"), lambda: text_field(200)),
            PartField("frequency", _("How often, as ordered"), lambda: text_field(120), True),
            PartField("taken_for", _("Taken for"), lambda: text_field(200)),
            PartField("is_for_substance_use", _("Helps against substance use"), QCheckBox),
            PartField("prescriber", _("Prescriber"), lambda: text_field(80)),
            PartField("pharmacy", _("Pharmacy"), lambda: text_field(120), True),
            PartField("started", _("Started"), DateField),
            PartField("next_refill", _("Next refill"), DateField, True),
            PartField("status", _("What became of it"), lambda: _choices(MEDICINE_STATES)),
            PartField("ended", _("Ended"), DateField, True),
            PartField("taken_as_directed", _("Taken as directed"), lambda: _choices(TAKEN)),
            PartField("asked", _("Asked on"), DateField, True),
        ],
        _medication_words,
        parent,
    )
    _offer_medicines(card)
    return card


class AllergyCard(PartCard):
    """Allergies; that none are known is said with its day. `none_known` carries yes or no."""

    none_known = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            _("Allergies"),
            Allergy(),
            [
                PartField("words", _("Allergic to"), lambda: text_field(200)),
                PartField("reaction", _("Reaction"), lambda: text_field(200)),
                PartField("severity", _("How bad"), lambda: _choices(ALLERGY_SEVERITIES)),
                PartField("noted", _("Noted on"), DateField, True),
            ],
            _allergy_words,
            parent,
        )
        self._day: date | None = None
        self.none = quiet_button("", "check", self)
        self.body.addWidget(self.none, 0, Qt.AlignmentFlag.AlignLeft)
        self.none.clicked.connect(lambda: self.none_known.emit(self._day is None))

    def show_health(self, allergies: tuple[Allergy, ...], none_since: date | None) -> None:
        """Show the list, or the day since which none are known."""
        self._day = none_since
        self.show_parts(allergies)
        self.none.setVisible(not allergies)
        if none_since is None:
            self.none.setText(_("None known, asked today"))
        else:
            day = screen_wording().day_month_year(none_since)
            self.none.setText(_("None known, asked {day}. Take this back", day=day))


def _allergy_words(one: Allergy) -> str:
    severity = _(ALLERGY_SEVERITIES[one.severity]) if one.severity else ""
    return ", ".join(part for part in (one.words, one.reaction, severity) if part)


def _choices(words: dict[str, str]) -> ChoiceField:
    return ChoiceField([(value, _(text)) for value, text in words.items()])


def _person_words(one: SupportPerson) -> str:
    relation = _(RELATIONS.get(one.relation, one.relation)) if one.relation else ""
    return ", ".join(part for part in (one.name, relation, one.phone) if part)


def _medication_words(one: Medication) -> str:
    taken = _(TAKEN[one.taken_as_directed]) if one.taken_as_directed else ""
    words = ", ".join(part for part in (one.name, one.dose, one.frequency, taken) if part)
    if one.ended is None and one.status != "active":
        return f"{words} ({_(MEDICINE_STATES[one.status])})"
    if one.ended is None:
        return words
    return _("{medicine} (ended {date})", medicine=words, date=_day(one))


def _day(one: Medication) -> str:
    return screen_wording().day_month_year(one.ended) if one.ended else ""


def _offer_medicines(card: PartCard) -> None:
    by_words = {one.words: one for one in known_medicines()}
    name, generic = card.form.field("name"), card.form.field("generic")
    helps = card.form.field("is_for_substance_use")
    assert isinstance(name, QLineEdit)
    assert isinstance(generic, QLineEdit)
    assert isinstance(helps, QCheckBox)
    completer = QCompleter(list(by_words), name)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    name.setCompleter(completer)

    def take(chosen: str) -> None:
        one = by_words.get(chosen)
        if one is not None:
            name.setText(one.brands[0] if one.brands else one.generic)
            generic.setText(one.generic)
            helps.setChecked(True)

    # the completer writes its own text first, so the words are set after it
    completer.activated.connect(take, Qt.ConnectionType.QueuedConnection)
