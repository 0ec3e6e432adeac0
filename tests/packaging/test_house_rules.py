"""Rules of the house that no other tool checks."""

import ast
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "iopdesk"
MODULES = sorted(PACKAGE.rglob("*.py"))
MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 40
ONE_STEP = 10
WORDS_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "logic"}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_domain_needs_only_the_standard_library() -> None:
    foreign = []
    for path in (PACKAGE / "domain").rglob("*.py"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Import):
                words = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                words = [node.module or ""]
            else:
                continue
            allowed = sys.stdlib_module_names | {"iopdesk"}
            foreign += [f"{name(path)}: {w}" for w in words if w.split(".")[0] not in allowed]
    assert foreign == []


def test_a_package_file_imports_nothing() -> None:
    more = [
        name(path)
        for path in MODULES
        if path.name == "__init__.py"
        and not all(isinstance(node, ast.Expr | ast.Assign) for node in tree(path).body)
    ]
    assert more == []


def test_every_folder_of_code_is_a_package() -> None:
    bare = {name(path.parent) for path in MODULES if not (path.parent / "__init__.py").exists()}
    assert bare == set()


def test_no_file_is_longer_than_a_person_reads() -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {file: lines for file, lines in lengths.items() if lines > MOST_LINES} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{name(path)}: {node.name}": length(node)
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and length(node) > MOST_LINES_OF_A_FUNCTION
    }
    assert long == {}


def length(function: ast.FunctionDef) -> int:
    """The lines of a function's body after its docstring.

    A query, a record or a table laid out one item a line reads as one step and counts as such.
    """
    steps = function.body[1 if ast.get_docstring(function) else 0 :]
    if not steps:
        return 0
    lines = (steps[-1].end_lineno or 0) - steps[0].lineno + 1
    laid_out = (
        (node.end_lineno or 0) - node.lineno + 1
        for step in steps
        for node in ast.walk(step)
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.Return | ast.Expr)
    )
    return lines - sum(max(0, spread - ONE_STEP) for spread in laid_out)


def test_names_say_what_is_inside() -> None:
    parts = {part for path in MODULES for part in path.relative_to(ROOT).with_suffix("").parts}
    words = {word for part in parts for word in part.split("_")}
    assert words & WORDS_THAT_SAY_NOTHING == set()


def test_types_are_not_hidden_from_the_import_contracts() -> None:
    hiding = [name(path) for path in MODULES if "TYPE_CHECKING" in path.read_text(encoding="utf-8")]
    # The one list of all services, which are imported at their first use; the contracts see it.
    assert hiding == ["iopdesk/services/clinic_services.py"]


def test_every_area_of_the_screens_stands_under_the_contract() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    areas = {path.parent.name for path in (PACKAGE / "ui").glob("*/__init__.py")} - {"widgets"}
    listed = next(c["modules"] for c in contracts if c["type"] == "independence")
    assert sorted(f"iopdesk.ui.{area}" for area in areas) == sorted(listed)


@pytest.mark.parametrize("folder", ["iopdesk", "migrations", "packaging"])
def test_every_module_opens_with_a_sentence(folder: str) -> None:
    silent = [
        name(path)
        for path in (ROOT / folder).rglob("*.py")
        if path.read_text(encoding="utf-8") and not ast.get_docstring(tree(path))
    ]
    assert silent == []
