"""The bundled faces of the papers: loaded when first needed, and which face has which character."""

import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from iopdesk.domain.resources import resource_path

REGULAR = "AtkinsonHyperlegibleNext-Regular"
SEMIBOLD = "AtkinsonHyperlegibleNext-SemiBold"
BOLD = "AtkinsonHyperlegibleNext-Bold"
MAIN_FACES = (REGULAR, SEMIBOLD, BOLD)

LAST_PLAIN_CHARACTER = 0xFFFF
"""ReportLab writes no usable text for characters above it, so they count as missing."""


@dataclass(frozen=True)
class Script:
    """A fallback face and the characters it may be asked for.

    `shaped` scripts are joined or reordered by HarfBuzz. `heavy` names the bold file, if any.
    """

    face: str
    ranges: tuple[tuple[int, int], ...]
    shaped: bool = False
    heavy: str = ""

    def may_have(self, character: str) -> bool:
        """Whether the face is worth loading for this character."""
        code = ord(character)
        return any(first <= code <= last for first, last in self.ranges)

    def font(self, heavy: bool) -> str:
        """The name of the registered font for a weight."""
        return self.heavy if heavy and self.heavy else self.face


def _indic(name: str, first: int) -> Script:
    return Script(f"NotoSans{name}-Regular", ((first, first + 0x7F),), shaped=True)


LATIN = Script(
    "NotoSans-Regular",
    (
        (0x0020, 0x052F),
        (0x1AB0, 0x1AFF),
        (0x1D00, 0x218F),
        (0x2C60, 0x2C7F),
        (0x2DE0, 0x2E5F),
        (0xA640, 0xA69F),
        (0xA700, 0xA7FF),
        (0xAB30, 0xAB6F),
        (0xFB00, 0xFB06),
        (0xFFFD, 0xFFFD),
    ),
    heavy="NotoSans-Bold",
)
SCRIPTS = (
    LATIN,
    Script("NotoSansArmenian-Regular", ((0x0530, 0x058F), (0xFB13, 0xFB17))),
    Script(
        "NotoSansHebrew-Regular",
        ((0x0590, 0x05FF), (0xFB1D, 0xFB4F)),
        shaped=True,
        heavy="NotoSansHebrew-Bold",
    ),
    Script(
        "NotoSansArabic-Regular",
        ((0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC)),
        shaped=True,
        heavy="NotoSansArabic-Bold",
    ),
    Script("NotoSansThaana-Regular", ((0x0780, 0x07BF),), shaped=True),
    _indic("Devanagari", 0x0900),
    _indic("Bengali", 0x0980),
    _indic("Gurmukhi", 0x0A00),
    _indic("Gujarati", 0x0A80),
    _indic("Tamil", 0x0B80),
    _indic("Telugu", 0x0C00),
    _indic("Kannada", 0x0C80),
    _indic("Malayalam", 0x0D00),
    _indic("Sinhala", 0x0D80),
    _indic("Thai", 0x0E00),
    _indic("Lao", 0x0E80),
    Script("NotoSansMyanmar-Regular", ((0x1000, 0x109F), (0xAA60, 0xAA7F)), shaped=True),
    Script("NotoSansKhmer-Regular", ((0x1780, 0x17FF), (0x19E0, 0x19FF)), shaped=True),
    Script("NotoSansGeorgian-Regular", ((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F))),
    Script("NotoSansEthiopic-Regular", ((0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F))),
    Script("NotoSansCherokee-Regular", ((0x13A0, 0x13FF), (0xAB70, 0xABBF))),
    Script("NotoSansCanadianAboriginal-Regular", ((0x1400, 0x167F), (0x18B0, 0x18FF))),
    Script("NotoSansSymbols-Regular", ((0x2000, 0x2BFF),)),
    Script("NotoSansSymbols2-Regular", ((0x2000, 0x2BFF),)),
    Script(
        "NotoSansKR-Regular",
        ((0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7AF)),
    ),
    Script("DroidSansFallbackFull", ((0x2000, 0x2BFF), (0x2E80, 0x9FFF), (0xF900, 0xFFEF))),
)

# ReportLab shapes every word of a paragraph once one word needs it; the ligatures that HarfBuzz
# makes of Latin letters would then be lost to search and copy. A face whose hbFont is missing
# is left alone.
_MARKED_LATIN = "NotoSans-Marked"
_SHAPED_FACES = frozenset(
    name for script in SCRIPTS if script.shaped for name in (script.face, script.heavy) if name
) | {_MARKED_LATIN}

_loading = threading.RLock()
_characters: dict[str, frozenset[int]] = {}


class _UnshapedFont(TTFont):
    @property
    def hbFont(self) -> None:  # noqa: N802 (ReportLab's name)
        raise AttributeError("not shaped")


def load_face(name: str) -> frozenset[int]:
    """Registers a face once, from its file, and answers the code points it has."""
    with _loading:
        known = _characters.get(name)
        if known is None:
            font_class = TTFont if name in _SHAPED_FACES else _UnshapedFont
            file_name = LATIN.face if name == _MARKED_LATIN else name
            font = font_class(name, str(resource_path(f"fonts/{file_name}.ttf")))
            # Shaping adds private code points to the face later on; they are not the client's.
            known = frozenset(code for code in font.face.charToGlyph if not _is_private(code))
            pdfmetrics.registerFont(font)
            for bold in (0, 1):
                for italic in (0, 1):
                    addMapping(name, bold, italic, name)
            _characters[name] = known
        return known


@cache
def load_main_faces() -> None:
    """Makes Regular, SemiBold and Bold ready for styles and canvases."""
    for name in MAIN_FACES:
        load_face(name)


def _is_private(code: int) -> bool:
    return 0xE000 <= code <= 0xF8FF or code > LAST_PLAIN_CHARACTER


def needs_no_glyph(character: str) -> bool:
    """Blanks and joiners, which leave no ink."""
    return character in "\n \u00a0" or unicodedata.category(character) in ("Cf", "Zs")


@lru_cache(maxsize=16384)
def script_of(character: str) -> Script | None:
    """The fallback face that has the character; None when no bundled face has it."""
    if _is_private(ord(character)):
        return None
    for script in SCRIPTS:
        if script.may_have(character) and ord(character) in load_face(script.face):
            return script
    return None


@lru_cache(maxsize=16384)
def in_main_face(character: str) -> bool:
    """Whether Atkinson Hyperlegible Next sets the character (its three weights have the same).

    Accents that stand alone after their letter are left to a face that HarfBuzz places them in.
    """
    if unicodedata.combining(character):
        return False
    return needs_no_glyph(character) or ord(character) in load_face(REGULAR)


def missing_glyphs(texts: Iterable[str]) -> tuple[str, ...]:
    """The characters in these texts that no bundled face has, each once, in order.

    A printing service names them before it prints; on the paper each stands as its code
    ("[U+1F600]"), never as an empty box.
    """
    used = dict.fromkeys(unicodedata.normalize("NFC", "\n".join(texts)))
    return tuple(character for character in used if not is_printable(character))


def is_printable(character: str) -> bool:
    """Whether a bundled face has the character, or it leaves no ink at all."""
    if unicodedata.category(character) in ("Cc", "Cf") or "\ufe00" <= character <= "\ufe0f":
        return True
    return in_main_face(character) or script_of(character) is not None


class Run(NamedTuple):
    """Letters in one face; `shaped` when HarfBuzz must join them, `rtl` when read leftwards."""

    text: str
    font: str
    shaped: bool = False
    rtl: bool = False


def runs_of_word(word: str, font: str) -> tuple[Run, ...]:
    """The word in as few faces as possible: one for the whole word when one has all of it."""
    if all(in_main_face(character) for character in word):
        return (Run(word, font),)
    whole = whole_face(word)
    if whole is not None:
        return (run_in(word, whole, font),)
    return tuple(_pieces(word, font))


def whole_face(text: str) -> Script | None:
    """The fallback face that has every character of a text, if one has."""
    strange = [c for c in text if not in_main_face(c)]
    script = script_of(strange[0]) if strange else None
    if script is None:
        return None
    has = load_face(script.face)
    return script if all(ord(c) in has or needs_no_glyph(c) for c in text) else None


def run_in(text: str, script: Script, font: str) -> Run:
    """The text in a fallback face, bold where `font` (one of ours) is."""
    rtl = any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)
    marked = not script.shaped and any(unicodedata.combining(character) for character in text)
    if marked and script is LATIN:
        load_face(_MARKED_LATIN)
        return Run(text, _MARKED_LATIN, shaped=True)
    name = script.font(heavy=font != REGULAR)
    load_face(name)
    return Run(text, name, shaped=script.shaped, rtl=rtl)


def _pieces(word: str, font: str) -> Iterable[Run]:
    start = 0
    scripts = [None if in_main_face(c) else script_of(c) for c in word]
    for index in range(1, len(word) + 1):
        if index < len(word) and _goes_on(word[index], scripts[index], scripts[start]):
            scripts[index] = scripts[start]
            continue
        piece, script = word[start:index], scripts[start]
        yield Run(piece, font) if script is None else run_in(piece, script, font)
        start = index


def _goes_on(character: str, script: Script | None, before: Script | None) -> bool:
    if script is before:
        return True
    if before is None:
        return False
    return needs_no_glyph(character) or ord(character) in load_face(before.face)
