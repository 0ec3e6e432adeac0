"""What this computer's user set: look, language, place of the window, tables; no client data."""

import os
from pathlib import Path

from platformdirs import user_config_dir
from PySide6.QtCore import QByteArray, QSettings

APP_NAME = "IOP Desk"
_FOLDER_VARIABLE = "IOPDESK_SETTINGS"


def settings_folder() -> Path:
    """Where the settings of this user stand; the variable IOPDESK_SETTINGS names another."""
    return Path(os.environ.get(_FOLDER_VARIABLE) or user_config_dir(APP_NAME, appauthor=False))


class Settings:
    """An ini file of words and numbers; unknown and broken values read as empty."""

    def __init__(self, file: Path | None = None) -> None:
        file = file or settings_folder() / "desk.ini"
        self._store = QSettings(str(file), QSettings.Format.IniFormat)

    def text(self, key: str, default: str = "") -> str:
        """The words kept under `key`."""
        value = self._store.value(key, default)
        return value if isinstance(value, str) else default

    def number(self, key: str, default: float = 0) -> float:
        """The number kept under `key`."""
        try:
            return float(self.text(key) or default)
        except ValueError:
            return default

    def place(self, key: str) -> QByteArray:
        """A window's place as Qt keeps it."""
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep(self, key: str, value: str | QByteArray) -> None:
        """Remember `value`."""
        self._store.setValue(key, value)

    def sync(self) -> None:
        """Write to disk now, before the process is replaced."""
        self._store.sync()


class _Current:
    """The settings in force, one file a user."""

    settings: Settings | None = None


def screen_settings() -> Settings:
    """The settings of the user of this computer."""
    if _Current.settings is None:
        _Current.settings = Settings()
    return _Current.settings


def use_settings(settings: Settings | None) -> None:
    """Keep settings elsewhere (tests); None goes back to the user's own file."""
    _Current.settings = settings
