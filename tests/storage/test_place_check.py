"""A live clinic is refused on network drives and in folders that a cloud service copies."""

from pathlib import Path

import pytest

from iopdesk.domain.problems import UserProblem
from iopdesk.storage import place_check
from iopdesk.storage.place_check import file_system_of, refuse_unsafe_place

MOUNTS = r"""
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:25 / /tmp rw shared:2 - tmpfs tmpfs rw
31 22 0:44 / /mnt/office rw shared:3 - cifs //server/share rw
32 22 0:45 / /mnt/my\040share rw shared:4 - nfs4 server:/x rw
33 31 254:1 / /mnt/office/local rw shared:5 - ext4 /dev/vdb rw
34 22 0:46 / /home/x/stick rw shared:6 - fuse.sshfs sshfs rw
35 22 0:47 / /media/disk rw shared:7 - fuseblk /dev/sdb1 rw
"""


@pytest.mark.parametrize(
    ("folder", "system"),
    [
        ("/home/x/clinic", "ext4"),
        ("/mnt/office/clinic", "cifs"),
        ("/mnt/office/local/clinic", "ext4"),
        ("/mnt/my share/clinic", "nfs4"),
        ("/mnt/officer", "ext4"),
        ("/media/disk/clinic", "fuseblk"),
    ],
)
def test_the_innermost_mount_decides(folder: str, system: str) -> None:
    assert file_system_of(Path(folder), MOUNTS) == system


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "9p", "virtiofs", "fuse.sshfs"])
def test_network_drives_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"1 0 0:1 / / rw - {kind} somewhere rw\n")
    monkeypatch.setattr(place_check, "_MOUNTS", mounts)
    with pytest.raises(UserProblem, match="network drive"):
        refuse_unsafe_place(tmp_path / "clinic")


@pytest.mark.parametrize("kind", ["ext4", "btrfs", "xfs", "tmpfs", "overlay", "fuseblk", "zfs"])
def test_local_disks_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"1 0 0:1 / / rw - {kind} /dev/vda rw\nnonsense\n")
    monkeypatch.setattr(place_check, "_MOUNTS", mounts)
    refuse_unsafe_place(tmp_path / "clinic")


@pytest.mark.parametrize(
    "name",
    ["OneDrive", "OneDrive - Harbor Light", "Dropbox", "Google Drive", "iCloud Drive", "Nextcloud"],
)
def test_cloud_folders_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserProblem, match="cloud service"):
        refuse_unsafe_place(tmp_path / name / "records" / "clinic")


def test_a_synced_folder_is_known_by_its_mark(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    with pytest.raises(UserProblem, match="cloud service"):
        refuse_unsafe_place(tmp_path / "clinic")
