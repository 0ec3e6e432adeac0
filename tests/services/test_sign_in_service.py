"""First run, signing in and the recovery code, as a person meets them."""

from pathlib import Path

import pytest
from sqlalchemy import select

from iopdesk.domain.clock import FixedClock
from iopdesk.domain.language import Language
from iopdesk.domain.problems import InvalidDraft, NotAllowed, UserProblem
from iopdesk.domain.staff import Right, Role
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.sign_in_service import (
    FirstRunDraft,
    SignedInClinic,
    SignInService,
    is_group_right,
)
from iopdesk.storage.access_tables import AccessRow
from iopdesk.storage.key_ring import WrongPassword
from iopdesk.storage.recovery_code import new_code
from iopdesk.storage.throttle import SignInHeld, SignInStopped
from tests.folder_for_tests import CHEAP, LOGIN, PASSWORD, THURSDAY, ClinicHome

NEW = "quiet purple otters"
DRAFT = FirstRunDraft(
    clinic_name="Harbor Light IOP",
    name="Sofía Lind",
    login="lind",
    password=PASSWORD,
    credential="MD",
    language=Language.SPANISH,
)


@pytest.fixture
def desk(home: ClinicHome) -> SignInService:
    return SignInService(home.clock, floor=CHEAP)


def services(signed_in: SignedInClinic) -> ClinicServices:
    return ClinicServices(signed_in.store, signed_in.signed_in)


def logged(signed_in: SignedInClinic) -> list[str]:
    with signed_in.store.read() as db:
        return list(db.scalars(select(AccessRow.what).order_by(AccessRow.seq)))


def test_first_run_makes_a_clinic_and_signs_in(tmp_path: Path) -> None:
    desk = SignInService(FixedClock(THURSDAY), floor=CHEAP)
    folder = tmp_path / "Harbor"
    assert not desk.is_clinic(folder)
    opened, code = desk.first_run(folder, DRAFT, cost=CHEAP)
    assert desk.is_clinic(folder)
    assert opened.clinic_name == "Harbor Light IOP"
    assert opened.signed_in.name == "Sofía Lind"
    assert opened.signed_in.language is Language.SPANISH
    assert opened.signed_in.may(Right.MANAGE_STAFF)
    assert not opened.must_change_password
    assert is_group_right(code, 3, code.split("-")[2].lower())
    assert not is_group_right(code, 3, code.split("-")[3])
    opened.close()
    desk.sign_in(folder, "LIND", PASSWORD).close()


def test_first_run_says_everything_that_is_wrong_at_once(tmp_path: Path) -> None:
    desk = SignInService(FixedClock(THURSDAY), floor=CHEAP)
    bad = FirstRunDraft(clinic_name=" ", name="", login="a b", password="HarborLight1")
    with pytest.raises(InvalidDraft) as caught:
        desk.first_run(tmp_path / "Harbor", bad, cost=CHEAP)
    assert {problem.field for problem in caught.value.problems} == {
        "clinic_name",
        "name",
        "login",
    }
    with pytest.raises(InvalidDraft, match="easy to guess"):
        desk.first_run(
            tmp_path / "Harbor",
            FirstRunDraft("Harbor Light", "Ana", "ana", "HarborLight2026"),
            cost=CHEAP,
        )
    assert not (tmp_path / "Harbor").exists()


def test_signing_in_shows_who_it_is(desk: SignInService, home: ClinicHome) -> None:
    opened = desk.sign_in(home.folder, LOGIN, PASSWORD)
    assert opened.signed_in.printed_name == "S. Lind, MD"
    assert Role.DIRECTOR in opened.signed_in.roles
    opened.close()


@pytest.mark.parametrize("tries", [5, 6, 20])
def test_wrong_passwords_hold_this_login_only(
    desk: SignInService, home: ClinicHome, tries: int
) -> None:
    first = desk.sign_in(home.folder, LOGIN, PASSWORD)
    draft = services(first).staff.everyone()[0].draft
    other = services(first).staff.add(
        type(draft)("ben", "Ben Example", roles=frozenset({Role.COUNSELOR}))
    )
    first.close()
    for _ in range(tries):
        try:
            desk.sign_in(home.folder, LOGIN, "not this one")
        except SignInHeld as held:
            home.clock.set(held.until)
            with pytest.raises(WrongPassword):
                desk.sign_in(home.folder, LOGIN, "not this one")
        except WrongPassword:
            pass
    with pytest.raises(SignInHeld) as caught:
        SignInService(home.clock, floor=CHEAP).sign_in(home.folder, LOGIN, PASSWORD)
    assert caught.value.wait.total_seconds() == min(900, 30 * 2 ** (tries - 5))
    opened = desk.sign_in(home.folder, "ben", other.password)
    assert logged(opened).count("sign-in failed") == tries
    opened.close()


def test_after_a_hundred_wrong_tries_the_recovery_code_or_a_director_helps(
    desk: SignInService, home: ClinicHome
) -> None:
    for _ in range(100):
        try:
            desk.sign_in(home.folder, LOGIN, "not this one")
        except SignInHeld as held:
            home.clock.set(held.until)
            with pytest.raises(WrongPassword):
                desk.sign_in(home.folder, LOGIN, "not this one")
        except WrongPassword:
            pass
    with pytest.raises(SignInStopped):
        desk.sign_in(home.folder, LOGIN, PASSWORD)
    desk.recover(home.folder, home.code, LOGIN, NEW).close()
    opened = desk.sign_in(home.folder, LOGIN, NEW)
    assert logged(opened).count("sign-in failed") == 100
    opened.close()


def test_the_recovery_code_sets_a_new_password_for_a_director(
    desk: SignInService, home: ClinicHome
) -> None:
    opened = desk.recover(home.folder, home.code.lower(), LOGIN, NEW)
    assert opened.signed_in.login == LOGIN
    assert {"recovery code used", "password set with recovery code"} <= set(logged(opened))
    opened.close()
    with pytest.raises(WrongPassword):
        desk.sign_in(home.folder, LOGIN, PASSWORD)


def test_the_recovery_code_is_for_managers_and_good_passwords_only(
    desk: SignInService, home: ClinicHome
) -> None:
    with pytest.raises(UserProblem, match="director or the privacy officer"):
        desk.recover(home.folder, home.code, "nobody", NEW)
    with pytest.raises(InvalidDraft, match="12 characters"):
        desk.recover(home.folder, home.code, LOGIN, "short")
    with pytest.raises(UserProblem, match="doesn't belong"):
        desk.recover(home.folder, new_code(), LOGIN, NEW)
    with pytest.raises(UserProblem, match="isn't complete"):
        desk.recover(home.folder, "ABC", LOGIN, NEW)
    desk.sign_in(home.folder, LOGIN, PASSWORD).close()


# One's own password and the recovery code, from within


def test_a_person_changes_their_own_password(desk: SignInService, home: ClinicHome) -> None:
    opened = desk.sign_in(home.folder, LOGIN, PASSWORD)
    password = services(opened).password
    with pytest.raises(WrongPassword):
        password.change("not this one", NEW)
    with pytest.raises(InvalidDraft, match="choose another"):
        password.change(PASSWORD, PASSWORD)
    with pytest.raises(InvalidDraft, match="easy to guess"):
        password.change(PASSWORD, "Harbor Light IOP 1")
    password.change(PASSWORD, NEW)
    assert password.is_present_password(NEW)
    assert not password.is_present_password(PASSWORD)
    assert "password changed" in logged(opened)
    opened.close()
    with pytest.raises(WrongPassword):
        desk.sign_in(home.folder, LOGIN, PASSWORD)
    desk.sign_in(home.folder, LOGIN, NEW).close()


def test_guessing_at_a_present_password_is_held_too(desk: SignInService, home: ClinicHome) -> None:
    opened = desk.sign_in(home.folder, LOGIN, PASSWORD)
    for _ in range(5):
        assert not services(opened).password.is_present_password("not this one")
    with pytest.raises(SignInHeld):
        services(opened).password.is_present_password(PASSWORD)
    opened.close()


def test_a_new_recovery_code_replaces_the_printed_one(
    desk: SignInService, home: ClinicHome
) -> None:
    opened = desk.sign_in(home.folder, LOGIN, PASSWORD)
    code = services(opened).password.new_recovery_code(PASSWORD)
    opened.close()
    with pytest.raises(UserProblem, match="doesn't belong"):
        home.open_with_code()
    home.open_with_code(code).close()


def test_only_those_who_manage_staff_replace_the_code(
    desk: SignInService, home: ClinicHome
) -> None:
    opened = desk.sign_in(home.folder, LOGIN, PASSWORD)
    draft = services(opened).staff.everyone()[0].draft
    ben = services(opened).staff.add(
        type(draft)("ben", "Ben Example", roles=frozenset({Role.COUNSELOR}))
    )
    opened.close()
    opened = desk.sign_in(home.folder, "ben", ben.password)
    with pytest.raises(NotAllowed):
        services(opened).password.new_recovery_code(ben.password)
    opened.close()
