"""Instruments such as the PHQ-9: their questions, how answers add up, and what a score asks for.

Each stands in resources/instruments with its licence, version and source. Rules are those of its
manual; a result is screening, never a diagnosis.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from iopdesk.domain.language import Language
from iopdesk.domain.resources import resource_path

Texts = Mapping[str, str]
Answers = Mapping[str, int | None]
"""Answers by item; None where an item was declined or left empty."""


@dataclass(frozen=True)
class Choice:
    """One answer of an item, with the points it counts."""

    value: int
    texts: Texts


@dataclass(frozen=True)
class Item:
    """A question; `after_stem` completes the instrument's stem ("In the past month, have you").

    Where `only_if_any` names items, it is asked only if one of them has points.
    """

    item_id: str
    texts: Texts
    choices: tuple[Choice, ...]
    after_stem: bool = False
    only_if_any: tuple[str, ...] = ()


@dataclass(frozen=True)
class Skip:
    """While all of `if_zero` are answered with 0, the items of `zero` are not asked and count 0."""

    if_zero: tuple[str, ...]
    zero: tuple[str, ...]


@dataclass(frozen=True)
class Band:
    """What a score from `start` on is called."""

    start: int
    texts: Texts


@dataclass(frozen=True)
class Scale:
    """Items that add up; up to `may_miss` missing ones are filled in with the mean of the others.

    `cut` is the score to look closer from: at or above it where low is better, at or below it
    where high is better; `cut_women` and `cut_men` hold where the manual has them.
    """

    scale_id: str
    texts: Texts
    items: tuple[str, ...]
    lowest: int
    highest: int
    is_high_better: bool
    may_miss: int = 0
    cut: int | None = None
    cut_women: int | None = None
    cut_men: int | None = None
    bands: tuple[Band, ...] = ()

    def cut_for(self, gender: str) -> int | None:
        """The cut for a client whose gender is written as in the record; else the cautious one."""
        if gender == "woman" and self.cut_women is not None:
            return self.cut_women
        if gender == "man" and self.cut_men is not None:
            return self.cut_men
        if gender != "man" and self.cut_women is not None and self.cut is not None:
            return min(self.cut, self.cut_women)
        return self.cut

    def needs_a_look(self, value: int, gender: str) -> bool:
        """Whether a score is on the far side of the cut."""
        cut = self.cut_for(gender)
        if cut is None:
            return False
        return value <= cut if self.is_high_better else value >= cut

    def band(self, value: int) -> Band | None:
        """The band a score falls into."""
        return next((band for band in reversed(self.bands) if band.start <= value), None)


@dataclass(frozen=True)
class Alert:
    """What a result asks for. One that `must_close` becomes a duty that nobody can dismiss.

    It looks at one item, the sum of some, one scale, or any scale; `at_cut` takes the cut of the
    scale. `only_after_abstinence` waits for a client who was without before.
    """

    alert_id: str
    texts: Texts
    items: tuple[str, ...] = ()
    scales: tuple[str, ...] = ()
    at_least: int = 1
    at_cut: bool = False
    or_missing: bool = False
    only_after_abstinence: bool = False
    is_urgent: bool = False
    must_close: bool = False


@dataclass(frozen=True)
class Instrument:
    """One instrument; without items only its score is entered, from a form on paper."""

    key: str
    name: str
    titles: Texts
    version: str
    licence: str
    source: str
    credit: str
    check: str
    about: Texts
    instructions: Texts
    stem: Texts
    items: tuple[Item, ...]
    skips: tuple[Skip, ...]
    scales: tuple[Scale, ...]
    alerts: tuple[Alert, ...]

    @property
    def ships_items(self) -> bool:
        """Whether its licence lets the questions stand in the program."""
        return bool(self.items)

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages it may be given in: English, and those with an official translation."""
        return tuple(
            language for language in Language if all(language in item.texts for item in self.items)
        )

    def item(self, item_id: str) -> Item:
        """The item with this id."""
        return next(item for item in self.items if item.item_id == item_id)

    def alert(self, alert_id: str) -> Alert | None:
        """The alert with this id."""
        return next((alert for alert in self.alerts if alert.alert_id == alert_id), None)

    def scale(self, scale_id: str) -> Scale:
        """The scale with this id."""
        return next(scale for scale in self.scales if scale.scale_id == scale_id)

    def skipped(self, answers: Answers) -> frozenset[str]:
        """Items that are not asked, given these answers."""
        found = {
            item_id
            for skip in self.skips
            if all(answers.get(item_id) == 0 for item_id in skip.if_zero)
            for item_id in skip.zero
        }
        for item in self.items:
            needed = item.only_if_any
            if needed and not any(answers.get(other) for other in needed if other not in found):
                found.add(item.item_id)
        return frozenset(found)

    def in_full(self, answers: Answers) -> dict[str, int | None]:
        """The answers with the skipped items at 0, and items outside the form left out.

        An item that is asked only if others have points stays empty where it was not asked.
        """
        skipped = self.skipped(answers)
        return {
            item.item_id: (None if item.only_if_any else 0)
            if item.item_id in skipped
            else answers.get(item.item_id)
            for item in self.items
        }

    def missing(self, answers: Answers) -> tuple[str, ...]:
        """Items that were asked and have no answer."""
        skipped = self.skipped(answers)
        return tuple(
            item.item_id
            for item in self.items
            if item.item_id not in skipped and answers.get(item.item_id) is None
        )

    def problems(self, answers: Answers) -> list[str]:
        """Items whose answer is none that the form offers."""
        return [
            item_id
            for item_id, value in answers.items()
            if value is not None
            and (
                item_id not in {item.item_id for item in self.items}
                or value not in {choice.value for choice in self.item(item_id).choices}
            )
        ]

    def scores(self, answers: Answers) -> dict[str, int]:
        """The scales that can be counted; one that misses too many items is left out."""
        full = self.in_full(answers)
        found = {}
        for scale in self.scales:
            given = [value for item in scale.items if (value := full[item]) is not None]
            lacks = len(scale.items) - len(given)
            if given and lacks <= scale.may_miss:
                # the mean of what was answered stands in for the rest, halves go up
                found[scale.scale_id] = (2 * sum(given) * len(scale.items) + len(given)) // (
                    2 * len(given)
                )
        return found

    def alerts_of(
        self,
        answers: Answers,
        scores: Mapping[str, int],
        *,
        gender: str = "",
        was_abstinent: bool = False,
    ) -> tuple[Alert, ...]:
        """What this result asks for, the urgent first; the same words once."""
        full = self.in_full(answers) if answers else {}
        found: dict[str, Alert] = {}
        for alert in sorted(self.alerts, key=lambda each: not each.is_urgent):
            if alert.only_after_abstinence and not was_abstinent:
                continue
            if self._fires(alert, full, scores, gender):
                found.setdefault(str(alert.texts), alert)
        return tuple(found.values())

    def _fires(self, alert: Alert, full: Answers, scores: Mapping[str, int], gender: str) -> bool:
        if alert.items:
            given = [full.get(item) for item in alert.items]
            if alert.or_missing and full and None in given:
                return True
            return sum(value for value in given if value is not None) >= alert.at_least
        for scale_id in alert.scales:
            value = scores.get(scale_id)
            if value is None:
                continue
            if alert.at_cut and self.scale(scale_id).needs_a_look(value, gender):
                return True
            if not alert.at_cut and value >= alert.at_least:
                return True
        return False


@cache
def instruments() -> Mapping[str, Instrument]:
    """Every instrument by its key: the forms first, then those of which a score is entered."""
    folder = resource_path("instruments")
    read = [
        _instrument(json.loads(path.read_text(encoding="utf-8"))) for path in folder.glob("*.json")
    ]
    ordered = sorted(read, key=lambda one: (not one.ships_items, one.name))
    return {one.key: one for one in ordered}


def text_in(texts: Texts, language: str) -> str:
    """The text in a language, else in English."""
    return texts.get(language) or texts.get(Language.ENGLISH, "")


def _instrument(data: dict[str, Any]) -> Instrument:
    choices = {
        name: tuple(Choice(each["value"], each["text"]) for each in listed)
        for name, listed in data["answers"].items()
    }
    return Instrument(
        key=data["id"],
        name=data["name"],
        titles=data["title"],
        version=data["version"],
        licence=data["licence"],
        source=data["source"],
        credit=data["credit"],
        check=data["check"],
        about=data["ask_about"],
        instructions=data["instructions"],
        stem=data.get("stem", {}),
        items=tuple(_item(each, choices) for each in data["items"]),
        skips=tuple(Skip(_tuple(each, "if_zero"), _tuple(each, "zero")) for each in data["skips"]),
        scales=tuple(_scale(each) for each in data["scales"]),
        alerts=tuple(_alert(each, data["scales"]) for each in data["alerts"]),
    )


def _item(data: dict[str, Any], choices: Mapping[str, tuple[Choice, ...]]) -> Item:
    return Item(
        data["id"],
        data["text"],
        choices[data["answers"]],
        data.get("stem", False),
        _tuple(data, "only_if_any"),
    )


def _scale(data: dict[str, Any]) -> Scale:
    return Scale(
        data["id"],
        data["text"],
        _tuple(data, "items"),
        data["lowest"],
        data["highest"],
        data["better"] == "high",
        data["may_miss"],
        data.get("cut"),
        data.get("cut_women"),
        data.get("cut_men"),
        tuple(Band(each["from"], each["text"]) for each in data["bands"]),
    )


def _alert(data: dict[str, Any], scales: Sequence[dict[str, Any]]) -> Alert:
    every = tuple(each["id"] for each in scales) if data.get("any_scale") else ()
    return Alert(
        data["id"],
        data["text"],
        items=(data["item"],) if "item" in data else _tuple(data, "sum"),
        scales=(data["scale"],) if "scale" in data else every,
        at_least=data.get("at_least", 1),
        at_cut=data.get("at_cut", False),
        or_missing=data.get("or_missing", False),
        only_after_abstinence=data.get("only_after_abstinence", False),
        is_urgent=data["urgent"],
        must_close=data["must_close"],
    )


def _tuple(data: dict[str, Any], name: str) -> tuple[str, ...]:
    return tuple(data.get(name, ()))
