"""Lists that leave the store: who may take them, and that each is in the access log."""

import pytest
from sqlalchemy import select

from iopdesk.domain.language import Language
from iopdesk.domain.problems import NotAllowed
from iopdesk.domain.staff import Role
from iopdesk.storage.access_tables import AccessRow
from tests.clinic_for_tests import TestClinic
from tests.documents.printed import Printed
from tests.documents.report_samples import ATTENDANCE, CLIENTS


def logged(clinic: TestClinic) -> list[tuple[str, str]]:
    with clinic.store.read() as db:
        return [
            (row.what, row.purpose)
            for row in db.execute(select(AccessRow.what, AccessRow.purpose)).all()
        ]


def test_a_list_is_printed_as_it_is_shown_and_logged(clinic: TestClinic) -> None:
    paper = clinic.services(Role.FRONT_DESK).lists.paper(CLIENTS, Language.ENGLISH)
    printed = Printed(paper.pdf)
    assert all(printed.has(row[1]) for row in CLIENTS.rows)
    assert (paper.file_stem, paper.title, paper.warnings) == ("clients", "Clients", ())
    assert logged(clinic) == [("print list", "Clients")]


def test_a_spreadsheet_says_who_saved_it_and_is_logged(clinic: TestClinic) -> None:
    data = clinic.services(Role.SUPERVISOR).lists.spreadsheet(ATTENDANCE, Language.SPANISH)
    text = data.decode("utf-8-sig")
    assert text.startswith("Group,Sessions,")
    assert 'Guardado por,"T. Okafor, LAADC"' in text
    assert logged(clinic) == [("export list", "Attendance by group")]


def test_a_file_needs_the_right_to_export(clinic: TestClinic) -> None:
    for role in (Role.COUNSELOR, Role.FRONT_DESK):
        with pytest.raises(NotAllowed):
            clinic.services(role).lists.spreadsheet(ATTENDANCE, Language.ENGLISH)
    assert logged(clinic) == []
