"""How far the store had come when it was last closed: an older database put back is noticed.

The database's own checks can't see that: every page of the older copy is genuine. If it went on
under its site's id, different entries would get the same number.
"""

import contextlib
import hashlib
import hmac
import json

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DBAPIError

from iopdesk.storage import access_log
from iopdesk.storage.atomic_file import write_atomically
from iopdesk.storage.canonical import canonical_json
from iopdesk.storage.clinic_keys import ClinicKeys
from iopdesk.storage.journal_entry import last_entry
from iopdesk.storage.journal_tables import SiteRow

_PURPOSE = "iopdesk/last-head/v1"


def record_head(engine: Engine, keys: ClinicKeys) -> None:
    """Write down how far the store has come; a full disk must not keep it from closing."""
    with contextlib.suppress(OSError, DBAPIError):
        with engine.connect() as connection:
            heads = _heads(connection)
        content = canonical_json({"heads": heads, "mac": _mac(keys, heads)})
        write_atomically(keys.files.last_head, content)


def is_older_than_recorded(connection: Connection, keys: ClinicKeys) -> bool:
    """Whether the store lacks entries or log rows that it had when it was last closed.

    A missing or altered record says nothing: then there is no way to know.
    """
    try:
        record = json.loads(keys.files.last_head.read_bytes())
        recorded = {str(name): int(head) for name, head in record["heads"].items()}
        is_genuine = hmac.compare_digest(str(record["mac"]), _mac(keys, recorded))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return False
    heads = _heads(connection)
    return is_genuine and any(heads.get(name, 0) < head for name, head in recorded.items())


def _heads(connection: Connection) -> dict[str, int]:
    heads = {"access": access_log.head(connection)[0]}
    for site_no in connection.execute(select(SiteRow.site_no)).scalars().all():
        heads[str(site_no)] = last_entry(connection, site_no)[0]
    return heads


def _mac(keys: ClinicKeys, heads: dict[str, int]) -> str:
    key = keys.master.subkey(_PURPOSE)
    return hmac.digest(key, canonical_json(heads), hashlib.sha256).hex()
