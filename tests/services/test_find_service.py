"""The find box: clients, groups and meetings in one answer."""

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
