"""Blank questionnaires: every question, the credit line, one language that is official."""

import pytest

from iopdesk.domain.instrument import instruments
from iopdesk.domain.language import Language
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.staff import Role
from tests.clinic_for_tests import TestClinic
from tests.documents.printed import Printed
from tests.factories.people import admitted_client


@pytest.mark.parametrize("key", [one.key for one in instruments().values() if one.ships_items])
def test_every_form_prints_with_its_credit(clinic: TestClinic, key: str) -> None:
    client_id = admitted_client(clinic)
    form = instruments()[key]
    for language in form.languages:
        paper = clinic.services().instrument_paper.blank(key, language, client_id)
        printed = Printed(paper.pdf)
        assert len(printed.pages) <= 2
        assert printed.has(form.credit)
        assert printed.has("Dwayne Porter")


def test_what_may_not_be_printed_says_why(clinic: TestClinic) -> None:
    papers = clinic.services(Role.FRONT_DESK).instrument_paper
    with pytest.raises(UserProblem, match="not in IOP Desk"):
        papers.blank("dast10", Language.ENGLISH)
    with pytest.raises(UserProblem, match="official translation"):
        papers.blank("bam", Language.SPANISH)
    assert papers.blank("phq9", Language.ENGLISH).file_stem == "phq9-form"
