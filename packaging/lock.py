"""Writes requirements.lock and requirements-dev.lock anew for every platform; needs uv."""

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOWEST_PYTHON = "3.11"


def main() -> int:
    """Resolve today's versions, or with --keep change only what pyproject.toml asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", action="store_true", help="keep locked versions where they fit")
    keep = parser.parse_args().keep
    uv = shutil.which("uv")
    if uv is None:
        print("This needs uv: pip install uv", file=sys.stderr)
        return 1
    everything = ROOT / "requirements-dev.lock"
    _compile(uv, everything, ["--extra", "dev", "--extra", "server"], keep)
    _compile(uv, ROOT / "requirements.lock", ["--constraint", everything.name], keep)
    return 0


def _compile(uv: str, target: Path, options: list[str], keep: bool) -> None:
    command = [uv, "pip", "compile", "pyproject.toml", *options, "--universal"]
    command += ["--python-version", LOWEST_PYTHON, "--generate-hashes", "--no-header"]
    command += ["--annotation-style", "line", "--quiet", "--no-config", "-o", target.name]
    if not keep:
        command.append("--upgrade")
    # Settings of this machine's own (indexes, folders of files) must not reach the lock.
    surroundings = {
        name: value for name, value in os.environ.items() if not name.startswith(("UV_", "PIP_"))
    }
    subprocess.run(command, cwd=ROOT, env=surroundings, check=True)
    text = target.read_text(encoding="utf-8").replace("iopdesk (pyproject.toml)", "pyproject.toml")
    text = re.sub(r"-c requirements-dev\.lock, ", "", text)
    target.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
