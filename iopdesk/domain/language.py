"""The languages of screens and papers."""

from enum import StrEnum


class Language(StrEnum):
    """A language that every screen and every paper has."""

    ENGLISH = "en"
    SPANISH = "es"
