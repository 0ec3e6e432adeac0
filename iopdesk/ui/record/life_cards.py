"""The short lists of a client's history: how each is typed and what its line says."""

from datetime import date

from PySide6.QtWidgets import QCheckBox, QWidget

from iopdesk.domain.instrument import text_in
from iopdesk.domain.life import (
    LEGAL_KINDS,
    LIFE_OCCASIONS,
    LONGEST_WORDS,
    NALOXONE_OUTCOMES,
    OLDEST,
    PRIOR_KINDS,
    PRIOR_OUTCOMES,
    RANKS,
    LegalMatter,
    LifeSituation,
    NaloxoneOffer,
    PriorTreatment,
    SobrietyDate,
    SubstanceUse,
)
from iopdesk.domain.teds import teds_codes
from iopdesk.services.life_words import (
    matter_words,
    naloxone_words,
    situation_words,
    sobriety_words,
    substance_words,
    treatment_words,
)
from iopdesk.ui.widgets.fields import ChoiceField, DateField, NumberField, text_field
from iopdesk.ui.widgets.part_card import PartCard, PartField
from iopdesk.ui.wording import _, screen_wording

_MOST_DAYS, _MOST_ARRESTS, _MOST_DEPENDENTS = 30, 96, 30


def sobriety_card(today: date, parent: QWidget) -> PartCard:
    """Sober since; what ended stays as history."""
    return PartCard(
        _("Sobriety dates"),
        SobrietyDate(),
        [
            PartField("since", _("First day without"), DateField),
            PartField("ended", _("Ended on"), DateField, True),
            PartField("substance", _("Of what"), lambda: _codes("substance", _("Everything"))),
            PartField("learned_from", _("How we know"), lambda: text_field(LONGEST_WORDS), True),
            PartField("note", _("Note"), lambda: text_field(LONGEST_WORDS)),
        ],
        lambda one: sobriety_words(one, today, screen_wording()),
        parent,
    )


def substance_card(today: date, parent: QWidget) -> PartCard:
    """Substances in their rank, as told on a day."""
    ranks: list[tuple[object, str]] = [(rank, _(words)) for rank, words in RANKS.items()]
    return PartCard(
        _("Substances"),
        SubstanceUse(day=today),
        [
            PartField("substance", _("Substance"), lambda: _codes("substance")),
            PartField("rank", _("Rank"), lambda: ChoiceField(ranks), True),
            PartField("words", _("In the client's words"), lambda: text_field(LONGEST_WORDS)),
            PartField("route", _("Taken"), lambda: _codes("route", _("Not said"))),
            PartField(
                "frequency", _("How often"), lambda: _codes("frequency", _("Not said")), True
            ),
            PartField("days_in_30", _("Days of the last 30"), lambda: NumberField(0, _MOST_DAYS)),
            PartField("age_first", _("Age at first use"), lambda: NumberField(0, OLDEST), True),
            PartField("last_use", _("Last use"), DateField),
            PartField("amount", _("How much"), lambda: text_field(LONGEST_WORDS), True),
            PartField("day", _("Told on"), DateField),
            PartField("note", _("Note"), lambda: text_field(LONGEST_WORDS), True),
        ],
        lambda one: substance_words(one, screen_wording()),
        parent,
    )


def treatment_card(parent: QWidget) -> PartCard:
    """Treatment and detox before this stay."""
    return PartCard(
        _("Earlier treatment and detox"),
        PriorTreatment(),
        [
            PartField("kind", _("Kind"), lambda: _choices(PRIOR_KINDS)),
            PartField("place", _("Where"), lambda: text_field(LONGEST_WORDS), True),
            PartField("when_words", _("When, in words"), lambda: text_field(LONGEST_WORDS)),
            PartField("outcome", _("How it ended"), lambda: _choices(PRIOR_OUTCOMES), True),
            PartField("started", _("From"), DateField),
            PartField("ended", _("Last day"), DateField, True),
            PartField("note", _("Note"), lambda: text_field(LONGEST_WORDS)),
        ],
        lambda one: treatment_words(one, screen_wording()),
        parent,
    )


def situation_card(today: date, parent: QWidget) -> PartCard:
    """Home, work and school as TEDS asks."""
    unsaid = _("Not asked")
    return PartCard(
        _("Life situation (TEDS)"),
        LifeSituation(day=today),
        [
            PartField("day", _("Day"), DateField),
            PartField("occasion", _("Occasion"), lambda: _choices(LIFE_OCCASIONS), True),
            PartField("living", _("Lives"), lambda: _codes("living_arrangement", unsaid)),
            PartField("employment", _("Works"), lambda: _codes("employment", unsaid)),
            PartField("income", _("Income from"), lambda: _codes("income_source", unsaid)),
            PartField("marital", _("Marital status"), lambda: _codes("marital_status", unsaid)),
            PartField("education", _("Years of school"), lambda: text_field(2)),
            PartField("veteran", _("Veteran"), lambda: _codes("veteran", unsaid), True),
            PartField("pregnant", _("Pregnant"), lambda: _codes("pregnant", unsaid), True),
            PartField(
                "arrests_30_days", _("Arrests in 30 days"), lambda: NumberField(0, _MOST_ARRESTS)
            ),
            PartField(
                "dependents",
                _("Children cared for"),
                lambda: NumberField(0, _MOST_DEPENDENTS),
                True,
            ),
            PartField("note", _("Note"), lambda: text_field(LONGEST_WORDS)),
        ],
        lambda one: situation_words(one, screen_wording()),
        parent,
    )


def matter_card(parent: QWidget) -> PartCard:
    """Law, where it bears on the care."""
    return PartCard(
        _("Legal matters that bear on care"),
        LegalMatter(),
        [
            PartField("kind", _("What"), lambda: _choices(LEGAL_KINDS)),
            PartField("agency", _("Court or agency"), lambda: text_field(LONGEST_WORDS), True),
            PartField("officer", _("Officer"), lambda: text_field(LONGEST_WORDS)),
            PartField("phone", _("Phone"), lambda: text_field(40), True),
            PartField("words", _("Conditions"), lambda: text_field(LONGEST_WORDS)),
            PartField("since", _("Since"), DateField),
            PartField("next_date", _("Next date"), DateField, True),
            PartField("ended", _("Ended"), DateField, True),
        ],
        lambda one: matter_words(one, screen_wording()),
        parent,
    )


def naloxone_card(today: date, parent: QWidget) -> PartCard:
    """Naloxone: given, prescribed, there already, declined."""
    return PartCard(
        _("Naloxone"),
        NaloxoneOffer(day=today),
        [
            PartField("day", _("Day"), DateField),
            PartField("outcome", _("What came of it"), lambda: _choices(NALOXONE_OUTCOMES), True),
            PartField("taught", _("Showed how to use it"), QCheckBox),
            PartField("by_whom", _("By whom"), lambda: text_field(LONGEST_WORDS)),
            PartField("note", _("Note"), lambda: text_field(LONGEST_WORDS), True),
        ],
        lambda one: naloxone_words(one, screen_wording()),
        parent,
    )


def _dependents() -> NumberField:
    return NumberField(0, _MOST_DEPENDENTS)


def _choices(words: dict[str, str]) -> ChoiceField:
    return ChoiceField([(value, _(text)) for value, text in words.items()])


def _codes(element: str, none: str = "") -> ChoiceField:
    """A TEDS element's codes with their words; `none` is offered first where it may be empty."""
    language = screen_wording().language
    first: list[tuple[object, str]] = [("", none)] if none else []
    codes = [(code, text_in(texts, language)) for code, texts in teds_codes(element).items()]
    return ChoiceField(first + list(codes))
