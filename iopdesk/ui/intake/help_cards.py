"""The short lists of a chart's support page: family education, and help around treatment."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QWidget

from iopdesk.domain.help import (
    FAMILY_TOPICS,
    HELP_KINDS,
    HELP_STATES,
    LONGEST_WORDS,
    MOST_MINUTES,
    FamilyVisit,
    Help,
)
from iopdesk.domain.support import SupportPerson
from iopdesk.ui.widgets.fields import ChoiceField, DateField, NumberField, text_field
from iopdesk.ui.widgets.part_card import PartCard, PartField
from iopdesk.ui.wording import _, screen_wording


class FamilyCard(PartCard):
    """Who came to learn how to help; no chart is opened for them."""

    def __init__(self, today: date, parent: QWidget | None = None, *, notes: bool) -> None:
        self._names: dict[UUID, str] = {}
        super().__init__(
            _("Family education"),
            FamilyVisit(day=today),
            [
                PartField("support_person_id", _("Who came"), ChoiceField),
                PartField("day", _("Day"), DateField, True),
                PartField("topic", _("About"), lambda: _choices(FAMILY_TOPICS)),
                PartField("minutes", _("Minutes"), lambda: NumberField(1, MOST_MINUTES), True),
                *_note(notes),
            ],
            self._words,
            parent,
        )
        field = self.form.field("support_person_id")
        assert isinstance(field, ChoiceField)
        self._person = field

    def offer_people(self, people: tuple[SupportPerson, ...]) -> None:
        """Offer these people; lines name them."""
        self._names = {one.person_id: one.name for one in people if one.person_id}
        if not self.is_editing:
            self._person.set_choices([(None, _("Choose")), *self._names.items()])

    def edit(self, part: FamilyVisit) -> None:
        """Whoever was taken off the list since is still named as such, never as someone else."""
        choices: list[tuple[object, str]] = [(None, _("Choose")), *self._names.items()]
        if all(part.support_person_id != value for value, _words in choices):
            choices.append((part.support_person_id, _("Someone who is off the list")))
        self._person.set_choices(choices)
        super().edit(part)

    def _words(self, one: FamilyVisit) -> str:
        day = screen_wording().day_month_year(one.day) if one.day else ""
        person = one.support_person_id
        name = self._names.get(person, "") if person else ""
        told = f"{day}: {name or _('Someone who is off the list')}"
        return (
            f"{told}, {_(FAMILY_TOPICS.get(one.topic, one.topic)).lower()}" if one.topic else told
        )


def help_card(today: date, parent: QWidget | None = None, *, notes: bool) -> PartCard:
    """A sober-living bed, rides, work: from the asking to what came of it.

    Notes are for clinical staff.
    """
    return PartCard(
        _("Help around treatment"),
        Help(asked=today),
        [
            PartField("kind", _("What it is"), lambda: _choices(HELP_KINDS)),
            PartField("state", _("Stands"), lambda: _choices(HELP_STATES), True),
            PartField("provider", _("Who gives it"), lambda: text_field(LONGEST_WORDS)),
            PartField("phone", _("Phone"), lambda: text_field(40), True),
            PartField("asked", _("Asked for on"), DateField),
            PartField("next_date", _("Look again on"), DateField, True),
            PartField("starts", _("From"), DateField),
            PartField("ends", _("Last day"), DateField, True),
            PartField("outcome", _("What came of it"), lambda: text_field(LONGEST_WORDS)),
            *_note(notes),
        ],
        help_words,
        parent,
    )


def help_words(one: Help) -> str:
    """Such as "Sober-living bed, Harbor House: planned, from Dec 1, 2026"."""
    words = screen_wording()
    kind = _(HELP_KINDS.get(one.kind, one.kind))
    name = f"{kind}, {one.provider}" if one.provider else kind
    told = f"{name}: {_(HELP_STATES.get(one.state, one.state)).lower()}"
    if one.outcome:
        return f"{told}, {one.outcome}"
    if one.starts is not None:
        return _("{what}, from {day}", what=told, day=words.day_month_year(one.starts))
    if one.next_date is not None and one.is_open:
        return _("{what}, look again {day}", what=told, day=words.date(one.next_date))
    return told


def _choices(words: Mapping[str, str]) -> ChoiceField:
    return ChoiceField([(value, _(text)) for value, text in words.items()])


def _note(shown: bool) -> tuple[PartField, ...]:
    field = PartField("note", _("Note"), lambda: text_field(LONGEST_WORDS))
    return (field,) if shown else ()
