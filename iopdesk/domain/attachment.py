"""Scans and files attached to the record: which kinds, how large, told by content, not by name."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LARGEST_FILE = 20 * 1024 * 1024
LONGEST_FILE_NAME = 120
_PDF_HEAD_WITHIN = 1024
SIGNED_SHEET = "signed_sheet"
REPORT = "report"
SIGNED_CONSENT = "signed_consent"


class MediaType(StrEnum):
    """What a file is."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"


@dataclass(frozen=True)
class AttachmentLine:
    """An attached file in a list."""

    id: uuid.UUID
    name: str
    media_type: MediaType
    size: int
    by: str
    at: datetime


def recognised(content: bytes) -> MediaType | None:
    """What a file is by its first bytes; None for everything else."""
    if b"%PDF-" in content[:_PDF_HEAD_WITHIN]:
        return MediaType.PDF
    if content.startswith(b"\xff\xd8\xff"):
        return MediaType.JPEG
    return MediaType.PNG if content.startswith(b"\x89PNG\r\n\x1a\n") else None


def tidy_file_name(name: str, usual: str) -> str:
    """The last part of a file's name, in printable letters; `usual` where nothing is left."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = " ".join("".join(sign for sign in last if sign.isprintable()).split())
    return plain[:LONGEST_FILE_NAME] or usual
