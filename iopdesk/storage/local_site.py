"""Which site writes here: the first site of a new clinic, and the new one of a restored backup."""

import uuid
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from iopdesk.storage.journal_tables import JournalGate, SiteRow

FIRST_LETTER = "M"


def found_site(connection: Connection, name: str, begun: datetime, *, site_id: uuid.UUID) -> None:
    """Make the first site of a new clinic and the gate of its journal."""
    site = {"site_no": 1, "site_id": site_id, "letter": FIRST_LETTER, "name": name}
    connection.execute(insert(SiteRow), {**site, "restored_from": None, "begun": begun})
    connection.execute(
        insert(JournalGate), {"one": 1, "local_site": 1, "dot": None, "open": 0, "n": 0}
    )


def become_new_site(connection: Connection, begun: datetime) -> uuid.UUID:
    """Let a restored copy write as a site of its own from now on; returns the new site's id.

    A copy that kept its id would give different entries the same number as the original, and the
    sites could never be brought together again. New chart numbers get a letter of their own.
    """
    gate_site = select(JournalGate.local_site).scalar_subquery()
    old = connection.execute(
        select(SiteRow.site_id, SiteRow.letter, SiteRow.name).where(SiteRow.site_no == gate_site)
    ).one()
    number = connection.execute(select(func.max(SiteRow.site_no))).scalar_one() + 1
    site_id = uuid.uuid4()
    connection.execute(
        insert(SiteRow),
        {
            "site_no": number,
            "site_id": site_id,
            "letter": f"{old.letter.rstrip('0123456789')}{number}",
            "name": old.name,
            "restored_from": old.site_id,
            "begun": begun,
        },
    )
    connection.execute(update(JournalGate).values(local_site=number))
    return site_id
