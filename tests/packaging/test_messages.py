"""The Spanish catalogue has every text that people see, filled in alike, and is compiled."""

import gettext
import io
from pathlib import Path
from types import ModuleType

import pytest

MODULE = """
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.wording import later
from iopdesk.ui.wording import _, ngettext_

TABLE = {1: later("of a table")}


class Held(UserProblem):
    def __init__(self, title: str = later("held")) -> None:
        super().__init__(title, "of a class")


def shown(n: int, words) -> None:
    _("on the screen, {n}", n=n)
    _("yes" if n else "no")
    ngettext_("{n} row", "{n} rows", n)
    words("on paper")
    words.plural("{n} page", "{n} pages", n)
    raise UserProblem("title", "hint " "in two")
"""
TEXTS = {
    "of a table",
    "held",
    "of a class",
    "on the screen, {n}",
    "yes",
    "no",
    "on paper",
    "title",
    "hint in two",
    ("{n} row", "{n} rows"),
    ("{n} page", "{n} pages"),
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "iopdesk" / "commands").mkdir(parents=True)
    (tmp_path / "iopdesk" / "problems.py").write_text("class UserProblem(Exception): ...")
    (tmp_path / "iopdesk" / "screen.py").write_text(MODULE)
    (tmp_path / "iopdesk" / "commands" / "one.py").write_text('_("of a command")')
    return tmp_path / "iopdesk"


def test_every_way_to_say_something_is_gathered(messages: ModuleType, package: Path) -> None:
    assert {text.key for text in messages.gathered(package)} == TEXTS
    assert messages.built_at_run_time(package) == []


def test_a_text_made_of_pieces_is_noticed(messages: ModuleType, package: Path) -> None:
    (package / "pieces.py").write_text('x = 1\n_(f"{x} rows")\nUserProblem("a", f"b {x}")')
    assert messages.built_at_run_time(package) == ["iopdesk/pieces.py:2", "iopdesk/pieces.py:3"]


def test_merging_adds_what_is_missing_and_keeps_what_is_there(
    messages: ModuleType, package: Path
) -> None:
    catalog = messages.Catalog(locale="es")
    catalog.add("yes", "sí")
    catalog.add("of an older version", "de antes")
    texts = messages.gathered(package)
    messages.merged(catalog, texts)
    again = messages.read_po(io.BytesIO(messages.as_po(catalog)), locale="es")
    assert again.get("yes").string == "sí"
    assert again.get("of an older version").string == "de antes"
    assert {text.key for text in messages.untranslated(again, texts)} == TEXTS - {"yes"}


def test_spanish_with_other_values_is_noticed(messages: ModuleType) -> None:
    catalog = messages.Catalog(locale="es")
    catalog.add("{n} of {all}", "{n} de {all}")
    catalog.add("{day}, {time}", "{day}, {hora}")
    catalog.add(("one row", "{n} rows"), ("{n} fila", "{n} filas"))
    assert messages.mismatched(catalog) == ["'{day}, {time}' -> '{day}, {hora}'"]


def test_everything_that_is_shown_has_its_spanish(messages: ModuleType) -> None:
    missing = messages.untranslated(messages.read(messages.SPANISH), texts_of(messages))
    assert [f"{text.file}:{text.line}: {text.one}" for text in missing] == []


def test_spanish_is_filled_in_with_the_same_values(messages: ModuleType) -> None:
    assert messages.mismatched(messages.read(messages.SPANISH)) == []


def test_no_text_is_made_of_pieces(messages: ModuleType) -> None:
    assert messages.built_at_run_time(messages.PACKAGE) == []


def test_the_catalogue_is_compiled(messages: ModuleType) -> None:
    wanted = io.BytesIO(messages.as_mo(messages.read(messages.SPANISH)))
    with messages.SPANISH.with_suffix(".mo").open("rb") as stored:
        assert entries(stored) == entries(wanted)


def texts_of(messages: ModuleType) -> list[object]:
    return list(messages.gathered(messages.PACKAGE))


def entries(file: io.BufferedReader | io.BytesIO) -> dict[object, str]:
    catalogue = vars(gettext.GNUTranslations(file))["_catalog"]
    return {key: words for key, words in catalogue.items() if key}
