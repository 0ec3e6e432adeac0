"""Two short lists beside the consents: the patient notice given, and restrictions asked for."""

from datetime import date

from PySide6.QtWidgets import QWidget

from iopdesk.domain.privacy import (
    LANGUAGES,
    LONGEST_WORDS,
    RESTRICTION_ANSWERS,
    NoticeGiven,
    Restriction,
)
from iopdesk.ui.widgets.fields import ChoiceField, DateField, text_field
from iopdesk.ui.widgets.part_card import PartCard, PartField
from iopdesk.ui.wording import _, screen_wording


def notice_card(today: date, parent: QWidget) -> PartCard:
    """The notice of 42 CFR 2.22: given, and its receipt signed or why not."""
    return PartCard(
        _("Patient notice"),
        NoticeGiven(day=today, language=screen_wording().language.value),
        [
            PartField("day", _("Given on"), DateField),
            PartField("language", _("Language"), _languages, True),
            PartField("signed", _("Receipt signed on"), DateField),
            PartField("why_not_signed", _("Or why not"), lambda: text_field(LONGEST_WORDS), True),
        ],
        notice_words,
        parent,
    )


def restriction_card(today: date, parent: QWidget) -> PartCard:
    """What the client asked not to be used or shared (42 CFR 2.26), and the answer."""
    return PartCard(
        _("Restrictions asked for"),
        Restriction(day=today),
        [
            PartField("day", _("Asked on"), DateField),
            PartField("words", _("What the client asked for"), lambda: text_field(LONGEST_WORDS)),
            PartField("answer", _("Answer"), _answers),
            PartField("answered", _("Answered on"), DateField, True),
            PartField("answer_words", _("Why, or how"), lambda: text_field(LONGEST_WORDS)),
        ],
        restriction_words,
        parent,
    )


def notice_words(one: NoticeGiven) -> str:
    """Such as "Nov 2, 2026: receipt signed"."""
    words = screen_wording()
    day = words.day_month_year(one.day) if one.day else ""
    if one.signed is not None:
        return _("{day}: receipt signed (version {version})", day=day, version=one.version)
    return _("{day}: not signed, {why}", day=day, why=one.why_not_signed)


def restriction_words(one: Restriction) -> str:
    """Such as "Not to my health plan: agreed to"."""
    answer = _(RESTRICTION_ANSWERS.get(one.answer, one.answer))
    return _("{words}: {answer}", words=one.words, answer=answer)


def _languages() -> ChoiceField:
    return ChoiceField([(key, _(words)) for key, words in LANGUAGES.items()])


def _answers() -> ChoiceField:
    return ChoiceField([(key, _(words)) for key, words in RESTRICTION_ANSWERS.items()])
