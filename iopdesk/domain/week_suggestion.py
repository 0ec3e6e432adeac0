"""Suggesting meetings for a client's week: near, spread over days, in their language, with reasons.

Only a proposal: the client's own choice rules, and both secular and 12-step meetings are offered
where the client has not chosen a path (Inouye v. Kemna, 504 F.3d 705).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from iopdesk.domain.meeting_need import MeetingNeed
from iopdesk.domain.referral import RecoveryPath
from iopdesk.domain.week import WeekBlock

NEAR_MILES = 3.0
_UNKNOWN_MILES = 15.0
_MOST_MILES = 30.0
MOST_SUGGESTED = 7


class Why(StrEnum):
    """One reason for a suggested meeting."""

    NEAR = "near"
    FROM_HOME = "from_home"
    LANGUAGE = "language"
    PEOPLE = "people"
    NEWCOMERS = "newcomers"
    FREE_DAY = "free_day"
    OTHER_PATH = "other_path"
    SIGNS_CARDS = "signs_cards"
    HOME_GROUP = "home_group"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the choice needs to know of a meeting; `miles` None where the distance is unknown."""

    id: UUID
    block: WeekBlock
    is_twelve_step: bool
    is_secular: bool
    is_in_person: bool
    miles: float | None
    languages: tuple[str, ...]
    needs: frozenset[MeetingNeed]
    signs_cards: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """What a client needs: how many a week, by which path, in which language, and when not.

    `people` are the groups of people the client asked to be with; a meeting for other people
    only (women, men) is left out. `taken` are groups, work and other fixed times.
    """

    a_week: int
    path: RecoveryPath | None = None
    language: str = "en"
    people: frozenset[MeetingNeed] = frozenset()
    taken: tuple[WeekBlock, ...] = ()
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One meeting of a suggested week, and why it is in it."""

    id: UUID
    why: tuple[Why, ...]


_FOR_SOME_ONLY = (MeetingNeed.WOMEN, MeetingNeed.MEN)


def suggest_week(candidates: Iterable[Candidate], wish: Wish) -> tuple[Suggestion, ...]:
    """Meetings for the week, the best first, no two at one time; fewer where too few fit.

    The same candidates in any order give the same week.
    """
    left = [each for each in candidates if _fits(each, wish)]
    chosen: list[Candidate] = []
    found: list[Suggestion] = []
    while left and len(chosen) < min(wish.a_week, MOST_SUGGESTED):
        best = min(left, key=lambda each: (-_score(each, wish, chosen), str(each.id)))
        found.append(Suggestion(best.id, tuple(_why(best, wish, chosen))))
        chosen.append(best)
        left = [e for e in left if e is not best and not e.block.clashes_with(best.block)]
    return tuple(found)


def _fits(each: Candidate, wish: Wish) -> bool:
    if any(each.block.clashes_with(block) for block in wish.taken):
        return False
    if any(need in each.needs and need not in wish.people for need in _FOR_SOME_ONLY):
        return False
    if each.is_in_person and (each.miles or 0) > _MOST_MILES:
        return False
    if each.languages and wish.language not in each.languages and "en" not in each.languages:
        return False
    return _on_path(each, wish.path)


def _on_path(each: Candidate, path: RecoveryPath | None) -> bool:
    if path is RecoveryPath.TWELVE_STEP:
        return each.is_twelve_step
    if path is RecoveryPath.SECULAR:
        return each.is_secular
    if path is RecoveryPath.OTHER:
        return not each.is_twelve_step
    return True


def _score(each: Candidate, wish: Wish, chosen: Sequence[Candidate]) -> float:
    """Higher is better; a mile costs one point, a second meeting on a day costs six."""
    away = 0.0 if not each.is_in_person else _UNKNOWN_MILES if each.miles is None else each.miles
    points = -away
    points += 8 if _speaks(each, wish) else 0
    points += 6 * len(each.needs & wish.people)
    points += 3 if wish.is_new and MeetingNeed.NEWCOMER in each.needs else 0
    points += 2 if each.signs_cards else 0
    points += 4 if each.is_in_person else 0
    points -= 6 * sum(other.block.weekday == each.block.weekday for other in chosen)
    points -= 1 if _is_free_day(each, wish.taken) is False else 0
    points += 12 if _completes_choice(each, wish, chosen) else 0
    return points


def _why(each: Candidate, wish: Wish, chosen: Sequence[Candidate]) -> list[Why]:
    reasons = {
        Why.NEAR: each.is_in_person and each.miles is not None and each.miles <= NEAR_MILES,
        Why.FROM_HOME: not each.is_in_person,
        Why.LANGUAGE: wish.language != "en" and _speaks(each, wish),
        Why.PEOPLE: bool(each.needs & wish.people),
        Why.NEWCOMERS: wish.is_new and MeetingNeed.NEWCOMER in each.needs,
        Why.FREE_DAY: _is_free_day(each, wish.taken),
        Why.OTHER_PATH: _completes_choice(each, wish, chosen),
        Why.SIGNS_CARDS: each.signs_cards,
        Why.HOME_GROUP: not chosen and each.is_in_person,
    }
    return [why for why, holds in reasons.items() if holds]


def _speaks(each: Candidate, wish: Wish) -> bool:
    return wish.language in (each.languages or ("en",))


def _is_free_day(each: Candidate, taken: Sequence[WeekBlock]) -> bool:
    return all(block.weekday != each.block.weekday for block in taken)


def _completes_choice(each: Candidate, wish: Wish, chosen: Sequence[Candidate]) -> bool:
    """Whether, after a first meeting of one path, this one lets a client see the other."""
    if wish.path not in (None, RecoveryPath.BOTH) or not chosen:
        return False
    seen = {other.is_twelve_step for other in chosen}
    return len(seen) == 1 and each.is_twelve_step not in seen
