"""The look of every window: colours, text size, fonts, icons and the one style sheet."""

import re
import tempfile
from functools import cache, lru_cache
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QFontMetricsF,
    QIcon,
    QPalette,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtWidgets import QApplication

from iopdesk.domain.resources import resource_path
from iopdesk.ui.tokens import THEMES, TOKEN_NAMES, Tokens

METRIC_STYLE = "iopdesk-metrics"
BUNDLED_FAMILY = "Atkinson Hyperlegible Next"
SMALLEST_SCALE, LARGEST_SCALE = 1.0, 2.0

# What a Linux desktop falls back to when nobody chose a font; the bundled family reads better.
_NOBODY_CHOSE = ("DejaVu Sans", "Bitstream Vera Sans", "Droid Sans Fallback")
_BUNDLED_FILES = ("Regular", "SemiBold", "Bold")
_CELL_CACHE_KILOBYTES = 40_960

_ROLE_FONTS: dict[str, tuple[float, QFont.Weight]] = {
    "base": (13, QFont.Weight.Normal),
    "bold": (13, QFont.Weight.DemiBold),
    "label": (12, QFont.Weight.Normal),
    "label_bold": (12, QFont.Weight.DemiBold),
    "small": (11, QFont.Weight.Normal),
    "head": (14, QFont.Weight.DemiBold),
    "title": (20, QFont.Weight.DemiBold),
    "number": (22, QFont.Weight.DemiBold),
}


@cache
def _icon_folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="iopdesk-icons-")


@cache
def _family() -> str:
    platform = QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)).family()
    for weight in _BUNDLED_FILES:
        file = resource_path(f"fonts/AtkinsonHyperlegibleNext-{weight}.ttf")
        QFontDatabase.addApplicationFont(str(file))
    if platform and platform not in _NOBODY_CHOSE:
        return platform
    return BUNDLED_FAMILY


class Theme:
    """One look: a token table at one text size (`scale` 1.0 to 2.0)."""

    def __init__(self, name: str = "light", scale: float = 1.0) -> None:
        self.name = name if name in THEMES else "light"
        self.scale = min(max(scale, SMALLEST_SCALE), LARGEST_SCALE)
        self.tokens: Tokens = THEMES[self.name]
        self._fonts: dict[str, QFont] = {}
        self._metrics: dict[str, QFontMetricsF] = {}
        self._colors: dict[str, QColor] = {}
        self._icons: dict[tuple[str, str, bool], QIcon] = {}
        self.width_of = lru_cache(maxsize=8192)(self._width_of)

    def px(self, units: float) -> int:
        """Pixels of a length given for text size 100 %."""
        return round(units * self.scale)

    def hex(self, token: str) -> str:
        """A colour as "#rrggbb", for drawings made elsewhere."""
        return str(getattr(self.tokens, token))

    def color(self, token: str) -> QColor:
        """The colour of a token; the object is shared, do not change it."""
        if token not in self._colors:
            self._colors[token] = QColor(self.hex(token))
        return self._colors[token]

    def font(self, role: str = "base") -> QFont:
        """The font of a role: base, bold, label, label_bold, small, head, title or number."""
        if role not in self._fonts:
            size, weight = _ROLE_FONTS[role]
            font = QFont()
            font.setFamilies([_family(), BUNDLED_FAMILY])
            font.setPixelSize(round(size * self.scale))
            font.setWeight(weight)
            self._fonts[role] = font
        return self._fonts[role]

    def metrics(self, role: str = "base") -> QFontMetricsF:
        """Measures of a role's font."""
        if role not in self._metrics:
            self._metrics[role] = QFontMetricsF(self.font(role))
        return self._metrics[role]

    def _width_of(self, text: str, role: str = "base") -> float:
        """How wide a line of text is; known ones are not measured again."""
        return self.metrics(role).horizontalAdvance(text)

    def icon_file(self, name: str, token: str = "ink", *, padded: bool = False) -> str:
        """Path of the icon drawn in a token's colour; `padded` adds room at its right."""
        folder = Path(_icon_folder().name)
        file = folder / f"{name}-{self.name}-{token}{'-padded' if padded else ''}.svg"
        if not file.exists():
            drawing = resource_path(f"icons/{name}.svg").read_text(encoding="utf-8")
            drawing = drawing.replace("currentColor", self.hex(token))
            if padded:
                drawing = drawing.replace('width="24"', 'width="30"', 1)
                drawing = drawing.replace('viewBox="0 0 24 24"', 'viewBox="0 0 30 24"', 1)
            file.write_text(drawing, encoding="utf-8")
        return file.as_posix()

    def icon(self, name: str, token: str = "ink", *, padded: bool = False) -> QIcon:
        """A crisp icon in a token's colour, softer where its control is disabled."""
        key = (name, token, padded)
        if key not in self._icons:
            icon = QIcon()
            usual = self.icon_file(name, token, padded=padded)
            dimmed = self.icon_file(name, "edge", padded=padded)
            icon.addFile(usual, QSize(), QIcon.Mode.Normal, QIcon.State.Off)
            icon.addFile(usual, QSize(), QIcon.Mode.Selected, QIcon.State.Off)
            icon.addFile(dimmed, QSize(), QIcon.Mode.Disabled, QIcon.State.Off)
            self._icons[key] = icon
        return self._icons[key]

    def icon_pixmap(self, name: str, token: str, units: float, ratio: float) -> QPixmap:
        """The icon as a picture `units` wide at a device pixel ratio, for labels."""
        return self.icon(name, token).pixmap(QSize(self.px(units), self.px(units)), ratio)

    def style_sheet(self) -> str:
        """The application's style sheet with this theme's colours and lengths."""
        text = resource_path("styles/iopdesk.qss").read_text(encoding="utf-8")

        def colour(found: re.Match[str]) -> str:
            return self.hex(found[1]) if found[1] in TOKEN_NAMES else found[0]

        def icon(found: re.Match[str]) -> str:
            return f'url("{self.icon_file(found[1], found[2])}")'

        text = re.sub(r"(\d+(?:\.\d+)?)u\b", lambda m: f"{self.px(float(m[1]))}px", text)
        text = re.sub(r"@(?!icon\()(\w+)", colour, text)
        # last, as the name of a folder may look like a length or a colour
        return re.sub(r"@icon\(([\w-]+), (\w+)\)", icon, text)

    def palette(self) -> QPalette:
        """Colours of whatever the style sheet does not reach."""
        roles = QPalette.ColorRole
        table = {
            roles.Window: "canvas",
            roles.WindowText: "ink",
            roles.Base: "surface",
            roles.AlternateBase: "canvas",
            roles.Text: "ink",
            roles.Button: "surface",
            roles.ButtonText: "ink",
            roles.Highlight: "accent",
            roles.HighlightedText: "on_accent",
            roles.PlaceholderText: "ink_soft",
            roles.ToolTipBase: "surface",
            roles.ToolTipText: "ink",
            roles.Link: "accent",
            roles.Mid: "line",
            roles.Dark: "edge",
        }
        palette = QPalette()
        for role, token in table.items():
            palette.setColor(role, self.color(token))
        for role in (roles.Text, roles.WindowText, roles.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("edge"))
        return palette

    def apply(self, app: QApplication) -> None:
        """Make this the look of every window: palette, font, then sheet (the order matters).

        The style under the sheet is Fusion; MetricStyle, set before, stays.
        """
        _Current.theme = self
        QPixmapCache.clear()
        QPixmapCache.setCacheLimit(_CELL_CACHE_KILOBYTES)
        # Not app.style(): naming QStyle loads its enums before the first paint.
        if not app.property(METRIC_STYLE):
            app.setStyle("Fusion")
        app.setPalette(self.palette())
        app.setFont(self.font())
        app.setStyleSheet(self.style_sheet())


class _Current:
    """The look in force: one a process, as Qt's own style, palette and sheet are."""

    theme: Theme | None = None


def current_theme() -> Theme:
    """The look in force; light at 100 % until one was applied."""
    if _Current.theme is None:
        _Current.theme = Theme()
    return _Current.theme
