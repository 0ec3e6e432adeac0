"""NAWS exports, the table that BMLT servers write for NA World Services, as Meeting Guide rows."""

from collections.abc import Iterator

from iopdesk.directories import reasons
from iopdesk.directories.bmlt import Row, type_of_world_id
from iopdesk.directories.clean_text import clean_line, clean_lines
from iopdesk.directories.table_text import Table
from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.meeting import Refused
from iopdesk.domain.meeting_codes import TEMPORARILY_CLOSED

_FORMATS = ("format1", "format2", "format3", "format4", "format5")
_LANGUAGES = ("language1", "language2", "language3")
_TRUE = {"true", "1", "yes"}


def naws_rows(table: Table, fellowship: Fellowship) -> Iterator[tuple[int, object]]:
    """Each row with its number; deleted and unpublished ones are refused with that reason."""
    for number, record in table.records():
        # Heads of a NAWS sheet are compared without the signs between their words.
        row = {name.replace("_", ""): value for name, value in record.items()}
        name = clean_line(row.get("committeename") or row.get("name"))
        if clean_line(row.get("delete")).upper() == "D":
            yield number, Refused(number, reasons.DELETED_THERE, name)
        elif clean_line(row.get("unpublished")).casefold() in _TRUE:
            yield number, Refused(number, reasons.NOT_PUBLISHED, name)
        else:
            yield number, _guide_row(row, name, fellowship)


def _guide_row(row: Row, name: str, fellowship: Fellowship) -> dict[str, object]:
    types = _types(row, fellowship)
    street, link = clean_line(row.get("address")), clean_line(row.get("virtualmeetinglink"))
    phone = clean_line(row.get("phonemeetingnumber"))
    return {
        "slug": clean_line(row.get("bmltid")) or clean_line(row.get("committee")),
        "name": name,
        "day": row.get("day"),
        "time": _time(clean_line(row.get("time"))),
        "types": types,
        "location": row.get("place"),
        "address": street,
        "city": row.get("city") or row.get("locborough"),
        "state": row.get("state"),
        "postal_code": row.get("postalcode") or row.get("zip"),
        "country": row.get("country"),
        "regions": [row.get("parentname")],
        "latitude": row.get("latitude"),
        "longitude": row.get("longitude"),
        # A town alone is where an online meeting is at home.
        "approximate": "" if street or clean_line(row.get("place")) else "yes",
        "location_notes": clean_lines(row.get("directions")),
        "timezone": row.get("timezone") or row.get("time_zone"),
        "conference_url": link,
        "conference_url_notes": row.get("virtualmeetinginfo"),
        "conference_phone": phone,
        "updated": row.get("lastchanged"),
    }


def _time(text: str) -> str:
    """The clock time behind 0730, or behind the 730 that a spreadsheet made of it."""
    if text.isdigit() and len(text) in (3, 4):
        return f"{text[:-2].zfill(2)}:{text[-2:]}"
    return text


def _types(row: Row, fellowship: Fellowship) -> list[str]:
    ids = [clean_line(row.get("closed")).upper()]
    ids += ["WCHR"] if clean_line(row.get("wheelchr")).casefold() in _TRUE else []
    ids += [clean_line(row.get(name)).upper() for name in _FORMATS]
    if TEMPORARILY_CLOSED in ids and clean_line(row.get("virtualmeetinglink")):
        ids.append("VM")
    found = [type_of_world_id(each, fellowship) or each for each in ids if each]
    found = [each for each in found if each not in ("HYBR", "LANG")]
    found += [text for name in _LANGUAGES if (text := clean_line(row.get(name)))]
    # Names of formats that World Services have no code for.
    found += [part.strip() for part in clean_line(row.get("room")).split(",") if part.strip()]
    return list(dict.fromkeys(found))
