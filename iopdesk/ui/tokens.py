"""The colours of each theme by name; the only place that holds a colour of the screen."""

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Tokens:
    """One theme. A `*_soft` colour is the ground that its namesake is readable on."""

    ink: str
    ink_soft: str
    canvas: str
    surface: str
    line: str
    edge: str
    hover: str
    track: str
    focus: str
    rail: str
    rail_on: str
    rail_ink: str
    rail_dim: str
    rail_mark: str
    accent: str
    accent_soft: str
    on_accent: str
    accent_down: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    info: str
    info_soft: str
    neutral: str
    neutral_soft: str
    chip_edge: str
    mark_good: str
    mark_warn: str
    mark_bad: str
    on_mark: str
    desk: str
    on_desk: str


LIGHT = Tokens(
    ink="#1d2a33",
    ink_soft="#56656d",
    canvas="#f4f6f7",
    surface="#ffffff",
    line="#dde3e6",
    edge="#828f96",
    hover="#f0f4f5",
    track="#e3e8ea",
    focus="#0f6b78",
    rail="#16343c",
    rail_on="#24525d",
    rail_ink="#cfe0e3",
    rail_dim="#9db9be",
    rail_mark="#6fd3b5",
    accent="#0f6b78",
    accent_soft="#e6f2f4",
    on_accent="#ffffff",
    accent_down="#0b525c",
    good="#17663a",
    good_soft="#dff2e6",
    warn="#7a5200",
    warn_soft="#fdf0d3",
    bad="#9a2318",
    bad_soft="#fbe1de",
    info="#14527e",
    info_soft="#dcecf7",
    neutral="#45545c",
    neutral_soft="#e6ebed",
    chip_edge="transparent",
    mark_good="#0f6b78",
    mark_warn="#7a5200",
    mark_bad="#9a2318",
    on_mark="#ffffff",
    desk="#8b979d",
    on_desk="#10191d",
)

DARK = Tokens(
    ink="#e8eef0",
    ink_soft="#a4b2b8",
    canvas="#13191c",
    surface="#1b2226",
    line="#30393f",
    edge="#74838b",
    hover="#232c31",
    track="#303a40",
    focus="#6fcbd9",
    rail="#0d1f25",
    rail_on="#1d4550",
    rail_ink="#cfe0e3",
    rail_dim="#94b0b6",
    rail_mark="#6fd3b5",
    accent="#54b4c4",
    accent_soft="#1c383f",
    on_accent="#08242a",
    accent_down="#77c9d6",
    good="#86d6a4",
    good_soft="#17321f",
    warn="#f0c063",
    warn_soft="#3b2b0a",
    bad="#f5a59b",
    bad_soft="#47201c",
    info="#94c9f2",
    info_soft="#17324b",
    neutral="#c0cbd0",
    neutral_soft="#323c42",
    chip_edge="transparent",
    mark_good="#54b4c4",
    mark_warn="#e0ac48",
    mark_bad="#ef8d81",
    on_mark="#10191d",
    desk="#0b0f11",
    on_desk="#c0cbd0",
)

CONTRAST = Tokens(
    ink="#000000",
    ink_soft="#1a1a1a",
    canvas="#ffffff",
    surface="#ffffff",
    line="#000000",
    edge="#000000",
    hover="#fff8d6",
    track="#cfcfcf",
    focus="#b0005c",
    rail="#000000",
    rail_on="#00507a",
    rail_ink="#ffffff",
    rail_dim="#ffffff",
    rail_mark="#ffffff",
    accent="#00344f",
    accent_soft="#fff1a8",
    on_accent="#ffffff",
    accent_down="#000000",
    good="#004d20",
    good_soft="#ffffff",
    warn="#4d3000",
    warn_soft="#ffffff",
    bad="#7a0000",
    bad_soft="#ffffff",
    info="#002a66",
    info_soft="#ffffff",
    neutral="#000000",
    neutral_soft="#ffffff",
    chip_edge="#000000",
    mark_good="#00344f",
    mark_warn="#4d3000",
    mark_bad="#7a0000",
    on_mark="#ffffff",
    desk="#5c5c5c",
    on_desk="#ffffff",
)

THEMES: dict[str, Tokens] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
TOKEN_NAMES = frozenset(field.name for field in fields(Tokens))
TONES = ("good", "warn", "bad", "info", "neutral")


def _channel(part: str) -> float:
    value = int(part, 16) / 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two #rrggbb colours, 1 to 21."""

    def luminance(colour: str) -> float:
        red, green, blue = (_channel(colour[at : at + 2]) for at in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
