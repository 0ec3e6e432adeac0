import re
import tempfile
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iopdesk.domain.resources import resource_path
from iopdesk.ui import theme
from iopdesk.ui.theme import Theme
from iopdesk.ui.tokens import THEMES, TONES, contrast

READ = 4.5
SEEN = 3.0
PAIRS = [
    *((ink, ground, READ) for ink in ("ink", "ink_soft", "accent", "bad")
      for ground in ("canvas", "surface", "hover", "accent_soft")),
    *((tone, f"{tone}_soft", READ) for tone in TONES),
    *((tone, "surface", READ) for tone in TONES),
    *(("on_mark", mark, READ) for mark in ("mark_good", "mark_warn", "mark_bad")),
    ("rail_ink", "rail", READ),
    ("rail_ink", "rail_on", READ),
    ("rail_dim", "rail", READ),
    ("on_accent", "accent", READ),
    ("on_accent", "accent_down", READ),
    ("on_desk", "desk", READ),
    ("surface", "ink", READ),
    ("edge", "surface", SEEN),
    ("edge", "canvas", SEEN),
    ("focus", "surface", SEEN),
    ("focus", "canvas", SEEN),
]  # fmt: skip


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_everything_can_be_read(name: str, ink: str, ground: str, least: float) -> None:
    tokens = THEMES[name]
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= least


def test_contrast_of_black_and_white_is_21() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0


def test_rail_item_that_is_on_differs_from_its_ink_in_every_theme() -> None:
    for tokens in THEMES.values():
        assert tokens.rail_on not in (tokens.rail_ink, tokens.rail, tokens.accent)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_style_sheet_is_taken_by_qt_without_a_word(
    name: str, scale: float, qapp: QApplication, qtbot: QtBot
) -> None:
    theme = Theme(name, scale)
    sheet = theme.style_sheet()
    assert "@" not in sheet
    theme.apply(qapp)
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()


def test_a_folder_of_icons_named_like_a_length_or_a_colour_keeps_its_name(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tempfile.TemporaryDirectory(dir=tmp_path, suffix=" @ink 613u")
    monkeypatch.setattr(theme, "_icon_folder", lambda: folder)
    sheet = Theme("light").style_sheet()
    files = re.findall(r'url\("([^"]+)"\)', sheet)
    assert files
    assert all(Path(file).exists() for file in files)


def test_lengths_grow_with_the_text() -> None:
    assert Theme("light", 2.0).px(12) == 24
    assert Theme("light", 1.25).font("title").pixelSize() == 25


def test_scale_stays_within_its_bounds() -> None:
    assert Theme("light", 0.2).scale == 1.0
    assert Theme("light", 9.0).scale == 2.0


def test_unknown_theme_is_light() -> None:
    assert Theme("purple").name == "light"


def test_chips_have_round_ends_at_every_text_size() -> None:
    # A radius over half the height gives square corners, silently.
    for scale in (1.0, 1.15, 1.25, 1.3, 1.5, 1.75, 2.0):
        theme = Theme("light", scale)
        high = theme.metrics("label").height() + theme.px(1) + theme.px(2) + 2
        assert theme.px(9) <= high / 2


def test_every_icon_is_tinted_whole() -> None:
    theme = Theme("dark")
    for file in sorted(resource_path("icons").glob("*.svg")):
        drawing = Path(theme.icon_file(file.stem, "ink")).read_text(encoding="utf-8")
        assert "currentColor" not in drawing
        assert theme.hex("ink") in drawing
