"""Drafts, signing, addenda."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from iopdesk.domain.attendance import Mark
from iopdesk.domain.note import ClientNoteDraft, GroupNoteDraft, Participation
from iopdesk.domain.note_guards import NoteConcern
from iopdesk.domain.problems import EditConflict, NotAllowed, UserProblem
from iopdesk.domain.topic_rotation import TopicDraft
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import THURSDAY, mark, member, new_group, slot_on

TEXT = GroupNoteDraft("Naming triggers", "Members mapped one situation each.")


class Held:
    """A session with one client."""

    def __init__(self, clinic: TestClinic) -> None:
        self.group_id = new_group(clinic)
        self.client_id = member(clinic, self.group_id)
        self.slot_id = slot_on(clinic, self.group_id)


@pytest.fixture
def held(clinic: TestClinic) -> Held:
    return Held(clinic)


def _line(client_id: uuid.UUID, text: str = "Named payday.", seen: int = 0) -> ClientNoteDraft:
    return ClientNoteDraft(client_id, Participation.ACTIVE, None, text, seen)


def test_drafts_are_kept_and_read_back(clinic: TestClinic, held: Held) -> None:
    clinic.services().note.save(held.slot_id, THURSDAY, TEXT, [_line(held.client_id)])
    notes = clinic.services("supervisor").note.notes(held.slot_id, THURSDAY)
    assert (notes.group.topic, notes.group.text) == (TEXT.topic, TEXT.text)
    assert not notes.group.is_signed
    line = notes.of_client(held.client_id)
    assert line is not None
    assert (line.participation, line.text) == (Participation.ACTIVE, "Named payday.")
    assert clinic.services().attendance.session(held.slot_id, THURSDAY).topic == TEXT.topic


def test_an_empty_line_makes_no_note(clinic: TestClinic, held: Held) -> None:
    note = clinic.services().note
    note.save(held.slot_id, THURSDAY, None, [ClientNoteDraft(held.client_id)])
    assert note.notes(held.slot_id, THURSDAY).clients == ()


def test_signing_needs_text_and_marks(clinic: TestClinic, held: Held) -> None:
    note = clinic.services().note
    with pytest.raises(UserProblem, match="can't be signed yet"):
        note.sign_all(held.slot_id, THURSDAY)
    note.save(held.slot_id, THURSDAY, TEXT)
    with pytest.raises(UserProblem, match="can't be signed yet"):
        note.sign_all(held.slot_id, THURSDAY)
    mark(clinic, held.slot_id, held.client_id, Mark.PRESENT)
    assert [c.kind for c in note.concerns(held.slot_id, THURSDAY)] == [NoteConcern.NO_LINE]
    assert note.sign_all(held.slot_id, THURSDAY) == 1


def test_signed_notes_never_change(clinic: TestClinic, held: Held) -> None:
    note = clinic.services().note
    mark(clinic, held.slot_id, held.client_id, Mark.PRESENT)
    note.save(held.slot_id, THURSDAY, TEXT, [_line(held.client_id)])
    assert note.sign_all(held.slot_id, THURSDAY) == 2
    notes = note.notes(held.slot_id, THURSDAY)
    assert notes.group.signed_by == "R. Alvarez"
    assert notes.group.signed_at == clinic.clock.now()
    with pytest.raises(UserProblem, match="signed"):
        note.save(held.slot_id, THURSDAY, GroupNoteDraft("Naming triggers", "Other words."))
    with pytest.raises(UserProblem, match="signed"):
        note.save(held.slot_id, THURSDAY, GroupNoteDraft("Other topic", TEXT.text))
    with pytest.raises(UserProblem, match="signed"):
        note.save(held.slot_id, THURSDAY, None, [_line(held.client_id, "Other words.")])
    assert note.notes(held.slot_id, THURSDAY) == notes
    assert note.sign_all(held.slot_id, THURSDAY) == 0


def test_addenda_are_added_to_signed_notes_only(clinic: TestClinic, held: Held) -> None:
    note = clinic.services().note
    mark(clinic, held.slot_id, held.client_id, Mark.PRESENT)
    note.save(held.slot_id, THURSDAY, TEXT, [_line(held.client_id)])
    notes = note.notes(held.slot_id, THURSDAY)
    assert notes.group.id is not None
    with pytest.raises(UserProblem, match="Only signed notes"):
        note.add_addendum(notes.group.id, "Later thought.")
    note.sign_all(held.slot_id, THURSDAY)
    clinic.clock.advance(timedelta(days=1))
    other = clinic.services("supervisor").note
    other.add_addendum(notes.group.id, " Later thought. ")
    other.add_addendum(notes.clients[0].id, "Called on Friday.")
    with pytest.raises(UserProblem, match="needs words"):
        other.add_addendum(notes.group.id, " ")
    found = note.notes(held.slot_id, THURSDAY)
    (added,) = found.group.addenda
    assert (added.text, added.written_by, added.written_at) == (
        "Later thought.",
        "T. Okafor",
        clinic.clock.now(),
    )
    assert [each.text for each in found.clients[0].addenda] == ["Called on Friday."]
    assert found.group.text == TEXT.text


def test_a_note_changed_by_someone_else_shows_both(clinic: TestClinic, held: Held) -> None:
    clinic.services().note.save(held.slot_id, THURSDAY, TEXT, [_line(held.client_id)])
    seen = clinic.services().note.notes(held.slot_id, THURSDAY)
    other = clinic.services("supervisor").note
    other.save(held.slot_id, THURSDAY, GroupNoteDraft(TEXT.topic, "Theirs.", seen.group.version))
    with pytest.raises(EditConflict) as caught:
        mine = GroupNoteDraft(TEXT.topic, "Mine.", seen.group.version)
        clinic.services().note.save(held.slot_id, THURSDAY, mine)
    (field,) = caught.value.fields
    assert (field.mine, field.theirs, field.theirs_by) == ("Mine.", "Theirs.", "T. Okafor")
    line = seen.clients[0]
    changed = _line(held.client_id, "Still mine.", line.version)
    clinic.services().note.save(held.slot_id, THURSDAY, None, [changed])


def test_two_people_naming_the_topic_both_see_it(clinic: TestClinic, held: Held) -> None:
    mine, theirs = clinic.services().note, clinic.services("supervisor").note
    mine.save(held.slot_id, THURSDAY, GroupNoteDraft("Triggers", "Members shared."))
    version = mine.notes(held.slot_id, THURSDAY).group.version
    draft = GroupNoteDraft("Triggers", "Members shared.", version, seen_topic="Triggers")
    theirs.save(held.slot_id, THURSDAY, replace(draft, topic="Refusal skills"))
    with pytest.raises(EditConflict) as caught:
        mine.save(held.slot_id, THURSDAY, replace(draft, topic="Boundaries"))
    (field,) = caught.value.fields
    assert (field.field, field.mine, field.theirs, field.theirs_by) == (
        "topic",
        "Boundaries",
        "Refusal skills",
        "T. Okafor",
    )
    mine.save(held.slot_id, THURSDAY, replace(draft, text="Members shared a lot."))
    found = mine.notes(held.slot_id, THURSDAY).group
    assert (found.topic, found.text) == ("Refusal skills", "Members shared a lot.")


def test_a_topic_that_is_typed_is_no_longer_the_one_that_was_chosen(
    clinic: TestClinic, held: Held
) -> None:
    services = clinic.services()
    group_id = services.attendance.session(held.slot_id, THURSDAY).group_id
    services.topic.add(group_id, [TopicDraft("Triggers"), TopicDraft("Refusal skills")])
    assert services.note.notes(held.slot_id, THURSDAY).proposed == "Triggers"
    (chosen, _) = services.topic.grid(group_id).topics
    services.topic.choose(held.slot_id, THURSDAY, chosen.id)
    assert services.note.notes(held.slot_id, THURSDAY).proposed == ""
    typed = GroupNoteDraft("Refusal skills", "Members shared.", seen_topic="Triggers")
    services.note.save(held.slot_id, THURSDAY, typed, [_line(held.client_id)])
    assert services.topic.proposed(group_id)[held.slot_id, THURSDAY].title == "Refusal skills"
    mark(clinic, held.slot_id, held.client_id, Mark.PRESENT)
    services.note.sign_all(held.slot_id, THURSDAY)
    with pytest.raises(UserProblem, match="signed"):
        services.topic.choose(held.slot_id, THURSDAY, chosen.id)
    assert services.note.notes(held.slot_id, THURSDAY).group.topic == "Refusal skills"


def test_rights(clinic: TestClinic, held: Held) -> None:
    with pytest.raises(NotAllowed):
        clinic.services("front_desk").note.notes(held.slot_id, THURSDAY)
    with pytest.raises(NotAllowed):
        clinic.services("director").note.save(held.slot_id, THURSDAY, TEXT)
    with pytest.raises(NotAllowed):
        clinic.services("privacy_officer").note.sign_all(held.slot_id, THURSDAY)
