"""Fusion whose small icons grow with the text, and what the computer asks for."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QProxyStyle, QStyle, QStyleOption, QWidget

from iopdesk.ui.theme import METRIC_STYLE, Theme

_ICON_UNITS = 16


def wear(app: QApplication, theme: Theme) -> None:
    """Apply a theme over Fusion with icons that grow; for windows with an open clinic."""
    app.setStyle(MetricStyle(theme))
    app.setProperty(METRIC_STYLE, True)
    theme.apply(app)


class MetricStyle(QProxyStyle):
    """Fusion, but for the sizes of small icons."""

    _grown = frozenset(
        {
            QStyle.PixelMetric.PM_SmallIconSize,
            QStyle.PixelMetric.PM_LineEditIconSize,
            QStyle.PixelMetric.PM_ButtonIconSize,
        }
    )

    def __init__(self, theme: Theme) -> None:
        super().__init__("Fusion")
        self._icon_size = theme.px(_ICON_UNITS)

    def pixelMetric(  # noqa: N802
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """Fusion's measure, except for the icon sizes."""
        if metric in self._grown:
            return self._icon_size
        return super().pixelMetric(metric, option, widget)


def system_theme() -> str:
    """What the computer asks for: "light", "dark" or "contrast"."""
    hints = QGuiApplication.styleHints()
    accessibility = hints.accessibility()
    if accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"
