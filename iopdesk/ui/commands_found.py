"""What the find box offers: records from the store, and commands of the program by name."""

from collections.abc import Sequence
from datetime import date

from iopdesk.services.find_service import Found
from iopdesk.ui.areas import PLACES
from iopdesk.ui.clients.client_words import born_words
from iopdesk.ui.find_box import Hit
from iopdesk.ui.wording import _

# Places that show the record itself; a meeting is shown in the list of meetings.
_PLACE_OF = {
    "client": "client",
    "group": "group",
    "meeting": "meetings",
    "returned_card": "returned_card",
}


def record_hits(found: Sequence[Found], today: date) -> list[Hit]:
    """Records as lines of the list."""
    return [
        Hit(each.kind.value, each.words, _detail(each, today), _PLACE_OF[each.kind], each.record_id)
        for each in found
    ]


def _detail(found: Found, today: date) -> str:
    """Two people of one name differ by their birth date."""
    told = (born_words(found.born, today), found.detail)
    return " · ".join(each for each in told if each)


def _commands() -> list[tuple[str, str, str]]:
    return [
        (_("New client"), "", "new_client"),
        (_("New first contact"), "", "first_contact"),
        (_("First contacts: who is on the way"), "", "pipeline"),
        (_("Go to Today"), "Ctrl+1", "today"),
        (_("Go to Clients"), "Ctrl+2", "clients"),
        (_("Go to Groups"), "Ctrl+3", "groups"),
        (_("Calendar"), "", "calendar"),
        (_("Book an appointment"), "", "appointment"),
        (_("Go to Meetings"), "Ctrl+4", "meetings"),
        (_("Go to Reports"), "Ctrl+5", "reports"),
        (_("Go to Satellites"), "Ctrl+6", "satellites"),
        (_("Go to Clinic"), "Ctrl+7", "clinic"),
        (_("Weekly dose"), "", "dose"),
        (_("Drug screens by lot"), "", "screen_draw"),
        (_("Import meetings"), "", "import_meetings"),
        (_("Clients from a file"), "", "import_clients"),
        (_("Add a meeting of our own"), "", "meeting"),
        (_("Enter a returned card"), "", "returned_card"),
        (_("Programs and phases"), "", "programs"),
        (_("Back up now"), "", "clinic"),
        (_("Text size, theme and language"), "", "clinic"),
        (_("Notes: to sign, to co-sign, find"), "", "notes"),
        (_("Lock"), "Ctrl+L", "lock"),
        (_("Show the keys"), "F1", "keys"),
    ]


def commands_like(text: str) -> list[Hit]:
    """Commands whose words hold every word that was typed."""
    wanted = text.casefold().split()
    return [
        Hit("command", words, keys, place)
        for words, keys, place in _commands()
        if (place in PLACES or place in ("lock", "keys"))
        and all(each in words.casefold() for each in wanted)
    ]
