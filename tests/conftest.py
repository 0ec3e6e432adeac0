"""Fixtures that every test may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from iopdesk.domain.wording import call_clients
from tests.clinic_for_tests import TestClinic, make_clinic
from tests.folder_for_tests import ClinicHome, make_home


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[TestClinic]:
    """A small real clinic, closed again after the test."""
    folder = tmp_path / "clinic"
    folder.mkdir()
    made = make_clinic(folder)
    yield made
    made.store.close()
    call_clients("client")


@pytest.fixture(scope="session")
def home_template(tmp_path_factory: pytest.TempPathFactory) -> ClinicHome:
    """A closed clinic folder, made once; tests get copies."""
    return make_home(tmp_path_factory.mktemp("template") / "clinic")


@pytest.fixture
def home(home_template: ClinicHome, tmp_path: Path) -> ClinicHome:
    """A closed clinic folder of the test's own: key ring, database, everything real."""
    return home_template.copy_to(tmp_path / "home")
