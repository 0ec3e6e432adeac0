from dataclasses import replace

import pytest

from iopdesk.documents.discharge_record import DischargeRecord, ThenAndNow
from iopdesk.documents.discharge_summary import render
from iopdesk.documents.paper_setting import PaperSetting, PaperSize, short_notice
from iopdesk.documents.score_chart import ScoreSeries
from iopdesk.domain.language import Language
from tests.documents.plan_samples import SETTING, SETTINGS
from tests.documents.printed import Printed, assert_inside_measure, assert_numbered
from tests.documents.step_down_samples import DISCHARGE, NOTHING_RECORDED, stress_discharge

SPANISH = replace(SETTING, language=Language.SPANISH)


def words_of(record: DischargeRecord) -> list[str]:
    texts = [record.client_name, record.reason, record.summary, record.safety, record.outlook]
    texts += [record.reason_level_differs, record.how_to_return, record.score_notes]
    texts += [record.score_credits]
    for d in record.diagnoses:
        texts += [d.code, d.name, d.at_admission, d.at_discharge]
    texts += [text for g in record.goals for text in (g.goal, g.note)]
    texts += [t for c in record.then_and_now for t in (c.what, c.at_admission, c.at_discharge)]
    texts += [text for m in record.medicines for text in (m.name, m.dose, m.prescriber)]
    texts += [text for a in record.aftercare for text in (a.what, a.with_whom, a.when)]
    texts += [text for s in record.signatures for text in (s.role, s.name, s.code)]
    return [text for text in texts if text]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: f"{s.language}-{s.paper_size}")
@pytest.mark.parametrize(
    "record", [DISCHARGE, NOTHING_RECORDED, stress_discharge()], ids=["usual", "empty", "full"]
)
def test_every_page_is_framed_numbered_and_carries_the_notice(
    record: DischargeRecord, setting: PaperSetting
) -> None:
    printed = Printed(render(record, setting))
    assert_inside_measure(printed)
    assert_numbered(printed, setting.language)
    for text in printed.pages:
        assert record.chart in text
        assert short_notice() in " ".join(text.split())
        assert record.is_draft == ("DRAFT" in text or "BORRADOR" in text)


@pytest.mark.parametrize("record", [DISCHARGE, stress_discharge()], ids=["usual", "full"])
def test_everything_recorded_is_on_the_paper(record: DischargeRecord) -> None:
    printed = Printed(render(record, SETTING))
    for text in words_of(record):
        assert printed.has(text), text


def test_a_usual_summary_takes_two_pages_on_both_sheets() -> None:
    for size in PaperSize:
        for setting in (SETTING, SPANISH):
            printed = Printed(render(DISCHARGE, replace(setting, paper_size=size)))
            assert len(printed.pages) == 2


def test_reason_and_next_level_stand_under_the_title() -> None:
    text = Printed(render(DISCHARGE, SETTING)).flat
    under = "Completed treatment, planned (TEDS 01). Stepped down to 1.5 Outpatient."
    assert text.index("Discharge summary") < text.index(under) < text.index("Client Priya Shah")
    assert "Fri, Nov 20, 2026 (89 days)" in text
    assert "Jul 14, 1994 (32)" in text


def test_scores_are_written_out_beside_the_lines() -> None:
    text = Printed(render(DISCHARGE, SETTING)).flat
    assert "PHQ-9 17, 11, 8, 4. GAD-7 13, 9, 8, 5." in text
    assert "PHQ-9 17 to 4" in text
    assert "10: look closer" in text
    assert "51 of 55 groups (93%), 176 of 186 hours." in text


def test_what_is_open_is_said_and_not_left_out() -> None:
    text = Printed(render(DISCHARGE, SETTING)).flat
    assert "Vocational help To be chosen Not booked" in text
    assert "None on file" in text
    assert "Declined" in text
    assert "– not rated." in text
    assert "Partly met" in text
    assert "Not met" in text
    copy = Printed(render(replace(DISCHARGE, client_copy_given=None, follow_up=()), SETTING)).flat
    assert "No follow-up calls." in copy
    assert "Client copy not given yet." in copy


def test_empty_sections_stay_with_words() -> None:
    text = Printed(render(NOTHING_RECORDED, SETTING)).flat
    for words in (
        "No reason recorded yet.",
        "None written yet.",
        "None recorded.",
        "No scores recorded.",
        "No attendance recorded yet.",
        "No goals recorded.",
        "No ratings recorded.",
        "None done.",
        "No medicines recorded.",
        "Nothing recorded about overdose, suicide risk or naloxone.",
        "Nothing is planned.",
        "Recommended: Not recorded.",
    ):
        assert words in text
    assert "DRAFT, not signed" in text


def test_unsigned_lines_stay_empty() -> None:
    text = Printed(render(DISCHARGE, SETTING)).flat
    assert "Signed in IOP Desk, 4:05 PM, code B21C-04" in text
    assert text.count("Signed") == 1
    assert "Signature Date Counselor" in Printed(render(NOTHING_RECORDED, SETTING)).flat


def test_long_comparisons_stand_below_each_other() -> None:
    long = ThenAndNow("Home", "word " * 400, "word " * 300)
    printed = Printed(render(replace(DISCHARGE, then_and_now=(long,)), SETTING))
    assert_inside_measure(printed)
    assert printed.text.count("word") == 700


def test_a_series_of_one_score_is_a_point_with_its_name() -> None:
    series = DISCHARGE.scores[0]
    once = ScoreSeries("AUDIT", series.scores[:1])
    text = Printed(render(replace(DISCHARGE, scores=(once,)), SETTING)).flat
    assert "AUDIT 17" in text
    assert "look closer" not in text


def test_a_third_series_is_still_written_out() -> None:
    third = replace(DISCHARGE.scores[0], name="PCL-5")
    text = Printed(render(replace(DISCHARGE, scores=(*DISCHARGE.scores, third)), SETTING)).flat
    assert "PCL-5 17, 11, 8, 4." in text


def test_spanish_reads_in_spanish() -> None:
    text = Printed(render(DISCHARGE, SPANISH)).flat
    for words in ("Resumen de alta", "Al ingreso", "Seguimiento", "vie 20 nov 2026", "Sin cita"):
        assert words in text
    for words in ("Discharge", "At admission", "Booked", "None on file"):
        assert words not in text


def test_the_same_record_gives_the_same_bytes_and_tells_no_name() -> None:
    setting = replace(SETTING, invariant=True)
    assert render(DISCHARGE, setting) == render(DISCHARGE, setting)
    printed = Printed(render(DISCHARGE, SETTING))
    assert printed.title == "Discharge summary"
    assert "Priya" not in printed.properties
