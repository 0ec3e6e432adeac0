"""The find box: clients, groups and meetings in one answer."""

from iopdesk.domain.staff import Role
from iopdesk.services.find_service import FoundKind
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import new_group
from tests.factories.meetings import import_rows, row
from tests.factories.people import new_client


def found(clinic: TestClinic, text: str) -> list[tuple[str, str]]:
    return [(one.kind.value, one.words) for one in clinic.services().find.everything(text)]


def test_one_question_finds_clients_groups_and_meetings(clinic: TestClinic) -> None:
    new_client(clinic, "Dawn", "Porter")
    new_group(clinic, "Dawn patrol")
    import_rows(clinic, [row("New Dawn")])
    assert found(clinic, "dawn") == [
        ("client", "Dawn Porter"),
        ("group", "Dawn patrol"),
        ("meeting", "New Dawn"),
    ]
    assert found(clinic, "  ") == []


def test_signs_of_a_pattern_are_only_letters(clinic: TestClinic) -> None:
    import_rows(clinic, [row("100% Sober"), row("Sunrise", slug="sunrise")])
    assert found(clinic, "%") == [("meeting", "100% Sober")]
    assert found(clinic, "_") == []


def test_the_code_of_a_card_finds_whose_it_is(clinic: TestClinic) -> None:
    client_id = new_client(clinic, "Dolores", "Quiñones")
    code = clinic.services().meeting_paper.new_card(client_id)
    for typed in (code, f"{code.lower()}-2", f"{code}-W1", f" {code[:2]} {code[2:]}"):
        assert ("returned_card", "Dolores Quiñones") in found(clinic, typed)
    assert found(clinic, f"{code}-9") == []
    officer = clinic.services(Role.PRIVACY_OFFICER).find.everything(code)
    assert [one for one in officer if one.kind is FoundKind.CARD] == []
