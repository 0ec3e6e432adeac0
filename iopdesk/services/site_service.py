"""What every screen says at its edge: the clinic, the site, and how old its last backup is."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from iopdesk.domain.staff import SignedIn
from iopdesk.storage.backup import automatic_backups
from iopdesk.storage.clinic_tables import ClinicRow
from iopdesk.storage.journal_tables import JournalGate, SiteRow
from iopdesk.storage.store import Store


@dataclass(frozen=True)
class SiteFacts:
    """The clinic's and this site's name; `last_backup` in the clinic's own time, None if never."""

    clinic_name: str
    site_name: str
    last_backup: datetime | None


class SiteService:
    """Facts that everyone who signed in may see."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def facts(self) -> SiteFacts:
        """The facts as they are now."""
        with self._store.read() as db:
            clinic = db.execute(select(ClinicRow.name).where(ClinicRow.void == 0)).scalar()
            site = db.execute(
                select(SiteRow.name).join(JournalGate, JournalGate.local_site == SiteRow.site_no)
            ).scalar()
        backups = automatic_backups(self._store.keys) if self._store.keys is not None else []
        newest = max((at for at, _path in backups), default=None)
        if newest is not None:
            newest = newest.astimezone(self._store.clock.now().tzinfo)
        return SiteFacts(clinic or "", site or "", newest)
