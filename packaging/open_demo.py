"""Opens the demo clinic of this user; makes it first when it is missing, and tells the logins."""

import io
import json
import shutil
import sys
from contextlib import redirect_stdout
from pathlib import Path

from platformdirs import user_data_path

from iopdesk.__main__ import main as iopdesk


def main() -> int:
    """Make the demo clinic if need be, print its logins and passwords, open the window on it."""
    home = user_data_path("IOP Desk", appauthor=False) / "demo"
    clinic, logins = home / "clinic", home / "logins.json"
    if not (logins.exists() and clinic.exists()):
        status = _made(clinic, logins)
        if status != 0:
            return status
    _tell(clinic, logins)
    return iopdesk(["--clinic", str(clinic)])


def _made(clinic: Path, logins: Path) -> int:
    print("Making the demo clinic (once; under a minute) ...", flush=True)
    # What an interrupted try has left is an invented clinic and nobody's work.
    shutil.rmtree(clinic.parent, ignore_errors=True)
    clinic.parent.mkdir(parents=True)
    answer = io.StringIO()
    with redirect_stdout(answer):
        status = iopdesk(["demo", str(clinic), "--json"])
    if status == 0:
        logins.write_text(answer.getvalue(), encoding="utf-8")
    return status


def _tell(clinic: Path, logins: Path) -> None:
    print(f"The demo clinic stands in {clinic}; its people are invented. Sign in as:")
    for person in json.loads(logins.read_text(encoding="utf-8"))["staff"]:
        roles = ", ".join(person["roles"]).replace("_", " ")
        print(f"  {person['login']:12} {person['password']:24} {roles}")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
