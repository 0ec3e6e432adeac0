"""Where a scan comes from: a chosen file, a file dropped here, a picture pasted."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageWriter

from iopdesk.domain.attachment import LARGEST_FILE
from iopdesk.domain.problems import UserProblem
from iopdesk.ui.wording import _

ReadScan = Callable[[], tuple[str, bytes]]
"""Brings a name and the bytes; called off the window's thread."""


def of_file(path: Path) -> ReadScan:
    """Reads a file; UserProblem where it can't be read, or is larger than any that is kept."""

    def read() -> tuple[str, bytes]:
        try:
            with path.open("rb") as file:
                return path.name, file.read(LARGEST_FILE + 1)
        except OSError as error:
            raise UserProblem(
                "This file can't be opened.", "Nothing was attached. Choose it again."
            ) from error

    return read


def of_data(data: QMimeData) -> ReadScan | None:
    """The first file, else the picture, of what was dropped or pasted; None for anything else."""
    for url in data.urls():
        if url.isLocalFile() and Path(url.toLocalFile()).is_file():
            return of_file(Path(url.toLocalFile()))
    if data.hasImage():
        picture = data.imageData()
        if isinstance(picture, QImage) and not picture.isNull():
            return _of_picture(picture.copy())
    return None


def _of_picture(picture: QImage) -> ReadScan:
    name = _("Pasted sheet")

    def read() -> tuple[str, bytes]:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(picture)
        return f"{name}.png", bytes(buffer.data().data())

    return read
