"""The card to carry: the client's people who can be reached, the clinic's unnamed daytime line."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.documents import wallet_card
from iopdesk.documents.record_texts import missing_letters
from iopdesk.documents.wallet_card import MOST_PEOPLE, WalletCard
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.step_down import ItemKind
from iopdesk.domain.wording import Wording
from iopdesk.services.paper_facts import paper_facts, paper_setting
from iopdesk.services.support_service import people_of
from iopdesk.storage.clinic_tables import ClinicRow
from iopdesk.storage.step_down_tables import PreventionItemRow, StepDownRow
from iopdesk.storage.store import Store


class WalletCardService:
    """Prints the card; each print is in the access log."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def preview(self, client_id: UUID, language: Language) -> Paper:
        """The card as it would be printed; nothing is logged."""
        self._signed_in.require(Right.PRINT)
        clock = self._store.clock
        with self._store.read() as db:
            paper_facts(db, client_id, clock.today())
            setting = paper_setting(db, clock, self._signed_in, language)
            record = WalletCard(
                _people(db, client_id, setting.words),
                _items(db, client_id, ItemKind.SIGN),
                _items(db, client_id, ItemKind.ACTION),
            )
        warnings = [] if record.people else [setting.words("Nobody to call is listed yet.")]
        if lost := missing_letters(record):
            told = setting.words(
                "No font here has these letters: {letters}", letters=" ".join(lost)
            )
            warnings.append(told)
        pdf = wallet_card.render(record, setting)
        return Paper("people-to-call", setting.words("People to call"), pdf, tuple(warnings))

    def note_printed(self, client_id: UUID) -> None:
        """Keep in the access log that the card left the program."""
        self._store.log_access(
            "print wallet card", by=self._signed_in.staff_id, client_id=client_id
        )


def _people(db: Session, client_id: UUID, words: Wording) -> tuple[tuple[str, str], ...]:
    people = [one for one in people_of(db, client_id) if one.phone]
    people.sort(key=lambda one: (not one.is_reachable_at_risk, -one.marks))
    found = [(one.name, one.phone) for one in people]
    line = db.scalar(select(ClinicRow.daytime_line).where(ClinicRow.void == 0))
    if line:
        # under its own number the clinic needs no name
        return (*found[: MOST_PEOPLE - 1], (words("Daytime line"), line))
    return tuple(found[:MOST_PEOPLE])


def _items(db: Session, client_id: UUID, kind: ItemKind) -> tuple[str, ...]:
    """What the newest step-down plan says, in the client's words."""
    newest = (
        select(StepDownRow.id)
        .where(StepDownRow.client_id == client_id, StepDownRow.void == 0)
        .order_by(StepDownRow.op.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = db.scalars(
        select(PreventionItemRow.text)
        .where(
            PreventionItemRow.step_down_id == newest,
            PreventionItemRow.kind == kind.value,
            PreventionItemRow.void == 0,
        )
        .order_by(PreventionItemRow.position)
    )
    return tuple(text.strip() for text in rows if text.strip())
