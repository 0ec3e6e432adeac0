"""The key ring: one random master key, wrapped once per staff member and for the recovery code.

The ring is a small JSON file beside the database. Each slot is sealed with AES-256-GCM under an
Argon2id key; the whole ring carries a HMAC that only a holder of the master key can make, so a slot
can neither be altered, moved, added nor taken away unseen. ``ring_seq`` is also kept inside the
database: an older ring put back is noticed.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self
from uuid import UUID, uuid4

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from iopdesk.domain.problems import UserProblem
from iopdesk.storage.canonical import canonical_json
from iopdesk.storage.database_key import DatabaseKey
from iopdesk.storage.key_cost import KEY_BYTES, STRICT, KeyCost
from iopdesk.storage.key_slot import (
    RingDamagedError,
    Slot,
    SlotKind,
    folded_login,
    new_slot,
    password_bytes,
    slot_from_record,
)
from iopdesk.storage.recovery_code import secret_of

_VERSION = 1
_LARGEST_FILE = 1_000_000
_MOST_SLOTS = 1_000
_RING_FIELDS = {"v", "file_id", "ring_seq", "epoch", "slots", "mac"}


class WrongPassword(UserProblem):
    """No slot opened: the login, the password or the recovery code isn't right."""

    def __init__(self) -> None:
        super().__init__(
            "The login or the password isn't right.",
            "Check the Caps Lock key and the keyboard language, and try again.",
        )


class MasterKey:
    """The clinic's master key in memory, until it is emptied at lock."""

    def __init__(self, raw: bytes, file_id: UUID) -> None:
        if len(raw) != KEY_BYTES:
            raise ValueError("a master key has 32 bytes")
        self._raw = bytearray(raw)
        self.file_id = file_id

    @property
    def is_empty(self) -> bool:
        """True once the key was emptied."""
        return not self._raw

    def database_key(self) -> DatabaseKey:
        """The key of the clinic's database."""
        return DatabaseKey(self.subkey("iopdesk/db/v1"))

    def subkey(self, purpose: str) -> bytes:
        """A 32-byte key for one purpose; knowing one tells nothing about the others."""
        derivation = HKDF(hashes.SHA256(), KEY_BYTES, self.file_id.bytes, purpose.encode())
        return derivation.derive(self.wrapped_bytes())

    def wrapped_bytes(self) -> bytes:
        """The key itself, for a slot to wrap; ValueError once emptied."""
        if len(self._raw) != KEY_BYTES:
            raise ValueError("the master key was emptied")
        return bytes(self._raw)

    def empty(self) -> None:
        """Overwrite and forget the key."""
        for place in range(len(self._raw)):
            self._raw[place] = 0
        self._raw.clear()

    def __repr__(self) -> str:
        return "MasterKey(…)"


@dataclass(frozen=True)
class Unlocked:
    """What a right secret opened."""

    master: MasterKey
    slot: Slot


@dataclass(frozen=True)
class KeyRing:
    """The slots of one clinic file; changes give a new ring with the next `ring_seq`."""

    file_id: UUID
    ring_seq: int
    epoch: int
    slots: tuple[Slot, ...]
    mac: bytes

    def slot_of_login(self, login: str) -> Slot | None:
        """The slot that this login opens."""
        wanted = folded_login(login)
        return next((s for s in self.slots if s.kind is SlotKind.USER and s.login == wanted), None)

    def slot_of_user(self, user_id: UUID) -> Slot | None:
        """The slot of one staff member."""
        return next((s for s in self.slots if s.user_id == user_id), None)

    @property
    def cost(self) -> KeyCost:
        """The dearest cost in use: what new slots get."""
        return max((s.cost for s in self.slots), key=lambda c: (c.memory_kib, c.passes, c.lanes))

    def unlock(self, login: str, password: str) -> Unlocked:
        """Open the login's slot; WrongPassword, or RingDamagedError when the ring was altered."""
        slot = self.slot_of_login(login)
        if slot is None:
            # an unknown login takes as long as a wrong password
            self.cost.derive(password_bytes(password), os.urandom(16))
            raise WrongPassword
        return self._open(slot, password_bytes(password))

    def unlock_with_recovery(self, code: str) -> Unlocked:
        """Open a recovery slot; UserProblem names a group with a typing mistake."""
        secret = secret_of(code)
        for slot in self.slots:
            if slot.kind is SlotKind.RECOVERY:
                try:
                    return self._open(slot, secret)
                except WrongPassword:
                    continue
        raise UserProblem(
            "This recovery code doesn't belong to this clinic file.",
            "Each clinic has its own code, and a new code replaces the one printed before.",
        )

    def is_genuine(self, master: MasterKey) -> bool:
        """Whether a holder of the master key wrote every part of this ring."""
        return hmac.compare_digest(self.mac, _mac(self, master))

    def with_user(
        self,
        master: MasterKey,
        user_id: UUID,
        login: str,
        password: str,
        *,
        created: str,
        cost: KeyCost | None = None,
        temporary: bool = False,
    ) -> Self:
        """Give a person a slot, or the person's slot a new password; logins stay unique."""
        taken = self.slot_of_login(login)
        if taken is not None and taken.user_id != user_id:
            raise UserProblem("Another person already signs in with this login.")
        old = self.slot_of_user(user_id)
        slot = old or new_slot(SlotKind.USER, user_id, login, created)
        filled = replace(slot, login=folded_login(login)).rewrapped(
            master.wrapped_bytes(),
            password_bytes(password),
            self._bound_to,
            cost=cost or self.cost,
            temporary=temporary,
        )
        return self._with_slots(master, [s for s in self.slots if s is not old] + [filled])

    def with_recovery(
        self, master: MasterKey, code: str, *, created: str, cost: KeyCost | None = None
    ) -> Self:
        """Let a new recovery code replace the one before."""
        filled = new_slot(SlotKind.RECOVERY, None, "", created).rewrapped(
            master.wrapped_bytes(),
            secret_of(code),
            self._bound_to,
            cost=cost or self.cost,
            temporary=False,
        )
        others = [s for s in self.slots if s.kind is not SlotKind.RECOVERY]
        return self._with_slots(master, [*others, filled])

    def renamed(self, master: MasterKey, user_id: UUID, login: str) -> Self:
        """Change a person's login; the password stays."""
        taken = self.slot_of_login(login)
        if taken is not None and taken.user_id != user_id:
            raise UserProblem("Another person already signs in with this login.")
        slots = [
            replace(s, login=folded_login(login)) if s.user_id == user_id else s for s in self.slots
        ]
        return self._with_slots(master, slots)

    def without_users(self, master: MasterKey, user_ids: Iterable[UUID]) -> Self:
        """Take people's slots away; the last person's can't go."""
        gone = set(user_ids)
        left = [s for s in self.slots if s.user_id is None or s.user_id not in gone]
        if not any(s.kind is SlotKind.USER for s in left):
            raise UserProblem(
                "The last person who can sign in can't be removed.",
                "Add another person first.",
            )
        return self._with_slots(master, left)

    def to_bytes(self) -> bytes:
        """The ring as it is written to disk."""
        return canonical_json({**self.as_record(), "mac": self.mac.hex()})

    def _open(self, slot: Slot, secret: bytes) -> Unlocked:
        raw = slot.unwrap(secret, self._bound_to)
        if raw is None:
            raise WrongPassword
        master = MasterKey(raw, self.file_id)
        if not self.is_genuine(master):
            raise RingDamagedError("the ring was altered by someone without the master key")
        return Unlocked(master, slot)

    @property
    def _bound_to(self) -> dict[str, object]:
        return {"file_id": self.file_id.hex, "epoch": self.epoch}

    def as_record(self) -> dict[str, object]:
        """All that the ring's HMAC covers."""
        return {
            "v": _VERSION,
            "file_id": self.file_id.hex,
            "ring_seq": self.ring_seq,
            "epoch": self.epoch,
            "slots": [slot.as_record() for slot in self.slots],
        }

    def _with_slots(self, master: MasterKey, slots: list[Slot]) -> Self:
        ring = replace(self, slots=tuple(slots), ring_seq=self.ring_seq + 1)
        return replace(ring, mac=_mac(ring, master))


def _mac(ring: KeyRing, master: MasterKey) -> bytes:
    key = master.subkey("iopdesk/ring-mac/v1")
    return hmac.digest(key, canonical_json(ring.as_record()), hashlib.sha256)


def new_ring() -> tuple[KeyRing, MasterKey]:
    """A ring without slots for a new clinic file, and its random master key."""
    file_id = uuid4()
    master = MasterKey(os.urandom(KEY_BYTES), file_id)
    return KeyRing(file_id, ring_seq=0, epoch=1, slots=(), mac=b""), master


def read_ring(content: bytes, *, floor: KeyCost = STRICT) -> KeyRing:
    """Read a ring; RingDamagedError for anything but a ring in its one written form.

    `floor` is the least that a password guess must cost; only tests and demos give another one.
    """
    if len(content) > _LARGEST_FILE:
        raise RingDamagedError("too large for a key ring")
    try:
        record = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise RingDamagedError("not a key ring") from error
    if not isinstance(record, dict) or set(record) != _RING_FIELDS or record["v"] != _VERSION:
        raise RingDamagedError("not a key ring of this version")
    slots = record["slots"]
    if not isinstance(slots, list) or not 0 < len(slots) <= _MOST_SLOTS:
        raise RingDamagedError("a ring without slots")
    try:
        ring = KeyRing(
            file_id=UUID(hex=record["file_id"]),
            ring_seq=int(record["ring_seq"]),
            epoch=int(record["epoch"]),
            slots=tuple(slot_from_record(slot, floor) for slot in slots),
            mac=bytes.fromhex(record["mac"]),
        )
        written = ring.to_bytes()
    except (TypeError, ValueError, AttributeError, OverflowError) as error:
        raise RingDamagedError("a ring that can't be read") from error
    if written != content:
        raise RingDamagedError("a ring that isn't in its one written form")
    return ring
