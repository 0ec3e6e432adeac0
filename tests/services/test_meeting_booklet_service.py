"""Which meetings a booklet holds, and when there is none."""

import io

import pytest
from pypdf import PdfReader

from iopdesk.domain.distance import Point
from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.language import Language
from iopdesk.domain.problems import UserProblem
from iopdesk.services.meeting_booklet_service import BookletWish
from iopdesk.services.meeting_search import MeetingFilter
from tests.clinic_for_tests import TestClinic
from tests.factories.meetings import import_rows, row

CORONA = Point(33.8753, -117.5664)
NORCO = row("Horse Town", formatted_address="1 Sixth St, Norco, CA 92860, USA", city="Norco")


def text_of(clinic: TestClinic, wish: BookletWish) -> str:
    paper = clinic.services().meeting_booklet.booklet(wish)
    pages = PdfReader(io.BytesIO(paper.pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_filters_narrow_it_and_are_told(clinic: TestClinic) -> None:
    import_rows(clinic)
    import_rows(clinic, [NORCO], Fellowship.NA, "Inland NA")
    everything = text_of(clinic, BookletWish())
    assert "9 meetings" in everything
    assert "From the directories: Inland AA, Nov 19, 2026; Inland NA" in everything
    spanish = MeetingFilter(languages=frozenset({"es"}), near=CORONA, within_miles=3.0)
    narrowed = text_of(clinic, BookletWish(spanish))
    assert "Within 3 miles · In Spanish · 1 meeting" in narrowed
    assert "Mujeres en Recuperación" in narrowed
    assert "Sunrise" not in narrowed
    of_norco = text_of(clinic, BookletWish(area="norco", language=Language.SPANISH))
    assert "Horse Town" in of_norco
    assert "Sunrise" not in of_norco


def test_a_booklet_of_nothing_is_refused(clinic: TestClinic) -> None:
    with pytest.raises(UserProblem, match="No meeting fits"):
        clinic.services().meeting_booklet.booklet(BookletWish(area="Nowhere"))
