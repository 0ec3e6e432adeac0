"""Where clinics stand on this computer: the last one, the usual place, the demo."""

from pathlib import Path

from platformdirs import user_data_dir

from iopdesk.ui.settings import APP_NAME, screen_settings

_LAST = "clinic/last"
_LOGIN = "clinic/login"
_CLINIC_FILES = ("clinic.iopdb", "clinic.iopdb.keys")


def usual_folder() -> Path:
    """Where a new clinic is made if nobody says otherwise."""
    return Path(user_data_dir(APP_NAME, appauthor=False)) / "Clinic"


def demo_folder() -> Path:
    """Where the demo clinic is made; a number is added while the name is taken."""
    base = Path(user_data_dir(APP_NAME, appauthor=False))
    folder, number = base / "Demo clinic", 2
    while folder.exists() and any(folder.iterdir()):
        folder, number = base / f"Demo clinic {number}", number + 1
    return folder


def holds_clinic(folder: Path) -> bool:
    """Whether there is something to sign in to; its health is looked at later."""
    return any((folder / name).exists() for name in _CLINIC_FILES)


def known_clinic() -> Path | None:
    """The clinic opened last, or the one at the usual place."""
    last = screen_settings().text(_LAST)
    for folder in (Path(last) if last else None, usual_folder()):
        if folder is not None and holds_clinic(folder):
            return folder
    return None


def remember_clinic(folder: Path, login: str) -> None:
    """Offer this clinic and this login next time."""
    screen_settings().keep(_LAST, str(folder.resolve()))
    screen_settings().keep(_LOGIN, login)


def last_login() -> str:
    """The login used last."""
    return screen_settings().text(_LOGIN)
