"""Telephone numbers: how they are stored, shown and searched."""

from functools import lru_cache

import phonenumbers

HOME_REGION = "US"


def tidy_number(typed: str) -> str:
    """A number as it is stored and shown: "951-555-0123", "+52 55 5555 0123"; else as typed."""
    parsed = _parsed(typed)
    if parsed is None:
        return " ".join(typed.split())
    if parsed.country_code == 1 and not parsed.extension:
        digits = f"{parsed.national_number:010}"
        if len(digits) == 10:
            return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def search_digits(number: str) -> tuple[str, ...]:
    """What a number can be found by: all its digits, the last seven, the last four."""
    parsed = _parsed(number)
    digits = (
        str(parsed.national_number)
        if parsed is not None
        else "".join(sign for sign in number if sign in "0123456789")
    )
    return tuple(dict.fromkeys(part for part in (digits, digits[-7:], digits[-4:]) if part))


@lru_cache(maxsize=4096)
def _parsed(typed: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(typed, HOME_REGION)
    except phonenumbers.NumberParseException:
        return None
