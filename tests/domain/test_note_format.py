"""Sections of a note survive in one text, whatever is typed into them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.language import Language
from iopdesk.domain.note_format import (
    HEAD_WORDS,
    NoteFormat,
    converted,
    heads_of,
    join_sections,
    note_format,
    shown_sections,
    split_sections,
)
from iopdesk.domain.wording import Wording

_HOSTILE = st.lists(
    st.one_of(
        st.sampled_from([f"{space}{head}:" for head in HEAD_WORDS for space in ("", " ", "  ")]),
        st.sampled_from(["", " ", "\t", ":", "Data", "data:", "Plan: rest", "\r", "\u2028", "{n}"]),
        st.text(max_size=12),
    ),
    max_size=6,
).map("\n".join)
_FORMATS = st.sampled_from(NoteFormat)


@given(_FORMATS, st.booleans(), st.data())
def test_what_was_joined_is_split_again(
    chosen: NoteFormat, guests: bool, data: st.DataObject
) -> None:
    sections = tuple(data.draw(_HOSTILE) for _head in heads_of(chosen, with_guests=guests))
    text = join_sections(chosen, sections, with_guests=guests)
    assert split_sections(chosen, text, with_guests=guests) == sections


@given(_FORMATS, st.booleans(), _HOSTILE)
def test_no_word_of_any_text_is_lost(chosen: NoteFormat, guests: bool, text: str) -> None:
    shown = " ".join(split_sections(chosen, text, with_guests=guests)).split()
    heads = {f"{head}:" for head in heads_of(chosen, with_guests=guests)}
    assert [word for word in text.split() if word not in heads and word not in shown] == []


@given(_FORMATS, _FORMATS, st.booleans(), _HOSTILE)
def test_no_word_is_lost_in_another_format(
    was: NoteFormat, now: NoteFormat, guests: bool, typed: str
) -> None:
    heads = heads_of(was, with_guests=guests)
    text = join_sections(was, [f"{typed} {at}" for at in range(len(heads))], with_guests=guests)
    moved = converted(text, was, now, with_guests=guests)
    words = " ".join(split_sections(now, moved, with_guests=guests)).split()
    for at in range(len(heads)):
        assert str(at) in words


def test_a_note_reads_as_plain_text() -> None:
    text = join_sections(NoteFormat.DAP, ["Named payday.", "", "Calls Friday."])
    assert text == "Data:\nNamed payday.\n\nPlan:\nCalls Friday."
    assert join_sections(NoteFormat.FREE, ["Data:\nas typed"]) == "Data:\nas typed"
    assert join_sections(NoteFormat.DAP, ["", "", ""]) == ""


def test_the_same_heads_keep_their_words() -> None:
    dap = join_sections(NoteFormat.DAP, ["Seen.", "Better.", "Friday."])
    soap = converted(dap, NoteFormat.DAP, NoteFormat.SOAP)
    assert split_sections(NoteFormat.SOAP, soap) == ("Seen.", "", "Better.", "Friday.")
    assert converted("As it came.", NoteFormat.FREE, NoteFormat.BIRP) == "Behavior:\nAs it came."


@pytest.mark.parametrize(
    ("language", "head"), [(Language.ENGLISH, "Response"), (Language.SPANISH, "Respuesta")]
)
def test_heads_are_shown_in_the_readers_language(language: Language, head: str) -> None:
    text = join_sections(NoteFormat.BIRP, ["", "", "Agreed.", ""])
    assert shown_sections("birp", text, Wording(language)) == [(head, "Agreed.")]
    assert shown_sections("", "Free words.", Wording(language)) == [("", "Free words.")]
    assert note_format("of a later release") is NoteFormat.FREE
