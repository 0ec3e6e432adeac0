from dataclasses import replace

from iopdesk.documents.record_texts import missing_letters, record_texts
from tests.documents.meeting_list_samples import MEETINGS
from tests.documents.step_down_samples import CLIENT_COPY, DISCHARGE


def test_texts_of_all_depths_are_found() -> None:
    texts = set(record_texts(DISCHARGE))
    assert {"Priya Shah", "F11.20", "B21C-04", "PHQ-9"} <= texts
    assert "Wheelchair" in set(record_texts(MEETINGS))


def test_letters_without_a_face_are_named_before_printing() -> None:
    assert missing_letters(CLIENT_COPY) == ()
    person = replace(CLIENT_COPY.people[0], name="Mom 😀", when="🙏")
    assert missing_letters(replace(CLIENT_COPY, people=(person,))) == ("😀", "🙏")


def test_codes_of_choices_are_no_texts() -> None:
    assert "booked" not in set(record_texts(DISCHARGE))
