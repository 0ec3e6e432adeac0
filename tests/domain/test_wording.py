from collections.abc import Iterator
from datetime import time

import pytest

from iopdesk.domain.wording import Wording, call_clients


@pytest.fixture
def guests() -> Iterator[None]:
    """A clinic that calls its clients guests."""
    call_clients("guest")
    yield
    call_clients("client")


def test_a_spanish_time_at_the_end_of_a_sentence_has_one_full_stop() -> None:
    words = Wording("es")
    told = words("What you typed on {date} at {time} is back.", date="jue", time="10:00 a. m.")
    assert told.endswith("10:00 a. m.")
    assert not told.endswith("..")


@pytest.mark.usefixtures("guests")
def test_texts_say_the_clinics_own_word_in_both_languages() -> None:
    english, spanish = Wording("en"), Wording("es")
    assert english("New client") == "New guest"
    assert english("Clients") == "Guests"
    assert english("&Client") == "&Guest"
    assert english("Cancelled by clien&t…") == "Cancelled by &guest…"
    assert spanish("Clients") == "Huéspedes"
    assert english.plural("{n} client", "{n} clients", 2) == "2 guests"


@pytest.mark.usefixtures("guests")
def test_what_is_filled_in_is_nobodys_word_and_stays() -> None:
    assert Wording("en")("From {client}: client", client="A client") == "From A client: guest"
    assert Wording("en").as_written("New client") == "New client"


def test_without_a_word_of_its_own_a_clinic_has_clients() -> None:
    call_clients("visitor")
    assert Wording("en")("Clients") == "Clients"
    call_clients("client")
    assert Wording("es")("Clients") == "Clientes"


def test_noon_has_its_own_words_in_spanish_and_the_minutes_after_it_have_not() -> None:
    words = Wording("es")
    assert words.time(time(12)) == "12:00 del día"
    assert words.time(time(12, 20)) == "12:20 p. m."
    assert words.time_span(time(12), time(12, 50)) == "12:00 del día – 12:50 p. m."
    assert words.time_span(time(12, 20), time(12, 50)) == "12:20 – 12:50 p. m."
