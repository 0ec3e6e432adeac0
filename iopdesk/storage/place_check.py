"""Where a live clinic may not be: network drives and folders that a cloud service copies.

SQLite's write-ahead log needs shared memory and honest locks, which network file systems lack, and
a sync service replaces files behind the database's back (sqlite.org/howtocorrupt.html).
"""

import os
import sys
from pathlib import Path

from iopdesk.domain.problems import UserProblem

_NETWORK_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "ncpfs"}
    | {"9p", "virtiofs", "ceph", "glusterfs", "lustre", "davfs"}
)
_FUSE_ON_LOCAL_DISKS = frozenset({"fuseblk", "fuse.fuse-overlayfs"})
_CLOUD_FOLDERS = frozenset(
    {
        "onedrive",
        "dropbox",
        "google drive",
        "googledrive",
        "my drive",
        "icloud drive",
        "iclouddrive",
        "mobile documents",
        "cloudstorage",
        "nextcloud",
        "owncloud",
        "box sync",
        "pcloud drive",
    }
)
_CLOUD_STARTS = ("onedrive -", "onedrive-", "dropbox (", "googledrive-")
_CLOUD_MARKS = (".stfolder", ".dropbox.cache")
_MOUNTS = Path("/proc/self/mountinfo")


def refuse_unsafe_place(folder: Path) -> None:
    """UserProblem when a clinic can't live in this folder; nothing is touched."""
    resolved = Path(os.path.realpath(folder))
    if str(resolved).startswith(("\\\\", "//")) or _is_network(resolved):
        raise UserProblem(
            "A clinic can't be opened on a network drive.",
            "Keep the clinic folder on a disk of this computer; network drives lose saved work. "
            "Nothing was changed.",
        )
    if _is_in_cloud(resolved):
        raise UserProblem(
            "A clinic can't be opened in a folder that a cloud service copies.",
            "Move the clinic folder out of OneDrive, Dropbox, iCloud or the like; they replace "
            "the file while it is in use. Nothing was changed.",
        )


def _is_network(folder: Path) -> bool:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 -- only Windows has the call

        return int(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor)) == 4
    system = file_system_of(folder, _mounts())
    return system in _NETWORK_SYSTEMS or (
        system.startswith("fuse") and system not in _FUSE_ON_LOCAL_DISKS
    )


def _mounts() -> str:
    try:
        return _MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def file_system_of(folder: Path, mounts: str) -> str:
    """The type of the file system that holds `folder`, from the text of Linux's mountinfo."""
    best, system = -1, ""
    path = f"{os.path.realpath(folder)}/"
    for line in mounts.splitlines():
        before, dash, after = line.partition(" - ")
        fields = before.split(" ")
        if not dash or len(fields) < 5:
            continue
        point = _unescaped(fields[4]).rstrip("/") + "/"
        if path.startswith(point) and len(point) >= best:
            best, system = len(point), after.split(" ")[0].lower()
    return system


def _unescaped(mount_point: str) -> str:
    # the kernel writes a space as \\040
    plain = mount_point.encode().decode("unicode_escape")
    return plain.encode("latin-1", "replace").decode("utf-8", "replace")


def _is_in_cloud(folder: Path) -> bool:
    for part in (folder, *folder.parents):
        name = part.name.casefold()
        if name in _CLOUD_FOLDERS or name.startswith(_CLOUD_STARTS):
            return True
        if any((part / mark).exists() for mark in _CLOUD_MARKS):
            return True
    return False
