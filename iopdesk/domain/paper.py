"""A printed document as it leaves a service."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    """PDF bytes with a file name stem and a title that hold no client's name.

    `warnings` says in plain words what a reader would miss, such as letters no font has.
    """

    file_stem: str
    title: str
    pdf: bytes
    warnings: tuple[str, ...] = ()
