"""A closed clinic in a folder, as commands find it, and a way to run them."""

import json
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from iopdesk.__main__ import main
from iopdesk.domain.client import ClientDraft
from iopdesk.domain.clock import SystemClock
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.sign_in_service import FirstRunDraft, SignInService
from iopdesk.storage.key_cost import STRICT

LOGIN, PASSWORD = "okafor", "seven quiet lanterns"
PEOPLE = (("Dwayne", "Porter", date(1988, 3, 3)), ("Zoë", "Ngô", date(1979, 12, 31)))


@pytest.fixture(scope="session")
def closed_clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clinic with one staff member and two clients, never opened again."""
    folder = tmp_path_factory.mktemp("template") / "clinic"
    draft = FirstRunDraft("Harbor Light IOP", "T. Okafor", LOGIN, PASSWORD)
    opened, _code = SignInService(SystemClock()).first_run(folder, draft, cost=STRICT)
    services = ClinicServices(opened.store, opened.signed_in)
    for first, last, born in PEOPLE:
        services.client.create(ClientDraft(first_name=first, last_name=last, born=born))
    opened.close()
    return folder


@dataclass
class Ended:
    """How a command ended: its status, what it answered and what it said beside that."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


@dataclass
class Desk:
    """Runs commands as the clinic's one staff member."""

    clinic: Path
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str | Path) -> Ended:
        return self.bare(*arguments, "--clinic", self.clinic, "--as", LOGIN)

    def bare(self, *arguments: str | Path) -> Ended:
        status = main([str(argument) for argument in arguments])
        told = self.capsys.readouterr()
        assert "Traceback" not in told.err
        assert "incident" not in told.err
        return Ended(status, told.out, told.err)


@pytest.fixture
def desk(
    closed_clinic: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Desk:
    """Commands over a copy of the clinic, with the right password at hand."""
    folder = tmp_path / "clinic"
    shutil.copytree(closed_clinic, folder)
    monkeypatch.setenv("IOPDESK_PASSWORD", PASSWORD)
    monkeypatch.setenv("IOPDESK_SETTINGS", str(tmp_path / "settings"))
    return Desk(folder, capsys)
