"""Papers are written whole or not at all."""

import os
from pathlib import Path

import pytest

from iopdesk.commands.paper_file import write_paper
from iopdesk.domain.problems import UserProblem


def test_a_paper_is_written_and_nothing_beside_it(tmp_path: Path) -> None:
    write_paper(tmp_path / "plan.pdf", b"%PDF", force=False)
    assert (tmp_path / "plan.pdf").read_bytes() == b"%PDF"
    assert os.listdir(tmp_path) == ["plan.pdf"]


def test_an_old_paper_is_replaced_only_when_asked(tmp_path: Path) -> None:
    out = tmp_path / "plan.pdf"
    out.write_bytes(b"old")
    with pytest.raises(UserProblem, match="--force"):
        write_paper(out, b"new", force=False)
    assert out.read_bytes() == b"old"
    write_paper(out, b"new", force=True)
    assert out.read_bytes() == b"new"


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserProblem, match="the name is too long"):
        write_paper(tmp_path / ("x" * 255), b"%PDF", force=False)
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux only")
def test_a_folder_that_takes_no_files_is_told() -> None:
    with pytest.raises(UserProblem, match="was not written"):
        write_paper(Path("/proc/plan.pdf"), b"%PDF", force=False)
