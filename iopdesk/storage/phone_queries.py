"""What staff must know before they dial: a number's note, its safe times, who we say we are."""

from sqlalchemy import ColumnElement, String, case, func

from iopdesk.storage.client_tables import PhoneRow

_p = PhoneRow.__table__.c


def advice() -> ColumnElement[str]:
    """The three texts in one: "ask for Ana; evenings; “the office”"."""
    safe = case((_p.safe_times != "", "; " + _p.safe_times), else_="")
    said = case((_p.say_we_are != "", "; “" + _p.say_we_are + "”"), else_="")
    return func.trim(_p.note + safe + said, "; ", type_=String)
