"""Where a typed place and a client's home are on the map."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.distance import Point
from iopdesk.services.learnt_places import FoundPlace, place_key, place_names, zip_codes
from iopdesk.services.meeting_catalog import catalog
from iopdesk.services.meeting_records import point_of
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.clinic_tables import ClinicRow

_COORDINATES = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*")


def find_place(db: Session, text: str) -> FoundPlace | None:
    """Coordinates, a ZIP code, or a town or area that the directories name; None for others."""
    if match := _COORDINATES.fullmatch(text):
        point = Point(float(match[1]), float(match[2]))
        inside = abs(point.latitude) <= 90 and abs(point.longitude) <= 180
        return FoundPlace(text.strip(), point) if inside else None
    learnt = catalog(db).learnt
    words = place_key(text.replace(",", " "))
    if codes := zip_codes(words):
        return learnt.get(codes[0])
    for name in (words, re.sub(r"\s+(?:[a-z]{2}|california)$", "", words)):
        if name and name in learnt:
            return learnt[name]
    begins = [name for name in learnt if len(words) >= 3 and name.startswith(words)]
    return learnt[min(begins, key=lambda name: -learnt[name].meetings)] if begins else None


def home_of(db: Session, client: ClientRow) -> Point | None:
    """A client's home: its own place on the map, else the middle of its ZIP code or town."""
    home = point_of(client.latitude_e6, client.longitude_e6)
    if home is not None:
        return home
    for words in (client.postal_code, client.city):
        if words.strip() and (found := find_place(db, words)):
            return found.point
    return None


def clinic_place(db: Session) -> Point | None:
    """Where the clinic is: its own place on the map, else the middle of its ZIP code or town."""
    row = db.execute(
        select(ClinicRow.latitude_e6, ClinicRow.longitude_e6, ClinicRow.address).where(
            ClinicRow.void == 0
        )
    ).first()
    if row is None:
        return None
    own = point_of(row.latitude_e6, row.longitude_e6)
    if own is not None or not row.address:
        return own
    town = row.address.split(",")[1:2]
    found = (find_place(db, name) for name in place_names(row.address, "".join(town)))
    return next((place.point for place in found if place), None)
