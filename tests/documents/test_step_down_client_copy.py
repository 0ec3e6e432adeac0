import re
from dataclasses import replace
from datetime import date

import pytest

from iopdesk.documents.paper_setting import PaperSetting, PaperSize
from iopdesk.documents.step_down_client_copy import (
    Appointment,
    PersonToCall,
    StepDownClientRecord,
    render,
)
from iopdesk.domain.language import Language
from tests.documents.plan_samples import SETTING, SETTINGS
from tests.documents.printed import Printed, assert_inside_measure, assert_numbered
from tests.documents.step_down_samples import (
    CLIENT_COPY,
    HOSTILE,
    NOTHING_WRITTEN,
    stress_client_copy,
)

SPANISH = replace(SETTING, language=Language.SPANISH)


def words_of(record: StepDownClientRecord) -> list[str]:
    texts = [record.client_name, record.naloxone, record.if_i_use, record.my_reasons]
    texts += [record.home_work_ride, *record.triggers, *record.warning_signs, *record.actions]
    texts += [text for s in record.next_steps for text in (s.what, s.about)]
    texts += [t for a in record.appointments for t in (a.who, a.purpose, a.where, a.phone, a.way)]
    texts += [text for p in record.people for text in (p.name, p.phone, p.when)]
    texts += [text for m in record.medicines for text in (m.name, m.how, m.who_gives_it)]
    return [text for text in texts if text]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: f"{s.language}-{s.paper_size}")
@pytest.mark.parametrize(
    "record", [CLIENT_COPY, NOTHING_WRITTEN, stress_client_copy()], ids=["usual", "empty", "full"]
)
def test_every_page_is_framed_and_carries_the_crisis_numbers_in_both_languages(
    record: StepDownClientRecord, setting: PaperSetting
) -> None:
    printed = Printed(render(record, setting))
    assert_inside_measure(printed)
    assert_numbered(printed, setting.language)
    for text in printed.pages:
        assert record.chart in text
        for number in ("988", "911", "1-800-662-4357"):
            assert number in text
        assert "Overdose or danger now" in text
        assert "Sobredosis o peligro ahora" in text
        assert record.is_draft == ("DRAFT" in text or "BORRADOR" in text)


@pytest.mark.parametrize("setting", [SETTING, SPANISH], ids=["en", "es"])
@pytest.mark.parametrize("record", [CLIENT_COPY, stress_client_copy()], ids=["usual", "full"])
def test_everything_written_is_on_the_paper(
    record: StepDownClientRecord, setting: PaperSetting
) -> None:
    printed = Printed(render(record, setting))
    texts = words_of(record)
    for sentence in {s for text in texts for s in re.split(r"(?<=\.) ", text)}:
        assert printed.has(sentence), sentence
    assert printed.text.count("discusión") == sum(text.count("discusión") for text in texts)


def test_a_usual_paper_takes_two_pages_on_both_sheets() -> None:
    for size in PaperSize:
        printed = Printed(render(CLIENT_COPY, replace(SETTING, paper_size=size)))
        assert len(printed.pages) == 2
        assert "My appointments" in printed.pages[0]
        assert "I got a copy." in printed.pages[1]


def test_the_reader_gets_the_own_language_first() -> None:
    english = Printed(render(CLIENT_COPY, SETTING)).flat
    assert "You finished 89 days with us." in english
    assert "December 20, January 19 and February 18." in english
    assert english.index("Call or text, any time") < english.index("Llame al 988 y oprima 2")
    spanish = Printed(render(CLIENT_COPY, SPANISH)).flat
    assert "Usted terminó 89 días con nosotros." in spanish
    assert "20 de diciembre, 19 de enero y 18 de febrero." in spanish
    assert "Lun 30 nov" in spanish
    assert spanish.index("Texto: AYUDA") < spanish.index("Call or text 988")


def test_empty_sections_stay_with_words() -> None:
    text = Printed(render(NOTHING_WRITTEN, SETTING)).flat
    for section in ("Where I go next", "My appointments", "My meetings each week", "If I use"):
        assert section in text
    assert "No appointment is booked yet." in text
    assert "I do not have a kit yet." in text
    assert "No medicine is written here." in text
    assert "No call is planned yet." in text
    assert text.count("Nothing is written here yet. Ask your counselor.") == 5
    assert "My body is not used to the drug now." in text


def test_someone_who_left_early_is_not_told_they_finished() -> None:
    text = Printed(render(replace(CLIENT_COPY, finished=False, days_here=1), SETTING)).flat
    assert "You were with us for 1 day." in text
    assert "finished" not in text


def test_what_is_not_booked_is_printed_as_not_booked_and_comes_last() -> None:
    open_one = Appointment("Dr. Vega")
    timeless = Appointment("Lab", day=date(2026, 12, 1))
    record = replace(CLIENT_COPY, appointments=(open_one, timeless, *CLIENT_COPY.appointments))
    text = Printed(render(record, SETTING)).flat
    assert text.index("Dr. Amaro, first visit") < text.index("Not booked yet")
    assert "Ask for the time" in text


def test_a_person_without_a_number_says_so() -> None:
    record = replace(CLIENT_COPY, people=(PersonToCall("Aunt May", ""),))
    assert "No number yet" in Printed(render(record, SETTING)).flat


def test_naloxone_in_the_client_words_replaces_the_missing_kit() -> None:
    record = replace(CLIENT_COPY, naloxone_day=None, naloxone="I did not want one.")
    text = Printed(render(record, SETTING)).flat
    assert "Naloxone: I did not want one." in text
    assert "I do not have a kit yet." not in text


def test_the_county_line_is_on_each_page() -> None:
    setting = replace(SETTING, crisis_line="Riverside County: 951-555-0190")
    for text in Printed(render(CLIENT_COPY, setting)).pages:
        assert "Riverside County: 951-555-0190" in text


def test_one_follow_up_day_needs_no_and() -> None:
    record = replace(CLIENT_COPY, follow_up=(date(2026, 12, 20),))
    assert "December 20. They will ask" in Printed(render(record, SETTING)).flat


def test_the_signature_is_never_alone_on_a_page() -> None:
    for record in (CLIENT_COPY, NOTHING_WRITTEN, stress_client_copy()):
        for setting in SETTINGS:
            last = Printed(render(record, setting)).pages[-1]
            assert "call me" in last or "me llamará" in last


def test_no_client_text_is_in_the_properties() -> None:
    printed = Printed(render(replace(CLIENT_COPY, client_name=HOSTILE), SETTING))
    assert printed.title == "My next steps"
    assert "Tom" not in printed.properties


def test_no_clinical_words_reach_the_client() -> None:
    for setting in (SETTING, SPANISH):
        text = Printed(render(CLIENT_COPY, setting)).flat.casefold()
        for word in ("discharge", "relapse", "diagnosis", "asam", "f11", "recaída", "adicto"):
            assert word not in text
