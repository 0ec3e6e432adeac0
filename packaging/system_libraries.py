"""What a bare Debian or Ubuntu lacks for Qt and for virtual environments, and how to get it."""

import ctypes
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

# Read off the shared objects of PySide6 that the program loads: without these it does not import.
NEEDED = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
# The same for a window on a screen and for the print dialog; tests do without.
FOR_A_SCREEN = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libcups.so.2": "libcups2",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def provide() -> bool:
    """Install what is missing, or say what to type; False when the program could not start."""
    if not sys.platform.startswith("linux"):
        return True
    needed = _missing(NEEDED) + _missing_for_venv()
    for_a_screen = _missing(FOR_A_SCREEN)
    if not needed and not for_a_screen:
        return True
    if shutil.which("apt-get") is None:
        print("These system libraries are missing; install them with your package manager:")
        print("  " + " ".join(needed + for_a_screen))
        return not needed
    if os.geteuid() != 0:
        packages = shlex.join(needed + for_a_screen)
        purpose = "needed" if needed else "needed for a window on a screen"
        print(f"Some system libraries are missing, {purpose}. Type this, then start again:")
        print(f"  sudo apt-get update && sudo apt-get install -y {packages}", flush=True)
        return not needed
    return _installed(needed + for_a_screen) or not needed


def _missing(libraries: dict[str, str]) -> list[str]:
    return [package for name, package in libraries.items() if not _loads(name)]


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _missing_for_venv() -> list[str]:
    # Debian takes ensurepip out of Python and puts it into a package of its own.
    if importlib.util.find_spec("ensurepip") is not None:
        return []
    return [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"]


def _installed(packages: list[str]) -> bool:
    print(f"Installing system libraries: {' '.join(packages)}", flush=True)
    surroundings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    for command in (["apt-get", "update", "-q"], install):
        done = subprocess.run(
            command,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if done.returncode != 0:
            print(done.stdout)
            print(f"`{shlex.join(command)}` failed; see above.", file=sys.stderr)
            return False
    return True


def on_a_screen() -> bool:
    """Whether a window can be shown to somebody here."""
    if not sys.platform.startswith("linux"):
        return True
    wayland = os.environ.get("WAYLAND_DISPLAY", "")
    return bool(os.environ.get("DISPLAY") or (wayland and _wayland_socket(wayland).exists()))


def _wayland_socket(name: str) -> Path:
    return Path(os.environ.get("XDG_RUNTIME_DIR", "/")) / name
