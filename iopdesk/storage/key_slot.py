"""One slot of the key ring: the master key, wrapped for one person or for the recovery code."""

import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from iopdesk.storage.canonical import canonical_json
from iopdesk.storage.key_cost import CEILING, KeyCost

_SALT_BYTES, _NONCE_BYTES, _WRAPPED_BYTES = 16, 12, 48
_KDF = "argon2id"


class SlotKind(StrEnum):
    """Whose secret opens a slot."""

    USER = "user"
    RECOVERY = "recovery"


class RingDamagedError(Exception):
    """The key ring's bytes are not what this program wrote; the message holds no secret."""


@dataclass(frozen=True)
class Slot:
    """A wrapped master key; `login` is folded, and empty for the recovery code."""

    slot_id: UUID
    kind: SlotKind
    user_id: UUID | None
    login: str
    temporary: bool
    cost: KeyCost
    salt: bytes
    nonce: bytes
    wrapped: bytes
    created: str

    def unwrap(self, secret: bytes, bound_to: Mapping[str, object]) -> bytes | None:
        """The master key, or None when the secret is wrong or the slot was altered."""
        wrapping_key = self.cost.derive(secret, self.salt)
        try:
            return AESGCM(wrapping_key).decrypt(self.nonce, self.wrapped, _bound(self, bound_to))
        except InvalidTag:
            return None

    def rewrapped(
        self,
        master: bytes,
        secret: bytes,
        bound_to: Mapping[str, object],
        *,
        cost: KeyCost,
        temporary: bool,
    ) -> Self:
        """The same person's slot under another secret, with a fresh salt and nonce."""
        salt, nonce = os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
        slot = replace(self, cost=cost, salt=salt, nonce=nonce, temporary=temporary)
        wrapping_key = cost.derive(secret, salt)
        wrapped = AESGCM(wrapping_key).encrypt(nonce, master, _bound(slot, bound_to))
        return replace(slot, wrapped=wrapped)

    def as_record(self) -> dict[str, object]:
        """The slot as it stands in the ring's JSON."""
        return {
            "slot_id": self.slot_id.hex,
            "kind": self.kind.value,
            "user_id": self.user_id.hex if self.user_id else None,
            "login": self.login,
            "temporary": self.temporary,
            "kdf": _KDF,
            "m": self.cost.memory_kib,
            "t": self.cost.passes,
            "p": self.cost.lanes,
            "salt": self.salt.hex(),
            "nonce": self.nonce.hex(),
            "ct": self.wrapped.hex(),
            "created": self.created,
        }


def new_slot(kind: SlotKind, user_id: UUID | None, login: str, created: str) -> Slot:
    """A slot that holds no key yet; `rewrapped` fills it."""
    return Slot(
        slot_id=uuid4(),
        kind=kind,
        user_id=user_id,
        login=folded_login(login),
        temporary=False,
        cost=CEILING,
        salt=b"",
        nonce=b"",
        wrapped=b"",
        created=created,
    )


def slot_from_record(record: object, floor: KeyCost) -> Slot:
    """Read one slot; RingDamagedError for anything this program would not have written."""
    if not isinstance(record, dict) or record.get("kdf") != _KDF:
        raise RingDamagedError("a slot of an unknown kind")
    try:
        slot = _read_slot(record)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RingDamagedError("a slot that can't be read") from error
    sizes = (len(slot.salt), len(slot.nonce), len(slot.wrapped))
    if sizes != (_SALT_BYTES, _NONCE_BYTES, _WRAPPED_BYTES):
        raise RingDamagedError("a slot of the wrong size")
    if (slot.kind is SlotKind.USER) != (slot.user_id is not None and slot.login != ""):
        raise RingDamagedError("a slot without its person")
    if not slot.cost.covers(floor) or not CEILING.covers(slot.cost):
        raise RingDamagedError("a slot whose password check is too cheap or too dear")
    if slot.as_record() != record:
        raise RingDamagedError("a slot that isn't in its one written form")
    return slot


def folded_login(login: str) -> str:
    """How logins are compared: capitals, width and surrounding space don't count."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def password_bytes(password: str) -> bytes:
    """A password as key material; NFKC, so that keyboards that compose differently agree."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


def _bound(slot: Slot, bound_to: Mapping[str, object]) -> bytes:
    # moving a slot to another person, file or cheaper cost makes it unreadable
    return canonical_json(
        {
            **bound_to,
            "slot_id": slot.slot_id.hex,
            "user_id": slot.user_id.hex if slot.user_id else None,
            "kind": slot.kind.value,
            "m": slot.cost.memory_kib,
            "t": slot.cost.passes,
            "p": slot.cost.lanes,
        }
    )


def _read_slot(record: dict[str, object]) -> Slot:
    return Slot(
        slot_id=UUID(hex=_text(record["slot_id"])),
        kind=SlotKind(_text(record["kind"])),
        user_id=None if record["user_id"] is None else UUID(hex=_text(record["user_id"])),
        login=_text(record["login"]),
        temporary=bool(record["temporary"]),
        cost=KeyCost(_whole(record["m"]), _whole(record["t"]), _whole(record["p"])),
        salt=bytes.fromhex(_text(record["salt"])),
        nonce=bytes.fromhex(_text(record["nonce"])),
        wrapped=bytes.fromhex(_text(record["ct"])),
        created=_text(record["created"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("whole number expected")
    return value
