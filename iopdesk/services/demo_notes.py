"""Notes of the demo clinic: in several formats, some late, some waiting for a signature."""

import random
from collections.abc import Sequence
from dataclasses import replace

from iopdesk.domain.note import ClientNoteDraft, GroupNoteDraft, Participation
from iopdesk.domain.note_format import NoteFormat, join_sections
from iopdesk.domain.note_list import NoteEntry, NotePlace, NoteState
from iopdesk.domain.problems import UserProblem
from iopdesk.services.clinic_services import ClinicServices

NOTED_WEEKS = 3
_LATE_AFTER = 3
_COSIGNED_AFTER = 3
_NEXT_STEPS = (
    "Each brings one example to the next session.",
    "The same exercise again on the next day, in pairs.",
    "Next time: what worked over the weekend.",
)
_TALKS = (
    ("Spoke about the first week back at work.", "Less tense than last time.", "Try a short walk."),
    (
        "Went through the week's cravings by hour.",
        "Sees evenings as the hard time.",
        "Call by six.",
    ),
    ("Looked at the plan's first objective.", "Two of five steps done.", "Next step by Friday."),
    (
        "Spoke about sleep and coffee.",
        "Connects late nights with low mood.",
        "No coffee after two.",
    ),
)
_FAMILY = "Talked about weekends at home and who can be called.\nAgreed on two evenings together."


def group_note(chance: random.Random, topic: str, text: str) -> GroupNoteDraft:
    """A session's note; one in three as data and plan."""
    if chance.random() < 1 / 3:
        sections = [text, "", chance.choice(_NEXT_STEPS)]
        return GroupNoteDraft(topic, join_sections(NoteFormat.DAP, sections), format="dap")
    return GroupNoteDraft(topic, text)


def ask_for_cosignatures(director: ClinicServices) -> None:
    """The director wants a supervisor's signature under the notes of one credential more."""
    rules = director.rule.rules()
    more = f"{rules.cosign_credentials},CADC II"
    director.rule.save(base=rules, mine=replace(rules, cosign_credentials=more))


def finish_day(
    counselors: Sequence[ClinicServices], supervisor: ClinicServices, chance: random.Random
) -> None:
    """What is done at the end of a day: notes of appointments, late ones, second signatures."""
    for counselor in counselors:
        for entry in counselor.note_list.to_sign():
            if entry.place is NotePlace.APPOINTMENT:
                _note_appointment(counselor, entry, chance)
            elif entry.days >= _LATE_AFTER and chance.random() < 0.5:
                _sign_late(counselor, entry)
    waiting = [
        entry
        for entry in supervisor.cosign.queue()
        if entry.state is NoteState.TO_COSIGN and entry.days >= _COSIGNED_AFTER
    ]
    read = {note for entry in waiting for note in supervisor.note_list.text(entry).versions}
    if waiting:
        supervisor.cosign.cosign(waiting, read)


def _note_appointment(counselor: ClinicServices, entry: NoteEntry, chance: random.Random) -> None:
    if entry.place_id is None or entry.client_id is None or chance.random() < 0.1:
        return
    notes = counselor.appointment_note.notes(entry.place_id)
    talk = chance.choice(_TALKS)
    chosen = chance.choice((NoteFormat.DAP, NoteFormat.FREE))
    text = join_sections(chosen, talk) if chosen is NoteFormat.DAP else " ".join(talk)
    if entry.title == "family":
        guests = chance.choice(notes.relations or ("mother",))
        chosen = NoteFormat.FREE
        text = join_sections(chosen, (guests, _FAMILY), with_guests=True)
    participation = chance.choice((Participation.ACTIVE, Participation.SUPPORTIVE))
    draft = ClientNoteDraft(
        entry.client_id, participation, notes.usual_objective, text, format=chosen.value
    )
    counselor.appointment_note.save(entry.place_id, draft)
    if chance.random() < 0.9:
        counselor.appointment_note.sign(entry.place_id)


def _sign_late(counselor: ClinicServices, entry: NoteEntry) -> None:
    if entry.place_id is None:
        return
    try:
        counselor.note.sign_all(entry.place_id, entry.planned_day)
    except UserProblem:
        return  # not every client is marked: it goes on waiting
