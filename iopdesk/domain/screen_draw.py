"""Who is screened on a day, by lot: fair, and the same again from the same seed and pool."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Candidate:
    """Someone who may be drawn: screens of this week so far, and days left after today."""

    client_id: UUID
    taken: int
    days_left: int


@dataclass(frozen=True)
class DrawRules:
    """At least and at most so many screens a client and week."""

    least: int = 1
    most: int = 3


def must_be_drawn(one: Candidate, rules: DrawRules) -> bool:
    """Whether the week would end below the least if this client were not drawn today."""
    return one.taken < rules.most and one.taken + one.days_left < rules.least


def drawn(pool: Sequence[Candidate], wanted: int, seed: str, rules: DrawRules) -> tuple[UUID, ...]:
    """The clients drawn, in the order of the lot.

    Whoever has the most of a week is left out, whoever would fall below the least is always in;
    the other places go by lot. A client's lot is the SHA-256 of seed and id, so that everyone has
    the same chance, the order of the pool doesn't matter, and anyone can work it out again.
    """
    may = [one for one in pool if one.taken < rules.most]
    by_lot = sorted(may, key=lambda one: lot(seed, one.client_id))
    musts = [one for one in by_lot if must_be_drawn(one, rules)]
    others = [one for one in by_lot if not must_be_drawn(one, rules)]
    free = max(wanted - len(musts), 0)
    chosen = {one.client_id for one in (*musts, *others[:free])}
    return tuple(one.client_id for one in by_lot if one.client_id in chosen)


def lot(seed: str, client_id: UUID) -> bytes:
    """A client's lot; the lowest are drawn."""
    return hashlib.sha256(f"{seed} {client_id.hex}".encode()).digest()
