import pytest

from iopdesk.documents.paper_setting import (
    PaperKind,
    carries_notice,
    footer_notice,
    long_notice,
    short_notice,
)
from iopdesk.domain.wording import Wording


def test_the_notices_are_the_rule_of_2024_word_for_word() -> None:
    assert (
        short_notice() == "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
    )
    text = long_notice()
    assert text.startswith("This record which has been disclosed to you is protected by Federal")
    assert text.endswith("use or redisclose the record (see 42 CFR 2.31).")
    for item in ("(i) ", "(ii) ", "(iii) ", "2.12(c)(5)", "2.64 or 2.65", "NOT sufficient"):
        assert item in text


@pytest.mark.parametrize("kind", PaperKind)
@pytest.mark.parametrize("language", ["en", "es"])
def test_only_papers_of_the_staff_carry_the_notice(kind: PaperKind, language: str) -> None:
    text = footer_notice(kind, Wording(language))
    assert carries_notice(kind) == (short_notice() in text)
    assert (kind is PaperKind.ATTENDANCE_CARD) == (text == "")


def test_the_clients_copies_carry_no_notice() -> None:
    for kind in (PaperKind.PLAN_CLIENT_COPY, PaperKind.STEP_DOWN_CLIENT_COPY):
        assert not carries_notice(kind)
    assert not carries_notice(PaperKind.ATTENDANCE_CARD)
