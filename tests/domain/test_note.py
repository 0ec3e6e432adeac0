"""What to look at before notes are signed."""

import uuid

from iopdesk.domain.note import (
    Attendee,
    ClientNoteDraft,
    NoteConcern,
    Participation,
    concerns,
)

ANA, BO = uuid.UUID(int=1), uuid.UUID(int=2)


def _attendee(client_id: uuid.UUID, first: str, last: str, **more: bool) -> Attendee:
    values = {"is_marked": True, "is_attended": True, "has_objectives": False, **more}
    return Attendee(client_id, first, last, **values)


PEOPLE = [_attendee(ANA, "Ana", "García"), _attendee(BO, "Grace", "Ng")]
LINES = [
    ClientNoteDraft(ANA, Participation.ACTIVE, text="Named payday."),
    ClientNoteDraft(BO, Participation.MINIMAL, text="Listened."),
]


def _kinds(text: str, lines: list[ClientNoteDraft], people: list[Attendee]) -> list[NoteConcern]:
    return [concern.kind for concern in concerns(text, lines, people)]


def test_nothing_to_look_at() -> None:
    assert _kinds("Members mapped one situation.", LINES, PEOPLE) == []


def test_no_text_and_unmarked_clients_block() -> None:
    people = [_attendee(ANA, "Ana", "García", is_marked=False, is_attended=False)]
    found = concerns(" ", [], people)
    assert [concern.kind for concern in found] == [NoteConcern.NO_TEXT, NoteConcern.UNMARKED]
    assert all(concern.kind.blocks for concern in found)
    assert found[1].clients == (ANA,)


def test_another_clients_name_in_the_shared_text() -> None:
    found = concerns("Ana shared, with grace.", LINES, PEOPLE)
    assert [(each.kind, each.clients) for each in found] == [(NoteConcern.NAMES_A_CLIENT, (ANA,))]
    assert _kinds("García left early.", LINES, PEOPLE) == [NoteConcern.NAMES_A_CLIENT]
    assert _kinds("Anaheim was mentioned.", LINES, PEOPLE) == []


def test_identical_and_missing_lines() -> None:
    same = [ClientNoteDraft(ANA, text="Did  well."), ClientNoteDraft(BO, text="did well.")]
    assert _kinds("Text.", same, PEOPLE) == [NoteConcern.SAME_LINES]
    assert _kinds("Text.", LINES[:1], PEOPLE) == [NoteConcern.NO_LINE]


def test_a_line_without_objective_where_the_plan_has_some() -> None:
    people = [_attendee(ANA, "Ana", "García", has_objectives=True)]
    assert _kinds("Text.", LINES[:1], people) == [NoteConcern.NO_OBJECTIVE]


def test_clients_who_were_away_need_no_line() -> None:
    people = [_attendee(ANA, "Ana", "García", is_attended=False)]
    assert _kinds("Text.", [], people) == []
