"""What may not stand in the repository: places of one machine, and clinics."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Split, so that this file does not name them either.
PLACES = [
    "/wo" + "rk/",
    "/ro" + "ot/",
    "/opt/py" + "pi",
    "/tmp/te" + "am",
    "/tmp/ve" + "nv",
    "py" + "pi.org",
    "python" + "hosted",
    "deb.deb" + "ian",
    "npm" + "js.org",
]


def tracked() -> list[Path]:
    """Every file that git keeps; new ones that were not added yet are included."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    ).stdout.decode()
    return [path for path in (ROOT / name for name in listed.split("\0") if name) if path.is_file()]


def test_no_file_names_a_place_of_one_machine() -> None:
    pattern = re.compile("|".join(map(re.escape, PLACES)).encode())
    found = [path.relative_to(ROOT) for path in tracked() if pattern.search(path.read_bytes())]
    assert found == []


def test_no_clinic_was_added() -> None:
    assert [path for path in tracked() if path.suffix in {".iopdb", ".keys", ".iopbackup"}] == []


def test_no_file_is_huge() -> None:
    largest = 6 * 2**20
    assert [path.name for path in tracked() if path.stat().st_size > largest] == []
