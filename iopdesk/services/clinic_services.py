"""Every service of an open clinic, built once for the person who signed in."""

from dataclasses import dataclass

from iopdesk.domain.staff import SignedIn
from iopdesk.services.client_service import ClientService
from iopdesk.services.episode_service import EpisodeService
from iopdesk.services.find_service import FindService
from iopdesk.services.site_service import SiteService
from iopdesk.storage.store import Store


@dataclass(frozen=True)
class ClinicServices:
    """What people can do in this clinic; one attribute per domain word."""

    store: Store
    signed_in: SignedIn
    client: ClientService
    episode: EpisodeService
    find: FindService
    site: SiteService

    @classmethod
    def open(cls, store: Store, signed_in: SignedIn) -> "ClinicServices":
        """The services over an unlocked store, for one signed-in person."""
        return cls(
            store=store,
            signed_in=signed_in,
            client=ClientService(store, signed_in),
            episode=EpisodeService(store, signed_in),
            find=FindService(store, signed_in),
            site=SiteService(store, signed_in),
        )
