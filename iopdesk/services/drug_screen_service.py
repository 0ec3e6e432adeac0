"""Drug screens of a client: entered with their analytes, corrected, taken back."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.drug_screen import Finding, Screen, ScreenDraft, screen_codes
from iopdesk.domain.medicines import known_medicine
from iopdesk.domain.problems import InvalidDraft, NotFound, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.client_queries import client_row
from iopdesk.services.merge_edit import merge_edit, trimmed
from iopdesk.storage.assessment_tables import DrugScreenRow, ScreenResultRow
from iopdesk.storage.client_tables import MedicationRow
from iopdesk.storage.journal import void_row
from iopdesk.storage.store import Store

A_PAGE = 30
# Part of the exchange format for ever: two sites that enter one analyte write the same row.
_NAMESPACE = uuid.UUID("8c0e4d52-1b7a-5c39-b1a9-3d8f6a4e2f77")
_FIELDS = tuple(name for name in asdict(ScreenDraft()) if name not in ("findings", "result"))


@dataclass(frozen=True)
class ScreensView:
    """A page of screens, the newest first; `expected` names what explains an analyte today."""

    client_id: UUID
    name: str
    today: date
    screens: tuple[Screen, ...]
    has_more: bool
    expected: Mapping[str, str]
    may_write: bool


class DrugScreenService:
    """A correction changes the stored row; what was there before stays in the history."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def view(self, client_id: UUID, most: int = A_PAGE, *, only: UUID | None = None) -> ScreensView:
        """What a chart shows; `only` one screen, however old it is."""
        self._signed_in.require(Right.VIEW_CLINICAL)
        today = self._store.clock.today()
        with self._store.read() as db:
            client = client_row(db, client_id)
            screens = _screens(db, client_id, most + 1, only)
            expected = _expected(db, client_id, today)
            return ScreensView(
                client_id=client_id,
                name=client.name_to_use or client.first_name,
                today=today,
                screens=screens[:most],
                has_more=len(screens) > most,
                expected={code: name for code, (_id, name) in expected.items()},
                may_write=self._signed_in.may(Right.WRITE_NOTES),
            )

    def save(
        self, client_id: UUID, screen_id: UUID | None, *, base: ScreenDraft, mine: ScreenDraft
    ) -> UUID:
        """Enter a screen, or change one against what was loaded; its id.

        What it comes to is worked out anew with the medicines that were active on its day.
        """
        self._signed_in.require(Right.WRITE_NOTES)
        self._signed_in.require(Right.VIEW_CLINICAL)
        if problems := mine.problems(self._store.clock.today()):
            raise InvalidDraft(problems)
        with self._store.write("drug_screen.save", self._signed_in.staff_id) as db:
            client_row(db, client_id)
            if screen_id is None:
                row = DrugScreenRow(
                    id=self._store.new_id(),
                    client_id=client_id,
                    result="",
                    **trimmed(mine, _FIELDS),
                )
                db.add(row)
                db.flush()
            else:
                row = _row(db, client_id, screen_id)
                if row.void:
                    raise UserProblem(
                        "Someone took this screen back meanwhile.",
                        "Nothing was changed. Enter it anew where it did happen.",
                    )
                merge_edit(db, row, trimmed(base, _FIELDS), trimmed(mine, _FIELDS))
            day = row.day
            expected = _expected(db, client_id, day)
            _write_findings(db, row, base.findings, mine.findings, expected)
            db.flush()
            findings = _findings(db, [row.id]).get(row.id, {})
            result = _stored(row, findings, mine.result).comes_to(expected)
            if row.result != result:
                row.result = result
            return row.id

    def take_back(self, client_id: UUID, screen_id: UUID, reason: str) -> None:
        """Entered by mistake: it stays in the store and the history, no list shows it."""
        self._signed_in.require(Right.WRITE_NOTES)
        if not reason.strip():
            raise UserProblem("A reason is needed.", "Say why this was entered by mistake.")
        staff_id = self._signed_in.staff_id
        with self._store.write("drug_screen.remove", staff_id, reason=reason.strip()) as db:
            row = _row(db, client_id, screen_id)
            if not row.void:
                void_row(row)


def _screens(db: Session, client_id: UUID, most: int, only: UUID | None) -> tuple[Screen, ...]:
    table = DrugScreenRow
    rows = db.execute(
        select(table.id, *(getattr(table, name) for name in _FIELDS), table.result, table.draw_id)
        .where(
            table.client_id == client_id,
            table.void == 0,
            *((table.id == only,) if only else ()),
        )
        .order_by(table.day.desc(), table.id.desc())
        .limit(most)
    ).all()
    ids = [row[0] for row in rows]
    findings, explained = _findings(db, ids), _explained(db, ids)
    return tuple(
        Screen(
            row[0],
            ScreenDraft(
                **dict(zip(_FIELDS, row[1:-2], strict=True)),
                result="" if findings.get(row[0]) else row[-2],
                findings=findings.get(row[0], {}),
            ),
            row[-2],
            explained.get(row[0], {}),
            row[-1] is not None,
        )
        for row in rows
    )


def _row(db: Session, client_id: UUID, screen_id: UUID) -> DrugScreenRow:
    row = db.get(DrugScreenRow, screen_id)
    if row is None or row.client_id != client_id:
        raise NotFound("This screen is not in this record.")
    return row


def _stored(row: DrugScreenRow, findings: Mapping[str, Finding], chosen: str) -> ScreenDraft:
    values = {name: getattr(row, name) for name in _FIELDS}
    return ScreenDraft(**values, result=chosen, findings=findings)


def _findings(db: Session, screen_ids: Sequence[UUID]) -> dict[UUID, dict[str, Finding]]:
    table = ScreenResultRow
    found: dict[UUID, dict[str, Finding]] = {}
    for screen_id, analyte, *more in db.execute(
        select(
            table.screen_id, table.analyte, table.presumptive, table.confirmed, table.level
        ).where(table.screen_id.in_(screen_ids), table.void == 0)
    ):
        one = Finding(*more)
        if one != Finding():
            found.setdefault(screen_id, {})[analyte] = one
    # in the order of the list of analytes, whichever was entered first
    order = {code: at for at, code in enumerate(screen_codes("analytes"))}
    return {
        screen_id: dict(sorted(each.items(), key=lambda one: order.get(one[0], len(order))))
        for screen_id, each in found.items()
    }


def _explained(db: Session, screen_ids: Sequence[UUID]) -> dict[UUID, dict[str, str]]:
    table = ScreenResultRow
    found: dict[UUID, dict[str, str]] = {}
    for screen_id, analyte, name in db.execute(
        select(table.screen_id, table.analyte, MedicationRow.name)
        .join(MedicationRow, MedicationRow.id == table.expected_by)
        .where(table.screen_id.in_(screen_ids), table.void == 0)
    ):
        found.setdefault(screen_id, {})[analyte] = name
    return found


def _expected(db: Session, client_id: UUID, day: date) -> dict[str, tuple[UUID, str]]:
    """Analytes that a medicine active on a day explains, with that medicine."""
    table = MedicationRow
    rows = db.execute(
        select(table.id, table.name, table.generic, table.started, table.ended, table.status).where(
            table.client_id == client_id, table.void == 0
        )
    )
    found: dict[str, tuple[UUID, str]] = {}
    for medicine_id, name, generic, started, ended, status in rows:
        is_over = day > ended if ended else status != "active"
        if status == "never_started" or is_over or (started and started > day):
            continue
        known = known_medicine(generic, name)
        for analyte in known.shows_as if known else ():
            found.setdefault(analyte, (medicine_id, name))
    return found


def _write_findings(
    db: Session,
    row: DrugScreenRow,
    base: Mapping[str, Finding],
    mine: Mapping[str, Finding],
    expected: Mapping[str, tuple[UUID, str]],
) -> None:
    for analyte in {*base, *mine}:
        before, wanted = base.get(analyte, Finding()), mine.get(analyte, Finding())
        result_id = uuid.uuid5(_NAMESPACE, f"{row.id.hex} {analyte}")
        stored = db.get(ScreenResultRow, result_id)
        explains = expected.get(analyte) if wanted.is_positive else None
        if stored is not None:
            merge_edit(db, stored, asdict(before), asdict(wanted))
            if stored.expected_by != (explains[0] if explains else None):
                stored.expected_by = explains[0] if explains else None
        elif wanted != Finding():
            db.add(
                ScreenResultRow(
                    id=result_id,
                    client_id=row.client_id,
                    screen_id=row.id,
                    analyte=analyte,
                    expected_by=explains[0] if explains else None,
                    **asdict(wanted),
                )
            )
