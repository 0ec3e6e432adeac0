"""Gathers every text that people see, and keeps the Spanish catalogue whole and compiled.

Texts are literals in the code: on screens and papers as an argument of `_`, `words` and their
plurals, below the screens marked by `later` or given to a problem. Whoever adds another way adds
it to the tables below.
"""

import ast
import io
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "iopdesk"
SPANISH = ROOT / "resources/translations/es/LC_MESSAGES/iopdesk.po"
# The command line speaks English.
LEFT_OUT = ("commands",)
HEADER = """\
# Spanish words of IOP Desk; the English text is the key.
# A native-speaking clinician should read all of it."""

# Which arguments of a call are texts.
TEXTS = {
    "_": (0,),
    "later": (0,),
    "words": (0,),
    "_words": (0,),
    "own": (0,),
    "other": (0,),
    "_when_new": (0,),
    "_with_name": (0, 1),
    "FieldProblem": (1,),
}
PLURALS = {"ngettext_", "plural"}
PROBLEM = "UserProblem"

Key = str | tuple[str, str]


@dataclass(frozen=True)
class Text:
    """A text as it stands in the code; `many` is its plural, empty where it has none."""

    one: str
    many: str
    file: str
    line: int

    @property
    def key(self) -> Key:
        """What the catalogue knows it by."""
        return (self.one, self.many) if self.many else self.one


def main() -> int:
    """Add what is missing to the catalogue, compile it, and say what has no Spanish."""
    texts = gathered(PACKAGE)
    catalog = read(SPANISH)
    merged(catalog, texts)
    SPANISH.write_bytes(as_po(catalog))
    SPANISH.with_suffix(".mo").write_bytes(as_mo(catalog))
    missing = untranslated(catalog, texts)
    for text in missing:
        print(f"{text.file}:{text.line}: no Spanish for {text.one!r}")
    print(f"{len({t.key for t in texts})} texts, {len({t.key for t in missing})} without Spanish.")
    return 1 if missing else 0


def gathered(package: Path) -> list[Text]:
    """Every text of the package, in the order of files and lines."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in _modules(package)}
    problems = _problem_classes(trees.values())
    found = []
    for path, tree in trees.items():
        name = path.relative_to(package.parent).as_posix()
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                found += [Text(*pair, name, node.lineno) for pair in _texts_of(node, problems)]
            elif isinstance(node, ast.ClassDef) and node.name in problems:
                found += [Text(one, "", name, node.lineno) for one in _texts_of_class(node)]
    return sorted(set(found), key=lambda text: (text.file, text.line, text.one))


def built_at_run_time(package: Path) -> list[str]:
    """Where a text is put together from pieces, which no catalogue can hold."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in _modules(package)}
    problems = _problem_classes(trees.values())
    return [
        f"{path.relative_to(package.parent).as_posix()}:{node.lineno}"
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for argument in _arguments(node, problems)
        if isinstance(argument, ast.JoinedStr)
    ]


def read(file: Path) -> Catalog:
    """The catalogue in a .po file."""
    with file.open("rb") as stream:
        return read_po(stream, locale="es", domain="iopdesk")


def merged(catalog: Catalog, texts: Iterable[Text]) -> None:
    """Add the texts that the catalogue lacks; what it has is never taken away."""
    for text in texts:
        if _found(catalog, text) is None:
            empty = ("", "") if text.many else ""
            flags = ["python-brace-format"] if "{" in text.one else []
            catalog.add(text.key, empty, flags=flags)


def untranslated(catalog: Catalog, texts: Iterable[Text]) -> list[Text]:
    """The texts that a Spanish reader would read in English."""
    return [text for text in texts if not all(_strings(_found(catalog, text)))]


def mismatched(catalog: Catalog) -> list[str]:
    """Texts whose Spanish has other {values} than the English, so that filling them in fails."""
    wrong = []
    for message in catalog:
        if message.id:
            english = {frozenset(_values(text)) for text in _tuple(message.id)}
            for text in filter(None, _strings(message)):
                if frozenset(_values(text)) not in english:
                    wrong.append(f"{message.id!r} -> {text!r}")
    return wrong


def as_po(catalog: Catalog) -> bytes:
    """The catalogue as a .po file, sorted, without the places in the code."""
    catalog.header_comment = HEADER
    for message in catalog:
        message.locations = []
    out = io.BytesIO()
    write_po(out, catalog, width=100, sort_output=True, omit_header=False, no_location=True)
    return out.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """The catalogue compiled."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def _modules(package: Path) -> list[Path]:
    return [
        path
        for path in sorted(package.rglob("*.py"))
        if not set(path.relative_to(package).parts) & set(LEFT_OUT)
    ]


def _problem_classes(trees: Iterable[ast.Module]) -> set[str]:
    bases = {
        node.name: {_name(base) for base in node.bases}
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    found = {PROBLEM}
    while more := {name for name, its in bases.items() if its & found} - found:
        found |= more
    return found


def _texts_of(call: ast.Call, problems: set[str]) -> Iterator[tuple[str, str]]:
    arguments = _arguments(call, problems)
    if _name(call.func) in PLURALS:
        one, many = (_literals(argument) for argument in arguments)
        yield from zip(one, many, strict=True)
        return
    for argument in arguments:
        for text in _literals(argument):
            yield text, ""


def _arguments(call: ast.Call, problems: set[str]) -> list[ast.expr]:
    """The arguments of a call that are texts."""
    name = _name(call.func)
    if name in problems:
        return call.args
    places = (0, 1) if name in PLURALS else TEXTS.get(name, ())
    return [call.args[place] for place in places if place < len(call.args)]


def _texts_of_class(problem: ast.ClassDef) -> Iterator[str]:
    """What a problem says of itself: the arguments of super().__init__ and defaults."""
    for node in ast.walk(problem):
        if isinstance(node, ast.Call) and _name(node.func) == "__init__":
            for argument in node.args:
                yield from _literals(argument)


def _literals(node: ast.expr) -> list[str]:
    """The texts that an argument may be: one literal, or one of two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        return [node.value]
    if isinstance(node, ast.IfExp):
        return _literals(node.body) + _literals(node.orelse)
    if isinstance(node, ast.BoolOp):
        return [text for value in node.values for text in _literals(value)]
    return []


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def _found(catalog: Catalog, text: Text) -> Message | None:
    message = catalog.get(text.one)
    if message is None or (text.many and not message.pluralizable):
        return None
    return message


def _strings(message: Message | None) -> tuple[str, ...]:
    return ("",) if message is None else _tuple(message.string or "")


def _tuple(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _values(text: str) -> Iterator[str]:
    for _, name, _, _ in Formatter().parse(text):
        if name is not None:
            yield name


if __name__ == "__main__":
    sys.exit(main())
