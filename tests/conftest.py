"""Fixtures that every test may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clinic_for_tests import TestClinic, make_clinic


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[TestClinic]:
    """A small real clinic, closed again after the test."""
    folder = tmp_path / "clinic"
    folder.mkdir()
    made = make_clinic(folder)
    yield made
    made.store.close()
