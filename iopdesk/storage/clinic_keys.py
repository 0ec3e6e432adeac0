"""What an unlocked clinic holds in memory: its files, its key ring and its master key."""

from dataclasses import dataclass

from iopdesk.storage.clinic_files import ClinicFiles
from iopdesk.storage.key_ring import MasterKey
from iopdesk.storage.ring_file import RingFile


@dataclass(frozen=True)
class ClinicKeys:
    """The keys of one unlocked clinic; emptied at lock."""

    files: ClinicFiles
    ring_file: RingFile
    master: MasterKey

    def empty(self) -> None:
        """Overwrite the master key; nothing can be unlocked, added or backed up any more."""
        self.master.empty()
