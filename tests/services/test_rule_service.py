"""The clinic's rules: defaults until a director sets them, and two directors at once."""

from dataclasses import replace

import pytest

from iopdesk.domain.clinic_rules import ClinicRules
from iopdesk.domain.problems import EditConflict, InvalidDraft, NotAllowed
from iopdesk.domain.staff import Role
from tests.clinic_for_tests import TestClinic


def test_rules_are_the_defaults_until_they_are_set(clinic: TestClinic) -> None:
    rule = clinic.services(Role.DIRECTOR).rule
    assert rule.rules() == ClinicRules()
    rule.save(base=ClinicRules(), mine=replace(ClinicRules(), absences_alert=2, state="NY"))
    rule.save(base=rule.rules(), mine=replace(rule.rules(), absences_alert=4))
    assert clinic.services(Role.FRONT_DESK).rule.rules() == replace(
        ClinicRules(), absences_alert=4, state="NY"
    )


def test_two_directors_at_once_both_keep_theirs_or_see_both(clinic: TestClinic) -> None:
    rule = clinic.services(Role.DIRECTOR).rule
    seen = rule.rules()
    rule.save(base=seen, mine=replace(seen, note_due_days=2))
    rule.save(base=seen, mine=replace(seen, cosign_due_days=3))
    assert rule.rules() == replace(seen, note_due_days=2, cosign_due_days=3)
    with pytest.raises(EditConflict) as caught:
        rule.save(base=seen, mine=replace(seen, note_due_days=5))
    assert [(f.mine, f.theirs) for f in caught.value.fields] == [(5, 2)]


def test_rules_that_cannot_hold_are_refused(clinic: TestClinic) -> None:
    rule = clinic.services(Role.DIRECTOR).rule
    wrong = replace(ClinicRules(), largest_group=40, note_due_days=0, most_hours=2)
    with pytest.raises(InvalidDraft) as caught:
        rule.save(base=ClinicRules(), mine=wrong)
    fields = {problem.field for problem in caught.value.problems}
    assert fields == {"largest_group", "note_due_days", "most_hours"}
    assert rule.rules() == ClinicRules()


def test_only_the_director_changes_rules(clinic: TestClinic) -> None:
    rule = clinic.services(Role.COUNSELOR).rule
    with pytest.raises(NotAllowed):
        rule.save(base=ClinicRules(), mine=replace(ClinicRules(), absences_alert=2))
