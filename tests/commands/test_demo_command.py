"""`iopdesk demo`: a new clinic in its own folder, or nothing at all."""

import os
from pathlib import Path

from tests.commands.conftest import Desk


def test_a_folder_with_something_in_it_is_left_alone(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "letter.txt").write_text("keep me", encoding="utf-8")
    told = desk.bare("demo", folder)
    assert (told.status, told.out) == (1, "")
    assert "isn't empty" in told.err
    assert os.listdir(folder) == ["letter.txt"]


def test_a_clinic_is_never_made_over_another(desk: Desk) -> None:
    told = desk.bare("demo", desk.clinic)
    assert told.status == 1
    assert len(desk("clients", "find", "M-0000", "--json").data) == 2
