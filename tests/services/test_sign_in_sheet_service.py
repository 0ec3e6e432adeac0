"""What a sign-in sheet says, and that its print is logged."""

import io
from datetime import timedelta

import pypdf
import pytest
from sqlalchemy import select

from iopdesk.domain.language import Language
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.staff import Role
from iopdesk.storage.access_tables import AccessRow
from iopdesk.storage.group_tables import GroupSlotRow
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import THURSDAY, member, new_group, slot_on


def _text(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_first_names_and_initials_in_the_order_of_the_grid(clinic: TestClinic) -> None:
    group_id = new_group(clinic, "Survivors", population="survivors", neutral_title="Group B")
    member(clinic, group_id, "Tanya", "Brooks")
    member(clinic, group_id, "Ana María", "de los Ángeles")
    slot_id = slot_on(clinic, group_id)
    paper = clinic.services("front_desk").sign_in_sheet.sheet(slot_id, THURSDAY)
    text = _text(paper.pdf)
    assert text.index("Ana María de los Á.") < text.index("Tanya B.")
    assert "Brooks" not in text
    assert "Survivors" not in text
    assert "Group B" in text
    assert paper.warnings == ()
    with clinic.store.read() as db:
        assert "print sign-in sheet" in db.scalars(select(AccessRow.what)).all()


def test_both_leaders_stand_on_the_sheet(clinic: TestClinic) -> None:
    group_id = new_group(clinic)
    with clinic.store.write("group.edit", None) as db:
        slot = db.get(GroupSlotRow, slot_on(clinic, group_id))
        assert slot is not None
        slot.co_leader_id = clinic.staff[Role.COUNSELOR].staff_id
    member(clinic, group_id)
    paper = clinic.services().sign_in_sheet.sheet(slot_on(clinic, group_id), THURSDAY)
    told = " ".join(_text(paper.pdf).split())
    assert "T. Okafor, LAADC; R. Alvarez, LCSW" in told
    assert "1:00 – 2:30 PM" in told


def test_in_spanish_and_with_letters_no_font_has(clinic: TestClinic) -> None:
    group_id = new_group(clinic)
    member(clinic, group_id, "Ana\U00012000", "Lee")
    sheets = clinic.services().sign_in_sheet
    paper = sheets.sheet(slot_on(clinic, group_id), THURSDAY, Language.SPANISH)
    assert len(paper.warnings) == 1
    assert sheets.session_of(group_id, THURSDAY) == (slot_on(clinic, group_id), THURSDAY)


def test_nobody_to_print_and_no_session(clinic: TestClinic) -> None:
    group_id = new_group(clinic)
    sheets = clinic.services().sign_in_sheet
    with pytest.raises(UserProblem, match="Nobody"):
        sheets.sheet(slot_on(clinic, group_id), THURSDAY)
    with pytest.raises(UserProblem, match="does not meet"):
        sheets.session_of(group_id, THURSDAY + timedelta(days=1))
