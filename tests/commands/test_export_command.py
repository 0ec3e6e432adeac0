"""`iopdesk export chart`: refused without a consent, whole with one, own copies for the client."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Desk


def test_without_a_consent_nothing_is_written(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "chart.pdf"
    asked = ("--client", "M-00001", "--to", "Dana Hall", "--purpose", "treatment", "--out", out)
    refused = desk("export", "chart", *asked)
    assert (refused.status, out.exists()) == (1, False)
    assert "no consent for this recipient" in refused.err


@pytest.mark.parametrize(("form", "start"), [("json", b"{"), ("csv", b"PK"), ("fhir", b"{")])
def test_the_client_gets_an_own_copy(desk: Desk, tmp_path: Path, form: str, start: bytes) -> None:
    out = tmp_path / "copy"
    asked = ("export", "chart", "--client", "M-00002", "--own-copy", "--out", out)
    told = desk(*asked, "--as-data", form, "--json").data
    assert told == {"file": str(out), "bytes": out.stat().st_size}
    assert out.read_bytes().startswith(start)
    if form == "json":
        assert json.loads(out.read_bytes())["client"][0]["last_name"] == "Ngô"


def test_the_pdf_is_one(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "copy.pdf"
    assert desk("export", "chart", "--client", "M-00002", "--own-copy", "--out", out).status == 0
    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    "more", [(), ("--to", "Dana"), ("--own-copy", "--to", "Dana", "--purpose", "x")]
)
def test_who_gets_it_must_be_said(desk: Desk, tmp_path: Path, more: tuple[str, ...]) -> None:
    out = tmp_path / "x"
    wrong = desk("export", "chart", "--client", "M-00001", "--out", out, *more)
    assert (wrong.status, out.exists()) == (2, False)
