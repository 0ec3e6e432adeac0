"""What to look at before notes are signed."""

import uuid
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.note import (
    ClientNoteDraft,
    EarlierLine,
    GroupNote,
    ObjectiveChoice,
    Participation,
    SessionNotes,
    is_late,
)
from iopdesk.domain.note_guards import Attendee, Concern, NoteConcern, concerns, note_concerns
from iopdesk.domain.note_words import copied_share, names_someone, words_of

ANA, BO, CY = (uuid.UUID(int=at) for at in (1, 2, 3))
FIRST, SECOND, OLD = (uuid.UUID(int=at) for at in (11, 12, 13))
PEOPLE = [
    Attendee(ANA, ("Ana", "García")),
    Attendee(BO, ("Grace", "Ng")),
]
LINES = [
    ClientNoteDraft(ANA, Participation.ACTIVE, text="Named payday."),
    ClientNoteDraft(BO, Participation.MINIMAL, text="Listened."),
]


def _kinds(text: str, lines: list[ClientNoteDraft], people: list[Attendee]) -> list[NoteConcern]:
    return [concern.kind for concern in concerns(text, lines, people)]


def test_nothing_to_look_at() -> None:
    assert _kinds("Members mapped one situation.", LINES, PEOPLE) == []


def test_no_text_and_unmarked_clients_block() -> None:
    people = [Attendee(ANA, ("Ana", "García"), is_marked=False, is_attended=False)]
    found = concerns(" ", [], people)
    assert [concern.kind for concern in found] == [NoteConcern.NO_TEXT, NoteConcern.UNMARKED]
    assert all(concern.kind.blocks for concern in found)
    assert found[1].clients == (ANA,)


@pytest.mark.parametrize(
    ("text", "names", "is_named"),
    [
        ("Ana shared, with grace.", ("Ana", "García"), True),
        ("Ana shared, with grace.", ("Grace", "Ng"), False),
        ("Members asked Grace to speak.", ("Grace", "Ng"), True),
        ("Grace was the topic today.", ("Grace", "Ng"), False),
        ("GARCIA left early.", ("Ana", "García"), True),
        ("ana's plan was read", ("Ana", "García"), True),
        ("Anaheim was mentioned.", ("Ana", "García"), False),
        ("Everyone will mark their calendar in may.", ("Will", "Mark", "May"), False),
        ("They practiced with Mei Ling.", ("Mei-Ling", "Chen"), True),
        ("Talked of the delgado family.", ("Lea", "de la Delgado"), True),
        ("De todos modos la vida sigue.", ("Lea", "de la Cruz"), False),
        ("No, an older member.", ("An", "No"), True),
        ("there is no answer", ("No",), False),
        ("Maria\u0301 spoke", ("María",), True),
    ],
)
def test_names_of_clients_in_a_text(text: str, names: tuple[str, ...], is_named: bool) -> None:
    assert names_someone(text, names) is is_named


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_name_is_found_in_any_text(before: str, after: str) -> None:
    assert names_someone(f"{before} Quiñones {after}", ("Dolores", "Quiñones"))


@given(st.text(max_size=60), st.lists(st.text(max_size=12), max_size=3))
def test_hostile_names_do_no_harm(text: str, names: list[str]) -> None:
    names_someone(text, names)
    assert not names_someone("", names)


def test_the_group_note_names_a_client() -> None:
    found = concerns("García left early.", LINES, PEOPLE)
    assert found == (Concern(NoteConcern.NAMES_A_CLIENT, (ANA,)),)


def test_a_line_names_another_client_but_not_a_namesake() -> None:
    people = [*PEOPLE, Attendee(CY, ("Ana", "Lee"))]
    lines = [
        ClientNoteDraft(ANA, text="Ana asked Lee for support."),
        ClientNoteDraft(BO, text="Listened to ana."),
        ClientNoteDraft(CY, text="Ana took part."),
    ]
    found = [each.clients for each in concerns("Text.", lines, people)]
    assert found == [(ANA, CY), (BO, ANA), (BO, CY)]


def test_identical_and_nearly_identical_lines() -> None:
    same = [ClientNoteDraft(ANA, text="Did  well."), ClientNoteDraft(BO, text="did well.")]
    assert _kinds("Text.", same, PEOPLE) == [NoteConcern.SAME_LINES]
    nearly = [
        ClientNoteDraft(ANA, text="Ana named payday as a trigger and agreed to call a friend."),
        ClientNoteDraft(BO, text="Grace named payday as a trigger and agreed to call a friend!"),
    ]
    assert _kinds("Text.", nearly, PEOPLE) == [NoteConcern.SAME_LINES]
    other = [nearly[0], ClientNoteDraft(BO, text="Said little, agreed to call a friend.")]
    assert _kinds("Text.", other, PEOPLE) == []


def test_missing_lines_and_lines_of_absent_clients() -> None:
    assert _kinds("Text.", LINES[:1], PEOPLE) == [NoteConcern.NO_LINE]
    only_taking_part = [LINES[0], ClientNoteDraft(BO, Participation.ACTIVE)]
    assert _kinds("Text.", only_taking_part, PEOPLE) == [NoteConcern.NO_LINE]
    away = [PEOPLE[0], Attendee(BO, ("Grace", "Ng"), is_attended=False)]
    assert _kinds("Text.", LINES, away) == [NoteConcern.LINE_OF_ABSENT]
    assert _kinds("Text.", LINES[:1], away) == []


def test_objectives_missing_or_of_a_replaced_plan() -> None:
    people = [Attendee(ANA, ("Ana", "García"), objectives=frozenset({FIRST}))]
    assert _kinds("Text.", LINES[:1], people) == [NoteConcern.NO_OBJECTIVE]
    old = [ClientNoteDraft(ANA, objective_id=OLD, text="Named payday.")]
    assert _kinds("Text.", old, people) == [NoteConcern.OLD_OBJECTIVE]


def test_the_copied_share_is_told_from_the_alert_on() -> None:
    before = "Named payday and the house of a cousin as places to stay away from."
    people = [Attendee(ANA, ("Ana", "García"), earlier=before)]
    lines = [ClientNoteDraft(ANA, text=f"{before} Will call on Friday night again soon.")]
    (found,) = concerns("Text.", lines, people, copied_alert=60)
    assert (found.kind, found.words) == (NoteConcern.COPIED, "67")
    assert concerns("Text.", lines, people, copied_alert=70) == ()


@given(st.text(max_size=120), st.text(max_size=120))
def test_a_share_is_a_percentage(text: str, earlier: str) -> None:
    words = words_of(text)
    assert 0 <= copied_share(words, words_of(earlier)) <= 100
    assert copied_share(words, words) == (100 if words else 0)
    assert copied_share(words, []) == 0


@given(
    st.lists(st.sampled_from("abcdefgh"), min_size=4, max_size=30),
    st.lists(st.sampled_from("uvwxyz"), max_size=30),
)
def test_the_share_counts_copied_words(old: list[str], new: list[str]) -> None:
    assert copied_share([*old, *new], old) >= round(100 * len(old) / (len(old) + len(new)))
    assert copied_share(new, old) == 0


def test_before_an_appointments_note_is_signed() -> None:
    client = Attendee(ANA, ("Ana", "García"), objectives=frozenset({FIRST}))
    line = ClientNoteDraft(ANA, objective_id=FIRST, text="Spoke about work.")
    assert note_concerns(line, client, is_kept=True) == ()
    found = note_concerns(ClientNoteDraft(ANA), client, is_kept=False)
    assert [each.kind for each in found] == [
        NoteConcern.NO_TEXT,
        NoteConcern.NOT_KEPT,
        NoteConcern.NO_OBJECTIVE,
    ]


def test_a_new_line_gets_the_objective_of_the_last_one_or_the_first_open() -> None:
    group = GroupNote(None, "", "", 0, "", None)
    offered = (
        ObjectiveChoice(FIRST, ANA, "1.1", "Done long ago", is_done=True),
        ObjectiveChoice(SECOND, ANA, "1.2", "Open"),
    )

    def usual(before: uuid.UUID | None) -> uuid.UUID | None:
        earlier = {ANA: EarlierLine(date(2026, 11, 12), "x", before)}
        return SessionNotes(group, (), offered, earlier=earlier).usual_objective(ANA)

    assert usual(None) == SECOND
    assert usual(FIRST) == FIRST
    assert usual(OLD) == SECOND
    assert SessionNotes(group, (), ()).usual_objective(ANA) is None


def test_late_is_after_the_clinics_days() -> None:
    day = date(2026, 11, 19)
    assert not is_late(day, date(2026, 11, 20), 1)
    assert is_late(day, date(2026, 11, 21), 1)
