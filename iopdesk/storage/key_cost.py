"""How dear one password guess is: Argon2id settings, their floor, ceiling and calibration."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from iopdesk.domain.problems import UserProblem

KEY_BYTES = 32


@dataclass(frozen=True)
class KeyCost:
    """Argon2id settings: memory in KiB, passes over it, and lanes."""

    memory_kib: int
    passes: int
    lanes: int

    def covers(self, floor: "KeyCost") -> bool:
        """Whether a guess costs at least as much as at `floor`."""
        return (
            self.memory_kib >= floor.memory_kib
            and self.passes >= floor.passes
            and self.lanes >= floor.lanes
        )

    def derive(self, secret: bytes, salt: bytes) -> bytes:
        """32 bytes from a secret; UserProblem when the computer lacks the memory."""
        derivation = Argon2id(
            salt=salt,
            length=KEY_BYTES,
            iterations=self.passes,
            lanes=self.lanes,
            memory_cost=self.memory_kib,
        )
        try:
            return derivation.derive(secret)
        except MemoryError:
            raise UserProblem(
                "This computer has too little free memory to check the password.",
                "Close other programs ({megabytes} MB are needed) and try again.",
                megabytes=self.memory_kib // 1024,
            ) from None


# RFC 9106's second choice and Bitwarden's default; OWASP's minimum is lower (19 MiB, 2 passes)
STRICT = KeyCost(memory_kib=64 * 1024, passes=3, lanes=4)
CEILING = KeyCost(memory_kib=512 * 1024, passes=10, lanes=16)
_SHORTEST_SECONDS, _LONGEST_SECONDS = 0.5, 1.0


def calibrated(timer: Callable[[], float] = time.perf_counter) -> KeyCost:
    """The dearest cost from the floor up that this computer pays within about a second."""
    chosen = STRICT
    memory_kib = STRICT.memory_kib
    while memory_kib <= CEILING.memory_kib:
        cost = KeyCost(memory_kib, STRICT.passes, STRICT.lanes)
        started = timer()
        try:
            cost.derive(b"calibration", b"sixteen bytes ok")
        except UserProblem:
            return chosen
        spent = timer() - started
        if spent <= _LONGEST_SECONDS:
            chosen = cost
        if spent >= _SHORTEST_SECONDS:
            return chosen
        memory_kib *= 2
    return chosen
