"""One question over everything: clients, groups, meetings and cards that fit what was typed."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from iopdesk.domain.group import GroupName, shown_name
from iopdesk.domain.referral import typed_code
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.client_service import ClientService
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.group_tables import TreatmentGroupRow
from iopdesk.storage.meeting_tables import MeetingCardRow, MeetingRow
from iopdesk.storage.store import Store

_MOST_CLIENTS, _MOST_GROUPS, _MOST_MEETINGS = 6, 3, 3


class FoundKind(StrEnum):
    """What was found; the value is the place that shows it."""

    CLIENT = "client"
    GROUP = "group"
    MEETING = "meeting"
    CARD = "returned_card"


@dataclass(frozen=True)
class Found:
    """One thing that was found: its name, its chart number or address, a client's birth date."""

    kind: FoundKind
    record_id: UUID
    words: str
    detail: str
    born: date | None = None


class FindService:
    """What the find box asks; each person finds only what their roles may see."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in
        self._clients = ClientService(store, signed_in)

    def everything(self, text: str) -> tuple[Found, ...]:
        """A few of each kind, clients first; nothing for blank text."""
        wanted = _folded(text)
        if not wanted:
            return ()
        return (
            *self._cards(text),
            *self._found_clients(text),
            *self._found_groups(wanted),
            *self._meetings(text),
        )

    def _cards(self, text: str) -> list[Found]:
        """The attendance card of a code, as it is typed off the card, and whose it is."""
        code = typed_code(text)
        if not code or not self._signed_in.may(Right.REFER_TO_MEETINGS):
            return []
        with self._store.read() as db:
            row = db.execute(
                select(
                    MeetingCardRow.id,
                    MeetingCardRow.code,
                    ClientRow.first_name,
                    ClientRow.last_name,
                    ClientRow.name_to_use,
                )
                .join(ClientRow, ClientRow.id == MeetingCardRow.client_id)
                .where(MeetingCardRow.code == code, MeetingCardRow.void == 0, ClientRow.void == 0)
            ).first()
        if row is None:
            return []
        return [Found(FoundKind.CARD, row.id, shown_name(*row[2:]), row.code)]

    def _found_clients(self, text: str) -> list[Found]:
        if not self._signed_in.may(Right.VIEW_CLIENTS):
            return []
        lines = self._clients.find(text, _MOST_CLIENTS)
        return [
            Found(FoundKind.CLIENT, line.client_id, line.name, line.chart_number, line.born)
            for line in lines
        ]

    def _found_groups(self, wanted: str) -> list[Found]:
        if not self._signed_in.may(Right.VIEW_CLIENTS):
            return []
        with self._store.read() as db:
            rows = db.execute(
                select(
                    TreatmentGroupRow.id,
                    TreatmentGroupRow.name,
                    TreatmentGroupRow.neutral_title,
                    TreatmentGroupRow.population,
                ).where(TreatmentGroupRow.void == 0)
            ).all()
        is_clinical = self._signed_in.may(Right.VIEW_CLINICAL)
        titles = [(each[0], GroupName(*each[1:]).title(is_clinical=is_clinical)) for each in rows]
        fitting = [each for each in titles if wanted in _folded(each[1])]
        return [Found(FoundKind.GROUP, *each, "") for each in fitting[:_MOST_GROUPS]]

    def _meetings(self, text: str) -> list[Found]:
        with self._store.read() as db:
            rows = db.execute(
                select(MeetingRow.id, MeetingRow.name, MeetingRow.address)
                .where(
                    MeetingRow.void == 0,
                    MeetingRow.listed_until.is_(None),
                    MeetingRow.name.icontains(text.strip(), autoescape=True),
                )
                .order_by(MeetingRow.weekday, MeetingRow.start, MeetingRow.id)
                .limit(_MOST_MEETINGS)
            ).all()
        return [Found(FoundKind.MEETING, row.id, row.name, row.address) for row in rows]


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(each for each in plain if not unicodedata.combining(each)).casefold().strip()
