"""What a start may load: the sign-in window is painted before anything heavy is imported."""

import os
import subprocess
import sys
from pathlib import Path

# PySide makes the enums of `Qt` when the name is first imported: a fifth of the whole start.
SIGN_IN = """
import sys
import PySide6.QtCore
from PySide6.QtWidgets import QApplication
from iopdesk.app import Program

app = QApplication([])
program = Program(app)
program._show_sign_in(__import__("pathlib").Path("nowhere"))
heavy = {"sqlalchemy", "reportlab", "cryptography", "iopdesk.storage", "iopdesk.services"}
print(sorted(heavy & set(sys.modules)) + ["Qt"] * ("Qt" in vars(PySide6.QtCore)))
"""
SOURCES = """
import linecache, os
import iopdesk.app
import sqlalchemy.orm

print([file for file in linecache.cache if "sqlalchemy" in file and os.path.exists(file)])
"""
REST = """
import sys
from PySide6.QtWidgets import QApplication
from iopdesk.app import load_the_rest

app = QApplication([])
load_the_rest()
few = {"pypdf", "alembic", "holidays", "python_calamine", "PIL", "reportlab"}
print(sorted(few & set(sys.modules)))
print([m for m in sys.modules if m.startswith(("iopdesk.ui.plans.", "iopdesk.services.demo"))])
"""


def test_sign_in_window_stands_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    assert _printed(SIGN_IN, tmp_path) == "[]"


def test_sources_of_imported_modules_are_not_kept_in_memory(tmp_path: Path) -> None:
    assert _printed(SOURCES, tmp_path) == "[]"


def test_what_few_need_is_not_loaded_at_sign_in(tmp_path: Path) -> None:
    assert _printed(REST, tmp_path) == "[]\n[]"


def _printed(script: str, settings: Path) -> str:
    surroundings = {**os.environ, "IOPDESK_SETTINGS": str(settings)}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True)
    return done.stdout.strip()
