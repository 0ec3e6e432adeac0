"""`iopdesk check`, `backup` and `restore`: a clinic carried to another folder."""

from pathlib import Path

import pytest

from tests.commands.conftest import Desk


def test_a_clinic_that_was_only_used_is_sound(desk: Desk) -> None:
    found = desk("check", "--json")
    assert found.status == 0
    assert found.data["sound"] is True
    assert "journal, " in desk("check").out
    assert "search: index made anew, 2 clients" in desk("check", "--repair-search").out


def test_a_backup_restored_elsewhere_has_the_same_clients(desk: Desk, tmp_path: Path) -> None:
    made = desk("backup", tmp_path / "stick", "--json")
    assert made.status == 0
    file, folder = tmp_path / "stick", tmp_path / "again"
    assert made.data["file"] == str(file)
    assert Path(file).stat().st_size == made.data["bytes"]
    assert desk.bare("restore", file, folder, "--as", "okafor").status == 0
    desk.clinic = folder
    assert [line["chart"] for line in desk("clients", "find", "M-0000", "--json").data] == [
        "M-00001",
        "M-00002",
    ]
    assert desk("check").status == 0


def test_nothing_is_restored_over_a_clinic(desk: Desk, tmp_path: Path) -> None:
    file = desk("backup", tmp_path / "stick", "--json").data["file"]
    refused = desk.bare("restore", file, desk.clinic, "--as", "okafor")
    assert refused.status == 1
    assert "isn't empty" in refused.err


@pytest.mark.parametrize("content", [b"", b"x", b"%PDF-1.7\n" * 1000])
def test_a_file_that_is_no_backup_is_refused(desk: Desk, tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "other"
    other.write_bytes(content)
    refused = desk.bare("restore", other, tmp_path / "again", "--as", "okafor")
    assert refused.status == 1
    assert not (tmp_path / "again").exists()


def test_a_backup_that_is_not_there_is_refused(desk: Desk, tmp_path: Path) -> None:
    refused = desk.bare("restore", tmp_path / "none", tmp_path / "again", "--as", "okafor")
    assert refused.status == 1
    assert "no such backup file" in refused.err


def test_a_backup_needs_a_folder_that_is_there(desk: Desk, tmp_path: Path) -> None:
    refused = desk("backup", tmp_path / "none" / "stick")
    assert refused.status == 1
    assert "doesn't exist" in refused.err
