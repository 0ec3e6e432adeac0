"""Every service of an open clinic, built once for the person who signed in."""

from dataclasses import dataclass

from iopdesk.domain.staff import SignedIn
from iopdesk.storage.store import Store


@dataclass(frozen=True)
class ClinicServices:
    """What people can do in this clinic; one attribute per domain word."""

    store: Store
    signed_in: SignedIn

    @classmethod
    def open(cls, store: Store, signed_in: SignedIn) -> "ClinicServices":
        """The services over an unlocked store, for one signed-in person."""
        return cls(store=store, signed_in=signed_in)
