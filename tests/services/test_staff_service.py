"""Staff logins: the record and the key to the clinic move together."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select

from iopdesk.domain.client import ClientDraft
from iopdesk.domain.problems import EditConflict, InvalidDraft, NotAllowed, UserProblem
from iopdesk.domain.staff import Role
from iopdesk.domain.staff_member import StaffDraft, StaffMember
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.sign_in_service import SignedInClinic, SignInService
from iopdesk.services.staff_service import StaffService
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.journal_check import compare_rows, verify_chain
from iopdesk.storage.key_ring import KeyRing, WrongPassword
from iopdesk.storage.ring_file import RingFile
from tests.folder_for_tests import CHEAP, LOGIN, PASSWORD, ClinicHome

BEN = StaffDraft("ben", "Ben Example", "LCSW", "12345", frozenset({Role.COUNSELOR}))


@pytest.fixture
def desk(home: ClinicHome) -> SignInService:
    return SignInService(home.clock, floor=CHEAP)


@pytest.fixture
def opened(desk: SignInService, home: ClinicHome) -> Iterator[SignedInClinic]:
    clinic = desk.sign_in(home.folder, LOGIN, PASSWORD)
    yield clinic
    # not through the store: a test may have taken the person's own roles away
    with clinic.store.engine.connect() as connection:
        assert verify_chain(connection) == []
        assert compare_rows(connection) == []
    clinic.close()


@pytest.fixture
def staff(opened: SignedInClinic) -> StaffService:
    return ClinicServices(opened.store, opened.signed_in).staff


def member(staff: StaffService, login: str) -> StaffMember:
    return next(person for person in staff.everyone() if person.draft.login == login)


def test_a_new_person_signs_in_with_the_temporary_password(
    staff: StaffService, desk: SignInService, home: ClinicHome
) -> None:
    given = staff.add(BEN)
    ben = member(staff, "ben")
    assert ben.draft == BEN
    assert ben.can_sign_in
    assert ben.has_temporary_password
    assert len(given.password) >= 12
    other = desk.sign_in(home.folder, "Ben", given.password)
    assert other.must_change_password
    assert other.signed_in.roles == {Role.COUNSELOR}
    ClinicServices(other.store, other.signed_in).password.change(
        given.password, "quiet purple otters"
    )
    other.close()
    assert not member(staff, "ben").has_temporary_password
    other = desk.sign_in(home.folder, "ben", "quiet purple otters")
    assert not other.must_change_password
    other.close()


def test_names_are_for_everyone_but_only_managers_see_and_change_logins(
    staff: StaffService, desk: SignInService, home: ClinicHome
) -> None:
    given = staff.add(BEN)
    other = desk.sign_in(home.folder, "ben", given.password)
    mine = ClinicServices(other.store, other.signed_in).staff
    assert [person.name for person in mine.names()] == ["Ben Example, LCSW", "S. Lind, MD"]
    for refused in (
        mine.everyone,
        lambda: mine.add(BEN),
        lambda: mine.edit(given.staff_id, base=BEN, mine=BEN),
        lambda: mine.close_login(given.staff_id),
        lambda: mine.reopen_login(given.staff_id),
        lambda: mine.give_temporary_password(given.staff_id),
    ):
        with pytest.raises(NotAllowed):
            refused()
    other.close()


@pytest.mark.parametrize("login", ["LIND", " lind ", "ｌｉｎｄ"])
def test_a_login_is_one_persons(staff: StaffService, login: str) -> None:
    with pytest.raises(InvalidDraft, match="Another person"):
        staff.add(replace(BEN, login=login))
    assert len(staff.everyone()) == 1


def test_all_that_is_wrong_with_a_draft_is_said_at_once(staff: StaffService) -> None:
    with pytest.raises(InvalidDraft) as caught:
        staff.add(StaffDraft(login="a b", name=" ", roles=frozenset(), credential="x" * 99))
    assert {problem.field for problem in caught.value.problems} == {
        "login",
        "name",
        "roles",
        "credential",
    }


def test_editing_changes_facts_roles_and_login_but_not_the_password(
    staff: StaffService, desk: SignInService, home: ClinicHome
) -> None:
    given = staff.add(BEN)
    roles = frozenset({Role.COUNSELOR, Role.SUPERVISOR})
    mine = replace(BEN, login="b.example", name="Benjamin Example", roles=roles)
    staff.edit(given.staff_id, base=BEN, mine=mine)
    assert member(staff, "b.example").draft == mine
    with pytest.raises(WrongPassword):
        desk.sign_in(home.folder, "ben", given.password)
    other = desk.sign_in(home.folder, "b.example", given.password)
    assert other.signed_in.roles == roles
    other.close()


def test_two_managers_editing_one_person_see_both_values(staff: StaffService) -> None:
    given = staff.add(BEN)
    staff.edit(given.staff_id, base=BEN, mine=replace(BEN, credential="LMFT"))
    staff.edit(given.staff_id, base=BEN, mine=replace(BEN, name="Benjamin Example"))
    assert member(staff, "ben").draft.credential == "LMFT"
    with pytest.raises(EditConflict) as caught:
        staff.edit(given.staff_id, base=BEN, mine=replace(BEN, credential="LPCC"))
    assert [(c.mine, c.theirs) for c in caught.value.fields] == [("LPCC", "LMFT")]


def test_a_closed_login_opens_nothing_and_can_be_opened_again(
    staff: StaffService, desk: SignInService, home: ClinicHome
) -> None:
    given = staff.add(BEN)
    staff.close_login(given.staff_id, "left the clinic")
    assert not member(staff, "ben").active
    assert not member(staff, "ben").can_sign_in
    assert b'"login":"ben"' not in home.files.ring.read_bytes()
    with pytest.raises(WrongPassword):
        desk.sign_in(home.folder, "ben", given.password)
    with pytest.raises(UserProblem, match="closed"):
        staff.give_temporary_password(given.staff_id)
    again = staff.reopen_login(given.staff_id)
    assert again.password != given.password
    desk.sign_in(home.folder, "ben", again.password).close()


def test_somebody_must_always_manage_staff(staff: StaffService, opened: SignedInClinic) -> None:
    me = member(staff, LOGIN)
    with pytest.raises(UserProblem, match="your own login"):
        staff.close_login(me.staff_id)
    counselor = replace(me.draft, roles=frozenset({Role.COUNSELOR}))
    with pytest.raises(UserProblem, match="manage staff"):
        staff.edit(me.staff_id, base=me.draft, mine=counselor)
    assert member(staff, LOGIN).draft == me.draft
    given = staff.add(replace(BEN, roles=frozenset({Role.PRIVACY_OFFICER})))
    staff.edit(me.staff_id, base=me.draft, mine=counselor)
    assert given.staff_id != opened.signed_in.staff_id


def test_a_role_taken_away_is_gone_at_the_next_action(
    staff: StaffService, desk: SignInService, home: ClinicHome
) -> None:
    both = replace(BEN, roles=frozenset({Role.COUNSELOR, Role.FRONT_DESK}))
    given = staff.add(both)
    other = desk.sign_in(home.folder, "ben", given.password)
    services = ClinicServices(other.store, other.signed_in)
    base = member(staff, "ben").draft
    more = replace(base, roles=base.roles | {Role.SUPERVISOR})
    staff.edit(given.staff_id, base=base, mine=more)
    services.client.create(ClientDraft(first_name="Ana", last_name="Example"))
    services.draft.keep("form", "", {"first_name": "Bo"})

    staff.edit(given.staff_id, base=more, mine=replace(more, roles=frozenset({Role.COUNSELOR})))
    with pytest.raises(NotAllowed, match="changed meanwhile"):
        services.client.create(ClientDraft(first_name="Bo", last_name="Example"))
    with pytest.raises(NotAllowed, match="changed meanwhile"):
        services.client.find("ana")
    services.draft.keep("form", "", {"first_name": "Bob"})
    other.close()

    other = desk.sign_in(home.folder, "ben", given.password)
    services = ClinicServices(other.store, other.signed_in)
    kept = services.draft.load("form")
    assert kept is not None
    assert kept.values == {"first_name": "Bob"}
    staff.close_login(given.staff_id)
    with pytest.raises(NotAllowed):
        services.client.find("ana")
    other.close()


def test_a_forgotten_password_is_replaced(
    staff: StaffService, desk: SignInService, home: ClinicHome
) -> None:
    given = staff.add(BEN)
    for _ in range(5):
        with pytest.raises(WrongPassword):
            desk.sign_in(home.folder, "ben", "not this one")
    again = staff.give_temporary_password(given.staff_id)
    with pytest.raises(WrongPassword):
        desk.sign_in(home.folder, "ben", given.password)
    other = desk.sign_in(home.folder, "ben", again.password)
    assert other.must_change_password
    other.close()


# A crash between the ring and the record


def test_a_crash_before_the_record_is_saved_leaves_no_login(
    staff: StaffService,
    opened: SignedInClinic,
    home: ClinicHome,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = RingFile.change

    def crash_after(*args: object) -> KeyRing:
        real(*args)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr("iopdesk.storage.ring_file.RingFile.change", crash_after)
    with pytest.raises(KeyboardInterrupt):
        staff.add(BEN)
    monkeypatch.undo()
    with opened.store.read() as db:
        assert db.scalars(select(StaffRow.login)).all() == [LOGIN]
    # the next try sweeps what the crash left, and the next sign-in would too
    given = staff.add(BEN)
    logins = [slot["login"] for slot in json.loads(home.files.ring.read_bytes())["slots"]]
    assert sorted(logins) == ["", "ben", LOGIN]
    assert member(staff, "ben").staff_id == given.staff_id


def test_a_crash_after_closing_the_record_signs_nobody_in(
    staff: StaffService, desk: SignInService, home: ClinicHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = staff.add(BEN)

    def crash(*_: object) -> KeyRing:
        raise KeyboardInterrupt

    monkeypatch.setattr("iopdesk.services.staff_service.sweep_slots", crash)
    with pytest.raises(KeyboardInterrupt):
        staff.close_login(given.staff_id)
    monkeypatch.undo()
    assert b'"login":"ben"' in home.files.ring.read_bytes()
    with pytest.raises(UserProblem, match="closed"):
        desk.sign_in(home.folder, "ben", given.password)
    assert b'"login":"ben"' not in home.files.ring.read_bytes()
