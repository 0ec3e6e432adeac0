"""The wheel, installed into an empty environment, runs with no checkout at hand."""

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from iopdesk.domain.staff import Role

ROOT = Path(__file__).resolve().parents[2]


class Installed:
    """The program as it stands in an environment of its own."""

    def __init__(self, environment: Path, elsewhere: Path) -> None:
        self.environment = environment
        self.elsewhere = elsewhere
        self.programs = environment / ("Scripts" if os.name == "nt" else "bin")

    def run(self, program: str, *arguments: str, **variables: str) -> str:
        """What the program prints, run outside the checkout; fails when the program does."""
        own = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        own |= {"IOPDESK_SETTINGS": str(self.elsewhere / "settings"), **variables}
        done = subprocess.run(
            [str(self.programs / program), *arguments],
            cwd=self.elsewhere,
            env=own,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """A fresh environment with the wheel; the packages it needs are lent, nothing is fetched."""
    base = tmp_path_factory.mktemp("installed")
    wheels = base / "wheels"
    run_python("-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels))
    run_python("-m", "venv", "--without-pip", str(base / "environment"))
    there = Installed(base / "environment", base)
    python = str(there.programs / "python")
    [wheel] = wheels.glob("*.whl")
    install = ("install", "--quiet", "--no-deps", "--no-index", str(wheel))
    run_python("-m", "pip", "--python", python, *install)
    purelib = there.run("python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))")
    lent = Path(purelib.strip()) / "lent.pth"
    lent.write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return there


def run_python(*arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_program_tells_its_version(installed: Installed) -> None:
    assert installed.run("iopdesk", "--version") == "IOP Desk 0.1.0\n"
    assert installed.run("python", "-m", "iopdesk", "--version") == "IOP Desk 0.1.0\n"


def test_package_resources_and_migrations_come_from_the_wheel(installed: Installed) -> None:
    asked = (
        "import iopdesk; from iopdesk.domain.resources import migrations_path, resource_path;"
        "print(iopdesk.__file__, resource_path('fonts'), migrations_path(), sep='\\n')"
    )
    for line in installed.run("python", "-c", asked).splitlines():
        place = Path(line)
        assert place.exists()
        assert place.is_relative_to(installed.environment.resolve())


def test_every_shipped_file_is_in_the_wheel(installed: Installed) -> None:
    asked = (
        "from iopdesk.domain.resources import migrations_path, resource_path;"
        "print(resource_path('').resolve(), migrations_path().resolve(), sep='\\n')"
    )
    shipped = [Path(line) for line in installed.run("python", "-c", asked).splitlines()]
    for there, here in zip(shipped, (ROOT / "resources", ROOT / "migrations"), strict=True):
        assert files_below(there) == files_below(here)


def test_a_demo_clinic_is_made_and_searched_without_a_checkout(installed: Installed) -> None:
    clinic = installed.elsewhere / "clinic"
    small = ("--in-program", "1", "--archive", "0", "--json")
    staff = json.loads(installed.run("iopdesk", "demo", str(clinic), *small))["staff"]
    assert {role for one in staff for role in one["roles"]} == {role.value for role in Role}
    person = next(one for one in staff if "counselor" in one["roles"])
    door = ("--clinic", str(clinic), "--as", person["login"], "--json")
    key = {"IOPDESK_PASSWORD": person["password"]}
    [client] = json.loads(installed.run("iopdesk", "clients", "find", "", *door, **key))
    assert client["state"] == "in_program"
    out = installed.elsewhere / "list.pdf"
    chart = ("--client", client["chart"], "--out", str(out))
    installed.run("iopdesk", "print", "treatment-plan", *chart, *door, **key)
    assert out.read_bytes().startswith(b"%PDF")


def files_below(folder: Path) -> set[str]:
    below = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {path.relative_to(folder).as_posix() for path in below}
