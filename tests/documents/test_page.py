from dataclasses import replace

import pytest
from pypdf import PdfReader
from reportlab.platypus import Flowable, PageBreak

from iopdesk.documents.kit import gap
from iopdesk.documents.page import PageFrame, build, build_sheets, page_height
from iopdesk.documents.paper_setting import PaperSize
from iopdesk.documents.styles import CLINICAL
from iopdesk.documents.text import paragraph
from iopdesk.domain.language import Language
from tests.documents.plan_samples import LONG_NAME, SETTING
from tests.documents.printed import BytesIO, Printed, assert_inside_measure, assert_numbered

FRAME = PageFrame(
    title="A paper", subject="Dwayne Porter", reference="Chart 00412", contact="210 Harbor Way"
)


def three_pages() -> list[Flowable]:
    return [
        paragraph("one", CLINICAL.body),
        PageBreak(),
        paragraph("two", CLINICAL.body),
        PageBreak(),
        paragraph("three", CLINICAL.body),
    ]


def test_header_names_the_clinic_first_with_its_contact_then_with_the_title() -> None:
    printed = Printed(build(three_pages(), FRAME, SETTING))
    assert_numbered(printed)
    assert all("Harbor Light IOP" in text for text in printed.pages)
    assert ["210 Harbor Way" in text for text in printed.pages] == [True, False, False]
    assert ["A paper" in text for text in printed.pages] == [False, True, True]


@pytest.mark.parametrize("size", PaperSize)
def test_sheets_have_their_size(size: PaperSize) -> None:
    printed = Printed(build(three_pages(), FRAME, replace(SETTING, paper_size=size)))
    assert printed.size == ((612, 792) if size is PaperSize.LETTER else (595.3, 841.9))


@pytest.mark.parametrize("size", PaperSize)
def test_long_names_grow_header_and_footer_and_overlap_nothing(size: PaperSize) -> None:
    setting = replace(
        SETTING,
        paper_size=size,
        clinic_name="Centro de Recuperación y Bienestar Familiar del Condado de Riverside",
        printed_by=LONG_NAME,
    )
    frame = replace(
        FRAME,
        subject=f"{LONG_NAME} {LONG_NAME}",
        contact="210 Harbor Way, Building 7, second floor, Corona, California 92879 · 951-555-0100",
        draft="DRAFT, not signed",
        notice="42 CFR part 2 prohibits unauthorized use or disclosure of these records.",
    )
    filled = [paragraph("\n".join(["line"] * 200), CLINICAL.body)]
    printed = Printed(build(filled, frame, setting))
    assert_inside_measure(printed)
    assert page_height(frame, setting) < page_height(FRAME, SETTING) + (50 if size == "a4" else 0)
    for boxes in printed.boxes:
        body = [box for box in boxes if box.text.strip() == "line"]
        others = [box for box in boxes if box.text.strip() and box.text.strip() != "line"]
        lowest, highest = min(b.bottom for b in body), max(b.top for b in body)
        assert all(box.top <= lowest or box.bottom >= highest for box in others)


def test_draft_is_boxed_on_every_page() -> None:
    frame = replace(FRAME, draft="DRAFT, not signed")
    printed = Printed(build(three_pages(), frame, SETTING))
    assert all("DRAFT, not signed" in text for text in printed.pages)


def test_a_band_stands_under_every_header() -> None:
    frame = replace(FRAME, band=paragraph("988: call or text, any time", CLINICAL.goal))
    printed = Printed(build(three_pages(), frame, SETTING))
    for text, boxes in zip(("one", "two", "three"), printed.boxes, strict=True):
        tops = {box.text.strip(): box.top for box in boxes}
        assert tops["Harbor Light IOP"] > tops["988: call or text, any time"] > tops[text]


def test_a_plain_paper_names_neither_clinic_nor_chart() -> None:
    frame = PageFrame(title="Weekly slip", subject="Dolores Q.", reference="K7Q4", plain=True)
    printed = Printed(build(three_pages(), frame, SETTING))
    for secret in ("Harbor", "Alvarez", "Printed", "951"):
        assert secret not in printed.text + printed.properties
    assert "K7Q4" in printed.pages[0]
    assert_numbered(printed)


def test_language_of_the_file_is_that_of_its_words() -> None:
    spanish = replace(SETTING, language=Language.SPANISH)
    printed = Printed(build(three_pages(), FRAME, spanish))
    assert printed.language == "es-US"
    assert_numbered(printed, "es")
    assert Printed(build(three_pages(), FRAME, SETTING)).language == "en-US"


def test_cards_have_no_name_and_are_never_scaled() -> None:
    pdf = build_sheets([lambda canvas: canvas.rect(10, 10, 50, 50)] * 2, "Cards", SETTING)
    printed = Printed(pdf)
    assert len(printed.pages) == 2
    assert "Harbor" not in printed.properties
    preferences = PdfReader(BytesIO(pdf)).trailer["/Root"]["/ViewerPreferences"]
    assert preferences["/PrintScaling"] == "/None"


def test_invariant_files_are_equal_and_hold_no_clock() -> None:
    setting = replace(SETTING, invariant=True)
    first, second = (build([gap(1)], FRAME, setting) for _ in range(2))
    assert first == second
