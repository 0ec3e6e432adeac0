import re
from dataclasses import replace
from datetime import date

import pytest

from iopdesk.documents.attendance_card import AttendanceCardRecord, render
from iopdesk.documents.paper_setting import PaperSetting
from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.language import Language
from iopdesk.domain.referral import CardForm
from tests.documents.plan_samples import SETTING, SETTINGS
from tests.documents.printed import Printed, assert_inside_measure

CARD = AttendanceCardRecord("Dolores", "Q", "K7Q4", date(2026, 11, 25))
SLIP = replace(CARD, form=CardForm.WEEKLY)
SPANISH = replace(SETTING, language=Language.SPANISH)
FORBIDDEN = (
    "treatment",
    "program",
    "recovery",
    "tratamiento",
    "programa",
    "recuperación",
    "anonymous",
    "sober",
    "clinic",
    "clínica",
    "chart",
    "expediente",
    "IOP",
    "42 CFR",
    "court",
    "proof",
)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: f"{s.language}-{s.paper_size}")
@pytest.mark.parametrize("card", [CARD, SLIP], ids=["wallet", "weekly"])
def test_nothing_on_the_card_tells_why_it_is_kept(
    card: AttendanceCardRecord, setting: PaperSetting
) -> None:
    printed = Printed(render(card, setting))
    shown = f"{printed.flat} {printed.properties}".casefold()
    for word in (*FORBIDDEN, setting.clinic_name, setting.clinic_phone, setting.printed_by):
        assert not re.search(rf"\b{re.escape(word.casefold())}\b", shown)
    for word in printed.flat.split():
        assert word.strip(".,") not in {f.short_name for f in Fellowship}
    assert "Dolores Q." in printed.flat
    assert "Dolores" not in printed.properties


def test_a_sheet_has_four_cards_for_four_weeks_with_a_code_each() -> None:
    text = Printed(render(CARD, SETTING)).flat
    for number, week in enumerate(("Nov 23", "Nov 30", "Dec 7", "Dec 14"), start=1):
        assert f"Week of {week}" in text
        assert f"K7Q4-{number}" in text
    assert text.count("Thank you for signing.") == 4
    assert text.count("Initials") == 8
    spanish = Printed(render(CARD, SPANISH)).flat
    assert "Semana del 23 nov" in spanish
    assert "Gracias por firmar." in spanish


def test_the_sheet_is_never_scaled_by_the_print_dialog() -> None:
    assert b"/PrintScaling /None" in render(CARD, SETTING)


def test_a_slip_has_seven_days_and_says_when_it_is_due() -> None:
    text = Printed(render(SLIP, SETTING)).flat
    for day in ("Mon 23", "Tue 24", "Wed 25", "Thu 26", "Fri 27", "Sat 28", "Sun 29"):
        assert day in text
    assert "Week of Monday, November 23, 2026" in text
    assert "Bring or send back by Monday, November 30." in text
    assert "K7Q4-W1" in text
    later = Printed(render(replace(SLIP, bring_back=date(2026, 12, 3)), SPANISH)).flat
    assert "a más tardar el jueves 3 de diciembre." in later


def test_the_slip_fits_one_page() -> None:
    for setting in SETTINGS:
        printed = Printed(render(SLIP, setting))
        assert len(printed.pages) == 1
        assert_inside_measure(printed)


@pytest.mark.parametrize(
    "name",
    [
        "Maximiliano-Alejandro Wolfeschlegelsteinhausen",
        "Maximiliano-Alejandro Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh",
        "Nguyễn Thị Hồng Ánh",
        "Tom <b> & Jerry",
    ],
)
def test_a_long_name_stays_whole_inside_its_face(name: str) -> None:
    printed = Printed(render(replace(CARD, first_name=name), SETTING))
    assert printed.has(name)
    faces = [(54 + 12, 306 - 12), (306 + 12, 558 - 12)]
    for box in printed.boxes[0]:
        if "Cut on" not in box.text:
            assert any(left - 1 <= box.left and box.right <= right + 1 for left, right in faces)


def test_a_name_without_an_initial_has_no_stray_point() -> None:
    assert replace(CARD, last_initial="").shown_name == "Dolores"
    assert replace(CARD, last_initial="Q.").shown_name == "Dolores Q."


def test_lines_to_write_on_survive_a_black_and_white_printer() -> None:
    picture = Printed(render(CARD, SETTING)).picture(dpi=300).point(lambda grey: 255 * (grey > 190))
    x = round((54 + 80) / 72 * 300)
    dark = [picture.getpixel((x, y)) == 0 for y in range(picture.height)]
    edges = sum(1 for before, now in zip(dark, dark[1:], strict=False) if now and not before)
    assert edges >= 4 * (3 + 1)
