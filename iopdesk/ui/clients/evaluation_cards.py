"""More short lists of a chart's details: evaluations, screens, authorizations."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtWidgets import QWidget

from iopdesk.domain.evaluation import (
    EVALUATIONS,
    LONGEST_WORDS,
    MOST_UNITS,
    UNIT_KINDS,
    Authorization,
    Evaluation,
    Papers,
)
from iopdesk.domain.policy import HOLDER_RELATIONS, LONGEST_NAME, RANKS, Policy
from iopdesk.ui.widgets.fields import ChoiceField, DateField, NumberField, text_field
from iopdesk.ui.widgets.part_card import PartCard, PartField
from iopdesk.ui.wording import _, screen_wording


def evaluation_card(parent: QWidget) -> PartCard:
    """Evaluations: due, done, by whom."""
    kinds = {kind.value: words for kind, words in EVALUATIONS.items()}
    return PartCard(
        _("Evaluations"),
        Evaluation(),
        [
            PartField("kind", _("Which"), lambda: _choices(kinds)),
            PartField("due", _("Due"), DateField, True),
            PartField("done", _("Done on"), DateField),
            PartField("done_by", _("Done by"), lambda: text_field(80), True),
            PartField("note", _("Note"), lambda: text_field(LONGEST_WORDS)),
        ],
        evaluation_words,
        parent,
    )


class AuthorizationCard(PartCard):
    """Payers' authorizations with what attendance has used of each."""

    def __init__(self, parent: QWidget) -> None:
        self._used: Mapping[UUID, int] = {}
        super().__init__(
            _("Payer authorizations"),
            Authorization(),
            [
                PartField("payer", _("Payer"), lambda: text_field(80)),
                PartField("number", _("Number"), lambda: text_field(40), True),
                PartField("starts", _("From"), DateField),
                PartField("ends", _("Last day"), DateField, True),
                PartField("units", _("How many"), lambda: NumberField(1, MOST_UNITS)),
                PartField("unit_kind", _("Of what"), lambda: _choices(UNIT_KINDS), True),
                PartField("note", _("Note"), lambda: text_field(LONGEST_WORDS)),
            ],
            self._words,
            parent,
        )

    def show_papers(self, papers: Papers) -> None:
        """Show them with their use."""
        self._used = papers.used
        self.show_parts(papers.authorizations)

    def _words(self, one: Authorization) -> str:
        used = self._used.get(one.authorization_id, 0) if one.authorization_id else 0
        return authorization_words(one, used)


def policy_card(parent: QWidget) -> PartCard:
    """Who pays, and who pays first."""
    ranks: list[tuple[object, str]] = [(rank, _(words)) for rank, words in RANKS.items()]
    return PartCard(
        _("Insurance"),
        Policy(),
        [
            PartField("payer", _("Payer"), lambda: text_field(LONGEST_NAME)),
            PartField("rank", _("Order"), lambda: ChoiceField(ranks), True),
            PartField("member_number", _("Member number"), lambda: text_field(40)),
            PartField("group_number", _("Group number"), lambda: text_field(40), True),
            PartField("holder_relation", _("In whose name"), lambda: _choices(HOLDER_RELATIONS)),
            PartField("holder", _("Name"), lambda: text_field(LONGEST_NAME), True),
            PartField("phone", _("Phone"), lambda: text_field(40)),
            PartField("starts", _("From"), DateField),
            PartField("ends", _("Last day"), DateField, True),
            PartField("note", _("Note"), lambda: text_field(LONGEST_WORDS)),
        ],
        policy_words,
        parent,
    )


def policy_words(one: Policy) -> str:
    """Such as "Blue Shield: pays first, member 4711"."""
    rank = _(RANKS.get(one.rank, RANKS[1])).lower()
    if one.member_number:
        return _(
            "{payer}: {rank}, member {number}", payer=one.payer, rank=rank, number=one.member_number
        )
    return _("{payer}: {rank}", payer=one.payer, rank=rank)


def evaluation_words(one: Evaluation) -> str:
    """Such as "Physical examination, done Nov 2, 2026 by Dr. Lee"."""
    return one.in_words(screen_wording())


def authorization_words(one: Authorization, used: int) -> str:
    """Such as "Blue Shield: 16 of 18 days used, to Dec 4, 2026"."""
    words = screen_wording()
    last = words.day_month_year(one.ends) if one.ends else ""
    if one.units is None:
        return _("{payer}: to {day}", payer=one.payer, day=last)
    return _(
        "{payer}: {used} of {all} {units} used, to {day}",
        payer=one.payer,
        used=used,
        all=one.units,
        units=_(UNIT_KINDS.get(one.unit_kind, one.unit_kind)),
        day=last,
    )


def _choices(words: Mapping[str, str]) -> ChoiceField:
    return ChoiceField([(value, _(text)) for value, text in words.items()])
