"""The key ring opens for the right secret only, and never after anyone touched it."""

import json
import random
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.problems import UserProblem
from iopdesk.storage.key_cost import CEILING, STRICT, KeyCost, calibrated
from iopdesk.storage.key_ring import (
    KeyRing,
    MasterKey,
    WrongPassword,
    new_ring,
    read_ring,
)
from iopdesk.storage.key_slot import RingDamagedError
from iopdesk.storage.recovery_code import new_code
from tests.folder_for_tests import CHEAP

ANA, BEN = uuid.UUID(int=1), uuid.UUID(int=2)
CODE = new_code()


def two_people() -> tuple[KeyRing, MasterKey]:
    ring, master = new_ring()
    for user_id, login in ((ANA, "ana"), (BEN, "ben")):
        ring = ring.with_user(
            master, user_id, login, f"{login} seven kayaks", created="2026-11-19", cost=CHEAP
        )
    return ring.with_recovery(master, CODE, created="2026-11-19", cost=CHEAP), master


RING, MASTER = two_people()


def reread(ring: KeyRing) -> KeyRing:
    return read_ring(ring.to_bytes(), floor=CHEAP)


def opens(ring: KeyRing, login: str, password: str) -> bool:
    try:
        unlocked = ring.unlock(login, password)
    except WrongPassword:
        return False
    return unlocked.master.wrapped_bytes() == MASTER.wrapped_bytes()


def test_each_person_and_the_code_open_the_same_master_key() -> None:
    ring = reread(RING)
    assert ring == RING
    assert opens(ring, " Ana ", "ana seven kayaks")
    assert opens(ring, "ben", "ben seven kayaks")
    assert ring.unlock_with_recovery(CODE.lower()).master.wrapped_bytes() == MASTER.wrapped_bytes()


def test_wrong_secrets_open_nothing() -> None:
    assert not opens(RING, "ana", "ben seven kayaks")
    assert not opens(RING, "ana", "")
    assert not opens(RING, "nobody", "ana seven kayaks")
    with pytest.raises(UserProblem, match="doesn't belong"):
        RING.unlock_with_recovery(new_code())


def test_a_password_typed_on_another_keyboard_is_the_same() -> None:
    composed, decomposed = "contraseña de otoño", "contrasen\u0303a de oton\u0303o"
    ring = RING.with_user(MASTER, ANA, "ana", composed, created="x", cost=CHEAP)
    assert opens(ring, "ana", decomposed)
    assert opens(RING.with_user(MASTER, ANA, "ana", "a\ud800b", created="x"), "ana", "a\ud800b")


def test_changing_a_password_leaves_everyone_else_alone() -> None:
    ring = RING.with_user(MASTER, ANA, "ana", "quiet purple otters", created="x", cost=CHEAP)
    assert opens(ring, "ana", "quiet purple otters")
    assert not opens(ring, "ana", "ana seven kayaks")
    assert opens(ring, "ben", "ben seven kayaks")
    assert ring.ring_seq == RING.ring_seq + 1
    old, new = RING.slot_of_user(ANA), ring.slot_of_user(ANA)
    assert old is not None
    assert new is not None
    assert old.slot_id == new.slot_id
    assert old.salt != new.salt
    assert old.nonce != new.nonce


def test_a_new_login_keeps_the_password_and_stays_unique() -> None:
    ring = RING.renamed(MASTER, ANA, "a.lopez")
    assert opens(reread(ring), "a.lopez", "ana seven kayaks")
    assert ring.slot_of_login("ana") is None
    with pytest.raises(UserProblem, match="Another person"):
        RING.renamed(MASTER, ANA, "BEN")
    with pytest.raises(UserProblem, match="Another person"):
        RING.with_user(MASTER, uuid.uuid4(), "Ben", "quiet purple otters", created="x")


def test_removing_a_person_takes_the_slot_and_the_last_can_not_go() -> None:
    ring = RING.without_users(MASTER, [BEN])
    assert not opens(ring, "ben", "ben seven kayaks")
    assert opens(ring, "ana", "ana seven kayaks")
    with pytest.raises(UserProblem, match="last person"):
        ring.without_users(MASTER, [ANA])


def test_a_new_recovery_code_replaces_the_old_one() -> None:
    code = new_code()
    ring = RING.with_recovery(MASTER, code, created="x", cost=CHEAP)
    assert ring.unlock_with_recovery(code)
    with pytest.raises(UserProblem):
        ring.unlock_with_recovery(CODE)


def test_subkeys_differ_by_purpose_and_clinic() -> None:
    other = MasterKey(MASTER.wrapped_bytes(), uuid.uuid4())
    keys = {
        MASTER.subkey("iopdesk/db/v1"),
        MASTER.subkey("iopdesk/backup/v1"),
        MASTER.subkey("iopdesk/ring-mac/v1"),
        other.subkey("iopdesk/db/v1"),
        MASTER.wrapped_bytes(),
    }
    assert len(keys) == 5


def test_an_emptied_master_key_is_gone() -> None:
    master = MasterKey(bytes(32), uuid.uuid4())
    master.empty()
    assert master.is_empty
    with pytest.raises(ValueError, match="emptied"):
        master.subkey("iopdesk/db/v1")


def test_a_ring_too_cheap_or_too_dear_is_refused() -> None:
    with pytest.raises(RingDamagedError, match="cheap"):
        read_ring(RING.to_bytes())
    record = json.loads(RING.to_bytes())
    record["slots"][0]["m"] = CEILING.memory_kib + 1
    with pytest.raises(RingDamagedError):
        read_ring(_canonical(record), floor=CHEAP)


def test_the_floor_is_what_the_design_asks() -> None:
    assert (STRICT.memory_kib, STRICT.passes, STRICT.lanes) == (64 * 1024, 3, 4)
    assert KeyCost(64 * 1024, 3, 4).covers(STRICT)
    assert not KeyCost(64 * 1024 - 1, 3, 4).covers(STRICT)
    assert not KeyCost(64 * 1024, 2, 4).covers(STRICT)


def test_calibration_never_goes_below_the_floor() -> None:
    slow_machine = iter(range(0, 100, 5))
    assert calibrated(lambda: float(next(slow_machine))) == STRICT


def test_swapped_slots_and_forged_fields_never_open() -> None:
    forged = []
    for field, value in (
        ("user_id", BEN.hex),
        ("login", "nobody"),
        ("temporary", True),
        ("m", 128),
        ("t", 2),
        ("kind", "recovery"),
        ("created", "2027"),
        ("slot_id", uuid.uuid4().hex),
    ):
        record = json.loads(RING.to_bytes())
        record["slots"][0][field] = value
        forged.append(record)
    swapped = json.loads(RING.to_bytes())
    one, other = swapped["slots"][0], swapped["slots"][1]
    for field in ("salt", "nonce", "ct"):
        one[field], other[field] = other[field], one[field]
    for change in ({"ring_seq": 99}, {"epoch": 2}, {"file_id": uuid.uuid4().hex}):
        forged.append({**json.loads(RING.to_bytes()), **change})
    missing = json.loads(RING.to_bytes())
    del missing["slots"][1]
    for record in [*forged, swapped, missing]:
        assert_never_opens(_canonical(record))


@pytest.mark.parametrize("rounds", [120, pytest.param(2000, marks=pytest.mark.soak)])
def test_mutated_rings_never_open_and_never_crash(rounds: int) -> None:
    rng = random.Random(rounds)
    good = RING.to_bytes()
    for _ in range(rounds):
        mutated = bytearray(good)
        for _ in range(rng.randint(1, 4)):
            kind = rng.randrange(4)
            at = rng.randrange(len(mutated))
            if kind == 0:
                mutated[at] ^= 1 << rng.randrange(8)
            elif kind == 1:
                del mutated[at : at + rng.randint(1, 40)]
            elif kind == 2:
                mutated[at:at] = mutated[at : at + rng.randint(1, 40)]
            else:
                mutated[at] = rng.randrange(256)
            if not mutated:
                break
        if bytes(mutated) != good:
            assert_never_opens(bytes(mutated))


@given(st.binary(max_size=300))
def test_any_other_file_is_no_ring(content: bytes) -> None:
    with pytest.raises(RingDamagedError):
        read_ring(content, floor=CHEAP)


@pytest.mark.parametrize(
    "content",
    [b"", b"null", b"[]", b"{}", b"[" * 100_000, b'{"v":1}', b"\xff\xfe", b"9" * 5000, b"Infinity"],
)
def test_odd_files_are_no_rings(content: bytes) -> None:
    with pytest.raises(RingDamagedError):
        read_ring(content, floor=CHEAP)


def assert_never_opens(content: bytes) -> None:
    for secret in ("ana", "ben", None):
        try:
            ring = read_ring(content, floor=CHEAP)
            if secret is None:
                ring.unlock_with_recovery(CODE)
            else:
                ring.unlock(secret, f"{secret} seven kayaks")
        except (RingDamagedError, UserProblem):
            continue
        raise AssertionError("an altered ring opened")


def _canonical(record: object) -> bytes:
    return json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
